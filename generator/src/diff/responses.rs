//! Responses: added, removed, and what differs in those that stayed.

use docbind_spec::Response;

use super::schema::{NONE, list, or_none, whole, word};
use super::{Aspect, Found, Kind, Subject, examples};

const ASPECTS: &[Aspect<Response>] = &[
    (Kind::ResponseType, body_type),
    (Kind::ResponseMediaType, |response| {
        or_none(response.media_type.as_ref())
    }),
    (Kind::ResponseHeaders, |response| {
        list(response.headers.iter().map(|header| &header.name))
    }),
    (Kind::ResponseOrigin, |response| word(&response.origin)),
];

pub(super) fn compare(
    subject: &Subject,
    older: &[Response],
    newer: &[Response],
    found: &mut Found,
) {
    for response in newer {
        let status = response.status.to_string();
        match older.iter().find(|old| old.status == response.status) {
            Some(old) => both(subject, &status, old, response, found),
            None => found.add(
                subject,
                Kind::ResponseAdded,
                &status,
                "",
                &body_type(response),
            ),
        }
    }
    for response in older {
        if !newer.iter().any(|new| new.status == response.status) {
            let status = response.status.to_string();
            found.add(
                subject,
                Kind::ResponseRemoved,
                &status,
                &body_type(response),
                "",
            );
        }
    }
}

fn both(subject: &Subject, part: &str, older: &Response, newer: &Response, found: &mut Found) {
    found.aspects(subject, part, older, newer, ASPECTS);
    let shown = |response: &Response| -> Vec<_> {
        let examples = response.examples.iter();
        examples.map(|example| example.body.clone()).collect()
    };
    let count = examples::changed(&shown(older), &shown(newer));
    if count > 0 {
        let count = count.to_string();
        found.add(subject, Kind::ResponseExamples, part, "", &count);
    }
    if older.description != newer.description {
        found.add(subject, Kind::ResponseWording, part, "", "");
    }
}

fn body_type(response: &Response) -> String {
    response
        .schema
        .as_ref()
        .map_or_else(|| NONE.to_owned(), whole)
}
