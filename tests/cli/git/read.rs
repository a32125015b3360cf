//! Which pages are read, and what is said of them.

use std::fs;

use super::super::harness::BOOKS;
use super::{Shop, finish, has_songs};

#[test]
fn a_branch_a_tag_a_commit_or_what_the_repository_says() {
    let Some(shop) = Shop::new() else { return };
    let first = shop.name("v1");
    for (rev, songs) in [
        ("", true),
        ("--rev main", true),
        ("--rev HEAD", true),
        ("--rev next", false),
        ("--rev v1", false),
        ("--rev refs/heads/next", false),
        (&format!("--rev {first}"), false),
        (&format!("--rev {}", first.to_uppercase()), false),
    ] {
        let spec = shop.reads(&format!("spec --git {{url}} {rev} --docs doc/api"));
        assert_eq!(has_songs(&spec), songs, "{rev}");
    }
}

#[test]
fn all_pages_a_folder_or_one_page() {
    let Some(shop) = Shop::new() else { return };
    let plain = shop.reads("spec --git ../remote --docs doc/api");
    let local = shop.reads("spec --docs ../remote/doc/api");
    assert_eq!(plain, local, "the same pages give the same spec");
    assert!(has_songs(&shop.reads("spec --git {url}")));
    let page = shop.reads("spec --git {url} --docs doc/api/books.md");
    assert!(!has_songs(&page));
    // Named after what was asked for.
    assert!(plain.contains("\nname: api\n"), "{plain}");
    assert!(page.contains("\nname: books\n"), "{page}");
    let whole = shop.reads("spec --git ../remote");
    assert!(whole.contains("\nname: remote\n"), "{whole}");
}

#[test]
fn findings_have_their_place_in_the_repository() {
    let Some(shop) = Shop::new() else { return };
    shop.dir
        .write("remote/doc/api/books.md", BOOKS.replace("240}]", "240,}]"));
    shop.commit();
    let run = shop.run("spec --git {url} --docs doc/api --out spec.yaml --format concise");
    let (url, commit) = (shop.url(), &shop.name("HEAD")[..12]);
    assert_eq!(
        run.err.lines().take(4).collect::<Vec<_>>(),
        [
            format!("fetching {commit} of `{url}` (its default branch)").as_str(),
            &format!("api: read from `{url}`: its default branch is {commit}"),
            "doc/api/books.md:14:52: warning[invalid-json]: example is not JSON: a comma stands \
             before a closing bracket",
            "api: 1 finding: 1 invalid-json",
        ]
    );
    let run = shop.run("spec --git {url} --docs doc/api");
    assert!(
        run.err.contains("--> doc/api/books.md:14:52"),
        "{}",
        run.err
    );
    assert!(!run.err.contains("docbind fix"), "it cannot: {}", run.err);
    // A program reads this stream.
    let run = shop.run("spec --git {url} --docs doc/api --format sarif");
    assert!(run.err.starts_with('{'), "{}", run.err);
    assert!(
        run.err.contains("\"uri\": \"doc/api/books.md\""),
        "{}",
        run.err
    );
    let run = shop.run("spec --git {url} --docs doc/api --quiet");
    assert_eq!(run.err, "");
}

/// The objects of everything else can be missing, and the pages come in one go.
#[test]
fn only_what_is_read_is_fetched() {
    let Some(shop) = Shop::new() else { return };
    for other in ["HEAD:README.md", "v1:doc/api", "v1^{tree}"] {
        let name = shop.git(&format!("rev-parse {other}"));
        let (folder, file) = name.split_at(2);
        let object = format!("remote/.git/objects/{folder}/{file}");
        fs::remove_file(shop.dir.path(&object)).unwrap();
    }
    let trace = shop.dir.path("trace");
    let line = "spec --git {url} --docs doc/api";
    let run = finish(shop.command(line).env("GIT_TRACE", &trace));
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(has_songs(&run.out));
    let trace = fs::read_to_string(trace).unwrap();
    let asked = trace.matches("built-in: git upload-pack").count();
    assert_eq!(asked, 3, "which commit, the commit, its pages:\n{trace}");
}

#[test]
fn servers_that_send_everything_do() {
    let Some(shop) = Shop::new() else { return };
    shop.git("config uploadpack.allowFilter false");
    assert!(has_songs(&shop.reads("spec --git {url} --docs doc/api")));
    // A copy without history has that one commit.
    shop.git(
        "clone --quiet --depth 1 file://../remote ../shallow"
            .replace("..", &shop.dir.path("").display().to_string())
            .as_str(),
    );
    assert!(has_songs(
        &shop.reads("spec --git ../shallow --docs doc/api")
    ));
}
