//! A run that is killed at any moment: what it leaves is named, and the next run completes it.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use super::harness::{Dir, command};
use super::worlds::{APIS, FOREIGN, Files, Worlds, completes, old_pages, written};

/// What a run left when it was killed.
#[derive(Debug, PartialEq, Eq)]
enum Left {
    Old,
    New,
    Mixed,
}

/// Judges what a killed run left, what `check` says of it, and what the next run makes of it.
fn judge(worlds: &Worlds, dir: &Dir, moment: &str) -> Left {
    let files = written(dir);
    each_is_old_or_new(worlds, &files, moment);
    let check = dir.run("check --quiet");
    let mut left = Vec::new();
    for api in APIS {
        let state = state(worlds, &files, api);
        let named = format!(
            "{api}: a run of docbind was interrupted while it wrote `crates/{api}`; run \
             `docbind generate {api}` to complete it\n"
        );
        assert!(
            check.out.contains(&named) || state != Left::Mixed,
            "{moment}: {api} is mixed, and `check` says\n{}",
            check.out
        );
        left.push(state);
    }
    let is_new = files == worlds.new;
    assert_eq!(
        check.code,
        Some(i32::from(!is_new)),
        "{moment}: {}",
        check.out
    );
    assert!(written(dir) == files, "{moment}: a check wrote something");
    match left.iter().find(|state| **state == Left::Mixed) {
        Some(_) => Left::Mixed,
        None => left.swap_remove(0),
    }
}

#[track_caller]
fn each_is_old_or_new(worlds: &Worlds, files: &Files, moment: &str) {
    for (path, bytes) in files {
        let is_known = worlds.old.get(path) == Some(bytes) || worlds.new.get(path) == Some(bytes);
        let is_ours = path.contains("/.docbind-");
        assert!(
            is_known || is_ours,
            "{moment}: {path} is neither old nor new"
        );
    }
    for (path, bytes) in &worlds.old {
        if worlds.new.contains_key(path) {
            assert!(files.contains_key(path), "{moment}: {path} is gone");
        }
        if FOREIGN.contains(&path.as_str()) {
            assert!(
                files.get(path) == Some(bytes),
                "{moment}: {path} is not ours"
            );
        }
    }
}

/// How far the spec and the crate of an API are, lists and what waits aside.
fn state(worlds: &Worlds, files: &Files, api: &str) -> Left {
    let (krate, spec) = (format!("crates/{api}/"), format!("specs/{api}.yaml"));
    let of_api = |files: &Files| -> Files {
        let files = files.iter();
        let is_ours = |path: &str| path.starts_with(&krate) || path == spec;
        files
            .filter(|(path, _)| is_ours(path) && !path.contains("/.docbind-"))
            .map(|(path, bytes)| (path.clone(), bytes.clone()))
            .collect()
    };
    let files = of_api(files);
    if files == of_api(&worlds.old) {
        Left::Old
    } else if files == of_api(&worlds.new) {
        Left::New
    } else {
        Left::Mixed
    }
}

/// The next run reads the same pages, or those of before: either way, nothing is left of the one
/// that was killed.
#[track_caller]
fn goes_on(worlds: &Worlds, dir: &Dir, number: usize, moment: &str) {
    if number.is_multiple_of(2) {
        completes(dir);
        assert!(written(dir) == worlds.new, "{moment}: not completed");
    } else {
        old_pages(dir);
        completes(dir);
        assert!(written(dir) == worlds.old, "{moment}: not taken back");
    }
}

/// Both commands that write everything, one after the other.
fn writer(number: usize) -> &'static str {
    ["generate", "update"][number % 2]
}

fn start(dir: &Dir, number: usize) -> Child {
    let mut command = command(&dir.path(""));
    command.arg(writer(number));
    quietly(command).spawn().unwrap()
}

fn quietly(mut command: Command) -> Command {
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Waits until this file has changed, appeared or vanished, or the run is over.
fn wait_for(run: &mut Child, path: &Path) {
    let number = || fs::metadata(path).ok().map(|found| found.ino());
    let before = number();
    while number() == before && run.try_wait().unwrap().is_none() {}
}

fn kill_after(mut run: Child, time: Duration) {
    let start = Instant::now();
    while start.elapsed() < time {
        std::hint::spin_loop();
    }
    run.kill().unwrap();
    run.wait().unwrap();
}

#[test]
fn as_soon_as_a_file_has_changed() {
    let worlds = Worlds::get();
    let mut mixed = 0;
    for (number, path) in worlds.changes().into_iter().step_by(5).enumerate() {
        let dir = worlds.enter();
        let mut run = start(&dir, number);
        wait_for(&mut run, &dir.path(path));
        kill_after(run, Duration::ZERO);
        if judge(worlds, &dir, path) == Left::Mixed {
            mixed += 1;
        }
        goes_on(worlds, &dir, number, path);
    }
    // Where the machine is busy, a kill may come too late each time; another test counts steps.
    println!("{mixed} runs left old files beside new ones");
}

#[test]
fn after_any_time() {
    let worlds = Worlds::get();
    let dir = worlds.enter();
    let begin = Instant::now();
    assert!(start(&dir, 0).wait().unwrap().success());
    let whole = begin.elapsed();
    let list = "crates/music/.docbind-manifest";
    for (number, step) in (0..10).enumerate() {
        let dir = worlds.enter();
        let mut run = start(&dir, number);
        // Reading takes nearly all of the time, so half of the runs are let off until they write.
        let time = if step % 2 == 0 {
            whole * step / 9
        } else {
            wait_for(&mut run, &dir.path(list));
            Duration::from_micros(300) * step
        };
        kill_after(run, time);
        let moment = format!("step {step}, after {time:?}");
        judge(worlds, &dir, &moment);
        goes_on(worlds, &dir, number / 2, &moment);
    }
}

#[test]
fn what_a_person_edits_after_that_is_kept() {
    let worlds = Worlds::get();
    let dir = worlds.enter();
    let mut run = start(&dir, 0);
    wait_for(&mut run, &dir.path("crates/music/.docbind-manifest"));
    kill_after(run, Duration::ZERO);
    dir.write("crates/shop/src/lib.rs", "// mine\n");
    let before = written(&dir);
    dir.fails(
        "generate --quiet",
        "error: `crates/shop/src/lib.rs` was edited by hand or is not docbind's\n  help: move \
         your changes elsewhere, or let --force overwrite it\n",
    );
    assert!(written(&dir) == before);
}

/// Runs a command and does this to the n-th of these system calls.
fn inject(dir: &Dir, run: &str, calls: &str, what: &str, when: usize) -> ExitStatus {
    let mut strace = Command::new("strace");
    strace
        .args(["-f", "-qq", "-o", "/dev/null", "-e"])
        .arg(format!("inject={calls}:{what}:when={when}"))
        // Whoever starts the tests in the background has `SIGINT` ignored.
        .args(["env", "--default-signal"])
        .arg(command(Path::new("")).get_program())
        .arg(run)
        .current_dir(dir.path(""));
    quietly(strace).status().unwrap()
}

/// Whether `strace` is there and may do its work.
fn can_inject() -> bool {
    let mut strace = Command::new("strace");
    strace.args(["-qq", "-o", "/dev/null", "true"]);
    if quietly(strace)
        .status()
        .is_ok_and(|status| status.success())
    {
        return true;
    }
    assert!(
        std::env::var_os("DOCBIND_REQUIRE_ALL").is_none_or(|value| value != "1"),
        "`strace` is needed and is not there"
    );
    println!("skipped: there is no strace, or it may not trace");
    false
}

/// System calls that change something; what they are called differs from machine to machine.
const MAKES_FOLDERS: &str = "?mkdir,?mkdirat";
const PUTS_IN_PLACE: &str = "?rename,?renameat,?renameat2";
const REMOVES: &str = "?unlink,?unlinkat";

#[test]
fn at_one_step_after_the_other() {
    if !can_inject() {
        return;
    }
    let worlds = Worlds::get();
    let mut mixed = 0;
    for (calls, stride) in [(MAKES_FOLDERS, 20), (PUTS_IN_PLACE, 7), (REMOVES, 4)] {
        for (number, when) in (1..).step_by(stride).enumerate() {
            let dir = worlds.enter();
            let end = inject(&dir, writer(number), calls, "signal=SIGKILL", when);
            if end.success() {
                assert!(when > stride, "{calls} are hardly used any more");
                break;
            }
            assert_eq!(end.signal(), Some(9), "{end}");
            let moment = format!("killed at {calls} {when}");
            if judge(worlds, &dir, &moment) == Left::Mixed {
                mixed += 1;
            }
            goes_on(worlds, &dir, number, &moment);
        }
    }
    assert!(mixed > 3, "the runs were killed too early or too late");
}

/// Whoever presses Ctrl-C, or shuts the machine down, leaves what a kill leaves.
#[test]
fn by_other_signals() {
    if !can_inject() {
        return;
    }
    let worlds = Worlds::get();
    for (number, (signal, code)) in [("SIGINT", 2), ("SIGTERM", 15), ("SIGHUP", 1)]
        .iter()
        .enumerate()
    {
        let dir = worlds.enter();
        let what = format!("signal={signal}");
        let end = inject(&dir, writer(number), PUTS_IN_PLACE, &what, 5);
        assert_eq!(end.signal(), Some(*code), "{end}");
        judge(worlds, &dir, signal);
        goes_on(worlds, &dir, number, signal);
    }
}

#[test]
fn the_first_run_of_all() {
    if !can_inject() {
        return;
    }
    let worlds = Worlds::get();
    for when in [1, 3, 40] {
        let dir = worlds.enter();
        old_pages(&dir);
        for folder in ["crates", "specs"] {
            fs::remove_dir_all(dir.path(folder)).unwrap();
        }
        let end = inject(&dir, "generate", PUTS_IN_PLACE, "signal=SIGKILL", when);
        assert_eq!(end.signal(), Some(9), "{end}");
        let check = dir.run("check");
        let named = "music: a run of docbind was interrupted while it wrote `crates/music`; ";
        assert!(check.out.starts_with(named), "{when}: {}", check.out);
        completes(&dir);
        for path in FOREIGN {
            dir.write(path, "mine");
        }
        assert!(written(&dir) == worlds.old, "{when}: not completed");
    }
}

#[test]
fn a_spec_alone() {
    if !can_inject() {
        return;
    }
    let worlds = Worlds::get();
    let dir = worlds.enter();
    let end = inject(&dir, "spec", PUTS_IN_PLACE, "signal=SIGKILL", 2);
    assert_eq!(end.signal(), Some(9), "{end}");
    let check = dir.run("check");
    let named = |api: &str| {
        check.out.contains(&format!(
            "{api}: a run of docbind was interrupted while it wrote `specs/{api}.yaml`; run \
             `docbind generate {api}` to complete it\n"
        ))
    };
    assert!(!named("music") && named("shop"), "{}", check.out);
    assert_eq!(dir.run("spec --quiet").code, Some(0));
    assert!(
        written(&dir).keys().eq(worlds.old.keys()),
        "something is left"
    );
    completes(&dir);
    assert!(written(&dir) == worlds.new);
}

#[test]
fn a_full_disk_changes_nothing() {
    if !can_inject() {
        return;
    }
    let worlds = Worlds::get();
    for when in [1, 2, 3, 9] {
        let dir = worlds.enter();
        let end = inject(&dir, "generate", "write", "error=ENOSPC", when);
        assert_eq!(end.code(), Some(2), "{end}");
        assert!(written(&dir) == worlds.old, "at write {when}");
    }
}
