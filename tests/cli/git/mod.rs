//! Pages in git: fetched by the installed git, locked to a commit, kept for when there is no
//! network.

mod cache;
mod faults;
mod lock;
mod read;
mod update;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::harness::{BOOKS, Dir, Run, command};

/// A repository with the bookshop's documentation in `doc/api`, and a folder to use it in.
///
/// `v1` is a tag on a commit with one page, `next` a branch, and `main` has another page since.
struct Shop {
    dir: Dir,
}

const SONGS: &str = "# Songs\n\n## List songs\n\n```\nGET /songs\n```\n";

impl Shop {
    /// None where there is no git, which must not be where everything is required.
    fn new() -> Option<Self> {
        if Command::new("git").arg("--version").output().is_err() {
            let required = std::env::var_os("DOCBIND_REQUIRE_ALL").is_some_and(|it| it == "1");
            assert!(!required, "there is no git");
            println!("skipped: there is no git");
            return None;
        }
        let shop = Self { dir: Dir::new() };
        fs::create_dir(shop.dir.path("work")).unwrap();
        shop.dir.write("remote/doc/api/books.md", BOOKS);
        shop.dir.write("remote/README.md", "# Shop\n");
        shop.git("init --quiet --initial-branch main");
        // As public servers do; others are tried with `false`.
        shop.git("config uploadpack.allowFilter true");
        shop.commit();
        shop.git("tag --annotate --message one v1");
        shop.git("branch next");
        shop.dir.write("remote/doc/api/songs.md", SONGS);
        shop.commit();
        Some(shop)
    }

    /// Runs git in the repository.
    fn git(&self, line: &str) -> String {
        let output = Command::new("git")
            .current_dir(self.dir.path("remote"))
            .env_clear()
            .env("PATH", path())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .envs([("GIT_AUTHOR_NAME", "Ann"), ("GIT_AUTHOR_EMAIL", "a@b.c")])
            .envs([
                ("GIT_COMMITTER_NAME", "Ann"),
                ("GIT_COMMITTER_EMAIL", "a@b.c"),
            ])
            .args(line.split(' '))
            .output()
            .unwrap();
        assert!(output.status.success(), "git {line}: {output:?}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    fn commit(&self) {
        self.git("add --all");
        self.git("commit --quiet --message change");
    }

    /// The full name of a commit.
    fn name(&self, rev: &str) -> String {
        self.git(&format!("rev-parse {rev}^{{commit}}"))
    }

    fn url(&self) -> String {
        format!("file://{}", self.dir.path("remote").display())
    }

    /// The program in the folder `work`; `{url}` in the line is the repository's.
    fn command(&self, line: &str) -> Command {
        let mut command = command(&self.dir.path("work"));
        let arguments = line.split_whitespace();
        command
            .args(arguments.map(|word| word.replace("{url}", &self.url())))
            .env("PATH", path())
            .env("DOCBIND_CACHE", self.dir.path("cache"))
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    #[track_caller]
    fn run(&self, line: &str) -> Run {
        finish(&mut self.command(line))
    }

    /// Runs the program, which must succeed, and gives stdout.
    #[track_caller]
    fn reads(&self, line: &str) -> String {
        let run = self.run(line);
        assert_eq!(run.code, Some(0), "{line}\n{}", run.err);
        run.out
    }

    /// Runs the program, which must fail, and gives stderr without the line about fetching.
    #[track_caller]
    fn fails(&self, line: &str) -> String {
        let run = self.run(line);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{}", run.err);
        let lines = run.err.lines().filter(|line| !line.starts_with("fetching"));
        let said: Vec<&str> = lines.collect();
        said.join("\n").replace(&self.url(), "URL")
    }

    /// Settings with the pages of this revision.
    fn settings(&self, rev: &str) {
        let rev = match rev {
            "" => String::new(),
            rev => format!("rev = \"{rev}\", "),
        };
        self.dir.write(
            "work/docbind.toml",
            format!(
                "[apis.bookshop]\ndocs = {{ git = \"{}\", {rev}path = \"doc/api\" }}\n\
                 spec = \"spec.yaml\"\nout = \"crate\"\n",
                self.url()
            ),
        );
    }

    fn lock(&self) -> Option<String> {
        fs::read_to_string(self.dir.path("work/docbind.lock")).ok()
    }

    fn remove_remote(&self) {
        fs::rename(self.dir.path("remote"), self.dir.path("gone")).unwrap();
    }

    fn cached(&self, folder: &str) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.dir.path("cache").join(folder)).unwrap();
        entries.map(|entry| entry.unwrap().path()).collect()
    }
}

fn path() -> std::ffi::OsString {
    std::env::var_os("PATH").unwrap_or_default()
}

#[track_caller]
fn finish(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    Run {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn has_songs(spec: &str) -> bool {
    assert!(spec.contains("path: /books\n"), "{spec}");
    spec.contains("path: /songs\n")
}
