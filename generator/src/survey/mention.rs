//! Lines that look like requests although nothing read them as such.
//!
//! What comes in: the texts of a page. What goes out: a word in capitals that a path follows, where
//! no operation has this method and path.

use docbind_spec::{Method, Operation};

use super::{Picture, walk};
use crate::extract::{template, url};
use crate::markdown::{BlockKind, Code, Page, Text};

/// The fewest and the most letters of a method.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=9;

/// A request that nothing read.
pub(super) struct Mention<'a> {
    /// What it stands in.
    pub(super) context: &'static str,
    /// The method, or a word that looks like one.
    pub(super) word: &'a str,
    /// Its place in the page.
    pub(super) at: usize,
}

/// The requests of a page that nothing read, at most one for each heading, paragraph, cell or
/// code block.
pub(super) fn of<'a>(picture: &Picture<'_>, page: &'a Page) -> Vec<Mention<'a>> {
    let mut found = Vec::new();
    let mut take = |context: &'static str, at: usize, word: Option<&'a str>| {
        found.extend(word.map(|word| Mention { context, word, at }));
    };
    for section in &page.sections {
        take(
            "heading",
            section.title.range().start,
            in_text(picture, &section.title),
        );
    }
    walk::blocks(page, &mut |_, block| match &block.kind {
        BlockKind::Paragraph(text) => {
            take("sentence", block.range.start, in_text(picture, text));
        }
        BlockKind::Code(code) => {
            take("code block", block.range.start, in_code(picture, code));
        }
        BlockKind::Table(table) => {
            for cell in table.rows.iter().flat_map(|row| &row.cells) {
                take("table cell", cell.range().start, in_text(picture, cell));
            }
        }
        BlockKind::Html(html) => {
            take("HTML", block.range.start, in_words(picture, html));
        }
        _ => {}
    });
    found
}

/// The method of a code block whose first line is a request that nothing read.
pub(super) fn in_code<'a>(picture: &Picture<'_>, code: &'a Code) -> Option<&'a str> {
    let first = code.text.lines().find(|line| !line.trim().is_empty())?;
    in_words(picture, first)
}

fn in_text<'a>(picture: &Picture<'_>, text: &'a Text) -> Option<&'a str> {
    let mut pieces = text.visible();
    pieces.find_map(|piece| in_words(picture, &piece.text))
}

fn in_words<'a>(picture: &Picture<'_>, text: &'a str) -> Option<&'a str> {
    let mut at = 0;
    text.split_inclusive(|c: char| !c.is_ascii_alphanumeric())
        .find_map(|part| {
            let word = part.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
            at += part.len();
            let rest = &text[at..];
            let is_word = LETTERS.contains(&word.len())
                && word.chars().all(|c| c.is_ascii_uppercase())
                && part.ends_with([' ', ':', '\t']);
            let path = is_word.then(|| path(rest)).flatten()?;
            (!is_known(picture, word, &path)).then_some(word)
        })
}

/// The path that a text begins with.
fn path(text: &str) -> Option<String> {
    let address = template::address(text.trim_start()).trim_end_matches(['.', ',', ';', ')', '`']);
    // An address with a host may follow any word: `HOST: https://…`.
    let has_path = address.starts_with('/') && address.len() > 1;
    has_path.then(|| Some(url::read(address)?.path)).flatten()
}

/// Whether an operation has this method and path, perhaps with values in it.
fn is_known(picture: &Picture<'_>, word: &str, path: &str) -> bool {
    let method = Method::parse(word);
    let is_it = |operation: &Operation| {
        Some(operation.method) == method && template::shows(path, &operation.path)
    };
    picture.reading.spec.operations.iter().any(is_it)
}
