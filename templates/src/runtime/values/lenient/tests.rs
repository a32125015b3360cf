//! What answers are read as, and what they are not.
#![allow(unreachable_pub, reason = "the macro defines public types")]

use std::collections::BTreeMap;
use std::fmt::Debug;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::answer::{Place, read_answer, read_quoted};
use super::node::Node;
use super::reading::{self, Rules};
use super::text;
use crate::runtime::values::{Id, IdOrPath, Iid, Open, listed_enum, quoted};

fn read<T: DeserializeOwned>(value: &Value) -> Result<T, serde_json::Error> {
    let text = value.to_string();
    read_answer(text.as_bytes(), Rules::Lenient).map_err(|misfit| misfit.error)
}

#[track_caller]
#[allow(clippy::needless_pass_by_value)]
fn check<T: DeserializeOwned + PartialEq + Debug>(value: Value, expected: T) {
    assert_eq!(read::<T>(&value).unwrap(), expected, "{value}");
}

#[track_caller]
fn refused<T: DeserializeOwned + Debug>(values: &[Value]) {
    for value in values {
        let read = read::<T>(value);
        assert!(read.is_err(), "{value} is {:?}", read.unwrap());
    }
}

listed_enum! {
    /// How a lamp shines.
    pub enum Lamp {
        /// At level 2.
        Two = "2",
    }
}

#[derive(Debug, PartialEq, Default, Deserialize)]
struct Label {
    name: String,
    color: Option<String>,
}

/// A type that takes any object, by its fields.
#[derive(Debug, PartialEq, Default, Deserialize)]
struct Loose {
    size: Option<i64>,
    open: Option<bool>,
    text: Option<String>,
    id: Option<Id>,
    label: Option<Label>,
    #[serde(default)]
    labels: Option<Vec<Label>>,
    loose: Option<Box<Loose>>,
}

#[derive(Debug, PartialEq, Default, Deserialize)]
struct Plain {
    number: i64,
    broken: f64,
    open: bool,
    text: String,
    texts: Vec<String>,
    labels: Vec<Label>,
    map: BTreeMap<String, i64>,
    rest: Value,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Known {
    id: Id,
    name: String,
}

fn label(name: &str) -> Label {
    Label {
        name: name.to_owned(),
        color: None,
    }
}

#[test]
fn what_says_nothing_is_no_struct() {
    let message = json!({"message": "503 busy"});
    let nothing = [
        message.clone(),
        json!({}),
        json!([]),
        json!(null),
        json!(""),
        json!([{}]),
        json!([message]),
        json!([1]),
        json!([{"name": "a"}, {"name": "b"}]),
    ];
    refused::<Label>(&nothing);
    refused::<Loose>(&nothing);
    refused::<Option<Label>>(&[message.clone(), json!([null])]);
    for value in [json!(null), json!([]), json!({}), json!("")] {
        check(value, None::<Label>);
    }
    check(json!(null), Vec::<Label>::new());
    check(json!(null), Value::Null);
    check(json!(null), ());
    check(message.clone(), message);
    refused::<i64>(&[json!(null), json!("")]);
    refused::<bool>(&[json!(null), json!("")]);
    refused::<String>(&[json!(null)]);
    refused::<BTreeMap<String, i64>>(&[json!(null)]);
    check(json!([]), BTreeMap::<String, i64>::new());
    check(json!([{"name": 7}]), label("7"));
}

#[test]
fn lists_hold_what_stands_there() {
    check(json!({}), Vec::<Label>::new());
    check(json!({"name": "a"}), vec![label("a")]);
    check(
        json!([{"name": "a"}, [{"name": "b"}]]),
        vec![label("a"), label("b")],
    );
    refused::<Vec<Label>>(&[
        json!([null]),
        json!([{}]),
        json!([[]]),
        json!({"error": "busy"}),
        json!({"0": {"name": "a"}, "1": {"name": "b"}}),
        json!("a"),
    ]);
    check(json!([1, null]), vec![Some(1), None]);
    check(json!([null, {"name": "a"}]), vec![None, Some(label("a"))]);
    check(json!([null]), vec![Value::Null]);
    refused::<Vec<i64>>(&[json!([1, null]), json!([""]), json!({"a": 1})]);
    refused::<Vec<String>>(&[json!(["a", null]), json!({"a": "b"})]);
    refused::<Vec<Vec<i64>>>(&[json!([null]), json!({"a": [1]})]);
    refused::<Vec<Value>>(&[json!({"error": "busy"})]);
    refused::<Vec<BTreeMap<String, Value>>>(&[json!({"error": "busy"})]);
    let lamps = ["2", "3", "true"].map(Open::<Lamp>::from).to_vec();
    check(json!(["2", 3, true]), lamps);
    refused::<Vec<Open<Lamp>>>(&[json!(["2", null])]);
}

#[test]
fn optional_values_are_none_where_they_are_blank() {
    for blank in [json!(""), json!(null)] {
        check(
            json!({"size": blank, "open": blank, "id": blank, "label": blank}),
            Loose::default(),
        );
    }
    let text = |text: &str| Some(text.to_owned());
    let loose = Loose {
        text: text(""),
        ..Loose::default()
    };
    check(json!({"text": "", "size": "", "label": []}), loose);
    check(
        json!({"size": 1, "label": {}, "labels": {}}),
        Loose {
            size: Some(1),
            labels: Some(Vec::new()),
            ..Loose::default()
        },
    );
    check(
        json!({"size": "1", "loose": {}}),
        Loose {
            size: Some(1),
            loose: Some(Box::default()),
            ..Loose::default()
        },
    );
    check(
        json!(["", "1", "", "2"]),
        vec![None, Some(1), None, Some(2)],
    );
    let all = vec![json!({"size": "", "open": "yes"}); 3];
    let read: Vec<Loose> = read(&Value::from(all)).unwrap();
    assert!(
        read.iter()
            .all(|loose| (loose.size, loose.open) == (None, Some(true)))
    );
    refused::<Loose>(&[
        json!({"label": {"message": "busy"}}),
        json!({"label": "x"}),
        json!({"label": [{}]}),
        json!({"labels": {"message": "busy"}}),
        json!({"labels": [null]}),
    ]);
}

#[test]
fn plain_fields_have_their_defaults() {
    let text = json!({"text": "a"});
    let plain = Plain {
        text: "a".to_owned(),
        ..Plain::default()
    };
    check(text, plain);
    let null = json!({
        "number": null, "broken": "", "open": "", "text": null, "texts": null, "labels": {},
        "map": null,
    });
    check(null, Plain::default());
    check(
        json!({"map": {"a": "1", "b": null}, "rest": {"a": [1]}, "x": 1}),
        Plain {
            map: BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), 0)]),
            rest: json!({"a": [1]}),
            ..Plain::default()
        },
    );
    refused::<Plain>(&[
        json!({"number": "x"}),
        json!({"number": [7]}),
        json!({"texts": "a,b"}),
        json!({"map": {"a": "x"}}),
    ]);
}

#[test]
fn identifiers_are_numbers() {
    check(
        json!({"id": "7"}),
        Known {
            id: Id(7),
            name: String::new(),
        },
    );
    let named = || Known {
        id: Id(0),
        name: "a".to_owned(),
    };
    check(json!({"name": "a"}), named());
    check(json!({"name": "a", "id": null}), named());
    refused::<Known>(&[json!({"id": "x"})]);
    check(json!(["7", 8.0]), vec![Iid(7), Iid(8)]);
    refused::<Vec<Iid>>(&[json!([null]), json!([""])]);
    check(json!([null, ""]), vec![None::<Iid>, None]);
}

#[test]
fn numbers_and_booleans() {
    check(json!(10.0), 10_i64);
    check(json!("1e3"), 1000_u16);
    check(json!(-2.0), -2_i8);
    check(json!("2.50"), 2.5);
    check(json!(3), 3.0);
    check(json!(u64::MAX), u64::MAX);
    refused::<i64>(&[json!(1.5), json!("1.5"), json!(1e300), json!(true)]);
    refused::<u8>(&[json!(300), json!(-1.0), json!("300")]);
    for value in [json!(true), json!("yes"), json!(1), json!("1"), json!("T")] {
        check(value, true);
    }
    refused::<bool>(&[json!(2), json!("maybe"), json!([])]);
    check(json!(1.0), "1.0".to_owned());
    check(json!(true), "true".to_owned());
}

#[test]
fn quoted_fields_are_read_by_the_same_rules() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Door {
        #[serde(default, deserialize_with = "quoted")]
        open: Option<bool>,
        #[serde(deserialize_with = "quoted")]
        number: i64,
    }
    let door = |open, number| Door { open, number };
    check(
        json!({"open": "yes", "number": "1e3"}),
        door(Some(true), 1000),
    );
    check(json!({"open": "", "number": ""}), door(None, 0));
    check(json!({"open": 0}), door(Some(false), 0));
    refused::<Door>(&[json!({"open": "ajar"}), json!({"number": "one"})]);
    assert!(read_quoted::<bool>(&Node::deserialize(json!("1")).unwrap()).unwrap());
    assert_eq!(
        read_quoted::<Option<i64>>(&Node::deserialize(json!("")).unwrap()).unwrap(),
        None
    );
    assert!(read_quoted::<i64>(&Node::deserialize(json!("")).unwrap()).is_err());
}

/// What is read of a text as it stands, and of its tree by the exact rules.
fn both<T: DeserializeOwned>(json: &str) -> [Option<T>; 2] {
    let mut value = None;
    let read = text::read(json, &mut |given| {
        value = Some(T::deserialize(given)?);
        Ok(())
    });
    let node: Node<'_> = serde_json::from_str(json).unwrap();
    let tree = reading::read(&node, Place::Root, Rules::Exact);
    [read.ok().and(value), tree.ok()]
}

/// Checks that both read the same; says whether they read anything.
fn is_read_alike<T: DeserializeOwned + PartialEq + Debug>(json: &str) -> bool {
    let [text, tree] = both::<T>(json);
    assert_eq!(text, tree, "{json}");
    text.is_some()
}

#[test]
fn texts_are_read_as_their_trees_are() {
    let plain = r#"{"number": 7, "broken": 7, "open": true, "text": "a\n\u00e9", "texts": [],
        "labels": [{"name": "a", "x": [{}]}, {"color": null, "name": "b"}], "map": {"a": 1},
        "rest": [null, true, -1, 1.5, "a\"", {"a": {}}]}"#;
    let loose = r#"{"loose": {"loose": {}}, "label": {"name": ""}, "id": 7}"#;
    assert!(is_read_alike::<Plain>(plain) && is_read_alike::<Loose>(loose));
    let texts = [
        plain,
        loose,
        "{}",
        "[]",
        "[[]]",
        "[1, \"a\"]",
        r#"{"1": true}"#,
        "null",
        "true",
        "7",
        "-7",
        "300",
        "7.0",
        "\"\"",
        "\"7\"",
        "\"2\"",
        "\"\\u0061\"",
        "[null]",
        r#"{"name": "a"}"#,
        r#"{"name": "a", "name": "b"}"#,
        r#"{"n\u0061me": "a"}"#,
        r#"[{"name": "a"}, {"name": "b", "color": "c"}]"#,
        r#"[{"x": 1}]"#,
        r#"{"x": 1}"#,
        r#"{"id": 1, "name": "x"}"#,
        r#"{"id": "1", "name": 1}"#,
    ];
    let mut read = 0;
    for json in texts {
        let alike = [
            is_read_alike::<Plain>(json),
            is_read_alike::<Loose>(json),
            is_read_alike::<Label>(json),
            is_read_alike::<Known>(json),
            is_read_alike::<Vec<Label>>(json),
            is_read_alike::<Option<Label>>(json),
            is_read_alike::<Vec<Option<i64>>>(json),
            is_read_alike::<(i64, String)>(json),
            is_read_alike::<BTreeMap<i64, bool>>(json),
            is_read_alike::<BTreeMap<String, Value>>(json),
            is_read_alike::<Value>(json),
            is_read_alike::<Option<Open<Lamp>>>(json),
            is_read_alike::<IdOrPath>(json),
            is_read_alike::<u8>(json),
            is_read_alike::<f64>(json),
            is_read_alike::<bool>(json),
            is_read_alike::<String>(json),
            is_read_alike::<char>(json),
            is_read_alike::<()>(json),
        ];
        read += alike.iter().filter(|is_read| **is_read).count();
    }
    assert!(read > texts.len(), "only {read} values were read");
}
