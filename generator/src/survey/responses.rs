//! How responses are documented, and which examples can be read.

use docbind_spec::ExampleBody;

use super::tally::Tallies;
use super::{Picture, Topic};
use crate::extract::facts::{BodyRole, ExampleFact};

/// Two topics: responses, and examples.
pub(super) fn topics(picture: &Picture<'_>) -> Vec<Topic> {
    let mut shapes = Tallies::new();
    let mut bodies = Tallies::new();
    for read in picture.pages {
        for endpoint in &read.facts.endpoints {
            let start = endpoint.requests.first();
            let start = start.map_or(0, |request| request.range.start);
            let place = picture.place(read.page.file, start);
            for example in &endpoint.examples {
                let at = example.shown.range(&(0..0)).start;
                let at = picture.place(read.page.file, at);
                bodies.add(body(example), at.clone());
                if example.role == BodyRole::Response {
                    shapes.add(response(example), at);
                }
            }
            for _ in &endpoint.statuses {
                shapes.add("status in a text, list or table", place.clone());
            }
            for _ in &endpoint.response_headers {
                shapes.add("response header", place.clone());
            }
        }
    }
    let topic = |title, tallies: Tallies<&'static str>| Topic {
        title,
        shapes: tallies.shapes(),
        conclusions: Vec::new(),
    };
    vec![
        topic("responses", shapes),
        topic("examples of bodies", bodies),
    ]
}

fn response(example: &ExampleFact) -> &'static str {
    match (&*example.body, example.status) {
        (ExampleBody::Text(_), _) => "example that is a text",
        (_, Some(_)) => "JSON example with a status",
        (_, None) => "JSON example without a status",
    }
}

fn body(example: &ExampleFact) -> &'static str {
    match &*example.body {
        ExampleBody::Json(_) => "JSON",
        ExampleBody::Invalid(invalid) if invalid.repaired.is_some() => {
            "JSON with a slip that has one certain repair"
        }
        ExampleBody::Invalid(_) => "JSON that cannot be read",
        ExampleBody::Text(_) => "text",
    }
}
