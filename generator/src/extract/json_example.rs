//! JSON as documents print it: valid, or with faults that have one certain repair, or not.
//!
//! What comes in: the text of a code block. What goes out: an [`ExampleBody`] and the faults with
//! their places in the text. Strict JSON is read by `serde_json`; only what it refuses (or what
//! it would accept silently, a key that stands twice) goes through the tolerant reader below.

use std::borrow::Cow;
use std::ops::Range;

use docbind_spec::{ExampleBody, InvalidJson, JsonFault};
use serde::de::IgnoredAny;
use serde_json::Value;

mod reader;
mod strict;
#[cfg(test)]
mod tests;
mod words;

use self::reader::Reader;

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

/// Whether a text is meant to be JSON: it begins with a bracket, comments aside, and holds
/// something JSON-like.
pub(crate) fn looks_like_json(text: &str) -> bool {
    let mut text = text.trim_start();
    while let Some(length) = words::comment(text).filter(|_| !text.starts_with('#')) {
        text = text[length..].trim_start();
    }
    match text.chars().next() {
        Some('{') => {
            let inner = text[1..].trim_start();
            inner.starts_with(['"', '}', '/', '.', '\''])
                // Code has braces, too.
                || words::key_end(inner).is_some() && read(text).body.value().is_some()
        }
        Some('[') => text[1..].trim_start().starts_with([
            '"', '\'', '{', '[', ']', '.', '/', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8',
            '9', 't', 'f', 'n',
        ]),
        _ => false,
    }
}

/// Where the values stand of a text that holds several of one kind, objects or lists, one after
/// the other; empty where it does not.
pub(crate) fn several(text: &str) -> Vec<Range<usize>> {
    if serde_json::from_str::<IgnoredAny>(text).is_ok() {
        return Vec::new();
    }
    let places = Reader::new(text).several().unwrap_or_default();
    let kind = |place: &Range<usize>| text.as_bytes().get(place.start).copied();
    let first = places.first().and_then(kind);
    let alike = places.iter().all(|place| kind(place) == first);
    if places.len() > 1 && alike && matches!(first, Some(b'{' | b'[')) {
        places
    } else {
        Vec::new()
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

/// Reads a text that is one value in JSON without a fault.
pub(crate) fn sound(text: &str) -> Option<JsonExample> {
    strict::read(text).map(|value| JsonExample {
        body: ExampleBody::Json(value),
        faults: Vec::new(),
    })
}

/// Reads a text that is meant to be JSON.
pub(crate) fn read(text: &str) -> JsonExample {
    sound(text).unwrap_or_else(|| mended(text))
}

/// Reads a text with faults.
fn mended(text: &str) -> JsonExample {
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

/// The likeliest value of a text with faults, certain or not; nothing where there is none.
#[cfg(feature = "serve")]
pub(crate) fn likely(text: &str) -> Option<Value> {
    Reader::new(text).document()
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
pub(crate) fn step(key: &str) -> Cow<'_, str> {
    if key.contains(['~', '/']) {
        key.replace('~', "~0").replace('/', "~1").into()
    } else {
        key.into()
    }
}
