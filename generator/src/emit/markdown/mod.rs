//! A spec as documentation pages, in one standard wording.
//!
//! What comes in: a validated [`ApiSpec`]. What goes out: one page for each page that the spec's
//! sections come from, and `README.md` with what holds for all operations. Reading the pages
//! gives the same operations, parameters, types, responses and conventions. Source places and
//! the list of ignored blocks are those of the new pages. No file is written here.

mod conventions;
pub(super) mod curl;
mod fields;
mod layout;
mod operation;
mod stream;
mod text;
mod types;

use std::collections::BTreeMap;

use docbind_spec::ApiSpec;

pub(crate) use text::{code, inline as escaped};

pub(crate) use layout::{
    HOME, heading, identifiers_heading, page_title, scheme_heading, section_of,
};

/// A page of documentation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedPage {
    /// Path relative to the documentation's folder, with `/` between parts.
    pub path: String,
    /// The text, lines ended by `\n`.
    pub text: String,
}

/// Renders the pages of a spec, ordered by path.
pub fn render(spec: &ApiSpec) -> Vec<RenderedPage> {
    let mut bodies: BTreeMap<&str, String> = BTreeMap::new();
    for operation in &spec.operations {
        for section in &operation.sections {
            bodies
                .entry(section.source.page())
                .or_default()
                .push_str(&operation::section(spec, operation, section));
        }
    }
    let paths: Vec<&str> = bodies.keys().copied().collect();
    let overview = conventions::overview(spec, &paths);
    let mut pages: BTreeMap<&str, String> = BTreeMap::new();
    pages.insert(HOME, overview);
    for (path, body) in bodies {
        let page = pages
            .entry(path)
            .or_insert_with(|| conventions::page_head(path));
        page.push_str(&body);
    }
    pages
        .into_iter()
        .map(|(path, text)| RenderedPage {
            path: path.to_owned(),
            text: format!("{}\n", text.trim_end()),
        })
        .collect()
}
