//! From pages to a spec, beside reading nothing but their Markdown.

use std::hint::black_box;
use std::time::Instant;

use docbind::pipeline::read_docs;
use docbind::source::SourceSet;
use nix::sched::{CpuSet, sched_getaffinity, sched_setaffinity};
use nix::unistd::Pid;
use pulldown_cmark::{Options, Parser};

use crate::corpus::{self, Corpus};
use crate::table::{Row, Target};
use crate::{Fault, measure};

const RUNS: usize = 15;
const SHARE: f64 = 8.0;

pub fn rows(corpus: &Corpus) -> Result<Vec<Row>, Fault> {
    let mut rows = Vec::new();
    for (threads, what) in [
        ("one", "reading, one thread"),
        ("all", "reading, all threads"),
    ] {
        let told = measure::output(&mut measure::task(&["reading", "time", threads])?)?;
        let numbers = numbers(&told)?;
        let [alone, whole] = numbers[..] else {
            return Err("the task told no two numbers".into());
        };
        let detail = format!(
            "{:.2} ms of {:.2} ms for pulldown-cmark alone ({:.0} MB/s)",
            whole * 1e3,
            alone * 1e3,
            corpus::bytes(&corpus.sources()) as f64 / alone / 1e6
        );
        let row = Row::ratio(what, whole, alone);
        rows.push(row.target(Target::AtMost(SHARE)).detail(detail));
    }
    rows.push(counted()?);
    Ok(rows)
}

/// The same in instructions, by the difference between few and many rounds.
fn counted() -> Result<Row, Fault> {
    let of = |kind: &str| -> Result<Option<f64>, Fault> {
        let count = |rounds| measure::instructions(&["reading", kind, rounds]);
        let (Some(few), Some(many)) = (count("2")?, count("4")?) else {
            return Ok(None);
        };
        Ok(Some((many - few) as f64 / 2.0))
    };
    let (Some(alone), Some(whole)) = (of("alone")?, of("whole")?) else {
        return Err("instructions need valgrind".into());
    };
    let detail = format!("{:.1} M of {:.1} M", whole / 1e6, alone / 1e6);
    let row = Row::ratio("reading, instructions", whole, alone);
    Ok(row.target(Target::AtMost(SHARE)).detail(detail))
}

fn numbers(told: &str) -> Result<Vec<f64>, Fault> {
    let numbers: Result<Vec<f64>, _> = told.split_whitespace().map(str::parse).collect();
    Ok(numbers?)
}

/// `time one|all` tells the median of both times; `alone N` and `whole N` do it that often.
pub fn help(arguments: &[String]) -> Result<(), Fault> {
    let sources = Corpus::find()?.sources();
    let [kind, value] = arguments else {
        return Err("two words, please".into());
    };
    match kind.as_str() {
        "time" => {
            if value == "one" {
                stay_on_one_core()?;
            }
            let alone = median_time(|| alone(&sources));
            let whole = median_time(|| whole(&sources));
            println!("{alone} {whole}");
        }
        "alone" => (0..value.parse()?).for_each(|_| alone(&sources)),
        "whole" => {
            stay_on_one_core()?;
            (0..value.parse()?).for_each(|_| whole(&sources));
        }
        _ => return Err(format!("no kind `{kind}`").into()),
    }
    Ok(())
}

/// Whoever asks how many cores there are is told of one.
pub fn stay_on_one_core() -> Result<(), Fault> {
    let own = Pid::from_raw(0);
    let allowed = sched_getaffinity(own)?;
    let first = (0..CpuSet::count()).find(|core| allowed.is_set(*core).unwrap_or(false));
    let mut one = CpuSet::new();
    one.set(first.ok_or("no core at all")?)?;
    Ok(sched_setaffinity(own, &one)?)
}

fn median_time(mut work: impl FnMut()) -> f64 {
    work();
    let times = (0..RUNS).map(|_| {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64()
    });
    measure::median(times.collect())
}

fn alone(sources: &SourceSet) {
    for (_, page) in sources.iter() {
        for event in Parser::new_ext(&page.text, Options::ENABLE_TABLES) {
            black_box(event);
        }
    }
}

fn whole(sources: &SourceSet) {
    black_box(read_docs(sources, &corpus::options()));
}
