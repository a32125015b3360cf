//! Two APIs as they are generated from older and from newer pages, to see what mixes them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use super::harness::{BOOKS, Dir};

/// The APIs: each has its pages in `docs/NAME`, its spec in `specs/NAME.yaml`, its crate in
/// `crates/NAME`.
pub(crate) const APIS: [&str; 2] = ["music", "shop"];

/// What people keep among the files that docbind wrote.
pub(crate) const FOREIGN: [&str; 3] = [
    "crates/shop/src/mine.rs",
    "crates/music/.docbind-notes",
    "specs/notes.md",
];

pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// What both APIs are written as.
pub(crate) struct Worlds {
    pub old: Files,
    pub new: Files,
}

/// A page about one resource, whose list has one parameter. It is named in an example, too, as
/// files of examples have no banner.
fn page(resource: &str, parameter: &str) -> String {
    BOOKS
        .replace("The Sea", parameter)
        .replace("/books", &format!("/{resource}"))
        .replace("books\n", &format!("{resource}\n"))
        .replace("`author`", &format!("`{parameter}`"))
}

/// The pages of the old world, and no others.
pub(crate) fn old_pages(dir: &Dir) {
    clear(dir);
    dir.write("docs/shop/books.md", page("books", "author"));
    dir.write("docs/shop/orders.md", page("orders", "author"));
    dir.write("docs/music/songs.md", page("songs", "author"));
}

/// The pages of the new world: a resource has changed, one is gone, one is new; and the other API
/// has changed.
pub(crate) fn new_pages(dir: &Dir) {
    clear(dir);
    dir.write("docs/shop/books.md", page("books", "writer"));
    dir.write("docs/shop/readers.md", page("readers", "author"));
    dir.write("docs/music/songs.md", page("songs", "singer"));
}

fn clear(dir: &Dir) {
    let docs = dir.path("docs");
    if docs.exists() {
        fs::remove_dir_all(docs).unwrap();
    }
}

/// Everything that runs write to.
pub(crate) fn written(dir: &Dir) -> Files {
    let folders = ["crates", "specs"];
    let all = folders.into_iter().flat_map(|folder| {
        let files = dir.files(folder).into_iter();
        files.map(move |(path, bytes)| (format!("{folder}/{path}"), bytes))
    });
    all.collect()
}

impl Worlds {
    /// The worlds, made once for all tests.
    pub(crate) fn get() -> &'static Self {
        static WORLDS: LazyLock<Worlds> = LazyLock::new(Worlds::make);
        &WORLDS
    }

    fn make() -> Self {
        let dir = Dir::new();
        settings(&dir);
        old_pages(&dir);
        completes(&dir);
        for path in FOREIGN {
            dir.write(path, "mine");
        }
        let old = written(&dir);
        new_pages(&dir);
        completes(&dir);
        let new = written(&dir);
        let worlds = Self { old, new };
        for place in ["crates/music/", "crates/shop/", "specs/"] {
            let changes = worlds.changes().into_iter();
            let here = changes.filter(|path| path.starts_with(place)).count();
            assert!(here > 1, "too little changes in {place}");
        }
        worlds
    }

    /// A directory with the old world and the new pages.
    pub(crate) fn enter(&self) -> Dir {
        let dir = Dir::new();
        settings(&dir);
        for (path, bytes) in &self.old {
            dir.write(path, bytes);
        }
        new_pages(&dir);
        dir
    }

    /// The files that differ, in the order of their paths.
    pub(crate) fn changes(&self) -> Vec<&str> {
        let paths: BTreeSet<&String> = self.old.keys().chain(self.new.keys()).collect();
        paths
            .into_iter()
            .filter(|path| self.old.get(*path) != self.new.get(*path))
            .map(String::as_str)
            .collect()
    }
}

fn settings(dir: &Dir) {
    let api = |name: &str| {
        format!(
            "[apis.{name}]\ndocs = \"docs/{name}\"\nspec = \"specs/{name}.yaml\"\n\
             out = \"crates/{name}\"\n"
        )
    };
    dir.write("docbind.toml", APIS.map(api).concat());
}

#[track_caller]
pub(crate) fn completes(dir: &Dir) {
    let run = dir.run("generate");
    assert_eq!(run.code, Some(0), "{}", run.err);
    let check = dir.run("check");
    assert_eq!(check.code, Some(0), "{}", check.out);
    assert_eq!(empty_folders(&dir.path("crates")), Vec::<PathBuf>::new());
}

fn empty_folders(folder: &Path) -> Vec<PathBuf> {
    let mut inside = fs::read_dir(folder).unwrap().peekable();
    if inside.peek().is_none() {
        return vec![folder.to_owned()];
    }
    let folders = inside.map(|entry| entry.unwrap().path());
    folders
        .filter(|path| path.is_dir())
        .flat_map(|path| empty_folders(&path))
        .collect()
}
