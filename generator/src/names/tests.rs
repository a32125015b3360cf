//! Names of whole specs: what they are, and what the errors say.

use docbind_spec::{ApiSpec, Schema};

use super::{EnumKey, EnumOwner, assign, one_or_many, status_variant};

/// A spec with these operations and types, written in the shortest way.
fn spec(operations: &str, types: &str) -> ApiSpec {
    let text = format!(
        "format: 1\nname: music\ncontent: facts\napi:\n  other_roots: []\n  security:\n  \
         - id: key\n    credentials: [{{header: A}}, {{query: b}}, {{header: C}}, bearer]\n    \
         along_with: [token, url]\n    source: a.md#key\n  success: []\n  statuses: []\n  errors: []\n\
         operations: [{operations}]\ntypes: [{types}]\nignored: []\n"
    );
    docbind_spec::yaml::read_spec(&text, "spec.yaml").unwrap_or_else(|error| panic!("{error}"))
}

fn operation(resource: &str, id: &str, parameters: &str) -> String {
    format!(
        "{{id: {id}, resource: {resource}, method: GET, path: /x, deprecated: false, \
         sections: [{{source: 'a.md#{id}', title: T}}], parameters: [{parameters}], \
         responses: [], calls: [], corrections: []}}"
    )
}

fn parameter(location: &str, name: &str, schema: &str) -> String {
    format!(
        "{{name: '{name}', location: {location}, presence: optional, schema: {schema}, \
         evidence: []}}"
    )
}

#[test]
fn parameters_say_where_they_are_sent_if_they_must() {
    let table = [
        (&[("path", "id"), ("body", "id")][..], "id body_id"),
        (&[("query", "id"), ("body", "id")], "query_id body_id"),
        (&[("query", "type"), ("query", "self")], "type_ self_"),
        (&[("query", "request"), ("query", "sudo")], "request_ sudo_"),
        (
            &[("header", "X-Key"), ("query", "x_key")],
            "header_x_key x_key",
        ),
    ];
    for (parameters, expected) in table {
        let list: Vec<_> = parameters
            .iter()
            .map(|(location, name)| parameter(location, name, "string"))
            .collect();
        let names = assign(&spec(&operation("songs", "list", &list.join(", ")), "")).unwrap();
        assert_eq!(names.operations[0].parameters.join(" "), expected);
    }
}

#[test]
fn operations_and_resources_avoid_words_that_are_taken() {
    let operations = [
        operation("type", "move", ""),
        operation("raw", "new", ""),
        operation("option", "option", ""),
    ];
    let names = assign(&spec(&operations.join(", "), "")).unwrap();
    let shown: Vec<_> = names
        .operations
        .iter()
        .map(|names| format!("{} {} {}", names.method, names.call, names.constant))
        .collect();
    assert_eq!(
        shown,
        ["move_ Move MOVE", "new_ New NEW", "option Option__ OPTION"]
    );
    let shown: Vec<_> = names
        .resources
        .values()
        .map(|names| format!("{} {}", names.module, names.handle))
        .collect();
    assert_eq!(shown, ["option Option_", "raw_ Raw", "type_ Type"]);
}

#[test]
fn no_resource_has_the_feature_of_something_else() {
    let resources = ["client", "all", "default", "native-tls", "serde"];
    let operations = resources.map(|resource| operation(resource, "list", ""));
    let names = assign(&spec(&operations.join(", "), "")).unwrap();
    let modules = resources.map(|resource| names.resources[resource].module.as_str());
    assert_eq!(
        modules,
        ["client_", "all_", "default_", "native_tls_", "serde"]
    );
}

#[test]
fn no_module_of_a_type_is_that_of_a_resource() {
    let types = ["Session", "UserBasic", "Aux"]
        .map(|name| format!("{{name: {name}, seen: 1, fields: [], sources: []}}"));
    let operations = operation("session", "create", "");
    let names = assign(&spec(&operations, &types.join(", "))).unwrap();
    let modules: Vec<_> = names.types.iter().map(|it| it.module.as_str()).collect();
    assert_eq!(modules, ["session_", "user_basic", "aux_"]);
}

#[test]
fn one_or_many_is_a_list_of_one_type() {
    let listed = Schema::Enum(vec!["on".to_owned()]);
    let list = |item: &Schema| Schema::Array(Box::new(item.clone()));
    for (variants, expected) in [
        (vec![listed.clone(), list(&listed)], Some(&listed)),
        (vec![list(&listed), listed.clone()], Some(&listed)),
        (
            vec![Schema::String, list(&Schema::Any)],
            Some(&Schema::String),
        ),
        (vec![Schema::String, list(&Schema::Integer)], None),
        (
            vec![Schema::String, Schema::Integer, list(&Schema::String)],
            None,
        ),
        (vec![Schema::String, Schema::String], None),
        (vec![list(&Schema::String)], None),
    ] {
        assert_eq!(
            one_or_many(&Schema::OneOf(variants.clone())),
            expected,
            "{variants:?}"
        );
    }
}

#[test]
fn enumerations_are_named_after_their_resource() {
    let state = |values: &str| parameter("query", "state", &format!("{{enum: [{values}]}}"));
    let operations = [
        operation("songs", "list", &state("on, off")),
        operation("songs", "search", &state("off, on")),
        operation("songs", "update", &state("close")),
        operation(
            "songs_state",
            "list",
            &parameter("query", "x", "{enum: [a]}"),
        ),
    ];
    let types = "{name: SongsState, seen: 1, fields: [], sources: []}";
    let names = assign(&spec(&operations.join(", "), types)).unwrap();
    let name = |values: &[&str]| {
        let values: Vec<_> = values.iter().map(|value| (*value).to_owned()).collect();
        let owner = EnumOwner::Parameter {
            resource: "songs".to_owned(),
            name: "state".to_owned(),
        };
        names.enums[&EnumKey::new(owner, &values)].name.clone()
    };
    // The type keeps the short name; the order of values is of no consequence.
    assert_eq!(name(&["on", "off"]), "ListSongsState");
    assert_eq!(name(&["close"]), "UpdateSongsState");
    assert_eq!(names.types[0].name, "SongsState");
}

#[test]
fn credentials_say_where_they_stand() {
    let names = assign(&spec("", "")).unwrap();
    let functions: Vec<_> = names
        .credentials
        .iter()
        .map(|names| names.function.as_str())
        .collect();
    assert_eq!(
        functions,
        ["key", "key_in_query", "key_in_header", "key_in_bearer"]
    );
    assert_eq!(names.credentials[0].along_with, ["token_", "url"]);
}

#[test]
fn a_clash_is_an_error_with_both_places_and_the_remedy() {
    let operations = [
        operation("songs", "list", ""),
        operation("songs", "list", ""),
    ];
    let error = assign(&spec(&operations.join(", "), "")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "operations of `songs`: `list` (GET /x, a.md#list) and `list` (GET /x, a.md#list) would \
         both be named `list` in Rust; add an override with `set: {id: …}` for one of the two \
         sections"
    );
    let twice = [
        parameter("query", "a", "string"),
        parameter("query", "a", "string"),
    ];
    let error = assign(&spec(&operation("songs", "list", &twice.join(", ")), "")).unwrap_err();
    assert!(
        error.to_string().starts_with("parameters of GET /x"),
        "{error}"
    );
}

#[test]
fn types_of_answers_stand_beside_calls() {
    let operations = [
        operation("songs", "create", ""),
        operation("songs", "create_answer", ""),
        operation("play_answer", "play", ""),
    ];
    let names = assign(&spec(&operations.join(", "), "")).unwrap();
    let answers: Vec<_> = names
        .operations
        .iter()
        .map(|one| one.answers.as_str())
        .collect();
    assert_eq!(
        answers,
        ["CreateAnswer_", "CreateAnswerAnswer", "PlayAnswer_"]
    );
}

#[test]
fn statuses_have_the_words_of_the_standard() {
    let table = [
        (200, "Ok"),
        (203, "NonAuthoritativeInformation"),
        (304, "NotModified"),
        (414, "UriTooLong"),
        (599, "Status599"),
    ];
    for (status, expected) in table {
        assert_eq!(status_variant(status), expected);
    }
}

#[test]
fn a_new_operation_renames_no_other() {
    let old = operation("songs", "list", &parameter("query", "state", "{enum: [a]}"));
    let new = operation(
        "songs",
        "update",
        &parameter("query", "state", "{enum: [b]}"),
    );
    let before = assign(&spec(&old, "")).unwrap();
    let after = assign(&spec(&format!("{old}, {new}"), "")).unwrap();
    assert_eq!(before.operations[0], after.operations[0]);
    for (key, names) in &before.enums {
        assert_eq!(after.enums.get(key), Some(names));
    }
}
