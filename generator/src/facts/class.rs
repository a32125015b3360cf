//! The lexical class of a text, and a placeholder of the same class.

/// What a text looks like, whatever it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    /// Nothing, a number or a boolean in quotes, a media type: stays.
    Plain,
    /// `404 Not Found`, possibly with a text after a colon.
    Status,
    /// `<name>`: a template, stays.
    Template,
    /// A point in time, also a malformed one.
    Timestamp,
    /// A calendar date.
    Date,
    /// `scheme://…`
    Url,
    /// `user@host:path`
    Remote,
    /// `user@host`
    Email,
    /// Hexadecimal digits, at least seven.
    Hex,
    /// Words between commas, without blanks.
    List,
    /// Words between slashes, without blanks.
    Path,
    /// Several words or lines.
    Text,
    /// One word with characters that an address cannot hold.
    Encoded,
    /// One word.
    Word,
}

const MEDIA: [&str; 8] = [
    "application/",
    "audio/",
    "font/",
    "image/",
    "message/",
    "multipart/",
    "text/",
    "video/",
];

const ENDINGS: [&str; 24] = [
    "bmp", "css", "csv", "diff", "gif", "gz", "html", "jpeg", "jpg", "js", "json", "log", "md",
    "patch", "pdf", "png", "py", "rb", "rs", "svg", "tar", "txt", "xml", "zip",
];

impl Class {
    /// The class of a text.
    pub(super) fn of(text: &str) -> Self {
        let plain = text.is_empty()
            || matches!(text, "true" | "false" | "null")
            || is_number(text)
            || is_media_type(text);
        if plain {
            return Self::Plain;
        }
        if is_template(text) {
            return Self::Template;
        }
        if status_end(text).is_some() {
            return Self::Status;
        }
        if let Some(class) = of_time(text) {
            return class;
        }
        if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return Self::Text;
        }
        Self::of_word(text)
    }

    fn of_word(text: &str) -> Self {
        if scheme_end(text).is_some() {
            return Self::Url;
        }
        if let Some((user, host)) = text.split_once('@')
            && is_name(user)
        {
            if host
                .split_once(':')
                .is_some_and(|(host, path)| is_name(host) && !path.is_empty())
            {
                return Self::Remote;
            }
            if host.contains('.') && is_name(host) {
                return Self::Email;
            }
        }
        if is_hex(text) {
            return Self::Hex;
        }
        if text.contains(',') && text.split(',').all(|part| !part.is_empty()) {
            return Self::List;
        }
        if text.contains('/') {
            return Self::Path;
        }
        if text.chars().all(stands_in_address) {
            Self::Word
        } else {
            Self::Encoded
        }
    }

    /// The placeholder with this number for a text of the class. `key` is what the text stands
    /// under. Lists and statuses are made of their parts elsewhere.
    pub(super) fn placeholder(self, text: &str, key: &str, number: usize) -> String {
        match self {
            Self::Plain | Self::Template | Self::Status | Self::List => text.to_owned(),
            Self::Timestamp | Self::Date => time(text, number),
            Self::Url => {
                let end = scheme_end(text).unwrap_or_default();
                format!("{}example.com/{number}", &text[..end])
            }
            Self::Remote => format!("git@example.com:group-{number}/name-{number}.git"),
            Self::Email => format!("person{number}@example.com"),
            Self::Hex => hex(text.len(), number),
            Self::Path => {
                let root = if text.starts_with('/') { "/" } else { "" };
                format!("{root}folder-{number}/name-{number}{}", ending(text))
            }
            Self::Text => words(text, number),
            Self::Encoded => format!("{}#{number}", base(key)),
            Self::Word => format!("{}-{number}{}", base(key), ending(text)),
        }
    }
}

/// Where the number and its phrase end in a text that begins with a status, such as
/// `404 Not Found` or `404 Not Found: …`.
pub(super) fn status_end(text: &str) -> Option<usize> {
    let digits = text.get(..3)?;
    let known =
        digits.bytes().all(|byte| byte.is_ascii_digit()) && ("100".."600").contains(&digits);
    let rest = text[3..].strip_prefix(' ')?;
    let begins = rest.starts_with(|c: char| c.is_uppercase() || c == '(');
    (known && begins && !text.contains('\n'))
        .then(|| text.find(": ").map_or(text.len(), |at| at + 2))
}

fn is_template(text: &str) -> bool {
    text.strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'))
        .is_some_and(|name| !name.is_empty() && is_name(name))
}

fn is_number(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
        && text.parse::<f64>().is_ok()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.'))
}

fn is_media_type(text: &str) -> bool {
    MEDIA.iter().any(|kind| {
        text.strip_prefix(kind).is_some_and(|rest| {
            let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '-');
            !rest.is_empty() && rest.chars().all(plain)
        })
    })
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+'))
}

fn is_hex(text: &str) -> bool {
    text.len() >= 7
        && text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        && text.bytes().any(|byte| byte.is_ascii_digit())
}

fn stands_in_address(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@".contains(c)
}

fn scheme_end(text: &str) -> Option<usize> {
    let at = text.find("://")?;
    let scheme = &text[..at];
    let is_scheme = !scheme.is_empty()
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_scheme.then_some(at + 3)
}

/// Whether a text begins with `YYYY-MM-DD` and goes on as a time, or ends there.
fn of_time(text: &str) -> Option<Class> {
    let date = text.get(..10)?;
    let shaped = date.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => matches!(byte, b'-' | b'/'),
        _ => byte.is_ascii_digit(),
    });
    let rest = &text[10..];
    if !shaped {
        None
    } else if rest.is_empty() {
        Some(Class::Date)
    } else {
        let time = rest.strip_prefix(['T', 't', ' '])?.trim_start();
        let goes_on = time.starts_with(|c: char| c.is_ascii_digit())
            && time.contains(':')
            && time
                .chars()
                .all(|c| c.is_ascii_digit() || " :.,+-ZzUTCGM".contains(c));
        goes_on.then_some(Class::Timestamp)
    }
}

/// Another day at noon in exactly the same form: blanks, fraction and offset stay.
fn time(text: &str, number: usize) -> String {
    let number = number.saturating_sub(1);
    let date = format!(
        "{:04}{:02}{:02}",
        2001 + number / 336,
        number / 28 % 12 + 1,
        number % 28 + 1
    );
    let mut digits = date
        .chars()
        .chain("120000".chars())
        .chain(std::iter::repeat('0'));
    let mut offset = false;
    let mut out = String::new();
    for (at, c) in text.char_indices() {
        // What follows a sign after the date is the offset.
        offset |= at > 10 && matches!(c, '+' | '-');
        match c {
            '0'..='9' if !offset => out.push(digits.next().unwrap_or('0')),
            _ => out.push(c),
        }
    }
    out
}

/// Hexadecimal digits of this length, different for each number.
fn hex(length: usize, number: usize) -> String {
    let mut state = number as u64;
    let mut out = format!("{number:x}e");
    while out.len() < length {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        out.push_str(&format!("{:08x}", state >> 32));
    }
    out.truncate(length);
    // It must not look like a number or a word.
    if !out.bytes().any(|byte| byte.is_ascii_digit()) {
        out.replace_range(length - 1.., "7");
    }
    if !out.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        out.replace_range(length - 1.., "e");
    }
    out
}

/// Some words, with the same kinds of line ends and other control characters.
fn words(text: &str, number: usize) -> String {
    let inner = text.trim_end_matches(char::is_control);
    let mut out = format!("Some words {number}");
    let mut seen: Vec<char> = Vec::new();
    for c in inner.chars().filter(|c| c.is_control() && *c != '\r') {
        if !seen.contains(&c) {
            seen.push(c);
            out.push(c);
            out.push_str("and more");
        }
    }
    out.extend(text[inner.len()..].chars().find(|c| *c != '\r'));
    out
}

/// The key as the beginning of a word.
fn base(key: &str) -> String {
    let word: String = key
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .collect();
    let word = word.trim_matches('-');
    if word.starts_with(|c: char| c.is_ascii_alphabetic()) {
        word.to_owned()
    } else {
        "word".to_owned()
    }
}

/// The ending of a file's name, where it is a common one.
fn ending(text: &str) -> String {
    match text.rsplit_once('.') {
        Some((_, ending)) if ENDINGS.contains(&ending) => format!(".{ending}"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_and_placeholders() {
        for (text, class, placeholder) in [
            ("", Class::Plain, ""),
            ("true", Class::Plain, "true"),
            ("-4.5", Class::Plain, "-4.5"),
            ("image/png", Class::Plain, "image/png"),
            ("<id>", Class::Template, "<id>"),
            (
                "2012-05-23T08:00:58Z",
                Class::Timestamp,
                "2001-01-07T12:00:00Z",
            ),
            (
                "2012-05-23T08: 00: 58.392+02:00",
                Class::Timestamp,
                "2001-01-07T12: 00: 00.000+02:00",
            ),
            ("2012-05-23", Class::Date, "2001-01-07"),
            ("https://a.org/b?c", Class::Url, "https://example.com/7"),
            (
                "git@a.org:b/c.git",
                Class::Remote,
                "git@example.com:group-7/name-7.git",
            ),
            ("a.b@c.org", Class::Email, "person7@example.com"),
            ("6dcb09b", Class::Hex, "7e7e432"),
            ("/a/b.png", Class::Path, "/folder-7/name-7.png"),
            ("a/b", Class::Path, "folder-7/name-7"),
            ("one two", Class::Text, "Some words 7"),
            ("one\ntwo\n", Class::Text, "Some words 7\nand more\n"),
            ("wow\n", Class::Text, "Some words 7\n"),
            ("a%b", Class::Encoded, "a-key#7"),
            ("facade", Class::Word, "a-key-7"),
            ("a.zip", Class::Word, "a-key-7.zip"),
            ("Zx81QlSpectrum48k", Class::Word, "a-key-7"),
        ] {
            assert_eq!(Class::of(text), class, "{text}");
            let made = class.placeholder(text, "a_key", 7);
            assert_eq!(made, placeholder, "{text}");
            assert_eq!(Class::of(&made), class, "{text} becomes {made}");
        }
    }

    #[test]
    fn statuses_end_at_the_colon() {
        assert_eq!(status_end("401 Unauthorized"), Some(16));
        assert_eq!(status_end("404 Not Found: No book"), Some(15));
        assert_eq!(status_end("404 books"), None);
        assert_eq!(status_end("1984 By Heart"), None);
    }

    #[test]
    fn placeholders_differ_by_number() {
        for text in [
            "2012-05-23T08:00:58Z",
            "6dcb09b",
            "word",
            "two words",
            "a/b",
        ] {
            let class = Class::of(text);
            let mut made: Vec<String> = (1..2000)
                .map(|number| class.placeholder(text, "k", number))
                .collect();
            assert!(made.iter().all(|one| Class::of(one) == class), "{text}");
            made.sort();
            made.dedup();
            assert_eq!(made.len(), 1999, "{text}");
        }
    }
}
