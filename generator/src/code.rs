//! Code that is not formatted yet, and the macro that writes it.
//!
//! What comes in: Rust between the brackets of [`code!`], with values in it as `#name`. What goes
//! out: its text, which [`crate::output`] formats. Text of the documents becomes a literal or
//! documentation, a name becomes one word: neither can be anything else, whatever it holds.

use std::fmt;

/// Code: each token of it is followed by a blank or the end of a line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Code(String);

/// How many bytes most pieces of code have at most.
const ROOM: usize = 160;

/// A name in code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Name<'a>(&'a str);

/// What can stand in code as `#name`.
pub(crate) trait Insert {
    /// Adds it at the end.
    fn insert(&self, code: &mut Code);
}

/// Code as it is written here, with the values of variables where `#name` stands.
///
/// Other than `quote!` it has no repetitions: what is repeated is collected before.
macro_rules! code {
    ($($tokens:tt)*) => {{
        #[allow(unused_mut, reason = "there may be no tokens")]
        let mut code = $crate::code::Code::with_room();
        $crate::code::fill!(code [] $($tokens)*);
        code
    }};
}

/// Adds tokens to code, those between two values as one text.
macro_rules! fill {
    ($code:ident []) => {};
    ($code:ident [$($text:expr,)+]) => {
        $code.push(concat!($($text, " "),+));
    };
    ($code:ident [$($text:expr,)*] # $name:ident $($rest:tt)*) => {
        $crate::code::fill!($code [$($text,)*]);
        $crate::code::Insert::insert(&$name, &mut $code);
        $crate::code::fill!($code [] $($rest)*);
    };
    ($code:ident [$($text:expr,)*] ($($inner:tt)*) $($rest:tt)*) => {
        $crate::code::fill!($code [$($text,)* "(",] $($inner)* @close ")" $($rest)*);
    };
    ($code:ident [$($text:expr,)*] [$($inner:tt)*] $($rest:tt)*) => {
        $crate::code::fill!($code [$($text,)* "[",] $($inner)* @close "]" $($rest)*);
    };
    ($code:ident [$($text:expr,)*] {$($inner:tt)*} $($rest:tt)*) => {
        $crate::code::fill!($code [$($text,)* "{",] $($inner)* @close "}" $($rest)*);
    };
    ($code:ident [$($text:expr,)*] @close $close:literal $($rest:tt)*) => {
        $crate::code::fill!($code [$($text,)* $close,] $($rest)*);
    };
    ($code:ident [$($text:expr,)*] $first:tt $($rest:tt)*) => {
        $crate::code::fill!($code [$($text,)* stringify!($first),] $($rest)*);
    };
}

pub(crate) use {code, fill};

impl Code {
    /// No tokens, and room for as many as most pieces of code have.
    pub(crate) fn with_room() -> Self {
        Self(String::with_capacity(ROOM))
    }

    /// Adds tokens, each followed by a blank: for [`code!`].
    pub(crate) fn push(&mut self, tokens: &str) {
        self.0.push_str(tokens);
    }

    /// Adds a line of documentation; `sign` is `///` or `//!`, a blank follows it. What would end
    /// the line is left out.
    pub(crate) fn push_doc(&mut self, sign: &'static str, line: &str) {
        let ends_line = |byte: u8| matches!(byte, b'\n' | b'\r');
        self.0.push_str(sign);
        if !line.is_empty() {
            self.0.push(' ');
        }
        if line.bytes().any(ends_line) {
            self.0.extend(line.split(['\n', '\r']));
        } else {
            self.0.push_str(line);
        }
        self.0.push('\n');
    }

    /// Whether it has no tokens.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The tokens as text.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    fn token(&mut self, token: fmt::Arguments<'_>) {
        // A string takes everything.
        let _ = fmt::Write::write_fmt(&mut self.0, token);
        self.0.push(' ');
    }
}

impl Extend<Code> for Code {
    fn extend<I: IntoIterator<Item = Code>>(&mut self, codes: I) {
        for code in codes {
            code.insert(self);
        }
    }
}

impl FromIterator<Code> for Code {
    fn from_iter<I: IntoIterator<Item = Code>>(codes: I) -> Self {
        let mut codes = codes.into_iter();
        let mut all = codes.next().unwrap_or_default();
        all.extend(codes);
        all
    }
}

/// Values with a comma between each two.
pub(crate) fn list<T: Insert>(values: impl IntoIterator<Item = T>) -> Code {
    let mut code = Code::with_room();
    for value in values {
        if !code.is_empty() {
            code.push(", ");
        }
        value.insert(&mut code);
    }
    code
}

impl<'a> Name<'a> {
    /// One of the names that [`crate::names`] makes.
    pub(crate) const fn new(name: &'a str) -> Self {
        Self(name)
    }
}

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Insert for Code {
    fn insert(&self, code: &mut Code) {
        code.0.push_str(&self.0);
    }
}

impl Insert for Name<'_> {
    fn insert(&self, code: &mut Code) {
        // Nothing else gets through, so that a name is a word whatever it was made of.
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        if self.0.bytes().all(is_plain) {
            code.0.push_str(self.0);
        } else {
            let ends_word = |c: char| !c.is_alphanumeric() && c != '_';
            code.0.extend(self.0.split(ends_word));
        }
        code.0.push(' ');
    }
}

impl<T: Insert + ?Sized> Insert for &T {
    fn insert(&self, code: &mut Code) {
        (**self).insert(code);
    }
}

impl<T: Insert> Insert for Option<T> {
    fn insert(&self, code: &mut Code) {
        if let Some(value) = self {
            value.insert(code);
        }
    }
}

/// A literal.
impl Insert for str {
    fn insert(&self, code: &mut Code) {
        code.0.push('"');
        let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\';
        if self.bytes().all(is_plain) {
            code.0.push_str(self);
        } else {
            escape(self, &mut code.0);
        }
        code.0.push_str("\" ");
    }
}

impl Insert for String {
    fn insert(&self, code: &mut Code) {
        self.as_str().insert(code);
    }
}

fn escape(text: &str, out: &mut String) {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            // Digits behind it would belong to it.
            '\0' if matches!(chars.peek(), Some('0'..='7')) => out.push_str("\\x00"),
            '\'' => out.push(c),
            _ => out.extend(c.escape_debug()),
        }
    }
}

/// Whether a byte may stand in a word, for each of them.
const IN_WORDS: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        let code = byte as u8;
        table[byte] = code.is_ascii_alphanumeric() || code == b'_' || code >= 0x80;
        byte += 1;
    }
    table
};

/// Whether a byte may stand in a word.
pub(crate) const fn is_word(byte: u8) -> bool {
    IN_WORDS[byte as usize]
}

/// The end of the word that begins at a place or before it.
pub(crate) fn end_of_word(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let length = rest.iter().position(|byte| !is_word(*byte));
    length.map_or(bytes.len(), |length| at + length)
}

/// Numbers of a type that their place decides.
macro_rules! insert_numbers {
    ($($ty:ty),*) => {
        $(impl Insert for $ty {
            fn insert(&self, code: &mut Code) {
                code.token(format_args!("{self}"));
            }
        })*
    };
}

insert_numbers!(bool, i64, u16, u64, usize);

impl Insert for f64 {
    fn insert(&self, code: &mut Code) {
        let text = self.to_string();
        let fraction = if text.contains('.') { "" } else { ".0" };
        code.token(format_args!("{text}{fraction}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_where_their_names_are() {
        let (name, text, number) = (Name::new("b"), "c\"\\\n\0\x001é'", 7_u16);
        let none: Option<Code> = None;
        let inner = list(["x", "y"]);
        let code =
            code!(#[a(x)] fn #name<'a>(&'a self) -> [u8; #number] { #none f(#text, #inner) });
        assert_eq!(
            code.as_str(),
            "# [ a ( x ) ] fn b < 'a > ( & 'a self ) -> [ u8 ; 7 ] { f ( \"c\\\"\\\\\\n\\0\\x001é'\" , \"x\" , \"y\" ) } "
        );
        assert!(code!().is_empty());
    }

    #[test]
    fn nothing_leaves_its_place() {
        let name = Name::new("a{}\n");
        assert_eq!(code!(#name).as_str(), "a ");
        let mut code = Code::default();
        code.push_doc("///", "a\nb\rc");
        assert_eq!(code.as_str(), "/// abc\n");
        assert_eq!(list([0.5, 2.0]).as_str(), "0.5 , 2.0 ");
    }
}
