//! What belongs side by side: stretches of pages, their blocks and findings, their operations.
//!
//! What comes in: the parts of a reading. What goes out: [`ApiView`]s, in which every entry of the
//! ledger and every finding that is not allowed has exactly one place. Nothing is written here.

use std::collections::BTreeMap;
use std::ops::Range;

use docbind_spec::{BlockKind, Source};

use super::Api;
use super::conventions;
use super::html::address;
use super::links::{self, Part, ReadPage, Target};
use crate::diag::{Diagnostic, Level};
use crate::extract;
use crate::ledger::{Entry, Outcome, Totals};
use crate::markdown::{self, Page};
use crate::source::{FileId, SourceFile};

/// One API with its pages.
pub(super) struct ApiView<'a> {
    pub(super) api: &'a Api<'a>,
    /// Its number, which its operations and types have in their addresses.
    pub(super) number: usize,
    pub(super) id: String,
    /// What its pages have before their addresses.
    prefix: String,
    pub(super) pages: Vec<PageView<'a>>,
    /// Findings about no page that there is.
    pub(super) homeless: Vec<Finding<'a>>,
    /// The blocks that show a parameter: number of the operation and of the parameter, and for
    /// each block its number, its line and what it is.
    pub(super) shown_by: BTreeMap<(usize, usize), Vec<(usize, usize, BlockKind)>>,
}

/// One page.
pub(super) struct PageView<'a> {
    pub(super) id: String,
    pub(super) file: FileId,
    pub(super) path: &'a str,
    /// The lines without their ends: first byte and text.
    pub(super) lines: Vec<(usize, &'a str)>,
    pub(super) groups: Vec<Group<'a>>,
    pub(super) totals: Totals,
}

/// A stretch of a page that is about the same operations.
pub(super) struct Group<'a> {
    pub(super) title: String,
    /// Its lines, from 0.
    pub(super) lines: Range<usize>,
    /// The sections that begin in it.
    pub(super) headings: Vec<Heading>,
    /// Numbers of the operations that its first section documents.
    pub(super) operations: Vec<usize>,
    /// Its blocks, outer ones before inner ones.
    pub(super) blocks: Vec<Block>,
    pub(super) findings: Vec<Finding<'a>>,
}

/// The beginning of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    pub(super) line: usize,
    pub(super) level: u8,
    pub(super) source: Source,
}

/// A block, row or item with what became of it.
pub(super) struct Block {
    pub(super) number: usize,
    pub(super) lines: Range<usize>,
    pub(super) kind: BlockKind,
    pub(super) outcome: Outcome,
    pub(super) targets: Vec<Target>,
}

/// A finding with its number and place.
pub(super) struct Finding<'a> {
    pub(super) number: usize,
    /// The line below which it stands.
    pub(super) line: usize,
    pub(super) level: Level,
    pub(super) finding: &'a Diagnostic,
}

/// Numbers that go on from page to page.
#[derive(Default)]
struct Counters {
    blocks: usize,
    findings: usize,
}

/// The APIs, put in order.
pub(super) fn views<'a>(apis: &'a [Api<'a>]) -> Vec<ApiView<'a>> {
    let mut counters = Counters::default();
    let single = apis.len() == 1;
    apis.iter()
        .enumerate()
        .map(|(number, api)| {
            let prefix = if single {
                String::new()
            } else {
                format!("{}/", api.spec.name)
            };
            api_view(api, number, prefix, &mut counters)
        })
        .collect()
}

fn api_view<'a>(
    api: &'a Api<'a>,
    number: usize,
    prefix: String,
    counters: &mut Counters,
) -> ApiView<'a> {
    let mut pages = Vec::new();
    let mut shown_by: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (file, source) in api.sources.iter() {
        let page = page_view(api, file, source, &prefix, counters);
        for block in page.groups.iter().flat_map(|group| &group.blocks) {
            for target in &block.targets {
                if let Part::Parameter(parameter) = target.part {
                    shown_by
                        .entry((target.operation, parameter))
                        .or_default()
                        .push((block.number, block.lines.start, block.kind));
                }
            }
        }
        pages.push(page);
    }
    let homeless = api
        .findings
        .iter()
        .filter(|finding| api.sources.get(finding.span.file).is_none())
        .filter_map(|finding| place(api, finding, counters))
        .collect();
    ApiView {
        api,
        number,
        id: address(&api.spec.name),
        prefix,
        pages,
        homeless,
        shown_by,
    }
}

impl ApiView<'_> {
    /// Where on the page a section stands.
    pub(super) fn address_of(&self, source: &Source) -> String {
        section_address(&self.prefix, source)
    }

    /// Where on the page an operation, or a part of it, stands.
    pub(super) fn part_address(&self, target: &Target) -> String {
        let operation = format!("o{}.{}", self.number + 1, target.operation + 1);
        match target.part {
            Part::Operation => operation,
            Part::Parameter(number) => format!("{operation}p{}", number + 1),
            Part::Body => format!("{operation}b"),
            Part::Response(number) => format!("{operation}r{}", number + 1),
            Part::Call(number) => format!("{operation}c{}", number + 1),
        }
    }

    /// Where on the page a type stands.
    pub(super) fn type_address(&self, name: &str) -> String {
        format!("t{}.{}", self.number + 1, address(name))
    }

    /// All findings, in order.
    pub(super) fn findings(&self) -> impl Iterator<Item = &Finding<'_>> {
        self.pages
            .iter()
            .flat_map(PageView::findings)
            .chain(&self.homeless)
    }
}

impl PageView<'_> {
    /// Its findings, in order.
    pub(super) fn findings(&self) -> impl Iterator<Item = &Finding<'_>> {
        self.groups.iter().flat_map(|group| &group.findings)
    }

    /// The line of a byte, from 0.
    pub(super) fn line_at(&self, offset: usize) -> usize {
        let after = self.lines.partition_point(|(start, _)| *start <= offset);
        after.saturating_sub(1)
    }

    /// Where on the page one of its lines stands.
    pub(super) fn line_address(&self, line: usize) -> String {
        format!("{}:{}", self.id, line + 1)
    }
}

fn section_address(prefix: &str, source: &Source) -> String {
    match source.0.split_once('#') {
        Some((page, anchor)) => address(&format!("{prefix}{page}/{anchor}")),
        None => address(&format!("{prefix}{}", source.0)),
    }
}

fn page_view<'a>(
    api: &'a Api<'a>,
    file: FileId,
    source: &'a SourceFile,
    prefix: &str,
    counters: &mut Counters,
) -> PageView<'a> {
    let page = markdown::read(file, source);
    let lines = lines(&source.text);
    let mut groups = groups(api, &page, lines.len());
    let (facts, _) = extract::read(&page);
    let read = ReadPage {
        page: &page,
        facts: &facts,
        text: &source.text,
    };
    let entries: Vec<Entry> = api
        .ledger
        .iter()
        .filter(|entry| entry.span.file == file)
        .cloned()
        .collect();
    for entry in &entries {
        let lines = entry_lines(api, &source.text, entry);
        let Some(group) = group_at(&mut groups, lines.start) else {
            continue;
        };
        let operations: Vec<_> = group
            .operations
            .iter()
            .filter_map(|number| Some((*number, api.spec.operations.get(*number)?)))
            .collect();
        let block = Block {
            number: counters.blocks,
            lines: lines.start..lines.end.min(group.lines.end),
            kind: entry.block,
            outcome: entry.outcome,
            targets: links::targets(&read, &operations, entry),
        };
        counters.blocks += 1;
        group.blocks.push(block);
    }
    for finding in api
        .findings
        .iter()
        .filter(|finding| finding.span.file == file)
    {
        let Some(mut found) = place(api, finding, counters) else {
            continue;
        };
        let first = line_of(api, file, finding.span.range.start);
        if let Some(group) = group_at(&mut groups, first) {
            found.line = found.line.min(group.lines.end.saturating_sub(1));
            group.findings.push(found);
        }
    }
    groups.iter_mut().for_each(nest);
    PageView {
        id: address(&format!("{prefix}{}", source.path)),
        file,
        path: &source.path,
        lines,
        groups,
        totals: Totals::of(&entries),
    }
}

/// The finding with its number; none where it is allowed.
fn place<'a>(
    api: &Api<'_>,
    finding: &'a Diagnostic,
    counters: &mut Counters,
) -> Option<Finding<'a>> {
    let level = api.levels.of(finding.rule);
    if level == Level::Allow {
        return None;
    }
    counters.findings += 1;
    let span = &finding.span;
    let text = api
        .sources
        .get(span.file)
        .map_or("", |file| file.text.as_str());
    let end = last_visible(text, &span.range);
    Some(Finding {
        number: counters.findings,
        line: line_of(api, span.file, end),
        level,
        finding,
    })
}

/// Lines without their ends, each with its first byte. There is no line after the last line end.
fn lines(text: &str) -> Vec<(usize, &str)> {
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

/// Cuts a page where a section documents an operation or says something about all of them, and
/// where such a section ends.
fn groups<'a>(api: &Api<'_>, page: &Page, count: usize) -> Vec<Group<'a>> {
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

fn group_at<'g, 'a>(groups: &'g mut [Group<'a>], line: usize) -> Option<&'g mut Group<'a>> {
    let after = groups.partition_point(|group| group.lines.start <= line);
    groups.get_mut(after.saturating_sub(1))
}

/// Puts outer blocks before inner ones, and ends those that would reach out of an outer one.
fn nest(group: &mut Group<'_>) {
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

fn entry_lines(api: &Api<'_>, text: &str, entry: &Entry) -> Range<usize> {
    let start = line_of(api, entry.span.file, entry.span.range.start);
    let end = line_of(api, entry.span.file, last_visible(text, &entry.span.range));
    start..end.max(start) + 1
}

/// The last byte of the range that people see something of.
fn last_visible(text: &str, range: &Range<usize>) -> usize {
    let shown = text
        .get(range.clone())
        .map_or(0, |text| text.trim_end().len());
    range.start + shown.saturating_sub(1)
}

/// The line of a byte, from 0.
fn line_of(api: &Api<'_>, file: FileId, offset: usize) -> usize {
    api.sources
        .line_column(file, offset)
        .map_or(0, |place| place.line - 1)
}
