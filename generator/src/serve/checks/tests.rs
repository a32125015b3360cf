//! Rules, broken and kept.

mod documented;

use axum::Router;

use super::super::tests::{self as shop, OVERVIEW, send};
use super::super::{MockOptions, Strictness};

const BOOKS: &str = "\
# Books

## List books

```
GET /books
```

| Attribute | Type | Required | Description |
|-----------|------|----------|-------------|
| `state` | string | no | One of: `new`, `sold` |
| `limit` | integer | no | How many, default 20, max 100 |
| `signed` | boolean | no | Only signed ones |
| `since` | datetime | no | Only newer ones |
| `day` | date | no | Only those of a day |
| `price` | float | no | Only those of this price |
| `note` |  | no | Anything |

```json
[{\"isbn\": \"978-0\", \"title\": \"The Sea\"}]
```

## Add a book

```
POST /books
```

| Attribute | Type | Required | Description |
|-----------|------|----------|-------------|
| `title` | string | yes | Its title (maximum 10 characters) |
| `pages` | integer | yes | How many pages it has |
| `cover` | hash | no | Its cover |
| `shelves` | integer array | no | Where it stands |

```json
{\"isbn\": \"978-0\", \"title\": \"The Sea\", \"pages\": 3, \"author\": \"Ann\"}
```

## Get a page

```
GET /books/:id/sheets/:number
```

| Attribute | Type | Required | Description |
|-----------|------|----------|-------------|
| `id` | integer | yes | The book |
| `number` | integer | yes | The page |
";

const TOKEN: &str = "SHOP-TOKEN: x";
const FORM: &str = "SHOP-TOKEN: x\ncontent-type: application/x-www-form-urlencoded";
const JSON: &str = "SHOP-TOKEN: x\ncontent-type: application/json";

fn router(strictness: Strictness) -> Router {
    let pages = [("README.md", OVERVIEW), ("books.md", BOOKS)];
    let options = MockOptions {
        strictness,
        ..MockOptions::default()
    };
    shop::router(&pages, options)
}

/// A request is answered all the same, and told what is wrong.
#[track_caller]
fn told(request: &str, headers: &str, body: &'static str, expected: &str) {
    let answer = send(&router(Strictness::Tell), request, headers, body);
    assert!(answer.status < 300, "{request}: {}", answer.body);
    assert_eq!(
        answer.all("docbind-violation"),
        expected,
        "{request} {body}"
    );
}

#[track_caller]
fn listed(query: &str, expected: &str) {
    told(&format!("GET /api/v2/books?{query}"), TOKEN, "", expected);
}

#[test]
fn values_are_read_as_the_engine_reads_them() {
    for query in [
        "",
        "state=new&limit=5&signed=true&since=2016-05-30T12:00:00Z&day=2016-05-30&price=1.5&note=x",
        "signed=1",
        "signed=no",
        "price=2",
        "since=2016-05-30",
        "since=2016-05-30%2012:00:00%20UTC",
        "day=2016-05-30T12:00:00%2B02:00",
        // Forms write nothing so.
        "state=&limit=&signed=&since=&day=&price=",
        "page=2&per_page=5&shop_token=y&__code=200",
    ] {
        listed(query, "");
    }
    let body = "{\"state\": \"new\", \"limit\": \"5\", \"signed\": 1, \"since\": null}";
    told("GET /api/v2/books", JSON, body, "");
    let whole = "{\"isbn\": \"1\", \"title\": \"a\", \"pages\": \"7\", \"author\": null, \
                 \"cover\": {\"a\": 1}, \"shelves\": \"1,2\"}";
    told("POST /api/v2/books", JSON, whole, "");
    told(
        "POST /api/v2/books",
        FORM,
        "title=a&pages=7&cover[a]=1&shelves[]=1&shelves[]=2",
        "",
    );
}

#[test]
fn wrong_values_are_told() {
    listed("state=lost", "state: must be one of new, sold");
    listed("state=new,sold", "state: must be one of new, sold");
    listed("limit=many", "limit: must be a whole number");
    listed("limit=1.5", "limit: must be a whole number");
    listed("limit=101", "limit: must be at most 100");
    listed("signed=maybe", "signed: must be true or false");
    listed("price=dear", "price: must be a number");
    listed(
        "since=soon",
        "since: must be a point in time, such as 2016-05-30T12:00:00Z",
    );
    listed("day=2016-02-30", "day: must be a date, such as 2016-05-30");
    listed("note[a]=1&state[a]=1", "state: must be one of new, sold");
    let expected = "title: must have at most 10 characters\n\
                    pages: must be a whole number\n\
                    cover: must be an object\n\
                    shelves: must be a list of whole numbers";
    told(
        "POST /api/v2/books",
        FORM,
        "title=The+longest+title&pages=x&cover=blue&shelves=1,b",
        expected,
    );
}

#[test]
fn what_is_missing_is_told() {
    told(
        "POST /api/v2/books",
        TOKEN,
        "",
        "title: is missing\npages: is missing",
    );
    // An empty text is a title, but no number.
    told(
        "POST /api/v2/books",
        FORM,
        "title=&pages=",
        "pages: is missing",
    );
    told(
        "POST /api/v2/books",
        JSON,
        "{\"title\": null, \"pages\": 1}",
        "title: is missing",
    );
}

#[test]
fn strangers_are_told_and_slips_are_corrected() {
    listed("stat=new", "stat: is not documented; did you mean state?");
    listed("colour=red", "colour: is not documented");
    listed(
        "a1=1&b2=2&c3=3&d4=4&e5=5",
        "a1: is not documented\nb2: is not documented\n\
         c3: is not documented, and so are 2 more",
    );
    let long = "x".repeat(5000);
    listed(
        &format!("{long}=1"),
        &format!("{}...: is not documented", "x".repeat(80)),
    );
    listed("caf%C3%A9=1", "caf\\u{e9}: is not documented");
}

#[test]
fn whoever_acts_as_nobody_is_told() {
    listed("sudo=anna", "");
    listed("sudo=", "sudo: names nobody");
    told(
        "GET /api/v2/books",
        "SHOP-TOKEN: x\nSUDO: ",
        "",
        "sudo: names nobody",
    );
}

#[test]
fn bodies_of_another_kind_are_told() {
    let expected = "title: is missing\npages: is missing\n\
                    body: must be an object of named values";
    told("POST /api/v2/books", JSON, "[1, 2]", expected);
    told("POST /api/v2/books", JSON, "\"text\"", expected);
}

#[test]
fn a_text_where_a_number_names_something_is_told() {
    let request = "GET /api/v2/books/7/sheets/last";
    told(request, TOKEN, "", "number: must be a whole number");
    let answer = send(&router(Strictness::Refuse), request, TOKEN, "");
    assert_eq!(answer.status, 404);
}

#[test]
fn the_strict_server_refuses_and_tells_everything() {
    let router = router(Strictness::Refuse);
    let answer = send(&router, "POST /api/v2/books", FORM, "pages=x&titel=a");
    assert_eq!(answer.status, 400);
    assert_eq!(
        answer.body,
        "{\"message\":\"400 (Bad request) \\\"title\\\" not given\"}"
    );
    assert_eq!(
        answer.all("docbind-violation"),
        "title: is missing\npages: must be a whole number\n\
         titel: is not documented; did you mean title?"
    );
    let answer = send(&router, "GET /api/v2/books?limit=x", TOKEN, "");
    assert_eq!(
        answer.body,
        "{\"message\":\"400 (Bad request) \\\"limit\\\" is invalid\"}"
    );
    let answer = send(&router, "GET /api/v2/books?colour=red", TOKEN, "");
    assert_eq!(answer.status, 200, "{}", answer.body);
    let answer = send(&router, "POST /api/v2/books", "", "");
    assert_eq!(answer.status, 401);
}

#[test]
fn what_is_no_text_is_refused() {
    let router = router(Strictness::Tell);
    for (request, headers, body, part) in [
        ("GET /api/v2/books/%FF/sheets/1", TOKEN, &b""[..], "path"),
        ("GET /api/v2/books?note=%C3%28", TOKEN, b"", "query"),
        ("POST /api/v2/books", FORM, b"title=%FF&pages=1", "body"),
        ("POST /api/v2/books", FORM, b"title=\xff&pages=1", "body"),
    ] {
        let answer = send(&router, request, headers, body);
        assert_eq!(answer.status, 400, "{request}");
        let expected = format!("400 (Bad request) {part} is not valid UTF-8");
        assert_eq!(answer.json()["message"], expected.as_str(), "{request}");
    }
    let answer = send(
        &router,
        "POST /api/v2/books",
        JSON,
        &b"{\"title\": \"\xff\"}"[..],
    );
    assert_eq!(answer.status, 400);
}
