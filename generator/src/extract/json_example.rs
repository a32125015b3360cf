//! JSON as documents print it: valid, or with faults that have one certain repair, or not.
//!
//! What comes in: the text of a code block. What goes out: an [`ExampleBody`] and the faults with
//! their places in the text. Strict JSON is read by `serde_json`; only what it refuses (or what
//! it would accept silently, a key that stands twice) goes through the tolerant reader below.

use std::ops::Range;

use docbind_spec::{ExampleBody, InvalidJson, JsonFault};
use serde_json::{Map, Value};

#[cfg(test)]
mod tests;

/// Nesting beyond this is a fault, not a reason to exhaust the stack.
const MAX_DEPTH: usize = 100;

/// A fault with its place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// What is wrong.
    pub(crate) kind: JsonFault,
    /// Where.
    pub(crate) range: Range<usize>,
    /// The change that mends this fault and nothing else, where there is a certain one.
    pub(crate) change: Option<Change>,
    /// Whether it may be the effect of another fault, where the text cannot be read to its end.
    doubtful: bool,
}

/// A stretch of the text and what should stand there instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Change {
    /// These bytes are too many.
    Delete(Range<usize>),
    /// A comma is missing directly after this byte.
    CommaAfter(usize),
}

/// A member of an object or an item of a list, with its places in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Member {
    /// Where it is, as a JSON pointer.
    pub(crate) pointer: String,
    /// The key with its quotes; the value's place where there is none.
    pub(crate) key: Range<usize>,
    /// The value.
    pub(crate) value: Range<usize>,
}

/// What was read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct JsonExample {
    /// The body.
    pub(crate) body: ExampleBody,
    /// Its faults in order of appearance.
    pub(crate) faults: Vec<Fault>,
}

/// Whether a text is meant to be JSON: it begins with a bracket and holds something JSON-like.
pub(crate) fn looks_like_json(text: &str) -> bool {
    let text = text.trim_start();
    match text.chars().next() {
        Some('{') => text[1..]
            .trim_start()
            .starts_with(['"', '}', '/', '.', '\'']),
        Some('[') => text[1..].trim_start().starts_with([
            '"', '{', '[', ']', '.', '/', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9',
            't', 'f', 'n',
        ]),
        _ => false,
    }
}

/// Whether a text is a lone number, text, boolean or null in JSON. Any word may look like one, so
/// the block has to be marked as JSON.
pub(crate) fn is_scalar(info: &str, text: &str) -> bool {
    let marked = info
        .split([' ', ',', '{'])
        .next()
        .is_some_and(|word| word.eq_ignore_ascii_case("json"));
    let value = || serde_json::from_str::<Value>(text);
    marked && value().is_ok_and(|value| !value.is_object() && !value.is_array())
}

/// Reads a text that is meant to be JSON.
pub(crate) fn read(text: &str) -> JsonExample {
    let mut reader = Reader::new(text);
    let value = reader.document();
    let faults = if reader.certain {
        reader.faults
    } else {
        until_doubt(reader.faults, value.is_some())
    };
    if faults.is_empty()
        && let Ok(value) = serde_json::from_str::<Value>(text)
    {
        return JsonExample {
            body: ExampleBody::Json(value),
            faults,
        };
    }
    let mut kinds: Vec<JsonFault> = Vec::new();
    for fault in &faults {
        if !kinds.contains(&fault.kind) {
            kinds.push(fault.kind);
        }
    }
    if kinds.is_empty() {
        kinds.push(JsonFault::Other);
    }
    let repaired = if reader.certain { value } else { None };
    let text = text.trim_end_matches('\n').to_owned();
    JsonExample {
        body: ExampleBody::Invalid(InvalidJson {
            text,
            faults: kinds,
            repaired,
        }),
        faults,
    }
}

/// The faults of a text that cannot be read to its end: the certain ones, and the first one that
/// may be what keeps it from being read. What stands behind that one may be nothing but its echo.
fn until_doubt(mut faults: Vec<Fault>, to_the_end: bool) -> Vec<Fault> {
    // A fault may be noticed after others that stand behind it.
    faults.sort_by_key(|fault| fault.range.start);
    let end = faults.iter().position(|fault| fault.doubtful);
    faults.truncate(end.map_or(faults.len(), |first| first + 1));
    for fault in &mut faults {
        // What mends one fault is certain only where all of the example is.
        fault.change = None;
        // A comma there did not help.
        if fault.kind == JsonFault::MissingComma && !to_the_end {
            fault.kind = JsonFault::Other;
        }
    }
    faults
}

/// Every member of a text, also of one with faults, in order of appearance.
pub(crate) fn members(text: &str) -> Vec<Member> {
    let mut reader = Reader::new(text);
    reader.members = Some(Vec::new());
    reader.document();
    reader.members.unwrap_or_default()
}

/// One step of a JSON pointer.
pub(crate) fn step(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    faults: Vec<Fault>,
    /// Whether every fault so far has exactly one sensible repair.
    certain: bool,
    /// The members so far, where somebody wants to know.
    members: Option<Vec<Member>>,
    /// The pointer to what is being read, where somebody wants to know.
    pointer: String,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            faults: Vec::new(),
            certain: true,
            members: None,
            pointer: String::new(),
        }
    }

    /// Reads a value as a member under this name; one of a list has no key.
    fn member(&mut self, name: &str, key: Option<&Range<usize>>, depth: usize) -> Option<Value> {
        let Some(number) = self.members.as_ref().map(Vec::len) else {
            return self.value(depth);
        };
        self.blank();
        let (before, start) = (self.pointer.len(), self.at);
        self.pointer.push('/');
        self.pointer.push_str(&step(name));
        let place = start..start;
        self.members.get_or_insert_default().push(Member {
            pointer: self.pointer.clone(),
            key: key.cloned().unwrap_or(place.clone()),
            value: place,
        });
        let value = self.value(depth);
        let place = start..self.at;
        if let Some(member) = self.members.as_mut().and_then(|all| all.get_mut(number)) {
            if key.is_none() {
                member.key = place.clone();
            }
            member.value = place;
        }
        self.pointer.truncate(before);
        value
    }

    fn document(&mut self) -> Option<Value> {
        let value = self.value(0);
        self.blank();
        if value.is_some() && self.at < self.text.len() {
            let kind = match self.peek() {
                Some('{' | '[' | '"') => JsonFault::SeveralValues,
                Some('}' | ']') => JsonFault::Unbalanced,
                _ => JsonFault::Other,
            };
            self.hopeless(kind, self.at..self.text.len());
        }
        value
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        self.blank();
        if depth > MAX_DEPTH {
            self.hopeless(JsonFault::Other, self.at..self.at);
            return None;
        }
        match self.peek() {
            Some('{') => self.object(depth),
            Some('[') => self.array(depth),
            Some('"') => self.string().map(Value::String),
            Some(_) => self.scalar(),
            None => {
                self.hopeless(JsonFault::Unbalanced, self.at..self.at);
                None
            }
        }
    }

    fn object(&mut self, depth: usize) -> Option<Value> {
        let mut map = Map::new();
        self.at += 1;
        loop {
            self.separators('}')?;
            match self.peek() {
                Some('}') => {
                    self.at += 1;
                    return Some(Value::Object(map));
                }
                Some('"') => {}
                _ => {
                    self.hopeless(JsonFault::Other, self.here());
                    return None;
                }
            }
            let start = self.at;
            let key = self.string()?;
            let key_range = start..self.at;
            self.blank();
            if self.peek() != Some(':') {
                self.hopeless(JsonFault::Other, self.here());
                return None;
            }
            self.at += 1;
            let value = self.member(&key, Some(&key_range), depth + 1)?;
            if map.insert(key, value).is_some() {
                self.fault(JsonFault::DuplicateKey, key_range);
            }
            self.comma('}')?;
        }
    }

    fn array(&mut self, depth: usize) -> Option<Value> {
        let mut items = Vec::new();
        self.at += 1;
        loop {
            self.separators(']')?;
            if self.peek() == Some(']') {
                self.at += 1;
                return Some(Value::Array(items));
            }
            let name = items.len().to_string();
            items.push(self.member(&name, None, depth + 1)?);
            self.comma(']')?;
        }
    }

    /// Skips what may stand before a member: blanks, comments, a bare `...` with its comma.
    fn separators(&mut self, close: char) -> Option<()> {
        loop {
            self.blank();
            if self.rest().starts_with("...") || self.rest().starts_with('…') {
                let start = self.at;
                let after = self.rest().trim_start_matches(['.', '…']).len();
                self.at = self.text.len() - after;
                self.fault(JsonFault::Ellipsis, start..self.at);
                self.blank();
                if self.peek() == Some(',') {
                    self.at += 1;
                }
            } else if self.peek().is_none() {
                self.hopeless(JsonFault::Unbalanced, self.here());
                return None;
            } else {
                // A member or the closing bracket; the other bracket is one too many.
                if matches!(self.peek(), Some('}' | ']')) && self.peek() != Some(close) {
                    self.hopeless(JsonFault::Unbalanced, self.here());
                    return None;
                }
                return Some(());
            }
        }
    }

    /// Reads what must stand after a member: a comma, or the closing bracket, which stays.
    fn comma(&mut self, close: char) -> Option<()> {
        let end = self.at;
        self.blank();
        let at = self.at;
        match self.peek() {
            Some(',') => {
                self.at += 1;
                self.blank();
                if self.peek() == Some(close) {
                    let change = Change::Delete(at..at + 1);
                    self.mendable(JsonFault::TrailingComma, at..at + 1, change);
                }
                Some(())
            }
            Some(c) if c == close => Some(()),
            Some('"' | '{' | '[') => {
                // A value ends there, so there is a byte before.
                let change = Change::CommaAfter(end.saturating_sub(1));
                self.mendable(JsonFault::MissingComma, at..at, change);
                Some(())
            }
            Some('.' | '…') => Some(()),
            Some('}' | ']') | None => {
                self.hopeless(JsonFault::Unbalanced, self.here());
                None
            }
            Some(_) => {
                self.hopeless(JsonFault::Other, self.here());
                None
            }
        }
    }

    fn string(&mut self) -> Option<String> {
        let start = self.at;
        self.at += 1;
        let mut out = String::new();
        while let Some(c) = self.peek() {
            self.at += c.len_utf8();
            match c {
                '"' => return Some(out),
                '\\' => self.escape(&mut out),
                c if (c as u32) < 0x20 => {
                    // A raw line end may as well be a quote that was forgotten.
                    let range = self.at - 1..self.at;
                    if c == '\n' {
                        self.hopeless(JsonFault::ControlCharacter, range);
                    } else {
                        self.fault(JsonFault::ControlCharacter, range);
                    }
                    out.push(c);
                }
                c => out.push(c),
            }
        }
        self.hopeless(JsonFault::Unbalanced, start..self.text.len());
        None
    }

    fn escape(&mut self, out: &mut String) {
        let start = self.at - 1;
        let Some(c) = self.peek() else { return };
        self.at += c.len_utf8();
        match c {
            '"' | '\\' | '/' => out.push(c),
            'b' => out.push('\u{8}'),
            'f' => out.push('\u{c}'),
            'n' => out.push('\n'),
            'r' => out.push('\r'),
            't' => out.push('\t'),
            'u' => match self.unicode() {
                Some(c) => out.push(c),
                None => self.hopeless(JsonFault::BadEscape, start..self.at),
            },
            // Markdown and shells have people write backslashes before punctuation.
            c if c.is_ascii_punctuation() => {
                let change = Change::Delete(start..start + 1);
                self.mendable(JsonFault::BadEscape, start..self.at, change);
                out.push(c);
            }
            // Whether the backslash or the letter after it is wrong, nobody can tell.
            c => {
                self.hopeless(JsonFault::BadEscape, start..self.at);
                out.push(c);
            }
        }
    }

    fn unicode(&mut self) -> Option<char> {
        let first = self.hex4()?;
        if (0xd800..0xdc00).contains(&first) {
            self.at += self.rest().starts_with("\\u").then_some(2)?;
            let second = self.hex4()?;
            let low = second.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
            return char::from_u32(0x10000 + ((first - 0xd800) << 10) + low);
        }
        char::from_u32(first)
    }

    fn hex4(&mut self) -> Option<u32> {
        let digits = self.rest().get(..4)?;
        let code = u32::from_str_radix(digits, 16).ok()?;
        self.at += 4;
        Some(code)
    }

    fn scalar(&mut self) -> Option<Value> {
        let rest = self.rest();
        let end = rest
            .find(|c: char| ",]} \t\r\n".contains(c))
            .unwrap_or(rest.len());
        let word = &rest[..end];
        match serde_json::from_str::<Value>(word) {
            Ok(value) => {
                self.at += end;
                Some(value)
            }
            Err(_) => {
                let kind = if word.starts_with("...") {
                    JsonFault::Ellipsis
                } else {
                    JsonFault::Other
                };
                self.hopeless(kind, self.at..self.at + end);
                None
            }
        }
    }

    /// Skips blanks and comments.
    fn blank(&mut self) {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start_matches([' ', '\t', '\r', '\n']);
            let skipped = rest.len() - trimmed.len();
            let comment = (trimmed.starts_with("//") || trimmed.starts_with('#'))
                .then(|| trimmed.find('\n').unwrap_or(trimmed.len()));
            self.at += skipped;
            let Some(end) = comment else { return };
            self.fault(JsonFault::Comment, self.at..self.at + end);
            self.at += end;
        }
    }

    fn fault(&mut self, kind: JsonFault, range: Range<usize>) {
        self.push(kind, range, None);
    }

    fn mendable(&mut self, kind: JsonFault, range: Range<usize>, change: Change) {
        self.push(kind, range, Some(change));
    }

    fn hopeless(&mut self, kind: JsonFault, range: Range<usize>) {
        self.certain = false;
        self.push(kind, range, None);
        if let Some(fault) = self.faults.last_mut() {
            fault.doubtful = true;
        }
    }

    fn push(&mut self, kind: JsonFault, range: Range<usize>, change: Option<Change>) {
        // A quote too many or too few makes strings of what is none, and the other way round.
        let doubtful = matches!(kind, JsonFault::MissingComma | JsonFault::ControlCharacter);
        self.faults.push(Fault {
            kind,
            range,
            change,
            doubtful,
        });
    }

    fn here(&self) -> Range<usize> {
        self.at..self.at + self.peek().map_or(0, char::len_utf8)
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }
}
