//! The script is run again for what matters, and for nothing else.

use std::fs;

use super::{BOOKS, Built, Package, SONGS};
use crate::elsewhere::target;

/// Pages in a folder that Cargo looks at whole: each kind of change is noticed, once.
#[track_caller]
fn notices(package: &Package, docs: &str) {
    let page = |path: &str| format!("{docs}/{path}");
    package.write(&page("books.md"), BOOKS);
    package.build();
    package.builds(Built::Fresh);
    let holds = |text: &str| package.code().contains(text);
    assert!(holds("/books"));

    package.write(
        &page("books.md"),
        &BOOKS.replace("GET /books", "GET /novels"),
    );
    package.builds(Built::Anew);
    assert!(holds("/novels") && !holds("/books"), "edited");
    package.builds(Built::Fresh);

    package.write(&page("songs.md"), SONGS);
    package.builds(Built::Anew);
    assert!(holds("/songs"), "new");

    let deep = SONGS.replace("songs", "poems");
    package.write(&page("more/deep/poems.md"), &deep);
    package.builds(Built::Anew);
    assert!(holds("/poems"), "new in a new folder");
    package.builds(Built::Fresh);

    package.write(&page("more/deep/plays.md"), &deep.replace("poems", "plays"));
    package.builds(Built::Anew);
    assert!(holds("/plays"), "new in a folder of a folder");

    for (gone, path) in [("songs.md", "/songs"), ("more/deep/poems.md", "/poems")] {
        fs::remove_file(package.folder.join(page(gone))).unwrap();
        package.builds(Built::Anew);
        assert!(!holds(path), "removed");
    }
    package.builds(Built::Fresh);
}

#[test]
fn a_folder_in_the_package() {
    let package = Package::new("folder").script(".docs(\"doc/api\")");
    notices(&package, "doc/api");
    // What is neither a page nor beside one is nothing to Cargo.
    package.write("doc/notes.md", "# Notes\n");
    package.write("README.md", "# Read me\n");
    package.builds(Built::Fresh);
}

#[test]
fn a_folder_outside_of_the_package() {
    let package = Package::member("outside", "crates/shop").script(".docs(\"../../doc\")");
    notices(&package, "../../doc");
}

#[cfg(unix)]
#[test]
fn a_folder_behind_a_link() {
    use std::os::unix::fs::symlink;
    let package = Package::new("link").script(".docs(\"doc\")");
    fs::create_dir(package.folder.join("pages")).unwrap();
    symlink("pages", package.folder.join("doc")).unwrap();
    notices(&package, "pages");
    // The link leads elsewhere, to a page that is as old as the first one.
    package.write("others/songs.md", SONGS);
    package.build();
    fs::remove_file(package.folder.join("doc")).unwrap();
    symlink("others", package.folder.join("doc")).unwrap();
    package.builds(Built::Anew);
    assert!(package.code().contains("/songs"));
    package.builds(Built::Fresh);
}

/// As it is in a package that is a workspace: the folder in which Cargo builds is among the pages.
#[cfg(unix)]
#[test]
fn a_folder_that_holds_what_is_built() {
    let package = Package::new("around").script(".docs(\".\")");
    std::os::unix::fs::symlink(target(), package.folder.join("target")).unwrap();
    package.write("books.md", BOOKS);
    package.write("more/songs.md", SONGS);
    package.build();
    // Otherwise each build would ask for the next one.
    let said = package.builds(Built::Fresh);
    let warned = "a new page directly in `.` will not be noticed, because programs build in there";
    assert!(said.contains(warned), "{said}");

    let holds = |text: &str| package.code().contains(text);
    package.write("books.md", &BOOKS.replace("GET /books", "GET /novels"));
    package.builds(Built::Anew);
    assert!(holds("/novels"), "edited");
    package.write("more/poems.md", &SONGS.replace("songs", "poems"));
    package.builds(Built::Anew);
    assert!(holds("/poems"), "new in a folder");
    fs::remove_file(package.folder.join("more/songs.md")).unwrap();
    package.builds(Built::Anew);
    assert!(!holds("/songs"), "removed");
    fs::remove_file(package.folder.join("books.md")).unwrap();
    package.builds(Built::Anew);
    assert!(!holds("/novels"), "removed from the folder itself");
    package.builds(Built::Fresh);
}

#[test]
fn one_page() {
    let package = Package::new("page").script(".docs(\"doc/books.md\")");
    package.write("doc/books.md", BOOKS);
    package.build();
    package.builds(Built::Fresh);
    package.write("doc/songs.md", SONGS);
    package.builds(Built::Fresh);
    package.write("doc/books.md", SONGS);
    package.builds(Built::Anew);
    assert!(package.code().contains("/songs"));
}

#[test]
fn overrides() {
    let package = Package::new("overrides").script(".docs(\"doc\").overrides(\"overrides.yaml\")");
    package.write("doc/books.md", BOOKS);
    let said = package.builds(Built::Failed);
    assert!(said.contains("`overrides.yaml` does not exist"), "{said}");
    package.write("overrides.yaml", "overrides: []\n");
    package.builds(Built::Anew);
    package.builds(Built::Fresh);
    package.write(
        "overrides.yaml",
        "overrides:\n- at: books.md#list-books\n  reason: They moved.\n  set:\n    path: /novels\n",
    );
    package.builds(Built::Anew);
    assert!(package.code().contains("/novels"));
    package.builds(Built::Fresh);
}

/// Also where the script goes on, so that Cargo takes the faulty state for a good one.
#[test]
fn what_was_faulty_and_is_corrected() {
    let package = Package::new("corrected");
    package.write("src/lib.rs", "");
    package.write(
        "build.rs",
        "fn main() {\n    let made = docbind::Config::new().docs(\"doc\").compile();\n    \
         assert!(made.is_err() || std::env::var_os(\"OUT_DIR\").is_some());\n}\n",
    );
    package.builds(Built::Failed);
    package.write("doc/notes.md", "# Notes\n");
    let said = package.builds(Built::Failed);
    assert!(
        said.contains("no operation is documented in `doc`"),
        "{said}"
    );
    package.write("doc/notes.md", BOOKS);
    package.builds(Built::Anew);
    package.builds(Built::Fresh);
}
