//! From the parser's events to sections and blocks.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::anchor::Anchors;
use super::edited::Edited;
use super::inline::{Effect, Inline};
use super::items::{self, Items, Numbers};
use super::normalise::{ELEMENT, Normalised};
use super::{
    Block, BlockKind, Code, Element, Item, List, Page, Piece, Section, Style, Table, Text, rows,
};
use crate::few;
use crate::source::{FileId, SourceFile};

/// Lists and quotes nested deeper than this are read as if they stood on this level: no person
/// nests deeper, and no page may exhaust the stack.
const MAX_DEPTH: usize = 32;

/// Builds the page.
pub(super) fn page(file: FileId, source: &SourceFile, normalised: &Normalised) -> Page {
    let mut builder = Builder::new(normalised);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for (event, range) in Parser::new_ext(normalised.text.edited.text(), options).into_offset_iter()
    {
        builder.event(event, range);
    }
    let (sections, inner_anchors) = builder.finish();
    Page {
        file,
        path: source.path.clone(),
        sections,
        inner_anchors,
    }
}

/// A block that is still open.
enum Open {
    List {
        numbers: Numbers,
        items: Items,
        range: Range<usize>,
    },
    Item {
        blocks: Vec<Block>,
        column: usize,
        range: Range<usize>,
    },
    Quote {
        blocks: Vec<Block>,
        range: Range<usize>,
    },
    /// A list or quote beyond [`MAX_DEPTH`]; its blocks go to the container around it.
    Transparent,
}

struct Builder<'a> {
    page: &'a Normalised,
    text_of_page: &'a Edited,
    sections: Vec<Section>,
    anchors: Anchors,
    inner_anchors: Vec<String>,
    open: Vec<Open>,
    text: Option<Text>,
    /// The room for pieces that the next text grows in.
    room: Vec<Piece>,
    /// Where a tight item's text stands, which has no paragraph of its own.
    loose: bool,
    code: Option<(Code, Range<usize>)>,
    table: Option<(Table, Range<usize>)>,
    cells: Vec<Text>,
    html: Option<(String, Range<usize>)>,
    strong: usize,
    struck: usize,
    links: Vec<String>,
    /// How many images are open, whose descriptions are no text.
    images: usize,
    inline: Inline,
}

impl<'a> Builder<'a> {
    fn new(page: &'a Normalised) -> Self {
        let preamble = Section {
            level: 0,
            title: Text::default(),
            anchor: String::new(),
            parent: None,
            blocks: Vec::new(),
        };
        Self {
            page,
            text_of_page: &page.text.edited,
            sections: vec![preamble],
            anchors: Anchors::default(),
            inner_anchors: Vec::new(),
            open: Vec::new(),
            text: None,
            room: Vec::new(),
            loose: false,
            code: None,
            table: None,
            cells: Vec::new(),
            html: None,
            strong: 0,
            struck: 0,
            links: Vec::new(),
            images: 0,
            inline: Inline::default(),
        }
    }

    fn event(&mut self, event: Event<'_>, raw: Range<usize>) {
        let range = self.text_of_page.page(raw.clone());
        match event {
            Event::Start(tag) => self.start(tag, raw, range),
            Event::End(tag) => self.end(tag, raw, range),
            Event::Text(text) => self.text_event(&text, raw, range),
            Event::Code(code) => self.piece(&code, Style::Code, range),
            Event::InlineHtml(html) => self.inline_html(&html, range),
            Event::Html(html) => {
                if let Some((text, _)) = &mut self.html {
                    text.push_str(&html);
                }
            }
            Event::SoftBreak | Event::HardBreak => self.piece("\n", Style::Plain, range),
            Event::Rule => self.block(BlockKind::Rule, range),
            _ => {}
        }
    }

    fn inline_html(&mut self, html: &str, range: Range<usize>) {
        match self.inline.tag(html) {
            Effect::Style => {}
            Effect::Break => self.piece("\n", Style::Plain, range),
            Effect::Unknown => self.piece(html, Style::Html, range),
        }
    }

    fn start(&mut self, tag: Tag<'_>, raw: Range<usize>, range: Range<usize>) {
        if !matches!(
            tag,
            Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. } | Tag::Strikethrough
        ) {
            self.flush_loose();
        }
        match tag {
            Tag::Heading { .. } => {
                self.begin_text();
                self.strong += usize::from(!self.open.is_empty());
            }
            Tag::TableCell => self.begin_text(),
            Tag::Paragraph => {
                self.begin_text();
                self.loose = false;
            }
            Tag::CodeBlock(kind) => {
                let code = match kind {
                    CodeBlockKind::Fenced(info) => {
                        let shown = self.text_of_page.text().get(raw).unwrap_or_default();
                        Code::fenced(info.trim().to_owned(), shown)
                    }
                    CodeBlockKind::Indented => Code::new(String::new()),
                };
                self.code = Some((code, range));
            }
            Tag::HtmlBlock => self.html = Some((String::new(), range)),
            Tag::Table(_) => {
                self.table = Some((
                    Table {
                        header: Vec::new(),
                        rows: Vec::new(),
                    },
                    range,
                ));
            }
            Tag::List(first) => {
                let numbers = match first {
                    Some(_) => Numbers::Given,
                    None => Numbers::Absent,
                };
                self.open(Open::List {
                    numbers,
                    items: Items::default(),
                    range,
                });
            }
            Tag::Item => self.open(Open::Item {
                blocks: Vec::new(),
                column: items::column(self.text_of_page.text(), raw.start),
                range,
            }),
            Tag::BlockQuote(_) => self.open(Open::Quote {
                blocks: Vec::new(),
                range,
            }),
            Tag::Emphasis | Tag::Strong => self.strong += 1,
            Tag::Strikethrough => self.struck += 1,
            Tag::Link { dest_url, .. } => self.links.push(dest_url.into_string()),
            Tag::Image { dest_url, .. } => {
                self.links.push(dest_url.into_string());
                self.images += 1;
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, raw: Range<usize>, range: Range<usize>) {
        match tag {
            TagEnd::Heading(_) if !self.open.is_empty() => self.inner_heading(range),
            TagEnd::Heading(level) => self.heading(level, range.start),
            TagEnd::Paragraph => {
                let text = self.take_text();
                self.paragraph(text, range);
            }
            TagEnd::CodeBlock => {
                if let Some((code, range)) = self.code.take() {
                    self.block(BlockKind::Code(Arc::new(code)), range);
                }
            }
            TagEnd::HtmlBlock => {
                if let Some((html, range)) = self.html.take() {
                    self.block(BlockKind::Html(html), range);
                }
            }
            TagEnd::TableCell => {
                let cell = self.take_text();
                self.cells.push(cell);
            }
            TagEnd::TableHead => {
                let cells = std::mem::take(&mut self.cells);
                if let Some((table, _)) = &mut self.table {
                    table.header = cells;
                }
            }
            TagEnd::TableRow => self.row(raw, range),
            TagEnd::Table => {
                if let Some((table, range)) = self.table.take() {
                    self.block(BlockKind::Table(table), range);
                }
            }
            TagEnd::List(_) | TagEnd::Item | TagEnd::BlockQuote(_) => {
                self.flush_loose();
                self.close();
            }
            TagEnd::Emphasis | TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Strikethrough => self.struck = self.struck.saturating_sub(1),
            TagEnd::Link => drop(self.links.pop()),
            TagEnd::Image => {
                self.links.pop();
                self.images = self.images.saturating_sub(1);
            }
            _ => {}
        }
    }

    fn text_event(&mut self, text: &str, raw: Range<usize>, range: Range<usize>) {
        if let Some((code, _)) = &mut self.code {
            code.append(text, raw, self.text_of_page);
            return;
        }
        // An image in a cell, such as a check mark, says what its description says.
        let style = if self.images > 0 && self.table.is_none() {
            Style::Html
        } else if self.strong > 0 || self.inline.is_strong() {
            Style::Strong
        } else {
            Style::Plain
        };
        self.piece(text, style, range);
    }

    fn piece(&mut self, text: &str, style: Style, range: Range<usize>) {
        if self.text.is_none() {
            // The text of a tight list item comes without a paragraph around it.
            self.begin_text();
            self.loose = true;
        }
        let struck = style != Style::Html && (self.struck > 0 || self.inline.is_struck());
        let style = if struck { Style::Struck } else { style };
        let link = self.links.last().or(self.inline.link()).cloned();
        if let Some(current) = &mut self.text {
            match current.pieces.last_mut() {
                Some(last) if last.style == style && style != Style::Code && last.link == link => {
                    last.text.push_str(text);
                    last.range.end = range.end.max(last.range.end);
                }
                _ => {
                    let piece = Piece {
                        text: text.to_owned(),
                        style,
                        link,
                        range,
                    };
                    current.pieces.push(piece);
                }
            }
        }
    }

    /// A text begins, in the room that the last one had.
    fn begin_text(&mut self) {
        let pieces = std::mem::take(&mut self.room);
        self.text = Some(Text { pieces });
    }

    /// The text that is complete, in no more room than it needs.
    fn take_text(&mut self) -> Text {
        self.inline.end();
        let mut grown = self.text.take().unwrap_or_default().pieces;
        let mut pieces = Vec::with_capacity(grown.len());
        pieces.append(&mut grown);
        self.room = grown;
        Text { pieces }
    }

    fn flush_loose(&mut self) {
        if self.loose {
            self.loose = false;
            let text = self.take_text();
            let range = text.range();
            self.paragraph(text, range);
        }
    }

    /// A paragraph, or the element for which it stands.
    fn paragraph(&mut self, mut text: Text, range: Range<usize>) {
        let element = self.page.elements.get(&range.start);
        let first = text.pieces.first_mut();
        let (Some(element), Some(first)) = (element, first) else {
            self.block(BlockKind::Paragraph(text), range);
            return;
        };
        let Some(rest) = first.text.strip_prefix(ELEMENT) else {
            self.block(BlockKind::Paragraph(text), range);
            return;
        };
        first.text = rest.to_owned();
        first.range.start = element.content.min(first.range.end);
        if first.text.is_empty() {
            text.pieces.remove(0);
        }
        let kind = BlockKind::Element(Box::new(Element {
            name: element.name.clone(),
            attributes: element.attributes.clone(),
            text,
        }));
        self.block(kind, range.start..range.end.max(element.end));
    }

    /// A heading inside a quote or a list item is a line of that, and no section begins with it.
    fn inner_heading(&mut self, range: Range<usize>) {
        self.strong = self.strong.saturating_sub(1);
        let title = self.take_text();
        self.inner_anchors.push(self.anchors.assign(&title.plain()));
        self.block(BlockKind::Paragraph(title), range);
    }

    fn heading(&mut self, level: HeadingLevel, at: usize) {
        let title = self.take_text();
        let level = level as u8;
        // Only sections around the last one can be around this one.
        let mut parent = self.sections.len().checked_sub(1);
        while let Some(number) = parent {
            let section = &self.sections[number];
            if section.level < level {
                parent = parent.filter(|_| section.level > 0);
                break;
            }
            parent = section.parent;
        }
        let anchor = match self.page.anchors.get(&at) {
            Some(chosen) => self.anchors.choose(chosen),
            None => self.anchors.assign(&title.plain()),
        };
        self.sections.push(Section {
            level,
            title,
            anchor,
            parent,
            blocks: Vec::new(),
        });
    }

    fn row(&mut self, raw: Range<usize>, range: Range<usize>) {
        let cells = std::mem::take(&mut self.cells);
        if let Some((table, _)) = &mut self.table {
            let row = rows::read(self.text_of_page, raw, range, cells, table.header.len());
            table.rows.push(row);
        }
    }

    fn block(&mut self, kind: BlockKind, range: Range<usize>) {
        let block = Block { kind, range };
        for open in self.open.iter_mut().rev() {
            match open {
                Open::Item { blocks, .. } | Open::Quote { blocks, .. } => {
                    few::push(blocks, block);
                    return;
                }
                Open::List { .. } | Open::Transparent => {}
            }
        }
        if let Some(section) = self.sections.last_mut() {
            few::push(&mut section.blocks, block);
        }
    }

    fn open(&mut self, open: Open) {
        let beyond = self.open.len() >= MAX_DEPTH;
        self.open
            .push(if beyond { Open::Transparent } else { open });
    }

    fn close(&mut self) {
        match self.open.pop() {
            Some(Open::Item {
                blocks,
                column,
                range,
            }) => match self.open.last_mut() {
                Some(Open::List { numbers, items, .. }) => {
                    items.add(Item { blocks, range }, column, *numbers);
                }
                _ => blocks
                    .into_iter()
                    .for_each(|block| self.block(block.kind, block.range)),
            },
            Some(Open::List {
                numbers,
                items,
                range,
            }) => {
                let list = List {
                    ordered: numbers == Numbers::Given,
                    items: items.all,
                };
                self.block(BlockKind::List(list), range);
            }
            Some(Open::Quote { blocks, range }) => self.block(BlockKind::Quote(blocks), range),
            Some(Open::Transparent) | None => {}
        }
    }

    fn finish(mut self) -> (Vec<Section>, Vec<String>) {
        self.flush_loose();
        (self.sections, self.inner_anchors)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::RowShape;

    fn read(text: &str) -> Page {
        let file = SourceFile {
            path: "a.md".to_owned(),
            text: text.to_owned(),
        };
        super::super::read(FileId(0), &file)
    }

    #[test]
    fn code_lines_know_their_place_in_crlf_pages() {
        let text = "a\r\n\r\n```\r\nGET /a\r\nGET /ü\r\n```\r\n";
        let page = read(text);
        let BlockKind::Code(code) = &page.sections[0].blocks[1].kind else {
            panic!("{page:?}")
        };
        let (start, line) = code.lines().nth(1).unwrap();
        assert_eq!(line, "GET /ü");
        assert_eq!(&text[code.range(start..start + line.len())], "GET /ü");
    }

    #[test]
    fn rows_tell_their_shape_and_keep_surplus_cells() {
        let page = read("| A | B |\n|---|---|\n| a | b |\n| a | b\n| a |\n| a | (x|y) |\n");
        let BlockKind::Table(table) = &page.sections[0].blocks[0].kind else {
            panic!("{page:?}")
        };
        let shapes: Vec<_> = table.rows.iter().map(|row| row.shape).collect();
        use RowShape::{Long, Regular, Short, Unclosed};
        assert_eq!(shapes, [Regular, Unclosed, Short, Long]);
        assert_eq!(table.rows[3].cells[1].plain(), "(x|y)");
    }

    #[test]
    fn a_list_may_follow_a_paragraph_without_a_blank_line() {
        let page = read("Parameters:\n+ `id` (required) - x\n* `b`\n");
        let kinds: Vec<_> = page.sections[0].blocks.iter().map(|b| &b.kind).collect();
        assert!(matches!(
            kinds[..],
            [
                BlockKind::Paragraph(_),
                BlockKind::List(_),
                BlockKind::List(_)
            ]
        ));
    }

    fn shape(blocks: &[Block]) -> String {
        let shown = blocks.iter().map(|block| match &block.kind {
            BlockKind::Paragraph(text) => text.plain(),
            BlockKind::List(list) => {
                let items = list.items.iter().map(|item| shape(&item.blocks));
                format!("[{}]", items.collect::<Vec<_>>().join(", "))
            }
            BlockKind::Quote(blocks) => format!("> {}", shape(blocks)),
            _ => "?".to_owned(),
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn items_that_stand_deeper_are_nested() {
        for (text, expected) in [
            ("-   a\n  -   b\n  -   c\n-   d\n", "[a [b, c], d]"),
            ("- a\n  - b\n- c\n", "[a [b], c]"),
            ("-   a\n    - b\n  - c\n", "[a [b, c]]"),
            ("- a\n - b\n", "[a, b]"),
            ("> -   a\n>   -   b\n", "> [a [b]]"),
            (" 9. a\n10. b\n", "[a, b]"),
        ] {
            assert_eq!(shape(&read(text).sections[0].blocks), expected, "{text}");
        }
    }

    #[test]
    fn headings_in_containers_are_paragraphs() {
        let page = read("# A\n\n> ## Note\n> b\n\n- ### c\n\n  d\n\ne\n\n## Note\n");
        let titles: Vec<_> = page.sections.iter().map(|it| it.title.plain()).collect();
        assert_eq!(titles, ["", "A", "Note"]);
        assert_eq!(shape(&page.sections[1].blocks), "> Note b [c d] e");
        let BlockKind::Quote(blocks) = &page.sections[1].blocks[0].kind else {
            panic!("{page:?}")
        };
        let BlockKind::Paragraph(text) = &blocks[0].kind else {
            panic!("{page:?}")
        };
        assert_eq!(text.pieces[0].style, Style::Strong);
        // A link may lead there all the same.
        assert_eq!(page.inner_anchors, ["note", "c"]);
        assert_eq!(page.sections[2].anchor, "note-1");
    }

    #[test]
    fn deep_nesting_is_flattened() {
        let text = format!("{}x", "> ".repeat(5000));
        assert_eq!(read(&text).sections.len(), 1);
        let text: String = (0..500)
            .map(|n| format!("{}- x\n", " ".repeat(n * 2)))
            .collect();
        assert_eq!(read(&text).sections.len(), 1);
    }
}
