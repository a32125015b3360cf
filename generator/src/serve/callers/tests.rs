//! Who is let in, and what all others are told.

use axum::Router;

use super::super::MockOptions;
use super::super::tests::{self as shop, OVERVIEW, send};

const BOOKS: &str = "\
# Books

## List books

```
GET /books
```

```
curl --header \"SHOP_TOKEN: f00ba7\" \"https://shop.example.com/api/v2/books\"
```

```json
[{\"isbn\": \"978-0\", \"shop_token\": \"f00ba7\"}]
```

## Add a book

```
POST /books
```

| Attribute | Type | Required | Description |
|-----------|------|----------|-------------|
| `title` | string | yes | Its title |

## List languages

```
GET /languages
```

```
curl \"https://shop.example.com/api/v2/languages\"
```

## Report a sale

```
POST /sales
```

| Attribute | Type | Required | Description |
|-----------|------|----------|-------------|
| `till_token` | string | yes | The token of the till |
| `price` | integer | no | The price |

```
curl --data \"till_token=t1&price=5\" \"https://shop.example.com/api/v2/sales\"
```
";

const ACCOUNTS: &str = "\
# Accounts

## Log in

```
POST /login
```

| Attribute | Type | Required | Description |
|-----------|------|----------|-------------|
| `name` | string | yes | Who it is |
| `password` | string | yes | The password |

```json
{\"name\": \"Ann\", \"shop_token\": \"f00ba7\"}
```

## Who am I

```
GET /me
```

```json
{\"name\": \"Ann\", \"shop_token\": \"f00ba7\"}
```

## Make an account

```
POST /accounts
```

| Attribute | Type | Required | Description |
|-----------|------|----------|-------------|
| `name` | string | yes | Who it is |
| `password` | string | yes | The password |

```json
{\"name\": \"Ann\"}
```

## Ask a person

```
GET /authorize?client_id=CLIENT&response_type=code
```

| Attribute | Type | Required | Description |
|-----------|------|----------|-------------|
| `client_id` | string | yes | The program |
| `response_type` | string | yes | Always `code` |
";

const PAGES: &[(&str, &str)] = &[
    ("README.md", OVERVIEW),
    ("books.md", BOOKS),
    ("accounts.md", ACCOUNTS),
];

fn any_token() -> Router {
    shop::router(PAGES, MockOptions::default())
}

#[track_caller]
fn check(router: &Router, request: &str, headers: &str, body: &'static str, expected: u16) {
    let answer = send(router, request, headers, body);
    assert_eq!(
        answer.status, expected,
        "{request} {headers}: {}",
        answer.body
    );
}

#[test]
fn a_token_stands_in_every_documented_place() {
    const FORM: &str = "content-type: application/x-www-form-urlencoded";
    let router = any_token();
    for headers in [
        "SHOP-TOKEN: x",
        "shop-token: x",
        "SHOP_TOKEN: x",
        "Authorization: Bearer x",
        "authorization: bearer x",
    ] {
        check(&router, "GET /api/v2/books", headers, "", 200);
    }
    check(&router, "GET /api/v2/books?shop_token=x", "", "", 200);
    check(&router, "GET /api/v2/books?shop_token=12", "", "", 200);
    let json = "content-type: application/json";
    check(
        &router,
        "POST /api/v2/books",
        FORM,
        "title=a&shop_token=x",
        200,
    );
    let body = "{\"title\": \"a\", \"shop_token\": \"x\"}";
    check(&router, "POST /api/v2/books", json, body, 200);
    check(&router, "GET /api/v2/books", json, body, 200);
}

#[test]
fn who_has_none_gets_the_documented_refusal() {
    let router = any_token();
    for headers in [
        "",
        "SHOP-TOKEN: ",
        "Authorization: Bearer ",
        "Authorization: Basic x",
        "Authorization: Bearer",
        "OTHER-TOKEN: x",
    ] {
        let answer = send(&router, "GET /api/v2/books", headers, "");
        assert_eq!(answer.status, 401, "{headers}");
        assert_eq!(answer.body, "{\"message\":\"401 Who are you?\"}");
        assert_eq!(answer.all("docbind-source"), "books.md#list-books");
    }
    check(&router, "GET /api/v2/books?shop_token=", "", "", 401);
    check(&router, "GET /api/v2/books?access_token=x", "", "", 401);
    check(&router, "GET /api/v2/me", "", "", 401);
    check(&router, "POST /api/v2/accounts", "", "", 401);
}

#[test]
fn what_is_called_without_a_token_is_open() {
    let router = any_token();
    // It takes a password and hands out a token.
    check(&router, "POST /api/v2/login", "", "", 200);
    // It is where OAuth begins.
    check(&router, "GET /api/v2/authorize", "", "", 200);
    // Its documented calls have none, while those of others do.
    check(&router, "GET /api/v2/languages", "", "", 200);
}

#[test]
fn an_operation_may_have_a_token_of_its_own() {
    const FORM: &str = "content-type: application/x-www-form-urlencoded";
    let router = any_token();
    check(&router, "POST /api/v2/sales", FORM, "till_token=x", 200);
    check(&router, "POST /api/v2/sales", FORM, "price=5", 401);
    // The caller's own will do, and then the other is not missing.
    let answer = send(&router, "POST /api/v2/sales", "SHOP-TOKEN: x", "");
    assert_eq!(
        (answer.status, answer.all("docbind-violation")),
        (200, String::new())
    );
}

#[test]
fn a_certain_token_may_be_asked_for() {
    let options = MockOptions {
        token: Some("s3cret".to_owned()),
        ..MockOptions::default()
    };
    let router = shop::router(PAGES, options);
    check(&router, "GET /api/v2/books", "SHOP-TOKEN: s3cret", "", 200);
    check(
        &router,
        "GET /api/v2/books",
        "Authorization: Bearer s3cret",
        "",
        200,
    );
    check(&router, "GET /api/v2/books", "SHOP-TOKEN: other", "", 401);
    let both = "SHOP-TOKEN: other\nAuthorization: Bearer s3cret";
    check(&router, "GET /api/v2/books", both, "", 200);
    check(&router, "POST /api/v2/login", "", "", 200);
}

#[test]
fn an_api_without_schemes_asks_nobody() {
    let router = shop::router(&[("books.md", BOOKS)], MockOptions::default());
    check(&router, "GET /api/v2/books", "", "", 200);
}
