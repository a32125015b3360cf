//! JSON that does not parse, with its texts replaced and its faults kept.

use super::table::Table;

/// The text with every value in quotes replaced, and bare words and comments as well. Keys,
/// numbers, brackets, commas, `...` and line ends stay where they are.
pub(super) fn text(table: &mut Table, text: &str) -> String {
    let mut reader = Reader {
        table,
        rest: text,
        out: String::new(),
        keys: Vec::new(),
        key: String::new(),
    };
    reader.read();
    reader.out
}

struct Reader<'a> {
    table: &'a mut Table,
    rest: &'a str,
    out: String,
    /// The keys of the objects and arrays around.
    keys: Vec<String>,
    key: String,
}

impl<'a> Reader<'a> {
    fn read(&mut self) {
        while let Some(c) = self.rest.chars().next() {
            match c {
                '"' => self.string(),
                '#' => self.comment(1),
                '/' if self.rest.starts_with("//") => self.comment(2),
                '{' | '[' => {
                    self.keys.push(self.key.clone());
                    self.copy(1);
                }
                '}' | ']' => {
                    self.key = self.keys.pop().unwrap_or_default();
                    self.copy(1);
                }
                c if c.is_alphabetic() => self.word(),
                c => self.copy(c.len_utf8()),
            }
        }
    }

    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }

    fn copy(&mut self, length: usize) {
        let taken = self.take(length);
        self.out.push_str(taken);
    }

    fn comment(&mut self, marker: usize) {
        self.copy(marker);
        let end = self.rest.find('\n').unwrap_or(self.rest.len());
        self.take(end);
        self.out.push_str(" comment");
    }

    fn word(&mut self) {
        let end = self
            .rest
            .find(|c: char| c.is_whitespace() || "\",:{}[]".contains(c))
            .unwrap_or(self.rest.len());
        let word = self.take(end);
        let kept = matches!(word, "true" | "false" | "null") || self.before_colon();
        if kept {
            self.out.push_str(word);
        } else {
            self.out.push_str(&self.table.text(&self.key, word));
        }
    }

    fn before_colon(&self) -> bool {
        self.rest.trim_start().starts_with(':')
    }

    fn string(&mut self) {
        let literal = Literal::read(self.rest);
        let printed = self.take(literal.length);
        if literal.closed && self.before_colon() {
            literal.text.clone_into(&mut self.key);
            self.out.push_str(printed);
            return;
        }
        let text = self.table.text(&self.key, &literal.text);
        self.out.push_str(&literal.print(&text));
    }
}

/// A text in quotes.
struct Literal {
    /// How many bytes it takes, quotes included.
    length: usize,
    /// What it says.
    text: String,
    /// Whether the closing quote stands there.
    closed: bool,
    /// Control characters that stand in it as they are.
    raw: Vec<char>,
    /// Escapes that JSON does not know.
    bad: String,
}

impl Literal {
    fn read(text: &str) -> Self {
        let mut literal = Self {
            length: text.len(),
            text: String::new(),
            closed: false,
            raw: Vec::new(),
            bad: String::new(),
        };
        let mut chars = text.char_indices().skip(1);
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => {
                    literal.length = at + 1;
                    literal.closed = true;
                    break;
                }
                '\\' => {
                    if let Some((_, escaped)) = chars.next() {
                        literal.escape(escaped, &mut chars);
                    }
                }
                c => {
                    if c.is_control() {
                        literal.raw.push(c);
                    }
                    literal.text.push(c);
                }
            }
        }
        literal
    }

    fn escape(&mut self, escaped: char, chars: &mut impl Iterator<Item = (usize, char)>) {
        match escaped {
            '"' | '\\' | '/' => self.text.push(escaped),
            'n' => self.text.push('\n'),
            't' => self.text.push('\t'),
            'r' => self.text.push('\r'),
            'b' => self.text.push('\u{8}'),
            'f' => self.text.push('\u{c}'),
            'u' => {
                let digits: String = chars.take(4).map(|(_, digit)| digit).collect();
                let code = u32::from_str_radix(&digits, 16).ok();
                self.text.extend(code.and_then(char::from_u32));
            }
            other => {
                self.bad.push('\\');
                self.bad.push(other);
                self.text.push(other);
            }
        }
    }

    /// Another text in the same quotes, with the same faults.
    fn print(&self, text: &str) -> String {
        let mut out = String::from("\"");
        for c in text.chars() {
            match c {
                '"' | '\\' => {
                    out.push('\\');
                    out.push(c);
                }
                c if self.raw.contains(&c) => out.push(c),
                '\n' => out.push_str("\\n"),
                '\t' => out.push_str("\\t"),
                c if c.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(c))),
                c => out.push(c),
            }
        }
        out.push_str(&self.bad);
        if self.closed {
            out.push('"');
        }
        out
    }
}
