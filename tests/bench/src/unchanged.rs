//! `check` and `generate` of the shipped APIs where nothing has changed.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::corpus::{Corpus, project, work};
use crate::table::{Row, Target};
use crate::{Fault, measure};

const RUNS: usize = 15;
const MOST: f64 = 50.0;
/// What the program reads and writes.
const PARTS: [&str; 3] = ["docbind.toml", "spec/apis", "generated"];

pub fn rows(_corpus: &Corpus) -> Result<Vec<Row>, Fault> {
    let project = project();
    let target = work("program")?;
    let mut build = Command::new("cargo");
    build.args(["build", "--release", "--quiet", "--package", "docbind"]);
    build.arg("--target-dir").arg(&target).current_dir(&project);
    measure::output(&mut build)?;
    let program = target.join("release/docbind");
    let copy = work("unchanged")?;
    for part in PARTS {
        copy_all(&project.join(part), &copy.join(part))?;
    }
    let mut rows = Vec::new();
    for command in ["generate", "check"] {
        let run = || {
            let mut run = Command::new(&program);
            run.args([command, "--quiet"])
                .current_dir(&copy)
                .stderr(Stdio::null());
            run
        };
        // The first one brings the copy up to date.
        measure::output(&mut run())?;
        let mut times = Vec::new();
        for _ in 0..RUNS {
            let start = Instant::now();
            measure::output(&mut run())?;
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
        let row = Row::new(format!("unchanged {command}"), measure::median(times), "ms");
        rows.push(
            row.target(Target::AtMost(MOST))
                .detail("three APIs, elapsed"),
        );
    }
    Ok(rows)
}

fn copy_all(from: &Path, to: &Path) -> std::io::Result<()> {
    if from.is_file() {
        return fs::copy(from, to).map(drop);
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        copy_all(&entry.path(), &to.join(entry.file_name()))?;
    }
    Ok(())
}
