//! Repairs on pages, before and after.

use super::{Fixed, RULES, fix};
use crate::diag::{Edit, Rule};
use crate::pipeline::{ReadOptions, Reading, read_docs};
use crate::source::{FileId, SourceFile, SourceSet};

fn pages(texts: &[(&str, &str)]) -> SourceSet {
    let page = |(path, text): &(&str, &str)| SourceFile {
        path: (*path).to_owned(),
        text: (*text).to_owned(),
    };
    SourceSet::new(texts.iter().map(page).collect())
}

fn read(sources: &SourceSet) -> Reading {
    read_docs(sources, &ReadOptions::default())
}

fn fixed(texts: &[(&str, &str)]) -> Fixed {
    let fixed = fix(pages(texts), RULES, &read);
    let again = fix(fixed.sources.clone(), RULES, &read);
    assert_eq!(
        again.sources, fixed.sources,
        "a second run changes something"
    );
    fixed
}

fn text(fixed: &Fixed, page: usize) -> &str {
    fixed
        .sources
        .get(FileId(page))
        .map_or("", |file| file.text.as_str())
}

/// Checks one page, with `\n` and with `\r\n`, alone; `{}` in the frame stands for the text.
#[track_caller]
fn becomes(frame: &str, before: &str, after: &str) {
    for end in ["\n", "\r\n"] {
        let make = |text: &str| frame.replace("{}", text).replace('\n', end);
        let result = fixed(&[("books.md", &make(before))]);
        assert_eq!(text(&result, 0), make(after), "{before}");
        assert!(result.left_out.is_empty(), "{:?}", result.left_out);
    }
}

const ROWS: &str = "\
## List books

```
GET /books
```

| Attribute | Type | Description |
|---|---|---|
| `author` | string | Größe € |
{}";

#[test]
fn rows_are_closed() {
    for (before, after) in [
        ("| `a` | string | x\n", "| `a` | string | x |\n"),
        ("| `a` | string | x  \t\n", "| `a` | string | x |  \t\n"),
        ("| `a` | string | x", "| `a` | string | x |"),
        ("| `a` | string | ü\u{a0}\n", "| `a` | string | ü\u{a0} |\n"),
        ("| `a` | string | x \\|\n", "| `a` | string | x \\| |\n"),
        ("| `a` | string | x \\\n", "| `a` | string | x \\ |\n"),
        ("| `a` | string | `y\n", "| `a` | string | `y |\n"),
        ("| `a` | string | `y\\|z`\n", "| `a` | string | `y\\|z` |\n"),
        (
            "| `a` | string | x\n| `b` | string | y\n",
            "| `a` | string | x |\n| `b` | string | y |\n",
        ),
        // No certain repair.
        ("| `a` | string |\n", "| `a` | string |\n"),
        ("| `a` | string\n", "| `a` | string\n"),
        ("| `a` | string | x | y |\n", "| `a` | string | x | y |\n"),
        ("| `a` | string | x | y\n", "| `a` | string | x | y\n"),
    ] {
        becomes(ROWS, before, after);
    }
}

const EXAMPLE: &str = "## Show\n\n```\nGET /books\n```\n\n```json\n{}\n```\n";

#[test]
fn examples_are_mended() {
    for (before, after) in [
        ("{\n  \"a\": 1,\n}", "{\n  \"a\": 1\n}"),
        ("[1, 2 , ]", "[1, 2  ]"),
        ("{\"ä\": \"€\"\n \"b\": 2}", "{\"ä\": \"€\",\n \"b\": 2}"),
        ("{\"a\": \"b\"\"c\": 1}", "{\"a\": \"b\",\"c\": 1}"),
        ("[\"a\\_b\\*\"]", "[\"a_b*\"]"),
        ("[\"a\\\\\\_b\"]", "[\"a\\\\_b\"]"),
        (
            "[{\"a\": 1,},\n {\"a\": 2 \"b\": \"\\'\",},]",
            "[{\"a\": 1},\n {\"a\": 2, \"b\": \"'\"}]",
        ),
        // What has no repair stays beside what has one.
        ("[1, 2,\n// more\n]", "[1, 2\n// more\n]"),
        (
            "[{\"a\": 1}\n{\"a\": 2},\n...\n]",
            "[{\"a\": 1},\n{\"a\": 2},\n...\n]",
        ),
        // No certain repair.
        ("[{\"a\": 1}, ...]", "[{\"a\": 1}, ...]"),
        ("{\"a\": 1, \"a\": 2}", "{\"a\": 1, \"a\": 2}"),
        ("[\"C:\\Shelf\",]", "[\"C:\\Shelf\",]"),
        (
            "{\"a\": 1, \"b\": {\"c\": 2,}",
            "{\"a\": 1, \"b\": {\"c\": 2,}",
        ),
    ] {
        becomes(EXAMPLE, before, after);
    }
}

#[test]
fn examples_in_items_quotes_and_messages_are_mended() {
    let frame = "## Show\n\n```\nGET /books\n```\n\n{}";
    for (before, after) in [
        (
            "1. Answer:\n\n   ```json\n   {\"ü\": 1\n    \"b\": 2,}\n   ```\n",
            "1. Answer:\n\n   ```json\n   {\"ü\": 1,\n    \"b\": 2}\n   ```\n",
        ),
        (
            "> ```json\n> {\"a\": 1\n>  \"b\": 2,\n> }\n> ```\n",
            "> ```json\n> {\"a\": 1,\n>  \"b\": 2\n> }\n> ```\n",
        ),
        (
            "    {\"a\": 1\n     \"b\": 2,\n    }\n",
            "    {\"a\": 1,\n     \"b\": 2\n    }\n",
        ),
        (
            "```\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{\"a\": 1,}\n```\n",
            "```\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{\"a\": 1}\n```\n",
        ),
    ] {
        becomes(frame, before, after);
    }
}

const CALL: &str = "\
# API

## Authentication

Pass the token in the header `SHOP-TOKEN`.

## Remove a book

```
DELETE /books
```

```
{}
```
";

#[test]
fn methods_are_those_of_the_request_line() {
    for (before, after) in [
        (
            "curl -X PUT \"https://x.example/books\"",
            "curl -X DELETE \"https://x.example/books\"",
        ),
        (
            "curl --request 'put' \"https://x.example/books\"",
            "curl --request 'DELETE' \"https://x.example/books\"",
        ),
        (
            "$ curl -XPOST \"https://x.example/books\"",
            "$ curl -XDELETE \"https://x.example/books\"",
        ),
        (
            "curl --request=\"PUT\" https://x.example/books",
            "curl --request=\"DELETE\" https://x.example/books",
        ),
        (
            "curl -sX PUT \\\n  https://x.example/books",
            "curl -sX DELETE \\\n  https://x.example/books",
        ),
        (
            "curl \\\n  https://x.example/books?a=ü",
            "curl --request DELETE \\\n  https://x.example/books?a=ü",
        ),
        (
            "curl https://x.example/books\ncurl -d a=1 https://x.example/books",
            "curl --request DELETE https://x.example/books\n\
             curl --request DELETE -d a=1 https://x.example/books",
        ),
        (
            "curl -X FETCH https://x.example/books",
            "curl -X DELETE https://x.example/books",
        ),
        // No certain repair.
        (
            "curl -I https://x.example/books",
            "curl -I https://x.example/books",
        ),
        (
            "curl -G -d a=1 https://x.example/books",
            "curl -G -d a=1 https://x.example/books",
        ),
        (
            "curl -X P\"U\"T https://x.example/books",
            "curl -X P\"U\"T https://x.example/books",
        ),
        (
            "curl -X PUT https://x.example/shelves",
            "curl -X PUT https://x.example/shelves",
        ),
    ] {
        becomes(CALL, before, after);
    }
}

#[test]
fn methods_stay_where_two_could_be_meant() {
    for request in ["GET /books\nDELETE /books", "GET /books"] {
        let frame = format!("## Books\n\n```\n{request}\n```\n\n```\n{{}}\n```\n");
        let command = "curl -d a=1 https://x.example/books";
        becomes(&frame, command, command);
    }
}

#[test]
fn calls_of_other_operations_stay() {
    let frame = "\
## Show a book

```
GET /books/:isbn
```

- `isbn` (required) - The book

## Burn a book

```
DELETE /books/:isbn
```

- `isbn` (required) - The book

{}";
    for commands in [
        "```\ncurl https://x.example/books/1\n```\n",
        "```\ncurl https://x.example/books/1\ncurl -X DELETE https://x.example/books/1\n```\n",
    ] {
        becomes(frame, commands, commands);
    }
}

#[test]
fn a_row_that_means_the_placeholder_gets_no_second_one() {
    let frame = "\
## Show a book

```
GET /books/:book_iid
```

- `book_iid` (required) - The book

## Read a book

```
GET /books/:book_iid/pages
```

{}";
    let list = "- `book_id` (required) - The book\n- `page` (optional) - One page\n";
    becomes(frame, list, list);
}

#[test]
fn headers_are_the_documented_ones() {
    for (before, after) in [
        (
            "curl -X DELETE -H \"SHOP_TOKEN: ü\" https://x.example/books",
            "curl -X DELETE -H \"SHOP-TOKEN: ü\" https://x.example/books",
        ),
        (
            "curl -XDELETE --header='shop_token: SHOP_TOKEN: 1' https://x.example/books",
            "curl -XDELETE --header='SHOP-TOKEN: SHOP_TOKEN: 1' https://x.example/books",
        ),
        (
            "curl -H\"SHOP_TOKEN:1\" -X PUT https://x.example/books",
            "curl -H\"SHOP-TOKEN:1\" -X DELETE https://x.example/books",
        ),
        // Servers take these for the same.
        (
            "curl -X DELETE -H \"shop-token: 1\" https://x.example/books",
            "curl -X DELETE -H \"shop-token: 1\" https://x.example/books",
        ),
        // The name is not there in one piece.
        (
            "curl -X DELETE -H SHOP'_TOKEN: 1' https://x.example/books",
            "curl -X DELETE -H SHOP'_TOKEN: 1' https://x.example/books",
        ),
    ] {
        becomes(CALL, before, after);
    }
}

/// A section that says what the placeholder is, and one that does not.
const SHELVES: &str = "\
## Show a shelf

```
GET /shelves/:shelf_id
```

| Attribute  | Type    | Required | Description |
|------------|---------|----------|-------------|
| `shelf_id` | integer | Yes      | The *shelf* (a\\|b) |

## List books

```
GET /shelves/:shelf_id/books
```

{}
## Empty a shelf

```
POST /shelves/:shelf_id/empty
```

- `shelf_id` (**required**) - The *shelf* (a|b)
- `force` (**optional**) - Whether books may be lost
";

#[test]
fn placeholders_get_rows() {
    for (before, after) in [
        (
            "| Attribute | Type | Required | Description |\n|---|---|---|---|\n\
             | `author` | string | no | Größe |\n",
            "| Attribute | Type | Required | Description |\n|---|---|---|---|\n\
             | `shelf_id` | integer | Yes | The *shelf* (a\\|b) |\n\
             | `author` | string | no | Größe |\n",
        ),
        (
            "Name | Description\n---|---\n**author** | x\n",
            "Name | Description\n---|---\n**shelf_id** | The *shelf* (a\\|b)\n**author** | x\n",
        ),
        (
            "| Attribute | Type    |\n|-----------|---------|\n\
             | a         | string  |\n| b         | integer |\n",
            "| Attribute | Type    |\n|-----------|---------|\n| shelf_id  | integer |\n\
             | a         | string  |\n| b         | integer |\n",
        ),
        (
            "| Attribute | Mandatory | Default | Description |\n|---|---|---|---|\n\
             | `a` | true | | x |\n| `b` | false | 1 | y |\n",
            "| Attribute | Mandatory | Default | Description |\n|---|---|---|---|\n\
             | `shelf_id` | true |  | The *shelf* (a\\|b) |\n\
             | `a` | true | | x |\n| `b` | false | 1 | y |\n",
        ),
        // No certain repair.
        (
            "Query parameters:\n\n| Attribute | Description |\n|---|---|\n| `a` | x |\n",
            "Query parameters:\n\n| Attribute | Description |\n|---|---|\n| `a` | x |\n",
        ),
        (
            "| Attribute | Since | Description |\n|---|---|---|\n| `a` | 1.2 | x |\n",
            "| Attribute | Since | Description |\n|---|---|---|\n| `a` | 1.2 | x |\n",
        ),
        ("All of them.\n", "All of them.\n"),
    ] {
        becomes(SHELVES, before, after);
    }
}

#[test]
fn placeholders_get_items() {
    for (before, after) in [
        (
            "- `author` (optional) - Größe\n",
            "- `shelf_id` (**required**) - The *shelf* (a|b)\n- `author` (optional) - Größe\n",
        ),
        (
            "Parameters:\n\n  * author (required): x\n  * year (optional): y\n",
            "Parameters:\n\n  * shelf_id (required): The *shelf* (a|b)\n\
             \u{20} * author (required): x\n  * year (optional): y\n",
        ),
        (
            "Parameters:\n\n- `a` - x\n  more of x\n\n- `b` - y\n",
            "Parameters:\n\n- `shelf_id` - The *shelf* (a|b)\n\n- `a` - x\n  more of x\n\n- `b` - y\n",
        ),
        (
            "> + **a** (required) - x\n> + **b** (optional) - y\n",
            "> + **shelf_id** (required) - The *shelf* (a|b)\n\
             > + **a** (required) - x\n> + **b** (optional) - y\n",
        ),
        // No certain repair: numbers, no description to go by, other parameters.
        (
            "Parameters:\n\n1. `a` (required) - x\n",
            "Parameters:\n\n1. `a` (required) - x\n",
        ),
        ("Parameters:\n\n- `a`\n", "Parameters:\n\n- `a`\n"),
        (
            "Form parameters:\n\n- `a` (required) - x\n",
            "Form parameters:\n\n- `a` (required) - x\n",
        ),
    ] {
        becomes(SHELVES, before, after);
    }
}

#[test]
fn placeholders_stand_in_the_order_of_the_path() {
    let frame = "\
## Show a page

```
GET /books/:isbn/pages/:number
```

| Attribute | Type | Description |
|---|---|---|
| `isbn` | string | The book |
| `number` | integer | The page |

## Mark a page

```
PUT /books/:isbn/pages/:number
```

{}";
    becomes(
        frame,
        "| Attribute | Description |\n|---|---|\n| `colour` | Its colour |\n",
        "| Attribute | Description |\n|---|---|\n| `isbn` | The book |\n\
         | `number` | The page |\n| `colour` | Its colour |\n",
    );
    becomes(
        frame,
        "Parameters:\n\n- `isbn` - A book\n",
        "Parameters:\n\n- `isbn` - A book\n- `number` - The page\n",
    );
    becomes(
        frame,
        "Parameters:\n\n- `isbn` - A book",
        "Parameters:\n\n- `isbn` - A book\n- `number` - The page",
    );
}

#[test]
fn the_most_frequent_description_is_taken_and_links_stay_on_their_page() {
    let section = |path: &str, row: &str| {
        format!(
            "## {path}\n\n```\nGET /books/:isbn/{path}\n```\n\n\
             | Attribute | Description |\n|---|---|\n{row}\n\n"
        )
    };
    let first = section("a", "| `isbn` | One |") + &section("b", "| `isbn` | Two |");
    let second = section("c", "| `isbn` | Two |") + &section("d", "| `x` | y |");
    let result = fixed(&[("a.md", &first), ("b.md", &second)]);
    assert!(text(&result, 1).contains("| `isbn` | Two |\n| `x` | y |"));
    assert_eq!(text(&result, 0), first);

    let first = section("a", "| `isbn` | [One](x.md) |");
    let second = section("d", "| `x` | y |");
    let result = fixed(&[("a.md", &first), ("b.md", &second)]);
    assert_eq!(text(&result, 1), second);
    let both = first + &second;
    let result = fixed(&[("a.md", &both)]);
    assert!(text(&result, 0).contains("| `isbn` | [One](x.md) |\n| `x` | y |"));
}

#[test]
fn a_line_that_would_describe_another_request_is_not_added() {
    let frame = "\
## Show a book

```
GET /books/:isbn
```

- `isbn` (required) - The book

## Books

```
GET /books
GET /books/:isbn/all
```

{}";
    let list = "- `author` (optional) - x\n";
    becomes(frame, list, list);
}

#[test]
fn only_the_wanted_rules_are_repaired() {
    let page = "## B\n\n```\nGET /b\n```\n\n| Name | Type |\n|---|---|\n| `a` | string\n\n\
                ```json\n[1,]\n```\n";
    let result = fix(pages(&[("a.md", page)]), &[Rule::InvalidJson], &read);
    assert_eq!(text(&result, 0), page.replace("[1,]", "[1]"));
    assert_eq!(result.counts(FileId(0)), [(Rule::InvalidJson, 1)].into());
}

/// Repairs that are not what they seem are left out, others beside them are not.
#[test]
fn unsound_repairs_are_left_out() {
    let page = "## B\n\n```\nGET /b\n```\n\n| Name | Type |\n|---|---|\n| `a` | string\n| `b` | string\n\n\
                ```json\n[1,]\n```\n\n```json\n[2,]\n```\n";
    let sources = pages(&[("a.md", page)]);
    let spoilt = |sources: &SourceSet| {
        let mut reading = read(sources);
        let file = sources.get(FileId(0)).map_or("", |file| file.text.as_str());
        for finding in &mut reading.diagnostics {
            let line = &file[finding.span.range.start..];
            for edit in &mut finding.repair {
                if line.starts_with("| `a`") {
                    // The finding stays.
                    " ".clone_into(&mut edit.text);
                } else if finding.rule == Rule::InvalidJson && line.starts_with(",]\n```\n\n") {
                    // Another value.
                    ", 3".clone_into(&mut edit.text);
                }
            }
        }
        reading
    };
    let result = fix(sources, RULES, &spoilt);
    let expected = page
        .replace("`b` | string", "`b` | string |")
        .replace("[2,]", "[2]");
    assert_eq!(text(&result, 0), expected);
    assert_eq!(result.left_out.len(), 2);
    assert_eq!(
        fix(result.sources.clone(), RULES, &spoilt).sources,
        result.sources
    );
}

/// Two repairs of one place: the first one wins, the other has its turn if it is not sound.
#[test]
fn repairs_of_one_place_take_turns() {
    let page = "## B\n\n```\nGET /b\n```\n\n```json\n[1,]\n```\n";
    for (first, second) in [("", "!"), ("!", "")] {
        let doubled = |sources: &SourceSet| {
            let mut reading = read(sources);
            let copies = reading.diagnostics.clone();
            reading.diagnostics.extend(copies);
            let texts = [first, second];
            for (finding, text) in reading.diagnostics.iter_mut().zip(texts) {
                for Edit { text: old, .. } in &mut finding.repair {
                    text.clone_into(old);
                }
            }
            reading
        };
        let result = fix(pages(&[("a.md", page)]), RULES, &doubled);
        assert_eq!(text(&result, 0), page.replace("[1,]", "[1]"));
    }
}

#[test]
fn all_repairs_are_of_known_rules() {
    assert!(RULES.is_sorted_by_key(|rule| rule.name()));
}
