//! Ten and a hundred times the pages: time, memory, threads.

use std::hint::black_box;
use std::thread;
use std::time::Instant;

use docbind::pipeline::read_docs;

use crate::corpus::{self, Corpus};
use crate::table::{Row, Target};
use crate::{Fault, measure, reading};

/// What one run in a process of its own tells.
struct Run {
    bytes: f64,
    elapsed: f64,
    cpu: f64,
    peak: f64,
}

const RUNS: usize = 3;
/// Level, as far as two runs of the same are.
const LEVEL: f64 = 1.25;
const MB: f64 = 1e6;

pub fn rows(_corpus: &Corpus) -> Result<Vec<Row>, Fault> {
    let once = run(1, "one")?;
    let mut rows = Vec::new();
    for copies in [10, 100] {
        let grown = run(copies, "one")?;
        let (per_byte, before) = (grown.cpu / grown.bytes, once.cpu / once.bytes);
        let detail = format!("{:.1} ns per byte of {:.1}", per_byte * 1e9, before * 1e9);
        let row = Row::ratio(
            format!("growth, time per byte at {copies} ×"),
            per_byte,
            before,
        );
        rows.push(row.target(Target::AtMost(LEVEL)).detail(detail));
        rows.push(memory(copies, &grown));
        if copies == 100 {
            let both = run(copies, "all")?;
            let detail = format!("{:.2} s of {:.2} s", both.elapsed, grown.elapsed);
            let row = Row::ratio(
                "growth, one thread by two at 100 ×",
                grown.elapsed,
                both.elapsed,
            );
            rows.push(row.target(Target::AtLeast(1.6)).detail(detail));
            rows.push(machine());
            rows.push(memory(copies, &both));
        }
    }
    Ok(rows)
}

/// What two threads win on this machine where they share nothing: no program wins more.
fn machine() -> Row {
    let pairs = (0..RUNS).map(|_| {
        let (one, both) = (
            time_of(|| work(2)),
            time_of(|| {
                thread::scope(|scope| {
                    scope.spawn(|| work(1));
                    work(1);
                });
            }),
        );
        (one / both, one, both)
    });
    let mut pairs: Vec<_> = pairs.collect();
    pairs.sort_by(|one, other| one.0.total_cmp(&other.0));
    let (ratio, one, both) = pairs.swap_remove(RUNS / 2);
    Row::new("growth, the same of plain arithmetic", ratio, "×")
        .detail(format!("{both:.2} s of {one:.2} s"))
}

fn time_of(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64()
}

/// So many shares of arithmetic that touches no memory.
fn work(shares: u64) {
    let mut number = black_box(shares);
    for _ in 0..shares * 500_000_000 {
        number ^= number << 13;
        number ^= number >> 7;
        number ^= number << 17;
    }
    black_box(number);
}

fn memory(copies: usize, run: &Run) -> Row {
    let allowed = 10.0 * run.bytes + 50.0 * MB;
    let row = Row::new(format!("growth, memory at {copies} ×"), run.peak / MB, "MB");
    row.target(Target::AtMost(allowed / MB))
        .detail(format!("{:.2} MB of pages", run.bytes / MB))
}

/// The run in the middle by time.
fn run(copies: usize, threads: &str) -> Result<Run, Fault> {
    let copies = copies.to_string();
    let mut runs = Vec::new();
    for _ in 0..RUNS {
        let told = measure::output(&mut measure::task(&["growth", &copies, threads])?)?;
        let numbers: Result<Vec<f64>, _> = told.split_whitespace().map(str::parse).collect();
        let [bytes, elapsed, cpu, peak] = numbers?[..] else {
            return Err("the task told no four numbers".into());
        };
        runs.push(Run {
            bytes,
            elapsed,
            cpu,
            peak,
        });
    }
    runs.sort_by(|one, other| one.elapsed.total_cmp(&other.elapsed));
    Ok(runs.swap_remove(RUNS / 2))
}

/// Reads so many copies, and tells bytes, time, CPU time and peak memory.
pub fn help(arguments: &[String]) -> Result<(), Fault> {
    let [copies, threads] = arguments else {
        return Err("how many copies, on how many threads?".into());
    };
    if threads == "one" {
        reading::stay_on_one_core()?;
    }
    let sources = Corpus::find()?.times(copies.parse()?);
    let start = Instant::now();
    let (cpu, reading) = measure::cpu_of(|| read_docs(&sources, &corpus::options()))?;
    let elapsed = start.elapsed();
    black_box(&reading);
    let peak = measure::own_cost()?.peak;
    let bytes = corpus::bytes(&sources);
    println!(
        "{bytes} {} {} {peak}",
        elapsed.as_secs_f64(),
        cpu.as_secs_f64()
    );
    Ok(())
}
