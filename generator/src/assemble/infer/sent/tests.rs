//! Which types follow from the fields that texts list: pages in, a line for each field out.

use std::fmt::Write as _;

use docbind_spec::{ApiSpec, Overrides, Schema, validate};

use crate::assemble::{Decisions, ReadPage, Remains, assemble};
use crate::extract::facts::ParamFact;
use crate::extract::words::Words;
use crate::hints::Hints;
use crate::source::{SourceFile, SourceSet};
use crate::{extract, markdown};

/// Reads a page on which the row `room__floor` is the field `floor` of `room`.
fn read(text: &str, frozen: Option<&ApiSpec>) -> ApiSpec {
    let sources = SourceSet::new(vec![SourceFile {
        path: "shelves.md".to_owned(),
        text: text.to_owned(),
    }]);
    let words = Words::default();
    let mut pages = Vec::new();
    for (file, source) in sources.iter() {
        let page = markdown::read(file, source);
        let (mut facts, _) = extract::read(&page, &words);
        for endpoint in &mut facts.endpoints {
            endpoint.parameters = nested(std::mem::take(&mut endpoint.parameters));
        }
        let remains = Remains::of(&page, &source.text, &words);
        pages.push(ReadPage {
            page,
            facts,
            remains,
        });
    }
    let overrides = Overrides::default();
    let decisions = Decisions {
        hints: &Hints::default(),
        name: "shop",
        overrides: &overrides,
        frozen,
        words: &words,
    };
    let (spec, _) = assemble(&sources, &pages, &decisions);
    assert_eq!(validate(&spec), []);
    spec
}

fn nested(facts: Vec<ParamFact>) -> Vec<ParamFact> {
    let mut out: Vec<ParamFact> = Vec::new();
    for fact in facts {
        let path: Vec<String> = fact.name.split("__").map(str::to_owned).collect();
        let mut level = &mut out;
        for parent in &path[..path.len() - 1] {
            let at = level.iter().position(|it| it.name == *parent).unwrap();
            level = &mut level[at].fields;
        }
        level.push(ParamFact {
            name: path[path.len() - 1].clone(),
            ..fact
        });
    }
    out
}

/// Parameters in the body and fields of types, one line each.
fn facts(spec: &ApiSpec) -> String {
    let mut out = String::new();
    for operation in &spec.operations {
        for parameter in &operation.parameters {
            let _ = writeln!(out, "{} {}", parameter.name, word(&parameter.schema));
        }
        let body = operation.request_body.as_ref();
        if let Some(schema) = body.and_then(|body| body.schema.as_ref()) {
            let _ = writeln!(out, "body {}", word(schema));
        }
    }
    for definition in &spec.types {
        let _ = writeln!(out, "{} seen {}", definition.name, definition.seen);
        for field in &definition.fields {
            let _ = write!(out, "  {} {}", field.name, word(&field.schema));
            if let Some(presence) = field.presence {
                let _ = write!(out, " {presence:?}");
            }
            if let Some(default) = &field.default {
                let _ = write!(out, " = {default}");
            }
            if let Some(description) = &field.description {
                let _ = write!(out, " ({description})");
            }
            let shown = if field.evidence.is_empty() {
                " shown"
            } else {
                ""
            };
            let _ = writeln!(out, "{shown}");
        }
    }
    out
}

fn word(schema: &Schema) -> String {
    match schema {
        Schema::Array(inner) => format!("[{}]", word(inner)),
        Schema::Map(inner) => format!("{{{}}}", word(inner)),
        Schema::Ref(name) => name.clone(),
        other => format!("{other:?}"),
    }
}

const PAGE: &str = "\
## Add a shelf

```
POST /shelves
```

| Attribute | Type | Required | Description |
|---|---|---|---|
| `room` | hash | yes | Where it stands |
| `room__floor` | integer | yes | The floor |
| `room__side` | string | no | One of `left`, `right` (default: `left`) |
| `room__door` | hash |  | Its door |
| `room__door__code` | string | yes | Opens it |
| `books` | array | no | What stands there |
| `books__isbn` | string | yes | The number |

Example request body:

```json
{\"room\": {\"floor\": 2, \"lamp\": {\"on\": true}}}
```
";

#[test]
fn listed_fields_make_types_to_any_depth() {
    assert_eq!(
        facts(&read(PAGE, None)),
        "\
room ShelvesCreateRoom
books [ShelvesCreateBook]
ShelvesCreateRoom seen 1
  floor Integer Required (The floor)
  side Enum([\"left\", \"right\"]) Optional = \"left\" (One of `left`, `right` (default: `left`))
  door ShelvesCreateRoomDoor (Its door)
  lamp ShelvesCreateRoomLamp shown
ShelvesCreateRoomDoor seen 0
  code String Required (Opens it)
ShelvesCreateRoomLamp seen 1
  on Boolean shown
ShelvesCreateBook seen 0
  isbn String Required (The number)
"
    );
}

#[test]
fn an_earlier_spec_keeps_its_names() {
    let mut earlier = read(PAGE, None);
    for operation in &mut earlier.operations {
        operation.parameters[0].schema = Schema::Ref("Place".to_owned());
    }
    earlier.types[0].name = "Place".to_owned();
    earlier.types[0].fields[2].schema = Schema::Ref("Door".to_owned());
    earlier.types[1].name = "Door".to_owned();
    assert_eq!(validate(&earlier), []);
    let newer = read(
        &format!(
            "## List doors\n\n```\nGET /doors\n```\n\n```json\n[{{\"id\": 1}}]\n```\n\n{PAGE}"
        ),
        Some(&earlier),
    );
    let names: Vec<&str> = newer.types.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names[1..4], ["Place", "Door", "ShelvesCreateRoomLamp"]);
    // The name of the door was given before.
    assert_ne!(names[0], "Door");
}

#[test]
fn names_do_not_depend_on_neighbours() {
    let other = PAGE
        .replace("Add a shelf", "Change a shelf")
        .replace("POST /shelves", "PUT /shelves/:id");
    let both = read(&format!("{other}\n{PAGE}"), None);
    let alone = read(PAGE, None);
    for definition in &alone.types {
        assert!(
            both.types.iter().any(|it| it == definition),
            "{}",
            definition.name
        );
    }
}

#[test]
fn the_fields_of_a_list_are_those_of_its_items() {
    let page = PAGE.replace(
        "Example request body:",
        "The request body is an array of shelves.\n\nExample request body:",
    );
    // The example contradicts the sentence, and it is what clients have copied.
    assert!(facts(&read(&page, None)).starts_with("room "));
    let listed = page.replace(
        "{\"room\": {\"floor\": 2, \"lamp\": {\"on\": true}}}",
        "[{\"room\": {\"floor\": 2}}]",
    );
    assert_eq!(
        facts(&read(&listed, None))
            .lines()
            .take(4)
            .collect::<Vec<_>>(),
        [
            "body [ShelvesCreateItem]",
            "ShelvesCreateItem seen 1",
            "  room ShelvesCreateRoom Required (Where it stands)",
            "  books [ShelvesCreateBook] Optional (What stands there)",
        ]
    );
}
