//! What was fetched is kept whole, and needs neither network nor repository again.

use std::fs;
use std::path::PathBuf;

use super::{Shop, finish, has_songs};

#[test]
fn what_was_fetched_needs_no_repository() {
    let Some(shop) = Shop::new() else { return };
    shop.settings("main");
    shop.reads("generate");
    let spec = shop.reads("spec --git {url} --rev next --docs doc/api");
    shop.remove_remote();

    // Locked: not even git is needed.
    fs::remove_dir_all(shop.dir.path("work/crate")).unwrap();
    let run = finish(shop.command("generate").env("PATH", shop.dir.path("work")));
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(shop.dir.path("work/crate/Cargo.toml").is_file());

    // By flags: the last answer, and it is said.
    let run = shop.run("spec --git {url} --rev next --docs doc/api");
    assert_eq!((run.code, run.out), (Some(0), spec), "{}", run.err);
    assert!(
        run.err.starts_with(&format!(
            "`{}` does not answer: `next` is taken to be ",
            shop.url()
        )),
        "{}",
        run.err
    );
    // Never asked.
    let said = shop.fails("spec --git {url} --rev v1 --docs doc/api");
    assert!(said.starts_with("error: cannot read `URL`: "), "{said}");
}

#[test]
fn what_is_broken_is_fetched_again() {
    let Some(shop) = Shop::new() else { return };
    let line = "spec --git {url} --rev v1 --docs doc/api";
    let spec = shop.reads(line);
    let entries = shop.cached("pages");
    let [entry] = entries.as_slice() else {
        panic!("{entries:?}");
    };
    let whole = fs::read_to_string(entry).unwrap();
    assert!(!whole.contains("songs"), "{whole}");
    for broken in ["", &whole[..whole.len() / 2], &whole.replace("Sea", "Fly")] {
        fs::write(entry, broken).unwrap();
        let run = shop.run(line);
        assert_eq!((run.code, &run.out), (Some(0), &spec), "{}", run.err);
        assert!(run.err.starts_with("fetching "), "{}", run.err);
        assert_eq!(fs::read_to_string(entry).unwrap(), whole);
    }
}

/// Runs that were killed leave folders behind, which the next one removes.
#[test]
fn no_work_is_left_lying_around() {
    let Some(shop) = Shop::new() else { return };
    shop.dir.write("cache/work/.tmpDead/store/HEAD", "half");
    shop.reads("spec --git {url} --docs doc/api");
    assert_eq!(shop.cached("work"), Vec::<PathBuf>::new());
    let mut names: Vec<String> = ["", "pages", "revisions", "work"]
        .iter()
        .map(|folder| format!("{folder}: {}", shop.cached(folder).len()))
        .collect();
    names.sort();
    assert_eq!(names, [": 4", "pages: 1", "revisions: 1", "work: 0"]);
}

#[test]
fn two_at_once() {
    let Some(shop) = Shop::new() else { return };
    let runs: Vec<_> = (0..4)
        .map(|_| {
            let line = "spec --git {url} --docs doc/api --quiet";
            shop.command(line).spawn().unwrap()
        })
        .collect();
    let specs: Vec<String> = runs
        .into_iter()
        .map(|run| {
            let output = run.wait_with_output().unwrap();
            assert!(output.status.success(), "{output:?}");
            String::from_utf8(output.stdout).unwrap()
        })
        .collect();
    assert!(
        specs
            .iter()
            .all(|spec| has_songs(spec) && *spec == specs[0])
    );
    assert_eq!(shop.cached("work"), Vec::<PathBuf>::new());
}
