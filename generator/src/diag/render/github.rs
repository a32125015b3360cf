//! Workflow commands of GitHub: `::warning file=…,line=…::message`.
//!
//! The runner reads them from either stream and shows them beside the lines of the page.

use std::fmt::Write as _;

use super::{Diagnostic, Level, REPAIRED, Renderer, level_name, visible, visible_range};
use crate::source::{LineColumn, Span};

/// What the runner would take for its own in the message.
const IN_MESSAGE: &[(char, &str)] = &[('%', "%25"), ('\r', "%0D"), ('\n', "%0A")];

/// What ends the value of a property, beside [`IN_MESSAGE`].
const IN_PROPERTY: &[(char, &str)] = &[(':', "%3A"), (',', "%2C")];

impl Renderer<'_> {
    pub(super) fn github(&self, finding: &Diagnostic, level: Level, out: &mut String) {
        let place = self.place(&self.on_its_lines(&finding.span));
        // Writing to a `String` cannot fail.
        let _ = write!(
            out,
            "::{} file={},line={}",
            level_name(level),
            property(&place.path),
            place.start.line
        );
        // The runner takes columns only within one line.
        if place.start.line == place.end.line {
            let _ = write!(
                out,
                ",col={},endLine={},endColumn={}",
                place.start.column, place.end.line, place.end.column
            );
        } else {
            let _ = write!(out, ",endLine={}", place.end.line);
        }
        let _ = writeln!(
            out,
            ",title={}::{}",
            property(finding.rule.name()),
            escaped(&self.github_message(finding), &[IN_MESSAGE])
        );
    }

    /// The message, then a line for each further thing to say.
    fn github_message(&self, finding: &Diagnostic) -> String {
        let mut lines = vec![visible(&finding.message).into_owned()];
        if !finding.label.is_empty() {
            lines.push(format!("here: {}", visible(&finding.label)));
        }
        for (span, label) in &finding.related {
            let place = self.place(span);
            lines.push(format!(
                "{}:{}:{}: {}",
                place.path,
                place.start.line,
                place.start.column,
                visible(label)
            ));
        }
        if let Some(help) = &finding.help {
            lines.push(format!("help: {}", visible(help)));
        }
        if !finding.repair.is_empty() {
            lines.push(format!("help: {REPAIRED}"));
        }
        lines.join("\n")
    }

    /// The span without the line end after its last visible character, which would make it reach
    /// into the next line.
    fn on_its_lines(&self, span: &Span) -> Span {
        let range = match self.sources.get(span.file) {
            Some(file) => visible_range(&file.text, &span.range),
            None => span.range.clone(),
        };
        Span {
            file: span.file,
            range,
        }
    }
}

/// A workflow command about a file, or about none, and a place in it.
pub(crate) fn note(
    kind: &str,
    place: Option<(&str, Option<LineColumn>)>,
    title: &str,
    message: &str,
) -> String {
    let place = place.map_or_else(String::new, |(file, at)| {
        let at = at.map(|at| format!(",line={},col={}", at.line, at.column));
        format!("file={}{},", property(file), at.unwrap_or_default())
    });
    format!(
        "::{kind} {place}title={}::{}\n",
        property(title),
        escaped(message, &[IN_MESSAGE])
    )
}

fn property(text: &str) -> String {
    escaped(text, &[IN_MESSAGE, IN_PROPERTY])
}

fn escaped(text: &str, tables: &[&[(char, &str)]]) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let escape = tables
            .iter()
            .flat_map(|table| table.iter())
            .find(|(special, _)| *special == c);
        match escape {
            Some((_, escape)) => out.push_str(escape),
            None => out.push(c),
        }
    }
    out
}
