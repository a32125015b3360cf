//! Where people write request lines: whole paragraphs, headings, items, cells and lines of code.

use std::ops::Range;

use docbind_spec::Method;

use super::look::{self, Looked, Tail};
use crate::extract::curl;
use crate::extract::request::{
    self,
    text::{continues, lines as split, plain},
};
use crate::markdown::{Block, BlockKind, Code, Page, Piece, Style, Text};
use crate::source::on_characters;

/// Something that looks like a request, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(super) request: Looked,
    /// From the method to the end of the path.
    pub(super) range: Range<usize>,
    /// Number of the section.
    pub(super) section: usize,
    pub(super) form: Form,
}

/// How it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// As running text.
    Text,
    /// In code that has more than request lines.
    Message,
    /// As an item, a row, or within a quote.
    Part,
}

/// Everything on a page that looks like a request, in order.
pub(crate) fn of(page: &Page, source: &str) -> Vec<Place> {
    let mut finder = Finder {
        source,
        section: 0,
        found: Vec::new(),
    };
    for (number, section) in page.sections.iter().enumerate() {
        finder.section = number;
        finder.lines(&section.title, Tail::Anything, Form::Text);
        for block in &section.blocks {
            finder.block(block, Form::Text);
        }
    }
    finder.found
}

struct Finder<'a> {
    source: &'a str,
    section: usize,
    found: Vec<Place>,
}

impl Finder<'_> {
    fn block(&mut self, block: &Block, form: Form) {
        match &block.kind {
            BlockKind::Paragraph(text) => self.lines(text, Tail::SetApart, form),
            BlockKind::Code(code) => self.code(code, form),
            BlockKind::Table(table) => {
                self.cells(&table.header);
                table.rows.iter().for_each(|row| self.cells(&row.cells));
            }
            BlockKind::List(list) => {
                let blocks = list.items.iter().flat_map(|item| &item.blocks);
                blocks.for_each(|block| self.block(block, Form::Part));
            }
            BlockKind::Quote(blocks) => {
                blocks
                    .iter()
                    .for_each(|block| self.block(block, Form::Part));
            }
            BlockKind::Html(_) | BlockKind::Element(_) | BlockKind::Rule => {}
        }
    }

    /// The lines of a text that are requests and no part of a sentence.
    fn lines(&mut self, text: &Text, tail: Tail, form: Form) {
        if !may_have(text) {
            return;
        }
        let lines = split(text);
        let read: Vec<Option<Looked>> = lines.iter().map(|line| read(line, tail)).collect();
        let mut sentence = false;
        for (at, line) in lines.iter().enumerate() {
            let shown = plain(line);
            let goes_on = read.get(at + 1).is_some_and(Option::is_none)
                && lines
                    .get(at + 1)
                    .is_some_and(|next| continues(&plain(next)));
            if let Some(request) = read[at].clone().filter(|_| !sentence && !goes_on) {
                let whole = range(line);
                self.push(request, &whole, form);
                sentence = false;
            } else {
                sentence = !shown.trim_end().ends_with(['.', ':', '!']);
            }
        }
    }

    /// The lines of code that are requests, where its first one is: headers, a body or other
    /// words may follow.
    fn code(&mut self, code: &Code, form: Form) {
        if !look::has_method(&code.text) {
            return;
        }
        let block = request::line::read_block(&code.text).is_some();
        // Those are read or listed as samples, unless they stand in something else.
        if block && form == Form::Text || curl::looks_like_curl(&code.text) {
            return;
        }
        let mut lines = code
            .lines()
            .filter(|(_, line)| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
        let Some((at, first)) = lines.next() else {
            return;
        };
        let form = if block { form } else { Form::Message };
        if !self.code_line(code, at, first, Tail::Anything, form) {
            return;
        }
        for (at, line) in lines {
            self.code_line(code, at, line, Tail::SetApart, form);
        }
    }

    fn code_line(&mut self, code: &Code, at: usize, line: &str, tail: Tail, form: Form) -> bool {
        let Some(request) = look::line(line, tail) else {
            return false;
        };
        let whole = code.range(at..at + line.len());
        self.push(request, &whole, form);
        true
    }

    /// Cells that are requests, or a method and a path in two cells.
    fn cells(&mut self, cells: &[Text]) {
        if !cells.iter().any(may_have) {
            return;
        }
        let before = self.found.len();
        for cell in cells {
            self.lines(cell, Tail::SetApart, Form::Part);
        }
        if self.found.len() > before {
            return;
        }
        let texts: Vec<String> = cells.iter().map(Text::plain).collect();
        let is_method = |text: &&String| Method::parse(text.trim()).is_some();
        let Some(method) = texts.iter().find(is_method) else {
            return;
        };
        if let Some(request) = texts.iter().find_map(|text| look::pair(method, text)) {
            let pieces = || cells.iter().flat_map(|cell| &cell.pieces);
            let start = pieces().next().map_or(0, |piece| piece.range.start);
            let end = pieces().next_back().map_or(start, |piece| piece.range.end);
            self.push(request, &(start..end), Form::Part);
        }
    }

    /// Adds a request that stands somewhere in `whole`.
    fn push(&mut self, request: Looked, whole: &Range<usize>, form: Form) {
        // Where a line begins is known at the earliest, which may be within a character.
        let start = on_characters(self.source, whole).start;
        let text = self.source.get(start..whole.end).unwrap_or_default();
        let range = exact(text, &request).unwrap_or(0..text.len());
        self.found.push(Place {
            request,
            range: start + range.start..start + range.end,
            section: self.section,
            form,
        });
    }
}

/// Whether a text may have a request in it; hardly any has.
fn may_have(text: &Text) -> bool {
    text.visible().any(|piece| look::has_method(&piece.text))
}

/// From the method to the end of the address, whichever comes first.
fn exact(text: &str, request: &Looked) -> Option<Range<usize>> {
    let method = request.method.as_str();
    let start = text.find(method)?;
    let after = start + method.len();
    if let Some(at) = text[after..].find(&request.address) {
        return Some(start..after + at + request.address.len());
    }
    let at = text.find(&request.address)?;
    Some(at..after)
}

/// Reads a line; what is set as code as a whole may have any words after the path.
fn read(line: &[Piece], tail: Tail) -> Option<Looked> {
    let mut visible = line.iter().filter(|piece| !piece.text.trim().is_empty());
    let first = visible.next()?;
    // A link leads to the request itself.
    if first.link.is_some() && tail == Tail::SetApart {
        return None;
    }
    let code = first.style == Style::Code && visible.next().is_none();
    look::line(&plain(line), if code { Tail::Anything } else { tail }).or_else(|| {
        // A heading may have words before it: "Lend a book `POST /books/:id/lend`".
        let mut codes = line.iter().filter(|piece| piece.style == Style::Code);
        let titled = || codes.find_map(|piece| look::line(&piece.text, Tail::SetApart));
        (tail == Tail::Anything).then(titled)?
    })
}

fn range(line: &[Piece]) -> Range<usize> {
    let start = line.first().map_or(0, |piece| piece.range.start);
    let end = line.last().map_or(start, |piece| piece.range.end);
    start..end
}
