//! The name of a file in the header `Content-Disposition`.

use percent_encoding::percent_decode_str;

/// The name without folders, from `filename*` or else from `filename`.
pub(super) fn file_name(header: &str) -> Option<String> {
    let mut plain = None;
    let mut extended = None;
    let mut rest = header;
    while let Some(parameter) = next_parameter(&mut rest) {
        match parameter.name.to_ascii_lowercase().as_str() {
            "filename" => plain = plain.or(Some(parameter.value)),
            "filename*" => extended = extended.or_else(|| decode(&parameter.value)),
            _ => {}
        }
    }
    let name = extended.or(plain)?;
    // What a server names is no place on this machine.
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    let name: String = name.chars().filter(|c| !c.is_control()).collect();
    (!matches!(name.as_str(), "" | "." | "..")).then_some(name)
}

struct Parameter<'a> {
    name: &'a str,
    value: String,
}

/// Takes the next `; name=value` off the front.
fn next_parameter<'a>(rest: &mut &'a str) -> Option<Parameter<'a>> {
    let (_, after) = rest.split_once(';')?;
    let end = after.find(['=', ';']).unwrap_or(after.len());
    let (name, tail) = after.split_at(end);
    let tail = tail.strip_prefix('=').unwrap_or(tail).trim_start();
    let (value, tail) = match tail.strip_prefix('"') {
        Some(quoted) => unquote(quoted),
        None => {
            let (value, tail) = tail.split_at(tail.find(';').unwrap_or(tail.len()));
            (value.trim().to_owned(), tail)
        }
    };
    *rest = tail;
    Some(Parameter {
        name: name.trim(),
        value,
    })
}

/// The text up to the closing quote, and what follows it.
fn unquote(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut chars = text.char_indices();
    while let Some((place, c)) = chars.next() {
        match c {
            '"' => return (value, &text[place + 1..]),
            '\\' => value.extend(chars.next().map(|(_, c)| c)),
            c => value.push(c),
        }
    }
    (value, "")
}

/// `UTF-8''percent%20encoded`; other character sets are not read.
fn decode(value: &str) -> Option<String> {
    let (charset, rest) = value.split_once('\'')?;
    let (_language, encoded) = rest.split_once('\'')?;
    let text = percent_decode_str(encoded).decode_utf8().ok()?;
    charset
        .eq_ignore_ascii_case("utf-8")
        .then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_without_their_folders() {
        let table = [
            ("attachment", None),
            ("attachment; filename=a.zip", Some("a.zip")),
            ("attachment; filename=\"a b; c.zip\"", Some("a b; c.zip")),
            (r#"attachment; filename="a \"b\".zip""#, Some("a \"b\".zip")),
            (
                "attachment; filename=\"x.txt\"; filename*=UTF-8''%C3%BC%20b.txt",
                Some("ü b.txt"),
            ),
            (
                "attachment; FILENAME*=iso-8859-1''%FC.txt; filename=u.txt",
                Some("u.txt"),
            ),
            ("inline; size=3 ; filename = y.txt", Some("y.txt")),
            ("attachment; filename=\"../../etc/passwd\"", Some("passwd")),
            (r#"attachment; filename="C:\\dir\\z.exe""#, Some("z.exe")),
            ("attachment; filename*=UTF-8''..%2F..", None),
            ("attachment; filename=\"\"", None),
            ("attachment; filename=\"open", Some("open")),
        ];
        for (header, expected) in table {
            assert_eq!(file_name(header).as_deref(), expected, "{header}");
        }
    }
}
