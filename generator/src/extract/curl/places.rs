//! Where the parts of a command stand that a repair may have to change.
//!
//! What comes in: words of a command as the shell splits them, and the text that they were read
//! from. What goes out: places of what stands there literally; what quotes or escapes take apart
//! has none.

use std::ops::Range;

/// The places of one command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Places {
    /// The whole command.
    pub(crate) whole: Range<usize>,
    /// The name of each header.
    pub(crate) headers: Vec<Option<Range<usize>>>,
    /// The method.
    pub(crate) method: MethodPlace,
}

/// Where the method of a command stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum MethodPlace {
    /// It is this word.
    Given(Range<usize>),
    /// It is implied, and could be given after this word.
    Implied(Range<usize>),
    /// Something else decides it as well.
    Unsure,
}

impl Places {
    /// The same places by other offsets.
    pub(crate) fn map(&self, place: impl Fn(Range<usize>) -> Range<usize>) -> Self {
        let name = |range: &Option<Range<usize>>| range.clone().map(&place);
        Self {
            whole: place(self.whole.clone()),
            headers: self.headers.iter().map(name).collect(),
            method: match &self.method {
                MethodPlace::Given(range) => MethodPlace::Given(place(range.clone())),
                MethodPlace::Implied(range) => MethodPlace::Implied(place(range.clone())),
                MethodPlace::Unsure => MethodPlace::Unsure,
            },
        }
    }
}

/// The place of a header's name in the word that holds the header.
pub(super) fn header_name(text: &str, word: &Range<usize>, name: &str) -> Option<Range<usize>> {
    let raw = text.get(word.clone())?;
    let before_colon = raw.split(':').next()?.trim_end();
    let start = before_colon.strip_suffix(name)?.len();
    let start = word.start + start;
    (!name.is_empty()).then(|| start..start + name.len())
}

/// The place of a method in the word that ends in it.
pub(super) fn method(text: &str, word: &Range<usize>, method: &str) -> Option<Range<usize>> {
    let raw = text.get(word.clone())?;
    let start = raw
        .trim_end_matches(['"', '\''])
        .strip_suffix(method)?
        .len();
    let start = word.start + start;
    (!method.is_empty()).then(|| start..start + method.len())
}
