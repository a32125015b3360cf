//! What must hold of any input: the kept seeds of each probe, and changes of them.
//!
//! A fuzzer runs the same probes for longer (`tests/fuzz/README.md`). `DOCBIND_PROBES=N` tries N
//! changes of each seed instead of a few.

#![allow(
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests fail by panicking"
)]

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;

use docbind_tests::probes::mutate::{Dice, mutate};
use docbind_tests::probes::{ALL, Probe};

/// How many changes of each seed are tried: all of a probe take about a second unoptimised.
const CHANGES: &[(&str, u64)] = &[
    ("markdown", 40),
    ("curl", 40),
    ("json", 40),
    ("spec", 4),
    ("code", 1),
];

/// The seeds of a probe with their names, in order.
fn seeds(probe: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/seeds")
        .join(probe);
    let mut seeds: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read(path).unwrap())
        })
        .collect();
    seeds.sort();
    assert!(!seeds.is_empty(), "no seed in {}", folder.display());
    seeds
}

fn count(probe: &str) -> u64 {
    let asked = std::env::var("DOCBIND_PROBES").ok();
    let known = CHANGES.iter().find(|(name, _)| *name == probe);
    match asked {
        Some(asked) => asked.parse().unwrap(),
        None => known.unwrap().1,
    }
}

/// Runs a probe, and says with which input it failed.
fn hold(check: fn(&[u8]), input: &[u8], what: &str) {
    if catch_unwind(|| check(input)).is_err() {
        let text = String::from_utf8_lossy(input);
        panic!("{what} does not hold:\n{text}\n{input:?}");
    }
}

fn run(probe: &str) {
    let (name, check): &Probe = ALL.iter().find(|(name, _)| *name == probe).unwrap();
    for (seed, bytes) in seeds(name) {
        hold(*check, &bytes, &seed);
        for number in 0..count(name) {
            let changed = mutate(&bytes, &mut Dice::new(number));
            hold(*check, &changed, &format!("change {number} of {seed}"));
        }
    }
}

#[test]
fn any_bytes_are_a_page() {
    run("markdown");
}

#[test]
fn any_text_is_a_command() {
    run("curl");
}

#[test]
fn any_text_is_an_example() {
    run("json");
}

#[test]
fn any_text_is_a_spec_or_is_refused() {
    run("spec");
}

#[test]
fn any_text_of_a_spec_stays_a_text_in_code() {
    run("code");
}
