//! A page in lines, and in stretches that are about the same operations.
//!
//! What comes in: the text of a page and its sections. What goes out: [`Group`]s that cover every
//! line once. Blocks are put in by `model`, which calls [`nest`] when they are complete.

use docbind_spec::Source;

use super::Api;
use super::conventions;
use super::model::{Group, Heading, line_of};
use crate::markdown::Page;

/// Cuts a page where a section documents an operation or says something about all of them, and
/// where such a section ends.
pub(super) fn groups<'a>(api: &Api<'_>, page: &Page, count: usize) -> Vec<Group<'a>> {
    let mut all: Vec<Group<'a>> = Vec::new();
    let mut around = 0;
    let mut last = 0;
    for section in &page.sections {
        let source = if section.anchor.is_empty() {
            Source(page.path.clone())
        } else {
            Source(format!("{}#{}", page.path, section.anchor))
        };
        let start = match (section.title.pieces.first(), section.blocks.first()) {
            (Some(piece), _) => line_of(api, page.file, piece.range.start),
            (None, Some(block)) if section.level > 0 => line_of(api, page.file, block.range.start),
            _ => last,
        };
        let line = start.max(last).min(count.saturating_sub(1));
        last = line;
        let operations = documented(api, &source);
        let heading = Heading {
            line,
            level: section.level,
            source,
        };
        // What stands before the first heading is empty where that is the first line.
        let empty = all.last().is_some_and(|group| group.lines.start == line);
        let says = conventions::is_said_in(&api.spec.api, &heading.source);
        let begins = !operations.is_empty() || says || section.level <= around;
        if let Some(group) = all.last_mut().filter(|_| empty || !begins) {
            group.headings.push(heading);
            if empty {
                around = section.level;
                group.title = section.title.plain();
                group.operations.extend(operations);
            }
            continue;
        }
        around = section.level;
        if let Some(before) = all.last_mut() {
            before.lines.end = line;
        }
        all.push(Group {
            title: section.title.plain(),
            lines: line..count,
            headings: vec![heading],
            operations,
            blocks: Vec::new(),
            findings: Vec::new(),
        });
    }
    all
}

/// Lines without their ends, each with its first byte. There is no line after the last line end.
pub(super) fn lines(text: &str) -> Vec<(usize, &str)> {
    let mut start = 0;
    let mut all = Vec::new();
    for line in text.split_inclusive('\n') {
        let shown = line.strip_suffix('\n').unwrap_or(line);
        let shown = shown.strip_suffix('\r').unwrap_or(shown);
        all.push((start, shown));
        start += line.len();
    }
    if all.is_empty() {
        all.push((0, ""));
    }
    all
}

/// Numbers of the operations that this section documents.
fn documented(api: &Api<'_>, source: &Source) -> Vec<usize> {
    let operations = api.spec.operations.iter().enumerate();
    operations
        .filter(|(_, operation)| {
            operation
                .sections
                .iter()
                .any(|section| section.source == *source)
        })
        .map(|(number, _)| number)
        .collect()
}

/// Puts outer blocks before inner ones, and ends those that would reach out of an outer one.
pub(super) fn nest(group: &mut Group<'_>) {
    group
        .blocks
        .sort_by_key(|block| (block.lines.start, std::cmp::Reverse(block.lines.end)));
    let mut open: Vec<usize> = Vec::new();
    for block in &mut group.blocks {
        open.retain(|end| *end > block.lines.start);
        if let Some(end) = open.last() {
            block.lines.end = block.lines.end.min(*end);
        }
        block.lines.end = block.lines.end.max(block.lines.start + 1);
        open.push(block.lines.end);
    }
}
