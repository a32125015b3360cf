//! Where a parameter is sent, by the words of its description: "This is passed as a query
//! parameter".

use super::facts::ParamPlace;
use super::lower::Lower;
use crate::markdown::single_blanks;

/// Words before a place.
const VERBS: &[&str] = &[
    "specified",
    "passed",
    "sent",
    "given",
    "provided",
    "supplied",
];

/// Places, one line each.
const PLACES: &[(&str, ParamPlace)] = &[
    (" as a query parameter", ParamPlace::Query),
    (" as a query string parameter", ParamPlace::Query),
    (" as a url parameter", ParamPlace::Query),
    (" in the query", ParamPlace::Query),
    (" via the query", ParamPlace::Query),
    (" in the request body", ParamPlace::Body),
    (" in the body", ParamPlace::Body),
    (" as part of the path", ParamPlace::Path),
    (" as part of the url path", ParamPlace::Path),
    (" in the path", ParamPlace::Path),
];

/// The place that a description says; nothing where it says two.
pub(super) fn read(description: &str) -> Option<ParamPlace> {
    let lower = Lower::of(&single_blanks(description));
    let mut found = VERBS.iter().flat_map(|verb| {
        let after = lower.all().places(verb).map(|at| at + verb.len());
        let place = |at: usize| {
            let rest = &lower.as_str()[at..];
            let known = PLACES.iter().find(|(words, _)| rest.starts_with(words));
            known.map(|(_, place)| *place)
        };
        after.filter_map(place).collect::<Vec<_>>()
    });
    let first = found.next()?;
    found.all(|place| place == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_say_places() {
        for (text, expected) in [
            (
                "A mark. This is specified as a query parameter.",
                Some(ParamPlace::Query),
            ),
            ("The id, passed in the\nbody", Some(ParamPlace::Body)),
            ("The title; must be that in the body", None),
            ("passed in the query or sent in the body", None),
            ("given as part of the path", Some(ParamPlace::Path)),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
