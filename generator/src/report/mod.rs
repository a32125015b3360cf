//! One HTML page on which people see what docbind read from every line of their documents.
//!
//! What comes in: readings with their pages and the levels of rules. What goes out: a page that
//! needs nothing else: no network, no further file, and no script for reading. What never happens
//! here: nothing is read from or written to disk, and no text of a document becomes markup.
//!
//! `cut` divides pages, `model` puts together what belongs side by side, `links` says what a block
//! became, and the other files each write one part of the page as HTML.

mod conventions;
mod cut;
mod findings;
mod links;
mod messages;
mod model;
mod operation;
mod overview;
mod rules;
mod source_view;
mod types;

use docbind_spec::ApiSpec;

use crate::diag::{Diagnostic, Levels};
use crate::hints::Hints;
use crate::html::Html;
use crate::ledger::Entry;
use crate::pipeline::Reading;
use crate::source::SourceSet;
use crate::waive::Waived;
use model::{ApiView, PageView};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// What the page may do: apply styles and run the one script whose SHA-256 this is. A browser
/// that refuses a changed script tells the hash to write here.
const POLICY: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-5bNBO1fNWaB2oz2wcoqX2Yvq4ejDTqGbbyfk1nU0yfU='";

/// One API as it was read.
#[derive(Debug, Clone, Copy)]
pub struct Api<'a> {
    /// What the documents say.
    pub spec: &'a ApiSpec,
    /// The documents.
    pub sources: &'a SourceSet,
    /// What is the matter with them, by place.
    pub findings: &'a [Diagnostic],
    /// What people know of that and leave, by place.
    pub waived: &'a [Waived],
    /// What became of every block of the operations' sections.
    pub ledger: &'a [Entry],
    /// What people say about the documents.
    pub hints: &'a Hints,
    /// How seriously findings are taken; those that are allowed are counted only.
    pub levels: &'a Levels,
}

impl<'a> Api<'a> {
    /// The parts of a reading.
    pub fn new(reading: &'a Reading, sources: &'a SourceSet, levels: &'a Levels) -> Self {
        Self {
            spec: &reading.spec,
            sources,
            findings: &reading.diagnostics,
            waived: &reading.waived,
            ledger: &reading.ledger,
            hints: &reading.hints,
            levels,
        }
    }
}

/// The review page of these APIs.
///
/// ```
/// use docbind::diag::Levels;
/// use docbind::pipeline::{ReadOptions, read_docs};
/// use docbind::report::{Api, render};
/// use docbind::source::{SourceFile, SourceSet};
/// let text = "## List books\n\n```\nGET /books\n```\n";
/// let pages = SourceSet::new(vec![SourceFile { path: "books.md".to_owned(), text: text.to_owned() }]);
/// let reading = read_docs(&pages, &ReadOptions::default());
/// let page = render(&[Api::new(&reading, &pages, &Levels::default())]);
/// assert!(page.starts_with("<!doctype html>"));
/// assert!(page.contains("id=\"books.md/list-books\""));
/// ```
pub fn render(apis: &[Api<'_>]) -> String {
    let views = model::views(apis);
    let mut html = Html::default();
    head(&mut html, &views);
    overview::write(&mut html, &views);
    html.markup("<main id=\"pages\">\n");
    for view in &views {
        html.open(
            "section",
            &[("class", "api"), ("data-api", &view.api.spec.name)],
        );
        html.open("h2", &[("id", &view.id)]);
        html.text(&view.api.spec.name);
        html.markup("</h2>\n");
        findings::homeless(&mut html, view);
        operation::elsewhere(&mut html, view);
        for page in &view.pages {
            write_page(&mut html, view, page);
        }
        types::section(&mut html, view);
        html.markup("</section>\n");
    }
    html.markup("<p id=\"nothing\" hidden>Nothing matches these filters.</p>\n</main>\n");
    rules::write(&mut html, &views);
    html.markup("<script>");
    html.markup(SCRIPT);
    html.markup("</script>\n</body>\n</html>\n");
    html.finish()
}

fn head(html: &mut Html, views: &[ApiView<'_>]) {
    html.markup("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.open(
        "meta",
        &[
            ("http-equiv", "Content-Security-Policy"),
            ("content", POLICY),
        ],
    );
    html.markup(
        "\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"generator\" content=\"docbind\">\n<link rel=\"icon\" href=\"data:,\">\n<title>",
    );
    html.text(&overview::title(views));
    html.markup("</title>\n<style>\n");
    html.markup(STYLE);
    html.markup("</style>\n</head>\n<body>\n");
}

/// A document, each stretch of it beside what was read from it.
fn write_page(html: &mut Html, view: &ApiView<'_>, page: &PageView<'_>) {
    html.open("article", &[("class", "page"), ("id", &page.id)]);
    html.markup("<header><h3>");
    html.link("", &page.id, page.path);
    html.markup("</h3>");
    overview::page_totals(html, page);
    html.markup("</header>\n");
    let marks = source_view::Marks::of(view, page);
    for group in &page.groups {
        let beside = operation::is_beside(view, page, group);
        let class = if beside { "group" } else { "group outside" };
        html.open("section", &[("class", class), ("aria-label", &group.title)]);
        html.markup("<div class=\"src\">");
        source_view::write(html, view, page, group, &marks);
        html.markup("</div>\n<div class=\"cards\">");
        operation::cards(html, view, page, group);
        html.markup("</div></section>\n");
    }
    html.markup("</article>\n");
}

#[cfg(test)]
mod tests;
