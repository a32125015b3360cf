//! The command of the program that writes the same spec.

use std::path::Path;

use super::Docs;
use crate::build_script::pages::api_name;

impl Docs {
    /// The name of the API where no spec has one.
    pub(super) fn name_without_spec(&self) -> String {
        self.name.clone().unwrap_or_else(|| api_name(&self.pages))
    }

    /// `docbind spec` with flags that say what these choices say, for an API of this name.
    pub(super) fn command(&self, name: &str, facts: bool) -> String {
        let mut words = vec!["docbind spec --docs".to_owned(), word(&self.pages)];
        if let Some(path) = &self.overrides {
            words.extend(["--overrides".to_owned(), word(path)]);
        }
        if name != api_name(&self.pages) {
            words.extend(["--name".to_owned(), quoted(name)]);
        }
        if facts {
            words.push("--facts".to_owned());
        }
        if let Some(path) = &self.spec {
            words.extend(["--out".to_owned(), word(path)]);
        }
        words.join(" ")
    }
}

fn word(path: &Path) -> String {
    quoted(&path.display().to_string())
}

/// A word for a shell, in quotes only if it needs them.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+:\\".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
