//! Times, memory and instructions of this program and of others.
//!
//! CPU time is that of the processes measured, so that a busy machine disturbs little. Peak memory
//! is what the system says of a process that has ended.

use std::ffi::OsString;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;

use nix::sys::resource::{Usage, UsageWho, getrusage};
use nix::sys::time::{TimeVal, TimeValLike};

use crate::Fault;

/// The first argument where the bench asks itself for a task.
pub const HELPER: &str = "--task";

/// Names the file into which the compiler's costs go, where this program stands before it.
const COSTS: &str = "DOCBIND_BENCH_COSTS";

/// What a process cost.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cost {
    /// Time on all cores.
    pub cpu: Duration,
    /// The most memory at a time, in bytes.
    pub peak: u64,
}

fn cost_of(usage: Usage) -> Cost {
    let time = |value: TimeVal| Duration::from_micros(value.num_microseconds().unsigned_abs());
    Cost {
        cpu: time(usage.user_time()) + time(usage.system_time()),
        // Linux counts in KiB.
        peak: usage.max_rss().unsigned_abs() * 1024,
    }
}

/// What this process has cost until now.
pub fn own_cost() -> Result<Cost, Fault> {
    Ok(cost_of(getrusage(UsageWho::RUSAGE_SELF)?))
}

/// What this process did on all cores meanwhile.
pub fn cpu_of<T>(work: impl FnOnce() -> T) -> Result<(Duration, T), Fault> {
    let before = own_cost()?.cpu;
    let result = work();
    Ok((own_cost()?.cpu - before, result))
}

/// The one in the middle.
pub fn median<T: PartialOrd + Copy + Default>(mut values: Vec<T>) -> T {
    values.sort_by(|one, other| one.partial_cmp(other).unwrap_or(std::cmp::Ordering::Equal));
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// The median of what a task takes of this process's time.
pub fn median_cpu(runs: usize, mut work: impl FnMut()) -> Result<f64, Fault> {
    let mut times = Vec::new();
    for _ in 0..runs {
        times.push(cpu_of(&mut work)?.0.as_secs_f64());
    }
    Ok(median(times))
}

/// This program with a task for it.
pub fn task(arguments: &[&str]) -> Result<Command, Fault> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg(HELPER).args(arguments);
    Ok(command)
}

/// What a program says on stdout; it has to succeed.
pub fn output(command: &mut Command) -> Result<String, Fault> {
    let output = command.stdin(Stdio::null()).output()?;
    if output.status.success() {
        return Ok(String::from_utf8(output.stdout)?);
    }
    let errors = String::from_utf8_lossy(&output.stderr);
    let last: Vec<&str> = errors.lines().rev().take(5).collect();
    let last: Vec<&str> = last.into_iter().rev().collect();
    Err(format!(
        "{command:?} failed ({}):\n{}",
        output.status,
        last.join("\n")
    )
    .into())
}

/// How many instructions a task of this program takes; `None` without valgrind.
pub fn instructions(arguments: &[&str]) -> Result<Option<u64>, Fault> {
    let options = ["--tool=callgrind", "--callgrind-out-file=/dev/null"];
    valgrind(&options, arguments, "Collected :")
}

/// How many bytes a task of this program allocates in all; `None` without valgrind.
pub fn allocated(arguments: &[&str]) -> Result<Option<u64>, Fault> {
    let options = ["--tool=dhat", "--dhat-out-file=/dev/null"];
    valgrind(&options, arguments, "Total:")
}

fn valgrind(options: &[&str], arguments: &[&str], line: &str) -> Result<Option<u64>, Fault> {
    if !has("valgrind") {
        return Ok(None);
    }
    let output = Command::new("valgrind")
        .args(options)
        .arg(std::env::current_exe()?)
        .arg(HELPER)
        .args(arguments)
        .output()?;
    let told = String::from_utf8_lossy(&output.stderr);
    let number = told.lines().find_map(|it| it.split_once(line));
    let number = number.and_then(|(_, rest)| rest.split_whitespace().next());
    let number = number.and_then(|digits| digits.replace(',', "").parse().ok());
    match number {
        Some(number) if output.status.success() => Ok(Some(number)),
        _ => Err(format!("valgrind says no number:\n{told}").into()),
    }
}

/// Whether a program is at hand.
pub fn has(program: &str) -> bool {
    let mut asked = Command::new(program);
    asked.arg(if program == "java" {
        "-version"
    } else {
        "--version"
    });
    let quiet = asked.stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// Where Cargo calls this program instead of the compiler: calls it, and notes its costs.
pub fn as_compiler() -> Option<ExitCode> {
    let file = std::env::var_os(COSTS)?;
    let mut arguments = std::env::args_os().skip(1);
    let compiler = arguments.next()?;
    let arguments: Vec<OsString> = arguments.collect();
    let status = Command::new(compiler).args(&arguments).status();
    let name = arguments
        .iter()
        .skip_while(|argument| *argument != "--crate-name")
        .nth(1);
    if let (Some(name), Ok(usage)) = (name, getrusage(UsageWho::RUSAGE_CHILDREN)) {
        let cost = cost_of(usage);
        let line = format!(
            "{}\t{}\t{}\n",
            name.display(),
            cost.cpu.as_micros(),
            cost.peak
        );
        let mut options = std::fs::OpenOptions::new();
        let opened = options.create(true).append(true).open(file);
        if let Err(error) = opened.and_then(|mut file| file.write_all(line.as_bytes())) {
            eprintln!("cannot note the compiler's costs: {error}");
        }
    }
    Some(match status {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    })
}

/// What compiling one crate costs with this Cargo command: the compiler alone, without Cargo and
/// without what the crate depends on.
pub fn compiler_cost(cargo: &mut Command, name: &str, costs: &Path) -> Result<Cost, Fault> {
    if costs.exists() {
        std::fs::remove_file(costs)?;
    }
    cargo.env(COSTS, costs);
    cargo.env("RUSTC_WRAPPER", std::env::current_exe()?);
    output(cargo)?;
    let lines = std::fs::read_to_string(costs)?;
    let noted = lines.lines().find_map(|line| {
        let mut parts = line.split('\t');
        (parts.next()? == name).then_some(())?;
        Some(Cost {
            cpu: Duration::from_micros(parts.next()?.parse().ok()?),
            peak: parts.next()?.parse().ok()?,
        })
    });
    noted.ok_or_else(|| format!("Cargo did not compile `{name}`").into())
}
