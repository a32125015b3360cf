//! Documents without an overview: what only the operations say holds all the same.

use axum::Router;

use super::super::tests::{router, send};
use super::super::{MockOptions, Strictness};

const BOOKS: &str = "\
# Books

## List books

```
GET /books
```

| Parameter | Type | Required | Description |
|-----------|------|----------|-------------|
| `page` | integer | no | Which page |
| `limit` | integer | no | How many on a page |
| `state` | string | no | Their state: `free` or `lent` |

```json
[{\"id\": \"emma\", \"title\": \"Emma\"}, {\"id\": \"sanditon\", \"title\": \"Sanditon\"}]
```

## Show a book

```
GET /books/:id
```

```json
{\"id\": \"emma\", \"title\": \"Emma\"}
```

There may be no such book:

```
HTTP/1.1 404 Not Found
Content-Type: application/json

{\"error\": {\"code\": \"no_such_book\"}}
```

## Remove a book

```
DELETE /books/:id
```

## List the readers of a book

```
GET /books/:id/readers
```

```json
[{\"id\": 1}]
```
";

fn shop(strictness: Strictness) -> Router {
    let options = MockOptions {
        strictness,
        ..MockOptions::default()
    };
    router(&[("books.md", BOOKS)], options)
}

#[test]
fn refusals_are_those_that_operations_show() {
    let shop = shop(Strictness::Tell);
    let shown = r#"{"error":{"code":"no_such_book"}}"#;
    assert_eq!(send(&shop, "GET /books/emma", "", "").status, 200);
    assert_eq!(send(&shop, "DELETE /books/emma", "", "").status, 200);
    for request in ["GET /books/emma", "GET /books/emma/readers"] {
        let answer = send(&shop, request, "", "");
        assert_eq!(
            (answer.status, answer.body.as_str()),
            (404, shown),
            "{request}"
        );
    }
}

#[test]
fn pages_of_lists_end_where_only_the_list_says_that_it_has_pages() {
    let shop = shop(Strictness::Refuse);
    for (query, expected) in [
        ("", 2),
        ("?limit=1", 1),
        ("?limit=1&page=2", 1),
        ("?limit=1&page=3", 0),
        ("?page=2", 0),
        ("?page=0", 2),
    ] {
        let answer = send(&shop, &format!("GET /books{query}"), "", "");
        let items = answer.json().as_array().map(Vec::len);
        assert_eq!(items, Some(expected), "{query}: {}", answer.body);
    }
}

#[test]
fn debug_does_not_show_the_token() {
    let options = MockOptions {
        token: Some("s3cr3t".to_owned()),
        ..MockOptions::default()
    };
    let shown = format!(
        "{options:?} {:?}",
        router(&[("books.md", BOOKS)], options.clone())
    );
    assert!(!shown.contains("s3cr3t"), "{shown}");
}
