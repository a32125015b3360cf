//! What a page says, without what its tools add.
//!
//! What comes in: the text of a page as it stands in its file. What goes out: the text as Markdown
//! alone, which knows where each of its bytes stands in the page, and what tags said that Markdown
//! has no words for. One file per mechanism; each looks only for its own marks, outside of code.
//! No mechanism knows what a page is about.

mod admonitions;
mod attributes;
mod comments;
mod components;
mod elements;
mod erb;
mod fields;
mod front_matter;
mod highlight;
mod modules;
mod templates;
mod vanish;
mod variables;

use std::collections::BTreeMap;

use super::edited::{Edit, Edited};
use super::scan::Scan;

pub use variables::Variables;
pub(crate) use variables::named as named_variables;

/// Stands where an element with a method stands; what it said is told by its place in the page.
pub(super) const ELEMENT: char = '\u{fffc}';

/// An element that names a method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// Its name.
    pub(super) name: String,
    /// Its attributes.
    pub(super) attributes: Vec<(String, String)>,
    /// Where in the page its tag ends, and what it encloses begins.
    pub(super) content: usize,
    /// Where in the page it ends.
    pub(super) end: usize,
}

/// A page without what its tools add.
#[derive(Debug)]
pub(super) struct Normalised {
    /// The text with its places, and what is code in it.
    pub(super) text: Scanned,
    /// Elements that name a method, by the first byte of their tag in the page.
    pub(super) elements: BTreeMap<usize, Named>,
    /// Anchors that headings are given, by the first byte of the heading in the page.
    pub(super) anchors: BTreeMap<usize, String>,
}

/// A text and what is code in it. It is looked at again only when it changes.
#[derive(Debug)]
pub(super) struct Scanned {
    /// The text with its places.
    pub(super) edited: Edited,
    scan: Scan,
}

impl Scanned {
    /// Looks at a text.
    pub(super) fn of(edited: Edited) -> Self {
        let scan = Scan::of(edited.text());
        Self { edited, scan }
    }

    fn apply(self, edits: Vec<Edit>) -> Self {
        if edits.is_empty() {
            self
        } else {
            Self::of(self.edited.apply(edits))
        }
    }
}

/// One mechanism: the changes that it makes to a text.
pub(super) type Step = fn(&str, &Scan) -> Vec<Edit>;

/// What is known before elements are told from other tags.
const BEFORE: &[Step] = &[
    front_matter::edits,
    highlight::edits,
    comments::edits,
    fields::edits,
];

/// What is left of templates and components once elements are known.
const AFTER: &[Step] = &[
    erb::edits,
    templates::edits,
    modules::edits,
    admonitions::edits,
    components::edits,
];

/// Normalises a page.
pub(super) fn page(source: &str, variables: &Variables) -> Normalised {
    let text = Edited::new(source).apply(line_ends(source));
    let own = front_matter::values(text.text());
    let edits = variables.edits(text.text(), &own);
    let text = run(Scanned::of(text.apply(edits)), BEFORE);
    let (edits, elements) = elements::read(&text.edited, &text.scan);
    let text = run(text.apply(edits), AFTER);
    Normalised {
        text,
        elements,
        anchors: BTreeMap::new(),
    }
}

/// Gives headings the anchors that writers chose, and takes out lists of attributes. This comes
/// when HTML is Markdown, which may give anchors as well.
pub(super) fn anchors(page: Normalised) -> Normalised {
    let (edits, anchors) = attributes::read(&page.text.edited, &page.text.scan);
    Normalised {
        text: page.text.apply(edits),
        anchors,
        ..page
    }
}

/// Applies mechanisms one after the other.
pub(super) fn run(text: Scanned, steps: &[Step]) -> Scanned {
    steps.iter().fold(text, |text, step| {
        let edits = step(text.edited.text(), &text.scan);
        text.apply(edits)
    })
}

/// Lines end in `\n` from here on.
fn line_ends(text: &str) -> Vec<Edit> {
    let returns = text.match_indices("\r\n");
    returns.map(|(at, _)| Edit::remove(at..at + 1)).collect()
}

/// A text after one mechanism.
#[cfg(test)]
fn after(step: Step, text: &str) -> String {
    let text = Scanned::of(Edited::new(text));
    run(text, &[step]).edited.text().to_owned()
}
