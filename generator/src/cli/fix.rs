//! `docbind fix`: certain repairs of findings, written into the pages.
//!
//! All pages of all APIs are read and repaired in memory, and every file is seen to be writable,
//! before the first one is written.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::PathBuf;

use super::Verdict;
use super::args::FixArgs;
use super::config::{self, Docs};
use super::failure::Failure;
use super::findings::{self, Unasked};
use super::input::{Decided, selected};
use super::job::Read;
use super::settings::{Job, Settings, Source};
use super::streams::Streams;
use super::unified::unified;
use crate::build_script::pages::{plain, read_pages};
use crate::diag::render::visible;
use crate::diag::{Diagnostic, Level, Levels, Rule};
use crate::fix::{self, Fixed};
use crate::output::{OutputError, check_page, replace_page};
use crate::pipeline::read_docs;
use crate::source::{FileId, SourceSet};

pub(super) fn run(
    args: &FixArgs,
    settings: &Settings,
    streams: &mut Streams,
) -> Result<Verdict, Failure> {
    let rules = rules(&args.rule, &settings.levels)?;
    let mut all = Vec::new();
    for job in &settings.jobs {
        match &job.source {
            Source::Docs {
                docs: Docs::Here(path),
                ..
            } => all.push(Repairs::of(job, path, &rules)?),
            // Named or the only one: the person means it.
            source if !args.pages.apis.is_empty() || settings.jobs.len() == 1 => {
                return Err(no_pages(job, source));
            }
            Source::Docs { .. } | Source::Spec(_) => {}
        }
    }
    if let (true, Some(job)) = (all.is_empty(), settings.jobs.first()) {
        return Err(no_pages(job, &job.source));
    }
    let pages: Vec<Page> = all.iter().flat_map(Repairs::pages).collect();
    if args.dry_run {
        for page in &pages {
            let text = unified(&page.name(), &page.old, &page.new, settings.out_colour);
            streams.data(&text)?;
        }
    } else {
        for page in &pages {
            check_page(&page.path, &page.old).map_err(failure)?;
        }
        for page in &pages {
            replace_page(&page.path, &page.old, &page.new).map_err(failure)?;
        }
        streams.account(&pages.iter().map(Page::account).collect::<String>())?;
    }
    let quiet = settings.is_for_programs();
    if !quiet {
        streams.message(&all.iter().map(Repairs::skipped).collect::<String>());
        streams.message(&all.iter().map(Repairs::left_out).collect::<String>());
    }
    let reads: Vec<Read> = all.into_iter().map(|it| it.into_read(settings)).collect();
    let verdict = findings::report(&reads, Unasked::CountRest, settings, streams);
    if !quiet {
        streams.message(&summary(&pages, args.dry_run));
    }
    let would_change = args.dry_run && !pages.is_empty();
    Ok(if would_change {
        Verdict::Wanting
    } else {
        verdict
    })
}

/// Why there is nothing to write repairs into.
fn no_pages(job: &Job, source: &Source) -> Failure {
    match source {
        Source::Docs {
            docs: Docs::Git(origin),
            ..
        } => Failure::new(format!(
            "the pages of `{}` are in `{}`, where they cannot be repaired",
            job.name, origin.remote
        ))
        .help("repair them in a checkout of it: --docs DIR"),
        _ => Failure::new(format!("`{}` has a spec but no pages to repair", job.name))
            .help("give the folder of its pages: --docs DIR, or `docs` in `docbind.toml`"),
    }
}

/// The rules whose findings are repaired: those that were named, or all, and none that is allowed.
fn rules(named: &[String], levels: &Levels) -> Result<Vec<Rule>, Failure> {
    let allowed = |rule: &Rule| levels.of(*rule) == Level::Allow;
    if named.is_empty() {
        let all = fix::RULES.iter().copied();
        return Ok(all.filter(|rule| !allowed(rule)).collect());
    }
    let mut rules = Vec::new();
    for name in named {
        let rule = config::rule(name)?;
        if !fix::RULES.contains(&rule) {
            let known: Vec<&str> = fix::RULES.iter().map(|rule| rule.name()).collect();
            return Err(
                Failure::new(format!("no finding of `{name}` has a certain repair"))
                    .help(format!("rules with repairs: {}", known.join(", "))),
            );
        }
        if allowed(&rule) {
            return Err(Failure::new(format!(
                "`{name}` is set to `allow`, and what is allowed is not repaired"
            ))
            .help(format!("add --warn {name}")));
        }
        rules.push(rule);
    }
    Ok(rules)
}

/// The repairs of one API.
struct Repairs {
    folder: PathBuf,
    before: SourceSet,
    fixed: Fixed,
    /// Pages with findings that have repairs, whose bytes are not all UTF-8.
    undecoded: Vec<PathBuf>,
}

/// A page that changes.
struct Page {
    path: PathBuf,
    old: String,
    new: String,
    /// How many repairs of which rules.
    counts: Vec<(Rule, usize)>,
}

impl Repairs {
    fn of(job: &Job, path: &std::path::Path, rules: &[Rule]) -> Result<Self, Failure> {
        let options = Decided::take(job)?.options(job)?;
        let mut pages = read_pages(path)?;
        (pages.sources, _) = selected(&job.name, &options.hints, &pages.sources)?;
        let undecoded: BTreeSet<FileId> = pages
            .sources
            .iter()
            .filter(|(_, page)| pages.undecoded.contains(&page.path))
            .map(|(id, _)| id)
            .collect();
        // To write such a page would replace the bytes for good.
        let spared = |finding: &Diagnostic| {
            let mut edits = finding.repair.iter();
            edits.find_map(|edit| undecoded.get(&edit.span.file).copied())
        };
        let skipped = RefCell::new(BTreeSet::new());
        let read = |sources: &SourceSet| {
            let mut reading = read_docs(sources, &options);
            for finding in &mut reading.diagnostics {
                if let Some(file) = spared(finding) {
                    finding.repair.clear();
                    if rules.contains(&finding.rule) {
                        skipped.borrow_mut().insert(file);
                    }
                }
            }
            reading
        };
        let before = pages.sources.clone();
        let fixed = fix::fix(pages.sources, rules, &read);
        let path = |id: &FileId| Some(pages.folder.join(&before.get(*id)?.path));
        Ok(Self {
            undecoded: skipped.borrow().iter().filter_map(path).collect(),
            folder: pages.folder,
            before,
            fixed,
        })
    }

    fn pages(&self) -> Vec<Page> {
        self.before
            .iter()
            .filter_map(|(id, before)| {
                let after = self.fixed.sources.get(id)?;
                (before.text != after.text).then(|| Page {
                    path: self.folder.join(&before.path),
                    old: before.text.clone(),
                    new: after.text.clone(),
                    counts: self.fixed.counts(id).into_iter().collect(),
                })
            })
            .collect()
    }

    /// The findings whose repair was not sound after all.
    fn left_out(&self) -> String {
        let line = |finding: &crate::diag::Diagnostic| {
            let page = self.fixed.sources.get(finding.span.file)?;
            let place = page.line_column(finding.span.range.start);
            Some(format!(
                "{}:{}:{}: not repaired ({}): more than the fault would change; repair it by hand\n",
                visible(&self.folder.join(&page.path).display().to_string()),
                place.line,
                place.column,
                finding.rule.name()
            ))
        };
        self.fixed.left_out.iter().filter_map(line).collect()
    }

    /// The pages that are not written, whatever there is to repair.
    fn skipped(&self) -> String {
        let line = |path: &PathBuf| {
            format!(
                "{}: not repaired: it has bytes that are no UTF-8, which would be lost; save it as \
                 UTF-8 first\n",
                visible(&path.display().to_string())
            )
        };
        self.undecoded.iter().map(line).collect()
    }

    fn into_read(self, settings: &Settings) -> Read {
        Read {
            spec: self.fixed.reading.spec,
            findings: self.fixed.reading.diagnostics,
            waived: self.fixed.reading.waived,
            ledger: self.fixed.reading.ledger,
            hints: self.fixed.reading.hints,
            sources: self.fixed.sources,
            folder: self.folder,
            commit: None,
            levels: settings.levels.clone(),
            time: std::time::Duration::ZERO,
        }
    }
}

impl Page {
    fn name(&self) -> String {
        self.path.display().to_string()
    }

    /// `doc/orders.md: 3 repairs (2 malformed-row, 1 invalid-json)`
    fn account(&self) -> String {
        format!("{}: {}\n", visible(&self.name()), repairs(&self.counts))
    }
}

/// The last word: how much there was to do.
fn summary(pages: &[Page], dry_run: bool) -> String {
    if pages.is_empty() {
        return "nothing to repair\n".to_owned();
    }
    if !dry_run {
        return String::new();
    }
    let mut all: Vec<(Rule, usize)> = Vec::new();
    for (rule, count) in pages.iter().flat_map(|page| &page.counts) {
        match all.iter_mut().find(|(known, _)| known == rule) {
            Some((_, sum)) => *sum += count,
            None => all.push((*rule, *count)),
        }
    }
    let number = match pages.len() {
        1 => "1 page".to_owned(),
        more => format!("{more} pages"),
    };
    format!(
        "{number} would change: {}\n  help: run the same command without --dry-run\n",
        repairs(&all)
    )
}

/// `3 repairs (2 malformed-row, 1 invalid-json)`, the most frequent first.
fn repairs(counts: &[(Rule, usize)]) -> String {
    let mut counts = counts.to_vec();
    counts.sort_by_key(|(rule, count)| (std::cmp::Reverse(*count), rule.name()));
    let each: Vec<String> = counts
        .iter()
        .map(|(rule, count)| format!("{count} {}", rule.name()))
        .collect();
    let all: usize = counts.iter().map(|(_, count)| count).sum();
    let word = if all == 1 { "repair" } else { "repairs" };
    format!("{all} {word} ({})", each.join(", "))
}

fn failure(error: OutputError) -> Failure {
    match error {
        OutputError::Io {
            action,
            path,
            source,
        } => Failure::new(format!(
            "cannot {action} `{}`: {}",
            path.display(),
            plain(&source)
        ))
        .help("make the page and its folder writable; --dry-run shows the repairs without writing"),
        OutputError::ReadOnly { .. } => Failure::new(error.to_string())
            .help("make it writable; --dry-run shows the repairs without writing"),
        OutputError::Changed { .. } => {
            Failure::new(error.to_string()).help("run the same command again")
        }
        other => Failure::new(other.to_string()),
    }
}
