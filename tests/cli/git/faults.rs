//! What cannot be done is said with a remedy, and what somebody else's repository asks for is not
//! done.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::thread;

use super::super::harness::Dir;
use super::{SONGS, Shop, finish, has_songs};

#[test]
fn faults_are_said_with_a_remedy() {
    let Some(shop) = Shop::new() else { return };
    let short = &shop.name("v1")[..8];
    shop.git("tag next main");
    shop.dir.write("remote/plain/notes.txt", "no page");
    shop.commit();
    for (line, said) in [
        (
            "spec --git {url} --rev v2 --docs doc/api",
            "error: `v2` is no branch and no tag of `URL`\n  help: did you mean `v1`?",
        ),
        (
            "spec --git {url} --rev release-2024 --docs doc/api",
            "error: `release-2024` is no branch and no tag of `URL`\n  help: known branches and \
             tags: main, next, next, v1",
        ),
        (
            &format!("spec --git {{url}} --rev {short}"),
            &format!(
                "error: `{short}` is no branch and no tag of `URL`\n  help: if it is a commit, \
                 give all 40 digits of it"
            ),
        ),
        (
            "spec --git {url} --rev next",
            "error: `next` is a branch and a tag of `URL`, and not the same commit\n  help: say \
             `refs/heads/next` or `refs/tags/next`",
        ),
        (
            "spec --git {url} --docs doc/apis",
            "error: no `doc/apis` in `URL` at its default branch\n  help: did you mean `doc/api`?",
        ),
        (
            "spec --git {url} --rev main --docs plain",
            "error: no Markdown page (`.md`) in `plain` of `URL` at `main`\n  help: give the \
             folder that holds the Markdown pages; subfolders are searched, hidden ones are not",
        ),
        (
            "spec --git {url} --docs ../remote",
            "error: `../remote` leads out of the repository; give a path that starts at its top, \
             such as `doc/api`\n  help: see `--help`",
        ),
        (
            "spec --git {url} --rev=--upload-pack=touch",
            "error: `--upload-pack=touch` is no branch, tag or commit that another repository can \
             be asked for\n  help: see `--help`",
        ),
        (
            "spec --git=--upload-pack=touch",
            "error: `--upload-pack=touch` is neither the URL nor the path of a git repository\n  \
             help: see `--help`",
        ),
        (
            "fix --git {url} --docs doc/api",
            "error: the pages of `api` are in `URL`, where they cannot be repaired\n  help: repair \
             them in a checkout of it: --docs DIR",
        ),
    ] {
        assert_eq!(shop.fails(line), said, "{line}");
    }
    let gone = "1234567890123456789012345678901234567890";
    assert_eq!(
        shop.fails(&format!("spec --git {{url}} --rev {gone}")),
        format!(
            "error: `URL` has no commit {gone}\n  help: a commit that was taken away from its \
             branch is gone some day; give another `rev`, or let `docbind update` find the one of \
             today"
        )
    );
    fs::create_dir(shop.dir.path("empty")).unwrap();
    shop.git("init --quiet ../empty");
    assert_eq!(
        shop.fails("spec --git ../empty"),
        "error: `../empty` has no default branch\n  help: name a branch, a tag or a commit with \
         `rev`"
    );
    assert_eq!(
        shop.fails("spec --git ../empty --rev main"),
        "error: `main` is no branch and no tag of `../empty`\n  help: it has none at all; is it \
         the right repository?"
    );
    let said = shop.fails("spec --git ../nothing --rev main");
    assert!(
        said.starts_with("error: cannot read `../nothing`: ")
            && said.contains("does not appear to be a git repository\n  help: check the address"),
        "{said}"
    );
}

/// Where nothing can be repaired, nothing is not all.
#[test]
fn no_pages_to_repair_anywhere() {
    let Some(shop) = Shop::new() else { return };
    shop.settings("main");
    let settings = shop.dir.read("work/docbind.toml");
    let other = settings.replace("bookshop", "other").replace("crate", "2");
    shop.dir.write("work/docbind.toml", settings + &other);
    assert_eq!(
        shop.fails("fix"),
        "error: the pages of `bookshop` are in `URL`, where they cannot be repaired\n  help: \
         repair them in a checkout of it: --docs DIR"
    );
}

#[test]
fn flags_that_do_not_go_together() {
    let dir = Dir::bookshop();
    for (line, said) in [
        ("spec --rev v1 --docs docs", "--git <URL|PATH>"),
        ("spec --git x --spec y", "cannot be used with"),
        ("spec books --git x", "cannot be used with"),
        ("check books --git x", "cannot be used with"),
        ("spec --name x", "--docs <DIR|FILE>"),
        (
            "generate --spec y --name x",
            "cannot be used with '--name <NAME>'",
        ),
    ] {
        let run = dir.run(line);
        assert_eq!(run.code, Some(2), "{line}");
        assert!(run.err.contains(said), "{line}\n{}", run.err);
    }
}

#[test]
fn without_git() {
    let Some(shop) = Shop::new() else { return };
    let run = finish(
        shop.command("spec --git {url}")
            .env("PATH", shop.dir.path("work")),
    );
    assert_eq!(
        (run.code, run.err.replace(&shop.url(), "URL").as_str()),
        (
            Some(2),
            "error: cannot read `URL`: there is no `git` in PATH\n  \
             help: install git, or add its folder to PATH\n"
        )
    );
}

/// A hook has the variables of its own repository in the environment.
#[test]
fn in_a_hook_of_another_repository() {
    let Some(shop) = Shop::new() else { return };
    let run = finish(
        shop.command("spec --git {url} --docs doc/api")
            .env("GIT_DIR", shop.dir.path("elsewhere/.git"))
            .env("GIT_INDEX_FILE", shop.dir.path("elsewhere/.git/index"))
            .env("GIT_OBJECT_DIRECTORY", shop.dir.path("elsewhere/objects"))
            .env("GIT_WORK_TREE", shop.dir.path("elsewhere")),
    );
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(has_songs(&run.out));
    assert!(!shop.dir.path("elsewhere").exists());
}

#[test]
fn a_password_is_neither_shown_nor_kept() {
    let Some(shop) = Shop::new() else { return };
    // Nobody answers there.
    let url = "http://ann:se,cret@127.0.0.1:1/shop.git";
    let run = shop.run(&format!("spec --git {url}"));
    assert_eq!(run.code, Some(2));
    assert!(
        run.err.contains("`http://127.0.0.1:1/shop.git`"),
        "{}",
        run.err
    );
    assert!(!run.err.contains("se,cret"), "{}", run.err);
    shop.dir.write(
        "work/docbind.toml",
        format!("[apis.bookshop]\ndocs = {{ git = \"{url}\" }}\n"),
    );
    let said = shop.fails("generate");
    assert!(
        said.starts_with("error: docbind.toml:2:16: a URL with a password or token"),
        "{said}"
    );
    assert!(!said.contains("se,cret"), "{said}");
}

#[cfg(unix)]
#[test]
fn links_do_not_lead_out_of_the_repository() {
    use std::{os::unix::fs::symlink, path::Path};

    let Some(shop) = Shop::new() else { return };
    let links = |at: &str, to: &Path| {
        let link = shop.dir.path(at);
        let _ = fs::remove_file(&link);
        symlink(to, link).unwrap();
        shop.commit();
    };
    links("remote/doc/api/shop.md", Path::new("../../README.md"));
    links("remote/reference", Path::new("doc/api"));
    let spec = shop.reads("spec --git {url} --docs doc/api");
    assert_eq!(
        spec.replace("name: api", "name: reference"),
        shop.reads("spec --git {url} --docs reference")
    );
    shop.dir.write("secret.md", SONGS);
    links("remote/doc/api/shop.md", &shop.dir.path("secret.md"));
    assert_eq!(
        shop.fails("spec --git {url} --docs doc/api"),
        "error: cannot read `doc/api` of `URL` at its default branch: the link `doc/api/shop.md` \
         leads out of the repository\n  help: give a page, or a folder without the link"
    );
}

/// A server that wants a password gets the one of the URL or none: nobody is asked.
#[test]
fn a_server_that_wants_a_password() {
    let Some(shop) = Shop::new() else { return };
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let at = server.local_addr().unwrap();
    thread::spawn(move || {
        for stream in server.incoming() {
            let mut stream = stream.unwrap();
            let mut request = [0; 4096];
            let _ = stream.read(&mut request);
            let _ = stream.write_all(
                b"HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"shop\"\r\n\
                  Content-Length: 0\r\nConnection: close\r\n\r\n",
            );
        }
    });
    let said = shop.fails(&format!("spec --git http://{at}/shop.git"));
    assert!(said.contains("terminal prompts disabled"), "{said}");
    let said = shop.fails(&format!("spec --git http://ann:se,cret@{at}/shop.git"));
    assert!(
        said.starts_with(&format!("error: cannot read `http://{at}/shop.git`: ")),
        "{said}"
    );
    assert!(!said.contains("se,cret"), "{said}");
}

/// What a repository says about checkouts is never done.
#[test]
fn nothing_of_the_repository_is_run() {
    let Some(shop) = Shop::new() else { return };
    shop.dir.write(
        "remote/.gitattributes",
        "*.md filter=evil diff=evil text eol=crlf\n",
    );
    shop.git("-c filter.evil.clean=cat add --all");
    shop.git("commit --quiet --message attributes");
    let touch = |name: &str| format!("touch {}", shop.dir.path(name).display());
    let run = finish(
        shop.command("spec --git {url} --docs doc/api")
            .env("GIT_CONFIG_COUNT", "2")
            .env("GIT_CONFIG_KEY_0", "filter.evil.smudge")
            .env("GIT_CONFIG_VALUE_0", touch("smudged"))
            .env("GIT_CONFIG_KEY_1", "core.hooksPath")
            .env("GIT_CONFIG_VALUE_1", shop.dir.path("hooks")),
    );
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(has_songs(&run.out));
    assert!(!shop.dir.path("smudged").exists());
}
