//! The page as HTML, for browsers: no script, no network.

use super::contents::{Entry, HEADERS, Page, Resource, WISHES};
use crate::html::{Html, address};

const STYLE: &str = include_str!("style.css");

/// What the page may do: apply its own styles.
const HEAD: &str = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
    <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
    base-uri 'none'; form-action 'none'; img-src data:; style-src 'unsafe-inline'\">\
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
    <link rel=\"icon\" href=\"data:,\"><style>";

/// The page as a document.
pub(super) fn page(page: &Page<'_>) -> String {
    let mut html = Html::default();
    html.markup(HEAD);
    html.markup(STYLE);
    html.markup("</style>");
    html.element("title", &[], page.title);
    html.markup("</head><body>");
    top(&mut html, page);
    html.markup("<main>");
    for resource in &page.contents.resources {
        operations(&mut html, page, resource);
    }
    html.markup("</main></body></html>\n");
    html.finish()
}

fn top(html: &mut Html, page: &Page<'_>) {
    let count = page.contents.entries().count();
    html.markup("<header>");
    html.element("h1", &[], page.title);
    html.markup("<p class=\"lead\">");
    html.number(count);
    html.markup(" operations, answered from their documents by docbind.</p><dl>");
    let openapi = format!("{}/openapi.json", page.origin);
    html.markup("<dt>Base address</dt><dd>");
    html.element("code", &[], &format!("{}{}", page.origin, page.base));
    html.markup("</dd><dt>Try</dt><dd>");
    if let Some(call) = &page.call {
        html.element("pre", &[], call);
    }
    html.element("p", &[], page.tokens);
    html.markup("</dd><dt>OpenAPI</dt><dd>");
    html.element("a", &[("href", "/openapi.json")], &openapi);
    html.markup("</dd></dl><details><summary>Other answers, and what answers say</summary>");
    table(html, "A request may wish for", WISHES);
    table(html, "Answers say", HEADERS);
    html.markup("</details><nav aria-label=\"Resources\">");
    for resource in &page.contents.resources {
        html.link("", &address(&resource.name), &words(&resource.name));
    }
    html.markup("</nav></header>");
}

fn table(html: &mut Html, heading: &str, rows: &[(&str, &str)]) {
    html.element("h2", &[], heading);
    html.markup("<dl>");
    for (name, words) in rows {
        html.markup("<dt>");
        html.element("code", &[], name);
        html.markup("</dt>");
        html.element("dd", &[], words);
    }
    html.markup("</dl>");
}

fn operations(html: &mut Html, page: &Page<'_>, resource: &Resource) {
    html.open("section", &[("id", &address(&resource.name))]);
    html.element("h2", &[], &words(&resource.name));
    html.markup("<ul>");
    for entry in &resource.operations {
        html.markup("<li>");
        row(html, page, entry);
        html.markup("</li>");
    }
    html.markup("</ul></section>");
}

fn row(html: &mut Html, page: &Page<'_>, entry: &Entry) {
    let class = format!("method {}", entry.method.to_ascii_lowercase());
    html.element("span", &[("class", &class)], entry.method);
    html.markup("<span class=\"what\">");
    if entry.method == "GET" {
        let target = format!("{}{}", entry.sample(), page.pass);
        html.element("a", &[("class", "path"), ("href", &target)], &entry.path);
    } else {
        html.element("span", &[("class", "path")], &entry.path);
    }
    html.element("span", &[("class", "title")], &entry.title);
    html.markup("</span>");
    html.element("span", &[("class", "section")], &entry.section);
}

/// The name of a resource as words.
fn words(name: &str) -> String {
    name.replace('_', " ")
}
