//! Requests whose method and address stand apart, each after a label: `**URL** : /books`, below it
//! `**Method** : GET`, or as the rows of a table, or each label in one block and its value in the
//! next.
//!
//! What comes in: the blocks of a section and its heading, which may be the address. What goes
//! out: for each block the request that it begins, or that it only has a part of one.

use docbind_spec::Method;

use super::{Form, Found, Part, RequestLine, table, text};
use crate::extract::template;
use crate::extract::url::{self, Url};
use crate::markdown::{Block, BlockKind, Page, Piece, Style, Text};

/// Labels of methods.
const METHOD: &[&str] = &[
    "method",
    "methods",
    "http method",
    "request method",
    "http verb",
    "verb",
    "request type",
];

/// Labels of addresses.
const ADDRESS: &[&str] = &[
    "url",
    "uri",
    "path",
    "endpoint",
    "route",
    "request url",
    "request uri",
    "request path",
    "endpoint url",
    "api endpoint",
    "resource url",
    "resource uri",
    "url path",
];

/// Says of each block what part of a labelled request it has.
pub(crate) fn read(title: &Text, blocks: &[&Block]) -> Vec<Part> {
    let mut reader = Reader::new(blocks.len());
    let named = address(title.plain().trim());
    for (number, block) in blocks.iter().enumerate() {
        reader.block(number, block);
        if reader.address.is_none() && reader.method.is_some() {
            reader.address = named.clone().map(|url| (url, title.range()));
        }
        reader.close();
    }
    reader.parts
}

/// The request of a section whose sub-sections have its parts, each below its label.
pub(super) fn in_sub_sections(page: &Page, number: usize) -> Option<Vec<RequestLine>> {
    let mut reader = Reader::new(0);
    let below = page.sections.iter().skip(number + 1);
    let own = below.take_while(|section| section.level > page.sections[number].level);
    for section in own.filter(|section| section.parent == Some(number)) {
        reader.asked = label_of(&section.title.plain());
        if let Some(block) = section.blocks.first().filter(|_| reader.asked.is_some()) {
            reader.block(0, block);
        }
    }
    reader.lines()
}

struct Reader {
    parts: Vec<Part>,
    address: Option<(Url, std::ops::Range<usize>)>,
    method: Option<Vec<Method>>,
    /// The label whose value comes next.
    asked: Option<Label>,
    /// The blocks that the request is in so far, and whether each has more.
    involved: Vec<(usize, bool)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    Method,
    Address,
}

impl Reader {
    fn new(blocks: usize) -> Self {
        Self {
            parts: vec![Part::Nothing; blocks],
            address: None,
            method: None,
            asked: None,
            involved: Vec::new(),
        }
    }

    fn block(&mut self, number: usize, block: &Block) {
        let before = (self.address.is_some(), self.method.is_some());
        let mut more = false;
        match &block.kind {
            BlockKind::Paragraph(text) => {
                for line in text::lines(text) {
                    more |= !self.line(&line);
                }
            }
            BlockKind::Code(code) if self.asked.is_some() => {
                let range = code.range(0..code.text.trim_end().len());
                more = !self.value(code.text.trim(), range);
            }
            BlockKind::Table(table) if table.header.len() == 2 => {
                let rows = table.rows.iter().map(|row| &row.cells);
                for cells in std::iter::once(&table.header).chain(rows) {
                    if let [label, value] = cells.as_slice() {
                        self.asked = label_of(&label.plain());
                        self.value(value.plain().trim(), value.range());
                    }
                }
            }
            _ => self.asked = None,
        }
        let after = (self.address.is_some(), self.method.is_some());
        if before != after || self.asked.is_some() {
            self.involved.push((number, more));
        }
    }

    /// Takes a line; answers whether it is nothing but a part of a request.
    fn line(&mut self, pieces: &[Piece]) -> bool {
        let plain = text::plain(pieces);
        let shown = plain.trim();
        if shown.is_empty() {
            return true;
        }
        let range = |piece: Option<&Piece>| piece.map_or(0..0, |piece| piece.range.clone());
        if self.asked.is_some() {
            let whole = range(pieces.first()).start..range(pieces.last()).end;
            return self.value(shown, whole);
        }
        let Some((label, value)) = split(pieces, shown) else {
            return false;
        };
        self.asked = Some(label);
        value.is_empty() || self.value(value, range(pieces.last()))
    }

    /// Takes the value of the label before it; answers whether it is one.
    fn value(&mut self, shown: &str, range: std::ops::Range<usize>) -> bool {
        match self.asked.take() {
            Some(Label::Method) => {
                let found = table::methods(shown);
                let understood = found.is_some();
                self.method = found.or(self.method.take());
                understood
            }
            Some(Label::Address) => {
                let found = address(shown);
                let understood = found.is_some();
                self.address = found.map(|url| (url, range)).or(self.address.take());
                understood
            }
            None => false,
        }
    }

    /// The requests, where both parts are known.
    fn lines(&self) -> Option<Vec<RequestLine>> {
        let (url, range) = self.address.as_ref()?;
        let request = |method: &Method| RequestLine {
            method: *method,
            url: url.clone(),
            range: range.clone(),
        };
        Some(self.method.as_ref()?.iter().map(request).collect())
    }

    /// Ends a request that has both.
    fn close(&mut self) {
        let Some(lines) = self.lines() else {
            return;
        };
        (self.address, self.method) = (None, None);
        let involved = std::mem::take(&mut self.involved);
        for (at, (number, more)) in involved.into_iter().enumerate() {
            let form = if more { Form::WithBody } else { Form::Line };
            let part = match (at, more) {
                (0, _) => Part::Request(Found {
                    lines: lines.clone(),
                    form,
                }),
                (_, false) => Part::Label,
                (_, true) => Part::Nothing,
            };
            if let Some(slot) = self.parts.get_mut(number) {
                *slot = part;
            }
        }
    }
}

/// A label and what follows it on its line.
fn split<'a>(pieces: &[Piece], shown: &'a str) -> Option<(Label, &'a str)> {
    if let Some((label, value)) = shown.split_once(':')
        && let Some(label) = label_of(label)
    {
        return Some((label, value.trim()));
    }
    let first = pieces.iter().find(|piece| !piece.text.trim().is_empty())?;
    let strong = first.style == Style::Strong;
    let rest = shown.strip_prefix(first.text.trim())?;
    let stands = strong || rest.trim().is_empty();
    Some((label_of(&first.text)?, rest.trim())).filter(|_| stands)
}

fn label_of(text: &str) -> Option<Label> {
    let text = text.trim_matches([' ', ':', '*', '-']);
    let is_one = |labels: &[&str]| labels.iter().any(|it| it.eq_ignore_ascii_case(text));
    if is_one(METHOD) {
        Some(Label::Method)
    } else {
        is_one(ADDRESS).then_some(Label::Address)
    }
}

fn address(text: &str) -> Option<Url> {
    let text = text.trim_matches('`');
    let whole = !text.is_empty() && template::address(text) == text;
    whole.then(|| url::read(text)).flatten()
}
