//! Text that stays what it is when Markdown is read: escapes, cells, fences.

/// A text in which code stands in backticks, as running text on one line: everything else means
/// itself, whatever Markdown would make of it.
pub(crate) fn inline(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, inside, ticks, after)) = code_span(rest) {
        out.push_str(&escape(before));
        out.push_str(ticks);
        out.push_str(inside);
        out.push_str(ticks);
        rest = after;
    }
    out.push_str(&escape(rest));
    let line = out.split_whitespace().collect::<Vec<_>>().join(" ");
    // What begins a list, a quote or a heading does not begin one here.
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let begins = line[digits..].starts_with(['-', '+', '=']) && digits == 0;
    let numbered = digits > 0 && line[digits..].starts_with(['.', ')']);
    if begins || numbered {
        format!("{}\\{}", &line[..digits], &line[digits..])
    } else {
        line
    }
}

/// The first code of a text: what stands before, in it, its backticks, what follows.
fn code_span(text: &str) -> Option<(&str, &str, &str, &str)> {
    let start = text.find('`')?;
    let length = text[start..].len() - text[start..].trim_start_matches('`').len();
    let ticks = &text[start..start + length];
    let inside = start + length;
    let end = inside + text[inside..].find(ticks)?;
    Some((
        &text[..start],
        &text[inside..end],
        ticks,
        &text[end + length..],
    ))
}

fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '|' | '~'
        ) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// A text as code.
pub(crate) fn code(text: &str) -> String {
    let longest = longest_run(text, '`');
    let fence = "`".repeat(longest + 1);
    let blank = text.starts_with('`') || text.ends_with('`') || text.is_empty();
    let pad = if blank { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Markdown as a table cell: one line, no pipe of its own.
pub(super) fn cell(markdown: &str) -> String {
    let line = markdown.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = String::new();
    let mut escaped = false;
    for c in line.chars() {
        if c == '|' && !escaped {
            out.push('\\');
        }
        escaped = c == '\\' && !escaped;
        out.push(c);
    }
    out
}

/// A text in which code stands in backticks, as a table cell.
pub(super) fn inline_cell(text: &str) -> String {
    cell(&inline(text))
}

/// A table; columns without content in any row are left out, the first one and those to keep
/// aside.
pub(super) fn table(header: &[&str], rows: &[Vec<String>], keep: &[usize]) -> String {
    let kept: Vec<usize> = (0..header.len())
        .filter(|column| {
            *column == 0
                || keep.contains(column)
                || rows
                    .iter()
                    .any(|row| row.get(*column).is_some_and(|text| !text.is_empty()))
        })
        .collect();
    let line = |cells: Vec<&str>| {
        let mut line = String::from("|");
        for text in cells {
            line.push(' ');
            line.push_str(text);
            line.push_str(if text.is_empty() { "|" } else { " |" });
        }
        line.push('\n');
        line
    };
    let mut out = line(kept.iter().map(|column| header[*column]).collect());
    out.push_str(&line(kept.iter().map(|_| "---").collect()));
    for row in rows {
        let cells = kept
            .iter()
            .map(|column| row.get(*column).map_or("", String::as_str))
            .collect();
        out.push_str(&line(cells));
    }
    out.push('\n');
    out
}

/// A fenced block that holds the text whatever stands in it.
pub(super) fn fence(info: &str, text: &str) -> String {
    let marker = "`".repeat((longest_run(text, '`') + 1).max(3));
    let end = if text.ends_with('\n') || text.is_empty() {
        ""
    } else {
        "\n"
    };
    format!("{marker}{info}\n{text}{end}{marker}\n\n")
}

/// A paragraph of Markdown.
pub(super) fn paragraph(markdown: &str) -> String {
    format!("{}\n\n", markdown.trim_end())
}

fn longest_run(text: &str, of: char) -> usize {
    let mut longest = 0;
    let mut run = 0;
    for c in text.chars() {
        run = if c == of { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pipes_and_backticks_do_not_break_out() {
        assert_eq!(cell("a | b \\| c\nd"), "a \\| b \\| c d");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(inline("a_b *c* `d_e`"), "a\\_b \\*c\\* `d_e`");
        assert_eq!(inline("- a"), "\\- a");
        assert_eq!(inline("1. a"), "1\\. a");
        assert_eq!(fence("", "```\nx"), "````\n```\nx\n````\n\n");
    }

    #[test]
    fn empty_columns_are_left_out() {
        let rows = vec![vec!["`a`".to_owned(), String::new(), "x".to_owned()]];
        assert_eq!(
            table(&["Name", "Type", "Description"], &rows, &[2]),
            "| Name | Description |\n| --- | --- |\n| `a` | x |\n\n"
        );
    }
}
