//! The text of an answer as nodes.
//!
//! In: bytes. Out: the tree that `serde_json` makes of them, at a third of the cost, because
//! nothing is generic here and texts without escapes are only pointed at. Nothing where the bytes
//! are no JSON or nest too deep: what is wrong then, `serde_json` says. It also reads texts with
//! escapes and numbers that are not short whole ones.

use std::borrow::Cow;

use serde_json::Number;

use super::node::Node;

/// How deep lists and objects may nest here; a little less than where `serde_json` stops.
const DEPTH: usize = 100;

/// How many digits a number has that surely fits.
const SHORT: usize = 18;

/// How many fields an object is expected to have.
const FIELDS: usize = 8;

/// The value that the bytes are.
pub(crate) fn parse(bytes: &[u8]) -> Option<Node<'_>> {
    let mut parser = Parser {
        text: std::str::from_utf8(bytes).ok()?,
        at: 0,
    };
    let node = parser.value(DEPTH)?;
    parser.peek().is_none().then_some(node)
}

/// A text, and how much of it is read.
struct Parser<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Parser<'t> {
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that is no blank.
    fn peek(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = self.byte() {
            self.at += 1;
        }
        self.byte()
    }

    /// Takes the next byte that is no blank, if it is this one.
    fn take(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn value(&mut self, depth: usize) -> Option<Node<'t>> {
        match self.peek()? {
            b'"' => self.string().map(Node::Text),
            b'{' => self.object(depth.checked_sub(1)?),
            b'[' => self.list(depth.checked_sub(1)?),
            b'n' => self.word("null", Node::Null),
            b't' => self.word("true", Node::Bool(true)),
            b'f' => self.word("false", Node::Bool(false)),
            _ => self.number().map(Node::Number),
        }
    }

    fn word(&mut self, word: &str, node: Node<'t>) -> Option<Node<'t>> {
        let is_next = self.text.as_bytes()[self.at..].starts_with(word.as_bytes());
        self.at += word.len();
        is_next.then_some(node)
    }

    fn object(&mut self, depth: usize) -> Option<Node<'t>> {
        self.at += 1;
        if self.take(b'}') {
            return Some(Node::Object(Vec::new()));
        }
        let mut pairs = Vec::with_capacity(FIELDS);
        loop {
            if self.peek()? != b'"' {
                return None;
            }
            let key = self.string()?;
            if !self.take(b':') {
                return None;
            }
            pairs.push((key, self.value(depth)?));
            if !self.take(b',') {
                return self.take(b'}').then_some(Node::Object(pairs));
            }
        }
    }

    fn list(&mut self, depth: usize) -> Option<Node<'t>> {
        self.at += 1;
        if self.take(b']') {
            return Some(Node::List(Vec::new()));
        }
        let mut items = Vec::new();
        loop {
            items.push(self.value(depth)?);
            if !self.take(b',') {
                return self.take(b']').then_some(Node::List(items));
            }
        }
    }

    /// A text, from the quote before it on.
    fn string(&mut self) -> Option<Cow<'t, str>> {
        let begin = self.at;
        let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | ..0x20);
        let mut end = begin + 1;
        let mut is_plain = true;
        loop {
            let rest = self.text.as_bytes().get(end..)?;
            end += rest.iter().position(is_special)?;
            match self.text.as_bytes().get(end)? {
                b'"' => break,
                b'\\' => {
                    is_plain = false;
                    end += 2;
                }
                _ => return None,
            }
        }
        self.at = end + 1;
        if is_plain {
            return self.text.get(begin + 1..end).map(Cow::Borrowed);
        }
        let quoted = self.text.get(begin..self.at)?;
        serde_json::from_str(quoted).ok().map(Cow::Owned)
    }

    fn number(&mut self) -> Option<Number> {
        let begin = self.at;
        let is_part = |byte| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        while self.byte().is_some_and(is_part) {
            self.at += 1;
        }
        let text = self.text.get(begin..self.at)?;
        let is_whole = text.bytes().all(|byte| byte.is_ascii_digit());
        if is_whole && text.len() <= SHORT && !text.starts_with('0') {
            return text.parse::<u64>().ok().map(Number::from);
        }
        serde_json::from_str(text).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str) {
        let expected = serde_json::from_str::<Node<'_>>(text).ok();
        let parsed = parse(text.as_bytes());
        assert_eq!(format!("{parsed:?}"), format!("{expected:?}"), "{text}");
    }

    #[test]
    fn reads_what_serde_json_reads() {
        for text in [
            " {\"a\": [1, -2, {}], \"b\\n\" : null,\t\"a\":[ ]}\r\n",
            "[true,false,null,\"\",\"\\u00fc \\\\\",\"ü\",[[\"\\\"\"]]]",
            "[0, -0, 7, 7.0, 1e3, -1.5E-2, 999999999999999999, 1000000000000000000]",
            "[18446744073709551615, 18446744073709551616, -9223372036854775809]",
            "\"\u{7f}\u{2028}\"",
        ] {
            check(text);
            assert!(parse(text.as_bytes()).is_some(), "{text}");
        }
    }

    #[test]
    fn reads_nothing_else() {
        for text in [
            "",
            " ",
            "{",
            "[",
            "[1,]",
            "{\"a\":1,}",
            "{\"a\" 1}",
            "{a:1}",
            "[1 2]",
            "{} x",
            "nul",
            "nulll",
            "tru",
            "01",
            "-",
            "+1",
            "1.",
            ".5",
            "1e",
            "\"",
            "\"\\\"",
            "\"\\x\"",
            "\"\\ud800\"",
            "\"a\nb\"",
            "\u{feff}1",
            "NaN",
            "'a'",
            "]",
            "1-1",
            "\"a\\",
        ] {
            check(text);
            assert!(parse(text.as_bytes()).is_none(), "{text}");
        }
        assert!(parse(b"\"\xff\"").is_none());
    }

    #[test]
    fn leaves_what_nests_deep_to_others() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        check(&nested(DEPTH));
        assert!(parse(nested(DEPTH).as_bytes()).is_some());
        for depth in [DEPTH + 1, 1_000_000] {
            assert!(parse(nested(depth).as_bytes()).is_none());
            assert!(parse("[".repeat(depth).as_bytes()).is_none());
            assert!(parse("{\"a\":".repeat(depth).as_bytes()).is_none());
        }
    }
}
