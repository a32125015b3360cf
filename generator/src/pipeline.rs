//! Every stage, in order.
//!
//! What comes in: pages as text and what people decided. What goes out: a spec with everything
//! there is to say about the pages. Nothing is read from or written to disk.

use docbind_spec::{ApiSpec, Overrides};

use crate::assemble::{self, Decisions, ReadPage, Remains};
use crate::diag::Diagnostic;
use crate::extract::facts::PageFacts;
use crate::extract::words::Words;
use crate::hints::Hints;
use crate::ledger::Entry;
use crate::markdown::{Page, Variables};
use crate::source::{FileId, SourceFile, SourceSet, on_characters};
use crate::survey::{self, Survey};
use crate::waive::{self, Waived};
use crate::{extract, markdown, threads};

/// What the reading of documents depends on, beside the documents.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReadOptions {
    /// Name of the API, `kebab-case`.
    pub name: String,
    /// Human decisions about what the documents say.
    pub overrides: Overrides,
    /// An earlier spec of the same API, whose names stay.
    pub frozen: Option<ApiSpec>,
    /// What people say about the documents. Which pages are read, [`Hints::select`] has decided
    /// before.
    pub hints: Hints,
}

/// What was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The spec.
    pub spec: ApiSpec,
    /// Findings in the order of the pages.
    pub diagnostics: Vec<Diagnostic>,
    /// Findings that the overrides waive, in the order of the pages.
    pub waived: Vec<Waived>,
    /// What became of every block of the operations' sections, in the order of the pages.
    pub ledger: Vec<Entry>,
    /// The hints that they were read with.
    pub hints: Hints,
}

/// Reads documents to a spec. Every text is a document; faults are findings.
///
/// ```
/// use docbind::pipeline::{ReadOptions, read_docs};
/// use docbind::source::{SourceFile, SourceSet};
/// let text = "## List books\n\n```\nGET /books\n```\n";
/// let pages = SourceSet::new(vec![SourceFile { path: "books.md".to_owned(), text: text.to_owned() }]);
/// let reading = read_docs(&pages, &ReadOptions { name: "library".to_owned(), ..Default::default() });
/// assert_eq!(reading.spec.operations[0].id, "list");
/// ```
pub fn read_docs(sources: &SourceSet, options: &ReadOptions) -> Reading {
    read_all(sources, options, Kept::Outline).0
}

/// Reads documents and tells which shapes they have, and which shapes nothing reads.
///
/// ```
/// use docbind::pipeline::{ReadOptions, survey_docs};
/// use docbind::source::{SourceFile, SourceSet};
/// let text = "## List books\n\n```\nGET /books/:id\n```\n";
/// let pages = SourceSet::new(vec![SourceFile { path: "books.md".to_owned(), text: text.to_owned() }]);
/// let survey = survey_docs(&pages, &ReadOptions::default());
/// assert_eq!(survey.topics[0].shapes[0].shape, "code block");
/// assert_eq!(survey.topics[0].shapes[0].place.to_string(), "books.md:4");
/// ```
pub fn survey_docs(sources: &SourceSet, options: &ReadOptions) -> Survey {
    let (reading, pages) = read_all(sources, options, Kept::Whole);
    survey::of(&survey::Picture {
        sources,
        pages: &pages,
        reading: &reading,
    })
}

/// What is kept of pages while they are put together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kept {
    /// Everything.
    Whole,
    /// Their headings, not their blocks.
    Outline,
}

fn read_all(sources: &SourceSet, options: &ReadOptions, kept: Kept) -> (Reading, Vec<ReadPage>) {
    let reader = PageReader::new(&options.hints);
    let extracted = extract_all(sources, &reader, kept);
    conclude(sources, extracted, &reader, options)
}

/// Reads one page as hints say: whoever reads a page again reads the same.
pub(crate) struct PageReader {
    variables: Variables,
    words: Words,
}

impl PageReader {
    pub(crate) fn new(hints: &Hints) -> Self {
        Self {
            variables: hints.values(),
            words: Words::with(hints.words()),
        }
    }

    /// The page, what it says, and what is the matter with it.
    pub(crate) fn read(
        &self,
        file: FileId,
        source: &SourceFile,
    ) -> (Page, PageFacts, Vec<Diagnostic>) {
        let page = markdown::read_with(file, source, &self.variables);
        let (facts, found) = extract::read(&page, &self.words);
        (page, facts, found)
    }

    /// The page with what is needed to put it together with others, and what is the matter with it.
    fn read_to_keep(
        &self,
        file: FileId,
        source: &SourceFile,
        kept: Kept,
    ) -> (ReadPage, Vec<Diagnostic>) {
        let (mut page, facts, mut found) = self.read(file, source);
        found.extend(assemble::of_page(&page, &source.text, &facts));
        let remains = Remains::of(&page, &source.text, &self.words);
        if kept == Kept::Outline {
            page.drop_blocks();
        }
        let read = ReadPage {
            page,
            facts,
            remains,
        };
        (read, found)
    }
}

/// What the pages say, each for itself.
struct Extracted {
    pages: Vec<ReadPage>,
    diagnostics: Vec<Diagnostic>,
    ledger: Vec<Entry>,
}

fn extract_all(sources: &SourceSet, reader: &PageReader, kept: Kept) -> Extracted {
    let mut pages = Vec::with_capacity(sources.len());
    let mut diagnostics = Vec::new();
    let mut ledger: Vec<Entry> = Vec::new();
    for (mut read, found) in read_each(sources, reader, kept) {
        // Without the room that it took.
        ledger.extend(std::mem::take(&mut read.facts.ledger));
        diagnostics.extend(found);
        pages.push(read);
    }
    Extracted {
        pages,
        diagnostics,
        ledger,
    }
}

/// Each page for itself, on all cores, in the order of the pages.
fn read_each(
    sources: &SourceSet,
    reader: &PageReader,
    kept: Kept,
) -> Vec<(ReadPage, Vec<Diagnostic>)> {
    let all: Vec<_> = sources.iter().collect();
    threads::each(&all, |(file, source)| {
        reader.read_to_keep(*file, source, kept)
    })
}

/// Puts the pages together.
fn conclude(
    sources: &SourceSet,
    extracted: Extracted,
    reader: &PageReader,
    options: &ReadOptions,
) -> (Reading, Vec<ReadPage>) {
    let Extracted {
        mut pages,
        mut diagnostics,
        mut ledger,
    } = extracted;
    assemble::settle(&mut pages, options.hints.meaning_of_unmarked());
    assemble::follow(&mut pages);
    let decisions = Decisions {
        name: &options.name,
        overrides: &options.overrides,
        frozen: options.frozen.as_ref(),
        words: &reader.words,
        hints: &options.hints,
    };
    let (spec, found) = assemble::assemble(sources, &pages, &decisions);
    diagnostics.extend(found);
    place(&mut diagnostics, sources);
    sort(&mut diagnostics);
    // Operations that share a section share its faults.
    diagnostics.dedup_by(|one, before| {
        (one.rule, &one.span, &one.message) == (before.rule, &before.span, &before.message)
    });
    let (mut diagnostics, waived) = waive::apply(diagnostics, &options.overrides.waivers, &pages);
    sort(&mut diagnostics);
    ledger.sort_by_key(|entry| (entry.span.file, entry.span.range.start, entry.block));
    let reading = Reading {
        spec,
        diagnostics,
        waived,
        ledger,
        hints: options.hints.clone(),
    };
    (reading, pages)
}

/// Has each finding point to whole characters: what stands within code whose signs are written as
/// `&lt;` is placed by counting, which can be wrong by some bytes.
fn place(diagnostics: &mut [Diagnostic], sources: &SourceSet) {
    for finding in diagnostics {
        let related = finding.related.iter_mut().map(|(span, _)| span);
        for span in related.chain([&mut finding.span]) {
            if let Some(page) = sources.get(span.file) {
                span.range = on_characters(&page.text, &span.range);
            }
        }
    }
}

fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|one, other| {
        let place =
            |finding: &Diagnostic| (finding.span.file, finding.span.range.start, finding.rule);
        (place(one), &one.message).cmp(&(place(other), &other.message))
    });
}
