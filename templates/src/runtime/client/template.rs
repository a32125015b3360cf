//! Paths with placeholders.

use crate::runtime::encoding::push_encoded;
use crate::runtime::path::{Piece, pieces};

/// Adds the template with its placeholders filled in, each value encoded once.
///
/// A value that is empty or a dot segment is refused, because it would address another
/// operation.
pub(super) fn fill(
    out: &mut String,
    template: &str,
    values: &[(&'static str, String)],
) -> Result<(), String> {
    for piece in pieces(template) {
        let name = match piece {
            Piece::Literal(text) => {
                out.push_str(text);
                continue;
            }
            Piece::Placeholder(name) => name,
        };
        let value = values
            .iter()
            .rev()
            .find(|(other, _)| *other == name)
            .map(|(_, value)| value.as_str())
            .ok_or_else(|| format!("`{name}`: not given"))?;
        if matches!(value, "" | "." | "..") {
            return Err(format!("`{name}`: {value:?} cannot stand in a path"));
        }
        push_encoded(out, value);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(template: &str, value: &str, expected: Result<&str, &str>) {
        let mut path = String::new();
        let filled = fill(&mut path, template, &[("id", value.to_owned())]);
        let filled = filled.as_ref().map(|()| path.as_str());
        assert_eq!(filled.map_err(String::as_str), expected);
    }

    #[test]
    fn placeholders_are_encoded_once() {
        check("/a/:id", "7", Ok("/a/7"));
        check("/a/:id/b", "x/y", Ok("/a/x%2Fy/b"));
        check("/a/:id", "50%2F", Ok("/a/50%252F"));
        check("/a/:id.tar", "ü?#", Ok("/a/%C3%BC%3F%23.tar"));
        check("/a/:id:lend", "7", Ok("/a/7:lend"));
        check("/a/:id", "..", Err("`id`: \"..\" cannot stand in a path"));
        check("/a/:id", "", Err("`id`: \"\" cannot stand in a path"));
        check("/a/:key", "7", Err("`key`: not given"));
    }
}
