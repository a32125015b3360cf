//! What is served: the shipped API with the most operations, whole and cut down to three.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use docbind_spec::{ApiSpec, Location, Method, Operation, Presence, yaml};
use serde_json::json;

use super::load;
use super::server::{Server, Setup, scratch, until_answered};

/// How many paths are asked for in turn.
const PATHS: usize = 8;

/// An API in the forms in which servers take it.
pub(crate) struct Api {
    pub(crate) title: String,
    pub(crate) spec: PathBuf,
    pub(crate) openapi: PathBuf,
    /// What is asked for: paths spread over the whole document.
    pub(crate) paths: Vec<String>,
    base: String,
}

impl Api {
    /// Three operations.
    pub(crate) fn small() -> Self {
        let mut spec = shipped();
        spec.operations.retain(is_plain);
        spec.operations.truncate(3);
        Self::of("small", &spec)
    }

    /// All operations.
    pub(crate) fn whole() -> Self {
        Self::of("whole", &shipped())
    }

    fn of(name: &str, spec: &ApiSpec) -> Self {
        let file = scratch(&format!("{name}.yaml"));
        std::fs::write(&file, yaml::write_spec(spec).unwrap()).unwrap();
        let openapi = scratch(&format!("{name}.json"));
        let exported = Command::new(env!("CARGO_BIN_EXE_docbind"))
            .args(["export", "openapi", "--quiet", "--spec"])
            .arg(&file)
            .arg("--out")
            .arg(&openapi)
            .status();
        assert!(exported.unwrap().success(), "no OpenAPI");
        let base = spec.api.base_path.as_deref().unwrap_or_default();
        let plain = spec.operations.iter().filter(|it| is_plain(it));
        let paths: Vec<String> = plain.map(|it| format!("{base}{}", filled(it))).collect();
        let step = paths.len().div_ceil(PATHS);
        Self {
            title: format!("{} operations", spec.operations.len()),
            spec: file,
            openapi,
            paths: paths.into_iter().step_by(step).collect(),
            base: base.to_owned(),
        }
    }

    /// The paths as Prism serves them: without that of the server.
    pub(crate) fn below_base(&self) -> Vec<String> {
        let below = |path: &String| path.strip_prefix(&self.base).unwrap_or(path).to_owned();
        self.paths.iter().map(below).collect()
    }

    /// What the server answers for each path, in a file for the bare server.
    pub(crate) fn answers(&self, server: &Server) -> PathBuf {
        let answers = self.paths.iter();
        let answers: Vec<_> = answers
            .map(|path| json!([path, load::once(server.address, path)]))
            .collect();
        let file = scratch("answers.json");
        std::fs::write(&file, json!(answers).to_string()).unwrap();
        file
    }
}

/// The name of each way to start `docbind serve`, and how long it takes.
pub(crate) fn starts(setup: &Setup) -> Vec<(&'static str, Duration)> {
    let api = Api::whole();
    let path = api.paths.first().unwrap();
    let docs = root().join("docs");
    vec![
        (
            "--spec of all operations",
            until_answered(path, || setup.docbind(&api.spec)),
        ),
        (
            "--docs of all operations",
            until_answered(path, || setup.docbind_with(&["--docs".as_ref(), &docs])),
        ),
    ]
}

fn shipped() -> ApiSpec {
    let file = root().join("spec.yaml");
    let text = std::fs::read_to_string(&file).unwrap();
    yaml::read_spec(&text, "spec.yaml").unwrap()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/apis/gitlab-v3-2016")
}

/// Whether any server can answer it: a GET below the base path that needs nothing but numbers in
/// its path, and that has an example.
fn is_plain(operation: &Operation) -> bool {
    let needs_more = |location: Location, presence: Presence| {
        location != Location::Path && presence == Presence::Required
    };
    let mut parameters = operation.parameters.iter();
    operation.method == Method::Get
        && !parameters.any(|it| needs_more(it.location, it.presence))
        && operation.responses.iter().any(|it| !it.examples.is_empty())
        && !operation.path.starts_with("/ci/")
}

/// The path with a number for each placeholder.
fn filled(operation: &Operation) -> String {
    let segments = operation.path.split('/').map(|segment| match segment {
        it if it.contains([':', '*']) => "1",
        it => it,
    });
    segments.collect::<Vec<_>>().join("/")
}
