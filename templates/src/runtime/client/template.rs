//! Paths with placeholders.

use crate::runtime::encoding::encode;

/// The template with its placeholders filled in, each value encoded once.
///
/// A value that is empty or a dot segment is refused, because it would address another
/// operation.
pub(super) fn fill(template: &str, values: &[(&'static str, String)]) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = template;
    while let Some(colon) = rest.find(':') {
        out.push_str(&rest[..colon]);
        let after = &rest[colon + 1..];
        let end = after
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .unwrap_or(after.len());
        let (name, tail) = after.split_at(end);
        let value = values
            .iter()
            .rev()
            .find(|(other, _)| *other == name)
            .map(|(_, value)| value.as_str())
            .ok_or_else(|| format!("`{name}`: not given"))?;
        if matches!(value, "" | "." | "..") {
            return Err(format!("`{name}`: {value:?} cannot stand in a path"));
        }
        out.push_str(&encode(value));
        rest = tail;
    }
    out.push_str(rest);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(template: &str, value: &str, expected: Result<&str, &str>) {
        let filled = fill(template, &[("id", value.to_owned())]);
        assert_eq!(filled.as_deref().map_err(String::as_str), expected);
    }

    #[test]
    fn placeholders_are_encoded_once() {
        check("/a/:id", "7", Ok("/a/7"));
        check("/a/:id/b", "x/y", Ok("/a/x%2Fy/b"));
        check("/a/:id", "50%2F", Ok("/a/50%252F"));
        check("/a/:id.tar", "ü?#", Ok("/a/%C3%BC%3F%23.tar"));
        check("/a/:id", "..", Err("`id`: \"..\" cannot stand in a path"));
        check("/a/:id", "", Err("`id`: \"\" cannot stand in a path"));
        check("/a/:key", "7", Err("`key`: not given"));
    }
}
