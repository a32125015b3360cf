//! `docbind.toml`: settings that are kept.
//!
//! What comes in: a file. What goes out: [`Config`] with paths relative to the file's folder
//! resolved. Unknown keys, unknown rules and wrong types are errors with line and column.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::{self, MapAccess, Visitor, value::MapAccessDeserializer};
use toml::Spanned;

use super::failure::{Failure, did_you_mean};
use super::git::Origin;
use super::version::Version;
use crate::build_script::pages::read_text;
use crate::diag::{Level, Levels, Rule};
use crate::hints::Hints;
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
    /// The pages.
    pub docs: Option<Docs>,
    /// Human decisions about what the pages say.
    pub overrides: Option<PathBuf>,
    /// The spec: written from `docs`, or read where there are none.
    pub spec: Option<PathBuf>,
    /// Folder of the crate.
    pub out: Option<PathBuf>,
    /// The version of the crate.
    pub version: Option<Version>,
    /// Whether the crate has only the client, unless it has the server as well.
    #[serde(default)]
    pub client: bool,
    /// Whether the crate has only the server stub, unless it has the client as well.
    #[serde(default)]
    pub server: bool,
    /// Whether to keep facts only.
    #[serde(default)]
    pub facts: bool,
    /// What the pages do not say themselves.
    #[serde(default)]
    pub hints: Hints,
}

/// Where pages are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Docs {
    /// In this folder, or this page.
    Here(PathBuf),
    /// In a git repository.
    Git(Origin),
}

/// A text is a path, a table a git repository. Neither is tried and then the other, so that what
/// is wrong with a table is said of it.
impl<'de> Deserialize<'de> for Docs {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = Docs;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a path, or a table with `git`")
            }

            fn visit_str<E: de::Error>(self, path: &str) -> Result<Docs, E> {
                Ok(Docs::Here(path.into()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Docs, A::Error> {
                Origin::deserialize(MapAccessDeserializer::new(map)).map(Docs::Git)
            }
        }

        deserializer.deserialize_any(Either)
    }
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

    pub(super) fn parse(path: &Path, text: &str) -> Result<Self, Failure> {
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
            for file in [&mut api.overrides, &mut api.spec, &mut api.out]
                .into_iter()
                .flatten()
            {
                *file = folder.join(&*file);
            }
            api.docs = api.docs.take().map(|docs| docs.relative_to(folder));
        }
        Ok(Self {
            path: Some(path.to_owned()),
            apis,
            levels,
        })
    }
}

impl Docs {
    fn relative_to(self, folder: &Path) -> Self {
        match self {
            Self::Here(path) => Self::Here(folder.join(path)),
            Self::Git(origin) => Self::Git(Origin {
                remote: origin.remote.relative_to(folder),
                ..origin
            }),
        }
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
            docs: Some(Docs::Here("shop/doc".into())),
            out: Some("/abs".into()),
            facts: true,
            ..Api::default()
        };
        assert_eq!(config.apis.get("books"), Some(&expected));
        assert_eq!(config.levels.of(Rule::InvalidJson), Level::Deny);
    }

    #[test]
    fn pages_may_be_in_git() {
        let docs = |value: &str| match parse(&format!("[apis.books]\ndocs = {value}\n")) {
            Ok(config) => match config.apis.get("books").and_then(|api| api.docs.clone()) {
                Some(Docs::Git(origin)) => Ok(origin),
                other => panic!("{other:?}"),
            },
            Err(message) => Err(message),
        };
        let origin = docs("{ git = '../shop', rev = 'v8.0', path = './doc/api/' }").unwrap();
        assert_eq!(origin.remote.to_string(), "shop/../shop");
        assert_eq!(origin.rev_shown(), "`v8.0`");
        assert_eq!(origin.path.as_str(), "doc/api");
        let origin = docs("{ git = 'https://git.example.com/shop.git' }").unwrap();
        assert_eq!(
            origin.remote.to_string(),
            "https://git.example.com/shop.git"
        );
        assert_eq!((origin.rev, origin.path.as_str()), (None, ""));

        const SEE: &str = "the README shows what `docbind.toml` may say";
        for (value, fault) in [
            ("{ rev = 'v1' }", "2:8: missing field `git`"),
            (
                "{ git = 'x', branch = 'v1' }",
                "2:21: unknown field `branch`, expected one of `git`, `rev`, `path`",
            ),
            (
                "{ git = 'x', path = '../y' }",
                "2:28: `../y` leads out of the repository; give a path that starts at its top, \
                 such as `doc/api`",
            ),
            (
                "{ git = 'x', rev = '--upload-pack=y' }",
                "2:27: `--upload-pack=y` is no branch, tag or commit that another repository can \
                 be asked for",
            ),
            (
                "{ git = '-x' }",
                "2:16: `-x` is neither the URL nor the path of a git repository",
            ),
            (
                "{ git = 'https://ann:secret@git.example.com/' }",
                "2:16: a URL with a password or token does not belong into a file that others can \
                 read; leave it out, and let git's credential helper know it",
            ),
            (
                "3",
                "2:8: invalid type: integer `3`, expected a path, or a table with `git`",
            ),
        ] {
            let expected = format!("shop/docbind.toml:{fault}; {SEE}");
            assert_eq!(docs(value).unwrap_err(), expected);
        }
    }

    #[test]
    fn faults_are_shown_with_their_place() {
        for (text, message) in [
            (
                "[apis.books]\ndocs = 'd'\ndoc = 'd'\n",
                "shop/docbind.toml:3:1: unknown field `doc`, expected one of `docs`, `overrides`, \
                 `spec`, `out`, `version`, `client`, `server`, `facts`, `hints`; the README shows what `docbind.toml` may say",
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
