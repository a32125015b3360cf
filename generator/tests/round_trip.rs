//! A spec rendered as pages and read again is the same spec: operations, parameters, types,
//! responses and conventions. Source places, witnesses and the ledger of ignored blocks are those
//! of the rendered pages.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

use std::fmt::Write;
use std::path::Path;

use docbind::emit::markdown::render;
use docbind::facts::strip;
use docbind::pipeline::{ReadOptions, read_docs};
use docbind::source::{SourceFile, SourceSet};
use docbind_spec::{ApiSpec, Source, validate};

fn read(pages: Vec<SourceFile>, name: &str) -> ApiSpec {
    let options = ReadOptions {
        name: name.to_owned(),
        ..Default::default()
    };
    read_docs(&SourceSet::new(pages), &options).spec
}

fn read_again(spec: &ApiSpec) -> ApiSpec {
    let pages = render(spec)
        .into_iter()
        .map(|page| SourceFile {
            path: page.path,
            text: page.text,
        })
        .collect();
    read(pages, &spec.name)
}

/// Everything that must come back, one fact a line.
fn facts(spec: &ApiSpec) -> String {
    let mut out = String::new();
    let api = &spec.api;
    writeln!(out, "base {:?} roots {:?}", api.base_path, api.other_roots).unwrap();
    for scheme in &api.security {
        writeln!(
            out,
            "scheme {} {:?} with {:?}",
            scheme.id, scheme.credentials, scheme.along_with
        )
        .unwrap();
    }
    if let Some(sudo) = &api.sudo {
        writeln!(out, "sudo {:?} {:?}", sudo.query, sudo.header).unwrap();
    }
    for rule in &api.success {
        writeln!(out, "success {} {}", rule.method, rule.status).unwrap();
    }
    for status in &api.statuses {
        writeln!(out, "status {} {}", status.status, status.phrase).unwrap();
    }
    if let Some(paging) = &api.paging {
        let headers: Vec<&str> = paging.headers.iter().map(|header| &*header.name).collect();
        writeln!(
            out,
            "paging {:?} {:?} {} {headers:?}",
            paging.page, paging.per_page, paging.link_header
        )
        .unwrap();
    }
    for error in &api.errors {
        writeln!(
            out,
            "error {} {:?} {:?} {:?}",
            error.key, error.kind, error.status, error.example
        )
        .unwrap();
    }
    if let Some(identifiers) = &api.identifiers {
        writeln!(out, "ids {} {}", identifiers.global, identifiers.scoped).unwrap();
    }
    operations(&mut out, spec);
    for definition in &spec.types {
        writeln!(out, "type {} {}", definition.name, definition.seen).unwrap();
        for field in &definition.fields {
            let evidence = field.evidence.iter();
            let field = docbind_spec::Field {
                evidence: evidence.map(anywhere).collect(),
                ..field.clone()
            };
            writeln!(out, "  {field:?}").unwrap();
        }
    }
    out
}

/// Evidence of no place in particular.
fn anywhere(evidence: &docbind_spec::Evidence) -> docbind_spec::Evidence {
    docbind_spec::Evidence {
        witness: docbind_spec::Witness::Table,
        source: Source(evidence.source.page().to_owned()),
    }
}

fn operations(out: &mut String, spec: &ApiSpec) {
    for operation in &spec.operations {
        writeln!(
            out,
            "{} {} = {}.{} deprecated {} security {:?} sections {}",
            operation.method,
            operation.path,
            operation.resource,
            operation.id,
            operation.deprecated,
            operation.security,
            operation.sections.len()
        )
        .unwrap();
        for parameter in &operation.parameters {
            writeln!(
                out,
                "  {:?} {} {:?} if {:?}: {:?} default {:?} {:?} {:?}",
                parameter.location,
                parameter.name,
                parameter.presence,
                parameter.condition,
                parameter.schema,
                parameter.default,
                parameter.limits,
                parameter.array_style
            )
            .unwrap();
        }
        if let Some(body) = &operation.request_body {
            writeln!(
                out,
                "  body {:?} raw {} {:?}",
                body.media_types, body.raw, body.schema
            )
            .unwrap();
            for example in &body.examples {
                writeln!(out, "    {:?}", example.body).unwrap();
            }
        }
        for response in &operation.responses {
            let headers: Vec<&str> = response.headers.iter().map(|one| &*one.name).collect();
            writeln!(
                out,
                "  {} {:?} {headers:?} {:?} {:?} stream {}",
                response.status,
                response.origin,
                response.media_type,
                response.schema,
                response.stream
            )
            .unwrap();
            for example in &response.examples {
                writeln!(out, "    {:?}", example.body).unwrap();
            }
        }
        for call in &operation.calls {
            let mut call = call.clone();
            call.source = Source(String::new());
            writeln!(out, "  {call:?}").unwrap();
        }
    }
}

/// The lines in which two texts differ, few enough to read.
fn difference(before: &str, after: &str) -> String {
    let changes = similar::TextDiff::from_lines(before, after);
    let lines: Vec<String> = changes
        .iter_all_changes()
        .filter(|change| change.tag() != similar::ChangeTag::Equal)
        .map(|change| {
            let line: String = change.value().chars().take(600).collect();
            format!("{}{}", change.tag(), line.trim_end())
        })
        .collect();
    lines.join("\n")
}

fn assert_same(what: &str, before: &ApiSpec, after: &ApiSpec) {
    let (before, after) = (facts(before), facts(after));
    assert!(
        before == after,
        "{what} is not the same after rendering and reading:\n{}",
        difference(&before, &after)
    );
}

#[test]
fn the_library_comes_back() {
    let library: ApiSpec = serde_json::from_str(include_str!("library.json")).unwrap();
    assert_same("the library", &library, &read_again(&library));
    let stripped = strip(&library);
    assert_same("its facts", &stripped, &read_again(&stripped));
}

#[test]
fn facts_are_a_fixed_point() {
    let library: ApiSpec = serde_json::from_str(include_str!("library.json")).unwrap();
    let stripped = strip(&library);
    assert_eq!(strip(&stripped), stripped);
    let mut again = strip(&read_again(&stripped));
    again.name.clone_from(&stripped.name);
    assert_eq!(render(&again), render(&stripped));
}

/// The pages of a folder.
fn folder(root: &Path, below: &Path, pages: &mut Vec<SourceFile>) {
    for entry in std::fs::read_dir(below).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            folder(root, &path, pages);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            let name = path.strip_prefix(root).unwrap();
            pages.push(SourceFile {
                path: name.to_str().unwrap().replace('\\', "/"),
                text: std::fs::read_to_string(&path).unwrap(),
            });
        }
    }
}

#[test]
fn real_documents_come_back() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let corpus = std::env::var_os("DOCBIND_CORPUS").map_or(corpus, Into::into);
    if !corpus.is_dir() {
        eprintln!("skipped: no documents in {}", corpus.display());
        return;
    }
    for name in ["gitlab-ci-v1", "gitlab-v3-2014", "gitlab-v3-2016"] {
        let mut pages = Vec::new();
        folder(&corpus.join(name), &corpus.join(name), &mut pages);
        let spec = read(pages, name);
        assert_same(name, &spec, &read_again(&spec));
        let stripped = strip(&spec);
        assert_eq!(validate(&stripped), validate(&spec), "{name}");
        assert_same(
            &format!("facts of {name}"),
            &stripped,
            &read_again(&stripped),
        );
        assert_eq!(strip(&stripped), stripped, "{name}");
        let again = strip(&read_again(&stripped));
        assert!(
            render(&again) == render(&stripped),
            "{name} is no fixed point"
        );
    }
}
