//! Which names code uses, so that it imports no others.

use crate::code::Code;

/// Whether the code uses each of these names, which an import would bring: a type or constant
/// anywhere, a module or macro where `::` or `!` follows and none stands before it, so that a
/// field or method of the same name does not count, nor a longer path. Serde's attributes hold
/// paths as texts.
pub(super) fn mentioned(code: &Code, names: &[&str]) -> Vec<bool> {
    let mut search = Search {
        names,
        found: vec![false; names.len()],
    };
    search.all(code.as_str());
    search.found
}

struct Search<'a> {
    names: &'a [&'a str],
    found: Vec<bool>,
}

impl Search<'_> {
    fn all(&mut self, code: &str) {
        let bytes = code.as_bytes();
        let mut at = 0;
        // Whether `::` stands before.
        let mut follows = false;
        while let Some(first) = bytes.get(at) {
            let end = match first {
                b' ' | b'\n' => {
                    at += 1;
                    continue;
                }
                b'"' => self.text(code, at),
                b'/' if code[at..].starts_with("//") => {
                    code[at..].find('\n').map_or(bytes.len(), |end| at + end)
                }
                _ if is_word(*first) => {
                    let end = at + length(bytes, at);
                    self.word(code, at, end, follows);
                    end
                }
                _ => at + 1,
            };
            follows = code[at..].starts_with("::") || (follows && *first == b':');
            at = end;
        }
    }

    fn word(&mut self, code: &str, at: usize, end: usize, follows: bool) {
        let word = &code[at..end];
        for (name, found) in self.names.iter().zip(&mut self.found) {
            if *name == word && !*found {
                let is_module = name.starts_with(|c: char| c.is_ascii_lowercase());
                let goes_on = || {
                    let rest = code[end..].trim_start_matches([' ', '\n']);
                    rest.starts_with("::") || rest.starts_with('!')
                };
                *found = !is_module || (!follows && goes_on());
            }
        }
    }

    /// A text in quotes, and where it ends.
    fn text(&mut self, code: &str, at: usize) -> usize {
        let inner = &code[at + 1..];
        for (name, found) in self.names.iter().zip(&mut self.found) {
            *found |= inner
                .strip_prefix(name)
                .is_some_and(|rest| rest.starts_with("::"));
        }
        let bytes = code.as_bytes();
        let mut end = at + 1;
        loop {
            match bytes.get(end) {
                Some(b'\\') => end += 2,
                Some(b'"') | None => return (end + 1).min(bytes.len()),
                Some(_) => end += 1,
            }
        }
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// How long the word is that begins here.
fn length(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.iter().skip(at);
    rest.take_while(|byte| is_word(**byte)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::code;

    #[test]
    fn a_name_counts_where_an_import_would_be_needed() {
        let names = ["values", "types", "debug_hiding", "Bytes", "runtime", "Arc"];
        let used = |code: Code| -> Vec<&str> {
            let found = mentioned(&code, &names).into_iter().zip(names);
            found
                .filter(|(found, _)| *found)
                .map(|(_, name)| name)
                .collect()
        };
        assert_eq!(used(code!(values::Id)), ["values"]);
        assert!(used(code!(a::values::Id)).is_empty());
        assert!(used(code!(self.values().types)).is_empty());
        assert_eq!(
            used(code!(debug_hiding!(a: b); f(x::Bytes))),
            ["debug_hiding", "Bytes"]
        );
        assert_eq!(
            used(code!(#[serde(with = "values::quoted")] a: B)),
            ["values"]
        );
        assert!(used(code!(f("a values::b \" Arc"))).is_empty());
        let mut documented = Code::default();
        documented.push_doc("///", " `types::A` and Arc");
        documented.extend([code!(
            fn f() {}
        )]);
        assert!(used(documented).is_empty());
    }
}
