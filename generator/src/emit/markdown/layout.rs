//! Which page and heading each part of a spec is rendered under.

use crate::names::mint;
use docbind_spec::{Identifiers, SecurityScheme, Source};

use crate::markdown::slug;

/// The page that tells what holds for all operations.
pub(crate) const HOME: &str = "README.md";

/// The headings of the overview page.
pub(crate) mod heading {
    pub(crate) const RESOURCES: &str = "Resources";
    pub(crate) const ROOTS: &str = "API prefix";
    pub(crate) const AUTHENTICATION: &str = "Authentication";
    pub(crate) const STATUSES: &str = "Status codes";
    pub(crate) const SUDO: &str = "Sudo";
    pub(crate) const PAGING: &str = "Pagination";
    pub(crate) const ERRORS: &str = "Errors";
}

/// The heading about the two identifiers of a resource.
pub(crate) fn identifiers_heading(identifiers: &Identifiers) -> String {
    format!("{} vs {}", identifiers.global, identifiers.scoped)
}

/// The heading of a security scheme.
pub(crate) fn scheme_heading(scheme: &SecurityScheme) -> String {
    match &scheme.title {
        Some(title) => format!("{}: {title}", heading::AUTHENTICATION),
        None => heading::AUTHENTICATION.to_owned(),
    }
}

/// The heading of a page of operations.
pub(crate) fn page_title(path: &str) -> String {
    format!("{} API", page_name(path))
}

/// The name of a page in words: `ci/build_logs.md` is `Ci build logs`.
pub(crate) fn page_name(path: &str) -> String {
    let words = mint::page_stem(path).replace(['/', '_', '-'], " ");
    let mut chars = words.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => words,
    }
}

/// The section below a heading of a page.
pub(crate) fn section_of(page: &str, heading: &str) -> Source {
    Source(format!("{page}#{}", slug(heading)))
}
