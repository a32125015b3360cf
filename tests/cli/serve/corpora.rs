//! The real documents beside the repository, with what people decided about their facts.

use std::fs;
use std::path::Path;

use docbind::pipeline::{ReadOptions, Reading, read_docs};
use docbind::serve::{Mock, MockOptions};
use docbind::source::{SourceFile, SourceSet};
use docbind_spec::{ApiSpec, Overrides, Source, yaml};

use crate::harness::{files, root};

const NAMES: &[&str] = &["gitlab-ci-v1", "gitlab-v3-2014", "gitlab-v3-2016"];

/// The documents of one API, as text and as docbind reads them.
pub(super) struct Corpus {
    pub(super) name: &'static str,
    /// Path and text of each page.
    pub(super) pages: Vec<(String, String)>,
    /// What was read of them.
    pub(super) spec: ApiSpec,
    /// What answers from them.
    pub(super) mock: Mock,
}

/// All of them; none, with a message, where they are not there.
pub(super) fn corpora() -> Vec<Corpus> {
    let folder = root().join("../shared/corpus");
    if !folder.is_dir() {
        println!("skipped: there is no ../shared beside the repository");
        return Vec::new();
    }
    let corpus = |name: &&'static str| Corpus::real(name, &folder.join(name));
    NAMES.iter().map(corpus).collect()
}

impl Corpus {
    /// The overrides that the repository ships are about the facts of the documents. Those that
    /// name a section, which has another address there, are taken to that of the same operation.
    fn real(name: &'static str, folder: &Path) -> Self {
        let shipped = root().join("spec/apis").join(name);
        let text = fs::read_to_string(shipped.join("overrides.yaml")).unwrap();
        let decisions = yaml::read_overrides(&text, name).unwrap();
        let facts = read(name, &pages(&shipped.join("docs")), Overrides::default()).spec;
        let pages = pages(folder);
        let plain = read(name, &pages, Overrides::default()).spec;
        let overrides = decisions.overrides.into_iter().map(|mut decision| {
            if decision.at.0.contains('#') {
                let there = counterpart(&facts, &decision.at, &plain);
                decision.at = there.unwrap_or_else(|| panic!("{name}: {} is lost", decision.at));
            }
            decision
        });
        let overrides = Overrides {
            overrides: overrides.collect(),
            waivers: Vec::new(),
            ..decisions
        };
        let reading = read(name, &pages, overrides);
        let unused = reading.diagnostics.iter();
        let unused = unused.filter(|finding| finding.rule.name() == "unused-override");
        assert_eq!(unused.count(), 0, "{name}: an override is of nothing");
        let spec = reading.spec;
        Self {
            name,
            pages,
            mock: Mock::new(&spec, MockOptions::default()).unwrap(),
            spec,
        }
    }
}

/// The section of other documents that describes what this section describes.
fn counterpart(facts: &ApiSpec, at: &Source, other: &ApiSpec) -> Option<Source> {
    facts.operations.iter().find_map(|operation| {
        let mut sections = operation.sections.iter();
        let number = sections.position(|section| section.source == *at)?;
        let mut others = other.operations.iter();
        let same = others.find(|it| it.anonymous_request() == operation.anonymous_request())?;
        Some(same.sections.get(number)?.source.clone())
    })
}

fn pages(folder: &Path) -> Vec<(String, String)> {
    let pages = files(folder).into_iter();
    pages
        .filter(|(path, _)| path.ends_with(".md"))
        .map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap()))
        .collect()
}

fn read(name: &str, pages: &[(String, String)], overrides: Overrides) -> Reading {
    let options = ReadOptions {
        name: name.to_owned(),
        overrides,
        ..ReadOptions::default()
    };
    let source = |(path, text): &(String, String)| SourceFile {
        path: path.clone(),
        text: text.clone(),
    };
    let sources = SourceSet::new(pages.iter().map(source).collect());
    read_docs(&sources, &options)
}
