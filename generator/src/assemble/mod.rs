//! Facts of all pages to one spec.
//!
//! What comes in: [`PageFacts`] of each page, overrides, and the names of an earlier spec. What
//! goes out: an [`ApiSpec`] and findings about pages that contradict each other. The order:
//! base path → overrides by section → merge by method and path → aliases → names → types.

mod aliases;
mod base;
mod calls;
mod command;
mod conventions;
mod definitions;
mod directives;
mod earlier;
mod findings;
mod gather;
mod infer;
mod ledger;
mod naming;
mod operation;
mod overrides;
mod parameters;
mod path_style;
mod placement;
mod resources;
mod responses;
mod sections;
#[cfg(test)]
mod tests;
mod type_overrides;
mod unlabelled;
mod unmarked;

pub(crate) use base::versioned_root;
pub(crate) use directives::follow;
pub(crate) use findings::{Remains, of_page};
pub(crate) use sections::source as section_source;
pub(crate) use unmarked::settle;

use docbind_spec::{ApiSpec, Content, FORMAT, Overrides};

use self::earlier::Earlier;
use crate::diag::Diagnostic;
use crate::extract::facts::PageFacts;
use crate::extract::words::Words;
use crate::hints::Hints;
use crate::markdown::Page;
use crate::source::SourceSet;

/// A page with what was read from it.
pub(crate) struct ReadPage {
    /// The page.
    pub(crate) page: Page,
    /// What was read.
    pub(crate) facts: PageFacts,
    /// What is looked at later of its blocks.
    pub(crate) remains: Remains,
}

/// What people decided before.
pub(crate) struct Decisions<'a> {
    /// Name of the API.
    pub(crate) name: &'a str,
    /// Corrections.
    pub(crate) overrides: &'a Overrides,
    /// The spec whose names stay.
    pub(crate) frozen: Option<&'a ApiSpec>,
    /// The words that documents use.
    pub(crate) words: &'a Words,
    /// What they say about the documents.
    pub(crate) hints: &'a Hints,
}

/// Puts everything together.
pub(crate) fn assemble(
    sources: &SourceSet,
    pages: &[ReadPage],
    decisions: &Decisions<'_>,
) -> (ApiSpec, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let base = base::find(pages, decisions.hints.roots());
    let collected = sections::collect(pages, &base);
    let ignored = ledger::ignored(pages, &collected);
    let mut found = collected.operations;
    unlabelled::place(&mut found, decisions.hints.placement());
    overrides::apply(&mut found, decisions.overrides, pages, &mut diagnostics);
    let mut api = conventions::assemble(pages, &base);
    let merged = operation::merge(found);
    let definitions = definitions::Definitions::collect(pages);
    api.other_roots = base::other_roots(&merged, &base, pages);
    let documented = calls::Documented::new(&merged);
    let resources: Vec<String> = pages.iter().map(sections::resource).collect();
    let picture = operation::Picture {
        documented: &documented,
        pages,
        resources: &resources,
        api: &api,
        base: &base,
    };
    let mut operations = operation::build_all(&merged, &picture, &mut diagnostics);
    aliases::apply(&mut operations, &merged, &api, pages, &mut diagnostics);
    let earlier = Earlier::find(decisions.frozen, &operations);
    resources::keep(&mut operations, &merged, &earlier);
    naming::operations(&mut operations, &merged, &earlier, &mut diagnostics);
    conventions::place_credentials(&mut api, &operations);
    let mut types = infer::types(&mut operations, &merged, &definitions, &api, &earlier);
    type_overrides::apply(
        &decisions.overrides.types,
        &mut types,
        &mut operations,
        &mut diagnostics,
    );
    infer::parameters(&mut operations, &types, &api);
    let spec = ApiSpec {
        format: FORMAT,
        name: decisions.name.to_owned(),
        title: conventions::title(pages),
        content: Content::Full,
        api,
        operations,
        answers: decisions.overrides.answers,
        types,
        ignored,
    };
    diagnostics.extend(findings::report(&findings::Picture {
        sources,
        pages,
        merged: &merged,
        spec: &spec,
        words: decisions.words,
    }));
    (spec, diagnostics)
}
