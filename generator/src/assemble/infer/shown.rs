//! What documented calls show for the placeholders of a path.
//!
//! What comes in: an operation and one of its parameters. What goes out: whether its calls show
//! texts where the name promises a number. Never looks at what the text says.

use docbind_spec::{Location, Operation, Parameter, PathTemplate, Piece};

use super::super::calls;

/// Whether the calls of an operation show texts for a placeholder, and no number.
pub(super) fn is_text(operation: &Operation, parameter: &Parameter) -> bool {
    if parameter.location != Location::Path || operation.calls.is_empty() {
        return false;
    }
    let path = PathTemplate::parse(&operation.path);
    let segments = path.segments();
    let is_own =
        |piece: &Piece| matches!(piece, Piece::Placeholder(name) if *name == parameter.name);
    let own = { segments.iter() }.position(|it| matches!(it.pieces(), [one] if is_own(one)));
    let Some(own) = own else {
        return false;
    };
    // Paths of calls may begin with what all paths have in common.
    let value = |path: &str| {
        let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
        let parts = parts.get(parts.len().checked_sub(segments.len())?..)?;
        let value = parts.get(own)?;
        calls::parts_fit(parts, segments).then(|| (*value).to_owned())
    };
    let calls = operation.calls.iter();
    let values: Vec<String> = calls.filter_map(|call| value(&call.path)).collect();
    let is_number = |value: &String| value.bytes().all(|byte| byte.is_ascii_digit());
    values.iter().any(|value| is_identifier(value)) && !values.iter().any(is_number)
}

/// Whether a value has letters and digits and is no placeholder, as `id_1` may be.
fn is_identifier(value: &str) -> bool {
    let has = |test: fn(&u8) -> bool| value.bytes().any(|byte| test(&byte));
    let plain = value
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let stands_for_one = value.split(['-', '_']).any(|word| {
        word.to_ascii_lowercase()
            .trim_end_matches(|c: char| c.is_ascii_digit())
            == "id"
    });
    plain && !stands_for_one && has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::is_identifier;

    #[test]
    fn identifiers_have_letters_and_digits() {
        for (value, expected) in [
            ("5f2ab3", true),
            ("0b6f-41aa", true),
            ("42", false),
            ("books", false),
            ("BOARD_ID_1", false),
            ("id1", false),
            ("{id1}", false),
            ("$1a", false),
        ] {
            assert_eq!(is_identifier(value), expected, "{value}");
        }
    }
}
