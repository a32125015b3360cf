//! The words with which documents say what follows: the one table of them.
//!
//! What comes in: a word of a heading or lead, or the words at the head of a column. What goes
//! out: what it means. A new wording is one line here; a synonym of one set of documents is one
//! more line in the value that is passed down. Nothing here looks at a page.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use docbind_spec::Presence;

use super::columns::Column;
use super::facts::ParamPlace;
use super::roles::Role;
use crate::hints::{Synonyms, Term};

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

/// All words: those that all documents may use, and those that people add for theirs.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    meanings: BTreeMap<String, Meaning>,
    columns: BTreeMap<String, Column>,
    /// Those that people add for cells, which say whether something must be sent.
    presences: BTreeMap<String, Presence>,
}

/// The words that all documents may use.
struct Common {
    meanings: HashMap<&'static str, Meaning>,
    columns: HashMap<&'static str, Column>,
}

static COMMON: LazyLock<Common> = LazyLock::new(|| Common {
    meanings: by_word(MEANINGS),
    columns: by_word(COLUMNS),
});

fn by_word<T: Copy>(table: &[(&[&'static str], T)]) -> HashMap<&'static str, T> {
    let lines = table.iter();
    lines
        .flat_map(|(words, meaning)| words.iter().map(|word| (*word, *meaning)))
        .collect()
}

impl Words {
    /// The words that all documents may use, where those of one set make no difference.
    pub(crate) fn builtin() -> &'static Self {
        static BUILTIN: Words = Words {
            meanings: BTreeMap::new(),
            columns: BTreeMap::new(),
            presences: BTreeMap::new(),
        };
        &BUILTIN
    }

    /// The words that all documents may use, and those that people say for some.
    pub(crate) fn with(synonyms: &Synonyms) -> Self {
        let mut words = Self::default();
        for (term, text) in synonyms.iter() {
            let (meaning, column, presence) = meanings(term);
            words.columns.extend(column.map(|it| (text.clone(), it)));
            words
                .presences
                .extend(presence.map(|it| (text.clone(), it)));
            if let Some(meaning) = meaning {
                words.add_meaning(&text, meaning);
            }
        }
        words
    }

    /// Headings are read word for word: of several, the first has the meaning.
    fn add_meaning(&mut self, text: &str, meaning: Meaning) {
        let mut parts = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|part| !part.is_empty());
        if let Some(first) = parts.next() {
            self.meanings.insert(first.to_owned(), meaning);
        }
        for part in parts {
            if !COMMON.meanings.contains_key(part) {
                self.meanings.entry(part.to_owned()).or_insert(Joining);
            }
        }
    }

    /// What a word of a cell or marker says that people added.
    pub(crate) fn presence(&self, text: &str) -> Option<Presence> {
        if self.presences.is_empty() {
            return None;
        }
        let text = text.trim_matches(|c: char| !c.is_alphanumeric());
        self.presences.get(&text.to_lowercase()).copied()
    }

    /// What one word of a heading or lead means, in lower case.
    pub(crate) fn meaning(&self, word: &str) -> Option<Meaning> {
        let class = || (word.len() == 3 && word.ends_with("xx")).then_some(Joining);
        let own = self.meanings.get(word);
        own.or_else(|| COMMON.meanings.get(word))
            .copied()
            .or_else(class)
    }

    /// What a column holds whose head has these words, in lower case and perhaps in the plural.
    pub(crate) fn column(&self, words: &str) -> Option<Column> {
        let known = |words: &str| {
            let own = self.columns.get(words);
            own.or_else(|| COMMON.columns.get(words)).copied()
        };
        known(words).or_else(|| known(words.strip_suffix('s')?))
    }
}

use Meaning::{Joining, Place, Role as Is, Sent};

/// What a term means in headings, above columns, and in cells.
const fn meanings(term: Term) -> (Option<Meaning>, Option<Column>, Option<Presence>) {
    let role = match term {
        Term::Parameters => Some(Is(Role::Parameters)),
        Term::Headers => Some(Sent(Role::Headers, ParamPlace::Header)),
        Term::Request => Some(Is(Role::Request)),
        Term::Response => Some(Is(Role::Response)),
        Term::Example => Some(Is(Role::Example)),
        Term::Aside => Some(Is(Role::Aside)),
        Term::Query => Some(Place(ParamPlace::Query)),
        Term::Path => Some(Place(ParamPlace::Path)),
        Term::Body => Some(Sent(Role::Request, ParamPlace::Body)),
        Term::Required => Some(Meaning::Presence(Presence::Required)),
        Term::Optional => Some(Meaning::Presence(Presence::Optional)),
        _ => None,
    };
    let column = match term {
        Term::Name => Some(Column::Name),
        Term::Header => Some(Column::Header),
        Term::Type => Some(Column::Type),
        Term::Required => Some(Column::Required),
        Term::Optional => Some(Column::Optional),
        Term::Place => Some(Column::Place),
        Term::Default => Some(Column::Default),
        Term::Values => Some(Column::Values),
        Term::Description => Some(Column::Description),
        Term::Status => Some(Column::Status),
        Term::Method => Some(Column::Method),
        _ => None,
    };
    let presence = match term {
        Term::Required | Term::Yes => Some(Presence::Required),
        Term::Optional | Term::No => Some(Presence::Optional),
        _ => None,
    };
    (role, column, presence)
}

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
    (&["args", "inputs", "filters"], Is(Role::Parameters)),
    (
        &["request", "requests", "input", "endpoint"],
        Is(Role::Request),
    ),
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
            "schema",
            "schemas",
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
        &["key path", "field path", "property path", "json path"],
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
            "content",
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
