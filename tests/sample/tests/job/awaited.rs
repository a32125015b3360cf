//! The job in an async program.

use gitlab_v3_2016::runtime::Method;

use super::*;

#[tokio::test]
async fn an_issue_is_opened_changed_and_removed() {
    let client = client();
    let issue = report(&client).await.unwrap();
    check_reported(&issue);
    let same = client.issues().get(PROJECT, issue.id).await.unwrap();
    assert_eq!(same, issue);
    let id = issue.id;
    let repaired = repair(&client, id).await.unwrap();
    check_repaired(issue, &repaired);
    let reopened = client.issues().update(PROJECT, id).state_event("reopen");
    assert_eq!(reopened.await.unwrap().state, "reopened");
    client.issues().delete(PROJECT, id).await.unwrap();
    let gone = client.issues().get(PROJECT, id).await.unwrap_err();
    check_refused(&gone, StatusCode::NOT_FOUND, "404 Not Found");
}

#[tokio::test]
async fn a_file_is_uploaded_and_comes_back_in_pieces() {
    let client = client();
    upload(&client, BUILD_TOKEN).await.unwrap();
    let mut content = client.builds().get_artifacts(PROJECT, BUILD).await.unwrap();
    check_photo_head(&content);
    let (mut pieces, mut all) = (0, Vec::new());
    while let Some(piece) = content.chunk().await.unwrap() {
        pieces += 1;
        all.extend_from_slice(&piece);
    }
    assert!(pieces > 1);
    assert!(all == photo().content);
    let refused = upload(&client, "stolen").await.unwrap_err();
    check_refused(&refused, StatusCode::FORBIDDEN, "403 Forbidden");
}

#[tokio::test]
async fn a_trace_is_read_as_text() {
    let client = client();
    log(&client).await.unwrap();
    let trace = client.builds().get_trace(PROJECT, BUILD).await.unwrap();
    assert_eq!(trace.media_type(), Some("text/plain"));
    assert_eq!(trace.text().await.unwrap(), "Climbing.\nSlipping ☂\n");
    let missing = client.builds().get_trace(PROJECT, 6).await.unwrap_err();
    check_refused(&missing, StatusCode::NOT_FOUND, "404 Build 6 Not Found");
}

#[tokio::test]
async fn merge_requests_come_in_pages() {
    let client = client();
    let titles = open_titles();
    let first = open_ones(&client).await.unwrap();
    check_page(&first, 1, &titles[..20]);
    let second = first.next().await.unwrap().unwrap();
    check_page(&second, 2, &titles[20..40]);
    let third = second.next().await.unwrap().unwrap();
    check_page(&third, 3, &titles[40..]);
    assert!(third.next().await.unwrap().is_none());

    let (mut stream, mut all) = (first.stream(), Vec::new());
    while let Some(one) = stream.next().await {
        all.push(one.unwrap());
    }
    check_titles(&all, &titles);

    let page = open_ones(&client).per_page(10).await.unwrap();
    check_titles(&page.collect_all(30).await.unwrap(), &titles[..30]);
    let page = open_ones(&client).page(2).await.unwrap();
    check_titles(&page.collect_all(100).await.unwrap(), &titles[20..]);
}

#[tokio::test]
async fn refusals_say_what_is_wrong() {
    let client = client();
    check_too_long(&report_at_length(&client).await.unwrap_err());
    let untitled = client.raw(Method::Post, "/projects/7/issues");
    let text = "400 (Bad request) \"title\" not given";
    check_refused(&untitled.await.unwrap_err(), StatusCode::BAD_REQUEST, text);
    let elsewhere = client.issues().get("house/cellar", 1).await.unwrap_err();
    assert!(elsewhere.is_not_found());
    let unanswered = client.users().list().await.unwrap_err();
    assert_eq!(unanswered.status(), Some(StatusCode::NOT_IMPLEMENTED));
    for stranger in strangers() {
        let error = report(&stranger).await.unwrap_err();
        check_refused(&error, StatusCode::UNAUTHORIZED, "401 Unauthorized");
    }
}

#[tokio::test]
async fn who_is_told_to_wait_comes_again() {
    let hasty = known().retries(0).build().unwrap();
    check_busy(&hasty.merge_requests().get(PROJECT, 3).await.unwrap_err());
    let (patient, begun) = (client(), Instant::now());
    let found = patient.merge_requests().get(PROJECT, 3).await.unwrap();
    check_patient(begun, &found);
}
