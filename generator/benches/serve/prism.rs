//! Prism 5, which npm installs below `target/`.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::server::scratch;

pub(crate) struct Prism {
    folder: PathBuf,
}

impl Prism {
    /// The installed Prism; none, with a message, where npm is not there or cannot install it.
    pub(crate) fn install() -> Option<Self> {
        let folder = scratch("prism");
        let prism = Self { folder };
        if prism.program().exists() {
            return Some(prism);
        }
        std::fs::create_dir_all(&prism.folder).unwrap();
        let done = Command::new("npm")
            .args(["install", "--no-audit", "--no-fund", "--prefix"])
            .arg(&prism.folder)
            .arg("@stoplight/prism-cli@5")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        match done {
            Ok(status) if status.success() && prism.program().exists() => Some(prism),
            Ok(_) => {
                println!("skipped: Prism, because npm cannot install it");
                None
            }
            Err(_) => {
                println!("skipped: Prism, because there is no npm");
                None
            }
        }
    }

    pub(crate) fn program(&self) -> PathBuf {
        self.folder
            .join("node_modules/@stoplight/prism-cli/dist/index.js")
    }
}
