//! The tolerant reader of JSON: it goes on after a fault as far as there is one sensible way.

use std::ops::Range;

use docbind_spec::JsonFault;
use serde_json::{Map, Value};

use super::{Change, Fault, Member, step, words};

/// Nesting beyond this is a fault, not a reason to exhaust the stack.
pub(super) const MAX_DEPTH: usize = 100;

/// Reads one text from its beginning.
pub(super) struct Reader<'a> {
    text: &'a str,
    at: usize,
    pub(super) faults: Vec<Fault>,
    /// Whether every fault so far has exactly one sensible repair.
    pub(super) certain: bool,
    /// The members so far, where somebody wants to know.
    pub(super) members: Option<Vec<Member>>,
    /// The pointer to what is being read, where somebody wants to know.
    pointer: String,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
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

    pub(super) fn document(&mut self) -> Option<Value> {
        let value = self.value(0);
        self.elision();
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

    /// Where each of several values stands that follow each other; nothing where one of them
    /// cannot be read.
    pub(super) fn several(&mut self) -> Option<Vec<Range<usize>>> {
        let mut places = Vec::new();
        self.elision();
        while self.at < self.text.len() {
            let start = self.at;
            self.value(0)?;
            places.push(start..self.at);
            self.elision();
            if self.peek() == Some(',') {
                self.at += 1;
                self.elision();
            }
        }
        self.certain.then_some(places)
    }

    /// Skips blanks, comments and dots that stand for further values.
    fn elision(&mut self) {
        self.blank();
        while let Some(after) = after_dots(self.rest()) {
            let start = self.at;
            self.at = self.text.len() - after.len();
            self.fault(JsonFault::Ellipsis, start..self.at);
            self.blank();
        }
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
            Some('\'') => self.other_quotes().map(Value::String),
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
            if self.peek() == Some('}') {
                self.at += 1;
                return Some(Value::Object(map));
            }
            let start = self.at;
            let key = self.key()?;
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

    /// Reads a key, in whichever quotes or in none.
    fn key(&mut self) -> Option<String> {
        match self.peek() {
            Some('"') => self.string(),
            Some('\'') => self.other_quotes(),
            _ => {
                let rest = self.rest();
                let end = words::key_end(rest);
                let Some(end) = end else {
                    self.hopeless(JsonFault::Other, self.here());
                    return None;
                };
                let key = rest[..end].to_owned();
                self.fault(JsonFault::Quotes, self.at..self.at + end);
                self.at += end;
                Some(key)
            }
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
            if let Some(after) = after_dots(self.rest()) {
                let start = self.at;
                self.at = self.text.len() - after.len();
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
            Some('"' | '\'' | '{' | '[') => {
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
        self.text_in('"')
    }

    /// A text in single quotes, as other languages have them.
    fn other_quotes(&mut self) -> Option<String> {
        let start = self.at;
        let text = self.text_in('\'')?;
        self.fault(JsonFault::Quotes, start..self.at);
        Some(text)
    }

    fn text_in(&mut self, quote: char) -> Option<String> {
        let start = self.at;
        self.at += 1;
        let mut out = String::new();
        while let Some(c) = self.peek() {
            self.at += c.len_utf8();
            match c {
                c if c == quote => return Some(out),
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
        if let Some(after) = after_dots(rest) {
            // A value that is left out: there is one, and nobody knows which.
            let end = self.text.len() - after.len();
            self.fault(JsonFault::Ellipsis, self.at..end);
            self.at = end;
            return Some(Value::Null);
        }
        if let Some((length, value)) = words::placeholder(rest) {
            self.fault(JsonFault::Placeholder, self.at..self.at + length);
            self.at += length;
            return Some(value);
        }
        let end = rest
            .find(|c: char| ",]} \t\r\n".contains(c))
            .unwrap_or(rest.len());
        match serde_json::from_str::<Value>(&rest[..end]) {
            Ok(value) => {
                self.at += end;
                Some(value)
            }
            Err(_) => {
                self.hopeless(JsonFault::Other, self.at..self.at + end);
                None
            }
        }
    }

    /// Skips blanks and comments.
    fn blank(&mut self) {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start_matches([' ', '\t', '\r', '\n']);
            let (skipped, comment) = (rest.len() - trimmed.len(), words::comment(trimmed));
            self.at += skipped;
            let Some(length) = comment else { return };
            self.fault(JsonFault::Comment, self.at..self.at + length);
            self.at += length;
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

/// What follows dots that stand for something that is left out.
fn after_dots(text: &str) -> Option<&str> {
    let dots = text.starts_with("...") || text.starts_with('…');
    dots.then(|| text.trim_start_matches(['.', '…']))
}
