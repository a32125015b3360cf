//! What writing, checking and being stopped does to a folder.

use super::stage::Announced;
use super::*;

fn file(path: &str, text: &str) -> OutputFile {
    OutputFile {
        path: path.to_owned(),
        text: text.to_owned(),
    }
}

/// Every file below a folder with its text, and every folder, by path.
fn tree(dir: &Path) -> Vec<(String, Option<String>)> {
    fn walk(folder: &Path, root: &Path, all: &mut Vec<(String, Option<String>)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().display().to_string();
            if path.is_dir() {
                all.push((name, None));
                walk(&path, root, all);
            } else {
                all.push((name, Some(fs::read_to_string(&path).unwrap())));
            }
        }
    }
    let mut all = Vec::new();
    walk(dir, dir, &mut all);
    all.sort();
    all
}

#[test]
fn writes_checks_and_removes() -> Result<(), OutputError> {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("new");
    let first = [file("src/a.rs", "a"), file("src/deep/b.rs", "b")];
    let report = write(&dir, &first, Mode::Write)?;
    assert_eq!(report.changed, ["src/a.rs", "src/deep/b.rs"]);
    assert_eq!(report.missing, report.changed);
    assert!(write(&dir, &first, Mode::Check)?.is_current());

    fs::write(dir.join("src/mine.rs"), "mine").unwrap();
    let second = [file("src/a.rs", "a2")];
    let check = write(&dir, &second, Mode::Check)?;
    assert_eq!(
        (check.changed, check.removed),
        (vec!["src/a.rs".into()], vec!["src/deep/b.rs".into()])
    );
    assert_eq!(fs::read_to_string(dir.join("src/a.rs")).unwrap(), "a");
    write(&dir, &second, Mode::Write)?;
    assert_eq!(fs::read_to_string(dir.join("src/a.rs")).unwrap(), "a2");
    assert!(!dir.join("src/deep").exists());
    assert!(dir.join("src/mine.rs").exists());
    Ok(())
}

#[test]
fn leaves_unchanged_files_alone() -> Result<(), OutputError> {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[file("a", "a")], Mode::Write)?;
    let modified = || {
        fs::metadata(folder.path().join("a"))
            .unwrap()
            .modified()
            .unwrap()
    };
    let before = modified();
    let report = write(folder.path(), &[file("a", "a")], Mode::Write)?;
    assert_eq!(report.unchanged, ["a"]);
    assert_eq!(modified(), before);
    Ok(())
}

#[test]
fn never_overwrites_an_edit_unless_told_to() -> Result<(), OutputError> {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    let first = [file("a", "a"), file("b", "b"), file("c", "c")];
    write(dir, &first, Mode::Write)?;
    fs::write(dir.join("b"), "edited").unwrap();
    fs::write(dir.join("c"), "edited").unwrap();
    let next = [file("a", "a2"), file("b", "b2")];
    let before = tree(dir);
    let error = write(dir, &next, Mode::Write).unwrap_err();
    assert!(
        matches!(&error, OutputError::Edited { paths } if *paths == [dir.join("b"), dir.join("c")]),
        "all are named, also what is no longer produced: {error}"
    );
    assert_eq!(tree(dir), before, "nothing is touched");
    assert_eq!(write(dir, &next, Mode::Check)?.edited, ["b", "c"]);
    write(dir, &next, Mode::Overwrite)?;
    assert_eq!(fs::read_to_string(dir.join("b")).unwrap(), "b2");
    assert!(!dir.join("c").exists());
    Ok(())
}

#[test]
fn knows_its_own_files_without_a_list() -> Result<(), OutputError> {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    let text = |body: &str| add_banner("a.rs", "docbind generate", body);
    write(dir, &[file("a.rs", &text("1\n"))], Mode::Write)?;
    fs::remove_file(dir.join(MANIFEST)).unwrap();
    write(dir, &[file("a.rs", &text("2\n"))], Mode::Write)?;
    Ok(())
}

/// A run that ends here without being asked, as if it had been killed.
fn killed(announced: Announced<'_>) {
    std::mem::forget(announced);
}

#[test]
fn goes_on_where_a_run_was_stopped() -> Result<(), OutputError> {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    let files = |text: &str| [file("a.json", text), file("b.json", text)];
    write(dir, &files("1"), Mode::Write)?;
    killed(Plan::of(dir, &files("2"))?.announce()?);
    fs::write(dir.join("a.json"), "2").unwrap();
    // The pages are as they were before, and the file that was not reached is, too.
    let check = write(dir, &files("1"), Mode::Check)?;
    assert!(check.interrupted);
    assert_eq!(
        (check.changed, check.edited),
        (vec!["a.json".into()], vec![])
    );

    let report = write(dir, &files("3"), Mode::Write)?;
    assert_eq!(report.changed, ["a.json", "b.json"]);
    let check = write(dir, &files("3"), Mode::Check)?;
    assert!(check.is_current() && !check.interrupted);
    let list = fs::read_to_string(dir.join(MANIFEST)).unwrap();
    assert_eq!(list, manifest::Manifest::of(&files("3")).text());
    Ok(())
}

#[test]
fn a_run_that_was_stopped_is_over_only_when_its_list_says_so() -> Result<(), OutputError> {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    let first = [file("a", "1")];
    write(dir, &first, Mode::Write)?;
    let before = tree(dir);
    killed(Plan::of(dir, &[file("a", "2")])?.announce()?);
    // No file was reached; the list is all that differs.
    assert!(!write(dir, &first, Mode::Check)?.is_current());
    write(dir, &first, Mode::Write)?;
    assert_eq!(tree(dir), before);
    Ok(())
}

#[test]
fn what_a_killed_run_left_is_removed_and_nothing_else() -> Result<(), OutputError> {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    let first = [file("a", "1"), file("gone/b", "1")];
    write(dir, &first, Mode::Write)?;
    fs::write(dir.join(".docbind-notes"), "mine").unwrap();
    let before = tree(dir);
    let second = [file("a", "2"), file("new/deep/c", "2")];
    let announced = Plan::of(dir, &second)?.announce()?;
    std::mem::forget(announced.stage()?);
    assert_eq!(tree(dir).len(), before.len() + 4, "two texts, two folders");
    assert!(write(dir, &first, Mode::Check)?.interrupted);

    // The next run does not know the folder that the killed one made.
    write(dir, &first, Mode::Write)?;
    assert_eq!(tree(dir), before);
    assert!(!dir.join("new").exists());
    Ok(())
}

#[test]
fn what_fails_before_the_first_change_is_taken_back() -> Result<(), OutputError> {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    for first in [vec![], vec![file("a", "1"), file("b/c", "1")]] {
        if !first.is_empty() {
            write(dir, &first, Mode::Write)?;
        }
        let before = tree(dir);
        let second = [file("a", "2"), file("new/deep/d", "2")];
        drop(Plan::of(dir, &second)?.announce()?.stage()?);
        assert_eq!(tree(dir), before);
    }
    Ok(())
}

#[test]
fn a_file_may_be_spelt_in_another_way() -> Result<(), OutputError> {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    write(dir, &[file("Songs.json", "1"), file("b", "1")], Mode::Write)?;
    // Where case does not count, both names lead to the one file.
    if !dir.join("songs.json").exists() {
        fs::hard_link(dir.join("Songs.json"), dir.join("songs.json")).unwrap();
    }
    for text in ["1", "2"] {
        write(
            dir,
            &[file("songs.json", text), file("b", "1")],
            Mode::Write,
        )?;
        assert_eq!(fs::read_to_string(dir.join("songs.json")).unwrap(), text);
        let names: Vec<String> = tree(dir).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, [MANIFEST, "b", "songs.json"]);
    }
    Ok(())
}

#[test]
fn a_list_that_is_lost_is_out_of_date() -> Result<(), OutputError> {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    write(dir, &[file("a", "1")], Mode::Write)?;
    let before = tree(dir);
    fs::remove_file(dir.join(MANIFEST)).unwrap();
    let check = write(dir, &[file("a", "1")], Mode::Check)?;
    assert_eq!(check.changed, [MANIFEST]);
    write(dir, &[file("a", "1")], Mode::Write)?;
    assert_eq!(tree(dir), before);
    Ok(())
}

#[cfg(unix)]
#[test]
fn removes_nothing_behind_a_symbolic_link() -> Result<(), OutputError> {
    let folder = tempfile::tempdir().unwrap();
    let outside = tempfile::tempdir().unwrap();
    let dir = folder.path();
    write(dir, &[file("src/a", "1"), file("b", "1")], Mode::Write)?;
    fs::rename(dir.join("src/a"), outside.path().join("a")).unwrap();
    fs::remove_dir(dir.join("src")).unwrap();
    std::os::unix::fs::symlink(outside.path(), dir.join("src")).unwrap();
    let result = write(dir, &[file("b", "2")], Mode::Write);
    assert!(matches!(result, Err(OutputError::InTheWay { .. })));
    assert!(outside.path().join("a").exists());
    Ok(())
}

#[test]
fn refuses_bad_paths() {
    let folder = tempfile::tempdir().unwrap();
    for path in ["../x", "/x", MANIFEST] {
        assert!(
            write(folder.path(), &[file(path, "")], Mode::Write).is_err(),
            "{path}"
        );
    }
    let twice = [file("a", ""), file("A", "")];
    assert!(write(folder.path(), &twice, Mode::Write).is_err());
}

#[cfg(unix)]
#[test]
fn follows_no_symbolic_link() {
    let folder = tempfile::tempdir().unwrap();
    let outside = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(outside.path(), folder.path().join("src")).unwrap();
    let result = write(folder.path(), &[file("src/a", "")], Mode::Write);
    assert!(matches!(result, Err(OutputError::InTheWay { .. })));
}

#[test]
fn replaces_no_folder_by_a_file_and_no_file_by_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    fs::create_dir(dir.join("a")).unwrap();
    fs::write(dir.join("b"), "mine").unwrap();
    for (path, words) in [
        ("a", "a`: it is a folder"),
        ("b/c", "b`: it is a file, not a folder"),
    ] {
        let error = write(dir, &[file(path, "")], Mode::Overwrite).unwrap_err();
        assert!(error.to_string().ends_with(words), "{error}");
    }
}
