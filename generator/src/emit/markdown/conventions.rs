//! What holds for all operations: the overview page, and what single pages say about access.

use docbind_spec::{
    ApiSpec, Credential, ErrorKind, ErrorShape, Paging, PagingParameter, SecurityScheme,
    StatusCode, Sudo,
};

use super::curl::absolute;
use super::operation::example_text;
use super::text::{cell, code, fence, inline, paragraph, table};
use crate::emit::status::standard_phrase;

/// The overview page.
pub(super) fn overview(spec: &ApiSpec, pages: &[&str]) -> String {
    let title = spec.title.as_deref().unwrap_or(&spec.name);
    let mut out = format!("# {}\n\n", inline(title));
    out.push_str(&resources(pages));
    out.push_str(&roots(spec));
    out.push_str(&authentication(spec, super::OVERVIEW));
    out.push_str(&statuses(spec));
    if let Some(sudo) = &spec.api.sudo {
        out.push_str(&acting_as(spec, sudo));
    }
    if let Some(paging) = &spec.api.paging {
        out.push_str(&pagination(paging));
    }
    if let Some(identifiers) = &spec.api.identifiers {
        out.push_str("## Identifiers\n\n");
        let rows = vec![
            vec![
                code(&identifiers.global),
                "Is unique across all resources and is used for any API call".to_owned(),
            ],
            vec![
                code(&identifiers.scoped),
                "Is unique only in scope of its parent".to_owned(),
            ],
        ];
        out.push_str(&table(&["Parameter", "Description"], &rows, &[1]));
    }
    out.push_str(&errors(spec));
    out
}

/// The head of a page of operations.
pub(super) fn page_head(spec: &ApiSpec, path: &str) -> String {
    let name = page_name(path);
    format!("# {} API\n\n{}", inline(&name), authentication(spec, path))
}

/// The name of a page in words: `ci/build_logs.md` is `Ci build logs`.
fn page_name(path: &str) -> String {
    let words = path
        .strip_suffix(".md")
        .unwrap_or(path)
        .replace(['/', '_', '-'], " ");
    let mut chars = words.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => words,
    }
}

fn resources(pages: &[&str]) -> String {
    let mut out = String::from("## Resources\n\n");
    for path in pages.iter().filter(|path| **path != super::OVERVIEW) {
        out.push_str(&format!("- [{}]({path})\n", inline(&page_name(path))));
    }
    out.push('\n');
    out
}

fn roots(spec: &ApiSpec) -> String {
    let mut out = String::new();
    if let Some(base) = &spec.api.base_path {
        out.push_str("## Base path\n\n");
        out.push_str(&paragraph(&format!(
            "All paths are relative to the API prefix {}.",
            code(base)
        )));
    }
    for root in &spec.api.other_roots {
        out.push_str(&paragraph(&format!(
            "Paths that begin with {} are complete as they are.",
            code(root)
        )));
    }
    out
}

fn authentication(spec: &ApiSpec, page: &str) -> String {
    let mut out = String::new();
    for scheme in &spec.api.security {
        if scheme.source.page() == page {
            if out.is_empty() {
                out.push_str("## Authentication\n\n");
            }
            out.push_str(&scheme_words(spec, scheme));
        }
    }
    out
}

fn scheme_words(spec: &ApiSpec, scheme: &SecurityScheme) -> String {
    let title = scheme.title.as_deref().unwrap_or(&scheme.id);
    let mut out = format!("### {}\n\n", inline(title));
    let sample = spec
        .operations
        .first()
        .map_or_else(|| "/".to_owned(), |operation| operation.path.clone());
    for credential in &scheme.credentials {
        match credential {
            Credential::Header(name) => {
                out.push_str(&paragraph(&format!(
                    "Pass the token in the header {}.",
                    code(name)
                )));
                let address = absolute(spec, &sample);
                out.push_str(&fence(
                    "shell",
                    &format!("curl --header \"{name}: TOKEN\" \"{address}\""),
                ));
            }
            Credential::Query(name) => {
                out.push_str(&paragraph(&format!(
                    "Pass the token in the query parameter {}.",
                    code(name)
                )));
                let along: String = scheme
                    .along_with
                    .iter()
                    .map(|parameter| format!("&{parameter}=VALUE"))
                    .collect();
                let address = absolute(spec, &sample);
                out.push_str(&fence("", &format!("GET {address}?{name}=TOKEN{along}")));
            }
            Credential::Bearer => {
                out.push_str(&paragraph(
                    "Pass the token in the header `Authorization` as a bearer token.",
                ));
                let address = absolute(spec, &sample);
                out.push_str(&fence(
                    "shell",
                    &format!("curl --header \"Authorization: Bearer TOKEN\" \"{address}\""),
                ));
            }
            Credential::Parameter(name) => {
                out.push_str(&paragraph(&format!(
                    "Pass the token in the parameter {} of the operation.",
                    code(name)
                )));
            }
        }
    }
    out.push_str(&error_examples(spec, &scheme.source.0));
    out
}

fn error_examples(_spec: &ApiSpec, _source: &str) -> String {
    String::new()
}

fn statuses(spec: &ApiSpec) -> String {
    let mut out = String::new();
    if spec.api.success.is_empty() && spec.api.statuses.is_empty() {
        return out;
    }
    out.push_str("## Status codes\n\n");
    if !spec.api.success.is_empty() {
        let rows: Vec<Vec<String>> = spec
            .api
            .success
            .iter()
            .map(|rule| {
                let status = format!("{} {}", rule.status, standard_phrase(rule.status));
                vec![
                    code(rule.method.as_str()),
                    format!("Returns {} on success", code(status.trim_end())),
                ]
            })
            .collect();
        out.push_str(&table(&["Request type", "Description"], &rows, &[1]));
    }
    if !spec.api.statuses.is_empty() {
        let rows: Vec<Vec<String>> = spec.api.statuses.iter().map(status_row).collect();
        out.push_str(&table(&["Return values", "Description"], &rows, &[1]));
    }
    out
}

fn status_row(status: &StatusCode) -> Vec<String> {
    let words = status.description.as_deref().unwrap_or_default();
    vec![
        code(format!("{} {}", status.status, status.phrase).trim_end()),
        cell(words),
    ]
}

fn acting_as(spec: &ApiSpec, sudo: &Sudo) -> String {
    let _ = spec;
    let mut out = String::from("## Sudo\n\n");
    if let Some(query) = &sudo.query {
        out.push_str(&paragraph(&format!(
            "An administrator acts as another user with the query parameter {}.",
            code(query)
        )));
    }
    if let Some(header) = &sudo.header {
        out.push_str(&paragraph(&format!(
            "An administrator acts as another user with the header {}.",
            code(header)
        )));
    }
    out
}

fn pagination(paging: &Paging) -> String {
    let mut out = String::from("## Pagination\n\n");
    let row = |parameter: &PagingParameter, words: &str| {
        let mut facts: Vec<String> = Vec::new();
        facts.extend(
            parameter
                .default
                .map(|default| format!("default: `{default}`")),
        );
        facts.extend(parameter.max.map(|max| format!("max: `{max}`")));
        let facts = if facts.is_empty() {
            String::new()
        } else {
            format!(" ({})", facts.join(", "))
        };
        vec![code(&parameter.name), format!("{words}{facts}")]
    };
    out.push_str("Lists are paged by these parameters:\n\n");
    let rows = vec![
        row(&paging.page, "Page number"),
        row(&paging.per_page, "Number of items per page"),
    ];
    out.push_str(&table(&["Parameter", "Description"], &rows, &[1]));
    if paging.link_header {
        out.push_str(&paragraph("Each page comes with a `Link` header that has `rel` set to `prev`, `next`, `first` and `last`."));
    }
    if !paging.headers.is_empty() {
        let rows: Vec<Vec<String>> = paging
            .headers
            .iter()
            .map(|header| {
                vec![
                    code(&header.name),
                    cell(header.description.as_deref().unwrap_or_default()),
                ]
            })
            .collect();
        out.push_str("Further pagination headers:\n\n");
        out.push_str(&table(&["Header", "Description"], &rows, &[1]));
    }
    out
}

fn errors(spec: &ApiSpec) -> String {
    let mut out = String::new();
    for shape in &spec.api.errors {
        if out.is_empty() {
            out.push_str("## Data validation and error reporting\n\n");
        }
        out.push_str(&error(shape));
    }
    out
}

fn error(shape: &ErrorShape) -> String {
    let words = match shape.kind {
        ErrorKind::Text => "holds one text",
        ErrorKind::Fields => "holds a list of messages for each field",
        ErrorKind::Entities => "holds a list of messages for each field, also of embedded entities",
    };
    let mut out = paragraph(&format!("The key {} {words}:", code(&shape.key)));
    let (info, text) = example_text(&shape.example);
    match shape.status {
        Some(status) => {
            let head = format!("HTTP/1.1 {status} {}", standard_phrase(status));
            out.push_str(&fence(
                "http",
                &format!(
                    "{}\nContent-Type: application/json\n\n{text}",
                    head.trim_end()
                ),
            ));
        }
        None => out.push_str(&fence(info, &text)),
    }
    out
}
