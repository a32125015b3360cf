//! Where changes of fields are shown: at the key of an object of that very type.

use super::*;

/// A page with its spec.
struct Side {
    sources: SourceSet,
    spec: ApiSpec,
}

impl Side {
    fn of(sources: SourceSet) -> Self {
        let spec = read_docs(&sources, &ReadOptions::default()).spec;
        Self { sources, spec }
    }

    fn page(text: &str) -> Self {
        Self::of(SourceSet::new(vec![SourceFile {
            path: "books.md".to_owned(),
            text: text.to_owned(),
        }]))
    }

    /// The line number of a place, and its line from there on.
    fn shown(&self, place: Option<&Place>) -> (usize, String) {
        let place = place.unwrap();
        let at = place.at.unwrap();
        let mut pages = self.sources.iter().map(|(_, page)| page);
        let page = pages.find(|page| page.path == place.source.page()).unwrap();
        let line = page.text.lines().nth(at.line - 1).unwrap();
        let rest = line.chars().skip(at.column - 1).collect();
        (at.line, rest)
    }
}

fn differences(old: &Side, new: &Side) -> Vec<Change> {
    let (before, after) = (
        Documents::new(&old.sources, &[]),
        Documents::new(&new.sources, &[]),
    );
    compare_documents((&old.spec, &before), (&new.spec, &after))
}

const OLD: &str = r#"# Books

## Get a book

```
GET /books/:isbn
```

```
curl --data '{"price": 3, "name": "x"}' "https://shop.example.com/books/1"
```

```json
{
  "isbn": "978-0",
  "author": {
    "name": "Ann",
    "born": 1970
  },
  "shelf": {
    "row": 1,
    "name": "A"
  },
  "name": "Sea"
}
```

## List shelves

```
GET /shelves
```

```json
[
  {"row": 1, "name": "A"},
  {"row": 2, "name": "B", "room": {"name": "Attic", "floor": 3}}
]
```
"#;

/// The page after some edits.
#[track_caller]
fn edited(edits: &[(&str, &str)]) -> String {
    edits.iter().fold(OLD.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    })
}

/// The change of one rule to a field, given as `Book.name`.
#[track_caller]
fn find<'a>(changes: &'a [Change], rule: Rule, field: &str) -> &'a Change {
    let is_it = |change: &&Change| match &change.subject {
        Subject::Type(name) => change.rule == rule && format!("{name}.{}", change.part) == field,
        _ => false,
    };
    let found = changes.iter().find(is_it);
    found.unwrap_or_else(|| panic!("{}", text(changes)))
}

/// Where a change to a field is shown after some edits, on both sides: lines and what is there.
#[track_caller]
fn check(edits: &[(&str, &str)], rule: Rule, field: &str, old: (usize, &str), new: (usize, &str)) {
    let (older, newer) = (Side::page(OLD), Side::page(&edited(edits)));
    let changes = differences(&older, &newer);
    let change = find(&changes, rule, field);
    let places = [
        older.shown(change.old.as_ref()),
        newer.shown(change.new.as_ref()),
    ];
    let expected = [old, new].map(|(line, text)| (line, text.to_owned()));
    assert_eq!(places, expected, "{field}");
}

#[test]
fn a_key_that_many_objects_have_is_that_of_its_type() {
    let typed = Rule::ResponseFieldTypeChanged;
    let book = [("\"name\": \"Sea\"", "\"name\": 7")];
    check(
        &book,
        typed,
        "Book.name",
        (24, "\"name\": \"Sea\""),
        (24, "\"name\": 7"),
    );
    let author = [("\"name\": \"Ann\",", "\"name\": 7,")];
    check(
        &author,
        typed,
        "Author.name",
        (17, "\"name\": \"Ann\","),
        (17, "\"name\": 7,"),
    );
    let room = [("\"name\": \"Attic\"", "\"name\": 7")];
    let [old, new] = ["\"Attic\"", "7"].map(|name| format!("\"name\": {name}, \"floor\": 3}}}}"));
    check(&room, typed, "Room.name", (37, &old), (37, &new));
}

#[test]
fn the_example_that_shows_the_difference_is_taken() {
    let typed = Rule::ResponseFieldTypeChanged;
    // The first shelf is as it was, in another section, and so is the first of the list.
    let shelf = [("\"row\": 2, \"name\": \"B\"", "\"row\": 2, \"name\": 7")];
    check(
        &shelf,
        typed,
        "Shelf.name",
        (22, "\"name\": \"A\""),
        (
            37,
            "\"name\": 7, \"room\": {\"name\": \"Attic\", \"floor\": 3}}",
        ),
    );
    let presence = Rule::ResponseFieldPresenceChanged;
    let null = [(
        "{\"row\": 1, \"name\": \"A\"}",
        "{\"row\": null, \"name\": \"A\"}",
    )];
    check(
        &null,
        presence,
        "Shelf.row",
        (21, "\"row\": 1,"),
        (36, "\"row\": null, \"name\": \"A\"},"),
    );
    let missing = [("{\"row\": 1, \"name\": \"A\"}", "{\"name\": \"A\"}")];
    check(
        &missing,
        presence,
        "Shelf.row",
        (21, "\"row\": 1,"),
        (36, "{\"name\": \"A\"},"),
    );
}

#[test]
fn what_came_is_where_it_came_and_what_went_where_it_was() {
    let added = Rule::ResponseFieldAdded;
    // In the second section that shows the type, in its second object.
    let cover = [("{\"name\": \"Attic\"", "{\"cover\": 1, \"name\": \"Attic\"")];
    check(
        &cover,
        added,
        "Room.cover",
        (37, "{\"name\": \"Attic\", \"floor\": 3}}"),
        (37, "\"cover\": 1, \"name\": \"Attic\", \"floor\": 3}}"),
    );
    let wide = [("\"row\": 2,", "\"row\": 2, \"wide\": true,")];
    check(
        &wide,
        added,
        "Shelf.wide",
        (20, "{"),
        (
            37,
            "\"wide\": true, \"name\": \"B\", \"room\": {\"name\": \"Attic\", \"floor\": 3}}",
        ),
    );
    // The call above shows a key of this name, in what is sent.
    let price = [("\"name\": \"Sea\"", "\"name\": \"Sea\",\n  \"price\": 3")];
    check(&price, added, "Book.price", (14, "{"), (25, "\"price\": 3"));
    let born = [("\"Ann\",\n    \"born\": 1970", "\"Ann\"")];
    check(
        &born,
        Rule::ResponseFieldRemoved,
        "Author.born",
        (18, "\"born\": 1970"),
        (16, "{"),
    );
}

#[test]
fn a_type_at_two_places_of_one_example_is_shown_where_it_has_the_key() {
    let page = |editor: &str| {
        edited(&[(
            "\"shelf\": {",
            &format!(
                "\"editors\": [{{\"name\": \"Bo\", \"born\": 1971{editor}}}],\n  \"shelf\": {{"
            ),
        )])
    };
    let (old, new) = (Side::page(&page("")), Side::page(&page(", \"died\": 2020")));
    let changes = differences(&old, &new);
    let added: Vec<_> = { changes.iter() }
        .filter(|change| change.rule == Rule::ResponseFieldAdded)
        .collect();
    assert_eq!(added.len(), 1, "{}", text(&changes));
    assert_eq!(
        new.shown(added[0].new.as_ref()),
        (20, "\"died\": 2020}],".to_owned())
    );
}

#[test]
fn values_of_maps_are_objects_of_their_type() {
    let page = |more: &str| {
        let copies = format!(
            "\"copies\": {{\"a/1\": {{\"state\": \"new\"}}, \"b~2\": {{\"state\": \"new\"{more}}}}}"
        );
        edited(&[("\"name\": \"Sea\"", &copies)])
    };
    let (old, new) = (Side::page(&page("")), Side::page(&page(", \"lent\": true")));
    let changes = differences(&old, &new);
    let added = changes
        .iter()
        .find(|it| it.rule == Rule::ResponseFieldAdded && it.part == "lent");
    let place = added.unwrap().new.as_ref();
    assert_eq!(new.shown(place), (24, "\"lent\": true}}".to_owned()));
}

#[test]
fn a_value_of_one_of_two_types_is_of_the_one_that_has_its_keys() {
    let side = |text: &str| {
        let mut side = Side::page(text);
        let book = side.spec.types.iter_mut().find(|it| it.name == "Book");
        let shelf = book.unwrap().fields.iter_mut();
        let one = ["Room", "Shelf"].map(|name| Schema::Ref(name.to_owned()));
        { shelf }.find(|it| it.name == "shelf").unwrap().schema = Schema::OneOf(one.to_vec());
        side
    };
    let edits = [("\"row\": 1,\n", "\"wide\": 2,\n    \"row\": 1,\n")];
    let (old, new) = (side(OLD), side(&edited(&edits)));
    let changes = differences(&old, &new);
    let change = find(&changes, Rule::ResponseFieldAdded, "Shelf.wide");
    assert_eq!(
        new.shown(change.new.as_ref()),
        (21, "\"wide\": 2,".to_owned())
    );
}

#[test]
fn what_is_sent_is_shown_where_it_is_sent() {
    let side = |room: &str| {
        let call = format!(
            "## Add a shelf\n\n```\nPOST /shelves\n```\n\nParameters:\n\n- `row` (required) - Its row\n\
             - `room` (required) - Its room\n\nRequest body:\n\n```json\n{{\"row\": 3, \"room\": {room}}}\n```\n\n\
             Response:\n\n```json\n{{\"row\": 3, \"name\": \"C\"}}\n```\n"
        );
        let mut side = Side::page(&format!("{OLD}\n{call}"));
        for parameter in &mut side.spec.operations[2].parameters {
            if parameter.name == "room" {
                parameter.schema = Schema::Ref("Room".to_owned());
            }
        }
        side
    };
    let old = side("{\"name\": \"Loft\", \"floor\": 4}");
    let new = side("{\"name\": \"Loft\", \"floor\": null}");
    let body = new.spec.operations[2].request_body.as_ref().unwrap();
    assert_eq!(body.examples.len(), 1);
    let mut newer = new.spec.clone();
    let room = newer.types.iter_mut().find(|it| it.name == "Room").unwrap();
    room.fields[1].null = 1;
    let documents = [&old, &new].map(|side| Documents::new(&side.sources, &[]));
    let changes = compare_documents((&old.spec, &documents[0]), (&newer, &documents[1]));
    for (rule, line) in [
        (Rule::RequestFieldPresenceChanged, 55),
        (Rule::ResponseFieldPresenceChanged, 55),
    ] {
        let change = find(&changes, rule, "Room.floor");
        assert_eq!(
            new.shown(change.new.as_ref()),
            (line, "\"floor\": null}}".to_owned())
        );
    }
    let request = find(&changes, Rule::RequestFieldPresenceChanged, "Room.floor");
    assert_eq!(
        old.shown(request.old.as_ref()),
        (55, "\"floor\": 4}}".to_owned())
    );
    let response = find(&changes, Rule::ResponseFieldPresenceChanged, "Room.floor");
    assert_eq!(
        old.shown(response.old.as_ref()),
        (37, "\"floor\": 3}}".to_owned())
    );
}

#[test]
fn a_value_is_shown_where_it_stands() {
    let side = |values: &[&str]| {
        let mut side = Side::page(OLD);
        let shelf = side.spec.types.iter_mut().find(|it| it.name == "Shelf");
        let values = values.iter().map(|value| (*value).to_owned()).collect();
        shelf.unwrap().fields[1].schema = Schema::Enum(values);
        side
    };
    let (old, new) = (side(&["A"]), side(&["A", "B"]));
    for (one, other, rule) in [
        (&old, &new, Rule::ResponseFieldValueAdded),
        (&new, &old, Rule::ResponseFieldValueRemoved),
    ] {
        let changes = differences(one, other);
        let change = find(&changes, rule, "Shelf.name");
        let lines =
            [&change.old, &change.new].map(|place| place.as_ref().unwrap().at.unwrap().line);
        let expected = if rule == Rule::ResponseFieldValueAdded {
            [22, 37]
        } else {
            [37, 22]
        };
        assert_eq!(lines, expected, "{rule:?}");
    }
}

#[test]
fn without_pages_the_section_is_that_of_the_example() {
    let edits = [("\"row\": 2,", "\"row\": 2, \"wide\": true,")];
    let (old, new) = (Side::page(OLD), Side::page(&edited(&edits)));
    let changes = compare(&old.spec, &new.spec);
    let change = find(&changes, Rule::ResponseFieldAdded, "Shelf.wide");
    let sources = [&change.old, &change.new].map(|place| place.as_ref().unwrap().source.0.as_str());
    assert_eq!(sources, ["books.md#get-a-book", "books.md#list-shelves"]);
}

#[test]
fn a_field_that_no_example_shows_is_placed_at_the_first_section_of_its_type() {
    let (old, mut new) = (Side::page(OLD), Side::page(OLD));
    let room = new.spec.types.iter_mut().find(|it| it.name == "Room");
    let fields = &mut room.unwrap().fields;
    let mut field = fields[0].clone();
    field.name = "wide".to_owned();
    fields.push(field);
    let changes = differences(&old, &new);
    let change = find(&changes, Rule::ResponseFieldAdded, "Room.wide");
    let line = new.shown(change.new.as_ref());
    assert_eq!(line, (28, "List shelves".to_owned()));
}

#[test]
fn facts_are_found_by_their_shape() {
    let edits = [("\"row\": 2,", "\"row\": 2, \"wide\": true,")];
    let page = |text: &str| {
        text.replace("## Get a book", "## Get")
            .replace("List shelves", "List")
    };
    let (old, mut new) = (Side::page(&page(OLD)), Side::page(&page(&edited(&edits))));
    // The texts of facts, below the headings of the pages.
    for operation in &mut new.spec.operations {
        for example in { operation.responses.iter_mut() }.flat_map(|it| &mut it.examples) {
            let blurred = serde_json::to_string(example.body.value().unwrap()).unwrap();
            let blurred = blurred.replace("\"A\"", "\"name-1\"");
            example.body = ExampleBody::Json(serde_json::from_str(&blurred).unwrap()).into();
        }
    }
    let changes = differences(&old, &new);
    let change = find(&changes, Rule::ResponseFieldAdded, "Shelf.wide");
    let (line, _) = new.shown(change.new.as_ref());
    assert_eq!(line, 37);
}

#[test]
fn what_is_answered_is_shown_at_its_example() {
    let shown = |edits: &[(&str, &str)], rule: Rule| {
        let (old, new) = (Side::page(OLD), Side::page(&edited(edits)));
        let changes = differences(&old, &new);
        let change = changes.iter().find(|it| it.rule == rule);
        let change = change.unwrap_or_else(|| panic!("{}", text(&changes)));
        [
            old.shown(change.old.as_ref()),
            new.shown(change.new.as_ref()),
        ]
    };
    let typed = shown(
        &[
            ("[\n  {\"row\": 1", "{\"shelves\": [\n  {\"row\": 1"),
            ("\"floor\": 3}}\n]", "\"floor\": 3}}\n]}"),
        ],
        Rule::ResponseTypeChanged,
    );
    let expected = [(35, "[".to_owned()), (35, "{\"shelves\": [".to_owned())];
    assert_eq!(typed, expected);

    let second = "```\n\n```json\n{\"isbn\": \"978-1\"}\n```\n\n## List shelves";
    let another = shown(
        &[("```\n\n## List shelves", second)],
        Rule::ResponseExamplesChanged,
    );
    let expected = [
        (3, "Get a book".to_owned()),
        (29, "{\"isbn\": \"978-1\"}".to_owned()),
    ];
    assert_eq!(another, expected);
}
