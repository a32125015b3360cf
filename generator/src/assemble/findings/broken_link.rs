//! Links between the pages that lead nowhere.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use percent_encoding::percent_decode_str;

use super::Picture;
use crate::diag::{Diagnostic, Rule};
use crate::markdown::{Block, BlockKind, Page, Text};
use crate::names::mint;

/// No anchor is longer, in bytes.
const MOST_IN_ANCHOR: usize = 500;

/// What a link may lead to on one page: its headings and what HTML names, by their letters.
type Anchors = BTreeSet<String>;

/// What may be linked to. Few pages are, hence the anchors of each are found when one is looked
/// for.
struct Targets<'a> {
    picture: &'a Picture<'a>,
    numbers: BTreeMap<&'a str, usize>,
    anchors: Vec<OnceCell<Anchors>>,
}

impl<'a> Targets<'a> {
    fn new(picture: &'a Picture<'a>) -> Self {
        let pages = picture.pages.iter().enumerate();
        Self {
            picture,
            numbers: pages
                .map(|(number, read)| (read.page.path.as_str(), number))
                .collect(),
            anchors: picture.pages.iter().map(|_| OnceCell::new()).collect(),
        }
    }

    /// Whether a page has an anchor, by its letters; nothing where there is no such page.
    fn has(&self, page: &str, anchor: &str) -> Option<bool> {
        let number = *self.numbers.get(page)?;
        if anchor.is_empty() {
            return Some(true);
        }
        let anchors = self.anchors.get(number)?;
        let anchors = anchors.get_or_init(|| anchors_of(self.picture, number));
        Some(anchors.contains(anchor))
    }
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    /// Where it stands.
    range: Range<usize>,
    /// Where it leads.
    target: String,
}

/// The links of a page, in order.
pub(super) fn links(page: &Page) -> Vec<Link> {
    let mut links = Vec::new();
    for section in &page.sections {
        links_of(&section.title, &mut links);
        let blocks = section.blocks.iter();
        blocks.for_each(|block| in_block(block, &mut links));
    }
    links
}

/// Reports links to pages that are missing and to headings that no page has.
pub(super) fn report(picture: &Picture<'_>, found: &mut Vec<Diagnostic>) {
    let targets = Targets::new(picture);
    for (number, read) in picture.pages.iter().enumerate() {
        for Link { range, target } in &read.remains.links {
            let Some(fault) = fault(&targets, &read.page.path, target) else {
                continue;
            };
            if let Some(span) = picture.span(number, range.clone()) {
                let message = format!("link to `{target}` leads nowhere: {fault}");
                let help = "correct the address, or remove the link";
                found.push(Diagnostic::new(Rule::BrokenLink, span, message).help(help));
            }
        }
    }
}

fn anchors_of(picture: &Picture<'_>, number: usize) -> Anchors {
    let read = picture.pages.get(number);
    let inner = read.into_iter().flat_map(|read| &read.page.inner_anchors);
    let sections = read.into_iter().flat_map(|read| &read.page.sections);
    let all = sections.map(|section| &section.anchor).chain(inner);
    let headings = all.map(|anchor| flat(anchor));
    let text = picture.text(number);
    // HTML names places, and some hosts let headings be named: `## Errors {#faults}`.
    let named = ["name=", "id=", "{#"].into_iter().flat_map(|mark| {
        text.match_indices(mark).map(move |(at, _)| {
            let value = text.get(at + mark.len()..).unwrap_or_default();
            let value = value.trim_start_matches(['"', '\'']);
            let end = value.find(['"', '\'', ' ', '>', '}', '\n']);
            let name = value.get(..end.unwrap_or(value.len())).unwrap_or_default();
            if name.len() < MOST_IN_ANCHOR {
                flat(name)
            } else {
                String::new()
            }
        })
    });
    // Every browser knows the top of a page.
    headings.chain(named).chain(["top".to_owned()]).collect()
}

/// The links of a text, one piece of each.
fn links_of(text: &Text, links: &mut Vec<Link>) {
    let mut before: Option<&str> = None;
    for piece in &text.pieces {
        let link = piece.link.as_deref();
        if let Some(target) = link
            && before != link
        {
            links.push(Link {
                range: piece.range.clone(),
                target: target.to_owned(),
            });
        }
        before = link;
    }
}

fn in_block(block: &Block, links: &mut Vec<Link>) {
    match &block.kind {
        BlockKind::Paragraph(text) => links_of(text, links),
        BlockKind::Table(table) => {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            table
                .header
                .iter()
                .chain(cells)
                .for_each(|cell| links_of(cell, links));
        }
        BlockKind::List(list) => {
            let blocks = list.items.iter().flat_map(|item| &item.blocks);
            blocks.for_each(|block| in_block(block, links));
        }
        BlockKind::Quote(blocks) => blocks.iter().for_each(|block| in_block(block, links)),
        BlockKind::Element(element) => links_of(&element.text, links),
        BlockKind::Code(_) | BlockKind::Html(_) | BlockKind::Rule => {}
    }
}

/// Why a target leads nowhere; nothing where it leads somewhere or out of the pages.
fn fault(targets: &Targets<'_>, from: &str, target: &str) -> Option<String> {
    let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
    let (path, anchor) = (decoded(path), decoded(anchor));
    let (path, anchor) = (path.as_str(), anchor.as_str());
    let path = path.split('?').next().unwrap_or_default();
    if path.is_empty() {
        return (!targets.has(from, &flat(anchor))?).then(|| missing_anchor(from));
    }
    let is_page = mint::page_stem(path) != path && !path.contains(':') && !path.starts_with('/');
    if !is_page {
        return None;
    }
    let resolved = resolve(from, path)?;
    match targets.has(&resolved, &flat(anchor)) {
        Some(has) => (!has).then(|| missing_anchor(&resolved)),
        // Of a single page nobody knows what stands beside it.
        None => (targets.numbers.len() > 1).then(|| format!("there is no page `{resolved}`")),
    }
}

/// A path relative to the folder of a page; nothing where it leaves the pages.
fn resolve(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn missing_anchor(path: &str) -> String {
    format!("`{path}` has no heading of this address")
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Hosts make anchors in different ways, hence only letters and digits are compared.
fn flat(anchor: &str) -> String {
    let letters = anchor.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn paths_are_relative_to_the_page() {
        for (from, path, expected) in [
            ("a.md", "b.md", Some("b.md")),
            ("x/a.md", "../b.md", Some("b.md")),
            ("x/a.md", "./y/../b.md", Some("x/b.md")),
            ("a.md", "../b.md", None),
        ] {
            assert_eq!(resolve(from, path).as_deref(), expected);
        }
    }
}
