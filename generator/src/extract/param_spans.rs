//! Parameters as code with nothing around it: `` `id=[integer]` ``.

use docbind_spec::Witness;

use super::endpoint::plain_parameter;
use super::facts::ParamFact;
use super::{param_name, type_text};
use crate::markdown::{Style, Text};

/// What may stand between two of them.
const BETWEEN: &[&str] = &["", ",", ";", "or", "and"];

/// Reads a text that is nothing but such parameters.
pub(super) fn read(text: &Text) -> Option<Vec<ParamFact>> {
    let mut found = Vec::new();
    for piece in text.visible() {
        if piece.style == Style::Code {
            let mut fact = one(&piece.text)?;
            fact.range = piece.range.clone();
            found.push(fact);
        } else if !BETWEEN.contains(&piece.text.trim()) {
            return None;
        }
    }
    (!found.is_empty()).then_some(found)
}

/// A name and its type: `id=[integer]`, `id=<integer>`, `id: integer`. What stands in brackets is
/// a placeholder also where it is no word for a type: `id=[your id]`.
fn one(code: &str) -> Option<ParamFact> {
    let (name, value) = code.split_once(['=', ':'])?;
    let name = param_name::clean(name)?;
    let kind = value.trim().trim_start_matches(['[', '<', '{']);
    let kind = kind.trim_end_matches([']', '>', '}']);
    let mut fact = plain_parameter(name, Witness::List, 0..0);
    fact.schema = type_text::read(kind.trim());
    let placeholder = kind.len() < value.trim().len() && !kind.trim().is_empty();
    (fact.schema.is_some() || placeholder).then_some(fact)
}

#[cfg(test)]
mod tests {
    use super::one;

    #[test]
    fn names_with_types() {
        for (code, expected) in [
            ("id=[integer]", Some("id Integer")),
            ("lang=<string>", Some("lang String")),
            ("lang: string", Some("lang String")),
            ("lang=[your language]", Some("lang ")),
            ("lang=en", None),
            ("lang=[]", None),
            ("id", None),
            ("=[integer]", None),
        ] {
            let found = one(code).map(|fact| {
                let kind = fact.schema.map(|schema| format!("{schema:?}"));
                format!("{} {}", fact.name, kind.unwrap_or_default())
            });
            assert_eq!(found.as_deref(), expected, "{code}");
        }
    }
}
