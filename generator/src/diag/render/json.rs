//! One JSON object per finding and line, for other programs.

use serde::Serialize;

use super::{Diagnostic, Level, Renderer, level_name};
use crate::diag::Edit;
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
    /// What `docbind fix` would write.
    repair: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
struct Replacement<'a> {
    path: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    start_byte: usize,
    end_byte: usize,
    text: &'a str,
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
            repair: finding
                .repair
                .iter()
                .map(|it| self.replacement(it))
                .collect(),
        };
        // Only maps with other keys than strings and failing writers make this an error.
        if let Ok(text) = serde_json::to_string(&line) {
            out.push_str(&text);
            out.push('\n');
        }
    }

    fn replacement<'a>(&self, edit: &'a Edit) -> Replacement<'a> {
        let place = self.place(&edit.span);
        Replacement {
            path: place.path,
            line: place.start.line,
            column: place.start.column,
            end_line: place.end.line,
            end_column: place.end.column,
            start_byte: edit.span.range.start,
            end_byte: edit.span.range.end,
            text: &edit.text,
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
