//! Findings as rustc shows its own: the page's lines with marks and labels.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level as Severity, Snippet};

use super::{Diagnostic, Level, REPAIRED, Renderer, visible, visible_range};
use crate::source::{FileId, SourceFile, Span};

/// Whether the text carries the escape sequences of terminals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Colour {
    Always,
    Never,
}

/// One mark on a page.
struct Mark<'a> {
    span: &'a Span,
    label: &'a str,
    kind: AnnotationKind,
}

impl Renderer<'_> {
    pub(super) fn full(
        &self,
        finding: &Diagnostic,
        level: Level,
        colour: Colour,
        out: &mut String,
    ) {
        let severity = match level {
            Level::Deny => Severity::ERROR,
            Level::Warn | Level::Allow => Severity::WARNING,
        };
        let mut group = severity
            .primary_title(visible(&finding.message))
            .id(finding.rule.name())
            .elements(self.snippets(finding));
        if let Some(help) = &finding.help {
            group = group.element(Severity::HELP.message(visible(help)));
        }
        if !finding.repair.is_empty() {
            group = group.element(Severity::HELP.message(REPAIRED));
        }
        let renderer = match colour {
            Colour::Always => annotate_snippets::Renderer::styled(),
            Colour::Never => annotate_snippets::Renderer::plain(),
        };
        let report: [Group<'_>; 1] = [group];
        out.push_str(&renderer.decor_style(DecorStyle::Ascii).render(&report));
        out.push_str("\n\n");
    }

    /// One snippet per page, that of the finding itself first.
    fn snippets<'a>(&'a self, finding: &'a Diagnostic) -> Vec<Snippet<'a, Annotation<'a>>> {
        let mut marks = vec![Mark {
            span: &finding.span,
            label: &finding.label,
            kind: AnnotationKind::Primary,
        }];
        marks.extend(finding.related.iter().map(|(span, label)| Mark {
            span,
            label,
            kind: AnnotationKind::Context,
        }));

        let mut files: Vec<FileId> = Vec::new();
        for mark in &marks {
            if !files.contains(&mark.span.file) {
                files.push(mark.span.file);
            }
        }
        files
            .into_iter()
            .filter_map(|id| {
                let on_page: Vec<&Mark<'_>> =
                    marks.iter().filter(|mark| mark.span.file == id).collect();
                Some(self.snippet(self.sources.get(id)?, &on_page))
            })
            .collect()
    }

    /// The lines of one page that have marks on them; the renderer folds those between.
    fn snippet<'a>(
        &'a self,
        file: &'a SourceFile,
        marks: &[&Mark<'a>],
    ) -> Snippet<'a, Annotation<'a>> {
        let spans: Vec<Range<usize>> = marks
            .iter()
            .map(|mark| visible_range(&file.text, &mark.span.range))
            .collect();
        let first = spans.iter().map(|span| span.start).min().unwrap_or(0);
        let last = spans.iter().map(|span| span.end).max().unwrap_or(0);
        let start = file.text[..first].rfind('\n').map_or(0, |at| at + 1);
        let end = file.text[last..]
            .find('\n')
            .map_or(file.text.len(), |at| last + at);

        let annotations = marks.iter().zip(spans).map(|(mark, span)| {
            let annotation = mark.kind.span(span.start - start..span.end - start);
            if mark.label.is_empty() {
                annotation
            } else {
                annotation.label(visible(mark.label))
            }
        });
        let lines = &file.text[start..end];
        Snippet::source(lines.strip_suffix('\r').unwrap_or(lines))
            .line_start(file.line_column(start).line)
            .path(visible(&format!("{}{}", self.folder, file.path)).into_owned())
            .annotations(annotations)
    }
}
