//! Lists and objects that stand in another object.

use serde_json::{Value, json};

use super::{Play, shows};

/// The values of one field of the items below a key.
fn column(list: &Value, key: &str, field: &str) -> Vec<Value> {
    let items = list[key].as_array().cloned().unwrap();
    items.iter().map(|item| item[field].clone()).collect()
}

#[test]
fn a_list_below_a_key_goes_on() {
    let play = Play::new();
    let made = play.form("POST /bands", "name=Squid&style=jazz");
    assert_eq!(made.status, 201);
    play.form("PATCH /bands/bnd_b2", "name=Dolphins");
    play.ask("DELETE /bands/bnd_c3");
    play.ask("DELETE /bands/bnd_a1");
    let list = play.ask("GET /bands").value;
    assert_eq!(column(&list, "items", "name"), ["Dolphins", "Squid"]);
    assert_eq!(column(&list, "items", "id")[1], made.value["id"]);
    shows(&list, &json!({"total": 2, "page": 1}));
    assert_eq!(play.status("GET /bands/bnd_c3"), 404);
}

#[test]
fn one_object_of_such_a_list_is_the_documented_one() {
    let play = Play::new();
    let expected = json!({
        "id": "bnd_b2", "name": "Eels", "style": "jazz", "members": 4, "label": {"id": 9},
    });
    assert_eq!(play.ask("GET /bands/bnd_b2").value, expected);
}

#[test]
fn parameters_choose_from_such_a_list() {
    let play = Play::new();
    let jazz = play.ask("GET /bands?style=jazz").value;
    assert_eq!(column(&jazz, "items", "name"), ["Eels", "Crabs"]);
    assert_eq!(jazz["total"], 2);
    let second = play.ask("GET /bands?per_page=2&page=2");
    assert_eq!(column(&second.value, "items", "name"), ["Crabs"]);
    assert_eq!(
        (&second.value["total"], second.header("x-total")),
        (&json!(3), "3")
    );
    let after = play.ask("GET /bands?per_page=2&page=3").value;
    assert_eq!((&after["items"], &after["total"]), (&json!([]), &json!(3)));
}

#[test]
fn an_object_below_a_key_goes_on() {
    let play = Play::new();
    let alps = json!({"type": "trips", "id": "2", "facts": {"title": "Alps", "days": 9}});
    let expected = json!({"data": alps, "version": "1.0"});
    assert_eq!(play.ask("GET /trips/2").value, expected);
    let changes = json!({"data": {"type": "trips", "id": "2", "facts": {"title": "Andes"}}});
    let andes = json!({"type": "trips", "id": "2", "facts": {"title": "Andes", "days": 9}});
    let changed = play.json("PATCH /trips/2", &changes).value;
    assert_eq!(changed, json!({"data": andes}));
    let new = json!({"data": {"type": "trips", "facts": {"title": "Moor", "days": 1}}});
    let made = play.json("POST /trips", &new).value;
    let moor = json!({"type": "trips", "id": "3", "facts": {"title": "Moor", "days": 1}});
    assert_eq!(made, json!({"data": moor}));
    assert_eq!(play.ask("GET /trips").value["meta"]["total"], 3);
    play.ask("DELETE /trips/1");
    let list = play.ask("GET /trips").value;
    assert_eq!(list, json!({"data": [andes, moor], "meta": {"total": 2}}));
    assert_eq!(play.ask("GET /trips/3").value["data"], moor);
}

#[test]
fn one_parameter_may_say_how_to_sort() {
    let play = Play::new();
    let names = |query: &str| {
        let list = play.ask(&format!("GET /bands?{query}")).value;
        let items = list["items"].as_array().cloned().unwrap();
        let names = items
            .iter()
            .map(|item| item["name"].as_str().unwrap().to_owned());
        names.collect::<Vec<_>>().join(" ")
    };
    for (query, expected) in [
        ("style=", "Gulls Eels Crabs"),
        ("sort=name", "Crabs Eels Gulls"),
        ("sort=-name", "Gulls Eels Crabs"),
        ("sort=style,-name", "Gulls Eels Crabs"),
        ("sort=-style,name", "Crabs Eels Gulls"),
        ("sort=-style,%2Bname", "Crabs Eels Gulls"),
        ("sort=style:desc,name:asc", "Crabs Eels Gulls"),
        ("sort=nothing", "Gulls Eels Crabs"),
        ("sort=-", "Gulls Eels Crabs"),
    ] {
        assert_eq!(names(query), expected, "{query}");
    }
}
