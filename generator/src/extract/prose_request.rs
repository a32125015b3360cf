//! Requests that only the text describes: "POST request to `/x`", "visit the `/x` endpoint", or
//! code in a programming language that makes one.

use docbind_spec::Method;

use super::facts::{Request, RequestOrigin};
use super::scope::Placed;
use super::{param_item, prose, url};
use crate::markdown::{BlockKind, Style, Text};

/// Phrases before a path that a person is to open.
const VISIT: &[&str] = &[
    "visit",
    "go to",
    "open",
    "redirect the user to",
    "redirect to",
];

/// A described request with the blocks that tell more about it.
pub(super) struct ProseRequest<'a> {
    pub(super) request: Request,
    pub(super) section: usize,
    pub(super) blocks: Vec<Placed<'a>>,
}

/// Finds described requests among blocks outside of all scopes. Takes them out of `loose`.
pub(super) fn find<'a>(loose: &mut Vec<Placed<'a>>) -> Vec<ProseRequest<'a>> {
    let mut found: Vec<ProseRequest<'a>> = Vec::new();
    let mut rest = Vec::new();
    for placed in std::mem::take(loose) {
        match request(placed) {
            Some(request) if continues(&found, placed.section, &request) => {
                found
                    .iter_mut()
                    .last()
                    .into_iter()
                    .for_each(|last| last.blocks.push(placed));
            }
            Some(request) => {
                // The block itself may tell more than the request.
                found.push(ProseRequest {
                    request,
                    section: placed.section,
                    blocks: vec![placed],
                });
            }
            None => match found.last_mut() {
                Some(last) if last.section == placed.section => last.blocks.push(placed),
                _ => rest.push(placed),
            },
        }
    }
    *loose = rest;
    found
}

/// Whether a request is that of the section's text before, in other words.
fn continues(found: &[ProseRequest<'_>], section: usize, request: &Request) -> bool {
    found.last().is_some_and(|last| {
        last.section == section
            && last.request.method == request.method
            && last.request.url.path == request.url.path
    })
}

fn request(placed: Placed<'_>) -> Option<Request> {
    let (method, url) = match &placed.block.kind {
        BlockKind::Paragraph(text) => in_text(text)?,
        BlockKind::Code(code) => prose::client_code(code)?.request?,
        _ => return None,
    };
    Some(Request {
        method,
        url,
        range: placed.block.range.clone(),
        origin: RequestOrigin::Prose,
    })
}

fn in_text(text: &Text) -> Option<(Method, url::Url)> {
    let mut before = String::new();
    for piece in text.visible() {
        if piece.style == Style::Code
            && piece.text.starts_with('/')
            && !piece.text.contains(char::is_whitespace)
            && let Some(url) = url::read(&piece.text)
        {
            let lead = before.split_whitespace().collect::<Vec<_>>().join(" ") + " ";
            let lower = lead.to_lowercase();
            let lower = lower.strip_suffix("the ").unwrap_or(&lower);
            if VISIT
                .iter()
                .any(|phrase| lower.trim_end().ends_with(phrase))
            {
                return Some((Method::Get, url));
            }
            let request_to = lower.strip_suffix("request to ");
            if let Some(start) = request_to {
                let word = lead[..start.len()]
                    .trim_end()
                    .rsplit(' ')
                    .next()
                    .unwrap_or_default();
                if let Some(method) =
                    Method::parse(word.trim_matches(|c: char| !c.is_alphanumeric()))
                {
                    return Some((method, url));
                }
            }
        }
        before.push_str(&piece.text);
    }
    None
}

/// The names in the query of an address that stands alone in a code block.
pub(super) fn address_query(text: &str, path: &str) -> Option<Vec<String>> {
    let url = url::read(text.trim()).filter(|_| !text.trim().contains(char::is_whitespace))?;
    let names = url
        .query
        .into_iter()
        .map(|(name, _)| name)
        .filter(|name| param_item::is_name(name));
    (url.path == path || url.path.ends_with(path)).then(|| names.collect())
}
