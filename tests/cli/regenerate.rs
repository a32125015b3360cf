//! The same input gives the same bytes: from another directory, in any order of files.

use std::fs;
use std::path::Path;

use super::harness::{Dir, files, root};

const SHIPPED: &[&str] = &["gitlab-ci-v1", "gitlab-v3-2014", "gitlab-v3-2016"];

/// Copies the settings, the shipped APIs and their crates.
pub(crate) fn copy_shipped(dir: &Dir) {
    let settings = fs::read_to_string(root().join("docbind.toml")).unwrap();
    dir.write("docbind.toml", settings);
    for folder in ["spec/apis", "generated"] {
        for (path, bytes) in files(&root().join(folder)) {
            dir.write(&format!("{folder}/{path}"), bytes);
        }
    }
}

#[test]
fn everything_shipped_is_up_to_date() {
    let dir = Dir::new();
    copy_shipped(&dir);
    let run = dir.run("generate --check");
    assert_eq!(run.code, Some(0), "{}", run.err);
    for name in SHIPPED {
        assert!(run.out.contains(name), "{}", run.out);
    }
}

#[test]
fn from_another_directory_and_from_nothing() {
    let dir = Dir::new();
    copy_shipped(&dir);
    let before = dir.files("");
    for name in SHIPPED {
        fs::remove_dir_all(dir.path(&format!("generated/{name}"))).unwrap();
        fs::remove_file(dir.path(&format!("spec/apis/{name}/spec.yaml"))).unwrap();
    }
    fs::create_dir_all(dir.path("far/away")).unwrap();
    let run = dir.run_in("far/away", &["generate", "--config", "../../docbind.toml"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    same(&before, &dir.files(""));
}

#[test]
fn in_another_order_of_pages() {
    for name in SHIPPED {
        let dir = Dir::new();
        copy_shipped(&dir);
        let before = dir.files(&format!("generated/{name}"));
        // Files that are made anew in another order are listed in another order by most file
        // systems.
        let docs = format!("spec/apis/{name}/docs");
        let pages = dir.files(&docs);
        fs::remove_dir_all(dir.path(&docs)).unwrap();
        for (path, bytes) in pages.iter().rev() {
            dir.write(&format!("{docs}/{path}"), bytes);
        }
        let run = dir.run_in("", &["generate", name, "--out", "anew"]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        same(&before, &dir.files("anew"));
    }
}

#[test]
fn in_one_step_or_by_the_spec() {
    let dir = Dir::bookshop();
    for line in [
        "generate --docs docs --name bookshop --out one",
        "spec --docs docs --name bookshop --out spec.yaml",
        "generate --spec spec.yaml --out two",
        "spec --docs docs --name bookshop --out spec.json",
        "generate --spec spec.json --out three",
    ] {
        let run = dir.run(line);
        assert_eq!(run.code, Some(0), "docbind {line}\n{}", run.err);
    }
    let one = dir.files("one");
    assert!(one.iter().any(|(path, _)| path == "src/lib.rs"));
    same(&one, &dir.files("two"));
    same(&one, &dir.files("three"));
}

#[test]
fn no_output_names_the_directory_it_was_made_in() {
    let dir = Dir::bookshop();
    let docs = dir.path("docs");
    let out = dir.path("crate");
    let run = dir.run_in(
        "",
        &[
            "generate",
            "--docs",
            docs.to_str().unwrap(),
            "--out",
            out.to_str().unwrap(),
        ],
    );
    assert_eq!(run.code, Some(0), "{}", run.err);
    let here = dir
        .path("")
        .to_str()
        .unwrap()
        .trim_end_matches('/')
        .to_owned();
    for (path, bytes) in dir.files("crate") {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains(&here), "{path} names {here}");
    }
}

#[track_caller]
fn same(one: &[(String, Vec<u8>)], two: &[(String, Vec<u8>)]) {
    let names = |files: &[(String, Vec<u8>)]| -> Vec<String> {
        files.iter().map(|(path, _)| path.clone()).collect()
    };
    let (one_names, two_names) = (names(one), names(two));
    let lacking: Vec<_> = one_names
        .iter()
        .filter(|name| !two_names.contains(name))
        .collect();
    let added: Vec<_> = two_names
        .iter()
        .filter(|name| !one_names.contains(name))
        .collect();
    assert!(
        lacking.is_empty() && added.is_empty(),
        "lacking {lacking:?}, added {added:?}"
    );
    for ((path, a), (_, b)) in one.iter().zip(two) {
        assert!(a == b, "{} differs", Path::new(path).display());
    }
}
