//! Which operation a request is for.
//!
//! In: a method and a path as it came. Out: the operation and the decoded values of its
//! placeholders, or what is wrong. Segments are split before they are decoded, so that an encoded
//! slash stays inside its placeholder.

mod segment;
#[cfg(test)]
mod tests;
mod tree;

use std::borrow::Cow;

use axum::http::Method;
use serde_json::Value;

use super::builder::Handler;
use super::values::scalar;
use crate::runtime::encoding::decode;
use crate::runtime::{Api, Operation};
use segment::{Segment, Span, segments, specificity};
use tree::{Hit, Search, Tree};

/// All paths of all operations.
pub(super) struct Routes {
    /// The more specific paths first.
    routes: Vec<Route>,
    /// The same by their segments.
    tree: Tree,
    /// The methods that there are, sorted.
    methods: Vec<&'static str>,
}

/// One path of an operation, with its handler.
pub(super) struct Route {
    pub(super) operation: &'static Operation,
    pub(super) handler: Option<Handler>,
    segments: Vec<Segment>,
}

/// The outcome of a search.
pub(super) enum Found<'r> {
    /// The operation and the decoded values of its placeholders.
    Route(&'r Route, Values),
    /// The path is known with these methods only.
    OtherMethods(Vec<&'static str>),
    /// The path is unknown.
    Nothing,
}

/// Names and decoded values of placeholders.
pub(super) type Values = Vec<(&'static str, Value)>;

impl Routes {
    pub(super) fn new(
        api: &'static Api,
        handlers: &[(&'static Operation, Option<Handler>)],
    ) -> Self {
        let mut routes: Vec<Route> = handlers
            .iter()
            .flat_map(|(operation, handler)| Route::all(api, operation, handler.as_ref()))
            .collect();
        routes.sort_by(|a, b| specificity(&a.segments, &b.segments));
        let mut tree = Tree::default();
        for (number, route) in routes.iter().enumerate() {
            tree.insert(&route.segments, number);
        }
        let methods = routes.iter().map(|route| route.operation.method.as_str());
        let mut methods: Vec<&str> = methods.collect();
        methods.sort_unstable();
        methods.dedup();
        Self {
            routes,
            tree,
            methods,
        }
    }

    /// Finds the operation for a method and the raw path of a request.
    pub(super) fn find(&self, method: &Method, path: &str) -> Found<'_> {
        let path = Asked::new(path);
        let wanted = method.as_str();
        // HEAD is GET without a body where it is not an operation of its own.
        let methods: &[&str] = if wanted == "HEAD" {
            &["HEAD", "GET"]
        } else {
            &[wanted]
        };
        for span in [Span::One, Span::Several] {
            for method in methods {
                if let Some((route, values)) = self.first(&path, span, method) {
                    return Found::Route(route, values);
                }
            }
        }
        for span in [Span::One, Span::Several] {
            let known = self.methods.iter().copied();
            let mut allowed: Vec<&str> = known
                .filter(|method| self.first(&path, span, method).is_some())
                .collect();
            match allowed.binary_search(&"GET") {
                Ok(at) if !allowed.contains(&"HEAD") => allowed.insert(at + 1, "HEAD"),
                _ => {}
            }
            if !allowed.is_empty() {
                return Found::OtherMethods(allowed);
            }
        }
        Found::Nothing
    }

    /// The first route with this method that fits the path, without or with its `.json` suffix.
    fn first(&self, path: &Asked<'_>, span: Span, method: &str) -> Option<(&Route, Values)> {
        let route = |number: usize| {
            let route = self.routes.get(number);
            route.filter(|route| route.operation.method.as_str() == method)
        };
        let bare = path.bare.as_deref().and_then(|texts| {
            let search = Search {
                texts,
                span,
                wanted: &|it| route(it).is_some_and(|route| !route.ends_in_free_text()),
            };
            Some((self.tree.search(&search, None)?, texts))
        });
        let (without, bare) = bare.unzip();
        let number = without.as_ref().map(|hit| hit.number);
        let search = Search {
            texts: &path.texts,
            span,
            wanted: &|it| route(it).is_some(),
        };
        let hit = self.tree.search(&search, without)?;
        // The suffix stays where a route comes first that only fits with it.
        let texts = bare.filter(|_| number == Some(hit.number));
        let route = route(hit.number)?;
        Some((route, route.values(texts.unwrap_or(&path.texts), &hit)))
    }
}

/// How many segments a path is expected to have.
const SEGMENTS: usize = 8;

/// The segments of a request's path.
struct Asked<'t> {
    texts: Vec<&'t str>,
    /// The same without a `.json` at the end, where there is one.
    bare: Option<Vec<&'t str>>,
}

impl<'t> Asked<'t> {
    fn new(path: &'t str) -> Self {
        let mut texts = Vec::with_capacity(SEGMENTS);
        texts.extend(path.split('/').filter(|text| !text.is_empty()));
        let bare = texts.split_last().and_then(|(last, before)| {
            let last = last.strip_suffix(".json")?;
            (!last.is_empty()).then(|| [before, &[last]].concat())
        });
        Self { texts, bare }
    }
}

impl Route {
    /// The routes of all paths of an operation, its own path first.
    fn all(
        api: &'static Api,
        operation: &'static Operation,
        handler: Option<&Handler>,
    ) -> Vec<Self> {
        let paths = [operation.path].into_iter();
        let paths = paths.chain(operation.aliases.iter().copied());
        let route = |path| Self {
            operation,
            handler: handler.cloned(),
            segments: segments(api, operation, path),
        };
        paths.map(route).collect()
    }

    /// Whether `.json` at the end may belong to the name of a file.
    fn ends_in_free_text(&self) -> bool {
        matches!(
            self.segments.last(),
            Some(Segment::Placeholder(_, Span::Several))
        )
    }

    /// The values of the placeholders in segments that fit.
    fn values(&self, mut texts: &[&str], hit: &Hit) -> Values {
        let mut values = Vec::new();
        let mut lengths = hit.lengths.iter().copied();
        for segment in &self.segments {
            let length = match segment {
                Segment::Placeholder(_, Span::Several) => lengths.next().unwrap_or(1),
                _ => 1,
            };
            let (taken, rest) = texts.split_at(length.min(texts.len()));
            texts = rest;
            match segment {
                Segment::Literal(_) => {}
                Segment::Placeholder(name, _) => values.push((*name, scalar(decoded(taken)))),
                Segment::Mixed(shape, names) => {
                    let read = taken.first().and_then(|text| shape.read(text));
                    let read = read.into_iter().flatten();
                    let read = read.map(|text| scalar(decode(text)));
                    values.extend(names.iter().copied().zip(read));
                }
            }
        }
        values
    }
}

fn decoded<'t>(texts: &[&'t str]) -> Cow<'t, str> {
    match texts {
        [text] => decode(text),
        texts => {
            let texts: Vec<_> = texts.iter().map(|text| decode(text)).collect();
            Cow::Owned(texts.join("/"))
        }
    }
}
