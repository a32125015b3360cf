//! Every rule fires, and is the mirror of another.
//!
//! Each case edits a spec. Read forwards, the change is of one rule, read backwards of its mirror.

mod api;
mod operations;
mod types;

use std::collections::BTreeSet;

use docbind_spec::{
    ArrayStyle, Content, Credential, ErrorKind, ErrorShape, ExampleBody, Field, FieldPresence,
    Header, Identifiers, Limits, Location, Method, Paging, PagingParameter, Presence, RequestBody,
    Schema, SecurityScheme, Source, StatusCode, SuccessRule, Sudo,
};

use super::super::*;
use crate::pipeline::{ReadOptions, read_docs};
use crate::source::{SourceFile, SourceSet};
use api::{API, CONVENTIONS, STATED};
use operations::{OPERATIONS, PARAMETER_STATED, PARAMETERS, RESPONSES};
use types::{TYPES, VALUES, values};

const PAGES: &[(&str, &str)] = &[
    (
        "README.md",
        "# Shop\n\n## Status codes\n\n| Status | Description |\n|---|---|\n| `404 Not Found` | Gone |\n",
    ),
    (
        "books.md",
        r#"# Books

## List books

```
GET /books
```

| Attribute | Type | Required | Description |
|-----------|------|----------|-------------|
| `author` | string | no | Only books of this author |
| `sort` | string | no | Return books sorted in `asc` or `desc` order |

```json
[{"isbn": "978-0", "pages": 240, "shelf": {"row": 1}}]
```

## Get a book

```
GET /books/:isbn
```

| Attribute | Type | Required | Description |
|-----------|------|----------|-------------|
| `isbn` | string | yes | Its number |

```json
{"isbn": "978-0", "pages": 240, "shelf": {"row": 1}}
```

## Add a book

```
POST /books
```

| Attribute | Type | Required | Description |
|-----------|------|----------|-------------|
| `title` | string | yes | Its title |
| `shelf` | hash | no | Where it stands |

```json
{"isbn": "978-0", "pages": 240, "shelf": {"row": 1}}
```
"#,
    ),
];

/// The spec that all cases begin with: three operations, an enumeration, an object that is sent.
fn base() -> ApiSpec {
    let pages = PAGES.iter().map(|(path, text)| SourceFile {
        path: (*path).to_owned(),
        text: (*text).to_owned(),
    });
    let options = ReadOptions {
        name: "shop".to_owned(),
        ..ReadOptions::default()
    };
    let mut spec = read_docs(&SourceSet::new(pages.collect()), &options).spec;
    let mut sent = spec.types.last().unwrap().clone();
    sent.name = "Place".to_owned();
    spec.types.push(sent);
    spec.operations[2].parameters[1].schema = Schema::Ref("Place".to_owned());
    assert_eq!(spec.operations.len(), 3);
    assert!(matches!(
        spec.operations[0].parameters[1].schema,
        Schema::Enum(_)
    ));
    spec
}

/// A rule, its level, its mirror with its level, and the edit that the first is about.
type Case = ((Rule, Level), (Rule, Level), fn(&mut ApiSpec));

use Level::{BreaksBoth, BreaksClient, BreaksServer, Prose, Safe};

/// Runs cases on a spec and notes which rules fired.
#[track_caller]
fn check(base: &ApiSpec, cases: &[Case], fired: &mut BTreeSet<Rule>) {
    for (forwards, backwards, edit) in cases {
        let mut edited = base.clone();
        edit(&mut edited);
        for (expected, older, newer) in [(forwards, base, &edited), (backwards, &edited, base)] {
            let changes = compare(older, newer);
            let found = changes.iter().any(|it| (it.rule, it.level) == *expected);
            assert!(
                found,
                "{} {:?}: {changes:#?}",
                expected.0.name(),
                expected.1
            );
            fired.insert(expected.0);
        }
    }
}

#[test]
fn every_rule_fires_at_its_level() {
    let mut fired = BTreeSet::new();
    let base = base();
    for cases in [API, CONVENTIONS, OPERATIONS, PARAMETERS, RESPONSES] {
        check(&base, cases, &mut fired);
    }
    let mut stated = base.clone();
    for (_, _, edit) in CONVENTIONS {
        edit(&mut stated);
    }
    check(&stated, STATED, &mut fired);
    let mut stated = base.clone();
    stated.operations[0].parameters[0].condition = Some("if new".to_owned());
    stated.operations[0].parameters[0].default = Some("Ann".into());
    check(&stated, PARAMETER_STATED, &mut fired);
    // Fields that are always there, so that their presence can change.
    let mut strong = base.clone();
    for field in strong.types.iter_mut().flat_map(|def| &mut def.fields) {
        field.seen = 9;
    }
    strong.types[0].fields[1].name = "pages".to_owned();
    // What is sent is there where a text says that it must.
    let sent = &mut strong.types.last_mut().unwrap().fields;
    sent[0].name = "lines".to_owned();
    sent[0].presence = Some(FieldPresence::Required);
    sent.push(Field {
        name: "spine".to_owned(),
        presence: None,
        ..sent[0].clone()
    });
    check(&strong, TYPES, &mut fired);
    strong.types[0].fields[1].schema = values(&["thin", "thick"]);
    strong.types.last_mut().unwrap().fields[0].schema = values(&["thin", "thick"]);
    check(&strong, VALUES, &mut fired);

    // These need pages, or texts as placeholders; other tests have them.
    let elsewhere = [
        Rule::PlaceholdersChanged,
        Rule::ContradictionAdded,
        Rule::ContradictionRemoved,
    ];
    let silent: Vec<&str> = Rule::ALL
        .iter()
        .filter(|rule| !fired.contains(rule) && !elsewhere.contains(rule))
        .map(|rule| rule.name())
        .collect();
    assert_eq!(silent, [""; 0]);
}

/// Words that stand for each other: a rule with one needs a rule with the other.
const MIRRORS: &[(&str, &str)] = &[
    ("added", "removed"),
    ("request", "response"),
    ("required", "optional"),
    ("required", "not-required"),
    ("stated", "unstated"),
    ("tightened", "loosened"),
];

/// Rules without a mirror: how the name would read, and why there is none.
const WAIVERS: &[(&str, &str)] = &[
    (
        "response-parameter-",
        "answers have no parameters but headers and fields",
    ),
    (
        "request-optional-parameter-added",
        "that is request-parameter-added",
    ),
    (
        "request-required-parameter-removed",
        "what is removed was required or not, it makes no difference",
    ),
    (
        "request-not-required-parameter-",
        "that is request-parameter-added",
    ),
    (
        "response-required-parameter-",
        "answers have no parameters but headers and fields",
    ),
    (
        "request-parameter-became-not-required",
        "that is request-parameter-became-optional",
    ),
    (
        "response-body-changed",
        "the body of an answer is told by its type and media type",
    ),
    (
        "response-media-type-added",
        "an answer has one media type, which changes",
    ),
    (
        "response-media-type-removed",
        "an answer has one media type, which changes",
    ),
    (
        "request-media-type-changed",
        "a body may have several media types, which come and go",
    ),
    ("request-status-", "callers send no status"),
    (
        "request-type-changed",
        "what is sent has the types of its parameters",
    ),
    ("request-header-", "a header that is sent is a parameter"),
    (
        "request-origin-changed",
        "who says it is told of answers only",
    ),
    (
        "request-wording-changed",
        "that is operation-wording-changed",
    ),
    ("security-optional", "that is security-not-required"),
    (
        "operation-security-optional",
        "that is operation-security-not-required",
    ),
    (
        "operation-security-not-not-required",
        "the mirror of not required is required",
    ),
    (
        "security-not-not-required",
        "the mirror of not required is required",
    ),
    (
        "security-not-optional",
        "the mirror of not required is required",
    ),
    (
        "operation-security-not-optional",
        "the mirror of not required is required",
    ),
];

#[test]
fn every_rule_has_its_mirror_or_a_reason() {
    let names: BTreeSet<&str> = Rule::ALL.iter().map(|rule| rule.name()).collect();
    assert_eq!(names.len(), Rule::ALL.len(), "names are unique");
    for rule in Rule::ALL {
        let ticks = rule.words().matches('`').count();
        assert!(ticks.is_multiple_of(2), "{}: {}", rule.name(), rule.words());
        assert!(rule.why().ends_with('.'), "{}: {}", rule.name(), rule.why());
    }
    let mut used = BTreeSet::new();
    for name in &names {
        for (one, other) in MIRRORS {
            for (from, to) in [(one, other), (other, one)] {
                let words = format!("-{name}-");
                if !words.contains(&format!("-{from}-")) {
                    continue;
                }
                let mirror = words.replacen(&format!("-{from}-"), &format!("-{to}-"), 1);
                let mirror = mirror.trim_matches('-');
                if names.contains(mirror) {
                    continue;
                }
                let waiver = WAIVERS.iter().find(|(start, _)| mirror.starts_with(start));
                let (start, reason) =
                    waiver.unwrap_or_else(|| panic!("`{name}` has no mirror `{mirror}`"));
                assert!(!reason.is_empty());
                used.insert(*start);
            }
        }
    }
    let unused: Vec<&str> = WAIVERS
        .iter()
        .map(|(start, _)| *start)
        .filter(|start| !used.contains(start))
        .collect();
    assert_eq!(unused, [""; 0], "waivers that nothing needs");
}
