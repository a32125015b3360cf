//! Choices, and what becomes of them without Cargo.

use super::*;

#[test]
fn one_half_asked_for_is_all_that_is_generated() {
    let halves = |config: Config| (config.wants_client(), config.wants_server());
    assert_eq!(halves(Config::new()), (true, true));
    assert_eq!(halves(Config::new().client(true)), (true, false));
    assert_eq!(halves(Config::new().server(true)), (false, true));
    assert_eq!(halves(Config::new().client(false)), (false, true));
    assert_eq!(
        halves(Config::new().client(true).server(true)),
        (true, true)
    );
}

#[test]
fn only_the_resources_asked_for_are_generated() {
    let dir = tempfile::tempdir().unwrap();
    // Words that the support code does not have in its comments.
    for (page, path) in [("quills.md", "/quills"), ("orders.md", "/orders")] {
        let text = format!("## List\n\n    GET {path}\n");
        std::fs::write(dir.path().join(page), text).unwrap();
    }
    let code = |config: Config| config.docs(dir.path()).generate().unwrap().code;
    let all = code(Config::new());
    assert!(all.contains("/quills") && all.contains("/orders"));
    let some = code(Config::new().resources(["orders"]));
    assert!(!some.contains("/quills") && some.contains("/orders"));
}

#[test]
fn overrides_that_contradict_themselves_are_an_error() {
    let dir = tempfile::tempdir().unwrap();
    let (page, overrides) = (
        dir.path().join("books.md"),
        dir.path().join("overrides.yaml"),
    );
    std::fs::write(&page, "## List books\n\n    GET /books\n").unwrap();
    let empty_reason =
        "overrides:\n- at: books.md#list-books\n  reason: \"\"\n  set:\n    id: all\n";
    std::fs::write(&overrides, empty_reason).unwrap();
    let error = Config::new()
        .docs(&page)
        .overrides(&overrides)
        .generate()
        .unwrap_err();
    assert!(matches!(error, BuildError::Unsound { .. }), "{error:?}");
}

#[test]
fn errors_are_words_also_in_debug() {
    let error = Config::new().generate().unwrap_err();
    assert_eq!(
        format!("{error:?}"),
        "no documentation chosen\n  help: call `.docs(\"DIR\")` with the folder of your Markdown pages"
    );
}

#[test]
fn hints_decide_which_pages_are_read_and_how() {
    let dir = tempfile::tempdir().unwrap();
    for (page, path) in [("books.md", "/v1/books"), ("keys.md", "/keys")] {
        let text = format!("## List\n\n    GET {path}\n");
        std::fs::write(dir.path().join(page), text).unwrap();
    }
    let hints = Hints::new()
        .base_paths(["/v1"])
        .and_then(|hints| hints.exclude(["keys.md", "old.md"]))
        .unwrap();
    let generated = Config::new().docs(dir.path()).hints(hints).generate();
    let generated = generated.unwrap();
    let paths: Vec<&str> = generated
        .spec
        .operations
        .iter()
        .map(|it| &*it.path)
        .collect();
    assert_eq!(paths, ["/books"]);
    assert_eq!(generated.idle, [Idle::Exclude("old.md".to_owned())]);
}
