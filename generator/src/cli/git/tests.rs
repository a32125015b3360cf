//! Commits of real repositories, read with the installed git.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::Content;
use super::revision::Revision;
use super::revision::at_revision_from;
use crate::build_script::pages::read_pages;
use crate::cli::failure::Failure;
use crate::source::SourceSet;

/// A repository in a fresh folder.
struct Repo {
    folder: tempfile::TempDir,
}

impl Repo {
    /// None where there is no git, which must not be where everything is required.
    fn new() -> Option<Self> {
        let repo = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        if Command::new("git").arg("--version").output().is_err() {
            let required = std::env::var_os("DOCBIND_REQUIRE_ALL").is_some_and(|it| it == "1");
            assert!(!required, "there is no git");
            println!("skipped: there is no git");
            return None;
        }
        repo.git("init --quiet --initial-branch main");
        Some(repo)
    }

    fn git(&self, line: &str) {
        let status = Command::new("git")
            .current_dir(self.folder.path())
            // Tests may run in a hook, too.
            .env_remove("GIT_DIR")
            .env_remove("GIT_WORK_TREE")
            .env_remove("GIT_INDEX_FILE")
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .args(["-c", "user.name=Ann", "-c", "user.email=ann@example.com"])
            .args(["-c", "core.autocrlf=false", "-c", "commit.gpgSign=false"])
            .args(line.split(' '))
            .status()
            .unwrap();
        assert!(status.success(), "git {line}");
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn commit(&self) {
        self.git("add --all");
        self.git("commit --quiet --message change");
    }

    fn at(&self, folder: &str, rev: &str, path: &str) -> Result<Revision, String> {
        at_revision_from(&self.folder.path().join(folder), rev, Path::new(path)).map_err(said)
    }

    #[track_caller]
    fn pages(&self, folder: &str, rev: &str, path: &str) -> SourceSet {
        match self.at(folder, rev, path).unwrap().content {
            Content::Folder(pages) => pages,
            Content::File(file) => panic!("{} is a file", file.path),
        }
    }
}

fn said(failure: Failure) -> String {
    match failure {
        Failure::Message { message, help } => format!("{message}; {}", help.unwrap_or_default()),
        Failure::Closed => String::new(),
    }
}

/// The same files are pages, with the same texts, whether they are read from a folder or from git.
#[test]
fn a_commit_has_the_pages_of_its_checkout() {
    let Some(repo) = Repo::new() else { return };
    for path in ["b.md", "a/c.MD", ".hidden/x.md", "a/.y.md", "notes.txt"] {
        repo.write(&format!("docs/{path}"), format!("# {path}\n"));
    }
    repo.write("docs/mark.md", "\u{feff}# Mark\r\nline");
    repo.write("docs/latin.md", b"# caf\xe9\n");
    repo.write("docs/an odd\tname \u{66f8}.md", "# Odd\n");
    repo.write("docs/crate/README.md", "generated");
    repo.write("docs/crate/.docbind-manifest", "");
    repo.write("docs/empty.md", "");
    repo.write("other.md", "not in the folder");
    repo.commit();
    let folder = read_pages(&repo.folder.path().join("docs"))
        .unwrap()
        .sources;
    assert_eq!(folder.len(), 6);
    assert_eq!(repo.pages("", "HEAD", "docs"), folder);
    assert_eq!(repo.pages("docs", "main", "."), folder);
}

#[test]
fn another_revision_is_read_without_a_checkout() {
    let Some(repo) = Repo::new() else { return };
    repo.write("docs/a.md", "old");
    repo.commit();
    repo.git("tag v1");
    repo.write("docs/a.md", "new");
    repo.write("docs/b.md", "new");
    repo.commit();
    let texts = |rev: &str| -> Vec<String> {
        let pages = repo.pages("", rev, "docs");
        pages.iter().map(|(_, page)| page.text.clone()).collect()
    };
    assert_eq!(texts("v1"), ["old"]);
    assert_eq!(texts("HEAD"), ["new", "new"]);
    assert_eq!(texts("HEAD~1"), ["old"]);
    let read = repo.at("", "v1", "docs/a.md").unwrap();
    let Content::File(file) = read.content else {
        panic!("a page is no folder");
    };
    assert_eq!((file.path.as_str(), file.text.as_str()), ("a.md", "old"));
    assert_eq!(read.path, "docs/a.md");
    assert_eq!(
        fs::read(repo.folder.path().join("docs/a.md")).unwrap(),
        b"new"
    );
}

#[test]
fn paths_start_here_and_then_at_the_top() {
    let Some(repo) = Repo::new() else { return };
    repo.write("a.md", "top");
    repo.write("doc/a.md", "below");
    repo.write("doc/spec.yaml", "name: books\n");
    repo.write("other/b.md", "other");
    repo.commit();
    let text = |folder: &str, path: &str| match repo.at(folder, "HEAD", path).unwrap().content {
        Content::File(file) => file.text,
        Content::Folder(_) => panic!("{path} is a folder"),
    };
    assert_eq!(text("", "a.md"), "top");
    assert_eq!(text("doc", "a.md"), "below");
    assert_eq!(text("doc", "../a.md"), "top");
    assert_eq!(text("doc", "other/b.md"), "other");
    assert_eq!(text("doc", "spec.yaml"), "name: books\n");
}

#[test]
fn what_cannot_be_read_is_said() {
    let Some(repo) = Repo::new() else { return };
    repo.write("doc/api/a.md", "text");
    repo.commit();
    repo.git("tag v8.0");
    for (rev, path, expected) in [
        (
            "v8.1",
            "doc",
            "`v8.1` is no revision of this checkout; did you mean `v8.0`?",
        ),
        (
            "nothing-like-it",
            "doc",
            "`nothing-like-it` is no revision of this checkout; `git branch --all` and `git tag` \
             list what there is; `git fetch` brings what others have pushed",
        ),
        (
            "--exec=true",
            "doc",
            "`--exec=true` is no revision of this checkout; give a branch, a tag or a commit, \
             such as `main` or `HEAD~3`",
        ),
        (
            "HEAD",
            "doc/apis",
            "no `doc/apis` at `HEAD`; did you mean `doc/api`?",
        ),
        (
            "HEAD",
            "../doc",
            "`../doc` is not inside of the checkout; give a path that is relative to this folder, \
             or to the top of the checkout",
        ),
    ] {
        assert_eq!(repo.at("", rev, path).unwrap_err(), expected);
    }
    let elsewhere = tempfile::tempdir().unwrap();
    let failure = at_revision_from(elsewhere.path(), "HEAD", Path::new("doc")).unwrap_err();
    assert_eq!(
        said(failure),
        "cannot read pages at `HEAD`: this folder is in no git checkout; run it in the checkout \
         that has the revision"
    );
}

#[cfg(unix)]
#[test]
fn links_stay_inside_of_the_commit() {
    use std::os::unix::fs::symlink;

    let Some(repo) = Repo::new() else { return };
    repo.write("README.md", "# Shop\n");
    repo.write("docs/a.md", "# A\n");
    symlink("../README.md", repo.folder.path().join("docs/shop.md")).unwrap();
    symlink("docs", repo.folder.path().join("link")).unwrap();
    repo.commit();
    for path in ["docs", "link"] {
        let pages = repo.pages("", "HEAD", path);
        let texts: Vec<&str> = pages.iter().map(|(_, page)| page.text.as_str()).collect();
        assert_eq!(texts, ["# A\n", "# Shop\n"]);
    }
    for (target, leads) in [
        ("/etc/passwd", "out of the repository"),
        ("../../README.md", "out of the repository"),
        ("gone.md", "nowhere"),
        ("evil.md", "in a circle"),
    ] {
        let link = repo.folder.path().join("docs/evil.md");
        let _ = fs::remove_file(&link);
        symlink(target, link).unwrap();
        repo.commit();
        assert_eq!(
            repo.at("", "HEAD", "docs").unwrap_err(),
            format!(
                "cannot read `HEAD:docs`: the link `docs/evil.md` leads {leads}; give a page, or a \
                 folder without the link"
            )
        );
    }
}

/// A partial clone lacks what nobody looked at. It is not fetched, which could take for ever.
#[test]
fn nothing_is_fetched_into_a_partial_clone() {
    let Some(repo) = Repo::new() else { return };
    repo.write("docs/a.md", "text");
    repo.commit();
    repo.git("config uploadpack.allowFilter true");
    let clone = tempfile::tempdir().unwrap();
    let (from, to) = (repo.folder.path().display(), clone.path().display());
    repo.git(&format!(
        "clone --quiet --no-checkout --filter blob:none file://{from} {to}"
    ));
    for path in ["docs", "docs/a.md"] {
        let read = at_revision_from(clone.path(), "HEAD", Path::new(path));
        // Git before 2.45 cannot be told not to fetch.
        let Err(failure) = read else { continue };
        assert_eq!(
            said(failure),
            format!(
                "cannot read `HEAD:{path}`: this checkout is a partial clone without \
                 `docs/a.md`; bring it with `git checkout HEAD`, and try again"
            )
        );
    }
}

#[test]
fn a_submodule_is_not_entered() {
    let Some(repo) = Repo::new() else { return };
    repo.write("a.md", "text");
    repo.commit();
    let it = "1234567890123456789012345678901234567890";
    repo.git(&format!(
        "update-index --add --cacheinfo 160000,{it},vendor/docs"
    ));
    repo.git("commit --quiet --message module");
    assert_eq!(
        repo.at("", "HEAD", "vendor/docs/api").unwrap_err(),
        "cannot read `HEAD:vendor/docs/api`: `vendor/docs` is a submodule, which is another \
         repository; run it in the checkout of the submodule"
    );
    assert_eq!(repo.pages("", "HEAD", ".").len(), 1);
}
