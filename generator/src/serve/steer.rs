//! What a request wishes about its answer: `Prefer: code=404, example=NAME, dynamic=true`.

use axum::http::{HeaderMap, StatusCode};

/// The wishes of one request.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Wishes {
    /// The status.
    pub(super) code: Option<StatusCode>,
    /// The name of the body.
    pub(super) example: Option<String>,
    /// Whether the values are to be made up.
    pub(super) dynamic: bool,
}

impl Wishes {
    /// Reads the wishes; what is not understood is no wish.
    pub(super) fn read(headers: &HeaderMap) -> Self {
        let mut wishes = Self::default();
        for value in headers.get_all("prefer") {
            let text = value.to_str().unwrap_or_default();
            for wish in text.split([',', ';']) {
                let Some((name, value)) = wish.split_once('=') else {
                    continue;
                };
                let value = value.trim().trim_matches('"');
                match name.trim().to_ascii_lowercase().as_str() {
                    "code" => wishes.code = value.parse().ok(),
                    "example" => wishes.example = Some(value.to_owned()),
                    "dynamic" => wishes.dynamic = value == "true",
                    _ => {}
                }
            }
        }
        wishes
    }

    /// Whether nothing is wished.
    pub(super) fn is_none(&self) -> bool {
        *self == Self::default()
    }
}
