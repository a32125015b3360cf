//! A fresh directory and the program in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A page that documents two operations of a bookshop.
pub(crate) const BOOKS: &str = "\
# Books

## List books

```
GET /books
```

| Attribute | Type | Required | Description |
|-----------|------|----------|-------------|
| `author` | string | no | Only books of this author |

```json
[{\"isbn\": \"978-0\", \"title\": \"The Sea\", \"pages\": 240}]
```

## Add a book

```
POST /books
```

| Attribute | Type | Required | Description |
|-----------|------|----------|-------------|
| `title` | string | yes | Its title |
| `pages` | integer | no | How many pages it has |

```json
{\"isbn\": \"978-0\", \"title\": \"The Sea\", \"pages\": 240}
```
";

/// A directory of its own for one test.
pub(crate) struct Dir {
    folder: tempfile::TempDir,
}

/// What a run left behind.
#[derive(Debug)]
pub(crate) struct Run {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Dir {
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// A directory with the bookshop's documentation in `docs/`.
    pub(crate) fn bookshop() -> Self {
        let dir = Self::new();
        dir.write("docs/books.md", BOOKS);
        dir
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// Every file below a folder with its bytes, by path.
    pub(crate) fn files(&self, path: &str) -> Vec<(String, Vec<u8>)> {
        files(&self.path(path))
    }

    /// Runs the program here; words of `line` are its arguments.
    #[track_caller]
    pub(crate) fn run(&self, line: &str) -> Run {
        self.run_in("", &line.split_whitespace().collect::<Vec<_>>())
    }

    /// Runs the program in a folder of this directory.
    #[track_caller]
    pub(crate) fn run_in(&self, folder: &str, arguments: &[&str]) -> Run {
        run_at(&self.path(folder), arguments)
    }

    /// Runs the program, which must fail with code 2, these words on stderr and nothing on stdout.
    #[track_caller]
    pub(crate) fn fails(&self, line: &str, err: &str) {
        let run = self.run(line);
        assert_eq!(
            (run.code, run.err.as_str()),
            (Some(2), err),
            "docbind {line}"
        );
        assert_eq!(run.out, "", "docbind {line}");
    }
}

/// Where the program keeps things for itself, so that tests leave nothing in a home folder.
const CACHE: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/cache");

/// The program as a command without any of our environment.
pub(crate) fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_docbind"));
    command
        .current_dir(folder)
        .env_clear()
        .env("DOCBIND_CACHE", CACHE)
        .stdin(Stdio::null());
    command
}

#[track_caller]
pub(crate) fn run_at(folder: &Path, arguments: &[&str]) -> Run {
    let output = command(folder).args(arguments).output().unwrap();
    Run {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Every file below a folder with its bytes, by path.
pub(crate) fn files(root: &Path) -> Vec<(String, Vec<u8>)> {
    fn walk(folder: &Path, root: &Path, all: &mut Vec<(String, Vec<u8>)>) {
        let Ok(entries) = fs::read_dir(folder) else {
            return;
        };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, root, all);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap();
                all.push((name.replace('\\', "/"), fs::read(&path).unwrap()));
            }
        }
    }
    let mut all = Vec::new();
    walk(root, root, &mut all);
    all.sort();
    all
}

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
