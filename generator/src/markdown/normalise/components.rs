//! Tags that only group or decorate: `<div>`, `<details>`, `<Tabs>`, `<TabItem value="a">`.
//!
//! They go, and what they enclose is Markdown like everything else: as far to the left as the
//! element stands, and in a block of its own where the tag begins one. Tags of tables, lists,
//! headings, code and emphasis stay; a placeholder such as `<id>` is no tag.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::edited::Edit;
use super::super::line;
use super::super::scan::{Kind, Scan};
use super::super::tag::{Form, Tag};
use super::vanish;

/// Elements of HTML that make a block and say nothing.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "div",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "header",
    "hgroup",
    "hr",
    "iframe",
    "main",
    "nav",
    "p",
    "section",
    "summary",
    "video",
];

/// Elements within a line that say nothing.
const INLINE: &[&str] = &[
    "abbr", "button", "font", "img", "input", "ins", "label", "mark", "picture", "small", "source",
    "span", "sub", "sup", "svg", "u", "wbr",
];

/// Elements whose contents nobody reads.
const UNSEEN: &[&str] = &["script", "style"];

/// Where an element within a line stands alone on it, it would begin a block.
const ALONE: &[&str] = &["a", "b", "br", "em", "i", "strong"];

/// Takes such tags out.
pub(super) fn edits(text: &str, scan: &Scan) -> Vec<Edit> {
    let tags = tags(text, scan);
    let mut edits = dedent(text, scan, &tags);
    for (number, found) in tags.iter().enumerate() {
        edits.push(edit(text, scan, &tags, number, found));
    }
    edits
}

/// A tag that goes.
struct Found {
    range: Range<usize>,
    name: String,
    form: Form,
    block: bool,
    /// Whether only such tags stand before it on its line, and only such after it.
    first: bool,
    last: bool,
}

fn tags(text: &str, scan: &Scan) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::new();
    let mut closed: BTreeMap<&str, usize> = BTreeMap::new();
    let mut tags = Vec::new();
    let mut from = 0;
    while let Some(at) = line::find(text, b'<', from) {
        from = at + 1;
        if let Some(region) = scan.region(at)
            && !(region.kind == Kind::Indented && starts_component(text, scan, at))
        {
            from = region.range.end;
            continue;
        }
        let Some(tag) = Tag::at(text, at) else {
            continue;
        };
        from = tag.range.end;
        if tag.form == Form::Close {
            closed.insert(tag.name, at);
        }
        tags.push(tag);
    }
    let mut skip = 0;
    let mut anchors = Vec::new();
    let mut alone = Alone::default();
    for tag in &tags {
        let anchor = is_anchor(tag, &mut anchors);
        if tag.range.start < skip || !(anchor || goes(tag, &closed, &mut alone, text, scan)) {
            continue;
        }
        let unseen = tag.form == Form::Open && tag.is_one_of(UNSEEN);
        let range = if unseen && closed.get(tag.name) > Some(&tag.range.start) {
            let end = end_of(text, tag);
            skip = end;
            tag.range.start..end
        } else {
            tag.range.clone()
        };
        all.push(Found {
            range,
            name: tag.name.to_owned(),
            form: tag.form,
            block: !tag.is_one_of(INLINE) && !tag.is_one_of(ALONE),
            first: false,
            last: false,
        });
    }
    mark_lines(text, &mut all);
    all
}

/// Whether the first on an indented line is a tag of a component, which begins no code.
fn starts_component(text: &str, scan: &Scan, at: usize) -> bool {
    let before = text.get(scan.line(at).start..at).unwrap_or_default();
    let rest = text.get(at..).unwrap_or_default();
    let name = rest.trim_start_matches(['<', '/']);
    before.trim().is_empty() && name.starts_with(|c: char| c.is_ascii_uppercase())
}

/// The line that was looked at last, and whether it has nothing but tags.
#[derive(Default)]
struct Alone {
    line: Range<usize>,
    only_tags: bool,
}

impl Alone {
    fn holds(&mut self, text: &str, line: Range<usize>) -> bool {
        if line != self.line {
            self.only_tags = text.get(line.clone()).is_some_and(vanish::is_tags);
            self.line = line;
        }
        self.only_tags
    }
}

/// Whether a tag is one that goes.
fn goes(
    tag: &Tag<'_>,
    closed: &BTreeMap<&str, usize>,
    alone: &mut Alone,
    text: &str,
    scan: &Scan,
) -> bool {
    if tag.is_one_of(BLOCKS) || tag.is_one_of(INLINE) || tag.is_one_of(UNSEEN) {
        return true;
    }
    if tag.is_one_of(ALONE) {
        return alone.holds(text, scan.line(tag.range.start));
    }
    let component =
        tag.name.starts_with(|c: char| c.is_ascii_uppercase()) || tag.name.contains(['-', '.']);
    // `<BookId>` in an address is a placeholder.
    component
        && (tag.form != Form::Open || closed.contains_key(tag.name) || !tag.attributes().is_empty())
}

/// Whether a tag is one of `<a name="x">` and its end, which only name a place.
fn is_anchor(tag: &Tag<'_>, open: &mut Vec<Target>) -> bool {
    if !tag.is("a") {
        return false;
    }
    let target = match tag.attribute("href") {
        Some(_) => Target::Elsewhere,
        None => Target::Here,
    };
    match tag.form {
        Form::Open => {
            open.push(target);
            target == Target::Here
        }
        Form::Close => open.pop() == Some(Target::Here),
        Form::Empty => target == Target::Here,
    }
}

/// Where a link leads.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    Elsewhere,
    Here,
}

/// Where an element ends whose contents nobody reads.
fn end_of(text: &str, open: &Tag<'_>) -> usize {
    let rest = text.get(open.range.end..).unwrap_or_default();
    let closing = format!("</{}", open.name);
    let found = rest.find(&closing).map(|at| open.range.end + at);
    let close = found.and_then(|at| Tag::at(text, at));
    close.map_or(open.range.end, |tag| tag.range.end)
}

/// Finds out which tags have nothing but tags before and after them on their lines.
fn mark_lines(text: &str, all: &mut [Found]) {
    let mut before: Option<(usize, bool)> = None;
    for found in all.iter_mut() {
        let start = line::start_after(text, found.range.start, before.map(|(end, _)| end));
        let shown = text.get(start.0..found.range.start).unwrap_or_default();
        let same_line = start.1;
        found.first = line::container(shown) == shown.len()
            && (!same_line || before.is_some_and(|(_, first)| first));
        before = Some((found.range.end, found.first));
    }
    let mut after: Option<(usize, bool)> = None;
    for found in all.iter_mut().rev() {
        let rest = text.get(found.range.end..).unwrap_or_default();
        let next = after.map(|(start, _)| start - found.range.end);
        let shown = next.and_then(|next| rest.get(..next)).unwrap_or(rest);
        let blank = shown.len() - shown.trim_start_matches([' ', '\t']).len();
        let stop = shown.get(blank..).unwrap_or_default();
        found.last =
            stop.starts_with('\n') || (stop.is_empty() && after.is_none_or(|(_, last)| last));
        after = Some((found.range.start, found.last));
    }
}

fn edit(text: &str, scan: &Scan, tags: &[Found], number: usize, found: &Found) -> Edit {
    let range = found.range.clone();
    if found.first && found.last {
        return vanish::tag(text, range);
    }
    let begin = scan.line(range.start).start;
    let line = text.get(begin..).unwrap_or_default();
    if !found.block || line::is_row(line) || line.trim_start().starts_with('#') {
        return Edit::remove(range);
    }
    let before = text.get(begin..range.start);
    let prefix = prefix(before.unwrap_or_default());
    if found.first {
        let marked = before.is_some_and(|it| !it.trim_matches([' ', '\t', '>']).is_empty());
        let same_line = number
            .checked_sub(1)
            .and_then(|before| tags.get(before))
            .is_some_and(|it| it.range.end > begin);
        return if marked || same_line {
            Edit::remove(range)
        } else {
            Edit::replace(range, format!("\n{prefix}"))
        };
    }
    if found.last {
        return Edit::replace(range, "\n");
    }
    Edit::replace(range, format!("\n\n{prefix}"))
}

/// What a line begins with that goes on with what stands on this one.
fn prefix(before: &str) -> String {
    let kept = before.get(..line::container(before)).unwrap_or_default();
    kept.chars()
        .map(|c| if c == '>' { '>' } else { ' ' })
        .collect()
}

/// Moves the contents of elements as far to the left as the elements stand.
fn dedent(text: &str, scan: &Scan, tags: &[Found]) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut open: Vec<Contents> = Vec::new();
    let mut tags = tags
        .iter()
        .filter(|tag| tag.block && tag.first && tag.last && tag.form != Form::Empty)
        .peekable();
    let mut start = 0;
    while start < text.len() {
        let end = line::end(text, start);
        let shown = text.get(start..end).unwrap_or_default();
        let mut has_tag = false;
        while let Some(tag) = tags.next_if(|tag| tag.range.start < end) {
            has_tag = true;
            if tag.form == Form::Open && open.len() < MOST_OPEN {
                open.push(Contents::new(&tag.name, line::indent(shown)));
            } else if tag.form == Form::Close
                && let Some(at) = open.iter().rposition(|it| it.name == tag.name)
            {
                open.drain(at..).for_each(|it| it.edits(text, &mut edits));
            }
        }
        if let Some(around) = open.last_mut().filter(|_| !has_tag)
            && !shown.trim().is_empty()
        {
            // Lines within a fence go with the fence.
            let inside = scan
                .region(start)
                .is_some_and(|it| it.kind == Kind::Fence && it.range.start < start);
            if !inside {
                let indent = shown.len() - shown.trim_start_matches(' ').len();
                around.least = around.least.min(indent);
            }
            around.lines.push(start);
        }
        start = end + 1;
    }
    edits
}

/// No person nests deeper.
const MOST_OPEN: usize = 64;

/// The lines of an element that stand in no element within it.
struct Contents {
    name: String,
    /// How far the element stands to the right.
    indent: usize,
    /// The smallest indentation of its lines.
    least: usize,
    lines: Vec<usize>,
}

impl Contents {
    fn new(name: &str, indent: usize) -> Self {
        Self {
            name: name.to_owned(),
            indent,
            least: usize::MAX,
            lines: Vec::new(),
        }
    }

    fn edits(self, text: &str, edits: &mut Vec<Edit>) {
        // An element in an item of a list stays there; another one has no indentation.
        let keep = if self.indent < 4 { self.indent } else { 0 };
        let shift = if self.least == usize::MAX {
            0
        } else {
            self.least.saturating_sub(keep)
        };
        for start in self.lines {
            let rest = text.get(start..).unwrap_or_default();
            let blanks = rest.len() - rest.trim_start_matches(' ').len();
            let cut = shift.min(blanks);
            if cut > 0 {
                edits.push(Edit::remove(start..start + cut));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::after;
    use super::edits;

    #[test]
    fn tags_go_and_contents_are_markdown() {
        for (text, expected) in [
            ("<aside class=\"notice\">\na\n</aside>\n", "\na\n\n"),
            ("<aside>a</aside>\nb\n", "\na\n\nb\n"),
            ("a\n<p>b</p><p>c</p>\n", "a\n\nb\n\n\n\nc\n\n"),
            (
                "<Tabs>\n  <Tab value=\"a\">\n\n    ```\n      b\n    ```\n\n  </Tab>\n</Tabs>\n",
                "\n  \n\n  ```\n    b\n  ```\n\n  \n\n",
            ),
            ("<div>\n  <b>a</b>\n</div>\n", "\n<b>a</b>\n\n"),
            ("- <p>a</p>\n  <p>b</p>\n", "- a\n\n  \n  b\n\n"),
            ("## A <span>b</span>\n", "## A b\n"),
            ("GET /books/<Id>/<id>\n", "GET /books/<Id>/<id>\n"),
            ("<a name=\"x\"></a>\n## A\n", "\n## A\n"),
            ("<style>\n\na { b: c }\n</style>\nd\n", "\nd\n"),
            (
                "## <a name=\"x\"></a>A <a href=\"y\">b</a>\n",
                "## A <a href=\"y\">b</a>\n",
            ),
            ("`<div>`\n", "`<div>`\n"),
            ("| <div>a</div> |\n|---|\n", "| a |\n|---|\n"),
        ] {
            assert_eq!(after(edits, text), expected, "{text}");
        }
    }
}
