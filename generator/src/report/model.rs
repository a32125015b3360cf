//! What belongs side by side: stretches of pages, their blocks and findings, their operations.
//!
//! What comes in: the parts of a reading. What goes out: [`ApiView`]s, in which every entry of the
//! ledger and every finding that is not allowed has exactly one place. Nothing is written here.

use std::collections::BTreeMap;
use std::ops::Range;

use docbind_spec::{BlockKind, Source};

use super::Api;
use super::cut;
use super::links::{self, Part, ReadPage, Target};
use crate::diag::{Diagnostic, Level};
use crate::html::address;
use crate::ledger::{Entry, Outcome, Totals};
use crate::pipeline::PageReader;
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
    /// Numbers of operations of which no page has a section, as in a spec of facts only.
    pub(super) elsewhere: Vec<usize>,
    /// The blocks that show a part of an operation.
    pub(super) shown_by: BTreeMap<Target, Vec<Shown>>,
}

/// A block that shows something.
pub(super) struct Shown {
    pub(super) block: usize,
    /// Its first line, from 0.
    pub(super) line: usize,
    pub(super) kind: BlockKind,
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
    pub(super) state: State<'a>,
    pub(super) finding: &'a Diagnostic,
}

/// How seriously a finding is taken, which is what it is shown as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum State<'a> {
    /// People know of it and leave it, for this reason.
    Waived(&'a str),
    /// It is shown.
    Warning,
    /// It fails.
    Error,
}

impl State<'_> {
    /// Its word, which is its class as well.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Waived(_) => "waived",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
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
                shown_by.entry(*target).or_default().push(Shown {
                    block: block.number,
                    line: block.lines.start,
                    kind: block.kind,
                });
            }
        }
        pages.push(page);
    }
    let shown = |number: &usize| {
        let mut groups = pages.iter().flat_map(|page| &page.groups);
        groups.any(|group| group.operations.contains(number))
    };
    let elsewhere = (0..api.spec.operations.len())
        .filter(|number| !shown(number))
        .collect();
    let homeless = all_findings(api)
        .filter(|(finding, _)| api.sources.get(finding.span.file).is_none())
        .map(|(finding, state)| place(api, finding, state, counters))
        .collect();
    ApiView {
        api,
        number,
        id: address(&api.spec.name),
        prefix,
        pages,
        homeless,
        elsewhere,
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
    let (page, facts, _) = PageReader::new(api.hints).read(file, source);
    let lines = cut::lines(&source.text);
    let mut groups = cut::groups(api, &page, lines.len());
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
    let mut own: Vec<_> = all_findings(api)
        .filter(|(finding, _)| finding.span.file == file)
        .collect();
    own.sort_by_key(|(finding, _)| finding.span.range.start);
    for (finding, state) in own {
        let mut found = place(api, finding, state, counters);
        let first = line_of(api, file, finding.span.range.start);
        if let Some(group) = group_at(&mut groups, first) {
            found.line = found.line.min(group.lines.end.saturating_sub(1));
            group.findings.push(found);
        }
    }
    groups.iter_mut().for_each(cut::nest);
    PageView {
        id: address(&format!("{prefix}{}", source.path)),
        file,
        path: &source.path,
        lines,
        groups,
        totals: Totals::of(&entries),
    }
}

/// What is shown: all findings but those that are allowed.
fn all_findings<'a>(api: &Api<'a>) -> impl Iterator<Item = (&'a Diagnostic, State<'a>)> {
    let levels = api.levels;
    let open = api
        .findings
        .iter()
        .filter_map(|finding| match levels.of(finding.rule) {
            Level::Allow => None,
            Level::Warn => Some((finding, State::Warning)),
            Level::Deny => Some((finding, State::Error)),
        });
    let waived = api
        .waived
        .iter()
        .map(|waived| (&waived.finding, State::Waived(&waived.reason)));
    open.chain(waived)
}

/// The finding with its number.
fn place<'a>(
    api: &Api<'_>,
    finding: &'a Diagnostic,
    state: State<'a>,
    counters: &mut Counters,
) -> Finding<'a> {
    counters.findings += 1;
    let span = &finding.span;
    let text = api
        .sources
        .get(span.file)
        .map_or("", |file| file.text.as_str());
    let end = last_visible(text, &span.range);
    Finding {
        number: counters.findings,
        line: line_of(api, span.file, end),
        state,
        finding,
    }
}

fn group_at<'g, 'a>(groups: &'g mut [Group<'a>], line: usize) -> Option<&'g mut Group<'a>> {
    let after = groups.partition_point(|group| group.lines.start <= line);
    groups.get_mut(after.saturating_sub(1))
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
pub(super) fn line_of(api: &Api<'_>, file: FileId, offset: usize) -> usize {
    api.sources
        .line_column(file, offset)
        .map_or(0, |place| place.line - 1)
}
