//! Lists: views, filters, order and pages.

use serde_json::json;

use super::Play;

#[test]
fn views_show_what_the_collection_holds() {
    let play = Play::new();
    play.form("POST /shelves/4/books", "title=Squid");
    play.form("POST /shelves/6/books", "title=Gulls");
    play.form("PUT /shelves/4/books/21", "title=Dolphins");
    assert_eq!(
        play.listed("GET /books", "title"),
        ["Dolphins", "Squid", "Gulls"]
    );
    assert_eq!(
        play.listed("GET /shelves/6/books", "title"),
        ["Whales", "Eels", "Gulls"]
    );
    play.ask("DELETE /shelves/4/books/21");
    assert_eq!(play.listed("GET /books", "title"), ["Squid", "Gulls"]);
    play.form("POST /shelves", "name=Moon");
    assert_eq!(play.listed("GET /shelves/own", "name"), ["Sea", "Moon"]);
    assert_eq!(play.listed("GET /shelves/search/moo", "name"), ["Moon"]);
}

#[test]
fn objects_say_what_holds_them() {
    let play = Play::new();
    assert_eq!(play.listed("GET /shelves/6/books", "shelf_id"), [6, 6]);
    assert_eq!(play.listed("GET /house/keys?room_id=9", "room_id"), [9, 9]);
    assert_eq!(
        play.listed("GET /house/keys?room_id=9&lost=true", "id"),
        [2]
    );
}

#[test]
fn parameters_choose() {
    let play = Play::new();
    let ids = |query: &str| {
        let ids = play.listed(&format!("GET /shelves/6/books?{query}"), "id");
        ids.iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(" ")
    };
    let table = [
        ("state=lent", "22"),
        ("state=all", "21 22"),
        ("state=", "21 22"),
        ("state=burnt", ""),
        ("labels=old", "21 22"),
        ("labels=old,rare", "21"),
        ("labels[]=rare&labels[]=old", "21"),
        ("author_id=2", "22"),
        ("iid=1", "21"),
        ("iid=1&iid=2", "21 22"),
        ("iid[]=2", "22"),
        ("mood=sad", "21 22"),
        ("nothing=1", "21 22"),
    ];
    for (query, expected) in table {
        assert_eq!(ids(query), expected, "{query}");
    }
    assert_eq!(play.listed("GET /shelves?open=true", "id"), [4]);
    assert_eq!(play.listed("GET /shelves?open=0", "id"), [6]);
    assert_eq!(play.listed("GET /shelves?search=SEA", "id"), [4]);
    assert_eq!(play.listed("GET /users?username=bob", "id"), [2]);
    assert_eq!(play.listed("GET /weather?sky=grey", "day"), ["2016-01-02"]);
}

#[test]
fn the_answer_to_a_documented_call_stays() {
    let play = Play::new();
    assert_eq!(
        play.listed("GET /shelves/4/books?state=lent", "id"),
        [21, 22]
    );
    play.form("PUT /shelves/4/books/22", "state_event=store");
    assert_eq!(play.listed("GET /shelves/4/books?state=lent", "id"), [21]);
}

#[test]
fn lists_are_sorted_where_that_is_asked_for() {
    let play = Play::new();
    play.form("POST /shelves", "name=Moon");
    assert_eq!(
        play.listed("GET /shelves?order_by=name", "name"),
        ["Air", "Moon", "Sea"]
    );
    assert_eq!(
        play.listed("GET /shelves?order_by=name&sort=desc", "name"),
        ["Sea", "Moon", "Air"]
    );
    assert_eq!(play.listed("GET /shelves?sort=desc", "id"), [9, 6, 4]);
}

#[test]
fn pages_are_true() {
    let play = Play::new();
    play.form("POST /shelves", "name=Moon");
    let first = play.ask("GET /shelves?per_page=2&page=0");
    assert_eq!(first.value.as_array().map(Vec::len), Some(2));
    assert_eq!(
        (first.header("x-total"), first.header("x-next-page")),
        ("3", "2")
    );
    assert!(
        first.header("link").contains("rel=\"next\""),
        "{}",
        first.header("link")
    );
    assert_eq!(
        play.listed("GET /shelves?per_page=2&page=2", "name"),
        ["Moon"]
    );
    let after = play.ask("GET /shelves?per_page=2&page=3");
    assert_eq!(
        (after.value, after.headers["x-total"].to_str().ok()),
        (json!([]), Some("3"))
    );
}

#[test]
fn all_sections_that_show_a_list_count() {
    let play = Play::new();
    let lamps = play.listed("GET /rooms/2/desks", "lamp");
    assert_eq!(
        lamps,
        [json!({"on": true}), json!({"watts": 5, "on": true})]
    );
}
