//! Contents that are sent as they are and shown in base64.

use serde_json::Value;

use super::collection::Object;

/// Where a content stands, and where the way it is written.
const CONTENT: &str = "content";
const ENCODING: &str = "encoding";
const BASE64: &str = "base64";

/// Writes a content that was sent as it is in the way in which the object shows contents.
pub(super) fn encode(object: &Object, sent: &Object, changes: &mut Object) {
    let is_base64 = |of: &Object| of.get(ENCODING).and_then(Value::as_str) == Some(BASE64);
    if !is_base64(object) {
        return;
    }
    // The object goes on to be shown in base64, whatever was sent.
    changes.remove(ENCODING);
    let Some(Value::String(content)) = changes.get_mut(CONTENT) else {
        return;
    };
    if !is_base64(sent) {
        let size = content.len();
        *content = base64(content.as_bytes());
        if object.get("size").is_some_and(Value::is_number) {
            changes.insert("size".to_owned(), Value::from(size));
        }
    }
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let sign = SIGNS[(bits >> (18 - 6 * at) & 63) as usize];
            text.push(if at <= group.len() {
                char::from(sign)
            } else {
                '='
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn texts_are_written_in_base64() {
        let table = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
        ];
        for (text, expected) in table {
            assert_eq!(base64(text.as_bytes()), expected);
        }
    }

    #[track_caller]
    fn check(sent: &Value, expected: &Value) {
        let object = |value: &Value| value.as_object().cloned().unwrap_or_default();
        let shown = object(&json!({"content": "eA==", "encoding": "base64", "size": 1}));
        let mut changes = object(sent);
        encode(&shown, &object(sent), &mut changes);
        assert_eq!(Value::Object(changes), *expected);
    }

    #[test]
    fn contents_are_shown_as_the_object_shows_them() {
        check(
            &json!({"content": "foo"}),
            &json!({"content": "Zm9v", "size": 3}),
        );
        check(
            &json!({"content": "fo", "encoding": "text"}),
            &json!({"content": "Zm8=", "size": 2}),
        );
        check(
            &json!({"content": "Zg==", "encoding": "base64"}),
            &json!({"content": "Zg=="}),
        );
        check(&json!({"ref": "main"}), &json!({"ref": "main"}));
    }
}
