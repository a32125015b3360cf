//! Fields that sections show as different things.

use serde_json::json;

use super::{Play, shows};

#[test]
fn an_object_stays_one_where_the_list_shows_a_text() {
    let play = Play::new();
    let choir = play.ask("GET /clubs/2").value;
    let expected = json!({
        "id": 2, "name": "Choir", "chair": {"id": 1, "name": "ann"}, "rooms": {"first": 2},
    });
    shows(&choir, &expected);
    play.form("PUT /clubs/2", "name=Band&motto=Loud");
    let band = play.ask("GET /clubs/2").value;
    shows(
        &band,
        &json!({"name": "Band", "motto": "Loud", "chair": {"id": 1, "name": "ann"}}),
    );
    assert_eq!(play.listed("GET /clubs", "chair"), ["ann", "bob"]);
    assert_eq!(play.listed("GET /clubs", "name"), ["Chess", "Band"]);
}

#[test]
fn one_object_is_not_made_of_the_answer_that_lists_all() {
    let play = Play::new();
    let expected = json!({"data": {"id": 1, "words": "Tea or milk?"}});
    assert_eq!(play.ask("GET /polls/2").value, expected);
    let list = play.ask("GET /polls").value;
    assert_eq!(list["data"][1]["words"], "Cake?");
}

#[test]
fn a_list_of_other_things_is_not_the_list_of_what_is_below() {
    let play = Play::new();
    let team = play.ask("GET /teams?per_page=1&page=2").value;
    assert_eq!(team["players"][0]["shirt"], 7);
}
