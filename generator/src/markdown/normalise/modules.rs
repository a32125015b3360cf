//! Statements between the blocks of a page: `import Tabs from "…"` and `export const x = …`.

use memchr::memmem;

use super::super::edited::Edit;
use super::super::line;
use super::super::scan::Scan;
use super::vanish;

/// No import has more lines.
const MOST_LINES: usize = 40;

/// What such statements begin with.
const WORDS: &[&str] = &["import ", "export "];

/// Takes such statements out.
pub(super) fn edits(text: &str, scan: &Scan) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut words = WORDS.iter();
    if words.all(|word| memmem::find(text.as_bytes(), word.as_bytes()).is_none()) {
        return edits;
    }
    let mut start = 0;
    while start < text.len() {
        let mut end = line::end(text, start);
        let shown = text.get(start..end).unwrap_or_default();
        let begins = WORDS.iter().any(|word| shown.starts_with(word));
        if begins && scan.region(start).is_none() {
            if is_export(shown) {
                end = block_end(text, start);
                edits.push(vanish::lines(text, start..end));
            } else if let Some(length) = import_length(text.get(start..).unwrap_or_default()) {
                end = start + length;
                edits.push(vanish::lines(text, start..end));
            }
        }
        start = end + 1;
    }
    edits
}

/// Where the lines end that have no blank line between them.
fn block_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.find("\n\n").unwrap_or(rest.trim_end().len())
}

fn is_export(statement: &str) -> bool {
    const NEXT: &[&str] = &[
        "const", "default", "let", "var", "function", "async", "class", "{", "*",
    ];
    let mut words = statement.split_whitespace();
    words.next() == Some("export") && words.next().is_some_and(|word| NEXT.contains(&word))
}

/// How long an import is: down to the quoted name of what is imported, at the end of a line.
fn import_length(statement: &str) -> Option<usize> {
    let mut length = 0;
    for line in statement.split_inclusive('\n').take(MOST_LINES) {
        length += line.len();
        let shown = line.trim_end().trim_end_matches(';');
        if shown.is_empty() {
            return None;
        }
        if shown.ends_with(['"', '\'']) {
            let whole = statement.get(..length)?;
            let source = whole.contains(" from ") || whole.starts_with("import '");
            return (source || whole.starts_with("import \""))
                .then(|| length - usize::from(line.ends_with('\n')));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::after;
    use super::edits;

    #[test]
    fn statements_are_no_text() {
        for (text, expected) in [
            ("import Tabs from '@theme/Tabs';\n\n# A\n", "\n# A\n"),
            (
                "import {\n  A,\n} from \"b\"\nimport './c.css'\n# A\n",
                "# A\n",
            ),
            ("export const a = {\n  b: 1,\n};\n\nc\n", "\nc\n"),
            (
                "import books from the shelf\n",
                "import books from the shelf\n",
            ),
            ("export the books\n", "export the books\n"),
            (
                "```\nimport a from 'b'\n```\n",
                "```\nimport a from 'b'\n```\n",
            ),
        ] {
            assert_eq!(after(edits, text), expected, "{text}");
        }
    }
}
