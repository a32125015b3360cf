//! The commands of the program that write the same spec and crate.

use std::path::Path;

use super::Docs;
use crate::build_script::pages::api_name;
use crate::hints::Hints;

impl Docs {
    /// The name of the API where no spec has one.
    pub(super) fn name_without_spec(&self) -> String {
        self.name.clone().unwrap_or_else(|| api_name(&self.pages))
    }

    /// `docbind spec` with flags that say what these choices say, for an API of this name.
    pub(super) fn spec_command(&self, name: &str, facts: bool) -> String {
        let mut words = vec!["docbind spec".to_owned()];
        words.extend(self.input(name, facts));
        if let Some(path) = &self.spec {
            words.extend(["--out".to_owned(), word(path)]);
        }
        words.join(" ")
    }

    /// `docbind generate` for the crate in this folder, of the spec if there is one; `half` is a
    /// flag or nothing.
    pub(super) fn generate_command(&self, name: &str, folder: &Path, half: &str) -> String {
        let mut words = vec!["docbind generate".to_owned()];
        match &self.spec {
            Some(path) => words.extend(["--spec".to_owned(), word(path)]),
            None => words.extend(self.input(name, self.facts)),
        }
        words.extend(["--out".to_owned(), word(folder)]);
        format!("{}{half}", words.join(" "))
    }

    /// The flags about the documents.
    fn input(&self, name: &str, facts: bool) -> Vec<String> {
        // No flag says hints: they stand in the settings of this API.
        let by_settings = self.hints != Hints::default();
        let mut words = match by_settings {
            true => vec![quoted(name)],
            false => vec!["--docs".to_owned(), word(&self.pages)],
        };
        if let Some(path) = &self.overrides {
            words.extend(["--overrides".to_owned(), word(path)]);
        }
        if !by_settings && name != api_name(&self.pages) {
            words.extend(["--name".to_owned(), quoted(name)]);
        }
        if facts {
            words.push("--facts".to_owned());
        }
        words
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
