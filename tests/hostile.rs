//! Any text is a page: it is read to a sound spec or to findings, never to a panic.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests fail by panicking"
)]

use docbind::diag::{Diagnostic, Rule};
use docbind::diff::{self, Documents};
use docbind::pipeline::{ReadOptions, read_docs};
use docbind::source::{SourceFile, SourceSet};
use proptest::prelude::*;

/// Reads a page of these bytes, decoded as pages are.
fn check_bytes(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let found = check(&[("page.md", text)]);
    let is_told = |it: &&Diagnostic| it.rule == Rule::InvalidUtf8;
    let told = found.iter().filter(is_told).count();
    assert_eq!(told, usize::from(text.contains('\u{fffd}')), "{text}");
}

/// One page as it is read, and what differs between it and another in both directions.
fn compare_both(one: &str, two: &str) {
    let page = |text: &str| {
        let page = SourceFile {
            path: "page.md".to_owned(),
            text: text.to_owned(),
        };
        let sources = SourceSet::new(vec![page]);
        let reading = read_docs(&sources, &ReadOptions::default());
        (sources, reading)
    };
    let ((old_pages, old), (new_pages, new)) = (page(one), page(two));
    let before = Documents::new(&old_pages, &old.diagnostics);
    let after = Documents::new(&new_pages, &new.diagnostics);
    let there = diff::compare_documents((&old.spec, &before), (&new.spec, &after));
    let back = diff::compare_documents((&new.spec, &after), (&old.spec, &before));
    for (added, removed) in [
        (diff::Rule::OperationAdded, diff::Rule::OperationRemoved),
        (diff::Rule::TypeAdded, diff::Rule::TypeRemoved),
        (
            diff::Rule::ContradictionAdded,
            diff::Rule::ContradictionRemoved,
        ),
    ] {
        let count = |all: &[diff::Change], rule| all.iter().filter(|it| it.rule == rule).count();
        assert_eq!(
            count(&there, added),
            count(&back, removed),
            "{}",
            added.name()
        );
        assert_eq!(
            count(&there, removed),
            count(&back, added),
            "{}",
            removed.name()
        );
    }
    assert!(
        !there.is_empty() || old.spec == new.spec,
        "a difference is told"
    );
    let titles = diff::Titles::default();
    let lines = |text: String| text.lines().count();
    assert_eq!(lines(diff::github(&there, &titles)), there.len());
    assert_eq!(lines(diff::concise(&there, &titles)), there.len());
    assert_eq!(lines(diff::json(&there, &titles)), there.len() + 1);
    diff::markdown(&there, &titles);
    diff::report(&there, &titles);
}

/// Reads pages, answers the findings; fails where the spec is not sound or a finding has no place.
fn check(pages: &[(&str, &str)]) -> Vec<Diagnostic> {
    let sources = SourceSet::new(
        pages
            .iter()
            .map(|(path, text)| SourceFile {
                path: (*path).to_owned(),
                text: (*text).to_owned(),
            })
            .collect(),
    );
    let options = ReadOptions {
        name: "test".to_owned(),
        ..ReadOptions::default()
    };
    let reading = read_docs(&sources, &options);
    let mut violations = docbind_spec::validate(&reading.spec);
    // Two operations that would have one name are a finding that asks for an override.
    let is_told = |found: &Diagnostic| found.rule == Rule::AmbiguousName;
    if reading.diagnostics.iter().any(is_told) {
        violations.retain(|violation| {
            let clash = violation.message.starts_with("operations[");
            !(clash && violation.message.ends_with("has the same name"))
        });
    }
    assert!(
        violations.is_empty(),
        "{}\n{pages:#?}",
        violations
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("\n")
    );
    for found in &reading.diagnostics {
        let text = &sources.get(found.span.file).expect("a page").text;
        assert!(
            text.get(found.span.range.clone()).is_some(),
            "{found:?} is no place in\n{text}"
        );
    }
    reading.diagnostics
}

/// What pages are made of, whole and broken.
const SCRAPS: &[&str] = &[
    "# README\n",
    "## List books\n",
    "## Bücher & `x`\n",
    "### Parameters\n",
    "### Response\n",
    "## Authentication\n",
    "## Authentication: #1 with a token\n",
    "## Pagination\n",
    "## Sudo\n",
    "## id vs iid\n",
    "## Status codes\n",
    "#\n",
    "Title\n=====\n",
    "```\nGET /books\n```\n",
    "```\nGET /books/:id\nPOST /books/:id?a=1&b[]=2&&=3&a=\n```\n",
    "```\nPUT /books/:id/pages/:id\n```\n",
    "```\nGET /:\n```\n",
    "```\nGET /\n```\n",
    "```\nGET //\n```\n",
    "```\nGET /a//b\n```\n",
    "```\nGET /*\n```\n",
    "```\nGET /*path\n```\n",
    "```\nGET /{}\n```\n",
    "```\nGET /{id}/<id>/:id\n```\n",
    "```\nGET /{a-b}/<ü>\n```\n",
    "```\nGET /a\\b\n```\n",
    "```\nGET /ü/日本?ü=日\n```\n",
    "```\nGET /%2F/%ff?%ff=%00\n```\n",
    "```\nGET /books/42\n```\n",
    "```\nGET /books.json?sort=asc#x\n```\n",
    "```\nGET https://x.example/api/v1/books\n```\n",
    "```\nGET https://x.example\n```\n",
    "```\nDELETE /1/2/3\nDELETE /_/-/.\n```\n",
    "    GET /indented\n",
    "> ```\n> GET /quoted\n> ```\n",
    "- ```\n  GET /listed\n  ```\n",
    "```\n",
    "~~~json\n",
    "Send a `POST` request to `/oauth/token` with the parameters `a`, `b` and `a`\n",
    "Visit the `/oauth/:x/:x` page\n",
    "| Attribute | Type | Required | Description |\n|---|---|---|---|\n| `a` | string | yes | one of `a`, `a`, `` |\n| `id` | integer | yes if `b` | at least 5, max 3 |\n| a, a | array of array | | x |\n| `` | x | \n| `a` or `a` | string or string or list | no | (a|a|b) default `x` |\n",
    "| Header | Description |\n|---|---|\n| `X Y` | x |\n| `TOKEN` | x |\n| `a[]` | x |\n| `a@b` | x |\n",
    "| Status | Description |\n|---|---|\n| 200 | x |\n| 999 | x |\n",
    "| Request type | Description |\n|---|---|\n| `GET` | `200` |\n| `GET` | `201` |\n",
    "| Name |\n|---|\n",
    "|\n|-|\n|\n",
    "Parameters:\n\n+ `a` (required) - x\n* b (optional, default: 5)\n- `a` (integer, integer/string/string) : one of `1`, `2`\n- **none**\n- \n",
    "- `page` (default: `1`) - x\n- `page_size` (max: `100`)\n- `per_page`\n",
    "- `page`\n- `page`\n",
    "-   `a` (optional) - One of:\n  -   `b`\n  -   `b`: x\n    - `c`\n\n      ```json\n      {\"a\": 1}\n      ```\n",
    "> ## Quoted\n> ### `x`\n\n- # Listed\n\n  1. ## List books\n",
    "```\n  HTTP/1.1 200 OK\n  Content-Type: a/b; c\n\n  {{ x }}\n```\n",
    "```\nHTTP/1.1 200\nContent-Type: application/x+json\n\n[1,,]\n```\n",
    "```json\n{\"a\": \"x\"\", \"b\": [....]\n```\n",
    "Takes `page` and `per_page` and `page`.\n",
    "```json\n{\"id\": 1, \"\": {\"\": []}, \"ключ\": [{\"日\": null}], \"1\": {\"a\": [[{\"b\": 1}]]}}\n```\n",
    "```json\n[{\"id\": 1}, {\"id\": \"a\"}, [1], \"x\", null, 2.5, true]\n```\n",
    "```json\n[[[[[[1]]]]], {\"a\": [1, [2]]}]\n```\n",
    "```json\n{\"a\": \"\\ud800\", \"b\": \"\\udc00\\ud800\"}\n```\n",
    "```json\n{\"a\": 1e999, \"b\": -0, \"a\": 2,}\n```\n",
    "```json\n{\"message\": {\"a\": [\"x\"]}}\n```\n",
    "```json\n{\"id\": 1, \"name\": {\"id\": 1}, \"n_ame\": {\"x\": 1}, \"Name\": {\"y\": 2}}\n```\n",
    "```\nHTTP/1.1 404 Not Found\n{\"message\": \"x\"}\n```\n",
    "```\nHTTP/1.1 600\n```\n",
    "Request body:\n\n```json\n{\"a b\": 1, \"id\": 2, \"a[b]\": {}}\n```\n",
    "Response:\n\n```\ntext\n```\n",
    "It returns `204` and `404`, and the header `X-Total: 5` of the response.\n",
    "The response headers:\n\n- `X-A: 1` header\n- `X-: 1` header\n",
    "```\ncurl -X POST -d 'a=1 \"https://x.example/api/v1/books?x=1&y\n```\n",
    "```\ncurl --header \"A B: 1\" -H 'TOKEN' -F a=@b -F =c \"https://x.example/api/v1/books/%2F\"\n```\n",
    "```\ncurl -d '{\"a\": [\"ü\n```\n",
    "```\ncurl -\ncurl -- --\ncurl -dé https://x/a?access_token=1&token=2\n```\n",
    "```\ncurl --header \"Authorization: Bearer x\" \"https://x.example/api/v1/books?private_token=1\"\n```\n",
    "```\nx.post 'https://x.example/oauth/token', 'a=1&b=2'\n{\"a\": 1}\n```\n",
    "```\nid (required) - x\nid (optional) - y\nü (required)\n```\n",
    "The API is found under `/api/v1`.\n",
    "The prefix is `/:id/`, or `//`.\n",
    "Authentication is done by a token.\n",
    "is deprecated\n",
    "<div><!-- x\n",
    "---\ntitle: Bücher\n---\n",
    "<Route method=\"GET\">\n  /books/[\\{id\\}](x)\n</Route>\n",
    "<table><tr><th rowspan=3>Attribute<th colspan=9>ü\n<tr><td><code>a|b</code><td>&#252;&lt;\n</table>\n",
    "<ul>\n<li>`a`\n\n```\nGET /a\n```\n<ul><li>ü</ul></li></ul></ul>\n",
    "<dl><dt>id<dd>ü\n<dd>b</dl>\n",
    "<pre><code>GET /ü&lt;id&gt;\n\n<b>x</b></code></pre>",
    "{% highlight json %}\n[1]{% endhighlight %}{% raw %}{% if x %}\n",
    "{{< required >}} {{#tip}} <%= json(:x) %>\n<% x %>\n",
    ":::note\n!!! x\n    ü\n\n=== \"T\"\n\n    ```\n    GET /t\n    ```\n",
    "<Tabs>\n    <Tab a={'x'}>\n\n        ü\n    </Tab>\n</Tabs>\n",
    "term\nü\n: x\n:   y\n",
    "- a\n\n  ```\n{\n  ```\n",
    "a | b | c\n-|-\n`ü|x` | {{ a | b }}\n",
    "## A {#ü .b}\n{:.c}\n",
    "-->\n",
    "---\n",
    "\u{feff}",
    "\u{0}",
    "\r\n",
    "\t",
    "e\u{301}\u{202e}‹x›\n",
    "\n",
    "\n\n",
    "> ",
    "  - ",
    "1. ",
    "|",
    "`",
];

fn page() -> impl Strategy<Value = String> {
    let scrap = prop_oneof![
        9 => (0..SCRAPS.len()).prop_map(|at| SCRAPS[at].to_owned()),
        // Part of a scrap, so that fences and tables stay open.
        1 => (0..SCRAPS.len(), 0..60usize).prop_map(|(at, count)| {
            SCRAPS[at].chars().take(count).collect()
        }),
        1 => "\\PC{0,12}",
    ];
    (prop::collection::vec(scrap, 0..14), any::<bool>()).prop_map(|(scraps, crlf)| {
        let text = scraps.join("\n");
        if crlf {
            text.replace('\n', "\r\n")
        } else {
            text
        }
    })
}

fn page_name() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("README.md".to_owned()),
        Just("books.md".to_owned()),
        Just("ci/books.md".to_owned()),
        Just("9.md".to_owned()),
        Just("ü.md".to_owned()),
        Just("日本/-.md".to_owned()),
        "[a-z0-9_./ -]{1,8}".prop_map(|name| format!("{name}.md")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_scraps_are_a_page(
        name in page_name(), one in page(), other in page_name(), two in page()
    ) {
        if name == other {
            check(&[(&name, &one)]);
        } else {
            check(&[(&name, &one), (&other, &two)]);
        }
    }

    #[test]
    fn any_text_is_a_page(text in "(?s).{0,200}") {
        check(&[("page.md", &text)]);
    }

    #[test]
    fn any_bytes_are_a_page(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        check_bytes(&bytes);
    }

    /// Whatever two pages say, what differs can be told, in every form and both ways round.
    #[test]
    fn any_two_pages_can_be_compared(one in page(), two in page()) {
        compare_both(&one, &two);
    }

    /// Pages in another encoding: here and there a byte is another one, or gone.
    #[test]
    fn a_page_may_have_any_bytes(
        page in page(), changes in prop::collection::vec((any::<usize>(), any::<u8>()), 0..8)
    ) {
        let mut bytes = page.into_bytes();
        for (at, byte) in changes {
            let at = at % bytes.len().max(1);
            match bytes.get_mut(at) {
                Some(place) if byte > 0x10 => *place = byte,
                Some(_) => drop(bytes.remove(at)),
                None => bytes.push(byte),
            }
        }
        check_bytes(&bytes);
    }
}
