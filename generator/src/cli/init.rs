//! `docbind init`: looks at pages and begins `docbind.toml`.
//!
//! What is found goes to stdout. The file gets an entry for the API and, as comments, the hints
//! that docbind is unsure of. What stands in the file stays; an API that is there is not touched,
//! and its hints hold for what is shown, so that one can try a hint and look again.

use std::path::{Component, Path, PathBuf};

use super::Verdict;
use super::args::{Format, Global, InitArgs};
use super::config::{Config, FILE};
use super::failure::Failure;
use super::input::selected;
use super::settings::checked_name;
use super::streams::Streams;
use super::write;
use crate::build_script::pages::{api_name, read_pages, read_text};
use crate::diag::render::visible;
use crate::pipeline::{ReadOptions, survey_docs};
use crate::survey::{self, Survey};

pub(super) fn run(
    args: &InitArgs,
    global: &Global,
    streams: &mut Streams,
) -> Result<Verdict, Failure> {
    let json = for_programs(global.format)?;
    let name = match &args.name {
        Some(name) => checked_name(name)?,
        None => api_name(&args.docs),
    };
    let target = Target::find(global.config.as_deref())?;
    let pages = read_pages(&args.docs)?;
    let known = target.config.apis.get(&name);
    let hints = known.map(|api| api.hints.clone()).unwrap_or_default();
    let (sources, _) = selected(&name, &hints, &pages.sources)?;
    let options = ReadOptions {
        name: name.clone(),
        hints,
        ..ReadOptions::default()
    };
    let survey = survey_docs(&sources, &options);
    streams.data(&match json {
        true => as_json(&survey)?,
        false => survey::text(&name, &survey),
    })?;
    let path = visible(&target.path.display().to_string()).into_owned();
    let entry = entry(&name, &target.relative(&args.docs)?, &survey);
    if known.is_some() {
        let open = match hint_lines(&survey).trim() {
            "" => String::new(),
            hints => format!("; what is open, for `[apis.{name}.hints]`:\n\n{hints}"),
        };
        streams.message(&format!(
            "{path}: has `apis.{name}`, nothing was written{open}\n"
        ));
    } else if args.dry_run {
        streams.message(&format!("{path}: would get\n{entry}"));
    } else {
        target.add(&entry)?;
        streams.message(&format!(
            "{path}: `apis.{name}` was added; `docbind spec {name}` shows what was read\n"
        ));
    }
    Ok(Verdict::Fine)
}

/// Whether the survey is shown as JSON.
fn for_programs(format: Option<Format>) -> Result<bool, Failure> {
    match format {
        None | Some(Format::Full) => Ok(false),
        Some(Format::Json) => Ok(true),
        Some(_) => Err(Failure::new(
            "this format is for findings and changes, and `init` shows neither",
        )
        .help("leave out --format, or use `--format json`")),
    }
}

fn as_json(survey: &Survey) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(survey);
    let text = text.map_err(|error| Failure::new(format!("cannot write JSON: {error}")))?;
    Ok(format!("{text}\n"))
}

/// The file that gets the entry.
struct Target {
    path: PathBuf,
    /// What it says; nothing where it is not there yet.
    config: Config,
}

impl Target {
    /// The given file, or the nearest one in this folder or above, or one in this folder.
    fn find(given: Option<&Path>) -> Result<Self, Failure> {
        if let Some(path) = given.filter(|path| !path.exists()) {
            return Ok(Self {
                path: path.to_owned(),
                config: Config::default(),
            });
        }
        let config = Config::find(given)?;
        let path = config.path.clone().unwrap_or_else(|| PathBuf::from(FILE));
        Ok(Self { path, config })
    }

    /// A path as it stands in the file, which has its own folder.
    fn relative(&self, docs: &Path) -> Result<String, Failure> {
        let folder = self.path.parent().unwrap_or(Path::new(""));
        if folder.as_os_str().is_empty() || docs.is_absolute() {
            return Ok(slashed(docs));
        }
        let real = |path: &Path| {
            path.canonicalize().map_err(|error| {
                Failure::new(format!("cannot find `{}`: {error}", path.display()))
                    .help("give a folder that exists")
            })
        };
        let (folder, docs) = (real(folder)?, real(docs)?);
        let common = folder.components().zip(docs.components());
        let common = common.take_while(|(one, other)| one == other).count();
        let up = folder
            .components()
            .skip(common)
            .map(|_| Component::ParentDir);
        let down = docs.components().skip(common);
        Ok(slashed(&up.chain(down).collect::<PathBuf>()))
    }

    /// Adds an entry below what the file says.
    fn add(&self, entry: &str) -> Result<(), Failure> {
        let old = match self.path.exists() {
            true => read_text(&self.path)?,
            false => "# Settings of docbind; paths are relative to this file.\n".to_owned(),
        };
        let end = if old.is_empty() || old.ends_with('\n') {
            ""
        } else {
            "\n"
        };
        let new = format!("{old}{end}\n{entry}");
        // Settings that end in the middle of something cannot be continued.
        if Config::parse(&self.path, &new).is_err() {
            return Err(Failure::new(format!(
                "cannot add an API at the end of `{}`",
                self.path.display()
            ))
            .help(format!("add it by hand:\n{entry}")));
        }
        write::file(&self.path, &new)?;
        Ok(())
    }
}

/// A path with `/` between its parts, on every system.
fn slashed(path: &Path) -> String {
    let text = path.display().to_string();
    if cfg!(windows) {
        text.replace('\\', "/")
    } else {
        text
    }
}

/// The entry of an API.
fn entry(name: &str, docs: &str, survey: &Survey) -> String {
    let docs = toml::Value::from(docs);
    let mut out = format!("[apis.{name}]\ndocs = {docs}\n");
    let hints = hint_lines(survey);
    if !hints.is_empty() {
        out.push_str(&format!(
            "\n# What the pages leave open. Take away the `#` before a hint that is right.\n\
             [apis.{name}.hints]\n{hints}"
        ));
    }
    out
}

/// The hints that docbind is unsure of, as comments with reasons and evidence.
fn hint_lines(survey: &Survey) -> String {
    let mut out = String::new();
    for unsure in &survey.unsure {
        out.push_str(&format!("\n# {}:\n", visible(&unsure.reason)));
        for evidence in &unsure.evidence {
            out.push_str(&format!("# - {}\n", visible(evidence)));
        }
        out.push_str(&format!("# {}\n", visible(&unsure.line)));
    }
    out
}
