//! What holds: arguments and `docbind.toml` together. Flags win.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use super::args::{Args, Command, DiffArgs, ExportFormat, Format, Input};
use super::config::{self, Config, Docs, FILE};
use super::diff::ChangeStyle;
use super::failure::{Failure, did_you_mean};
use super::generate::Halves;
use super::git::{Lock, Origin, PathInside, Remote, Rev};
use super::streams::colours;
use super::version::Version;
use crate::build_script::pages::api_name;
use crate::diag::render::Style;
use crate::diag::{Level, Levels};
use crate::hints::Hints;

/// Everything that commands need to know.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    /// The APIs to work on; at least one.
    pub jobs: Vec<Job>,
    /// The commits of those in git; none where no settings name them.
    pub lock: Option<Lock>,
    /// How seriously rules are taken.
    pub levels: Levels,
    /// How to show findings, where the command line says so.
    pub style: Option<Style>,
    /// How to show changes.
    pub changes: ChangeStyle,
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
    /// The version of its crate, by `docbind.toml`.
    pub version: Version,
    /// The halves that its crate has, by `docbind.toml`.
    pub halves: Halves,
}

/// Where an API is read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Source {
    /// Markdown pages, with decisions about them.
    Docs {
        /// Where they are.
        docs: Docs,
        /// The decisions.
        overrides: Option<PathBuf>,
        /// What people say about the pages.
        hints: Box<Hints>,
    },
    /// A spec.
    Spec(PathBuf),
}

impl Job {
    /// Where its pages are, if they are in git.
    pub(super) fn origin(&self) -> Option<&Origin> {
        match &self.source {
            Source::Docs {
                docs: Docs::Git(origin),
                ..
            } => Some(origin),
            _ => None,
        }
    }
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
        let lock = lock(args, &config)?;
        Ok(Self {
            jobs: jobs(args, config)?,
            lock,
            levels,
            style: global.format.and_then(|format| finding_style(format, full)),
            changes: change_style(args)?,
            full,
            out_colour: colours(global.color, &io::stdout()),
        })
    }

    /// The same with the commits that are locked now: another run may have locked others before
    /// this one had the right to write.
    pub(super) fn as_of_now(&self) -> Result<Self, Failure> {
        let lock = self.lock.as_ref().map(Lock::again).transpose()?;
        Ok(Self {
            lock,
            ..self.clone()
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

/// How findings are shown; as without a choice in a format that has no form for them.
const fn finding_style(format: Format, full: Style) -> Option<Style> {
    match format {
        Format::Full => Some(full),
        Format::Concise => Some(Style::Concise),
        Format::Json => Some(Style::Json),
        Format::Sarif => Some(Style::Sarif),
        Format::Github => Some(Style::Github),
        Format::Markdown => None,
    }
}

/// How changes are shown, and whether the command has any in the format.
fn change_style(args: &Args) -> Result<ChangeStyle, Failure> {
    let shows_changes = matches!(args.command, Command::Diff(_) | Command::Update(_));
    Ok(match args.global.format.unwrap_or(Format::Full) {
        Format::Markdown if !shows_changes => {
            return Err(
                Failure::new("`--format markdown` is for changes, not for findings")
                    .help("use it with `docbind diff` or `docbind update`"),
            );
        }
        Format::Sarif if shows_changes => {
            return Err(
                Failure::new("`--format sarif` is for findings, not for changes")
                    .help("use json, github or markdown"),
            );
        }
        Format::Full | Format::Sarif => ChangeStyle::Full,
        Format::Concise => ChangeStyle::Concise,
        Format::Json => ChangeStyle::Json,
        Format::Github => ChangeStyle::Github,
        Format::Markdown => ChangeStyle::Markdown,
    })
}

/// What banners say of a crate that no settings name: the same whether it was made in one step
/// or by way of the spec, and without paths, which differ from folder to folder.
const BY_FLAGS: &str = "docbind generate (--docs PAGES | --spec SPEC) --out CRATE";

/// Where the arguments say that APIs come from; nothing for commands that read none.
fn input(command: &Command) -> Option<Cow<'_, Input>> {
    Some(match command {
        Command::Check(args) => Cow::Owned(args.input()),
        Command::Fix(args) => Cow::Owned(args.input()),
        Command::Spec(args) => Cow::Borrowed(&args.input),
        Command::Generate(args) => Cow::Borrowed(&args.input),
        Command::Update(args) => Cow::Owned(args.input()),
        Command::Export(args) => match &args.format {
            ExportFormat::Openapi(args) => Cow::Borrowed(&args.input),
            ExportFormat::Operations(args) => Cow::Borrowed(&args.input),
        },
        Command::Render(args) => Cow::Borrowed(&args.input),
        Command::Report(args) => Cow::Borrowed(&args.input),
        Command::Serve(args) => Cow::Borrowed(&args.input),
        Command::Diff(_) | Command::Explain(_) | Command::Init(_) => return None,
    })
}

/// The commits of the APIs of `docbind.toml`, if one that is asked for is in git.
fn lock(args: &Args, config: &Config) -> Result<Option<Lock>, Failure> {
    let (Some(input), Some(path)) = (input(&args.command), &config.path) else {
        return Ok(None);
    };
    if input.docs.is_some() || input.git.is_some() || input.spec.is_some() {
        return Ok(None);
    }
    let apis: BTreeSet<String> = config
        .apis
        .iter()
        .filter(|(_, api)| matches!(api.docs, Some(Docs::Git(_))))
        .map(|(name, _)| name.clone())
        .collect();
    let asked = |name: &String| input.apis.is_empty() || input.apis.contains(name);
    if !apis.iter().any(asked) {
        return Ok(None);
    }
    Lock::beside(path, apis).map(Some)
}

/// The pages that flags name, and a name for their API.
fn flagged(input: &Input) -> Result<Option<(Docs, String)>, Failure> {
    let bad = |message: String| Failure::new(message).help("see `--help`");
    let Some(git) = &input.git else {
        let docs = input.docs.as_ref();
        return Ok(docs.map(|path| (Docs::Here(path.clone()), api_name(path))));
    };
    let remote = Remote::from_flag(git).map_err(bad)?;
    let rev = input.rev.clone().map(Rev::try_from);
    let path = PathInside::try_from(input.docs.clone().unwrap_or_default()).map_err(bad)?;
    let named = match path.as_str() {
        "" => remote.name(),
        path => path,
    };
    let name = api_name(Path::new(named));
    let origin = Origin {
        rev: rev.transpose().map_err(bad)?,
        remote,
        path,
    };
    Ok(Some((Docs::Git(origin), name)))
}

fn jobs(args: &Args, config: Config) -> Result<Vec<Job>, Failure> {
    if let Command::Diff(sides) = &args.command {
        return compared(args, sides, config);
    }
    let Some(input) = input(&args.command) else {
        return Ok(Vec::new());
    };
    let input = input.as_ref();
    if let Some((docs, default_name)) = flagged(input)? {
        let name = match &input.name {
            Some(name) => checked_name(name)?,
            None => default_name,
        };
        return Ok(vec![Job {
            name,
            source: Source::Docs {
                docs,
                overrides: input.overrides.clone(),
                hints: Box::default(),
            },
            facts: input.facts,
            spec: None,
            out: None,
            frozen: frozen(args).into_iter().collect(),
            command: BY_FLAGS.to_owned(),
            version: Version::default(),
            halves: Halves::Both,
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
            version: Version::default(),
            halves: Halves::Both,
        }]);
    }
    named_jobs(args, input, config)
}

/// The API of `docbind.toml` whose pages or spec are compared, if it is one: what was decided
/// about it holds for both sides.
fn compared(args: &Args, sides: &DiffArgs, config: Config) -> Result<Vec<Job>, Failure> {
    if config.path.is_none() || config.apis.is_empty() {
        return Ok(Vec::new());
    }
    let mut jobs = named_jobs(args, &Input::default(), config)?;
    let real = |path: &Path| path.canonicalize().ok();
    let mut compared = Vec::new();
    for side in [&sides.new, &sides.old] {
        let inside = side.split_once(':').map(|(_, path)| path);
        let paths = [Some(side.as_str()), inside].into_iter().flatten();
        compared.extend(paths.filter_map(|path| real(Path::new(path))));
    }
    let is_compared = |job: &Job| {
        let docs = match &job.source {
            Source::Docs {
                docs: Docs::Here(path),
                ..
            } => real(path),
            _ => None,
        };
        let spec = job.spec.as_deref().and_then(real);
        docs.into_iter()
            .chain(spec)
            .any(|path| compared.contains(&path))
    };
    jobs.retain(is_compared);
    Ok(jobs)
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
            "nothing to read: no --docs, no --git, no --spec, and no `{FILE}` here or above"
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
                (Some(docs), spec) => {
                    let hints = Box::new(api.hints);
                    let source = Source::Docs {
                        docs,
                        overrides,
                        hints,
                    };
                    (source, spec)
                }
                (None, Some(spec)) => (Source::Spec(spec), None),
                (None, None) => return Err(Failure::new(format!("`apis.{name}` has no input"))),
            };
            Ok(Job {
                frozen: frozen(args).into_iter().chain(spec.clone()).collect(),
                command: format!("docbind generate {name}"),
                version: api.version.unwrap_or_default(),
                halves: Halves::of(api.client, api.server),
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
pub(super) fn checked_name(name: &str) -> Result<String, Failure> {
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
