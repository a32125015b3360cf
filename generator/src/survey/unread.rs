//! The shapes that nothing reads.
//!
//! What comes in: all blocks, with the facts and the ledger that say which of them were read. What
//! goes out: the others, counted by shape. Blocks that a reader set aside on purpose (links,
//! prose, constants, samples) are none of them.

use std::collections::BTreeMap;

use docbind_spec::{BlockKind as Kind, IgnoreReason};

use super::mention::{self, Mention};
use super::tally::{Place, Tallies, Tally};
use super::{Picture, Unread, sketch, walk};
use crate::assemble::ReadPage;
use crate::ledger::Outcome;
use crate::markdown::{Block, BlockKind, Page, Style, Table, Text};

/// What something is that nothing reads, and so what to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    /// A line that looks like a request.
    Request,
    /// A block in the section of an operation.
    Inside(Form),
    /// The same elsewhere.
    Outside(Form),
}

/// Forms of blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    Code,
    Table,
    List,
    Html,
}

impl What {
    const fn remedy(self) -> &'static str {
        match self {
            Self::Request => {
                "write it as a request that is read, such as `GET /books` in a code block of its \
                 own, or teach docbind the shape (README: A new shape)"
            }
            Self::Inside(Form::Code) => {
                "nothing to do if it is no request, command, message or example of the API"
            }
            Self::Inside(Form::Table) => {
                "if these are parameters, say what its columns hold: the hint `synonyms`"
            }
            Self::Inside(Form::List) => {
                "if these are parameters, write them as \"- `name` (required) - words\""
            }
            Self::Inside(Form::Html) => "write it in Markdown if it says something about the API",
            Self::Outside(Form::Code) => {
                "no request was found that it belongs to; see the lines that look like requests"
            }
            Self::Outside(_) => {
                "it belongs to no request; nothing to do if it is about no single operation"
            }
        }
    }
}

/// The shapes, the most frequent first; lines that look like requests before all others.
pub(super) fn of(picture: &Picture<'_>) -> Vec<Unread> {
    let mut found = Tallies::new();
    for read in picture.pages {
        let reader = PageReader::new(picture, read);
        let mentions = mention::of(picture, &read.page).into_iter();
        for mention in mentions.filter(|mention| !reader.is_read(mention.at)) {
            let key = (What::Request, mention.shape(), Vec::new());
            found.add(key, reader.place(mention.at));
        }
        walk::blocks(&read.page, &mut |_, block| {
            if let Some((what, words)) = reader.unread(block) {
                let columns = match (&block.kind, what) {
                    (BlockKind::Table(table), What::Inside(_)) => titles(table),
                    _ => Vec::new(),
                };
                found.add((what, words, columns), reader.place(block.range.start));
            }
        });
    }
    let mut all = found.sorted();
    // Without its request, nothing of an operation is read.
    all.sort_by_key(|((what, ..), ..)| *what != What::Request);
    let told = all.into_iter();
    let told = told.map(|((what, shape, columns), count, place)| Unread {
        tally: Tally {
            shape,
            count,
            place,
        },
        remedy: what.remedy(),
        columns,
    });
    told.collect()
}

/// What is known of the blocks of a page.
struct PageReader<'a> {
    picture: &'a Picture<'a>,
    page: &'a Page,
    /// Where requests begin.
    requests: Vec<usize>,
    /// What became of blocks, rows and items, by kind and first byte.
    outcomes: BTreeMap<(Kind, usize), Outcome>,
}

impl<'a> PageReader<'a> {
    fn new(picture: &'a Picture<'a>, read: &'a ReadPage) -> Self {
        let facts = &read.facts;
        let indexed = facts.indexed.iter().map(|(endpoint, _)| endpoint);
        let endpoints = facts.endpoints.iter().chain(indexed);
        let requests = endpoints.flat_map(|endpoint| &endpoint.requests);
        let entries = picture.reading.ledger.iter();
        let own = entries.filter(|entry| entry.span.file == read.page.file);
        let outcomes = own.map(|entry| ((entry.block, entry.span.range.start), entry.outcome));
        Self {
            picture,
            page: &read.page,
            requests: requests.map(|request| request.range.start).collect(),
            outcomes: outcomes.collect(),
        }
    }

    fn place(&self, offset: usize) -> Place {
        self.picture.place(self.page.file, offset)
    }

    /// Whether the code block that begins here says something of an operation.
    fn is_read(&self, at: usize) -> bool {
        self.outcomes.get(&(Kind::Code, at)) == Some(&Outcome::Fact)
    }

    /// What a block is that nothing reads.
    fn unread(&self, block: &Block) -> Option<(What, String)> {
        if { self.requests.iter() }.any(|at| block.range.contains(at)) {
            return None;
        }
        let at = block.range.start;
        match &block.kind {
            BlockKind::Code(code) => {
                if mention::in_code(self.picture, code).is_some() {
                    return None;
                }
                let words = sketch::code(code);
                Some((self.whereabouts(&[(Kind::Code, at)], Form::Code)?, words))
            }
            BlockKind::Table(table) => {
                let rows: Vec<_> = { table.rows.iter() }
                    .map(|row| (Kind::TableRow, row.range.start))
                    .collect();
                let what = self.whereabouts(&rows, Form::Table)?;
                Some((what, sketch::table(table)))
            }
            BlockKind::List(list) => {
                let named = |text: &Text| {
                    let first = text.visible().next();
                    first.is_some_and(|piece| {
                        matches!(piece.style, Style::Code | Style::Strong) && piece.link.is_none()
                    })
                };
                let item = list.items.first()?;
                item.text().filter(|text| named(text))?;
                let items: Vec<_> = { list.items.iter() }
                    .map(|item| (Kind::ListItem, item.range.start))
                    .collect();
                Some((self.whereabouts(&items, Form::List)?, sketch::item(item)?))
            }
            BlockKind::Element(element) => {
                let words = format!("element `<{}>` that names a method", element.name);
                Some((What::Request, words))
            }
            BlockKind::Html(html) => {
                let tag = tag(html)?;
                let what = self.whereabouts(&[], Form::Html)?;
                Some((what, format!("element `<{tag}>`")))
            }
            _ => None,
        }
    }

    /// Whether something nobody read stands in the section of an operation or elsewhere; `None`
    /// where it was read or set aside.
    fn whereabouts(&self, parts: &[(Kind, usize)], form: Form) -> Option<What> {
        let outcomes: Vec<Outcome> = parts
            .iter()
            .filter_map(|part| self.outcomes.get(part).copied())
            .collect();
        let unread = |outcome: &Outcome| {
            matches!(
                outcome,
                Outcome::Finding | Outcome::Ignored(IgnoreReason::OtherCode)
            )
        };
        match outcomes.as_slice() {
            [] => Some(What::Outside(form)),
            outcomes if outcomes.iter().any(unread) => Some(What::Inside(form)),
            _ => None,
        }
    }
}

fn titles(table: &Table) -> Vec<String> {
    let titles = table.header.iter().map(Text::plain);
    titles.map(|title| title.trim().to_owned()).collect()
}

/// The name of the tag that a piece of HTML begins with; none for comments and closing tags.
fn tag(html: &str) -> Option<&str> {
    let rest = html.trim_start().strip_prefix('<')?;
    let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'))?;
    let name = &rest[..end];
    (!name.is_empty() && name != "br").then_some(name)
}

impl Mention<'_> {
    /// Where it stands, and its method.
    fn shape(&self) -> String {
        format!("{} with `{} /…`", self.context, self.word)
    }
}
