//! Where a fact comes from, and what was set aside.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A section of a document, written `file#anchor`, or `file` for what stands before the first
/// heading. Sections instead of lines, so that unrelated edits make no difference.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Source(pub String);

impl Source {
    /// The page, without the anchor.
    ///
    /// ```
    /// let source = docbind_spec::Source("users.md#single-user".to_owned());
    /// assert_eq!(source.page(), "users.md");
    /// ```
    pub fn page(&self) -> &str {
        self.0
            .split_once('#')
            .map_or(self.0.as_str(), |(page, _)| page)
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The kind of text that a fact was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Witness {
    /// A parameter table.
    Table,
    /// A parameter list.
    List,
    /// A preformatted block of parameters.
    Preformatted,
    /// The request line itself: a placeholder or a query variant.
    RequestLine,
    /// A documented curl command.
    Curl,
    /// An example: a body, a printed request, an address with a value filled in.
    Example,
    /// Running text.
    Prose,
    /// A human decision in `overrides.yaml`.
    Override,
}

/// A block that is not part of the API's description.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Ignored {
    /// The section it stands in.
    pub source: Source,
    /// What kind of block it is.
    pub block: BlockKind,
    /// Why it is no fact.
    pub reason: IgnoreReason,
    /// How many such blocks the section has.
    pub count: u32,
}

/// The kinds of block that are accounted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// A fenced or indented code block.
    Code,
    /// One row of a table.
    TableRow,
    /// One item of a list.
    ListItem,
    /// One line of a code block that looks like a request.
    RequestLine,
}

/// Why a block is no fact. The list is closed on purpose: a vague reason is a dropped fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum IgnoreReason {
    /// Running text set as a list.
    Prose,
    /// A list of links.
    LinkList,
    /// Names and values of constants.
    Constants,
    /// A filled-in call that shows how something about all operations works, such as paging.
    SampleCall,
    /// A filled-in call of an operation that has its own section.
    FilledInCall,
    /// Source code or commands that are no request to this API.
    OtherCode,
    /// A statement that the operation takes no parameters.
    NoParameters,
    /// The body of an error, of which nothing says with which status it is answered.
    ErrorWithoutStatus,
}
