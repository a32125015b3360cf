//! Crates that generate in their `build.rs`, outside of the repository and built by Cargo.

mod dependencies;
mod frugal;
mod readme;
mod rerun;
mod told;

use std::cell::OnceCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::elsewhere::{self, PROFILE, docbind, finish, lock};

/// A page that documents one operation, which lists the books of a shop.
const BOOKS: &str = "# Books\n\n## List books\n\n```\nGET /books\n```\n";

/// A page with another operation.
const SONGS: &str = "# Songs\n\n## List songs\n\n```\nGET /songs\n```\n";

/// A page whose example is not JSON, at 12:11.
const FAULTY: &str = "# Books\n\n## List books\n\n```\nGET /books\n```\n\nThis is answered:\n\n```json\n{\"title\" \"The Sea\"}\n```\n";

/// What a package does with the generated code where nothing else is said: no more than needed to
/// see that it is there.
const LIBRARY: &str =
    "pub const CODE: &str = include_str!(concat!(env!(\"OUT_DIR\"), \"/bookshop.rs\"));\n";

/// What Cargo did about a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Built {
    /// Nothing: it was built already.
    Fresh,
    /// It was built.
    Anew,
    /// It cannot be built.
    Failed,
}

/// A package in a workspace of its own.
struct Package {
    /// Its name, and that of the workspace's folder.
    name: &'static str,
    /// The folder of the workspace. It is the same in each run, and so are the hashes that Cargo
    /// makes of it: no run leaves files that the next one does not use.
    workspace: PathBuf,
    /// The folder of the package.
    folder: PathBuf,
    /// The folder that its script writes to, once it is known.
    out: OnceCell<PathBuf>,
}

impl Package {
    /// A workspace that is the package.
    fn new(name: &'static str) -> Self {
        Self::member(name, "")
    }

    /// A package in a folder of its workspace.
    fn member(name: &'static str, folder: &str) -> Self {
        let workspace = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("packages")
            .join(name);
        if workspace.exists() {
            fs::remove_dir_all(&workspace).unwrap();
        }
        let package = Self {
            name,
            folder: workspace.join(folder),
            workspace,
            out: OnceCell::new(),
        };
        let head = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
             [build-dependencies.docbind]\npath = '{}'\ndefault-features = false\n",
            docbind()
        );
        let members = if folder.is_empty() {
            "[workspace]\n".to_owned()
        } else {
            format!("[workspace]\nresolver = \"3\"\nmembers = ['{folder}']\n")
        };
        if folder.is_empty() {
            package.write("Cargo.toml", &format!("{head}\n{members}\n{PROFILE}"));
        } else {
            package.write("Cargo.toml", &head);
            let root = package.workspace.join("Cargo.toml");
            fs::write(root, format!("{members}\n{PROFILE}")).unwrap();
        }
        fs::write(package.workspace.join("Cargo.lock"), lock()).unwrap();
        package.write("src/lib.rs", LIBRARY);
        package
    }

    /// With a build script that makes these choices.
    fn script(self, choices: &str) -> Self {
        self.write(
            "build.rs",
            &format!(
                "use docbind::diag::Rule;\n\nfn main() -> Result<(), docbind::BuildError> {{\n    \
                 let _ = Rule::InvalidJson;\n    \
                 docbind::Config::new().name(\"bookshop\"){choices}.compile()?;\n    Ok(())\n}}\n"
            ),
        );
        self
    }

    /// Writes a file below the package's folder.
    fn write(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn cargo(&self, line: &str) -> Command {
        elsewhere::cargo(&self.workspace, line)
    }

    /// Builds it; what Cargo did, and what it said.
    fn build(&self) -> (Built, String) {
        let run = finish(&mut self.cargo("build --verbose"));
        let fresh = format!("Fresh {} v", self.name);
        let built = match run.code {
            Some(0) if run.err.contains(&fresh) => Built::Fresh,
            Some(0) => Built::Anew,
            _ => Built::Failed,
        };
        (built, run.err)
    }

    /// Builds it, which must end like this; what Cargo said.
    #[track_caller]
    fn builds(&self, expected: Built) -> String {
        let (built, said) = self.build();
        assert_eq!(built, expected, "{said}");
        said
    }

    /// What was generated when it was last built.
    fn code(&self) -> String {
        let folder = self.out.get_or_init(|| self.find_out());
        fs::read_to_string(folder.join("bookshop.rs")).unwrap()
    }

    /// The folder that its script writes to.
    fn find_out(&self) -> PathBuf {
        let run = finish(&mut self.cargo("build --quiet --message-format json"));
        let messages = run.out.lines().map(|line| {
            let message: serde_json::Value = serde_json::from_str(line).unwrap();
            message
        });
        let mut folders = messages
            .filter(|message| message["reason"] == "build-script-executed")
            .filter(|message| message["package_id"].as_str().unwrap().contains(self.name))
            .map(|message| message["out_dir"].as_str().unwrap().into());
        folders.next().expect("the script was run")
    }
}

/// The messages of Cargo at a level that are about the package.
fn messages(said: &str, level: &str, name: &str) -> Vec<String> {
    let start = format!("{level}: {name}@0.1.0: ");
    let lines = said.lines().filter_map(|line| line.strip_prefix(&start));
    lines.map(str::to_owned).collect()
}
