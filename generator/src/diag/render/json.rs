//! One JSON object per finding and line, for other programs.

use serde::Serialize;

use super::{Diagnostic, Level, Renderer, level_name};
use crate::source::Span;

#[derive(Serialize)]
struct Line<'a> {
    rule: &'static str,
    level: &'static str,
    message: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
    related: Vec<Place<'a>>,
    help: Option<&'a str>,
}

#[derive(Serialize)]
struct Place<'a> {
    path: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    start_byte: usize,
    end_byte: usize,
    label: &'a str,
}

impl Renderer<'_> {
    pub(super) fn json(&self, finding: &Diagnostic, level: Level, out: &mut String) {
        let line = Line {
            rule: finding.rule.name(),
            level: level_name(level),
            message: &finding.message,
            place: self.json_place(&finding.span, &finding.label),
            related: finding
                .related
                .iter()
                .map(|(span, label)| self.json_place(span, label))
                .collect(),
            help: finding.help.as_deref(),
        };
        // Only maps with other keys than strings and failing writers make this an error.
        if let Ok(text) = serde_json::to_string(&line) {
            out.push_str(&text);
            out.push('\n');
        }
    }

    fn json_place<'a>(&self, span: &Span, label: &'a str) -> Place<'a> {
        let place = self.place(span);
        Place {
            path: place.path,
            line: place.start.line,
            column: place.start.column,
            end_line: place.end.line,
            end_column: place.end.column,
            start_byte: span.range.start,
            end_byte: span.range.end,
            label,
        }
    }
}
