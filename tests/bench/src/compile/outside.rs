//! Client and server beside the two crates that openapi-generator makes of the same document.
//!
//! The generator is a Java archive in a Python wheel, fetched by pip into the target folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use docbind::emit::openapi::{CommonParameters, OpenApiVersion, export};
use docbind_spec::ApiSpec;

use super::crates::{self, Workspace};
use super::{BUILDS, Build, Subject, cost};
use crate::corpus::{Corpus, work};
use crate::measure::{Cost, has, output};
use crate::table::{Row, Target};
use crate::{Fault, openapi};

const VERSION: &str = "openapi-generator-cli==7.26.0";
const CLIENT: &str = "openapi-rust";
const SERVER: &str = "openapi-rust-axum";

/// A fifth of their time.
const MOST: Target = Target::AtMost(0.2);

const BOTH: Subject = Subject {
    package: crates::OURS,
    features: &["client", "server", "all"],
};

/// A row for each way to compile, measured or not.
pub fn rows(corpus: &Corpus) -> Result<Vec<Row>, Fault> {
    let spec = corpus.read().spec;
    let mut ours = Workspace::new(&work("compile-both")?);
    ours.add_ours(&spec)?;
    ours.finish()?;
    Ok(beside(&spec, &ours.folder))
}

fn beside(spec: &ApiSpec, ours: &Path) -> Vec<Row> {
    let folder = match workspace(spec) {
        Ok(folder) => folder,
        Err(fault) => {
            let missing = |build| missing(build, &fault);
            return BUILDS.into_iter().map(missing).collect();
        }
    };
    let measured =
        |build| both(&folder, ours, build).unwrap_or_else(|fault| missing(build, &fault));
    BUILDS.into_iter().map(measured).collect()
}

fn what(build: Build) -> String {
    format!("{} by openapi-generator, both", build.name)
}

fn missing(build: Build, why: &Fault) -> Row {
    Row::missing(what(build), "×", why.to_string()).target(MOST)
}

/// A folder with both crates.
fn workspace(spec: &ApiSpec) -> Result<PathBuf, Fault> {
    if !has("java") {
        return Err("it needs java, which is not here".into());
    }
    let folder = work("openapi-generator")?;
    let archive = archive(&folder)?;
    let document = folder.join("api.json");
    let mut value = export(spec, OpenApiVersion::V3_0_3, CommonParameters::Apart);
    let removed = openapi::simplify_for_openapi_generator(&mut value);
    openapi::print_removed("openapi-generator", &removed);
    let text = value.to_string();
    let is_as_before = fs::read_to_string(&document).is_ok_and(|before| before == text);
    for name in [CLIENT, SERVER] {
        let out = folder.join(name);
        if !is_as_before && out.exists() {
            fs::remove_dir_all(&out)?;
        }
    }
    fs::write(&document, text)?;
    make(&archive, &document, "rust", CLIENT, &folder)?;
    make(&archive, &document, "rust-axum", SERVER, &folder)?;
    let members = format!("[workspace]\nresolver = \"3\"\nmembers = [{CLIENT:?}, {SERVER:?}]\n");
    fs::write(folder.join("Cargo.toml"), members)?;
    Ok(folder)
}

/// Our one crate beside their two.
fn both(theirs: &Path, ours: &Path, build: Build) -> Result<Row, Fault> {
    let of = |package| {
        let subject = Subject {
            package,
            features: &[],
        };
        cost(theirs, &subject, build)
    };
    let seconds = |cost: Cost| cost.cpu.as_secs_f64();
    let (client, server) = (of(CLIENT)?, of(SERVER)?);
    let ours = cost(ours, &BOTH, build)?;
    let detail = format!(
        "{:.2} s CPU of {:.2} s + {:.2} s; {:.0} MB of {:.0} MB",
        seconds(ours),
        seconds(client),
        seconds(server),
        ours.peak as f64 / 1e6,
        client.peak.max(server.peak) as f64 / 1e6
    );
    let theirs = seconds(client) + seconds(server);
    Ok(Row::ratio(what(build), seconds(ours), theirs)
        .target(MOST)
        .detail(detail))
}

fn archive(folder: &Path) -> Result<PathBuf, Fault> {
    let archive = folder.join("openapi_generator_cli/openapi-generator.jar");
    if !archive.is_file() {
        let mut pip = Command::new("python3");
        pip.args(["-m", "pip", "install", "--quiet", "--no-deps", "--target"]);
        output(pip.arg(folder).arg(VERSION))
            .map_err(|fault| format!("pip cannot fetch {VERSION}: {fault}"))?;
    }
    Ok(archive)
}

fn make(
    archive: &Path,
    document: &Path,
    kind: &str,
    name: &str,
    folder: &Path,
) -> Result<(), Fault> {
    let out = folder.join(name);
    if out.join("Cargo.toml").is_file() {
        return Ok(());
    }
    let mut java = Command::new("java");
    java.arg("-jar")
        .arg(archive)
        .args(["generate", "-g", kind, "-i"]);
    java.arg(document).arg("-o").arg(&out);
    // The version of the document, `v3`, is none that Cargo takes.
    java.args([
        "--skip-validate-spec",
        "-p",
        &format!("packageName={name},packageVersion=0.1.0"),
    ]);
    output(&mut java).map(drop)
}
