//! Other words for those that docbind knows.

use std::collections::BTreeMap;

use serde::Deserialize;

/// What a word may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Term {
    /// A column of names of parameters.
    Name,
    /// A column of names of headers.
    Header,
    /// A column of types.
    Type,
    /// A column that says what must be sent, and the word for it elsewhere.
    Required,
    /// A column that says what need not be sent, and the word for it elsewhere.
    Optional,
    /// A column that says where parameters are sent.
    Place,
    /// A column of values that hold where none is sent.
    Default,
    /// A column of values that may be sent.
    Values,
    /// A column of descriptions.
    Description,
    /// A column of statuses.
    Status,
    /// A column of methods.
    Method,
    /// A heading above parameters.
    Parameters,
    /// A heading above headers.
    Headers,
    /// A heading above a request.
    Request,
    /// A heading above a response.
    Response,
    /// A heading above an example.
    Example,
    /// A heading above something beside these, such as errors or permissions.
    Aside,
    /// The query string.
    Query,
    /// The path.
    Path,
    /// The body.
    Body,
    /// "Yes" in a column that says what must be sent.
    Yes,
    /// "No" in such a column.
    No,
}

/// Words by what they mean.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(transparent)]
pub struct Synonyms(BTreeMap<Term, Vec<String>>);

impl Synonyms {
    /// Adds words.
    pub(super) fn add<'a>(&mut self, term: Term, words: impl IntoIterator<Item = &'a str>) {
        let words = words.into_iter().map(str::to_owned);
        self.0.entry(term).or_default().extend(words);
    }

    /// All words with what they mean, as they are compared: in lower case, single blanks.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Term, String)> {
        let words = { self.0.iter() }.flat_map(|(term, words)| words.iter().map(|it| (*term, it)));
        words.map(|(term, words)| {
            let lower = words.to_lowercase();
            let words: Vec<&str> = lower.split_whitespace().collect();
            (term, words.join(" "))
        })
    }
}
