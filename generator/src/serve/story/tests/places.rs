//! Where objects live other than in a list with a placeholder.

use serde_json::json;

use super::{Play, shows};

#[test]
fn objects_are_named_by_a_parameter() {
    let play = Play::new();
    let made = play.form("POST /shelves/4/labels", "name=wet&color=grey");
    assert_eq!(
        (made.status.as_u16(), made.value),
        (201, json!({"name": "wet", "color": "grey"}))
    );
    assert_eq!(
        play.form("POST /shelves/4/labels", "name=wet&color=grey")
            .status,
        409
    );
    assert_eq!(
        play.form("POST /shelves/6/labels", "name=wet&color=grey")
            .status,
        201
    );
    let renamed = play.form("PUT /shelves/4/labels", "name=wet&new_name=dry");
    assert_eq!(renamed.value, json!({"name": "dry", "color": "grey"}));
    assert_eq!(
        play.listed("GET /shelves/4/labels", "name"),
        ["old", "rare", "dry"]
    );
    let starred = play.ask("POST /shelves/4/labels/dry/star").value;
    shows(
        &starred,
        &json!({"name": "dry", "color": "grey", "starred": true}),
    );
    // Labels have no numbers: it is the documented one.
    shows(
        &play.ask("POST /shelves/4/labels/7/star").value,
        &json!({"name": "old"}),
    );
    let gone = play.ask("DELETE /shelves/4/labels?name=rare");
    shows(&gone.value, &json!({"name": "rare"}));
    assert_eq!(play.listed("GET /shelves/4/labels", "name"), ["old", "dry"]);
    assert_eq!(
        play.form("PUT /shelves/4/labels", "name=rare&color=x")
            .status,
        404
    );
    assert_eq!(
        play.form("POST /shelves/4/labels", "name=rare&color=x")
            .status,
        201
    );
}

#[test]
fn there_may_be_only_one() {
    let play = Play::new();
    play.form("PUT /house/settings", "seats=20&quiet=no");
    let settings = play.ask("GET /house/settings").value;
    assert_eq!(
        settings,
        json!({"id": 1, "opens_at": "9:00", "seats": 20, "quiet": false})
    );
    assert_eq!(play.status("DELETE /house/settings"), 200);
    assert_eq!(play.ask("GET /house/settings").value["seats"], 12);
}

#[test]
fn files_are_found_by_their_path() {
    let play = Play::new();
    let shown = play.ask("GET /house/files?file_path=b.txt&ref=old").value;
    assert_eq!(
        shown,
        json!({"file_path": "b.txt", "ref": "old", "content": "walls"})
    );
    let made = play.form("POST /house/files", "file_path=b.txt&content=doors");
    assert_eq!(made.value["file_path"], "b.txt");
    assert_eq!(
        play.ask("GET /house/files?file_path=b.txt&ref=main").value["content"],
        "doors"
    );
    assert_eq!(
        play.ask("GET /house/files?file_path=c.txt&ref=main").value["content"],
        "walls"
    );
    shows(
        &play.ask("DELETE /house/files?file_path=b.txt").value,
        &json!({"file_path": "b.txt"}),
    );
    assert_eq!(
        play.status("GET /house/files?file_path=b.txt&ref=main"),
        404
    );
}

#[test]
fn objects_are_created_elsewhere_too() {
    let play = Play::new();
    let made = play.form("POST /shelves/for/7", "name=Moon");
    assert_eq!(made.status, 201);
    shows(&made.value, &json!({"name": "Moon"}));
    assert_eq!(play.listed("GET /shelves", "name"), ["Sea", "Air", "Moon"]);
}

#[test]
fn things_are_created_where_another_path_lists_them() {
    let play = Play::new();
    let made = play.form("POST /shelves/4/visits/monday", "guest=Ann");
    shows(&made.value, &json!({"id": 8, "guest": "Ann"}));
    assert_eq!(
        play.listed("GET /shelves/4/days/monday/visits", "guest"),
        ["Bob", "Ann"]
    );
    assert_eq!(
        play.listed("GET /shelves/4/days/sunday/visits", "guest"),
        ["Bob"]
    );
}

#[test]
fn answers_say_again_what_was_sent() {
    let play = Play::new();
    let session = play.form("POST /session", "login=eve&password=x").value;
    shows(
        &session,
        &json!({"username": "eve", "private_token": "abc"}),
    );
    assert_eq!(
        play.listed("GET /users", "id"),
        [1, 2],
        "whoever signs in is no new user"
    );
}

#[test]
fn the_caller_is_one_of_the_users() {
    let play = Play::new();
    assert_eq!(play.ask("GET /user").value["id"], 1);
    play.ask("PUT /users/1/block");
    shows(
        &play.ask("GET /user").value,
        &json!({"state": "blocked", "shifts": 3}),
    );
    for sudo in ["2", "bob"] {
        let bob = play.ask(&format!("GET /user?sudo={sudo}")).value;
        shows(&bob, &json!({"id": 2, "name": "Bob", "shifts": 3}));
    }
}

#[test]
fn the_path_of_one_may_have_the_singular() {
    let play = Play::new();
    play.form("PUT /rooms/2/desk/1", "state_event=reserve");
    assert_eq!(
        play.listed("GET /rooms/2/desks", "state"),
        ["reserved", "free"]
    );
    play.form("POST /rooms/2/desks", "");
    play.form("PUT /rooms/2/desk/3", "state_event=reserve");
    assert_eq!(
        play.listed("GET /rooms/2/desks", "state"),
        ["reserved", "free", "reserved"]
    );
}
