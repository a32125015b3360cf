//! The job in a program that is not async.

use std::io::Read;

use gitlab_v3_2016::runtime::Method;

use super::*;

#[test]
fn an_issue_is_opened_changed_and_removed() {
    let client = client();
    let issue = report(&client).wait().unwrap();
    check_reported(&issue);
    let same = client.issues().get(PROJECT, issue.id).wait().unwrap();
    assert_eq!(same, issue);
    let id = issue.id;
    let repaired = repair(&client, id).wait().unwrap();
    check_repaired(issue, &repaired);
    let reopened = client.issues().update(PROJECT, id).state_event("reopen");
    assert_eq!(reopened.wait().unwrap().state, "reopened");
    client.issues().delete(PROJECT, id).wait().unwrap();
    let gone = client.issues().get(PROJECT, id).wait().unwrap_err();
    check_refused(&gone, StatusCode::NOT_FOUND, "404 Not Found");
}

#[test]
fn a_file_is_uploaded_and_comes_back_in_pieces() {
    let client = client();
    upload(&client, BUILD_TOKEN).wait().unwrap();
    let mut content = client
        .builds()
        .get_artifacts(PROJECT, BUILD)
        .wait()
        .unwrap();
    check_photo_head(&content);
    let first = content.wait_chunk().unwrap().unwrap();
    assert!(first.len() < photo().content.len());
    let mut all = first.to_vec();
    content.read_to_end(&mut all).unwrap();
    assert!(all == photo().content);
    let refused = upload(&client, "stolen").wait().unwrap_err();
    check_refused(&refused, StatusCode::FORBIDDEN, "403 Forbidden");
}

#[test]
fn a_trace_is_read_as_text() {
    let client = client();
    log(&client).wait().unwrap();
    let trace = client.builds().get_trace(PROJECT, BUILD).wait().unwrap();
    assert_eq!(trace.media_type(), Some("text/plain"));
    assert_eq!(trace.wait_text().unwrap(), "Climbing.\nSlipping ☂\n");
    let missing = client.builds().get_trace(PROJECT, 6).wait().unwrap_err();
    check_refused(&missing, StatusCode::NOT_FOUND, "404 Build 6 Not Found");
}

#[test]
fn merge_requests_come_in_pages() {
    let client = client();
    let titles = open_titles();
    let first = open_ones(&client).wait().unwrap();
    check_page(&first, 1, &titles[..20]);
    let second = first.wait_next().unwrap().unwrap();
    check_page(&second, 2, &titles[20..40]);
    let third = second.wait_next().unwrap().unwrap();
    check_page(&third, 3, &titles[40..]);
    assert!(third.wait_next().unwrap().is_none());

    let all: Result<Vec<_>, _> = first.wait_items().collect();
    check_titles(&all.unwrap(), &titles);

    let page = open_ones(&client).per_page(10).wait().unwrap();
    check_titles(&page.wait_all(30).unwrap(), &titles[..30]);
    let page = open_ones(&client).page(2).wait().unwrap();
    check_titles(&page.wait_all(100).unwrap(), &titles[20..]);
}

#[test]
fn refusals_say_what_is_wrong() {
    let client = client();
    check_too_long(&report_at_length(&client).wait().unwrap_err());
    let untitled = client.raw(Method::Post, "/projects/7/issues");
    let text = "400 (Bad request) \"title\" not given";
    check_refused(&untitled.wait().unwrap_err(), StatusCode::BAD_REQUEST, text);
    let elsewhere = client.issues().get("house/cellar", 1).wait().unwrap_err();
    assert!(elsewhere.is_not_found());
    let unanswered = client.users().list().wait().unwrap_err();
    assert_eq!(unanswered.status(), Some(StatusCode::NOT_IMPLEMENTED));
    for stranger in strangers() {
        let error = report(&stranger).wait().unwrap_err();
        check_refused(&error, StatusCode::UNAUTHORIZED, "401 Unauthorized");
    }
}

#[test]
fn who_is_told_to_wait_comes_again() {
    let hasty = known().retries(0).build().unwrap();
    check_busy(&hasty.merge_requests().get(PROJECT, 3).wait().unwrap_err());
    let (patient, begun) = (client(), Instant::now());
    let found = patient.merge_requests().get(PROJECT, 3).wait().unwrap();
    check_patient(begun, &found);
}
