//! What stands beside a name: `(required, string)`, `(int: 5)`, `?string`, `[optional]`.
//!
//! What comes in: the words of one group, or a few words without brackets. What goes out: what
//! they say about presence, type, default and place. Never looks at descriptions.

use docbind_spec::{Presence, Schema};

use super::facts::ParamPlace;
use super::phrases::ValueFacts;
use super::words::Words;
use super::{phrases, presence, roles, type_text};
use crate::markdown::{Style, Text};

/// What the words beside a name say.
#[derive(Debug, Default)]
pub(super) struct Markers {
    /// Whether it must be sent, and the condition.
    pub(super) presence: Option<(Presence, Option<String>)>,
    /// Its type.
    pub(super) schema: Option<Schema>,
    /// The value that holds where none is sent.
    pub(super) default: Option<String>,
    /// Where it is sent.
    pub(super) place: Option<ParamPlace>,
    /// What else they say about its values.
    pub(super) values: ValueFacts,
}

impl Markers {
    /// Takes a group with its markup, in which values may be listed.
    pub(super) fn marked_group(&mut self, group: &Text, words: &Words) -> bool {
        let values = phrases::values_beside(group);
        let listed = phrases::begins_list(&group.plain()) && !values.values.is_empty();
        let understood = self.group(&without(group, &values.values), words) || listed;
        if understood {
            self.values.add(&values);
        }
        understood
    }

    /// Takes words without brackets with their markup, where it understands all of them.
    pub(super) fn marked_phrase(&mut self, phrase: &Text, words: &Words) -> bool {
        let values = phrases::values_beside(phrase);
        let understood = self.phrase(&without(phrase, &values.values), words);
        if understood {
            self.values.add(&values);
        }
        understood
    }

    /// Takes the words of one group; answers whether it understood any of them.
    pub(super) fn group(&mut self, group: &str, words: &Words) -> bool {
        let said = words.presence(group).map(|presence| (presence, None));
        if let Some(presence) = presence::read(group).or(said) {
            self.presence = Some(presence);
            return true;
        }
        let mut understood = false;
        for part in sayings(group) {
            understood |= self.part(part, words);
        }
        understood
    }

    /// Takes words without brackets, where it understands all of them.
    pub(super) fn phrase(&mut self, phrase: &str, words: &Words) -> bool {
        let mut own = Self::default();
        let mut all = sayings(phrase).peekable();
        let understood = all.peek().is_some() && all.all(|part| own.plain_part(part, words));
        if understood {
            self.presence = own.presence.or(self.presence.take());
            self.schema = own.schema.or(self.schema.take());
            self.default = own.default.or(self.default.take());
            self.place = own.place.or(self.place);
        }
        understood
    }

    /// A part without brackets: "yes" and "query" are too little to go by.
    fn plain_part(&mut self, part: &str, words: &Words) -> bool {
        let short = presence::read(part).is_some() && presence::marker(part).is_none();
        !short && roles::place(part, words).is_none() && self.part(part, words)
    }

    fn part(&mut self, part: &str, words: &Words) -> bool {
        let part = part.trim().trim_matches(['*', '_', '`']).trim();
        self.default_value(part)
            || self.presence_word(part, words)
            || self.type_word(part)
            || self.typed_value(part)
            || self.both(part)
            || self.place_word(part, words)
            || phrases::is_bound(part)
    }

    /// `default: 5`, `default is 5`
    fn default_value(&mut self, part: &str) -> bool {
        let lower = part.to_ascii_lowercase();
        let Some(rest) = lower.strip_prefix("default") else {
            return false;
        };
        let joint = DEFAULT_JOINTS.iter().find_map(|joint| {
            let rest = rest.strip_prefix(joint)?;
            rest.starts_with([':', '=', ' ', '`']).then_some(rest)
        });
        let (worded, rest) = match joint {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        let length = rest.trim_start_matches([':', '=', ' ']).len();
        let value = part.get(part.len() - length..).unwrap_or_default();
        let value = value.trim_matches('`');
        // "default is what stands above" names no value.
        if !worded || !value.contains(' ') {
            self.default = phrases::some_default(value).or(self.default.take());
        }
        !value.is_empty()
    }

    fn presence_word(&mut self, part: &str, words: &Words) -> bool {
        let bare = part.trim_matches(['<', '>']);
        let said = || words.presence(bare).map(|presence| (presence, None));
        let found = presence::read(bare).or_else(said);
        let understood = found.is_some();
        self.presence = found.or(self.presence.take());
        understood
    }

    /// `string`, and `?string` or `string?` for one that need not be sent.
    fn type_word(&mut self, part: &str) -> bool {
        let bare = part.trim_matches('?').trim();
        let found = type_text::read(bare);
        let understood = found.is_some();
        if understood && bare.len() < part.len() {
            self.presence = Some((Presence::Optional, None));
        }
        self.schema = found.or(self.schema.take());
        understood
    }

    /// `string: <required>` and `string: "default"`; before a marker or `nil`, the type may be one
    /// of the documents' own: `Shelf: nil`.
    fn typed_value(&mut self, part: &str) -> bool {
        let Some((word, value)) = part.split_once(':') else {
            return false;
        };
        let (schema, value) = (type_text::read(word), value.trim());
        if schema.is_none() && !(is_own_type(word) && is_plain(value)) {
            return false;
        }
        self.schema = schema.or(self.schema.take());
        let word = value.split(" - ").next().unwrap_or_default();
        match presence::marker(word) {
            Some(presence) => self.presence = Some((presence, None)),
            None => {
                self.default = phrases::some_default(value.trim_matches(['"', '\'', '`']));
                self.presence = Some((Presence::Optional, None));
            }
        }
        true
    }

    /// `required string`, `array of strings, optional` without the comma.
    fn both(&mut self, part: &str) -> bool {
        let first = part.split_once(' ');
        let last = part.rsplit_once(' ').map(|(rest, word)| (word, rest));
        let found = [first, last]
            .into_iter()
            .flatten()
            .find_map(|(word, rest)| Some((presence::marker(word)?, type_text::read(rest)?)));
        let Some((presence, schema)) = found else {
            return false;
        };
        self.presence = Some((presence, None));
        self.schema = Some(schema);
        true
    }

    fn place_word(&mut self, part: &str, words: &Words) -> bool {
        let lower = part.to_lowercase();
        let word = lower.strip_prefix("in:").unwrap_or(&lower).trim();
        let found = roles::place(word, words);
        self.place = found.or(self.place);
        found.is_some()
    }
}

/// What may stand between the word "default" and the value.
const DEFAULT_JOINTS: &[&str] = &["s to", " to", " value is", " value", " is"];

/// Text without the values that stand in it as code.
fn without(text: &Text, values: &[String]) -> String {
    let is_value = |text: &str| values.iter().any(|value| value == text.trim());
    let pieces = text.visible();
    pieces
        .filter(|piece| piece.style != Style::Code || !is_value(&piece.text))
        .map(|piece| piece.text.as_str())
        .collect()
}

/// The parts of a group that are no values: behind "one of", those are none that mean the same
/// wherever they stand.
fn sayings(group: &str) -> impl Iterator<Item = &str> {
    let mut listed = false;
    let said = move |part| {
        let before = phrases::before_values(part);
        if listed {
            return is_fixed(part).then_some(part);
        }
        listed = before.is_some();
        Some(before.unwrap_or(part))
    };
    { parts(group) }
        .filter_map(said)
        .filter(|part| !matches!(part.trim(), "" | "or"))
}

/// Whether a part can be no value: "required", "default 5".
fn is_fixed(part: &str) -> bool {
    presence::marker(part).is_some() || part.trim().to_lowercase().starts_with("default")
}

/// Whether a word may be the name of a type: it begins with a capital, or holds others.
fn is_own_type(word: &str) -> bool {
    let (name, inner) = word.trim().split_once('<').unwrap_or((word.trim(), ">"));
    let capital = name.starts_with(|c: char| c.is_ascii_uppercase());
    (capital || inner.len() > 1)
        && inner.ends_with('>')
        && !name.is_empty()
        && name.chars().all(|c| c.is_ascii_alphanumeric())
}

/// Whether a value says nothing but whether there must be one.
fn is_plain(value: &str) -> bool {
    matches!(value, "nil" | "null" | "none") || presence::marker(value).is_some()
}

/// The parts of a group with commas or semicolons between, those in quotes and brackets aside.
fn parts(group: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_i32;
    let mut quoted = false;
    let separates = move |c: char| {
        match c {
            '"' => quoted = !quoted,
            '(' | '[' | '{' | '<' => depth += 1,
            ')' | ']' | '}' | '>' => depth -= 1,
            _ => {}
        }
        matches!(c, ',' | ';') && depth <= 0 && !quoted
    };
    group
        .split(separates)
        .filter(|part| !part.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(group: &str) -> String {
        let mut markers = Markers::default();
        if !markers.group(group, &Words::default()) {
            return "-".to_owned();
        }
        let presence = markers
            .presence
            .map(|(presence, _)| format!("{presence:?} "));
        let schema = markers.schema.map(|schema| format!("{schema:?} "));
        let default = markers.default.map(|value| format!("= {value} "));
        let place = markers.place.map(|place| format!("{place:?}"));
        let all = [presence, schema, default, place];
        all.into_iter()
            .flatten()
            .collect::<String>()
            .trim()
            .to_owned()
    }

    #[test]
    fn groups_as_people_write_them() {
        for (group, expected) in [
            ("required", "Required"),
            ("required, string", "Required String"),
            ("string, optional", "Optional String"),
            ("required string", "Required String"),
            ("string: <required>", "Required String"),
            ("string: \"a, b\"", "Optional String = a, b"),
            ("int: 5", "Optional Integer = 5"),
            ("bool: false", "Optional Boolean = false"),
            ("Shelf: nil", "Optional"),
            ("map<string|string>: nil", "Optional Map(String)"),
            ("Shelf: <required>", "Required"),
            ("Shelf: round", "-"),
            ("shelf: nil", "-"),
            ("?string", "Optional String"),
            ("integer?", "Optional Integer"),
            ("optional, default: 5", "Optional = 5"),
            ("query", "Query"),
            ("path, required", "Required Path"),
            ("in: body", "Body"),
            ("of the book", "-"),
            ("string, one of x, y", "String"),
            ("string, one of x, y, required", "Required String"),
            ("one of x, y", "-"),
            ("enum: x, y", "-"),
            ("default is 10", "= 10"),
            ("defaults to 10", "= 10"),
            ("default value: 10", "= 10"),
            ("default = 10", "= 10"),
            ("default 10", "= 10"),
            ("optional, default is what stands above", "Optional"),
            ("optional, max 100, default 20", "Optional = 20"),
        ] {
            assert_eq!(shown(group), expected, "{group}");
        }
    }
}
