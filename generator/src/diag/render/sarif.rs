//! A SARIF 2.1.0 log: one run with every rule of the registry and every finding.
//!
//! Columns count characters (`unicodeCodePoints`), lines end with `\n` or `\r\n`, and the end of
//! a region is the place after its last character: all as in [`LineColumn`].

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::{Diagnostic, Level, Renderer, level_name};
use crate::diag::Rule;
use crate::source::{FileId, LineColumn, Span};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

/// What stands for something else in a URI. The colon would make a scheme of the first folder.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Found>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    rules: Vec<RuleEntry>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RuleEntry {
    id: &'static str,
    short_description: Text,
    help: Help,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Help {
    text: &'static str,
    markdown: &'static str,
}

#[derive(Serialize)]
struct Configuration {
    enabled: bool,
    level: &'static str,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    rule_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Text,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix>,
}

/// The one certain repair.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix {
    artifact_changes: Vec<ArtifactChange>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange {
    artifact_location: Artifact,
    replacements: Vec<Replacement>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    inserted_content: Text,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

/// The log of all parts, pretty-printed.
pub(super) fn log(parts: &[(Renderer<'_>, &[Diagnostic])]) -> String {
    let results = parts
        .iter()
        .flat_map(|(renderer, findings)| {
            renderer
                .shown(findings)
                .map(|(finding, level)| renderer.sarif(finding, level))
        })
        .collect();
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool { driver: driver() },
            column_kind: "unicodeCodePoints",
            results,
        }],
    };
    // Only maps with other keys than strings and failing writers make this an error.
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    text
}

fn driver() -> Driver {
    let rules = Rule::ALL.iter().map(|rule| RuleEntry {
        id: rule.name(),
        short_description: Text {
            text: rule.summary().to_owned(),
        },
        help: Help {
            text: rule.documentation(),
            markdown: rule.documentation(),
        },
        default_configuration: Configuration {
            enabled: rule.default_level() != Level::Allow,
            level: sarif_level(rule.default_level()),
        },
    });
    Driver {
        name: "docbind",
        version: env!("CARGO_PKG_VERSION"),
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: rules.collect(),
    }
}

impl Renderer<'_> {
    fn sarif(&self, finding: &Diagnostic, level: Level) -> Found {
        let mut message = finding.message.clone();
        if let Some(help) = &finding.help {
            message.push_str("\n\nhelp: ");
            message.push_str(help);
        }
        Found {
            rule_id: finding.rule.name(),
            rule_index: Rule::ALL.iter().position(|rule| *rule == finding.rule),
            level: sarif_level(level),
            message: plain(&message),
            locations: [self.location(None, &finding.span, &finding.label)],
            related_locations: finding
                .related
                .iter()
                .enumerate()
                .map(|(index, (span, label))| self.location(Some(index + 1), span, label))
                .collect(),
            fixes: self.fix(finding).into_iter().collect(),
        }
    }

    fn fix(&self, finding: &Diagnostic) -> Option<Fix> {
        let mut changes: Vec<(FileId, ArtifactChange)> = Vec::new();
        for edit in &finding.repair {
            let place = self.physical(&edit.span);
            let replacement = Replacement {
                deleted_region: place.region?,
                inserted_content: Text {
                    text: edit.text.clone(),
                },
            };
            let file = edit.span.file;
            match changes.iter_mut().find(|(known, _)| *known == file) {
                Some((_, change)) => change.replacements.push(replacement),
                None => changes.push((
                    file,
                    ArtifactChange {
                        artifact_location: place.artifact_location,
                        replacements: vec![replacement],
                    },
                )),
            }
        }
        let artifact_changes: Vec<_> = changes.into_iter().map(|(_, change)| change).collect();
        (!artifact_changes.is_empty()).then_some(Fix { artifact_changes })
    }

    fn location(&self, id: Option<usize>, span: &Span, label: &str) -> Location {
        Location {
            id,
            physical_location: self.physical(span),
            message: (!label.is_empty()).then(|| plain(label)),
        }
    }

    fn physical(&self, span: &Span) -> PhysicalLocation {
        let Some(file) = self.sources.get(span.file) else {
            return PhysicalLocation {
                artifact_location: Artifact {
                    uri: uri(&self.folder),
                },
                region: None,
            };
        };
        let start: LineColumn = file.line_column(span.range.start);
        let end = file.line_column(span.range.end.max(span.range.start));
        PhysicalLocation {
            artifact_location: Artifact {
                uri: uri(&format!("{}{}", self.folder, file.path)),
            },
            region: Some(Region {
                start_line: start.line,
                start_column: start.column,
                end_line: end.line,
                end_column: end.column,
            }),
        }
    }
}

const fn sarif_level(level: Level) -> &'static str {
    match level {
        Level::Allow => "none",
        Level::Warn | Level::Deny => level_name(level),
    }
}

/// Text in which no brace begins a placeholder.
fn plain(text: &str) -> Text {
    Text {
        text: text.replace('{', "{{").replace('}', "}}"),
    }
}

/// A path as a URI, relative where the path is.
fn uri(path: &str) -> String {
    let encoded = utf8_percent_encode(path, RESERVED).to_string();
    if encoded.starts_with('/') {
        format!("file://{encoded}")
    } else if encoded.is_empty() {
        "./".to_owned()
    } else {
        encoded
    }
}
