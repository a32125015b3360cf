//! Markdown files that are test suites.
//!
//! What comes in: a Markdown file. Its headings name tests, and the fenced blocks below a heading
//! are the test: `md` (a page; a path may follow), `yaml` (overrides), `hints` (TOML, as under
//! `[apis.NAME.hints]`), and what is expected, `facts` and `diagnostics`. Prose between them says why. What goes out: [`Case`]s, and the file
//! again with other expectations. Nothing is read or written here.

use std::ops::Range;

/// One test of a suite.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Case {
    /// The headings that lead to it, the first one aside.
    pub name: String,
    /// Line of its heading, from 1.
    pub line: usize,
    /// Its pages: path and text.
    pub pages: Vec<(String, String)>,
    /// Its overrides, empty for none.
    pub overrides: String,
    /// Its hints, empty for none.
    pub hints: String,
    /// What is expected, in the order of the file.
    pub expected: Vec<Expected>,
}

/// A block that says what is expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// What it is about.
    pub kind: Kind,
    /// Its text.
    pub text: String,
    /// Its lines in the file, without the fences, from 0.
    pub lines: Range<usize>,
}

/// What an expectation is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What was read.
    Facts,
    /// What is the matter with the pages.
    Diagnostics,
}

impl Kind {
    /// The word after the fence.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Facts => "facts",
            Self::Diagnostics => "diagnostics",
        }
    }
}

/// The tests of a suite: one for every heading that has a page below it.
///
/// # Errors
///
/// A line that says what is wrong with the suite.
pub fn cases(text: &str) -> Result<Vec<Case>, String> {
    let lines: Vec<&str> = text.lines().collect();
    let mut cases = Vec::new();
    let mut case = Case::default();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if let Some((fence, info)) = opening(line) {
            let start = at + 1;
            let length = lines[start..]
                .iter()
                .position(|line| closes(line, fence))
                .ok_or_else(|| format!("line {}: this block is never closed", at + 1))?;
            let end = start + length;
            let body: String = lines[start..end]
                .iter()
                .map(|line| format!("{line}\n"))
                .collect();
            block(&mut case, info, body, start..end)
                .map_err(|error| format!("line {}: {error}", at + 1))?;
            at = end;
        } else if line.starts_with('#') {
            push(&mut cases, std::mem::take(&mut case))?;
            case.name = line.trim_start_matches('#').trim().to_owned();
            case.line = at + 1;
        }
        at += 1;
    }
    push(&mut cases, case)?;
    Ok(cases)
}

/// The suite with other texts in some of its expectations, and with blocks of findings where
/// there are none: after the expectation that is given with them.
pub fn with_texts(
    text: &str,
    changes: &[(Expected, String)],
    findings: &[(Expected, String)],
) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = String::new();
    let mut at = 0;
    while at < lines.len() {
        if let Some((old, new)) = changes.iter().find(|(old, _)| old.lines.start == at) {
            out.push_str(new);
            at = old.lines.end;
        }
        out.push_str(lines.get(at).copied().unwrap_or_default());
        out.push('\n');
        if let Some((_, new)) = findings.iter().find(|(last, _)| last.lines.end == at) {
            out.push_str(&format!("\n```diagnostics\n{new}```\n"));
        }
        at += 1;
    }
    out
}

fn push(cases: &mut Vec<Case>, case: Case) -> Result<(), String> {
    if case.pages.is_empty() {
        return match case.expected.is_empty() {
            true => Ok(()),
            false => Err(format!("line {}: expectations without a page", case.line)),
        };
    }
    if case.expected.is_empty() {
        return Err(format!("line {}: a test that expects nothing", case.line));
    }
    cases.push(case);
    Ok(())
}

fn block(case: &mut Case, info: &str, body: String, lines: Range<usize>) -> Result<(), String> {
    let mut words = info.split_whitespace();
    let kind = match words.next() {
        Some("md") => {
            let path = words.next().unwrap_or("page.md").to_owned();
            // `crlf` after the path stands for what editors would not keep.
            let body = match words.next() {
                Some("crlf") => body.replace('\n', "\r\n"),
                _ => body,
            };
            case.pages.push((path, body));
            return Ok(());
        }
        Some("yaml") => {
            case.overrides = body;
            return Ok(());
        }
        Some("hints") => {
            case.hints = body;
            return Ok(());
        }
        Some("facts") => Kind::Facts,
        Some("diagnostics") => Kind::Diagnostics,
        other => {
            return Err(format!(
                "a block is `md`, `yaml`, `hints`, `facts` or `diagnostics`, not {other:?}"
            ));
        }
    };
    case.expected.push(Expected {
        kind,
        text: body,
        lines,
    });
    Ok(())
}

/// Length of the fence and what follows it.
fn opening(line: &str) -> Option<(usize, &str)> {
    let info = line.trim_start_matches('`');
    let fence = line.len() - info.len();
    (fence >= 3 && !info.contains('`')).then(|| (fence, info.trim()))
}

fn closes(line: &str, fence: usize) -> bool {
    let line = line.trim_end();
    line.len() >= fence && line.bytes().all(|byte| byte == b'`')
}
