//! `docbind.toml`: settings that are kept.
//!
//! What comes in: a file. What goes out: [`Config`] with paths relative to the file's folder
//! resolved. Unknown keys, unknown rules and wrong types are errors with line and column.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use super::failure::{Failure, did_you_mean};
use crate::build_script::pages::read_text;
use crate::diag::{Level, Levels, Rule};
use crate::source::SourceFile;

/// Name of the file.
pub(super) const FILE: &str = "docbind.toml";

/// The settings of a project.
#[derive(Debug, Default)]
pub(super) struct Config {
    /// Where they stand, for messages.
    pub path: Option<PathBuf>,
    /// The APIs by name, paths resolved.
    pub apis: BTreeMap<String, Api>,
    /// Decided levels of rules.
    pub levels: Levels,
}

/// The settings of one API.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Api {
    /// Folder of pages, or one page.
    pub docs: Option<PathBuf>,
    /// Human decisions about what the pages say.
    pub overrides: Option<PathBuf>,
    /// The spec: written from `docs`, or read where there are none.
    pub spec: Option<PathBuf>,
    /// Folder of the crate.
    pub out: Option<PathBuf>,
    /// Whether to keep facts only.
    #[serde(default)]
    pub facts: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    apis: BTreeMap<String, Api>,
    #[serde(default)]
    rules: BTreeMap<Spanned<String>, RuleLevel>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum RuleLevel {
    Allow,
    Warn,
    Deny,
}

impl Config {
    /// Reads this file, or the nearest one from the current folder upwards, or none.
    pub(super) fn find(given: Option<&Path>) -> Result<Self, Failure> {
        if let Some(path) = given {
            return Self::read(path);
        }
        let mut folder = PathBuf::new();
        let depth = std::env::current_dir().map_or(0, |dir| dir.ancestors().count());
        for _ in 0..depth {
            let path = folder.join(FILE);
            if path.is_file() {
                return Self::read(&path);
            }
            folder.push("..");
        }
        Ok(Self::default())
    }

    fn read(path: &Path) -> Result<Self, Failure> {
        let text = read_text(path)?;
        Self::parse(path, &text)
    }

    fn parse(path: &Path, text: &str) -> Result<Self, Failure> {
        let place = |offset: usize| {
            let file = SourceFile {
                path: String::new(),
                text: text.to_owned(),
            };
            let at = file.line_column(offset);
            format!("{}:{}:{}", path.display(), at.line, at.column)
        };
        let file: File = toml::from_str(text).map_err(|error| {
            let at = place(error.span().map_or(0, |span| span.start));
            Failure::new(format!("{at}: {}", error.message().replace('\n', ", ")))
                .help("the README shows what `docbind.toml` may say")
        })?;

        let mut levels = Levels::default();
        for (name, level) in &file.rules {
            let rule = rule(name.get_ref()).map_err(|failure| match failure {
                Failure::Message { message, help } => Failure::Message {
                    message: format!("{}: {message}", place(name.span().start)),
                    help,
                },
                Failure::Closed => Failure::Closed,
            })?;
            levels = levels.with(
                rule,
                match level {
                    RuleLevel::Allow => Level::Allow,
                    RuleLevel::Warn => Level::Warn,
                    RuleLevel::Deny => Level::Deny,
                },
            );
        }

        let folder = path.parent().unwrap_or(Path::new(""));
        let mut apis = file.apis;
        for (name, api) in &mut apis {
            if api.docs.is_none() && api.spec.is_none() {
                return Err(Failure::new(format!(
                    "{}: `apis.{name}` has no input",
                    path.display()
                ))
                .help("give it `docs`, a folder of Markdown pages, or `spec`, a YAML file"));
            }
            for file in [
                &mut api.docs,
                &mut api.overrides,
                &mut api.spec,
                &mut api.out,
            ]
            .into_iter()
            .flatten()
            {
                *file = folder.join(&*file);
            }
        }
        Ok(Self {
            path: Some(path.to_owned()),
            apis,
            levels,
        })
    }
}

/// The rule of this name, or an error that suggests one.
pub(super) fn rule(name: &str) -> Result<Rule, Failure> {
    Rule::from_name(name).ok_or_else(|| {
        let known: Vec<&str> = Rule::ALL.iter().map(|rule| rule.name()).collect();
        Failure::new(format!("unknown rule `{name}`")).help(did_you_mean(name, "rules", &known))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Config, String> {
        Config::parse(Path::new("shop/docbind.toml"), text).map_err(|failure| match failure {
            Failure::Message { message, help } => {
                format!("{message}; {}", help.unwrap_or_default())
            }
            Failure::Closed => String::new(),
        })
    }

    #[test]
    fn paths_are_relative_to_the_file() {
        let config = parse(
            "[apis.books]\ndocs = \"doc\"\nout = \"/abs\"\nfacts = true\n\
             [rules]\ninvalid-json = \"deny\"\n",
        )
        .unwrap();
        let expected = Api {
            docs: Some("shop/doc".into()),
            out: Some("/abs".into()),
            facts: true,
            ..Api::default()
        };
        assert_eq!(config.apis.get("books"), Some(&expected));
        assert_eq!(config.levels.of(Rule::InvalidJson), Level::Deny);
    }

    #[test]
    fn faults_are_shown_with_their_place() {
        for (text, message) in [
            (
                "[apis.books]\ndocs = 'd'\ndoc = 'd'\n",
                "shop/docbind.toml:3:1: unknown field `doc`, expected one of `docs`, `overrides`, \
                 `spec`, `out`, `facts`; the README shows what `docbind.toml` may say",
            ),
            (
                "[rules]\n  invalid-jason = 'deny'\n",
                "shop/docbind.toml:2:3: unknown rule `invalid-jason`; did you mean `invalid-json`?",
            ),
            (
                "[rules]\ninvalid-json = 'fatal'\n",
                "shop/docbind.toml:2:16: unknown variant `fatal`, expected one of `allow`, \
                 `warn`, `deny`; the README shows what `docbind.toml` may say",
            ),
            (
                "[apis.books]\nout = 'x'\n",
                "shop/docbind.toml: `apis.books` has no input; give it `docs`, a folder of \
                 Markdown pages, or `spec`, a YAML file",
            ),
        ] {
            assert_eq!(parse(text).unwrap_err(), message);
        }
        let broken = parse("[apis.books\n").unwrap_err();
        assert!(broken.starts_with("shop/docbind.toml:1:12: "), "{broken}");
    }
}
