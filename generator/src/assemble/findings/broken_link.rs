//! Links between the pages that lead nowhere.

use std::collections::BTreeMap;

use super::Picture;
use crate::diag::{Diagnostic, Rule};
use crate::markdown::{Block, BlockKind, Piece, Text};

/// Reports links to pages that are missing and to headings that no page has.
pub(super) fn report(picture: &Picture<'_>, found: &mut Vec<Diagnostic>) {
    let pages: BTreeMap<&str, usize> = picture
        .pages
        .iter()
        .enumerate()
        .map(|(number, read)| (read.page.path.as_str(), number))
        .collect();
    for (number, read) in picture.pages.iter().enumerate() {
        let mut links = Vec::new();
        for section in &read.page.sections {
            links_of(&section.title, &mut links);
            section
                .blocks
                .iter()
                .for_each(|block| in_block(block, &mut links));
        }
        for (piece, target) in links {
            let Some(fault) = fault(picture, &pages, &read.page.path, target) else {
                continue;
            };
            if let Some(span) = picture.span(number, piece.range.clone()) {
                let message = format!("link to `{target}` leads nowhere: {fault}");
                let help = "correct the address, or remove the link";
                found.push(Diagnostic::new(Rule::BrokenLink, span, message).help(help));
            }
        }
    }
}

/// The links of a text, one piece of each.
fn links_of<'a>(text: &'a Text, links: &mut Vec<(&'a Piece, &'a str)>) {
    let mut before: Option<&str> = None;
    for piece in &text.pieces {
        let link = piece.link.as_deref();
        if let Some(target) = link
            && before != link
        {
            links.push((piece, target));
        }
        before = link;
    }
}

fn in_block<'a>(block: &'a Block, links: &mut Vec<(&'a Piece, &'a str)>) {
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
        BlockKind::Code(_) | BlockKind::Html(_) | BlockKind::Rule => {}
    }
}

/// Why a target leads nowhere; nothing where it leads somewhere or out of the pages.
fn fault(
    picture: &Picture<'_>,
    pages: &BTreeMap<&str, usize>,
    from: &str,
    target: &str,
) -> Option<String> {
    let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
    let path = path.split('?').next().unwrap_or_default();
    if path.is_empty() {
        return missing_anchor(picture, *pages.get(from)?, from, anchor);
    }
    let is_page = path.ends_with(".md") && !path.contains(':') && !path.starts_with('/');
    if !is_page {
        return None;
    }
    let resolved = resolve(from, path)?;
    match pages.get(resolved.as_str()) {
        Some(number) => missing_anchor(picture, *number, &resolved, anchor),
        // Of a single page nobody knows what stands beside it.
        None => (pages.len() > 1).then(|| format!("there is no page `{resolved}`")),
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

/// Hosts make anchors in different ways, hence only letters and digits are compared.
fn missing_anchor(picture: &Picture<'_>, page: usize, path: &str, anchor: &str) -> Option<String> {
    let wanted = flat(anchor);
    if wanted.is_empty() {
        return None;
    }
    let sections = &picture.pages.get(page)?.page.sections;
    let named = ["\"", "'"].iter().any(|quote| {
        let mark = format!("={quote}{anchor}{quote}");
        picture.text(page).contains(&mark)
    });
    let known = named
        || sections
            .iter()
            .any(|section| flat(&section.anchor) == wanted);
    (!known).then(|| format!("`{path}` has no heading of this address"))
}

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
