//! The words with which documents say what follows: the one table of them.
//!
//! What comes in: a word of a heading or lead, or the words at the head of a column. What goes
//! out: what it means. A new wording is one line here; a synonym of one set of documents is one
//! more line in the value that is passed down. Nothing here looks at a page.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use docbind_spec::Presence;

use super::columns::Column;
use super::facts::ParamPlace;
use super::roles::Role;

/// What a word of a heading or lead says about the block that follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// What it is.
    Role(Role),
    /// What it is, and where that is sent.
    Sent(Role, ParamPlace),
    /// Where it is sent.
    Place(ParamPlace),
    /// Whether it must be sent.
    Presence(Presence),
    /// Nothing; it joins other words.
    Joining,
}

/// All words, with those that people add for their documents.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    meanings: BTreeMap<String, Meaning>,
    columns: BTreeMap<String, Column>,
}

impl Default for Words {
    fn default() -> Self {
        let owned = |word: &str| word.to_owned();
        Self {
            meanings: MEANINGS
                .iter()
                .flat_map(|(words, meaning)| words.iter().map(|word| (owned(word), *meaning)))
                .collect(),
            columns: COLUMNS
                .iter()
                .flat_map(|(words, column)| words.iter().map(|word| (owned(word), *column)))
                .collect(),
        }
    }
}

impl Words {
    /// The words that all documents may use, where those of one set make no difference.
    pub(crate) fn builtin() -> &'static Self {
        static BUILTIN: LazyLock<Words> = LazyLock::new(Words::default);
        &BUILTIN
    }

    /// What one word of a heading or lead means, in lower case.
    pub(crate) fn meaning(&self, word: &str) -> Option<Meaning> {
        let class = || (word.len() == 3 && word.ends_with("xx")).then_some(Joining);
        self.meanings.get(word).copied().or_else(class)
    }

    /// What a column holds whose head has these words, in lower case and perhaps in the plural.
    pub(crate) fn column(&self, words: &str) -> Option<Column> {
        let known = |words: &str| self.columns.get(words).copied();
        known(words).or_else(|| known(words.strip_suffix('s')?))
    }
}

use Meaning::{Joining, Place, Role as Is, Sent};

/// Words of headings and leads, one line a meaning.
const MEANINGS: &[(&[&str], Meaning)] = &[
    (
        &["response", "responses", "return", "returns", "returned"],
        Is(Role::Response),
    ),
    (
        &["result", "results", "output", "answer", "answers", "reply"],
        Is(Role::Response),
    ),
    (
        &["headers", "header"],
        Sent(Role::Headers, ParamPlace::Header),
    ),
    (
        &["parameters", "parameter", "params", "param"],
        Is(Role::Parameters),
    ),
    (
        &["attributes", "attribute", "arguments", "argument"],
        Is(Role::Parameters),
    ),
    (
        &["fields", "field", "properties", "property"],
        Is(Role::Parameters),
    ),
    (&["args", "inputs"], Is(Role::Parameters)),
    (&["request", "requests", "input"], Is(Role::Request)),
    (
        &["body", "payload", "payloads"],
        Sent(Role::Request, ParamPlace::Body),
    ),
    (
        &["example", "examples", "sample", "samples", "usage"],
        Is(Role::Example),
    ),
    (
        &["errors", "error", "status", "statuses", "code", "codes"],
        Is(Role::Aside),
    ),
    (
        &["permissions", "permission", "notes", "note", "limits"],
        Is(Role::Aside),
    ),
    (
        &["values", "constants", "weights", "events"],
        Is(Role::Aside),
    ),
    (&["filters"], Sent(Role::Parameters, ParamPlace::Query)),
    (&["query", "querystring", "qs"], Place(ParamPlace::Query)),
    (&["path", "route"], Place(ParamPlace::Path)),
    (&["url", "uri"], Place(ParamPlace::Address)),
    (&["form", "formdata", "json"], Place(ParamPlace::Body)),
    (&["optional"], Meaning::Presence(Presence::Optional)),
    (
        &["required", "mandatory"],
        Meaning::Presence(Presence::Required),
    ),
    (
        &[
            "of",
            "the",
            "a",
            "an",
            "in",
            "and",
            "for",
            "http",
            "string",
            "data",
            "constraints",
            "content",
        ],
        Joining,
    ),
    (
        &[
            "success",
            "successful",
            "following",
            "available",
            "supported",
            "valid",
        ],
        Joining,
    ),
    (
        &[
            "these",
            "this",
            "its",
            "additional",
            "common",
            "list",
            "object",
        ],
        Joining,
    ),
];

/// Words at the head of columns, in the singular, one line a meaning.
const COLUMNS: &[(&[&str], Column)] = &[
    (
        &["attribute", "parameter", "param", "name", "field"],
        Column::Name,
    ),
    (
        &["argument", "arg", "property", "properties", "option"],
        Column::Name,
    ),
    (
        &["flag", "key", "variable", "input", "member", "element"],
        Column::Name,
    ),
    (
        &[
            "parameter name",
            "param name",
            "attribute name",
            "field name",
        ],
        Column::Name,
    ),
    (
        &[
            "property name",
            "argument name",
            "key name",
            "variable name",
        ],
        Column::Name,
    ),
    (
        &["header", "header name", "request header", "http header"],
        Column::Header,
    ),
    (
        &[
            "type",
            "data type",
            "datatype",
            "value type",
            "format",
            "schema",
        ],
        Column::Type,
    ),
    (
        &["data format", "field type", "attribute type"],
        Column::Type,
    ),
    (
        &[
            "required",
            "mandatory",
            "presence",
            "is required",
            "necessity",
        ],
        Column::Required,
    ),
    (
        &[
            "required/optional",
            "required or optional",
            "optional/required",
        ],
        Column::Required,
    ),
    (
        &["mandatory/optional", "obligatory", "must be sent", "req"],
        Column::Required,
    ),
    (&["optional", "is optional"], Column::Optional),
    (
        &[
            "in",
            "location",
            "where",
            "parameter type",
            "param type",
            "place",
        ],
        Column::Place,
    ),
    (
        &[
            "located in",
            "passed in",
            "sent in",
            "passed via",
            "sent via",
            "source",
        ],
        Column::Place,
    ),
    (
        &["parameter location", "param location", "position"],
        Column::Place,
    ),
    (
        &["default", "default value", "by default", "defaults to"],
        Column::Default,
    ),
    (
        &[
            "values",
            "allowed values",
            "possible values",
            "valid values",
        ],
        Column::Values,
    ),
    (&["accepted values", "enum"], Column::Values),
    (
        &[
            "description",
            "meaning",
            "note",
            "notes",
            "details",
            "detail",
        ],
        Column::Description,
    ),
    (
        &[
            "remark",
            "comment",
            "explanation",
            "what it does",
            "purpose",
        ],
        Column::Description,
    ),
    (
        &["what it mean", "definition", "desc", "info", "information"],
        Column::Description,
    ),
    (
        &["status", "status code", "code", "http status", "http code"],
        Column::Status,
    ),
    (
        &["return value", "return values", "response code"],
        Column::Status,
    ),
    (&["http status code", "response status"], Column::Status),
    (
        &[
            "method",
            "request type",
            "request method",
            "http method",
            "verb",
        ],
        Column::Method,
    ),
];
