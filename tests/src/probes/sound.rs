//! Pages that were read as they should be, whatever they say.

use docbind::diag::{Diagnostic, Rule};
use docbind::pipeline::{ReadOptions, Reading, read_docs};
use docbind::source::{SourceFile, SourceSet};

/// One page, read.
///
/// # Panics
///
/// Where the spec does not hold together, or a finding has no place on the page.
pub(super) fn read(text: &str) -> Reading {
    let page = SourceFile {
        path: "page.md".to_owned(),
        text: text.to_owned(),
    };
    let sources = SourceSet::new(vec![page]);
    let options = ReadOptions {
        name: "probe".to_owned(),
        ..ReadOptions::default()
    };
    let reading = read_docs(&sources, &options);
    let faults = faults(&reading);
    assert!(faults.is_empty(), "{faults:#?}");
    for found in &reading.diagnostics {
        let page = sources.get(found.span.file);
        let place = page.and_then(|page| page.text.get(found.span.range.clone()));
        assert!(place.is_some(), "{found:?} has no place");
    }
    reading
}

/// What does not hold together in the spec.
fn faults(reading: &Reading) -> Vec<String> {
    let is_told = |found: &Diagnostic| found.rule == Rule::AmbiguousName;
    let is_told = reading.diagnostics.iter().any(is_told);
    docbind_spec::validate(&reading.spec)
        .into_iter()
        // Two operations that would have one name are a finding that asks for an override.
        .filter(|it| !(is_told && it.message.ends_with("has the same name")))
        .map(|it| it.to_string())
        .collect()
}
