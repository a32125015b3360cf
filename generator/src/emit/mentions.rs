//! Which names code uses, so that it imports no others.

use crate::code::{Code, end_of_word, is_word};

/// Whether the code uses each of these names, which an import would bring: a type or constant
/// anywhere, a module or macro where `::` or `!` follows and none stands before it, so that a
/// field or method of the same name does not count, nor a longer path. Serde's attributes hold
/// paths as texts.
pub(super) fn mentioned(code: &Code, names: &[&str]) -> Vec<bool> {
    let mut search = Search {
        names,
        found: vec![false; names.len()],
        stops: [false; 256],
    };
    let begins = names.iter().filter_map(|name| name.bytes().next());
    for byte in begins.chain([b'"', b'/']) {
        search.stops[usize::from(byte)] = true;
    }
    search.all(code.as_str());
    search.found
}

struct Search<'a> {
    names: &'a [&'a str],
    found: Vec<bool>,
    /// Whether a byte may begin a name, a text or a comment, for each of them.
    stops: [bool; 256],
}

impl Search<'_> {
    fn all(&mut self, code: &str) {
        let bytes = code.as_bytes();
        let mut at = 0;
        while let Some((skipped, byte)) = self.next_stop(bytes, at) {
            at += skipped;
            let is_within_word = || bytes[..at].last().is_some_and(|last| is_word(*last));
            at = match byte {
                b'"' => self.text(code, at),
                b'/' if bytes[at..].starts_with(b"//") => {
                    code[at..].find('\n').map_or(bytes.len(), |end| at + end)
                }
                b'/' => at + 1,
                _ if is_within_word() => at + 1,
                _ => self.word(code, at),
            };
        }
    }

    /// How far the next byte is that has to be looked at, and which it is.
    fn next_stop(&self, bytes: &[u8], at: usize) -> Option<(usize, u8)> {
        let rest = bytes.get(at..)?.iter().copied();
        rest.enumerate()
            .find(|(_, byte)| self.stops[usize::from(*byte)])
    }

    /// A word, and where it ends.
    fn word(&mut self, code: &str, at: usize) -> usize {
        let end = end_of_word(code.as_bytes(), at);
        let word = &code[at..end];
        for (name, found) in self.names.iter().zip(&mut self.found) {
            if *name == word && !*found {
                let is_module = name.starts_with(|c: char| c.is_ascii_lowercase());
                *found = !is_module || is_path_begun(code, at, end);
            }
        }
        end
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

/// Whether the word at this place is followed by `::` or `!`, and no `::` stands before it.
fn is_path_begun(code: &str, at: usize, end: usize) -> bool {
    const BLANK: [char; 2] = [' ', '\n'];
    let rest = code[end..].trim_start_matches(BLANK);
    (rest.starts_with("::") || rest.starts_with('!'))
        && !code[..at].trim_end_matches(BLANK).ends_with("::")
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
