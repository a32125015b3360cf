//! What is read from one page, before pages and sections are put together.

use std::ops::Range;
use std::sync::Arc;

use docbind_spec::{BlockKind, IgnoreReason, Method, Presence, PresenceBy, Schema, Witness};

use super::curl::{Curl, Places};
use super::phrases::ValueFacts;
use super::url::Url;
use crate::ledger::Entry;
use crate::markdown::Code;

/// Everything read from one page.
#[derive(Debug, Clone, Default)]
pub(crate) struct PageFacts {
    /// The operations as its sections describe them, in order.
    pub(crate) endpoints: Vec<Endpoint>,
    /// The operations that an index of it names, each with the block that it stands in.
    pub(crate) indexed: Vec<(Endpoint, IgnoredBlock)>,
    /// What it says about all operations, or about all of its own.
    pub(crate) conventions: super::conventions::ConventionFacts,
    /// What it says about parameters without a marker.
    pub(crate) unmarked: Option<Presence>,
    /// Addresses with a host that stand outside of operations' sections.
    pub(crate) samples: Vec<Url>,
    /// The objects that it defines under headings of their own.
    pub(crate) definitions: Vec<Definition>,
    /// Blocks that are no fact.
    pub(crate) ignored: Vec<IgnoredFact>,
    /// What became of every block of the endpoints' sections.
    pub(crate) ledger: Vec<Entry>,
}

/// An operation as one section describes it. Several request lines with different paths share
/// one endpoint.
#[derive(Debug, Clone)]
pub(crate) struct Endpoint {
    /// Number of the section on its page.
    pub(crate) section: usize,
    /// Its request lines; those of one path are variants of one operation.
    pub(crate) requests: Vec<Request>,
    /// The text before the request line.
    pub(crate) description: Vec<String>,
    /// Whether the heading or the text calls it deprecated.
    pub(crate) deprecated: bool,
    /// Names of the schemes that its section says it authenticates with.
    pub(crate) security: Vec<String>,
    /// Its parameters in order of appearance.
    pub(crate) parameters: Vec<ParamFact>,
    /// Documented bodies.
    pub(crate) examples: Vec<ExampleFact>,
    /// curl commands, with the places of their parts on the page.
    pub(crate) curls: Vec<(Curl, Places)>,
    /// Statuses that its text names.
    pub(crate) statuses: Vec<StatusFact>,
    /// Response headers that its text names: status, name, description.
    pub(crate) response_headers: Vec<(Option<u16>, String, String)>,
    /// Media types in which text or code says that the body is sent.
    pub(crate) sent_as: Vec<String>,
    /// Media types that printed requests have in their headers.
    pub(crate) printed_as: Vec<String>,
    /// Whether the text says that the body is sent raw.
    pub(crate) raw_body: bool,
    /// Whether the text says that the body is a list of what it describes.
    pub(crate) sends_list: bool,
    /// Other operations whose parameters it takes as well.
    pub(crate) takes_from: Vec<Reference>,
    /// The fields of what it answers when it succeeds.
    pub(crate) answered: Vec<ParamFact>,
    /// The object that its text says it answers.
    pub(crate) returns: Option<Returned>,
    /// What the text says the answer is, where it is no JSON.
    pub(crate) answer: Option<&'static str>,
    /// What its section says about parameters without a marker.
    pub(crate) unmarked: Option<Presence>,
}

impl Endpoint {
    /// One of which nothing is known but its requests.
    pub(crate) const fn new(section: usize, requests: Vec<Request>) -> Self {
        Self {
            section,
            requests,
            description: Vec::new(),
            deprecated: false,
            security: Vec::new(),
            parameters: Vec::new(),
            examples: Vec::new(),
            curls: Vec::new(),
            statuses: Vec::new(),
            response_headers: Vec::new(),
            sent_as: Vec::new(),
            printed_as: Vec::new(),
            raw_body: false,
            sends_list: false,
            takes_from: Vec::new(),
            answered: Vec::new(),
            returns: None,
            answer: None,
            unmarked: None,
        }
    }
}

/// One request line.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// The method.
    pub(crate) method: Method,
    /// The address as printed.
    pub(crate) url: Url,
    /// Its place.
    pub(crate) range: Range<usize>,
    /// How it is documented.
    pub(crate) origin: RequestOrigin,
}

/// How a request is documented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RequestOrigin {
    /// The first request of its own section.
    First,
    /// A further request of a section.
    Further,
    /// A request that only a command shows.
    Command,
    /// A request that only the text describes.
    Prose,
    /// An entry of an index.
    Index,
}

/// A block that counts as ignored unless it becomes a fact, by its kind and first byte.
pub(crate) type IgnoredBlock = (BlockKind, usize);

/// A parameter as one text documents it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ParamFact {
    /// Its name.
    pub(crate) name: String,
    /// Whether it must be sent.
    pub(crate) presence: Presence,
    /// What says so, where the text beside the parameter does not.
    pub(crate) presence_by: Option<PresenceBy>,
    /// The condition attached to that.
    pub(crate) condition: Option<String>,
    /// Its type, where one is stated.
    pub(crate) schema: Option<Schema>,
    /// What its description says about its values.
    pub(crate) values: ValueFacts,
    /// Its description.
    pub(crate) description: Option<String>,
    /// What kind of text it is.
    pub(crate) witness: Witness,
    /// Where it is sent, where the text says so.
    pub(crate) place: ParamPlace,
    /// What the object has that it is, where the text says so.
    pub(crate) fields: Vec<ParamFact>,
    /// The object of the documents' own that its type links to.
    pub(crate) is_a: Option<Returned>,
    /// The section that describes it, where that is another operation's.
    pub(crate) from: Option<docbind_spec::Source>,
    /// Where it stands.
    pub(crate) range: Range<usize>,
}

/// An object that a page defines under a heading of its own.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Definition {
    /// The sections by which it may be named: its own, and those around it that only lead to it.
    pub(crate) sections: Vec<usize>,
    /// What it is called.
    pub(crate) noun: String,
    /// What it has.
    pub(crate) fields: Vec<ParamFact>,
}

/// An object that a text names, or a list of such.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Returned {
    /// Which object.
    pub(crate) object: Named,
    /// Whether it is one or several.
    pub(crate) number: Number,
}

/// How a text names an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Named {
    /// By a link to its section.
    Link(String),
    /// By its noun.
    Noun(String),
}

/// One object or a list of such.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Number {
    /// One.
    One,
    /// A list.
    Many,
}

/// A sentence that names another operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reference {
    /// Which operation.
    pub(crate) target: Target,
    /// Where the paragraph stands.
    pub(crate) range: Range<usize>,
}

/// How a text names an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// By a link to its section.
    Link(String),
    /// By its request.
    Request(Method, String),
    /// By its heading.
    Heading(String),
    /// The one before, on the same page.
    Above,
}

/// What a text says about the place of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ParamPlace {
    /// Nothing.
    Unsaid,
    /// A placeholder of the path.
    Path,
    /// The address: a placeholder of the path if there is one of this name, or the query string.
    Address,
    /// The query string.
    Query,
    /// The body.
    Body,
    /// A request header.
    Header,
}

/// A documented body.
#[derive(Debug, Clone)]
pub(crate) struct ExampleFact {
    /// Who sends it.
    pub(crate) role: BodyRole,
    /// The status it comes with, where the text says one.
    pub(crate) status: Option<u16>,
    /// The body.
    pub(crate) body: Arc<docbind_spec::ExampleBody>,
    /// Its media type, where a printed message says it.
    pub(crate) media_type: Option<String>,
    /// Whether it is one of several values that one answer holds, one after the other.
    pub(crate) stream: bool,
    /// The code block that it stands in, and where in its text it begins.
    pub(crate) shown: Shown,
}

impl ExampleFact {
    /// Whether it is answered where all went well.
    pub(crate) fn is_success(&self) -> bool {
        let good = |status: u16| (200..300).contains(&status);
        self.role == BodyRole::Response && self.status.is_none_or(good)
    }
}

/// The text of a documented body, which knows its places in the page.
#[derive(Debug, Clone)]
pub(crate) struct Shown {
    /// The code block.
    pub(crate) code: Arc<Code>,
    /// Where in the block's text the body stands.
    pub(crate) body: Range<usize>,
}

impl Shown {
    /// The body as printed.
    pub(crate) fn text(&self) -> &str {
        self.code.text.get(self.body.clone()).unwrap_or_default()
    }

    /// The place in the page of a stretch of the body.
    pub(crate) fn range(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.body.start;
        self.code.range(range.start + start..range.end + start)
    }
}

/// Who sends a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BodyRole {
    /// The caller.
    Request,
    /// The server.
    Response,
}

/// A status that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StatusFact {
    /// The number.
    pub(crate) status: u16,
    /// The words beside the number.
    pub(crate) phrase: Option<String>,
    /// The sentence or cell that names it.
    pub(crate) description: Option<String>,
}

/// A block that is no fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct IgnoredFact {
    /// Number of its section.
    pub(crate) section: usize,
    /// What it is.
    pub(crate) block: BlockKind,
    /// Why it is no fact.
    pub(crate) reason: IgnoreReason,
    /// Its place.
    pub(crate) range: Range<usize>,
}
