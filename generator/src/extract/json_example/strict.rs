//! JSON without a fault, read by `serde_json` alone.
//!
//! What comes in: the text of an example. What goes out: its value, where there is nothing to say
//! about it. A key that stands twice is a fault, which a value cannot show: it has fewer members
//! than the text has colons.

use serde_json::Value;

/// The value of a text that has no fault.
pub(super) fn read(text: &str) -> Option<Value> {
    let mut value = serde_json::from_str(text).ok()?;
    let printed = Printed::of(text);
    let sound = printed.members == members(&value) && printed.depth < super::reader::MAX_DEPTH;
    sound.then(|| {
        fit(&mut value);
        value
    })
}

/// Gives lists and objects no more room than they need: the parser made room ahead, and examples
/// are kept until the end.
fn fit(value: &mut Value) {
    match value {
        Value::Array(items) => {
            items.iter_mut().for_each(fit);
            items.shrink_to_fit();
        }
        Value::Object(map) => {
            map.values_mut().for_each(fit);
            *map = std::mem::take(map).into_iter().collect();
        }
        _ => {}
    }
}

/// What the marks of a text in JSON show.
#[derive(Default)]
struct Printed {
    /// How many members its objects have as they are printed.
    members: usize,
    /// How many brackets are open at once.
    depth: usize,
}

impl Printed {
    fn of(text: &str) -> Self {
        let mut printed = Self::default();
        let mut open = 0usize;
        let mut bytes = text.bytes();
        while let Some(byte) = bytes.next() {
            match byte {
                b'"' => skip_string(&mut bytes),
                b':' => printed.members += 1,
                b'{' | b'[' => {
                    open += 1;
                    printed.depth = printed.depth.max(open);
                }
                b'}' | b']' => open = open.saturating_sub(1),
                _ => {}
            }
        }
        printed
    }
}

/// Goes to the end of a string that has begun.
fn skip_string(bytes: &mut std::str::Bytes<'_>) {
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => return,
            b'\\' => drop(bytes.next()),
            _ => {}
        }
    }
}

/// How many members the objects in a value have.
fn members(value: &Value) -> usize {
    match value {
        Value::Object(map) => map.len() + map.values().map(members).sum::<usize>(),
        Value::Array(items) => items.iter().map(members).sum(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn only_what_has_no_fault_is_read() {
        for (text, expected) in [
            (r#"{"a": {"b": [1, {"c": ":{\"\\"}]}}"#, true),
            (" [] ", true),
            (r#"{"a": 1, "a": 2}"#, false),
            (r#"{"a": {"b": 1, "b": 2}, "a": 3}"#, false),
            (r#"{"a": 1,}"#, false),
            (r#"{"a": 1} {"a": 1}"#, false),
        ] {
            assert_eq!(read(text).is_some(), expected, "{text}");
        }
        let deep = |count: usize| format!("{}{}", "[".repeat(count), "]".repeat(count));
        assert!(read(&deep(99)).is_some());
        assert!(read(&deep(100)).is_none());
    }

    #[test]
    fn lists_take_the_room_of_their_items() {
        let list = read("[1, 2, 3, 4, 5]");
        let room = list
            .as_ref()
            .and_then(|it| it.as_array())
            .map(Vec::capacity);
        assert_eq!(room, Some(5));
        let object = read(r#"{"b": [1], "a": {"d": 1, "c": 2}}"#);
        let printed = object.map(|object| object.to_string());
        assert_eq!(printed.as_deref(), Some(r#"{"b":[1],"a":{"d":1,"c":2}}"#));
    }
}
