//! What it costs to compile generated crates: time of the compiler and its peak memory, for the
//! crate alone, with all that it depends on built before.
//!
//! A plain library build leaves out the bodies of async functions that nothing calls, hence also
//! builds with `-C link-dead-code`.

mod crates;
pub mod outside;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::Fault;
use crate::corpus::{Corpus, work};
use crate::measure::{Cost, compiler_cost, median, output};
use crate::rival::{Style, client, readable};
use crate::table::{Row, Target};
use crates::Workspace;

const RUNS: usize = 3;

/// What takes longer is measured once: it varies less, and others wait.
const LONG: Duration = Duration::from_secs(30);

/// How a crate is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Build {
    name: &'static str,
    cargo: &'static [&'static str],
    rustc: &'static [&'static str],
}

const BUILDS: [Build; 5] = [
    Build {
        name: "check",
        cargo: &["--profile", "check"],
        rustc: &[],
    },
    Build {
        name: "debug",
        cargo: &[],
        rustc: &[],
    },
    Build {
        name: "release",
        cargo: &["--release"],
        rustc: &[],
    },
    Build {
        name: "debug with dead code",
        cargo: &[],
        rustc: &["-C", "link-dead-code"],
    },
    Build {
        name: "release with dead code",
        cargo: &["--release"],
        rustc: &["-C", "link-dead-code"],
    },
];

/// A crate whose compilation is measured.
struct Subject {
    package: &'static str,
    features: &'static [&'static str],
}

const OURS: Subject = Subject {
    package: crates::OURS,
    features: &["client", "all"],
};

pub fn rows(corpus: &Corpus) -> Result<Vec<Row>, Fault> {
    let spec = corpus.read().spec;
    let mut workspace = Workspace::new(&work("compile")?);
    workspace.add_ours(&spec)?;
    let readable = readable(&spec)?;
    workspace.add_progenitor(
        "progenitor-positional",
        &client(&readable.document, Style::Positional)?,
    )?;
    workspace.add_progenitor(
        "progenitor-builder",
        &client(&readable.document, Style::Builder)?,
    )?;
    workspace.finish()?;
    let mut rows = Vec::new();
    for build in BUILDS {
        let ours = cost(&workspace.folder, &OURS, build)?;
        for package in ["progenitor-positional", "progenitor-builder"] {
            let theirs = Subject {
                package,
                features: &[],
            };
            let theirs = cost(&workspace.folder, &theirs, build)?;
            rows.extend(compare(package, build, ours, theirs));
        }
    }
    rows.extend(one_resource(&workspace)?);
    Ok(rows)
}

fn compare(package: &str, build: Build, ours: Cost, theirs: Cost) -> [Row; 2] {
    let seconds = |cost: Cost| cost.cpu.as_secs_f64();
    let megabytes = |cost: Cost| cost.peak as f64 / 1e6;
    let time = Row::ratio(
        format!("{} by {package}", build.name),
        seconds(ours),
        seconds(theirs),
    );
    let memory = Row::ratio(
        format!("{} by {package}, memory", build.name),
        megabytes(ours),
        megabytes(theirs),
    );
    [
        time.target(Target::AtMost(1.0 / 3.0)).detail(format!(
            "{:.2} s CPU of {:.2} s",
            seconds(ours),
            seconds(theirs)
        )),
        memory.target(Target::AtMost(0.5)).detail(format!(
            "{:.0} MB of {:.0} MB",
            megabytes(ours),
            megabytes(theirs)
        )),
    ]
}

/// One resource alone: what it costs beside all of them, and beside none, where the bodies of
/// functions that nothing calls are compiled, too.
fn one_resource(workspace: &Workspace) -> Result<Vec<Row>, Fault> {
    let [.., debug, release] = BUILDS;
    Ok(vec![
        one_resource_in(workspace, debug)?,
        one_resource_in(workspace, release)?,
    ])
}

fn one_resource_in(workspace: &Workspace, build: Build) -> Result<Row, Fault> {
    let of = |features: &'static [&'static str]| {
        let subject = Subject {
            package: crates::OURS,
            features,
        };
        cost(&workspace.folder, &subject, build)
    };
    let (none, one, all) = (
        of(&["client"])?,
        of(&["client", "issues"])?,
        of(&["client", "all"])?,
    );
    let seconds = |cost: Cost| cost.cpu.as_secs_f64();
    let above = (seconds(one) - seconds(none)) / (seconds(all) - seconds(none));
    let share = workspace.share_of("issues");
    let row = Row::new(
        format!("{}, one resource (issues) of all, above none", build.name),
        above * 100.0,
        "%",
    );
    let detail = format!(
        "{:.2} s CPU; none {:.2} s, all {:.2} s; {:.1} % of the lines",
        seconds(one),
        seconds(none),
        seconds(all),
        share * 100.0
    );
    // In proportion: no more than twice its share of the operations.
    let most = Target::AtMost(2.0 * share * 100.0);
    Ok(row.target(most).detail(detail))
}

/// The cost in the middle of several builds of one crate.
fn cost(workspace: &Path, subject: &Subject, build: Build) -> Result<Cost, Fault> {
    let command = || {
        let mut cargo = Command::new("cargo");
        cargo.current_dir(workspace);
        cargo.args(["rustc", "--quiet", "--lib", "--package", subject.package]);
        cargo.args(build.cargo);
        if !subject.features.is_empty() {
            let features = subject.features.join(",");
            cargo.args(["--no-default-features", "--features", &features]);
        }
        cargo.arg("--").args(build.rustc);
        // The same code costs the same, whatever was compiled before.
        cargo.env("CARGO_INCREMENTAL", "0").env_remove("RUSTFLAGS");
        cargo
    };
    let name = subject.package.replace('-', "_");
    let costs = workspace.join("costs.tsv");
    let mut all = Vec::new();
    for _ in 0..RUNS {
        touch(&workspace.join(subject.package).join("src/lib.rs"))?;
        let cost = compiler_cost(&mut command(), &name, &costs)?;
        all.push(cost);
        if cost.cpu > LONG {
            break;
        }
    }
    let cost = Cost {
        cpu: median(all.iter().map(|cost| cost.cpu).collect()),
        peak: median(all.iter().map(|cost| cost.peak).collect()),
    };
    // All builds together take long, and may be ended before the table is there.
    eprintln!(
        "  {} of {}: {:.2} s CPU, {} MB",
        build.name,
        subject.package,
        cost.cpu.as_secs_f64(),
        cost.peak / 1_000_000
    );
    Ok(cost)
}

fn touch(file: &PathBuf) -> Result<(), Fault> {
    let file = std::fs::File::options().append(true).open(file)?;
    Ok(file.set_modified(std::time::SystemTime::now())?)
}

/// Builds what the crates depend on, by building them once.
fn prepare(workspace: &Path) -> Result<(), Fault> {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(workspace).args(["fetch", "--quiet"]);
    output(&mut cargo).map(drop)
}
