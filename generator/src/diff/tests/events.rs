//! One thing that happened is told once, and as what it is.

use docbind_spec::{Credential, Paging, PagingParameter, SecurityScheme};

use super::super::*;
use super::{read, text};
use crate::pipeline::{ReadOptions, read_docs};
use crate::source::{SourceFile, SourceSet};

/// A section with a request and perhaps more below it.
fn section(title: &str, request: &str, rest: &str) -> String {
    format!("## {title}\n\n```\n{request}\n```\n\n{rest}\n\n")
}

/// What differs between two pages of the same name, with levels.
#[track_caller]
fn told(older: &str, newer: &str) -> Vec<(String, Level)> {
    let changes = compare(&read(older), &read(newer));
    let serious = changes.iter().filter(|it| it.level != Level::Prose);
    serious.map(|it| (it.line(), it.level)).collect()
}

#[track_caller]
fn rules(older: &str, newer: &str) -> Vec<Rule> {
    let changes = compare(&read(older), &read(newer));
    let serious = changes.iter().filter(|it| it.level != Level::Prose);
    serious.map(|it| it.rule).collect()
}

#[test]
fn another_operation_under_a_common_heading_is_no_move() {
    for (old, new) in [
        (
            "DELETE /shops/:id/books/:book_id",
            "DELETE /shops/:id/pens/:pen_id",
        ),
        ("GET /books", "GET /hooks"),
        ("GET /books/:id", "GET /books/:id/pages"),
    ] {
        let rules = rules(&section("Do it", old, ""), &section("Do it", new, ""));
        assert_eq!(
            rules,
            [Rule::OperationAdded, Rule::OperationRemoved],
            "{old} {new}"
        );
    }
}

#[test]
fn the_same_under_another_method_or_spelling_is_a_move() {
    for (old, new) in [
        ("PUT /books/:id", "PATCH /books/:id"),
        ("GET /merge_request/:id", "GET /merge_requests/:id"),
        ("GET /books/:id/coverImage", "GET /books/:id/cover-image"),
    ] {
        let rules = rules(&section("Do it", old, ""), &section("Do it", new, ""));
        assert!(
            rules.contains(&Rule::OperationMoved),
            "{old} {new}: {rules:?}"
        );
        assert!(
            !rules.contains(&Rule::OperationRemoved),
            "{old} {new}: {rules:?}"
        );
    }
}

#[test]
fn another_parameter_is_no_rename() {
    let page = |name: &str, description: &str| {
        let table = format!(
            "| Attribute | Type | Required | Description |\n|---|---|---|---|\n\
             | `{name}` | string | no | {description} |"
        );
        section("List", "GET /books", &table)
    };
    for (old, new) in [
        ("minimum_price", "maximum_price"),
        ("include_parents", "exclude_parents"),
        ("address_line1", "address_line2"),
        ("labels", "remove_labels"),
        ("title", "title_contains"),
    ] {
        let rules = rules(&page(old, "One"), &page(new, "Another"));
        let expected = [Rule::RequestParameterAdded, Rule::RequestParameterRemoved];
        assert_eq!(rules, expected, "{old} {new}");
    }
    // The same words about it, or the same name in another spelling.
    for (old, new, about) in [
        ("author", "author_name", "Who wrote it"),
        ("label", "labels", "Other words"),
        ("perPage", "per_page", "Other words"),
    ] {
        let rules = rules(&page(old, "Who wrote it"), &page(new, about));
        assert_eq!(rules, [Rule::RequestParameterRenamed], "{old} {new}");
    }
}

#[test]
fn the_first_body_of_an_answer_is_one_change() {
    let body = "```json\n{\"id\": 1}\n```";
    let (old, new) = (
        section("Get", "GET /book", ""),
        section("Get", "GET /book", body),
    );
    let rules = rules(&old, &new);
    assert_eq!(rules, [Rule::ResponseTypeChanged, Rule::TypeAdded]);
}

#[test]
fn a_contradiction_that_stays_is_not_told_again_where_its_page_has_another_name() {
    let wrong = "```\ncurl --request POST https://shop.example.com/book\n```";
    let side = |page: &str, rest: &str| {
        let page = SourceFile {
            path: page.to_owned(),
            text: section("Get", "GET /book", rest),
        };
        let sources = SourceSet::new(vec![page]);
        let reading = read_docs(&sources, &ReadOptions::default());
        (sources, reading)
    };
    let count = |old: (&str, &str), new: (&str, &str)| {
        let ((old_pages, old), (new_pages, new)) = (side(old.0, old.1), side(new.0, new.1));
        let before = Documents::new(&old_pages, &old.diagnostics);
        let after = Documents::new(&new_pages, &new.diagnostics);
        let changes = compare_documents((&old.spec, &before), (&new.spec, &after));
        let is = |it: &&Change| it.rule == Rule::ContradictionAdded;
        changes.iter().filter(is).count()
    };
    assert_eq!(count(("a.md", ""), ("a.md", wrong)), 1);
    assert_eq!(count(("a.md", wrong), ("a.md", wrong)), 0);
    assert_eq!(count(("a.md", wrong), ("b.md", wrong)), 0);
}

#[test]
fn only_what_takes_something_away_breaks_paging() {
    let paging = |change: fn(&mut Paging)| {
        let parameter = |name: &str, default, max| PagingParameter {
            name: name.to_owned(),
            default: Some(default),
            max,
        };
        let mut paging = Paging {
            page: parameter("page", 1, None),
            per_page: parameter("per_page", 20, Some(100)),
            link_header: false,
            headers: vec![],
            source: docbind_spec::Source("README.md#pages".to_owned()),
        };
        change(&mut paging);
        let mut spec = read(&section("List", "GET /books", ""));
        spec.api.paging = Some(paging);
        spec
    };
    let base = paging(|_| {});
    for (edit, level, words) in [
        (
            (|it| it.link_header = true) as fn(&mut Paging),
            Level::Safe,
            "paging: none → header `Link`",
        ),
        (
            |it| it.per_page.max = Some(500),
            Level::Safe,
            "paging: `per_page` default 20 at most 100 → `per_page` default 20 at most 500",
        ),
        (
            |it| it.per_page.max = Some(50),
            Level::BreaksClient,
            "paging: `per_page` default 20 at most 100 → `per_page` default 20 at most 50",
        ),
        (
            |it| it.per_page.default = Some(30),
            Level::BreaksClient,
            "paging: `per_page` default 20 at most 100 → `per_page` default 30 at most 100",
        ),
        (
            |it| it.page.name = "offset".to_owned(),
            Level::BreaksClient,
            "paging: `page` default 1 → `offset` default 1",
        ),
    ] {
        let changes = compare(&base, &paging(edit));
        let told: Vec<_> = changes.iter().map(|it| (it.message(), it.level)).collect();
        assert_eq!(told, [(words.to_owned(), level)]);
    }
    let linked = paging(|it| it.link_header = true);
    assert_eq!(compare(&linked, &base)[0].level, Level::BreaksClient);
}

#[test]
fn another_credential_in_the_place_of_the_only_one_has_to_be_taken() {
    let with = |name: &str| {
        let mut spec = read(&section("List", "GET /books", ""));
        spec.api.security.push(SecurityScheme {
            id: name.to_owned(),
            title: None,
            credentials: vec![Credential::Header(name.to_owned())],
            along_with: vec![],
            source: docbind_spec::Source("README.md#login".to_owned()),
        });
        spec
    };
    let changes = compare(&with("token"), &with("key"));
    let rules: Vec<Rule> = changes.iter().map(|it| it.rule).collect();
    assert_eq!(rules, [Rule::SecurityRequired, Rule::SecuritySchemeRemoved]);
    assert!(text(&changes).contains("security scheme `key` added: header `key`\n"));
}

#[test]
fn who_is_not_there_is_not_concerned() {
    let page = |cover: &str| {
        let body = format!("```json\n{{\"id\": 1{cover}}}\n```");
        section("Get", "GET /book", &body)
    };
    let changes = compare(&read(&page("")), &read(&page(", \"cover\": \"red\"")));
    let step = |audience| {
        let told = changes
            .clone()
            .into_iter()
            .map(|it| it.to_audience(audience));
        Summary::of(&told.collect::<Vec<_>>(), audience).steps()
    };
    assert_eq!(step(Audience::Both), "patch → major (client alone: minor)");
    assert_eq!(step(Audience::Client), "minor");
    assert_eq!(step(Audience::Server), "patch → major");
    assert_eq!(told(&page(""), &page("")), []);
}
