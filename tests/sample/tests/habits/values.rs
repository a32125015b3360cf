//! What parameters look like, and where they stand.

use serde_json::json;

use crate::{FORM, ISSUES, JSON, create, expect, refusal, send};

#[tokio::test]
async fn parameters_come_from_everywhere_at_once() {
    let expected = json!({"id": 7, "title": "t", "description": "d"});
    let with_query = format!("{ISSUES}?description=d");
    let part = |name: &str, value: &str| {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let multipart = format!("{}{}--b--\r\n", part("title", "t"), part("unknown", "x"));
    let multipart_type = "multipart/form-data; boundary=b";
    create(&with_query, FORM, "title=t&unknown=x", &expected).await;
    create(
        &with_query,
        JSON,
        r#"{"title": "t", "unknown": {"a": 1}}"#,
        &expected,
    )
    .await;
    create(&with_query, multipart_type, multipart, &expected).await;
    create(&format!("{with_query}&title=t&x[]=1"), "", "", &expected).await;
    // What stands in the path and in the body goes before the query.
    create(
        &format!("{with_query}&title=other"),
        FORM,
        "title=t",
        &expected,
    )
    .await;
    create(&with_query, JSON, r#"{"title": "t", "id": 9}"#, &expected).await;
}

#[tokio::test]
async fn booleans_in_every_spelling() {
    let create = "POST /api/v3/projects";
    for (spelling, value) in [
        ("true", true),
        ("True", true),
        ("TRUE", true),
        ("1", true),
        ("t", true),
        ("false", false),
        ("False", false),
        ("0", false),
    ] {
        let form = format!("name=x&public={spelling}");
        let answer = send(create, FORM, &form).await;
        let expected = json!({"name": "x", "public": value, "wiki_enabled": null});
        expect(&answer, &form, 201, &expected);
        let text = format!(r#"{{"name": "x", "public": "{spelling}"}}"#);
        expect(&send(create, JSON, &text).await, &text, 201, &expected);
    }
    let number = r#"{"name": 1, "public": 1, "wiki_enabled": false}"#;
    let expected = json!({"name": "1", "public": true, "wiki_enabled": false});
    expect(&send(create, JSON, number).await, number, 201, &expected);
    let answer = send(create, FORM, "name=x&public=perhaps").await;
    let expected = refusal("400 (Bad request) \"public\" is invalid");
    expect(&answer, "perhaps", 400, &expected);
}

#[tokio::test]
async fn lists_in_every_spelling() {
    for (media_type, body) in [
        (FORM, "title=t&labels=a,b"),
        (FORM, "title=t&labels[]=a&labels[]=b"),
        (FORM, "title=t&labels%5B%5D=a&labels%5B%5D=b"),
        (FORM, "title=t&labels[0]=a&labels[1]=b"),
        (JSON, r#"{"title": "t", "labels": "a,b"}"#),
        (JSON, r#"{"title": "t", "labels": ["a", "b"]}"#),
    ] {
        create(ISSUES, media_type, body, &json!({"labels": ["a", "b"]})).await;
    }
    create(
        ISSUES,
        JSON,
        r#"{"title": "t", "labels": []}"#,
        &json!({"labels": []}),
    )
    .await;
    create(ISSUES, FORM, "title=t&labels=", &json!({"labels": []})).await;
}

#[tokio::test]
async fn whole_objects_are_sent_back() {
    let issue = json!({
        "id": 8, "iid": 3, "project_id": 7, "title": "t", "description": null,
        "labels": ["a", "b"], "state": "opened", "subscribed": false, "user_notes_count": 1,
        "author": {"id": 1, "username": "root"}, "assignee": {"id": 2},
        "milestone": {"id": 4, "due_date": null}, "created_at": "2016-01-04T15:31:46.176Z",
        "state_event": "close",
    });
    let update = "PUT /api/v3/projects/7/issues/8";
    let answer = send(update, JSON, issue.to_string()).await;
    let expected = json!({
        "id": 7, "issue_id": 8, "title": "t", "labels": ["a", "b"], "state_event": "close",
        "milestone_id": "Absent", "description": "Null",
    });
    expect(&answer, update, 200, &expected);
    let nested = json!({"title": "t", "milestone_id": {"id": 4}});
    let answer = send(update, JSON, nested.to_string()).await;
    let text = "400 (Bad request) \"milestone_id\" is invalid";
    expect(&answer, "an object as an id", 400, &refusal(text));
}

#[tokio::test]
async fn updates_say_nothing_null_or_a_value() {
    let update = "PUT /api/v3/projects/7/issues/8";
    for (media_type, body, milestone, description) in [
        (JSON, "{}", "Absent", "Absent"),
        (
            JSON,
            r#"{"milestone_id": null, "description": null}"#,
            "Null",
            "Null",
        ),
        (
            JSON,
            r#"{"milestone_id": 4, "description": "d"}"#,
            "Value(Id(4))",
            "Value(\"d\")",
        ),
        (
            JSON,
            r#"{"milestone_id": "4", "description": ""}"#,
            "Value(Id(4))",
            "Value(\"\")",
        ),
        (FORM, "title=t", "Absent", "Absent"),
        (FORM, "milestone_id=&description=", "Null", "Value(\"\")"),
        (
            FORM,
            "milestone_id=4&description=d",
            "Value(Id(4))",
            "Value(\"d\")",
        ),
    ] {
        let answer = send(update, media_type, body).await;
        assert_eq!(answer.status, 200, "{body}: {}", answer.text);
        let answer = answer.json();
        assert_eq!(answer["milestone_id"], milestone, "{body}");
        assert_eq!(answer["description"], description, "{body}");
    }
}
