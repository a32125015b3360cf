//! What the documents say about all operations at once.

use serde::{Deserialize, Serialize};

use super::{ExampleBody, Method, Source};

/// The conventions of an API: where it lives, who may call it, how it answers.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Conventions {
    /// Path before every operation's path, such as `/api/v3`; absent where nothing states one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_path: Option<String>,
    /// Other roots whose operations carry their whole path, such as `/ci/api/v1`.
    pub other_roots: Vec<String>,
    /// Ways to authenticate.
    pub security: Vec<SecurityScheme>,
    /// How an administrator acts as another user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sudo: Option<Sudo>,
    /// The status of a successful answer by method.
    pub success: Vec<SuccessRule>,
    /// Statuses that any operation may answer.
    pub statuses: Vec<StatusCode>,
    /// How lists are paged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paging: Option<Paging>,
    /// The shapes of error bodies.
    pub errors: Vec<ErrorShape>,
    /// The two identifiers of a resource, where the documents tell them apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identifiers: Option<Identifiers>,
}

impl Conventions {
    /// Whether a path is whole, because it stands below one of the other roots.
    ///
    /// ```
    /// let api = docbind_spec::Conventions {
    ///     other_roots: vec!["/ci".to_owned()],
    ///     ..Default::default()
    /// };
    /// assert!(api.is_rooted("/ci/builds") && !api.is_rooted("/cities"));
    /// ```
    pub fn is_rooted(&self, path: &str) -> bool {
        self.other_roots.iter().any(|root| {
            let rest = path.strip_prefix(root.trim_end_matches('/'));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }
}

/// One way to authenticate, possibly with several places for the credential.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SecurityScheme {
    /// Name of the scheme in `snake_case`; operations refer to it.
    pub id: String,
    /// The documents' own name for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where the credential may stand, in the order documented. Empty where the documents name
    /// no place for it beside the operations' own parameters.
    pub credentials: Vec<Credential>,
    /// Query parameters that go along with the credential.
    pub along_with: Vec<String>,
    /// Where it is described.
    pub source: Source,
}

/// One place for a credential.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Credential {
    /// A header of this name that holds just the token.
    Header(String),
    /// A query parameter of this name.
    Query(String),
    /// `Authorization: Bearer`.
    Bearer,
    /// A parameter of this name that the operations list themselves, in query or body.
    Parameter(String),
}

/// Acting as another user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Sudo {
    /// Name of the query parameter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// Name of the header.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header: Option<String>,
    /// Where it is described.
    pub source: Source,
}

/// Which status a method answers when it succeeds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SuccessRule {
    /// The method.
    pub method: Method,
    /// The status.
    pub status: u16,
    /// Where it is stated.
    pub source: Source,
}

/// A status that operations may answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StatusCode {
    /// The number.
    pub status: u16,
    /// The words beside the number, such as `Not Found`.
    pub phrase: String,
    /// What the documents say about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Where it is listed.
    pub source: Source,
}

/// How lists are paged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Paging {
    /// The parameter that names the page, counted from 1.
    pub page: PagingParameter,
    /// The parameter that names the size of a page, in items.
    pub per_page: PagingParameter,
    /// Whether answers carry a `Link` header with `rel` values.
    pub link_header: bool,
    /// Further response headers.
    pub headers: Vec<Header>,
    /// Where it is described.
    pub source: Source,
}

/// One of the two paging parameters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PagingParameter {
    /// Its name.
    pub name: String,
    /// Its value where the caller sends none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<u64>,
    /// Its largest value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<u64>,
}

/// A header of a response.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// Its name as documented.
    pub name: String,
    /// What the documents say about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// A documented shape of error bodies.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ErrorShape {
    /// The key that holds the error, such as `message`.
    pub key: String,
    /// What stands under the key.
    pub kind: ErrorKind,
    /// The status of the documented example, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The documented example.
    pub example: ExampleBody,
    /// Where it is described.
    pub source: Source,
}

/// What stands under the key of an error body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ErrorKind {
    /// One text.
    Text,
    /// Field names with a list of messages each.
    Fields,
    /// Field names and embedded entities, which hold field names in turn.
    Entities,
}

/// The two identifiers of a resource and their scopes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Identifiers {
    /// The one that calls use.
    pub global: String,
    /// The one that is unique within its parent only.
    pub scoped: String,
    /// Where it is described.
    pub source: Source,
}
