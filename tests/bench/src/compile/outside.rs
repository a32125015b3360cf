//! Client and server beside the two crates that openapi-generator makes of the same document.
//!
//! The generator is a Java archive in a Python wheel, fetched by pip into the target folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use docbind::emit::openapi::{CommonParameters, OpenApiVersion, export};
use docbind_spec::ApiSpec;

use super::{BUILDS, Build, Subject, compare, cost, crates};
use crate::measure::{Cost, has, output};
use crate::table::{Row, Target};
use crate::{Fault, corpus};

const VERSION: &str = "openapi-generator-cli==7.26.0";
const CLIENT: &str = "openapi-rust";
const SERVER: &str = "openapi-rust-axum";

const BOTH: Subject = Subject {
    package: crates::OURS,
    features: &["client", "server", "all"],
};

pub(super) fn rows(spec: &ApiSpec, ours: &Path) -> Result<Vec<Row>, Fault> {
    if !has("java") {
        return Err("it needs java, which is not here".into());
    }
    let folder = corpus::work("openapi-generator")?;
    let archive = archive(&folder)?;
    let document = folder.join("api.json");
    let value = export(spec, OpenApiVersion::V3_0_3, CommonParameters::Apart);
    fs::write(&document, value.to_string())?;
    make(&archive, &document, "rust", CLIENT, &folder)?;
    make(&archive, &document, "rust-axum", SERVER, &folder)?;
    let members = format!("[workspace]\nresolver = \"3\"\nmembers = [{CLIENT:?}, {SERVER:?}]\n");
    fs::write(folder.join("Cargo.toml"), members)?;
    let mut rows = Vec::new();
    for build in BUILDS.into_iter().take(2) {
        rows.extend(both(&folder, ours, build)?);
    }
    Ok(rows)
}

fn both(theirs: &Path, ours: &Path, build: Build) -> Result<[Row; 2], Fault> {
    let of = |package| {
        let subject = Subject {
            package,
            features: &[],
        };
        cost(theirs, &subject, build)
    };
    let (client, server) = (of(CLIENT)?, of(SERVER)?);
    let together = Cost {
        cpu: client.cpu + server.cpu,
        peak: client.peak.max(server.peak),
    };
    let [time, memory] = compare(
        "openapi-generator, both",
        build,
        cost(ours, &BOTH, build)?,
        together,
    );
    Ok([
        time.target(Target::AtMost(0.2)),
        memory.target(Target::None),
    ])
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
    java.args(["--skip-validate-spec", "-p", &format!("packageName={name}")]);
    output(&mut java).map(drop)
}
