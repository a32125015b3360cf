//! What the system knows about processes: memory, time on a core, and which core.

use std::fs;
use std::process::Command;
use std::time::Duration;

/// The core of the server, and that of the load generator.
#[derive(Clone, Copy)]
pub(crate) enum Core {
    Server,
    Load,
}

/// Whether processes can be bound to cores here.
pub(crate) fn can_pin() -> bool {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let found = Command::new("taskset").arg("--version").output().is_ok();
    if cores < 2 || !found {
        println!("not bound to cores: that needs `taskset` and two of them");
    }
    cores >= 2 && found
}

/// A command that runs a program, bound to a core where that can be.
pub(crate) fn pinned(program: &str, core: Option<Core>) -> Command {
    let Some(core) = core else {
        return Command::new(program);
    };
    let mut command = Command::new("taskset");
    command.args(["-c", core.number(), program]);
    command
}

/// Binds this process and those that it starts.
pub(crate) fn pin_this(core: Core) {
    let this = std::process::id().to_string();
    let bound = Command::new("taskset")
        .args(["-a", "-c", "-p", core.number(), &this])
        .output();
    bound.expect("`taskset` was there a moment ago");
}

impl Core {
    fn number(self) -> &'static str {
        match self {
            Self::Server => "0",
            Self::Load => "1",
        }
    }
}

/// The largest and the present size in memory, in MiB; none where the system does not tell.
pub(crate) fn memory(pid: u32) -> Option<(f64, f64)> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let mib = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        let kib: f64 = line.split_whitespace().next()?.parse().ok()?;
        Some(kib / 1024.0)
    };
    Some((mib("VmHWM:")?, mib("VmRSS:")?))
}

/// How long a process has been on a core; none where the system does not tell.
pub(crate) fn time_on_core(pid: u32) -> Option<Duration> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // What stands before is the name of the program in brackets.
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(11);
    let mut ticks = || fields.next()?.parse::<u64>().ok();
    // A tick is ten milliseconds on every Linux.
    Some(Duration::from_millis((ticks()? + ticks()?) * 10))
}
