//! What holds: arguments and `docbind.toml` together. Flags win.

use std::io;
use std::path::PathBuf;

use super::args::{Args, Command, ExportFormat, Format, Input};
use super::config::{self, Config, FILE};
use super::failure::{Failure, did_you_mean};
use super::streams::colours;
use crate::build_script::pages::api_name;
use crate::diag::render::Style;
use crate::diag::{Level, Levels};

/// Everything that commands need to know.
#[derive(Debug)]
pub(super) struct Settings {
    /// The APIs to work on; at least one.
    pub jobs: Vec<Job>,
    /// How seriously rules are taken.
    pub levels: Levels,
    /// How to show findings, where the command line says so.
    pub style: Option<Style>,
    /// How to show findings in full.
    pub full: Style,
    /// Whether text for people on stdout is coloured.
    pub out_colour: bool,
}

/// One API to work on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Job {
    /// Its name.
    pub name: String,
    /// Where it is read from.
    pub source: Source,
    /// Whether to keep facts only.
    pub facts: bool,
    /// Where its spec is kept, by `docbind.toml`.
    pub spec: Option<PathBuf>,
    /// Where its crate is kept, by `docbind.toml`.
    pub out: Option<PathBuf>,
    /// Where an earlier spec may be, whose names stay; the first that is there counts.
    pub frozen: Vec<PathBuf>,
    /// The command that does the same again, for generated files.
    pub command: String,
}

/// Where an API is read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Source {
    /// Markdown pages, with decisions about them.
    Docs {
        /// Folder or page.
        path: PathBuf,
        /// The decisions.
        overrides: Option<PathBuf>,
    },
    /// A spec.
    Spec(PathBuf),
}

impl Settings {
    /// Puts together what the arguments and `docbind.toml` say.
    pub(super) fn resolve(args: &Args) -> Result<Self, Failure> {
        let global = &args.global;
        let config = Config::find(global.config.as_deref())?;
        let mut levels = config.levels.clone();
        for (names, level) in [
            (&global.allow, Level::Allow),
            (&global.warn, Level::Warn),
            (&global.deny, Level::Deny),
        ] {
            for name in names {
                levels = levels.with(config::rule(name)?, level);
            }
        }
        let full = if colours(global.color, &io::stderr()) {
            Style::Coloured
        } else {
            Style::Full
        };
        Ok(Self {
            jobs: jobs(args, config)?,
            levels,
            style: global.format.map(|format| match format {
                Format::Full => full,
                Format::Concise => Style::Concise,
                Format::Json => Style::Json,
                Format::Sarif => Style::Sarif,
                Format::Github => Style::Github,
            }),
            full,
            out_colour: colours(global.color, &io::stdout()),
        })
    }

    /// Whether a program reads what is said about findings.
    pub(super) fn is_for_programs(&self) -> bool {
        self.style.is_some_and(Style::is_for_programs)
    }

    /// The one API that an explicit `--out` is for.
    pub(super) fn single(&self) -> Result<&Job, Failure> {
        match self.jobs.as_slice() {
            [job] => Ok(job),
            jobs => {
                let names: Vec<&str> = jobs.iter().map(|job| job.name.as_str()).collect();
                Err(
                    Failure::new("this takes one API, and `docbind.toml` has several")
                        .help(format!("name one of: {}", names.join(", "))),
                )
            }
        }
    }
}

/// What banners say of a crate that no settings name: the same whether it was made in one step
/// or by way of the spec, and without paths, which differ from folder to folder.
const BY_FLAGS: &str = "docbind generate (--docs PAGES | --spec SPEC) --out CRATE";

fn jobs(args: &Args, config: Config) -> Result<Vec<Job>, Failure> {
    let checked;
    let input = match &args.command {
        Command::Check(args) => {
            checked = args.input();
            &checked
        }
        Command::Fix(args) => {
            checked = args.input();
            &checked
        }
        Command::Spec(args) => &args.input,
        Command::Generate(args) => &args.input,
        Command::Export(args) => match &args.format {
            ExportFormat::Openapi(args) => &args.input,
        },
        Command::Render(args) => &args.input,
        Command::Report(args) => &args.input,
        Command::Explain(_) => return Ok(Vec::new()),
    };
    if let Some(path) = &input.docs {
        let name = match &input.name {
            Some(name) => checked_name(name)?,
            None => api_name(path),
        };
        return Ok(vec![Job {
            name,
            source: Source::Docs {
                path: path.clone(),
                overrides: input.overrides.clone(),
            },
            facts: input.facts,
            spec: None,
            out: None,
            frozen: frozen(args).into_iter().collect(),
            command: BY_FLAGS.to_owned(),
        }]);
    }
    if let Some(path) = &input.spec {
        return Ok(vec![Job {
            name: api_name(path),
            source: Source::Spec(path.clone()),
            facts: input.facts,
            spec: None,
            out: None,
            frozen: frozen(args).into_iter().collect(),
            command: BY_FLAGS.to_owned(),
        }]);
    }
    named_jobs(args, input, config)
}

/// The APIs of `docbind.toml` that were named, or all of them.
fn named_jobs(args: &Args, input: &Input, config: Config) -> Result<Vec<Job>, Failure> {
    let Config {
        path: Some(path),
        apis,
        ..
    } = config
    else {
        return Err(Failure::new(format!(
            "nothing to read: no --docs, no --spec, and no `{FILE}` here or above"
        ))
        .help("give the folder of your Markdown pages: --docs DIR"));
    };
    let known: Vec<&str> = apis.keys().map(String::as_str).collect();
    if known.is_empty() {
        return Err(Failure::new(format!("`{}` has no API", path.display()))
            .help("add one: `[apis.NAME]` with `docs = \"DIR\"`, or give --docs DIR"));
    }
    for name in &input.apis {
        if !apis.contains_key(name) {
            return Err(
                Failure::new(format!("no API `{name}` in `{}`", path.display()))
                    .help(did_you_mean(name, "APIs", &known)),
            );
        }
    }
    apis.into_iter()
        .filter(|(name, _)| input.apis.is_empty() || input.apis.contains(name))
        .map(|(name, api)| {
            let name = checked_name(&name)?;
            let overrides = input.overrides.clone().or(api.overrides);
            let (source, spec) = match (api.docs, api.spec) {
                (Some(path), spec) => (Source::Docs { path, overrides }, spec),
                (None, Some(spec)) => (Source::Spec(spec), None),
                (None, None) => return Err(Failure::new(format!("`apis.{name}` has no input"))),
            };
            Ok(Job {
                frozen: frozen(args).into_iter().chain(spec.clone()).collect(),
                command: format!("docbind generate {name}"),
                name,
                source,
                facts: input.facts || api.facts,
                spec,
                out: api.out,
            })
        })
        .collect()
}

/// The spec that `docbind spec --out` is about to replace, or `docbind check` compares with.
fn frozen(args: &Args) -> Option<PathBuf> {
    match &args.command {
        Command::Check(args) => args.spec.clone(),
        Command::Spec(args) => args.out.clone(),
        _ => None,
    }
}

/// Names of APIs become names of crates.
fn checked_name(name: &str) -> Result<String, Failure> {
    let good = name.starts_with(|c: char| c.is_ascii_lowercase())
        && !name.ends_with('-')
        && !name.contains("--")
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if good {
        return Ok(name.to_owned());
    }
    Err(
        Failure::new(format!("`{name}` cannot be the name of an API"))
            .help("use lower case letters, digits and single hyphens, a letter first"),
    )
}
