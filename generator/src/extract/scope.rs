//! Which blocks of a page belong to which request.
//!
//! A request's scope is the text of its own section before it, and everything after it down to
//! the next heading of the same or a higher level, or to the next request with content between.
//! Headings such as "Parameters" or "Response" are roles, never ends; a request below one belongs
//! to the section around it. A request as it goes over the wire is an example, unless nothing
//! else in its section is a request.

use super::request::section::{self, Read};
use super::request::{self, Form, Found, Part, RequestLine, index};
use super::roles::{self, Role};
use super::template;
use super::topics::Topic;
use super::words::Words;
use crate::markdown::{Block, BlockKind, Page, Section, Table, Text};

/// A block with the number of its section.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Placed<'a> {
    /// Number of the section.
    pub(crate) section: usize,
    /// The block.
    pub(crate) block: &'a Block,
}

/// A stretch of a page that describes one operation, or several that share what follows.
#[derive(Debug)]
pub(crate) struct Scope<'a> {
    /// Number of the section that has the request, or of the one around it where that one's
    /// heading is a role.
    pub(crate) section: usize,
    /// The request lines.
    pub(crate) requests: Vec<RequestLine>,
    /// Whether it is the first of its section.
    pub(crate) first: bool,
    /// The blocks that are nothing but its request lines.
    pub(crate) lines: Vec<Placed<'a>>,
    /// What stands in the section before the request.
    pub(crate) intro: Vec<Placed<'a>>,
    /// What follows the request.
    pub(crate) body: Vec<Placed<'a>>,
}

/// A page cut into scopes.
#[derive(Debug, Default)]
pub(crate) struct Scopes<'a> {
    /// The scopes in order.
    pub(crate) scopes: Vec<Scope<'a>>,
    /// What stands outside of all scopes.
    pub(crate) loose: Vec<Placed<'a>>,
}

/// Cuts a page.
pub(crate) fn cut<'a>(page: &'a Page, words: &'a Words) -> Scopes<'a> {
    let mut cutter = Cutter {
        page,
        words,
        headings: Headings::of(page, words),
        out: Scopes::default(),
        open: None,
        before: Vec::new(),
    };
    for number in 0..page.sections.len() {
        cutter.section(number);
    }
    cutter.close();
    cutter.out.loose.append(&mut cutter.before);
    cutter.out
}

/// How many operations before it an example of what goes wrong may show.
const NEAR: usize = 100;

struct Cutter<'a> {
    page: &'a Page,
    words: &'a Words,
    headings: Headings,
    out: Scopes<'a>,
    open: Option<Scope<'a>>,
    /// Blocks of sections without a request so far, which one below a role may still follow.
    before: Vec<Placed<'a>>,
}

impl<'a> Cutter<'a> {
    fn section(&mut self, number: usize) {
        let home = self.headings.home(self.page, number);
        let (page, words, headings) = (self.page, self.words, &self.headings);
        let around = self
            .open
            .as_ref()
            .filter(|scope| !ends(page, scope, number, headings));
        let mut found = definitions(page, number, around, headings, words);
        if Topic::Errors.is_of(&page.sections[number].title.plain()) {
            found.drop_if(|found| self.shows_earlier(found));
        }
        // Another request of the same section may follow in a section that is a role.
        let stays = around.is_some_and(|scope| !found.any() || scope.section == home);
        if !stays {
            self.close();
        }
        if home == number {
            self.out.loose.append(&mut self.before);
        }
        if let Some(found) = found.heading {
            self.take(home, found, None);
        }
        for Read { block, part } in found.blocks {
            let placed = Placed {
                section: number,
                block,
            };
            match part {
                Part::Request(found) => self.take(home, found, Some(placed)),
                Part::Label => self.label(placed),
                Part::Nothing => self.rest(placed),
            }
        }
    }

    /// Whether all lines of a request fill in those of sections before it.
    fn shows_earlier(&self, found: &Found) -> bool {
        let scopes = self.out.scopes.iter().chain(&self.open);
        let near: Vec<&RequestLine> = scopes
            .rev()
            .take(NEAR)
            .flat_map(|it| &it.requests)
            .collect();
        found.lines.iter().all(|line| {
            near.iter().any(|own| {
                own.method == line.method && template::fills_in(&line.url.path, &own.url.path)
            })
        })
    }

    /// A block with a part of a request that has begun.
    fn label(&mut self, placed: Placed<'a>) {
        if let Some(scope) = &mut self.open {
            scope.lines.push(placed);
        }
    }

    /// A block that is no request. One that lists operations speaks of none in particular.
    fn rest(&mut self, placed: Placed<'a>) {
        match &mut self.open {
            Some(scope) => scope.body.push(placed),
            None if index::read(placed.block).len() > 1 => self.out.loose.push(placed),
            None => self.before.push(placed),
        }
    }

    fn close(&mut self) {
        self.out.scopes.extend(self.open.take());
    }

    /// Takes request lines: they go to the open scope, or begin another one.
    fn take(&mut self, home: usize, found: Found, placed: Option<Placed<'a>>) {
        let first = self.open.is_none();
        let joins = |scope: &Scope<'_>| {
            let takes = scope.takes(&found.lines) || self.alternates(scope, placed);
            found.form != Form::Item && takes
        };
        if !self.open.as_ref().is_some_and(joins) {
            self.close();
        } else if let Some(scope) = &mut self.open
            && scope.only_joins()
        {
            scope.lines.append(&mut scope.body);
        }
        let before = &mut self.before;
        let scope = self.open.get_or_insert_with(|| Scope {
            section: home,
            requests: Vec::new(),
            first,
            lines: Vec::new(),
            intro: std::mem::take(before),
            body: Vec::new(),
        });
        scope.requests.extend(found.lines);
        if found.form.has_more() {
            scope.body.extend(placed);
        } else {
            scope.lines.extend(placed);
        }
    }
}

impl Cutter<'_> {
    /// Whether a request is another way to the same: its section has nothing but requests, the
    /// sentences that lead to them and what their paths have, and a sub-section says what all of
    /// them take.
    fn alternates(&self, scope: &Scope<'_>, placed: Option<Placed<'_>>) -> bool {
        let Some(number) = placed.map(|placed| placed.section) else {
            return false;
        };
        let about_paths = |block: &Block| matches!(&block.kind, BlockKind::Table(table) if self.is_of_paths(table, number));
        let section = &self.page.sections[number];
        let only_paths = section.blocks.iter().all(|block| {
            matches!(block.kind, BlockKind::Paragraph(_))
                || request::of_block(block).is_some()
                || about_paths(block)
        });
        let led = scope
            .body
            .last()
            .is_some_and(|last| match &last.block.kind {
                BlockKind::Paragraph(text) => text.plain().trim_end().ends_with(':'),
                _ => about_paths(last.block),
            });
        let below = self.page.sections.get(number + 1);
        let goes_on =
            |below: &&Section| below.parent == Some(number) || below.parent == section.parent;
        let role = below
            .filter(goes_on)
            .and_then(|below| roles::of_heading(&below.title.plain(), self.words));
        led && only_paths && role.is_some_and(Role::is_sent)
    }

    /// Whether a table names nothing but placeholders of a section's requests.
    fn is_of_paths(&self, table: &Table, number: usize) -> bool {
        let blocks = self.page.sections[number].blocks.iter();
        let found: Vec<Found> = blocks.filter_map(request::of_block).collect();
        let lines = || found.iter().flat_map(|found| &found.lines);
        table.rows.iter().all(|row| {
            let first = row.cells.first().and_then(|cell| cell.visible().next());
            first.is_some_and(|piece| {
                let name = template::name(&piece.text);
                lines().any(|line| template::has(&line.url.path, &name))
            })
        })
    }
}

/// Words that stand alone between two requests which share what follows.
const JOINTS: &[&str] = &["or", "and", "or alternatively", "alternatively"];

impl Scope<'_> {
    /// Whether nothing but "or:" follows the requests so far.
    fn only_joins(&self) -> bool {
        self.body.iter().all(|placed| match &placed.block.kind {
            BlockKind::Paragraph(text) => {
                let shown = text.plain().to_lowercase();
                JOINTS.contains(&shown.trim_matches(|c: char| !c.is_alphabetic()))
            }
            _ => false,
        })
    }

    /// Whether further request lines belong to this scope: they follow without content between,
    /// or show the same operation again.
    fn takes(&self, lines: &[RequestLine]) -> bool {
        self.body.is_empty()
            || self.only_joins()
            || lines.iter().all(|line| {
                self.requests
                    .iter()
                    .any(|own| own.method == line.method && own.url.path == line.url.path)
            })
    }
}

/// The requests of a section that define operations, by where they stand.
struct Requests<'a> {
    heading: Option<Found>,
    blocks: Vec<Read<'a>>,
}

impl Requests<'_> {
    /// Whether there are any.
    fn any(&self) -> bool {
        self.heading.is_some() || self.found().next().is_some()
    }

    /// Those of blocks.
    fn found(&self) -> impl Iterator<Item = &Found> {
        self.blocks.iter().filter_map(|read| match &read.part {
            Part::Request(found) => Some(found),
            Part::Label | Part::Nothing => None,
        })
    }

    /// Takes the requests of blocks for examples where that holds.
    fn drop_if(&mut self, mut is_example: impl FnMut(&Found) -> bool) {
        for read in &mut self.blocks {
            if matches!(&read.part, Part::Request(found) if is_example(found)) {
                read.part = Part::Nothing;
            }
        }
    }
}

/// The requests of a section that are no examples of others. `around` is the scope that goes on in
/// the section.
fn definitions<'a>(
    page: &'a Page,
    number: usize,
    around: Option<&Scope<'_>>,
    headings: &Headings,
    words: &Words,
) -> Requests<'a> {
    let mut out = Requests {
        heading: request::of_heading(page, number),
        blocks: section::read(page, number),
    };
    let mut known = around.map_or(&[][..], |scope| &scope.requests).to_vec();
    let role = headings.is_role(number);
    if !out.any() && around.is_none() {
        alternatives(page, number, &mut out.blocks, headings);
    }
    // What stands below "Example" shows the request of the section around it.
    if role {
        out.drop_if(|found| shows_all(found, &known));
    }
    drop_examples(&mut out.blocks, words);
    let is_line = |found: &Found| found.form != Form::Message;
    let goes_on = role && around.is_some();
    let lines = out.heading.is_some() || out.found().any(is_line);
    if lines || goes_on {
        out.drop_if(|found| found.form == Form::Message);
    } else {
        out.drop_if(|found| {
            let shown = shows_all(found, &known);
            known.extend(found.lines.clone());
            shown
        });
    }
    if !out.any() && !goes_on {
        section::labelled(page, number, &mut out.blocks);
    }
    if !out.any() && !role {
        out.heading = section::in_sub_sections(page, number);
    }
    out
}

/// The requests of a list that stand for one thing, where what follows describes it: a table, or a
/// sub-section that is a role.
fn alternatives(page: &Page, number: usize, blocks: &mut [Read<'_>], headings: &Headings) {
    let below = page.sections.get(number + 1);
    let described =
        below.is_some_and(|it| it.parent == Some(number)) && headings.is_role(number + 1);
    let is_table = |read: &Read<'_>| matches!(read.block.kind, BlockKind::Table(_));
    let last_table = blocks.iter().rposition(is_table).map_or(0, |at| at + 1);
    for (at, read) in blocks.iter_mut().enumerate() {
        if (described || at < last_table)
            && let Some(found) = request::alternatives::read(read.block)
        {
            read.part = Part::Request(found);
        }
    }
}

/// Takes lines for examples that fill in one before them, where the text between announces one or
/// nothing else can be meant.
fn drop_examples(section: &mut [Read<'_>], words: &Words) {
    let mut before: Vec<RequestLine> = Vec::new();
    // Those that an example is known by without a word; of all others there may be many.
    let mut in_parts: Vec<RequestLine> = Vec::new();
    // The text that may announce the next block.
    let mut lead: Option<&Text> = None;
    for Read { block, part } in section {
        if let Part::Request(found) = part {
            let announced = lead.is_some_and(|text| announces(text, words));
            let shows = |path: &str, own: &str| {
                announced && template::fills_in(path, own) || template::fills_in_parts(path, own)
            };
            let candidates = if announced { &before } else { &in_parts };
            let is_example = found.lines.iter().all(|line| {
                let mut candidates = candidates.iter();
                candidates
                    .any(|own| own.method == line.method && shows(&line.url.path, &own.url.path))
            });
            if is_example {
                *part = Part::Nothing;
            } else {
                let parted = found.lines.iter();
                let parted = parted.filter(|line| template::has_parts(&line.url.path));
                in_parts.extend(parted.cloned());
                before.extend(found.lines.clone());
            }
        }
        match &block.kind {
            BlockKind::Paragraph(text) => lead = Some(text),
            // What announces one example announces those right after it.
            BlockKind::Code(_) => {}
            _ => lead = None,
        }
    }
}

/// Whether a text says that an example of a request follows.
fn announces(text: &Text, words: &Words) -> bool {
    let role = roles::group_of_lead(&text.described(), words).role;
    matches!(role, Role::Example | Role::Request)
}

fn shows_all(found: &Found, requests: &[RequestLine]) -> bool {
    found.lines.iter().all(|line| {
        requests.iter().any(|request| {
            request.method == line.method && template::shows(&line.url.path, &request.url.path)
        })
    })
}

/// Which headings of a page are roles.
pub(super) struct Headings(Vec<bool>);

impl Headings {
    /// Reads all headings of a page.
    pub(super) fn of(page: &Page, words: &Words) -> Self {
        let titles = page.sections.iter().map(|section| section.title.plain());
        let is_role = |title: String| roles::of_heading(&title, words).is_some();
        Self(titles.map(is_role).collect())
    }

    fn is_role(&self, number: usize) -> bool {
        self.0.get(number).copied().unwrap_or_default()
    }

    /// The section that a section is about: itself, or the nearest one around it whose heading is
    /// no role.
    pub(super) fn home(&self, page: &Page, number: usize) -> usize {
        let mut home = number;
        while self.is_role(home)
            && let Some(parent) = page.sections[home].parent
            && page.sections[parent].level > 0
        {
            home = parent;
        }
        home
    }
}

/// Whether a heading ends a scope.
fn ends(page: &Page, scope: &Scope<'_>, number: usize, headings: &Headings) -> bool {
    let heading = &page.sections[number];
    let level = page.sections[scope.section].level;
    // What stands before any heading ends at the first one.
    let inside = level > 0 && heading.level > level;
    let role = heading.level >= level && headings.is_role(number);
    !(inside || role)
}
