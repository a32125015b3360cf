//! Edits of pages.
//!
//! What comes in: pages and edits. What goes out: the pages with the edits in them. Every byte
//! outside of the edits stays.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Edit};
use crate::source::{FileId, SourceFile, SourceSet, Span};

/// Applies edits that do not touch the same place; one that fits no text is left out, and so is
/// one that reaches into another before it.
///
/// ```
/// use docbind::{diag::Edit, fix::apply, source::*};
/// let page = SourceFile { path: "a.md".to_owned(), text: "| a\r\n".to_owned() };
/// let edit = Edit { span: Span { file: FileId(0), range: 3..3 }, text: " |".to_owned() };
/// let pages = apply(&SourceSet::new(vec![page]), &[&edit]);
/// assert_eq!(pages.get(FileId(0)).map(|page| page.text.as_str()), Some("| a |\r\n"));
/// ```
pub fn apply(sources: &SourceSet, edits: &[&Edit]) -> SourceSet {
    let files = sources.iter().map(|(id, file)| {
        let mut own: Vec<&Edit> = edits
            .iter()
            .copied()
            .filter(|edit| edit.span.file == id)
            .collect();
        own.sort_by_key(|edit| (edit.span.range.start, edit.span.range.end));
        SourceFile {
            path: file.path.clone(),
            text: applied(&file.text, &own),
        }
    });
    SourceSet::new(files.collect())
}

fn applied(text: &str, edits: &[&Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let range = &edit.span.range;
        let (Some(before), Some(_)) = (text.get(at..range.start), text.get(range.clone())) else {
            continue;
        };
        out.push_str(before);
        out.push_str(&edit.text);
        at = range.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// The places that repairs change.
#[derive(Debug, Clone, Default)]
pub(super) struct Changed(BTreeMap<(FileId, usize), usize>);

impl Changed {
    /// The places of these repairs, none of which touches another.
    pub(super) fn by(repairs: &[&Diagnostic]) -> Self {
        let mut changed = Self::default();
        for repair in repairs {
            changed.add(repair);
        }
        changed
    }

    pub(super) fn add(&mut self, finding: &Diagnostic) {
        for Edit { span, .. } in &finding.repair {
            self.0.insert((span.file, span.range.start), span.range.end);
        }
    }

    /// Whether a repair wants to change a place that is changed already. Edits at one place have
    /// no certain order, so they touch even where nothing is replaced.
    pub(super) fn touches(&self, finding: &Diagnostic) -> bool {
        finding.repair.iter().any(|edit| self.touched(&edit.span))
    }

    fn touched(&self, span: &Span) -> bool {
        let (file, range) = (span.file, &span.range);
        let reaches_in = self
            .0
            .range((file, 0)..(file, range.start))
            .next_back()
            .is_some_and(|(_, end)| *end > range.start);
        let begins_in = |at: usize| range.contains(&at) || at == range.start;
        let next = self.0.range((file, range.start)..).next();
        reaches_in || next.is_some_and(|((other, at), _)| *other == file && begins_in(*at))
    }
}
