//! Findings as text.
//!
//! What comes in: findings with spans, and the pages that the spans refer to. What goes out: text
//! in one of several styles. Nothing is printed here, and findings at level `allow` are left out.
//!
//! Text of the documents may contain anything, escape sequences of terminals included; control
//! characters are therefore shown, never passed on.

mod concise;
#[cfg(feature = "cli")]
mod full;
mod github;
mod json;
mod sarif;

pub(crate) use github::note;

use std::borrow::Cow;
use std::ops::Range;

use super::{Diagnostic, Level, Levels};
use crate::source::{LineColumn, SourceSet, Span, on_characters};

/// What is said about a finding that carries its repair.
const REPAIRED: &str = "`docbind fix` repairs this";

/// What a finding looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// As rustc shows its own, with the page's lines and without colour.
    #[cfg(feature = "cli")]
    Full,
    /// As [`Style::Full`], with the colours of a terminal.
    #[cfg(feature = "cli")]
    Coloured,
    /// `page:line:column: level[rule]: message`, one line each.
    Concise,
    /// One JSON object per line, with lines and columns from 1 and bytes from 0.
    Json,
    /// One SARIF 2.1.0 log with the documentation of every rule.
    Sarif,
    /// One workflow command of GitHub per line, which becomes a note beside the page's line.
    Github,
}

impl Style {
    /// Whether a program reads the whole text, so that no other words may stand around it.
    pub const fn is_for_programs(self) -> bool {
        matches!(self, Self::Json | Self::Sarif)
    }
}

/// Renders findings at their default levels, in the order given.
///
/// ```
/// use docbind::{diag::{Diagnostic, Rule, render::{Style, render}}, source::*};
/// let page = SourceFile { path: "songs.md".to_owned(), text: "# Songs\n{,}\n".to_owned() };
/// let span = Span { file: FileId(0), range: 8..11 };
/// let finding = Diagnostic::new(Rule::InvalidJson, span, "invalid JSON");
/// assert_eq!(
///     render(&[finding], &SourceSet::new(vec![page]), Style::Concise),
///     "songs.md:2:1: warning[invalid-json]: invalid JSON\n",
/// );
/// ```
pub fn render(findings: &[Diagnostic], sources: &SourceSet, style: Style) -> String {
    Renderer::new(sources).render(findings, style)
}

/// Renders the findings of several sets of pages, each with its own renderer, as one text.
pub fn render_together(parts: &[(Renderer<'_>, &[Diagnostic])], style: Style) -> String {
    if style == Style::Sarif {
        return sarif::log(parts);
    }
    let mut out = String::new();
    for (renderer, findings) in parts {
        for (finding, level) in renderer.shown(findings) {
            renderer.one(finding, level, style, &mut out);
        }
    }
    out
}

/// Renders findings with choices beyond the style.
#[derive(Debug, Clone)]
pub struct Renderer<'a> {
    sources: &'a SourceSet,
    levels: Levels,
    folder: String,
}

impl<'a> Renderer<'a> {
    /// A renderer that takes every rule at its default level and shows page paths as they are.
    pub fn new(sources: &'a SourceSet) -> Self {
        Self {
            sources,
            levels: Levels::default(),
            folder: String::new(),
        }
    }

    /// With decided levels.
    #[must_use]
    pub fn levels(mut self, levels: Levels) -> Self {
        self.levels = levels;
        self
    }

    /// With the folder that the pages are in, so that paths can be followed from a terminal.
    #[must_use]
    pub fn folder(mut self, folder: impl Into<String>) -> Self {
        self.folder = folder.into();
        if !self.folder.is_empty() && !self.folder.ends_with('/') {
            self.folder.push('/');
        }
        self
    }

    /// The findings as text; one that is allowed leaves no trace.
    pub fn render(&self, findings: &[Diagnostic], style: Style) -> String {
        render_together(&[(self.clone(), findings)], style)
    }

    fn one(&self, finding: &Diagnostic, level: Level, style: Style, out: &mut String) {
        match style {
            #[cfg(feature = "cli")]
            Style::Full => self.full(finding, level, full::Colour::Never, out),
            #[cfg(feature = "cli")]
            Style::Coloured => self.full(finding, level, full::Colour::Always, out),
            Style::Concise => self.concise(finding, level, out),
            Style::Json => self.json(finding, level, out),
            Style::Github => self.github(finding, level, out),
            // One log holds all findings.
            Style::Sarif => {}
        }
    }

    /// Those that are not allowed, with their levels.
    fn shown<'f>(
        &self,
        findings: &'f [Diagnostic],
    ) -> impl Iterator<Item = (&'f Diagnostic, Level)> {
        findings
            .iter()
            .map(|finding| (finding, self.levels.of(finding.rule)))
            .filter(|(_, level)| *level != Level::Allow)
    }

    /// The page's path as shown, and where the span begins and ends in it.
    fn place(&self, span: &Span) -> Place {
        let page = self.sources.get(span.file);
        let page = page.map_or("?", |file| file.path.as_str());
        let at = |offset| {
            self.sources
                .line_column(span.file, offset)
                .unwrap_or(LineColumn { line: 1, column: 1 })
        };
        Place {
            path: visible(&format!("{}{page}", self.folder)).into_owned(),
            start: at(span.range.start),
            end: at(span.range.end),
        }
    }
}

/// A span in the terms of people.
struct Place {
    path: String,
    start: LineColumn,
    end: LineColumn,
}

const fn level_name(level: Level) -> &'static str {
    match level {
        Level::Allow => "allowed",
        Level::Warn => "warning",
        Level::Deny => "error",
    }
}

/// The text with control characters and line ends written as escapes.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(char::is_control) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if c.is_control() {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// The range inside the text, on whole characters, without blanks and line ends after the last
/// visible one, so that no mark reaches into the next line.
fn visible_range(text: &str, range: &Range<usize>) -> Range<usize> {
    let Range { start, end } = on_characters(text, range);
    start..start + text[start..end].trim_end().len()
}

#[cfg(test)]
mod tests;
