//! Where a block of HTML stands, and how Markdown writes a block there.

use super::super::line;
use super::super::scan::Scan;

/// No person indents further, in columns.
const MOST_COLUMNS: usize = 40;

/// The place of a block.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// From where on the page's text is replaced.
    pub(super) start: usize,
    /// What stands before the first line of the block.
    pub(super) lead: String,
    /// What every other line of it begins with.
    pub(super) prefix: String,
}

impl Place {
    /// The place of a block whose first tag stands here.
    pub(super) fn of(text: &str, scan: &Scan, at: usize) -> Self {
        let begin = scan.line(at).start;
        let before = text.get(begin..at).unwrap_or_default();
        let kept = before.get(..line::container(before)).unwrap_or_default();
        let columns = scan.column(begin).min(MOST_COLUMNS);
        let indented = kept.trim().is_empty();
        let prefix: String = if indented {
            " ".repeat(columns.min(kept.len()))
        } else {
            let kept = kept.chars().take(MOST_COLUMNS);
            kept.map(|c| if c == '>' { c } else { ' ' }).collect()
        };
        if kept.len() < before.len() {
            // Text stands before it.
            return Self {
                start: at,
                lead: format!("\n\n{prefix}"),
                prefix,
            };
        }
        if !indented {
            return Self {
                start: at,
                lead: String::new(),
                prefix,
            };
        }
        let above = begin.checked_sub(1).map(|end| scan.line(end));
        let above = above.and_then(|line| text.get(line)).unwrap_or_default();
        let apart = if above.trim().is_empty() { "" } else { "\n" };
        Self {
            start: begin,
            lead: format!("{apart}{prefix}"),
            prefix,
        }
    }
}

/// What keeps a block apart from what follows it.
pub(super) fn after(text: &str, end: usize) -> &'static str {
    let rest = text.get(end..).unwrap_or_default();
    let rest = rest.trim_start_matches([' ', '\t']);
    let Some(next) = rest.strip_prefix('\n') else {
        return if rest.is_empty() { "" } else { "\n\n" };
    };
    let next = next.trim_start_matches([' ', '\t']);
    if next.is_empty() || next.starts_with('\n') {
        ""
    } else {
        "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::scan::Scan;
    use super::Place;

    #[test]
    fn blocks_stay_in_their_containers() {
        for (text, start, lead, prefix) in [
            ("<table>", 0, "", ""),
            ("a\n<table>", 2, "\n", ""),
            ("a <table>", 2, "\n\n", ""),
            ("    <table>", 0, "", ""),
            ("- a\n\n    <table>", 5, "  ", "  "),
            ("- <table>", 2, "", "  "),
            ("> <table>", 2, "", "> "),
        ] {
            let at = text.find('<').unwrap();
            let (lead, prefix) = (lead.to_owned(), prefix.to_owned());
            let expected = Place {
                start,
                lead,
                prefix,
            };
            assert_eq!(Place::of(text, &Scan::of(text), at), expected, "{text}");
        }
    }
}
