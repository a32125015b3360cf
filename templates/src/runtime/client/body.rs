//! Request bodies as bytes.

use bytes::Bytes;
use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::runtime::encoding::{encode_pairs, flatten, joined};
use crate::runtime::{ArrayStyle, BodyKind, File};

/// What a call has for its body.
#[derive(Clone, Default)]
pub(crate) struct RequestBody {
    pub(crate) fields: Vec<Field>,
    pub(crate) files: Vec<(String, File)>,
    /// Media type and content, instead of fields.
    pub(crate) whole: Option<(String, Bytes)>,
}

/// One named value of a body.
#[derive(Clone)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) value: Value,
    pub(crate) style: ArrayStyle,
}

impl RequestBody {
    /// The media type and the bytes; no media type where there is no body.
    pub(crate) fn encode(&self, kind: BodyKind) -> Result<(Option<String>, Bytes), String> {
        if let Some((media_type, content)) = &self.whole {
            return Ok((Some(media_type.clone()), content.clone()));
        }
        if self.fields.is_empty() && self.files.is_empty() {
            return Ok((None, Bytes::new()));
        }
        let (media_type, content) = match kind {
            BodyKind::Json | BodyKind::None | BodyKind::Raw => {
                ("application/json".to_owned(), self.json()?)
            }
            BodyKind::Whole => {
                let value = self.fields.first().map(|field| &field.value);
                let content = serde_json::to_vec(&value).map_err(|error| error.to_string())?;
                ("application/json".to_owned(), content)
            }
            BodyKind::Form => (
                "application/x-www-form-urlencoded".to_owned(),
                encode_pairs(&self.pairs()).into_bytes(),
            ),
            BodyKind::Multipart => self.multipart(),
        };
        Ok((Some(media_type), content.into()))
    }

    fn json(&self) -> Result<Vec<u8>, String> {
        serde_json::to_vec(&Object(&self.fields)).map_err(|error| error.to_string())
    }

    fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        for field in &self.fields {
            flatten(&field.name, &field.value, field.style, &mut pairs);
        }
        pairs
    }

    fn multipart(&self) -> (String, Vec<u8>) {
        let boundary = self.boundary();
        let mut out = Vec::new();
        for (name, value) in self.pairs() {
            let head = format!(
                "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"\r\n\r\n",
                quoted(&name)
            );
            push_part(&mut out, &head, value.as_bytes());
        }
        for (name, file) in &self.files {
            let head = format!(
                "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"; \
                 filename=\"{}\"\r\nContent-Type: {}\r\n\r\n",
                quoted(name),
                quoted(&file.name),
                media_type(file),
            );
            push_part(&mut out, &head, &file.content);
        }
        out.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        (format!("multipart/form-data; boundary={boundary}"), out)
    }

    /// A boundary that no part holds. It depends on the parts only, so that the same call is
    /// the same bytes.
    fn boundary(&self) -> String {
        let mut number = 0_u32;
        loop {
            let boundary = format!("part-boundary-{number:08}");
            let clashes = self
                .files
                .iter()
                .any(|(_, file)| contains(&file.content, boundary.as_bytes()))
                || self
                    .pairs()
                    .iter()
                    .any(|(_, value)| value.contains(&boundary));
            if !clashes {
                return boundary;
            }
            number += 1;
        }
    }
}

/// Fields as one JSON object, in the order in which they were set.
struct Object<'f>(&'f [Field]);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|field| (&field.name, field)))
    }
}

/// Its value; comma-joined lists are one text in JSON too.
impl Serialize for Field {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match &self.value {
            Value::Array(items) if self.style == ArrayStyle::Commas => {
                to.serialize_str(&joined(items))
            }
            value => value.serialize(to),
        }
    }
}

fn push_part(out: &mut Vec<u8>, head: &str, content: &[u8]) {
    out.extend_from_slice(head.as_bytes());
    out.extend_from_slice(content);
    out.extend_from_slice(b"\r\n");
}

/// Names in a part's head, escaped the way browsers do.
fn quoted(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// The file's media type, unless it could end the line it stands in.
fn media_type(file: &File) -> &str {
    file.content_type
        .as_deref()
        .filter(|text| !text.contains(['\r', '\n']))
        .unwrap_or("application/octet-stream")
}

fn contains(content: &[u8], part: &[u8]) -> bool {
    content.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn content() -> RequestBody {
        let field = |name: &str, value, style| Field {
            name: name.to_owned(),
            value,
            style,
        };
        RequestBody {
            fields: vec![
                field("title", json!("a b"), ArrayStyle::Repeat),
                field("labels", json!(["x", "y"]), ArrayStyle::Commas),
                field("ids", json!([1, 2]), ArrayStyle::Brackets),
            ],
            ..RequestBody::default()
        }
    }

    #[track_caller]
    fn check(content: &RequestBody, kind: BodyKind, media_type: &str, expected: &str) {
        let (actual, bytes) = content.encode(kind).unwrap();
        assert_eq!(actual.as_deref(), Some(media_type));
        assert_eq!(String::from_utf8_lossy(&bytes), expected);
    }

    #[test]
    fn json_keeps_types_and_order_but_joins_commas() {
        let expected = r#"{"title":"a b","labels":"x,y","ids":[1,2]}"#;
        check(&content(), BodyKind::Json, "application/json", expected);
    }

    #[test]
    fn forms_are_encoded() {
        check(
            &content(),
            BodyKind::Form,
            "application/x-www-form-urlencoded",
            "title=a%20b&labels=x%2Cy&ids%5B%5D=1&ids%5B%5D=2",
        );
    }

    #[test]
    fn hostile_names_and_contents_stay_in_their_part() {
        let mut content = RequestBody::default();
        let file = File::new("a\"\r\nX: y", "part-boundary-00000000").content_type("a\r\nb");
        content.files.push(("file".to_owned(), file));
        check(
            &content,
            BodyKind::Multipart,
            "multipart/form-data; boundary=part-boundary-00000001",
            "--part-boundary-00000001\r\nContent-Disposition: form-data; name=\"file\"; \
             filename=\"a%22%0D%0AX: y\"\r\nContent-Type: application/octet-stream\r\n\r\n\
             part-boundary-00000000\r\n--part-boundary-00000001--\r\n",
        );
    }

    #[test]
    fn no_values_no_body() {
        let (media_type, bytes) = RequestBody::default().encode(BodyKind::Json).unwrap();
        assert_eq!((media_type, bytes.len()), (None, 0));
    }
}
