//! The pages of a folder, as tests read them.

#![expect(clippy::expect_used, reason = "tests fail by panicking")]

use std::fs;
use std::path::Path;

use docbind::source::{SourceFile, SourceSet};

/// Every Markdown page of a folder and the folders in it.
///
/// # Panics
///
/// Where the folder or a page cannot be read.
pub fn pages(folder: &Path) -> SourceSet {
    let mut files = Vec::new();
    walk(folder, folder, &mut files);
    SourceSet::new(files)
}

fn walk(folder: &Path, root: &Path, files: &mut Vec<SourceFile>) {
    for entry in fs::read_dir(folder).expect("the folder is readable") {
        let path = entry.expect("the folder is readable").path();
        if path.is_dir() {
            walk(&path, root, files);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            let relative = path.strip_prefix(root).expect("it is below the root");
            let parts: Vec<_> = relative
                .components()
                .map(|part| part.as_os_str().to_string_lossy().into_owned())
                .collect();
            files.push(SourceFile {
                path: parts.join("/"),
                text: fs::read_to_string(&path).expect("the page is readable"),
            });
        }
    }
}
