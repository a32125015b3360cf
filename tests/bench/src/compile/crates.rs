//! The crates that are compiled, in a workspace of their own.

use std::fs;
use std::path::{Path, PathBuf};

use docbind::generate::{GenerateOptions, generate};
use docbind_spec::ApiSpec;

use crate::Fault;
use crate::corpus;

/// Our crate.
pub const OURS: &str = corpus::NAME;

/// What progenitor's own build puts into a crate of its client, without TLS as in ours.
const PROGENITOR: &str = r#"
[dependencies]
bytes = "1"
chrono = { version = "0.4", default-features = false, features = ["serde"] }
futures-core = "0.3"
progenitor-client = { version = "=0.15.1", default-features = false }
regress = "0.12"
reqwest = { version = "0.13", default-features = false, features = ["json", "stream", "query", "form"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
serde_urlencoded = "0.7"
uuid = { version = "1", features = ["serde"] }
"#;

/// A folder with crates.
pub struct Workspace {
    /// The folder.
    pub folder: PathBuf,
    members: Vec<String>,
    shares: Vec<(String, usize)>,
}

impl Workspace {
    /// A folder without crates.
    pub fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            members: Vec::new(),
            shares: Vec::new(),
        }
    }

    /// The crate that docbind makes.
    pub fn add_ours(&mut self, spec: &ApiSpec) -> Result<(), Fault> {
        let made = generate(spec, &GenerateOptions::new("bench"))?;
        for file in &made.files {
            let name = file.path.strip_prefix("src/client/");
            if let Some(resource) = name.and_then(|name| name.strip_suffix(".rs")) {
                self.shares
                    .push((resource.to_owned(), file.text.lines().count()));
            }
            self.write(&format!("{OURS}/{}", file.path), &file.text)?;
        }
        self.members.push(OURS.to_owned());
        Ok(())
    }

    /// A crate with progenitor's code.
    pub fn add_progenitor(&mut self, name: &str, code: &str) -> Result<(), Fault> {
        let head = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2021\"\n{PROGENITOR}"
        );
        self.write(&format!("{name}/Cargo.toml"), &head)?;
        self.write(&format!("{name}/src/lib.rs"), code)?;
        self.members.push(name.to_owned());
        Ok(())
    }

    /// Writes what makes it a workspace.
    pub fn finish(&self) -> Result<(), Fault> {
        let members: Vec<String> = self.members.iter().map(|it| format!("{it:?}")).collect();
        let text = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [{}]\n",
            members.join(", ")
        );
        self.write("Cargo.toml", &text)?;
        super::prepare(&self.folder)
    }

    /// How much of the client's lines are those of one resource.
    pub fn share_of(&self, resource: &str) -> f64 {
        let of = |wanted: &dyn Fn(&str) -> bool| -> usize {
            let chosen = self.shares.iter().filter(|(name, _)| wanted(name));
            chosen.map(|(_, lines)| lines).sum()
        };
        of(&|name| name == resource) as f64 / of(&|name| name != "mod").max(1) as f64
    }

    fn write(&self, path: &str, text: &str) -> Result<(), Fault> {
        let path = self.folder.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        Ok(fs::write(path, text)?)
    }
}
