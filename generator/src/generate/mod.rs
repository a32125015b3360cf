//! The right half of the pipeline: from a reviewed spec to the files of a crate.
//!
//! What comes in: a validated [`ApiSpec`]. What goes out: [`GeneratedCrate`], texts only. Nothing
//! is read or written; the same spec and options give the same bytes.

mod select;
mod support;

use docbind_spec::ApiSpec;
use docbind_templates::{DEPENDENCIES, DEV_DEPENDENCIES};

use crate::emit::{self, Content, Part, Source};
use crate::lower::{self, LowerError, RustApi};
use crate::names::{self, NameError};
use crate::output::{self, FormatError, OutputFile};

/// The version of a crate of which nobody said one.
pub const FIRST_VERSION: &str = "0.1.0";

/// What to generate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GenerateOptions {
    /// The command that generates the same again, for the first lines of the files.
    pub command: String,
    /// The version of the crate.
    pub version: String,
    /// Whether the crate has a client.
    pub client: bool,
    /// Whether the crate has a server.
    pub server: bool,
    /// The only resources that the crate has, named as its modules are; without a list, all.
    pub resources: Option<Vec<String>>,
    /// Whether the client of a single file has blocking calls. In a crate its user decides that,
    /// with the feature `blocking`.
    pub blocking: bool,
}

impl GenerateOptions {
    /// Client and server of all resources, made by this command.
    ///
    /// ```
    /// let options = docbind::generate::GenerateOptions::new("docbind generate music");
    /// assert!(options.client && options.server);
    /// ```
    pub fn new(command: impl Into<String>) -> Self {
        Self {
            command: command.into(),
            version: FIRST_VERSION.to_owned(),
            client: true,
            server: true,
            resources: None,
            blocking: false,
        }
    }

    /// The features of the halves that the crate has.
    fn halves(&self) -> Vec<&'static str> {
        let halves = [("client", self.client), ("server", self.server)];
        let wanted = halves.into_iter().filter(|(_, wanted)| *wanted);
        wanted.map(|(name, _)| name).collect()
    }
}

/// A crate as texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GeneratedCrate {
    /// The files, ordered by path.
    pub files: Vec<OutputFile>,
    /// What is documented but contradicts its operation, in the order of the operations.
    pub exceptions: Vec<lower::Exception>,
}

/// Why no crate can be generated.
#[derive(Debug, thiserror::Error)]
pub enum GenerateError {
    /// The spec does not hold together.
    #[error("the spec of `{name}` is not valid:\n{}", violations.join("\n"))]
    Invalid {
        /// Name of the API.
        name: String,
        /// What is wrong, one line each.
        violations: Vec<String>,
    },
    /// No crate can have the name of the API.
    #[error("no crate can be called `{name}`: Rust or the generated code uses this name itself")]
    CrateName {
        /// Name of the API.
        name: String,
    },
    /// Two things would have the same name.
    #[error(transparent)]
    Name(#[from] NameError),
    /// A resource was asked for that the API does not have.
    #[error("there is no resource `{name}`, only {}", list(known))]
    UnknownResource {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// Something refers to what is not there.
    #[error(transparent)]
    Lower(#[from] LowerError),
    /// The generated code does not parse.
    #[error(transparent)]
    Format(#[from] FormatError),
}

/// Names in a sentence.
fn list(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// Generates the crate of an API: library, tests, manifest.
pub fn generate(
    spec: &ApiSpec,
    options: &GenerateOptions,
) -> Result<GeneratedCrate, GenerateError> {
    if is_reserved(&spec.name) {
        return Err(GenerateError::CrateName {
            name: spec.name.clone(),
        });
    }
    let mut api = prepare(spec, options)?;
    if !options.client {
        api.quick_start = None;
    }
    let mut files = Vec::new();
    for source in sources(&api, options, &options.halves()) {
        let text = match source.content {
            Content::Code(code) => output::format(&source.path, &code)?,
            Content::Page(parts) => page(&source.path, parts)?,
            Content::Text(text) => text,
        };
        files.push(file(&source.path, &text, options));
    }
    for (path, text) in support::files() {
        if path.starts_with("src/") || (options.client && options.server) {
            files.push(file(path, &text, options));
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(GeneratedCrate {
        files,
        exceptions: api
            .fixtures
            .into_iter()
            .flat_map(|fixtures| fixtures.exceptions)
            .collect(),
    })
}

/// The files of the crate but the constant ones.
fn sources(api: &RustApi, options: &GenerateOptions, halves: &[&str]) -> Vec<Source> {
    let mut sources = modules(api, options);
    sources.push(emit::root(api, halves));
    sources.extend(emit::package(api, halves, &options.version));
    if options.client && options.server {
        sources.extend(emit::tests(api));
    }
    sources
}

fn page(path: &str, parts: Vec<Part>) -> Result<String, FormatError> {
    let mut out = String::new();
    for part in parts {
        if !out.is_empty() {
            out.push('\n');
        }
        match part {
            Part::Text(text) => out.push_str(&text),
            Part::Code(code) => {
                let code = output::format(path, &code)?;
                out.push_str(&format!("```rust,no_run\n{code}```\n"));
            }
        }
    }
    Ok(out)
}

/// Generates the library of an API as one text, for `include!` inside of a module: the same
/// modules as in a crate, support code included, without tests.
///
/// The crate that includes it has the dependencies of the generated manifest.
pub fn generate_single_file(
    spec: &ApiSpec,
    options: &GenerateOptions,
) -> Result<String, GenerateError> {
    let api = prepare(spec, options)?;
    let mut modules = modules(&api, options);
    let halves = options.halves();
    modules.push(emit::root(&api, &halves));
    let mut files = Vec::new();
    for source in modules {
        if let Content::Code(code) = source.content {
            files.push((source.path, code.as_str().to_owned()));
        }
    }
    let support = support::files().filter(|(path, _)| path.starts_with("src/"));
    files.extend(support.map(|(path, text)| (path.to_owned(), text)));
    let resources = api.resources.iter().map(|it| it.module.as_str());
    let halves = [
        ("client", options.client),
        ("server", options.server),
        ("blocking", options.client && options.blocking),
    ];
    let features: Vec<&str> = halves
        .into_iter()
        .filter_map(|(name, wanted)| wanted.then_some(name))
        .chain(resources)
        .chain([names::ALL])
        .collect();
    Ok(output::inline(files, &features)?)
}

/// Whether no generated crate can have this name.
pub(crate) fn is_reserved(name: &str) -> bool {
    let used: Vec<&str> = DEPENDENCIES
        .iter()
        .chain(DEV_DEPENDENCIES)
        .map(|dependency| dependency.name)
        .collect();
    names::is_reserved_crate(name, &used)
}

fn prepare(spec: &ApiSpec, options: &GenerateOptions) -> Result<RustApi, GenerateError> {
    let violations = docbind_spec::validate(spec);
    if !violations.is_empty() {
        return Err(GenerateError::Invalid {
            name: spec.name.clone(),
            violations: violations.iter().map(ToString::to_string).collect(),
        });
    }
    let names = names::assign(spec)?;
    let api = lower::lower(spec, &names)?;
    match &options.resources {
        Some(wanted) => select::only(api, wanted),
        None => Ok(api),
    }
}

/// The modules of the library without the constant ones.
fn modules(api: &RustApi, options: &GenerateOptions) -> Vec<Source> {
    let mut sources = emit::shared(api);
    if options.client {
        sources.extend(emit::client(api));
    }
    if options.server {
        sources.extend(emit::server(api));
    }
    sources
}

fn file(path: &str, text: &str, options: &GenerateOptions) -> OutputFile {
    OutputFile {
        path: path.to_owned(),
        text: output::add_banner(path, &options.command, text),
    }
}

#[cfg(test)]
mod tests;
