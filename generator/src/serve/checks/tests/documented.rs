//! What the documents do themselves is no fault: their calls, identities and names with brackets.

use axum::Router;
use docbind_spec::{ApiSpec, Call, CallBody, NameValue};

use super::super::super::tests::{self as museum, send};
use super::super::super::{Mock, MockOptions, Strictness};
use super::{FORM, JSON};

const PAGES: &[(&str, &str)] = &[("exhibits.md", include_str!("museum.md"))];

fn spec() -> ApiSpec {
    museum::spec(PAGES)
}

fn strict() -> Router {
    let options = MockOptions {
        strictness: Strictness::Refuse,
        ..MockOptions::default()
    };
    Mock::new(&spec(), options).unwrap().router()
}

/// The strict server answers, and tells what is wrong.
#[track_caller]
fn check(request: &str, headers: &str, body: &str, expected: &str) {
    let answer = send(&strict(), request, headers, body.to_owned());
    assert_eq!(
        answer.all("docbind-violation"),
        expected,
        "{request} {body}: {}",
        answer.body
    );
    assert_eq!(
        answer.status < 300,
        expected.is_empty(),
        "{request} {body}: {} {}",
        answer.status,
        answer.body
    );
}

#[track_caller]
fn listed(query: &str, expected: &str) {
    let request = format!("GET /api/v1/exhibits?{query}");
    check(&request, "", "", expected);
}

fn pairs(pairs: &[NameValue]) -> String {
    let pairs = pairs.iter().map(|it| format!("{}={}", it.name, it.value));
    pairs.collect::<Vec<_>>().join("&")
}

fn request(spec: &ApiSpec, call: &Call) -> (String, String) {
    let base = spec.api.base_path.as_deref().unwrap_or_default();
    let request = format!("{} {base}{}?{}", call.method, call.path, pairs(&call.query));
    let body = match &call.body {
        Some(CallBody::Form(form)) => pairs(form),
        _ => String::new(),
    };
    (request, body)
}

#[test]
fn documented_calls_break_no_rule() {
    let spec = spec();
    let calls: Vec<&Call> = spec.operations.iter().flat_map(|it| &it.calls).collect();
    assert_eq!(calls.len(), 5);
    for call in calls {
        let (request, body) = request(&spec, call);
        check(&request, FORM, &body, "");
    }
}

#[test]
fn no_number_is_asked_for_where_no_text_states_one() {
    check("GET /api/v1/exhibits/exh_vase/labels", "", "", "");
    listed("donor_id=don_ann", "");
    // What a text states stays a rule.
    check(
        "GET /api/v1/exhibits/exh_vase/labels/last",
        "",
        "",
        "number: must be a whole number",
    );
}

#[test]
fn examples_contradict_what_a_text_states() {
    check("GET /api/v1/exhibits/exh_other", "", "", "");
    // The example stands beside another operation on the same path.
    check("PUT /api/v1/donors/don_ann", JSON, "{}", "");
    listed("floor=first&weight=11", "");
    listed("weight=heavy", "weight: must be a whole number");
}

#[test]
fn names_with_brackets_are_values_in_objects() {
    listed("page[number]=1", "");
    listed("page%5Bsize%5D=7", "");
    listed("page[number]=x", "page[number]: must be a whole number");
    listed("page[size]=51", "page[size]: must be at most 50");
    listed(
        "filter[age][min]=old",
        "filter[age][min]: must be a whole number",
    );
    listed("filter[room]=7&filter[age][max]=3", "");
    let request = "GET /api/v1/exhibits";
    let nested = "{\"page\": {\"number\": 2, \"size\": \"x\"}}";
    check(request, JSON, nested, "page[size]: must be a whole number");
    let plain = "{\"page[number]\": \"2\", \"page[size]\": null}";
    check(request, JSON, plain, "");
    let request = "POST /api/v1/exhibits/exh_coin/loans";
    let loan = "borrower[name]=Ann&borrower[age]=4&items[][code]=x&days=3";
    check(request, FORM, loan, "");
}

#[test]
fn a_field_that_must_be_sent_is_missing() {
    check("GET /api/v1/tours?time[from]=2016-05-30", "", "", "");
    // A field of each of several objects has no one value.
    check(
        "GET /api/v1/tours?time[from]=2016-05-30&rooms[][name]=blue",
        "",
        "",
        "",
    );
    for query in [
        "",
        "?time=2016-05-30",
        "?time[to]=2016-05-30",
        "?time[from]=",
    ] {
        let request = format!("GET /api/v1/tours{query}");
        check(&request, "", "", "time[from]: is missing");
    }
}

#[test]
fn names_of_lists_take_lists() {
    listed("tags[]=clay", "");
    listed("tags=clay,old", "");
    listed("tags[a]=clay", "tags: must be a list of texts");
    listed("kinds[]=vase&kinds[]=coin", "");
    listed(
        "kinds[]=vase&kinds[]=car",
        "kinds: must be a list of vase, coin",
    );
}
