//! From the text of a wire name to Rust identifiers.
//!
//! What comes in: any text. What goes out: candidates for an identifier, best first. Whether two
//! names clash is decided in [`super::scope`].
//!
//! The rules, which hold for every identifier of generated code:
//!
//! - Values are `snake_case`, types and variants `UpperCamelCase`.
//! - Signs separate words. Where nothing else distinguishes two names, or nothing else is left
//!   of a name, they are spelled out: `+1` is `plus1`, the empty text `empty`.
//! - A name that would begin with a digit gets an `n` before it.
//! - A word that Rust or the generated code uses itself gets an underscore at its end: `type_`.

use heck::{ToSnakeCase, ToUpperCamelCase};

/// What an identifier names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// A value, field, function or module.
    Snake,
    /// A type or variant.
    Camel,
}

/// Candidates for the identifier of a wire name, best first, each different from those before.
pub(super) fn candidates(wire: &str, case: Case) -> Vec<String> {
    let spelled = spell(wire);
    let cased = format!("{}_{spelled}", case_class(wire));
    let mut out: Vec<String> = Vec::new();
    for text in [plain(wire), spelled, cased] {
        let name = identifier(&text, case);
        if !out.contains(&name) {
            out.push(name);
        }
    }
    out
}

/// The best candidate.
pub(super) fn best(wire: &str, case: Case) -> String {
    identifier(&plain(wire), case)
}

/// Joins names to the name of something that belongs to all of them, such as the enumeration of
/// a parameter of a resource.
pub(super) fn join(parts: &[&str], case: Case) -> String {
    let words: Vec<_> = parts.iter().map(|part| plain(part)).collect();
    identifier(&words.join("_"), case)
}

/// The name, with an underscore where generated code uses it itself.
pub(super) fn avoid(name: String, reserved: &[&str]) -> String {
    if reserved.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    }
}

/// Whether Rust keeps this word for itself, in a place where an identifier may stand.
fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word)
}

/// Whether no crate can have this name: it would hide a word of Rust, or a crate that generated
/// code uses.
pub(crate) fn is_reserved_crate(name: &str, used: &[&str]) -> bool {
    let ident = name.replace('-', "_");
    is_keyword(&ident)
        || matches!(
            ident.as_str(),
            "alloc" | "core" | "proc_macro" | "std" | "test"
        )
        || used.iter().any(|used| used.replace('-', "_") == ident)
}

/// Keywords of all editions, those without a use included.
const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// The text with signs as separators, where that leaves a name; spelled out otherwise.
fn plain(wire: &str) -> String {
    let mut text = String::with_capacity(wire.len());
    for c in wire.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' => text.push(c),
            '\'' => {}
            c if c.is_alphanumeric() => text.push_str(&spell_char(c)),
            _ => text.push('_'),
        }
    }
    let first = text.trim_start_matches('_').chars().next();
    match first {
        None => spell(wire),
        Some(digit) if digit.is_ascii_digit() && text.starts_with('_') => spell(wire),
        Some(_) => text,
    }
}

/// The text with every sign as a word.
fn spell(wire: &str) -> String {
    if wire.is_empty() {
        return "empty".to_owned();
    }
    let mut text = String::with_capacity(wire.len());
    for c in wire.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '_' => text.push(c),
            _ => text.push_str(&spell_char(c)),
        }
    }
    text
}

/// One sign as a word between separators.
fn spell_char(c: char) -> String {
    let word = match c {
        ' ' => "space",
        '!' => "bang",
        '"' => "quote",
        '#' => "hash",
        '$' => "dollar",
        '%' => "percent",
        '&' => "and",
        '\'' => "apostrophe",
        '(' | ')' => "paren",
        '*' => "star",
        '+' => "plus",
        ',' => "comma",
        '-' => "minus",
        '.' => "dot",
        '/' => "slash",
        ':' => "colon",
        ';' => "semicolon",
        '<' => "less",
        '=' => "equals",
        '>' => "greater",
        '?' => "question",
        '@' => "at",
        '[' | ']' => "bracket",
        '\\' => "backslash",
        '^' => "caret",
        '`' => "backtick",
        '{' | '}' => "brace",
        '|' => "pipe",
        '~' => "tilde",
        c => return format!("_u{:x}_", u32::from(c)),
    };
    format!("_{word}_")
}

/// A word for how a text is written, to tell texts apart that differ in nothing but case.
fn case_class(wire: &str) -> &'static str {
    let mut letters = wire.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else {
        return "plain";
    };
    let rest: Vec<char> = letters.collect();
    if !first.is_uppercase() {
        if rest.iter().any(|c| c.is_uppercase()) {
            "mixed"
        } else {
            "lower"
        }
    } else if rest.iter().all(|c| c.is_uppercase()) {
        "upper"
    } else {
        "capital"
    }
}

/// Whether a text is `snake_case` already, as most names are.
fn is_snake(text: &str) -> bool {
    let is_plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_');
    text.bytes().all(is_plain)
        && !text.starts_with('_')
        && !text.ends_with('_')
        && !text.contains("__")
        && !text.is_empty()
}

/// An identifier from text that has a letter, a digit or nothing but separators.
fn identifier(text: &str, case: Case) -> String {
    let name = match case {
        Case::Snake if is_snake(text) => text.to_owned(),
        Case::Snake => text.to_snake_case(),
        Case::Camel => text.to_upper_camel_case(),
    };
    let name = match name.chars().next() {
        None => match case {
            Case::Snake => "underscore".to_owned(),
            Case::Camel => "Underscore".to_owned(),
        },
        Some(first) if first.is_ascii_digit() => match case {
            Case::Snake => format!("n{name}"),
            Case::Camel => format!("N{name}"),
        },
        Some(_) => name,
    };
    if is_keyword(&name) {
        format!("{name}_")
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_identifiers_of_anything() {
        let table = [
            // wire, snake candidates, camel candidates
            (
                "created_at",
                "created_at lower_created_at",
                "CreatedAt LowerCreatedAt",
            ),
            (
                "createdAt",
                "created_at mixed_created_at",
                "CreatedAt MixedCreatedAt",
            ),
            ("type", "type_ lower_type", "Type LowerType"),
            ("self", "self_ lower_self", "Self_ LowerSelf"),
            (
                "Content-Range",
                "content_range content_minus_range capital_content_minus_range",
                "ContentRange ContentMinusRange CapitalContentMinusRange",
            ),
            (
                "upvote?",
                "upvote upvote_question lower_upvote_question",
                "Upvote UpvoteQuestion LowerUpvoteQuestion",
            ),
            ("+1", "plus_1 plain_plus_1", "Plus1 PlainPlus1"),
            ("-1", "minus_1 plain_minus_1", "Minus1 PlainMinus1"),
            ("2fa", "n2fa lower_2fa", "N2fa Lower2fa"),
            ("10", "n10 plain_10", "N10 Plain10"),
            ("", "empty plain_empty", "Empty PlainEmpty"),
            ("?", "question plain_question", "Question PlainQuestion"),
            ("_", "underscore plain", "Underscore Plain"),
            ("🎵", "u1f3b5 plain_u1f3b5", "U1f3b5 PlainU1f3b5"),
            (
                "größe",
                "gr_uf6_udf_e lower_gr_uf6_udf_e",
                "GrUf6UdfE LowerGrUf6UdfE",
            ),
            ("SHA", "sha upper_sha", "Sha UpperSha"),
            ("a.b", "a_b a_dot_b lower_a_dot_b", "AB ADotB LowerADotB"),
            (
                "can't",
                "cant can_apostrophe_t lower_can_apostrophe_t",
                "Cant CanApostropheT LowerCanApostropheT",
            ),
        ];
        for (wire, snake, camel) in table {
            assert_eq!(candidates(wire, Case::Snake).join(" "), snake, "{wire:?}");
            assert_eq!(candidates(wire, Case::Camel).join(" "), camel, "{wire:?}");
        }
    }

    #[test]
    fn every_candidate_is_an_identifier() {
        for wire in [
            "", " ", "\u{0}", "ß", "Å", "a\u{301}", "self", "_1", "r#type", "名前",
        ] {
            for case in [Case::Snake, Case::Camel] {
                for name in candidates(wire, case) {
                    assert!(syn_free_check(&name), "{wire:?} gives {name:?}");
                }
            }
        }
    }

    /// Whether a text is an ASCII identifier and no keyword.
    fn syn_free_check(name: &str) -> bool {
        name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && !is_keyword(name)
    }
}
