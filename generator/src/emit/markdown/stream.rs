//! Answers that are streams: one value after the other in one block.

use docbind_spec::{Example, Response, StatusOrigin};

use super::operation::{example_text, message_of};
use super::text::{fence, paragraph};

/// The values of a stream, one after the other in one block.
pub(super) fn block(response: &Response, examples: &[&Example]) -> String {
    if examples.is_empty() {
        return String::new();
    }
    let texts = examples.iter().map(|it| example_text(&it.body).1);
    let text = texts.collect::<Vec<_>>().join("\n");
    let block = if response.origin == StatusOrigin::Convention {
        fence("json", &text)
    } else {
        let media_type = response.media_type.as_deref().unwrap_or("application/json");
        message_of(response.status, media_type, &text)
    };
    format!("{}{block}", paragraph("Example response, a stream:"))
}
