//! From the parser's events to sections and blocks.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::anchor::Anchors;
use super::{
    Block, BlockKind, Code, Item, List, Page, Piece, Row, RowShape, Section, Style, Table, Text,
};
use crate::source::{FileId, SourceFile};

/// Lists and quotes nested deeper than this are read as if they stood on this level: no person
/// nests deeper, and no page may exhaust the stack.
const MAX_DEPTH: usize = 32;

/// Builds the page.
pub(super) fn page(file: FileId, source: &SourceFile) -> Page {
    let mut builder = Builder::new(&source.text);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for (event, range) in Parser::new_ext(&source.text, options).into_offset_iter() {
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
        ordered: bool,
        items: Vec<Item>,
        range: Range<usize>,
    },
    Item {
        blocks: Vec<Block>,
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
    source: &'a str,
    sections: Vec<Section>,
    anchors: Anchors,
    inner_anchors: Vec<String>,
    open: Vec<Open>,
    text: Option<Text>,
    /// Where a tight item's text stands, which has no paragraph of its own.
    loose: bool,
    code: Option<(Code, Range<usize>)>,
    table: Option<(Table, Range<usize>)>,
    cells: Vec<Text>,
    html: Option<(String, Range<usize>)>,
    strong: usize,
    links: Vec<String>,
}

impl<'a> Builder<'a> {
    fn new(source: &'a str) -> Self {
        let preamble = Section {
            level: 0,
            title: Text::default(),
            anchor: String::new(),
            parent: None,
            blocks: Vec::new(),
        };
        Self {
            source,
            sections: vec![preamble],
            anchors: Anchors::default(),
            inner_anchors: Vec::new(),
            open: Vec::new(),
            text: None,
            loose: false,
            code: None,
            table: None,
            cells: Vec::new(),
            html: None,
            strong: 0,
            links: Vec::new(),
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => self.text_event(&text, range),
            Event::Code(code) => self.piece(&code, Style::Code, range),
            Event::InlineHtml(html) => self.piece(&html, Style::Html, range),
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

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        if !matches!(
            tag,
            Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. } | Tag::Strikethrough
        ) {
            self.flush_loose();
        }
        match tag {
            Tag::Heading { .. } => {
                self.text = Some(Text::default());
                self.strong += usize::from(!self.open.is_empty());
            }
            Tag::TableCell => self.text = Some(Text::default()),
            Tag::Paragraph => {
                self.text = Some(Text::default());
                self.loose = false;
            }
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => info.trim().to_owned(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((
                    Code {
                        info,
                        text: String::new(),
                        chunks: Vec::new(),
                    },
                    range,
                ));
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
                self.open(Open::List {
                    ordered: first.is_some(),
                    items: Vec::new(),
                    range,
                });
            }
            Tag::Item => self.open(Open::Item {
                blocks: Vec::new(),
                range,
            }),
            Tag::BlockQuote(_) => self.open(Open::Quote {
                blocks: Vec::new(),
                range,
            }),
            Tag::Emphasis | Tag::Strong => self.strong += 1,
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.links.push(dest_url.into_string());
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Heading(_) if !self.open.is_empty() => self.inner_heading(range),
            TagEnd::Heading(level) => self.heading(level),
            TagEnd::Paragraph => {
                let text = self.text.take().unwrap_or_default();
                self.block(BlockKind::Paragraph(text), range);
            }
            TagEnd::CodeBlock => {
                if let Some((code, range)) = self.code.take() {
                    self.block(BlockKind::Code(code), range);
                }
            }
            TagEnd::HtmlBlock => {
                if let Some((html, range)) = self.html.take() {
                    self.block(BlockKind::Html(html), range);
                }
            }
            TagEnd::TableCell => {
                let cell = self.text.take().unwrap_or_default();
                self.cells.push(cell);
            }
            TagEnd::TableHead => {
                let cells = std::mem::take(&mut self.cells);
                if let Some((table, _)) = &mut self.table {
                    table.header = cells;
                }
            }
            TagEnd::TableRow => self.row(range),
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
            TagEnd::Link | TagEnd::Image => {
                self.links.pop();
            }
            _ => {}
        }
    }

    fn text_event(&mut self, text: &str, range: Range<usize>) {
        match &mut self.code {
            Some((code, _)) => code.append(text, range.start),
            None => self.piece(
                text,
                if self.strong > 0 {
                    Style::Strong
                } else {
                    Style::Plain
                },
                range,
            ),
        }
    }

    fn piece(&mut self, text: &str, style: Style, range: Range<usize>) {
        if self.text.is_none() {
            // The text of a tight list item comes without a paragraph around it.
            self.text = Some(Text::default());
            self.loose = true;
        }
        let link = self.links.last().cloned();
        if let Some(current) = &mut self.text {
            match current.pieces.last_mut() {
                Some(last) if last.style == style && style != Style::Code && last.link == link => {
                    last.text.push_str(text);
                    last.range.end = range.end;
                }
                _ => current.pieces.push(Piece {
                    text: text.to_owned(),
                    style,
                    link,
                    range,
                }),
            }
        }
    }

    fn flush_loose(&mut self) {
        if self.loose {
            self.loose = false;
            if let Some(text) = self.text.take() {
                let range = text.range();
                self.block(BlockKind::Paragraph(text), range);
            }
        }
    }

    /// A heading inside a quote or a list item is a line of that, and no section begins with it.
    fn inner_heading(&mut self, range: Range<usize>) {
        self.strong = self.strong.saturating_sub(1);
        let title = self.text.take().unwrap_or_default();
        self.inner_anchors.push(self.anchors.assign(&title.plain()));
        self.block(BlockKind::Paragraph(title), range);
    }

    fn heading(&mut self, level: HeadingLevel) {
        let title = self.text.take().unwrap_or_default();
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
        let anchor = self.anchors.assign(&title.plain());
        self.sections.push(Section {
            level,
            title,
            anchor,
            parent,
            blocks: Vec::new(),
        });
    }

    fn row(&mut self, range: Range<usize>) {
        let mut cells = std::mem::take(&mut self.cells);
        let Some((table, _)) = &mut self.table else {
            return;
        };
        let raw = self.source.get(range.clone()).unwrap_or_default();
        let (count, closed, surplus) = raw_cells(raw, table.header.len());
        let shape = match count.cmp(&table.header.len()) {
            std::cmp::Ordering::Less => RowShape::Short,
            std::cmp::Ordering::Greater => RowShape::Long,
            std::cmp::Ordering::Equal if !closed && raw.trim_start().starts_with('|') => {
                RowShape::Unclosed
            }
            std::cmp::Ordering::Equal => RowShape::Regular,
        };
        if let (Some(surplus), Some(last)) = (surplus, cells.last_mut()) {
            let text = raw
                .get(surplus.clone())
                .unwrap_or_default()
                .trim_end_matches(['|', ' ']);
            let start = range.start + surplus.start;
            last.pieces.push(Piece {
                text: format!("|{text}"),
                style: Style::Plain,
                link: None,
                range: start..start + text.len(),
            });
        }
        let end = range.start + raw.trim_end_matches([' ', '\t', '\r', '\n']).len();
        table.rows.push(Row {
            cells,
            range,
            end,
            shape,
        });
    }

    fn block(&mut self, kind: BlockKind, range: Range<usize>) {
        let block = Block { kind, range };
        for open in self.open.iter_mut().rev() {
            match open {
                Open::Item { blocks, .. } | Open::Quote { blocks, .. } => {
                    blocks.push(block);
                    return;
                }
                Open::List { .. } | Open::Transparent => {}
            }
        }
        if let Some(section) = self.sections.last_mut() {
            section.blocks.push(block);
        }
    }

    fn open(&mut self, open: Open) {
        let beyond = self.open.len() >= MAX_DEPTH;
        self.open
            .push(if beyond { Open::Transparent } else { open });
    }

    fn close(&mut self) {
        match self.open.pop() {
            Some(Open::Item { blocks, range }) => match self.open.last_mut() {
                Some(Open::List { ordered, items, .. }) => {
                    add_item(self.source, items, Item { blocks, range }, *ordered);
                }
                _ => blocks
                    .into_iter()
                    .for_each(|block| self.block(block.kind, block.range)),
            },
            Some(Open::List {
                ordered,
                items,
                range,
            }) => {
                self.block(BlockKind::List(List { ordered, items }), range);
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

/// Adds an item to a list. One that stands clearly deeper than the first one belongs below the
/// one before: writers indent by two blanks, which Markdown does not always take for nesting.
fn add_item(source: &str, items: &mut Vec<Item>, item: Item, ordered: bool) {
    let column = |item: &Item| column(source, item.range.start);
    let deeper = items
        .first()
        .is_some_and(|first| column(&item) >= column(first) + 2);
    let Some(last) = items.last_mut().filter(|_| deeper) else {
        items.push(item);
        return;
    };
    last.range.end = last.range.end.max(item.range.end);
    if let Some(Block {
        kind: BlockKind::List(list),
        range,
    }) = last.blocks.last_mut()
    {
        range.end = range.end.max(item.range.end);
        list.items.push(item);
        return;
    }
    let range = item.range.clone();
    let items = vec![item];
    let kind = BlockKind::List(List { ordered, items });
    last.blocks.push(Block { kind, range });
}

/// How far from the beginning of its line the first character at or after a place stands.
fn column(source: &str, at: usize) -> usize {
    let (before, after) = source.split_at_checked(at).unwrap_or_default();
    let line = before.rfind('\n').map_or(0, |end| end + 1);
    let blanks = after.len() - after.trim_start_matches([' ', '\t']).len();
    at - line + blanks
}

/// How many cells a row really has, whether it ends in a pipe, and where the cells stand that
/// the header has no column for.
fn raw_cells(raw: &str, columns: usize) -> (usize, bool, Option<Range<usize>>) {
    let line = raw.trim_end();
    let body_start = line.len() - line.trim_start().len();
    let body_start = body_start + usize::from(line[body_start..].starts_with('|'));
    let mut pipes = Vec::new();
    let mut escaped = false;
    for (at, c) in line.char_indices().skip_while(|(at, _)| *at < body_start) {
        if c == '|' && !escaped {
            pipes.push(at);
        }
        escaped = c == '\\' && !escaped;
    }
    let closed = pipes.last() == Some(&(line.len().saturating_sub(1)));
    let count = pipes.len() + usize::from(!closed);
    let surplus = (count > columns && columns > 0)
        .then(|| pipes.get(columns - 1).map(|at| at + 1..line.len()))
        .flatten();
    (count, closed, surplus)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Page {
        page(
            FileId(0),
            &SourceFile {
                path: "a.md".to_owned(),
                text: text.to_owned(),
            },
        )
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
