//! Single objects: created, read, changed, deleted.

use serde_json::json;

use super::{Play, shows};

#[test]
fn what_is_created_is_found() {
    let play = Play::new();
    let made = play.form("POST /shelves", "name=Moon&tags=a,b&open=false&owner_id=1");
    assert_eq!(made.status, 201);
    let expected = json!({
        "id": 9, "name": "Moon", "tags": ["a", "b"], "open": false, "rows": 1,
        "owner": {"id": 1, "name": "Ann"},
    });
    shows(&made.value, &expected);
    shows(&play.ask("GET /shelves/9").value, &expected);
    let next = play.json("POST /shelves", &json!({"name": "Sun", "tags": ["x"]}));
    shows(
        &next.value,
        &json!({"id": 10, "name": "Sun", "tags": ["x"]}),
    );
    assert_eq!(play.listed("GET /shelves", "id"), [4, 6, 9, 10]);
}

#[test]
fn any_id_is_accepted_and_answers_with_it() {
    let play = Play::new();
    shows(
        &play.ask("GET /shelves/99").value,
        &json!({"id": 99, "name": "Fire", "rows": 7}),
    );
    shows(
        &play.ask("GET /shelves/4").value,
        &json!({"id": 4, "name": "Sea", "rows": 7}),
    );
    shows(
        &play.ask("GET /shelves/7/books/5").value,
        &json!({"id": 5, "shelf_id": 7, "title": "Eels"}),
    );
    shows(
        &play.ask("GET /shelves/attic%2Frain").value,
        &json!({"whole_path": "attic/rain", "path": "rain"}),
    );
    shows(
        &play.ask("GET /users/carl").value,
        &json!({"id": 1, "username": "carl"}),
    );
}

#[test]
fn another_name_of_a_known_object_is_the_object() {
    let play = Play::new();
    shows(
        &play.ask("GET /shelves/hall%2Fsea").value,
        &json!({"id": 4, "name": "Sea"}),
    );
    play.form("PUT /shelves/hall%2Fsea", "name=Lake");
    shows(&play.ask("GET /shelves/4").value, &json!({"name": "Lake"}));
    play.form("POST /shelves/sea/books", "title=Squid");
    assert_eq!(
        play.listed("GET /shelves/4/books", "title"),
        ["Whales", "Eels", "Squid"]
    );
}

#[test]
fn changes_stay() {
    let play = Play::new();
    let changed = play.form("PUT /shelves/4", "name=Lake&rows=3");
    assert_eq!(changed.status, 200);
    shows(
        &changed.value,
        &json!({"id": 4, "name": "Lake", "rows": 3, "path": "sea"}),
    );
    shows(
        &play.ask("GET /shelves/4").value,
        &json!({"name": "Lake", "rows": 3}),
    );
    assert_eq!(play.listed("GET /shelves", "name"), ["Lake", "Air"]);
    shows(
        &play.form("PUT /shelves/77", "rows=8").value,
        &json!({"id": 77, "rows": 8}),
    );
    assert_eq!(play.listed("GET /shelves", "id"), [4, 6, 77]);
}

#[test]
fn whole_objects_sent_back_break_nothing() {
    let play = Play::new();
    let mut whole = play.ask("GET /shelves/4").value;
    whole["name"] = json!("Lake");
    whole["shelf"] = json!({"a": [1]});
    let changed = play.json("PUT /shelves/4", &whole);
    let mut expected = whole.clone();
    expected.as_object_mut().unwrap().remove("shelf");
    assert_eq!(changed.value, expected);
    let wrong = json!({"id": 5, "rows": "many", "open": [], "tags": {"a": 1}, "owner": "Ann"});
    assert_eq!(play.json("PUT /shelves/4", &wrong).value, expected);
}

#[test]
fn what_is_deleted_is_gone_with_all_it_holds() {
    let play = Play::new();
    play.form("POST /shelves/4/books", "title=Squid");
    assert_eq!(play.status("DELETE /shelves/4"), 200);
    for request in [
        "GET /shelves/4",
        "PUT /shelves/4",
        "POST /shelves/4/lock",
        "GET /shelves/4/books",
        "POST /shelves/4/books",
        "GET /shelves/4/books/21",
        "POST /shelves/4/books/21/subscription",
        "GET /shelves/hall%2Fsea",
    ] {
        assert_eq!(play.status(request), 404, "{request}");
    }
    assert_eq!(
        play.listed("GET /books", "id"),
        [21],
        "other shelves have it still"
    );
    for request in [
        "DELETE /shelves/4",
        "DELETE /shelves/4/books/21",
        "DELETE /shelves/4/books/21/subscription",
    ] {
        assert_eq!(
            play.status(request),
            200,
            "{request}: twice is as good as once"
        );
    }
    assert_eq!(play.listed("GET /shelves", "id"), [6]);
}

#[test]
fn events_set_the_state() {
    let play = Play::new();
    let state = |request, body| play.form(request, body).value["state"].clone();
    assert_eq!(state("PUT /shelves/4/books/21", "state_event=lend"), "lent");
    assert_eq!(play.ask("GET /shelves/4/books/21").value["state"], "lent");
    assert_eq!(
        state("PUT /shelves/4/books/21", "state_event=store"),
        "stored"
    );
    assert_eq!(
        state("PUT /shelves/4/books/21", "state_event=burn"),
        "stored"
    );
}

#[test]
fn actions_do_what_the_documents_show() {
    let play = Play::new();
    let open = || play.ask("GET /shelves/4").value["open"].clone();
    let locked = play.ask("POST /shelves/4/lock");
    shows(
        &locked.value,
        &json!({"id": 4, "name": "Sea", "open": false}),
    );
    assert_eq!(open(), false);
    play.ask("POST /shelves/4/unlock");
    assert_eq!(open(), true);
    // The two examples differ in their `state` too, which no subscription has to do with.
    let book = play.ask("DELETE /shelves/4/books/22/subscription");
    shows(
        &book.value,
        &json!({"id": 22, "state": "lent", "subscribed": false}),
    );
    let book = play.ask("POST /shelves/4/books/22/subscription");
    shows(
        &book.value,
        &json!({"id": 22, "state": "lent", "subscribed": true}),
    );
}

#[test]
fn actions_without_an_example_do_what_their_name_says() {
    let play = Play::new();
    let state = || play.ask("GET /users/1").value["state"].clone();
    assert_eq!(play.status("PUT /users/1/block"), 200);
    assert_eq!(state(), "blocked");
    play.ask("PUT /users/1/unblock");
    assert_eq!(state(), "active");
    play.ask("PUT /users/1/block");
    play.ask("DELETE /users/1/block");
    assert_eq!(state(), "active");
}

#[test]
fn numbers_within_a_holder_go_on() {
    let play = Play::new();
    let made = |shelf: u8| {
        let book = play
            .form(&format!("POST /shelves/{shelf}/books"), "title=x")
            .value;
        (
            book["id"].clone(),
            book["iid"].clone(),
            book["shelf_id"].clone(),
        )
    };
    assert_eq!(made(4), (json!(30), json!(7), json!(4)));
    assert_eq!(made(4), (json!(31), json!(8), json!(4)));
    assert_eq!(made(6), (json!(32), json!(7), json!(6)));
}

#[test]
fn dates_and_null_are_kept_as_they_should() {
    let play = Play::new();
    let due = |body| play.form("POST /shelves/4/books", body).value["due"].clone();
    assert_eq!(due("title=x&due=2016-07-01"), "2016-07-01");
    assert_eq!(due("title=x&due=soon"), json!(null));
    let cleared = play.json(
        "PUT /shelves/4/books/22",
        &json!({"due": null, "title": null}),
    );
    shows(&cleared.value, &json!({"due": null, "title": "Eels"}));
}

#[test]
fn paths_follow_the_name() {
    let play = Play::new();
    let made = play.form("POST /shelves", "name=Big Moon");
    let expected = json!({"path": "big-moon", "whole_path": "hall/big-moon"});
    shows(&made.value, &expected);
    shows(
        &play.ask("GET /shelves/hall%2Fbig-moon").value,
        &json!({"id": 9}),
    );
}

#[test]
fn what_is_below_an_object_may_be_a_part_of_it() {
    let play = Play::new();
    let cover = play.form("POST /shelves/4/books/22/cover", "color=blue");
    assert_eq!(
        (cover.status.as_u16(), &cover.value),
        (201, &json!({"color": "blue"}))
    );
    assert_eq!(
        play.ask("GET /shelves/4/books/22").value["cover"],
        json!({"color": "blue"})
    );
    let pages = play.ask("GET /shelves/6/books/5/pages").value;
    shows(&pages, &json!({"id": 5, "shelf_id": 6, "pages": ["one"]}));
}

#[test]
fn events_may_bring_about_what_no_example_shows() {
    let play = Play::new();
    let state = |event| {
        let changed = play.form("PUT /rooms/2/desk/1", &format!("state_event={event}"));
        changed.value["state"].clone()
    };
    assert_eq!(state("reserve"), "reserved");
    assert_eq!(state("free"), "free");
}

#[test]
fn no_answer_has_fewer_keys_than_its_example() {
    let play = Play::new();
    let turned = play.ask("POST /rooms/2/desk/1/turn").value;
    shows(&turned, &json!({"id": 1, "user": {"id": 2, "name": "Bob"}}));
    let made = play.form("POST /rooms/2/desks", "").value;
    assert_eq!(made["lamp"], json!({"on": false}));
    let turned = play.ask("POST /rooms/2/desk/3/turn").value;
    shows(
        &turned,
        &json!({"lamp": {"on": false, "watts": 5}, "user": null}),
    );
}

#[test]
fn new_codes_have_the_shape_of_the_documented_one() {
    let play = Play::new();
    for expected in ["000001", "000002"] {
        let made = play.form("POST /badges", "colour=blue").value;
        let uuid = made["uuid"].as_str().unwrap();
        assert_eq!(uuid, format!("0b9d5d3a-7f1c-4e0a-9a56-2f1c3d{expected}"));
        let again = play.ask(&format!("GET /badges/{uuid}")).value;
        assert_eq!(again["colour"], "blue");
    }
}
