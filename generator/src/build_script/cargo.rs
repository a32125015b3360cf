//! What Cargo is told: when to run the build script again, and what people should know.
//!
//! What comes in: paths, findings, errors. What goes out: the lines that Cargo reads from the
//! script's output. Text of documents cannot add a line of its own: line ends and other control
//! characters in it are shown as escapes.

use std::path::{Component, Path, PathBuf};

use docbind_spec::yaml::SpecError;

use super::watch::{Gap, Watch};
use super::{BuildError, InputError};
use crate::diag::render::visible;
use crate::diag::{Diagnostic, Level, Levels};
use crate::hints::Idle;
use crate::source::SourceSet;

/// How many findings a build shows; it is no review.
const MOST_WARNINGS: usize = 5;

/// How many errors a build shows.
const MOST_ERRORS: usize = 20;

/// Findings with what is needed to say where they are.
pub(super) struct Found<'a> {
    /// The findings.
    pub findings: &'a [Diagnostic],
    /// The pages that they refer to.
    pub sources: &'a SourceSet,
    /// The folder of the pages, as people should see it.
    pub folder: PathBuf,
}

impl Found<'_> {
    /// `page:line:column: message [rule]`.
    pub(super) fn line(&self, finding: &Diagnostic) -> String {
        let span = &finding.span;
        let page = self.sources.get(span.file);
        let page = page.map_or("?", |page| page.path.as_str());
        let place = self.sources.line_column(span.file, span.range.start);
        let (line, column) = place.map_or((1, 1), |place| (place.line, place.column));
        let text = format!(
            "{}:{line}:{column}: {} [{}]",
            self.folder.join(page).display(),
            finding.message,
            finding.rule.name()
        );
        visible(&text).into_owned()
    }
}

/// The lines for Cargo.
#[derive(Debug, Default)]
pub(super) struct Lines {
    text: String,
}

impl Lines {
    /// When to run again.
    pub(super) fn watch(&mut self, watch: &Watch) {
        for path in &watch.paths {
            self.add("rerun-if-changed", path);
        }
    }

    /// Which changes will not make the script run again.
    pub(super) fn gaps(&mut self, gaps: &[Gap]) {
        for gap in gaps {
            let message = match gap {
                Gap::NewPages(folder) => format!(
                    "a new page directly in `{}` will not be noticed, because programs build in \
                     there, too; keep the pages in a folder of their own",
                    folder.display()
                ),
                Gap::Unnameable(path) => format!(
                    "a change of `{}` will not be noticed, because Cargo cannot read this name; \
                     give it another one",
                    path.display()
                ),
            };
            self.add("warning", &message);
        }
    }

    /// Which hints say nothing about any page.
    pub(super) fn idle(&mut self, hints: &[Idle]) {
        for hint in hints {
            self.add(
                "warning",
                &format!("hint {hint}; correct it or take it out"),
            );
        }
    }

    /// The first findings, and how many there are besides in these documents.
    pub(super) fn findings(&mut self, found: &Found<'_>, levels: &Levels, docs: &Path) {
        let shown: Vec<&Diagnostic> = found
            .findings
            .iter()
            .filter(|finding| levels.of(finding.rule) != Level::Allow)
            .collect();
        for finding in shown.iter().take(MOST_WARNINGS) {
            self.add("warning", &found.line(finding));
        }
        if shown.len() > MOST_WARNINGS {
            let more = shown.len() - MOST_WARNINGS;
            let noun = if more == 1 { "finding" } else { "findings" };
            let message = format!(
                "and {more} more {noun}; `docbind spec --docs {}` shows all of them",
                docs.display()
            );
            self.add("warning", &message);
        }
    }

    /// Why nothing was generated, and what to do about it.
    pub(super) fn error(&mut self, error: &BuildError) {
        let (messages, help) = match error {
            BuildError::Denied { findings } => (findings.clone(), error.help()),
            BuildError::Overrides(SpecError::Misread(it)) => {
                let place = format!("{}:{}:{}: {}", it.origin, it.line, it.column, it.message);
                (vec![place], Some(it.help.clone()))
            }
            BuildError::Input(it @ InputError::MissingPages { .. }) => {
                let start = "relative paths start at the package's folder";
                (
                    vec![it.to_string()],
                    Some(format!("{}; {start}", it.help())),
                )
            }
            error => (vec![flat(&error.to_string())], error.help()),
        };
        for message in messages.iter().take(MOST_ERRORS) {
            self.add("error", message);
        }
        if messages.len() > MOST_ERRORS {
            let more = messages.len() - MOST_ERRORS;
            self.add("error", &format!("and {more} more"));
        }
        if let Some(help) = help {
            self.add("error", &format!("help: {}", flat(&help)));
        }
    }

    /// All lines.
    pub(super) fn as_bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    /// The only place where a line is made.
    fn add(&mut self, key: &str, value: &str) {
        self.text
            .push_str(&format!("cargo::{key}={}\n", visible(value)));
    }
}

/// Several lines as one.
fn flat(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines.join(" ")
}

/// A folder as a person reaches it from where the workspace is, which is where Cargo is run and
/// what the compiler's own messages begin at; as it was given if it lies elsewhere.
pub(super) fn from_workspace(folder: &Path, package: &Path) -> PathBuf {
    let has_lock = |folder: &&Path| folder.join("Cargo.lock").is_file();
    let root = package.ancestors().find(has_lock).unwrap_or(package);
    let whole: PathBuf = package.join(folder).components().collect();
    let leads_up = whole.components().any(|part| part == Component::ParentDir);
    let below = if leads_up {
        let real = |path: &Path| std::fs::canonicalize(path).ok();
        real(&whole).and_then(|whole| Some(whole.strip_prefix(real(root)?).ok()?.to_owned()))
    } else {
        whole.strip_prefix(root).ok().map(Path::to_owned)
    };
    below.unwrap_or_else(|| folder.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Rule;
    use crate::source::{FileId, SourceFile, Span};

    /// The lines about this finding, found this often.
    fn told(number: usize, message: &str, levels: &Levels) -> String {
        let page = SourceFile {
            path: "a\ncargo::rustc-env=X=1.md".to_owned(),
            text: "# A\n\n  text\n".to_owned(),
        };
        let span = Span {
            file: FileId(0),
            range: 7..9,
        };
        let found = Found {
            findings: &vec![Diagnostic::new(Rule::InvalidJson, span, message); number],
            sources: &SourceSet::new(vec![page]),
            folder: "doc".into(),
        };
        let mut lines = Lines::default();
        lines.findings(&found, levels, Path::new("doc"));
        lines.text
    }

    #[test]
    fn a_finding_is_one_line_whatever_the_documents_say() {
        let message = "bad\ncargo::rustc-link-arg=-x\r\u{1b}[2J";
        assert_eq!(
            told(1, message, &Levels::default()),
            "cargo::warning=doc/a\\ncargo::rustc-env=X=1.md:3:3: \
             bad\\ncargo::rustc-link-arg=-x\\r\\u{1b}[2J [invalid-json]\n"
        );
    }

    #[test]
    fn no_more_findings_are_shown_than_people_read() {
        let levels = Levels::default();
        for (number, shown) in [(0, 0), (5, 5), (6, 6), (118, 6)] {
            assert_eq!(told(number, "m", &levels).lines().count(), shown);
        }
        let last =
            "cargo::warning=and 113 more findings; `docbind spec --docs doc` shows all of them\n";
        assert!(told(118, "m", &levels).ends_with(last));
        let levels = levels.with(Rule::InvalidJson, Level::Allow);
        assert_eq!(told(9, "m", &levels), "");
    }

    #[test]
    fn an_error_is_told_with_its_remedy() {
        let mut lines = Lines::default();
        lines.error(&BuildError::NoOperations {
            docs: "do\nc".into(),
        });
        assert_eq!(
            lines.text,
            "cargo::error=no operation is documented in `do c`\ncargo::error=help: a request line \
             such as `GET /books` in a code block of its own makes an operation\n"
        );
    }

    #[test]
    fn folders_are_shown_as_seen_from_the_workspace() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        for folder in ["crates/shop/doc", "doc"] {
            std::fs::create_dir_all(root.join(folder)).unwrap();
        }
        std::fs::write(root.join("Cargo.lock"), "").unwrap();
        let package = root.join("crates/shop");
        let shown = |folder: &str| from_workspace(Path::new(folder), &package);
        assert_eq!(shown("doc"), Path::new("crates/shop/doc"));
        assert_eq!(shown("./doc/."), Path::new("crates/shop/doc"));
        assert_eq!(shown("../../doc"), Path::new("doc"));
        assert_eq!(shown(root.join("doc").to_str().unwrap()), Path::new("doc"));
        assert_eq!(shown("/usr/doc"), Path::new("/usr/doc"));
        assert_eq!(shown("../../../nowhere"), Path::new("../../../nowhere"));
    }
}
