//! The documentation pages of an invented library's API.
#![allow(clippy::unwrap_used)]

use docbind::emit::markdown::render;
use docbind_spec::ApiSpec;

fn library() -> ApiSpec {
    serde_json::from_str(include_str!("library.json")).unwrap()
}

#[test]
fn the_whole_documentation() {
    let pages: String = render(&library())
        .into_iter()
        .map(|page| format!("===== {}\n{}", page.path, page.text))
        .collect();
    insta::assert_snapshot!("pages", pages);
}

#[test]
fn rendering_is_the_same_each_time() {
    assert_eq!(render(&library()), render(&library()));
}
