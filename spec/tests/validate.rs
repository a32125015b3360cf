//! Validation: a sound spec, one thing changed in it, and what is said about that.

#![allow(clippy::expect_used, clippy::panic)]

use docbind_spec::yaml::{read_overrides, read_spec, write_spec};
use docbind_spec::{ApiSpec, validate, validate_overrides};

const BOOKSHOP: &str = include_str!("data/bookshop.yaml");

fn violations(spec: &ApiSpec) -> Vec<String> {
    validate(spec).iter().map(ToString::to_string).collect()
}

/// The violations after the first `from` below the line `below` became `to`.
#[track_caller]
fn changed(below: &str, from: &str, to: &str) -> Vec<String> {
    let start = BOOKSHOP.find(below).expect("no such line to begin at");
    let (before, after) = BOOKSHOP.split_at(start);
    assert!(after.contains(from), "nothing to change: {from}");
    let text = format!("{before}{}", after.replacen(from, to, 1));
    match read_spec(&text, "bookshop.yaml") {
        Ok(spec) => violations(&spec),
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn a_sound_spec_has_none() {
    let spec = read_spec(BOOKSHOP, "bookshop.yaml").unwrap();
    assert_eq!(violations(&spec), [""; 0]);
    assert_eq!(write_spec(&spec).unwrap(), BOOKSHOP);
}

#[test]
fn every_contradiction_is_found() {
    let list = "operations[0] books.list";
    let create = "operations[1] books.create";
    // The line to begin at, what to replace, by what, and the places and messages to expect.
    let table: &[(&str, &str, &str, &[String])] = &[
        ("name:", "bookshop", "Bookshop", &["name: `Bookshop` is not kebab-case".into()]),
        ("base_path", "/api/v2", "api/v2", &["api: base_path: `api/v2` is not the path of an API".into()]),
        ("base_path", "/api/v2", "/api/:v", &["api: base_path: `/api/:v` is not the path of an API".into()]),
        ("other_roots", "/till/v1", "/till/v1/", &["api: other_roots[0]: `/till/v1/` is not the path of an API".into()]),
        ("security:", "id: till_token", "id: shop_key", &["api: security[1] shop_key: another security scheme has the same name".into()]),
        ("security:", "id: till_token", "id: TillToken", &["api: security[1] TillToken: `TillToken` is not snake_case".into()]),
        ("security:", "SHOP-KEY", "'SHOP KEY'", &["api: security[0] shop_key: `SHOP KEY` is not a header name of HTTP".into()]),
        ("sudo:", "ACT-AS", "'ACT:AS'", &["api: sudo header: `ACT:AS` is not a header name of HTTP".into()]),
        ("success:", "200", "99", &["api: success[0] GET: 99 is not a status of HTTP".into()]),
        ("success:", "method: POST", "method: GET", &["api: success[1] GET: the method has another rule already".into()]),
        ("statuses:", "404", "600", &["api: statuses[0]: 600 is not a status of HTTP".into()]),
        ("paging:", "name: per_page", "name: page", &["api: paging: page and per_page are the same parameter".into()]),
        ("paging:", "X-Total", "X Total", &["api: paging headers[0]: `X Total` is not a header name of HTTP".into()]),
        ("errors:", "status: 404", "status: 4040", &["api: errors[0] message: 4040 is not a status of HTTP".into()]),
        ("errors:", "source: README.md#errors", "source: '#errors'", &["api: errors[0] message: `#errors` is not the place of a section".into()]),
        ("operations:", "id: list", "id: listAll", &["operations[0] books.listAll: id: `listAll` is not snake_case".into()]),
        ("operations:", "resource: books", "resource: ''", &["operations[0] .list: resource: `` is not snake_case".into()]),
        ("- id: create", "id: create", "id: list", &["operations[1] books.list: operations[0] has the same name".into()]),
        ("- id: create", "POST", "GET", &[format!("{create}: operations[0] has the same method and path, names of placeholders aside")]),
        ("- id: list", "path: /shops/:shop_id/books", "path: shops/:shop_id/books", &[format!("{list}: path: `shops/:shop_id/books` is not a path")]),
        ("- id: list", "path: /shops/:shop_id/books", "path: /shops/:shop_id/books?x=1", &[format!("{list}: path: `/shops/:shop_id/books?x=1` is not a path")]),
        ("- id: list", "path: /shops/:shop_id/books", "path: \"/shops/:shop_id/boo\\x07ks\"", &[format!("{list}: path: `/shops/:shop_id/boo ks` is not a path")]),
        ("- id: list", "path: /shops/:shop_id/books", "path: /shops/:id/books", &[format!("{list}: parameters: the path parameters are [shop_id], but the placeholders of the path are [id]")]),
        ("- id: list", "path: /shops/:shop_id/books", "path: /shops/books", &[format!("{list}: parameters: the path parameters are [shop_id], but the placeholders of the path are []")]),
        ("- id: list", "path: /shops/:shop_id/books", "path: /shops/:shop_id/:shop_id", &[
            format!("{list}: path: the placeholder `shop_id` stands twice"),
            format!("{list}: parameters: the path parameters are [shop_id], but the placeholders of the path are [shop_id, shop_id]"),
        ]),
        ("- id: list", "  deprecated", "  aliases: ['/books/of/:shop_id', '/b/:shop_id']\n  deprecated", &[]),
        ("- id: list", "  deprecated", "  aliases: [books]\n  deprecated", &[
            format!("{list}: aliases[0]: `books` is not a path"),
            format!("{list}: aliases[0]: the placeholders of `books` are [], but those of the path are [shop_id]"),
        ]),
        ("- id: list", "  deprecated", "  aliases: ['/b/:shop_id/:shop_id']\n  deprecated", &[format!("{list}: aliases[0]: the placeholders of `/b/:shop_id/:shop_id` are [shop_id, shop_id], but those of the path are [shop_id]")]),
        ("- id: list", "  deprecated", "  aliases: ['/shops/:shop_id/books']\n  deprecated", &[format!("{list}: aliases[0]: operations[0] is answered at `/shops/:shop_id/books` already")]),
        ("- id: list", "  deprecated", "  aliases: ['/b/:shop_id', '/b/:shop_id']\n  deprecated", &[format!("{list}: aliases[1]: operations[0] is answered at `/b/:shop_id` already")]),
        ("- id: list", "  deprecated", "  aliases: ['/till/v1/:shop_id']\n  deprecated", &[format!("{list}: aliases[0]: `/till/v1/:shop_id` stands below another root than the path")]),
        ("  sections:\n  - source: books.md#add", "  sections:\n  - source: books.md#add-a-book\n    title: Add a book\n", "  sections: []\n", &[format!("{create}: no section describes it")]),
        ("  - shop_key\n  parameters", "shop_key", "key", &[format!("{list}: security: there is no security scheme `key`")]),
        ("  - name: state", "location: query", "location: path", &[format!("{list}: parameters: the path parameters are [shop_id, state], but the placeholders of the path are [shop_id]")]),
        ("  - name: state", "name: state", "name: labels", &[format!("{list}: parameters[2] labels: another parameter has the same name and location")]),
        ("  - name: state", "name: state", "name: 'state '", &[format!("{list}: parameters[1] state : `state ` cannot be a name")]),
        ("  - name: state", "name: state", "name: ''", &[format!("{list}: parameters[1] : `` cannot be a name")]),
        ("  - name: state", "\n      - new\n      - used", " []", &[format!("{list}: parameters[1] state: an enum without values")]),
        ("  - name: state", "- used", "- new", &[format!("{list}: parameters[1] state: the enum lists `new` twice")]),
        ("  - name: state", "- used", "- ''", &[format!("{list}: parameters[1] state: an enum with an empty value")]),
        ("  - name: shop_id", "      - string\n", "", &[format!("{list}: parameters[0] shop_id: one_of with less than two alternatives")]),
        ("  - name: shop_id", "- string", "- integer", &[format!("{list}: parameters[0] shop_id: one_of lists a type twice")]),
        ("  - name: shop_id", "- string", "- one_of: [date, file]", &[format!("{list}: parameters[0] shop_id: one_of directly inside of one_of")]),
        ("  - name: shop_id", "- string", "- array: {map: {ref: Shop}}", &[format!("{list}: parameters[0] shop_id: there is no type `Shop`")]),
        ("  - name: labels", "\n      array: string\n", " string\n", &[]),
        ("  - name: labels", "\n      array: string\n    typed_by: prose\n    limits:\n      min: 1\n      max: 10\n    array_style: commas", " string\n    array_style: repeat", &[format!("{list}: parameters[2] labels: array_style without an array")]),
        ("  - name: labels", "max: 10", "max: 0", &[format!("{list}: parameters[2] labels: the smallest value 1 is above the largest, 0")]),
        ("  - name: title", "location: body", "location: header", &[]),
        ("  - name: title", "name: title", "name: a b", &[]),
        ("Idempotency-Key", "Idempotency-Key", "a b", &[format!("{create}: parameters[2] a b: `a b` is not a header name of HTTP")]),
        ("  request_body:", "raw: false", "raw: true", &[format!("{create}: request_body: raw, although there are parameters in the body")]),
        ("  request_body:", "application/json", "json", &[format!("{create}: request_body: `json` is not a media type")]),
        ("  request_body:", "application/x-www-form-urlencoded", "application/json", &[format!("{create}: request_body: the media type `application/json` stands twice")]),
        ("  request_body:", "  request_body:\n    media_types:\n    - application/json\n    - application/x-www-form-urlencoded\n    raw: false\n    examples: []\n", "", &[format!("{create}: request_body: missing, although there are parameters in the body")]),
        ("  - status: 200\n    origin", "200", "20", &[format!("{list}: responses[0] 20: 20 is not a status of HTTP")]),
        ("  - status: 200\n    origin", "  - status", "  - {status: 200, origin: stated, headers: [{name: 'a:'}], media_type: application/json, examples: []}\n  - status", &[
            format!("{list}: responses[0] 200: `a:` is not a header name of HTTP"),
            format!("{list}: responses[1] 200: another response has the same status and media type"),
        ]),
        ("  - status: 200\n    origin", "ref: Book", "ref: Tome", &[format!("{list}: responses[0] 200: there is no type `Tome`")]),
        ("types:", "name: Book", "name: book", &[
            format!("{list}: responses[0] 200: there is no type `Book`"),
            format!("{create}: responses[0] 202: there is no type `Book`"),
            "types[0] book: `book` is not UpperCamelCase".into(),
            "types[0] book: fields[2] sequel: there is no type `Book`".into(),
        ]),
        ("types:", "- name: Book", "- {name: Book, seen: 0, fields: [], sources: []}\n- name: Book", &["types[1] Book: another type has the same name".into()]),
        ("types:", "name: title", "name: id", &["types[0] Book: fields[1] id: another field has the same name".into()]),
        ("types:", "absent: 0", "absent: 1", &["types[0] Book: fields[0] id: 4 seen and 1 absent do not make the 4 objects of the type".into()]),
        ("types:", "nulls: 0", "nulls: 5", &["types[0] Book: fields[0] id: 5 null of only 4 seen".into()]),
        ("types:", "- books.md#list-books", "- \"books.md\\n\"", &["types[0] Book: sources[0]: `books.md ` is not the place of a section".into()]),
        ("ignored:", "README.md#authentication", "''", &["ignored[0]: `` is not the place of a section".into()]),
    ];
    let mut differences = String::new();
    for (below, from, to, expected) in table {
        let found = changed(below, from, to);
        let same = found.len() == expected.len()
            && found
                .iter()
                .zip(*expected)
                .all(|(found, expected)| found.starts_with(&format!("{expected}; ")));
        if !same {
            differences +=
                &format!("--- {from} → {to}\nfound    {found:#?}\nexpected {expected:#?}\n");
        }
    }
    assert!(differences.is_empty(), "{differences}");
}

#[test]
fn another_format_is_a_violation() {
    let mut spec = read_spec(BOOKSHOP, "bookshop.yaml").unwrap();
    spec.format = 9;
    assert_eq!(
        violations(&spec),
        ["format: 9 is not 1, the format of this docbind; write the spec anew with `docbind spec`"]
    );
}

#[test]
fn overrides_are_checked_by_themselves() {
    let one = |lines: &str| format!("overrides:\n- at: a.md#b\n  reason: r\n  set: {lines}\n");
    let again = |more: &str| format!("{}- at: a.md#b\n  reason: r\n{more}", one("{id: a}"));
    let table = [
        (one("{id: show_all}"), ""),
        (one("ignore"), ""),
        (one("{id: showAll}"), "`showAll` is not snake_case"),
        (one("{resource: ''}"), "`` is not snake_case"),
        (one("{path: books}"), "`books` is not a path"),
        (one("{path: /books/:id}"), ""),
        (one("{alias: books}"), "`books` is not a path"),
        (
            one("{success_status: 404}"),
            "404 is not a status of success",
        ),
        (one("{remove_parameter: ''}"), "`` cannot be a name"),
        (
            one("{parameter: {name: a, rename: ' b'}}"),
            "` b` cannot be a name",
        ),
        (
            one("{parameter: {name: a, schema: {enum: []}}}"),
            "an enum without values",
        ),
        (
            one("{parameter: {name: a, schema: {one_of: [date]}}}"),
            "one_of with less than two",
        ),
        (
            one("ignore").replace("reason: r", "reason: ' '"),
            "no reason is given",
        ),
        (
            one("ignore").replace("at: a.md#b", "at: '#b'"),
            "`#b` is not the place of a section",
        ),
        (
            again("  set: {id: b}\n"),
            "overrides[0] sets the same thing already",
        ),
        (again("  method: PUT\n  set: {id: b}\n"), ""),
        (again("  path: /b\n  set: {id: b}\n"), ""),
        (again("  set: {resource: b}\n"), ""),
        (
            again("  set: {alias: /b}\n- {at: a.md#b, reason: r, set: {alias: /c}}\n"),
            "",
        ),
        (
            one("{alias: /a}") + "- {at: a.md#b, reason: r, set: {alias: /a}}\n",
            "overrides[0] sets the same thing already",
        ),
    ];
    for (text, expected) in table {
        let overrides = read_overrides(&text, "overrides.yaml").unwrap();
        let found = validate_overrides(&overrides);
        match expected {
            "" => assert_eq!(found, [], "{text}"),
            _ => {
                assert_eq!(found.len(), 1, "{text}{found:?}");
                assert!(found[0].message.starts_with(expected), "{text}{found:?}");
            }
        }
    }
}
