//! Which operation a request is for.

use serde_json::json;

use crate::{FORM, ISSUES, create, expect, get, refusal, send};

#[tokio::test]
async fn paths_with_suffix_slashes_and_question_marks() {
    for path in [
        "/projects/7/issues/8",
        "/projects/7/issues/8.json",
        "/projects/7/issues/8.json?",
        "/projects/7/issues/8?",
        "/projects/7/issues/8/",
        "/projects/7/issues/8/?",
        "//projects//7///issues/8",
        "/projects/%37/issues/8",
    ] {
        get(path, json!([7, 8])).await;
    }
    let doubled = send("GET //api/v3//projects/7/issues/8//", "", "").await;
    expect(&doubled, "doubled slashes", 200, &json!([7, 8]));
    let rooted = "POST //ci//api/v1/builds/register.json/";
    assert_eq!(send(rooted, FORM, "token=t").await.status, 501);
}

#[tokio::test]
async fn older_paths_of_operations() {
    for path in ["", "/changes", "/closes_issues.json"] {
        let singular = format!("GET /api/v3/projects/7/merge_request/8{path}");
        let answer = send(&singular, "", "").await;
        assert_eq!(answer.status, 501, "{singular}");
    }
    let put = send("PATCH /api/v3/projects/7/merge_request/8", "", "").await;
    assert_eq!(put.status, 405);
}

#[tokio::test]
async fn projects_by_number_or_path() {
    get("/projects/7", json!(7)).await;
    get("/projects/group%2Fproject", json!("group/project")).await;
    get("/projects/group%2fproject", json!("group/project")).await;
    get("/projects/a%2Fb%2Fc", json!("a/b/c")).await;
    get("/projects/group%2Fproject.rs", json!("group/project.rs")).await;
    get("/projects/group%2Fproject%2Ers", json!("group/project.rs")).await;
    get("/projects/my.group%2Fa.b.c", json!("my.group/a.b.c")).await;
    get("/projects/group%2Fproject.json", json!("group/project")).await;
    get("/projects/%E4%BD%A0%2Fa%20b", json!("你/a b")).await;
    let unencoded = send("GET /api/v3/projects/group/project", "", "").await;
    expect(&unencoded, "unencoded", 404, &refusal("404 Not Found"));
}

#[tokio::test]
async fn slashes_in_names_of_branches_tags_and_files() {
    let branches = "/projects/7/repository/branches";
    for branch in ["feature/x", "feature%2Fx", "feature%2fx"] {
        get(&format!("{branches}/{branch}"), json!([7, "feature/x"])).await;
        let protect = format!("PUT /api/v3{branches}/{branch}/protect");
        let answer = send(&protect, "", "").await;
        expect(&answer, &protect, 200, &json!([7, "feature/x"]));
    }
    get(&format!("{branches}/v1.0.x"), json!([7, "v1.0.x"])).await;
    get(
        &format!("{branches}/fix%23%3F%20a+b"),
        json!([7, "fix#? a+b"]),
    )
    .await;
    let tags = "/projects/7/repository/tags";
    get(&format!("{tags}/v1.0.0"), json!("v1.0.0")).await;
    get(&format!("{tags}/release/1.0"), json!("release/1.0")).await;
    get(&format!("{tags}/release%2F1.0"), json!("release/1.0")).await;
    let release = format!("POST /api/v3{tags}/release/1.0/release");
    let answer = send(&release, FORM, "description=x").await;
    expect(&answer, &release, 201, &json!(["release/1.0", "x"]));
    for path in ["src/main.rs", "src%2Fmain.rs", "src%2Fmain%2Ers"] {
        let path = format!("/projects/7/repository/files?file_path={path}&ref=a/b");
        get(&path, json!(["src/main.rs", "a/b"])).await;
    }
}

#[tokio::test]
async fn ids_stand_twice() {
    get("/projects/7/issues/8?id=7&issue_id=8", json!([7, 8])).await;
    get("/projects/7/issues/8?id=1&id=2&issue_id=x", json!([7, 8])).await;
    let list = json!({"id": 7, "state": null, "labels": null, "iid": 2});
    get("/projects/7/issues?iid=1&iid=2", list).await;
    let expected = json!({"id": 7, "title": "t"});
    create(
        &format!("{ISSUES}?id=9"),
        FORM,
        "title=t&id=7&project_id=7",
        &expected,
    )
    .await;
}

#[tokio::test]
async fn head_is_get_without_its_body() {
    let path = "/api/v3/projects/7/issues/8";
    let head = send(&format!("HEAD {path}"), "", "").await;
    let get = send(&format!("GET {path}"), "", "").await;
    assert_eq!((head.status, head.text.as_str()), (200, ""));
    assert_eq!(head.headers, get.headers);
    let unknown = send("HEAD /api/v3/cellar", "", "").await;
    assert_eq!((unknown.status, unknown.text.as_str()), (404, ""));
    let posted = send("HEAD /api/v3/session", "", "").await;
    assert_eq!((posted.status, posted.header("allow")), (405, "POST"));
}
