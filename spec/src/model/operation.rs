//! Operations and what they answer.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Call, Example, Header, Parameter, PathTemplate, RequestBody, Schema, Source};

/// One operation: a method on a path.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Operation {
    /// Its name within the resource, `snake_case`. Minted once, then kept.
    pub id: String,
    /// The resource it belongs to, `snake_case`: the page it is documented on.
    pub resource: String,
    /// The method.
    pub method: Method,
    /// The path relative to the base path, placeholders as `:name`; the whole path where it
    /// begins with one of the API's `other_roots`.
    pub path: String,
    /// Other paths on which it is answered as well, with the same placeholders; older names of a
    /// path as a rule. They stand below the same root as the path.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Whether the documents call it deprecated.
    pub deprecated: bool,
    /// The sections that describe it, in document order.
    pub sections: Vec<Section>,
    /// Names of the security schemes that it takes; absent where all of the API's apply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub security: Option<Vec<String>>,
    /// Its parameters: those of the path in order, then as documented.
    pub parameters: Vec<Parameter>,
    /// What it takes as its body, for operations with parameters in the body or a raw body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_body: Option<RequestBody>,
    /// What it answers, by status.
    pub responses: Vec<Response>,
    /// Documented calls of it.
    pub calls: Vec<Call>,
    /// Where a human decision replaced what the documents say.
    pub corrections: Vec<Correction>,
}

impl Operation {
    /// Its method and its path with the names of placeholders left out: what two states of an API
    /// have in common where it is the same operation.
    ///
    /// ```
    /// # fn example(operation: &docbind_spec::Operation) {
    /// let (method, path) = operation.anonymous_request();
    /// # }
    /// ```
    pub fn anonymous_request(&self) -> (Method, String) {
        (self.method, PathTemplate::parse(&self.path).anonymous())
    }

    /// The paths on which it is answered: its own, then its aliases.
    ///
    /// ```
    /// # fn example(operation: &docbind_spec::Operation) {
    /// assert_eq!(operation.paths().next(), Some(operation.path.as_str()));
    /// # }
    /// ```
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        let aliases = self.aliases.iter().map(String::as_str);
        std::iter::once(self.path.as_str()).chain(aliases)
    }

    /// The types of what it takes: of its parameters in order, and of the whole body.
    ///
    /// ```
    /// # fn example(operation: &docbind_spec::Operation) {
    /// let takes_objects = operation
    ///     .taken()
    ///     .any(|schema| matches!(schema, docbind_spec::Schema::Ref(_)));
    /// # }
    /// ```
    pub fn taken(&self) -> impl Iterator<Item = &Schema> {
        let parameters = self.parameters.iter().map(|parameter| &parameter.schema);
        let body = self.request_body.iter();
        parameters.chain(body.filter_map(|body| body.schema.as_ref()))
    }

    /// The types of what it answers, with whatever status.
    ///
    /// ```
    /// # fn example(operation: &docbind_spec::Operation) {
    /// let answers = operation.answered().next().is_some();
    /// # }
    /// ```
    pub fn answered(&self) -> impl Iterator<Item = &Schema> {
        let responses = self.responses.iter();
        responses.filter_map(|response| response.schema.as_ref())
    }
}

/// A section that describes an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Where it stands.
    pub source: Source,
    /// Its heading.
    pub title: String,
    /// Its text before the first block that is a fact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// One status that an operation answers, with the body that comes with it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// Who says so.
    pub origin: StatusOrigin,
    /// When it is answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Headers named in the operation's own text.
    pub headers: Vec<Header>,
    /// Media type of the body; absent where nothing shows a body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// Type of the body; absent where nothing shows one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<Schema>,
    /// Where the body is shown, if the operation itself shows none and another one on the same
    /// thing does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub like: Option<Source>,
    /// Whether the body is a stream: one value after the other, each of the type, each example
    /// one of them.
    #[serde(default, skip_serializing_if = "is_false")]
    pub stream: bool,
    /// Documented bodies.
    pub examples: Vec<Example>,
}

// Serde wants a reference.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_false(value: &bool) -> bool {
    !*value
}

/// Who says that an operation answers with a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StatusOrigin {
    /// The operation's own text.
    Stated,
    /// The conventions of the API for the method.
    Convention,
    /// A human decision in `overrides.yaml`.
    Override,
}

/// A place where a human decision replaced what the documents say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// Which section was corrected.
    pub source: Source,
    /// What was corrected, such as `path` or `parameter state type`.
    pub subject: String,
    /// What the documents say, `null` where they say nothing.
    pub documented: Value,
    /// Why it was corrected.
    pub reason: String,
}

/// A request method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `PATCH`
    Patch,
    /// `DELETE`
    Delete,
    /// `HEAD`
    Head,
    /// `OPTIONS`
    Options,
    /// `LIST`, a method of some APIs' own.
    List,
    /// `COPY`, a method of some APIs' own.
    Copy,
    /// `MOVE`, a method of some APIs' own.
    Move,
    /// `LINK`, a method of some APIs' own.
    Link,
    /// `UNLINK`, a method of some APIs' own.
    Unlink,
    /// `LOCK`, a method of some APIs' own.
    Lock,
    /// `UNLOCK`, a method of some APIs' own.
    Unlock,
    /// `PURGE`, a method of some APIs' own.
    Purge,
    /// `SEARCH`, a method of some APIs' own.
    Search,
    /// `QUERY`, a method of some APIs' own.
    Query,
}

impl Method {
    /// All methods: those that OpenAPI has, in its order, then those of some APIs' own.
    pub const ALL: [Self; 17] = [
        Self::Get,
        Self::Put,
        Self::Post,
        Self::Delete,
        Self::Options,
        Self::Head,
        Self::Patch,
        Self::List,
        Self::Copy,
        Self::Move,
        Self::Link,
        Self::Unlink,
        Self::Lock,
        Self::Unlock,
        Self::Purge,
        Self::Search,
        Self::Query,
    ];

    /// The method as it stands in a request line.
    ///
    /// ```
    /// assert_eq!(docbind_spec::Method::Delete.as_str(), "DELETE");
    /// ```
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Head => "HEAD",
            Self::Options => "OPTIONS",
            Self::List => "LIST",
            Self::Copy => "COPY",
            Self::Move => "MOVE",
            Self::Link => "LINK",
            Self::Unlink => "UNLINK",
            Self::Lock => "LOCK",
            Self::Unlock => "UNLOCK",
            Self::Purge => "PURGE",
            Self::Search => "SEARCH",
            Self::Query => "QUERY",
        }
    }

    /// Whether it is one that APIs have of their own, beside those of the standard.
    ///
    /// ```
    /// use docbind_spec::Method;
    /// assert!(Method::List.is_custom() && !Method::Get.is_custom());
    /// ```
    pub const fn is_custom(self) -> bool {
        !matches!(
            self,
            Self::Get
                | Self::Put
                | Self::Post
                | Self::Delete
                | Self::Options
                | Self::Head
                | Self::Patch
        )
    }

    /// Whether its requests have no body as a rule.
    ///
    /// ```
    /// use docbind_spec::Method;
    /// assert!(Method::Delete.is_bodiless() && !Method::Put.is_bodiless());
    /// ```
    pub const fn is_bodiless(self) -> bool {
        matches!(
            self,
            Self::Get
                | Self::Delete
                | Self::Head
                | Self::Options
                | Self::List
                | Self::Copy
                | Self::Move
                | Self::Link
                | Self::Unlink
                | Self::Purge
        )
    }

    /// The method that this word names, in capitals; `None` for any other word.
    ///
    /// ```
    /// use docbind_spec::Method;
    /// assert_eq!(Method::parse("PUT"), Some(Method::Put));
    /// assert_eq!(Method::parse("Put"), None);
    /// ```
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.as_str() == word)
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
