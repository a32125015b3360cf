//! Requests as elements: `<Route method="GET">/books</Route>`, `<div class="endpoint get">/books</div>`.

use docbind_spec::Method;

use super::{Form, Found, RequestLine};
use crate::extract::{template, url};
use crate::markdown::{Block, BlockKind, Element};

/// Attributes that may hold the path.
const PATHS: &[&str] = &["path", "url", "route", "endpoint", "uri", "href"];

/// Reads an element that names a method, with a path in an attribute or as its text.
pub(super) fn read(block: &Block) -> Option<Found> {
    let BlockKind::Element(element) = &block.kind else {
        return None;
    };
    let method = method(element)?;
    let text = element.text.plain();
    let shown = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let shown = shown
        .strip_prefix(method.as_str())
        .map_or(shown.as_str(), str::trim_start);
    let attributes = PATHS.iter().filter_map(|name| element.attribute(name));
    let url = attributes
        .chain([shown])
        .filter(|address| template::address(address) == *address)
        .find_map(url::read)?;
    let request = RequestLine {
        method,
        url,
        range: block.range.clone(),
    };
    Some(Found {
        lines: vec![request],
        form: Form::Line,
    })
}

/// The method of an attribute, of a class, or of the name.
fn method(element: &Element) -> Option<Method> {
    let attribute = ["method", "type", "verb"];
    let stated = attribute.iter().filter_map(|name| element.attribute(name));
    let classes = ["class", "classname"];
    let classes = classes.iter().filter_map(|name| element.attribute(name));
    let words = classes.flat_map(str::split_whitespace);
    stated
        .chain(words)
        .chain([element.name.as_str()])
        .find_map(|word| Method::parse(&word.trim().to_uppercase()))
}
