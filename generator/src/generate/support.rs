//! The constant files of a generated crate.
//!
//! What comes in: the support code as it stands in `docbind-templates`. What goes out: the same
//! without its own tests, which have run where it comes from and say nothing to the users of a
//! generated crate. It relies on the layout that rustfmt gives that code, and on nothing else.

use docbind_templates::FILES;

/// Path in the crate and text of each file.
pub(super) fn files() -> impl Iterator<Item = (&'static str, String)> {
    FILES
        .iter()
        .map(|(path, text)| (*path, without_tests(text)))
}

/// The text without the items that only tests have.
fn without_tests(text: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if !is_for_tests(line) {
            kept.push(line);
            continue;
        }
        let indent = indent(line);
        let ends = |line: &str| {
            let own = line.get(indent..).unwrap_or_default();
            own.starts_with('}') || own.starts_with("mod ") && own.ends_with(';')
        };
        // Takes the item and, where it was set apart by an empty line, that line.
        lines.by_ref().find(|line| ends(line));
        if kept.last().is_some_and(|last| last.is_empty()) {
            kept.pop();
        }
    }
    kept.iter().flat_map(|line| [*line, "\n"]).collect()
}

/// Whether a line is the condition before an item that only tests have.
fn is_for_tests(line: &str) -> bool {
    let line = line.trim_start();
    line == "#[cfg(test)]" || line.starts_with("#[cfg(all(test,")
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_out_what_only_tests_have() {
        let text = "//! Doc.\n\nmod a;\n#[cfg(test)]\nmod tests;\nmod b;\n\nimpl A {\n    \
            fn a() {}\n\n    #[cfg(test)]\n    fn b() {\n        c();\n    }\n}\n\n\
            #[cfg(all(test, feature = \"client\"))]\n#[allow(x)]\nmod tests {\n    \
            fn d() {\n    }\n}\n";
        let expected = "//! Doc.\n\nmod a;\nmod b;\n\nimpl A {\n    fn a() {}\n}\n";
        assert_eq!(without_tests(text), expected);
    }

    #[test]
    fn all_that_is_left_is_for_users() {
        for (path, text) in files().filter(|(path, _)| path.starts_with("src/")) {
            for word in ["(test", "#[test]", "mod tests"] {
                assert!(!text.contains(word), "{path} has `{word}`");
            }
        }
    }
}
