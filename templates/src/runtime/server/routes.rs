//! Which operation a request is for.
//!
//! In: a method and a path as it came. Out: the operation and the decoded values of its
//! placeholders, or what is wrong. Segments are split before they are decoded, so that an encoded
//! slash stays inside its placeholder.

use std::cmp::Ordering;

use axum::http::Method;

use super::builder::Handler;
use crate::runtime::encoding::decode;
use crate::runtime::{Api, Operation, Place};

/// All operations, the more specific paths first.
pub(super) struct Routes {
    routes: Vec<Route>,
}

/// One operation with its path and handler.
pub(super) struct Route {
    pub(super) operation: &'static Operation,
    pub(super) handler: Option<Handler>,
    segments: Vec<Segment>,
}

/// The outcome of a search.
pub(super) enum Found<'r> {
    /// The operation and the decoded values of its placeholders.
    Route(&'r Route, Vec<(&'static str, String)>),
    /// The path is known with these methods only.
    OtherMethods(Vec<&'static str>),
    /// The path is unknown.
    Nothing,
}

#[derive(Debug, PartialEq, Eq)]
enum Segment {
    Literal(&'static str),
    /// A whole segment, or several if it is free text.
    Placeholder(&'static str, Span),
    /// Placeholders with text before, between or after.
    Mixed(Vec<Part>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Span {
    One,
    Several,
}

#[derive(Debug, PartialEq, Eq)]
enum Part {
    Literal(&'static str),
    Placeholder(&'static str),
}

type Values = Vec<(&'static str, String)>;

impl Routes {
    pub(super) fn new(
        api: &'static Api,
        handlers: Vec<(&'static Operation, Option<Handler>)>,
    ) -> Self {
        let mut routes: Vec<Route> = handlers
            .into_iter()
            .map(|(operation, handler)| Route {
                operation,
                handler,
                segments: segments(api, operation),
            })
            .collect();
        routes.sort_by(|a, b| specificity(&a.segments, &b.segments));
        Self { routes }
    }

    /// Finds the operation for a method and the raw path of a request.
    pub(super) fn find(&self, method: &Method, path: &str) -> Found<'_> {
        let texts: Vec<&str> = path.split('/').filter(|text| !text.is_empty()).collect();
        let wanted = method.as_str();
        // HEAD is GET without a body where it is not an operation of its own.
        let methods: &[&str] = if wanted == "HEAD" {
            &["HEAD", "GET"]
        } else {
            &[wanted]
        };
        for span in [Span::One, Span::Several] {
            for method in methods {
                let mut matches = self.matches(&texts, span);
                let found = matches.find(|(route, _)| route.operation.method.as_str() == *method);
                if let Some((route, values)) = found {
                    return Found::Route(route, values);
                }
            }
        }
        for span in [Span::One, Span::Several] {
            let mut allowed: Vec<&str> = self
                .matches(&texts, span)
                .map(|(route, _)| route.operation.method.as_str())
                .collect();
            if allowed.contains(&"GET") {
                allowed.push("HEAD");
            }
            allowed.sort_unstable();
            allowed.dedup();
            if !allowed.is_empty() {
                return Found::OtherMethods(allowed);
            }
        }
        Found::Nothing
    }

    /// All routes that match the path, without and with its `.json` suffix.
    fn matches<'r, 't>(
        &'r self,
        texts: &[&'t str],
        span: Span,
    ) -> impl Iterator<Item = (&'r Route, Values)> + use<'r, 't> {
        let mut bare = texts.to_vec();
        let stripped = bare
            .last()
            .and_then(|last| last.strip_suffix(".json"))
            .filter(|rest| !rest.is_empty());
        if let (Some(last), Some(stripped)) = (bare.last_mut(), stripped) {
            *last = stripped;
        }
        let suffixed = stripped.is_some();
        let texts = texts.to_vec();
        self.routes.iter().filter_map(move |route| {
            let texts = if suffixed && !route.ends_in_free_text() {
                route
                    .values(&bare, span)
                    .or_else(|| route.values(&texts, span))
            } else {
                route.values(&texts, span)
            };
            texts.map(|values| (route, values))
        })
    }
}

impl Route {
    /// Whether `.json` at the end may belong to the name of a file.
    fn ends_in_free_text(&self) -> bool {
        matches!(
            self.segments.last(),
            Some(Segment::Placeholder(_, Span::Several))
        )
    }

    fn values(&self, texts: &[&str], span: Span) -> Option<Values> {
        let mut values = Vec::new();
        matches(&self.segments, texts, span, &mut values).then_some(values)
    }
}

fn segments(api: &Api, operation: &'static Operation) -> Vec<Segment> {
    let base = if operation.rooted { "" } else { api.base_path };
    let texts = base.split('/').chain(operation.path.split('/'));
    texts
        .filter(|text| !text.is_empty())
        .map(|text| segment(operation, text))
        .collect()
}

fn segment(operation: &'static Operation, text: &'static str) -> Segment {
    let mut parts = parts(text);
    match (parts.pop(), parts.is_empty()) {
        (Some(Part::Placeholder(name)), true) => {
            let param = operation.param(Place::Path, name);
            let several = param.is_some_and(|param| param.free_text);
            Segment::Placeholder(name, if several { Span::Several } else { Span::One })
        }
        (Some(last), false) => {
            parts.push(last);
            Segment::Mixed(parts)
        }
        _ => Segment::Literal(text),
    }
}

fn parts(text: &'static str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(colon) = rest.find(':') {
        let (literal, after) = (&rest[..colon], &rest[colon + 1..]);
        if !literal.is_empty() {
            parts.push(Part::Literal(literal));
        }
        let end = after
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .unwrap_or(after.len());
        parts.push(Part::Placeholder(&after[..end]));
        rest = &after[end..];
    }
    if !rest.is_empty() {
        parts.push(Part::Literal(rest));
    }
    parts
}

/// Literal segments come before placeholders, from the left; of two paths that begin the same, the
/// longer comes first.
fn specificity(a: &[Segment], b: &[Segment]) -> Ordering {
    let rank = |segment: &Segment| match segment {
        Segment::Literal(_) => 0,
        Segment::Mixed(_) => 1,
        Segment::Placeholder(_, Span::One) => 2,
        Segment::Placeholder(_, Span::Several) => 3,
    };
    let ranks = |segments: &[Segment]| segments.iter().map(rank).chain([4]).collect::<Vec<_>>();
    ranks(a).cmp(&ranks(b))
}

fn matches(segments: &[Segment], texts: &[&str], span: Span, values: &mut Values) -> bool {
    let Some((segment, segments)) = segments.split_first() else {
        return texts.is_empty();
    };
    let Some((text, rest)) = texts.split_first() else {
        return false;
    };
    match segment {
        Segment::Literal(literal) => {
            decode(text) == *literal && matches(segments, rest, span, values)
        }
        Segment::Mixed(parts) => {
            let before = values.len();
            if matches_parts(parts, text, values) && matches(segments, rest, span, values) {
                return true;
            }
            values.truncate(before);
            false
        }
        Segment::Placeholder(name, own) => {
            let several = span == Span::Several && *own == Span::Several;
            let longest = if several { texts.len() } else { 1 };
            for length in 1..=longest {
                let before = values.len();
                let (taken, rest) = texts.split_at(length);
                values.push((name, decoded(taken)));
                if matches(segments, rest, span, values) {
                    return true;
                }
                values.truncate(before);
            }
            false
        }
    }
}

fn matches_parts(parts: &[Part], text: &str, values: &mut Values) -> bool {
    match parts {
        [] => text.is_empty(),
        [Part::Literal(literal), parts @ ..] => text
            .strip_prefix(literal)
            .is_some_and(|rest| matches_parts(parts, rest, values)),
        [Part::Placeholder(name)] => {
            values.push((name, decode(text)));
            !text.is_empty()
        }
        [Part::Placeholder(name), parts @ ..] => {
            let ends = text.char_indices().map(|(at, _)| at).skip(1);
            for end in ends {
                let before = values.len();
                values.push((name, decode(&text[..end])));
                if matches_parts(parts, &text[end..], values) {
                    return true;
                }
                values.truncate(before);
            }
            false
        }
    }
}

fn decoded(texts: &[&str]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| decode(text)).collect();
    texts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::{self, ErrorShape, Param};

    const GET: runtime::Method = runtime::Method::Get;
    static SHELVES: Operation = Operation::new("shelves", GET, "/shelves");
    static SHELF: Operation =
        Operation::new("shelf", GET, "/shelves/:id").params(&[Param::path("id")]);
    static NEWEST: Operation = Operation::new("newest", GET, "/shelves/newest");
    static DUST: Operation = Operation::new("dust", runtime::Method::Delete, "/shelves/:id/dust")
        .params(&[Param::path("id")]);
    static TEXT: Operation = Operation::new("text", GET, "/shelves/:id/texts/:path")
        .params(&[Param::path("id"), Param::path("path").free_text()]);
    static SPINE: Operation = Operation::new("spine", GET, "/shelves/:id/texts/:path/spine")
        .params(&[Param::path("id"), Param::path("path").free_text()]);
    static DIFF: Operation = Operation::new("diff", GET, "/diff/:from...:to.txt");
    static TILL: Operation = Operation::new("till", GET, "/till/v1").rooted();
    static API: Api = Api {
        name: "t",
        base_path: "/api",
        operations: &[
            &SHELVES, &SHELF, &NEWEST, &DUST, &TEXT, &SPINE, &DIFF, &TILL,
        ],
        security: &[],
        sudo: None,
        paging: None,
        errors: ErrorShape::DEFAULT,
    };

    #[track_caller]
    fn check(request: &str, expected: &str) {
        let handlers = API.operations.iter().map(|o| (*o, None)).collect();
        let routes = Routes::new(&API, handlers);
        let (method, path) = request.split_once(' ').unwrap();
        let found = match routes.find(&method.parse().unwrap(), path) {
            Found::Route(route, values) => {
                let values: Vec<String> = values
                    .iter()
                    .map(|(name, value)| format!(" {name}={value}"))
                    .collect();
                format!("{}{}", route.operation.id, values.concat())
            }
            Found::OtherMethods(methods) => format!("405 {}", methods.join(",")),
            Found::Nothing => "404".to_owned(),
        };
        assert_eq!(found, expected, "{request}");
    }

    #[test]
    fn paths() {
        check("GET /api/shelves", "shelves");
        check("GET //api///shelves/", "shelves");
        check("GET /api/shelves.json", "shelves");
        check("GET /api/shelves/7", "shelf id=7");
        check("GET /api/shelves/a%2Fb", "shelf id=a/b");
        check("GET /api/shelves/a%2Fb.json", "shelf id=a/b");
        check("GET /api/shelves/a%252Fb", "shelf id=a%2Fb");
        check("GET /api/shelves/newest", "newest");
        check("GET /api/shelves/newest.json", "newest");
        check("GET /shelves", "404");
        check("GET /till/v1", "till");
        check("GET /api/till/v1", "404");
        check("GET /", "404");
    }

    #[test]
    fn free_text_spans_segments() {
        check("GET /api/shelves/7/texts/a", "text id=7 path=a");
        check("GET /api/shelves/7/texts/a/b.txt", "text id=7 path=a/b.txt");
        check(
            "GET /api/shelves/7/texts/a%2Fb.json",
            "text id=7 path=a/b.json",
        );
        check("GET /api/shelves/7/texts/a/spine", "spine id=7 path=a");
        check("GET /api/shelves/7/texts/a/b/spine", "spine id=7 path=a/b");
        check("GET /api/shelves/7/9/texts/a", "404");
        check("GET /api/diff/1.0...2.0.txt", "diff from=1.0 to=2.0");
    }

    #[test]
    fn methods() {
        check("HEAD /api/shelves/7", "shelf id=7");
        check("POST /api/shelves/7", "405 GET,HEAD");
        check("GET /api/shelves/7/dust", "405 DELETE");
        check("PUT /api/shelves/7/texts/a/b", "405 GET,HEAD");
    }
}
