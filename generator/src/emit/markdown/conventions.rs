//! What holds for all operations: the overview page, and what single pages say about access.

use docbind_spec::{
    ApiSpec, Credential, ErrorShape, Identifiers, Paging, PagingParameter, SecurityScheme,
    StatusCode, Sudo,
};

use super::curl::absolute;
use super::layout::{HOME, heading, identifiers_heading, page_name, page_title, scheme_heading};
use super::operation::{example_block, message};
use super::text::{code, fence, inline, inline_cell, paragraph, table};
use crate::status::standard_phrase;

/// The overview page.
pub(super) fn overview(spec: &ApiSpec, pages: &[&str]) -> String {
    let title = spec.title.as_deref().unwrap_or(&spec.name);
    let mut out = format!("# {}\n\n", inline(title));
    out.push_str(&resources(pages));
    out.push_str(&roots(spec));
    out.push_str(&authentication(spec));
    out.push_str(&statuses(spec));
    out.push_str(
        &spec
            .api
            .sudo
            .as_ref()
            .map_or_else(String::new, |sudo| acting_as(spec, sudo)),
    );
    out.push_str(
        &spec
            .api
            .paging
            .as_ref()
            .map_or_else(String::new, pagination),
    );
    out.push_str(
        &spec
            .api
            .identifiers
            .as_ref()
            .map_or_else(String::new, identifiers),
    );
    out.push_str(&errors(spec));
    out
}

/// The head of a page of operations.
pub(super) fn page_head(path: &str) -> String {
    title(1, &page_title(path))
}

fn title(level: usize, words: &str) -> String {
    format!("{} {}\n\n", "#".repeat(level), inline(words))
}

fn resources(pages: &[&str]) -> String {
    let mut out = title(2, heading::RESOURCES);
    for path in pages.iter().filter(|path| **path != HOME) {
        out.push_str(&format!("- [{}]({path})\n", inline(&page_name(path))));
    }
    out.push('\n');
    out
}

fn roots(spec: &ApiSpec) -> String {
    let mut out = String::new();
    if spec.api.base_path.is_none() && spec.api.other_roots.is_empty() {
        return out;
    }
    out.push_str(&title(2, heading::ROOTS));
    if let Some(base) = &spec.api.base_path {
        out.push_str(&paragraph(&format!(
            "Every path has the prefix {}, which is left out on the other pages.",
            code(base)
        )));
        out.push_str(&fence("shell", &format!("curl \"{}\"", sample(spec))));
    }
    for root in &spec.api.other_roots {
        out.push_str(&paragraph(&format!(
            "Paths with the prefix {} are written out in full.",
            code(root)
        )));
    }
    out
}

/// The address of some operation below the base path.
fn sample(spec: &ApiSpec) -> String {
    let below_base = || {
        spec.operations
            .iter()
            .filter(|operation| !spec.api.is_rooted(&operation.path))
    };
    let literal = below_base().find(|operation| !operation.path.contains([':', '*']));
    let filled = |path: &str| {
        let segments: Vec<&str> = path
            .split('/')
            .map(|segment| {
                if segment.contains([':', '*']) {
                    "1"
                } else {
                    segment
                }
            })
            .collect();
        segments.join("/")
    };
    let path = literal
        .or_else(|| below_base().next())
        .map_or_else(|| "/".to_owned(), |operation| filled(&operation.path));
    absolute(&spec.api, &path)
}

fn authentication(spec: &ApiSpec) -> String {
    let schemes = &spec.api.security;
    let mut out = String::new();
    if !schemes.is_empty() && schemes.iter().all(|scheme| scheme.title.is_some()) {
        out.push_str(&title(2, heading::AUTHENTICATION));
    }
    for scheme in schemes {
        let level = if scheme.title.is_some() { 3 } else { 2 };
        out.push_str(&title(level, &scheme_heading(scheme)));
        out.push_str(&credentials(spec, scheme));
    }
    out
}

fn credentials(spec: &ApiSpec, scheme: &SecurityScheme) -> String {
    let address = sample(spec);
    let mut out = String::new();
    for credential in &scheme.credentials {
        let (words, command) = match credential {
            Credential::Header(name) => (
                "The token goes into a header of its own:",
                format!("curl --header \"{name}: TOKEN\" \"{address}\""),
            ),
            Credential::Query(name) => {
                let along: String = scheme
                    .along_with
                    .iter()
                    .map(|parameter| format!("&{parameter}=VALUE"))
                    .collect();
                (
                    "The token goes into the query:",
                    format!("curl \"{address}?{name}=TOKEN{along}\""),
                )
            }
            Credential::Bearer => (
                "The token goes along as a bearer token:",
                format!("curl --header \"Authorization: Bearer TOKEN\" \"{address}\""),
            ),
            Credential::Parameter(name) => {
                out.push_str(&paragraph(&format!(
                    "The token is the parameter {} of the operation.",
                    code(name)
                )));
                continue;
            }
        };
        out.push_str(&paragraph(words));
        out.push_str(&fence("shell", &command));
    }
    out
}

fn statuses(spec: &ApiSpec) -> String {
    let mut out = String::new();
    if spec.api.success.is_empty() && spec.api.statuses.is_empty() {
        return out;
    }
    out.push_str(&title(2, heading::STATUSES));
    if !spec.api.success.is_empty() {
        let rows: Vec<Vec<String>> = spec
            .api
            .success
            .iter()
            .map(|rule| {
                let status = format!("{} {}", rule.status, standard_phrase(rule.status));
                vec![
                    code(rule.method.as_str()),
                    format!("Answers {} when it succeeds", code(status.trim_end())),
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
        inline_cell(words),
    ]
}

fn acting_as(spec: &ApiSpec, sudo: &Sudo) -> String {
    let mut out = title(2, heading::SUDO);
    let address = sample(spec);
    if let Some(query) = &sudo.query {
        out.push_str(&paragraph(&format!(
            "An administrator acts as another user by the parameter {}, which takes an ID or a name.",
            code(query)
        )));
        out.push_str(&fence("shell", &format!("curl \"{address}?{query}=23\"")));
    }
    if let Some(header) = &sudo.header {
        out.push_str(&paragraph(&format!(
            "An administrator acts as another user by the header {}, which takes an ID or a name.",
            code(header)
        )));
        out.push_str(&fence(
            "shell",
            &format!("curl --header \"{header}: 23\" \"{address}\""),
        ));
    }
    out
}

fn pagination(paging: &Paging) -> String {
    let mut out = title(2, heading::PAGING);
    let row = |parameter: &PagingParameter, words: &str| {
        let mut facts: Vec<String> = Vec::new();
        facts.extend(
            parameter
                .default
                .map(|default| format!("default: `{default}`")),
        );
        facts.extend(parameter.max.map(|max| format!("max: `{max}`")));
        let facts = match facts.as_slice() {
            [] => String::new(),
            facts => format!(" ({})", facts.join(", ")),
        };
        vec![code(&parameter.name), format!("{words}{facts}")]
    };
    out.push_str(&paragraph(
        "Lists come in pages, chosen by these parameters:",
    ));
    let rows = vec![
        row(&paging.page, "Number of the page"),
        row(&paging.per_page, "Size of a page in items"),
    ];
    out.push_str(&table(&["Parameter", "Description"], &rows, &[1]));
    if paging.link_header {
        out.push_str(&paragraph(
            "Each page comes with a `Link` header, with `rel` set to `prev`, `next`, `first` and `last`.",
        ));
    }
    if !paging.headers.is_empty() {
        let rows: Vec<Vec<String>> = paging
            .headers
            .iter()
            .map(|header| {
                let words = header.description.as_deref().unwrap_or_default();
                vec![code(&header.name), inline_cell(words)]
            })
            .collect();
        out.push_str(&paragraph("Further headers:"));
        out.push_str(&table(&["Header", "Description"], &rows, &[1]));
    }
    out
}

fn identifiers(identifiers: &Identifiers) -> String {
    let rows = vec![
        vec![
            code(&identifiers.global),
            "Unique everywhere; calls take this one".to_owned(),
        ],
        vec![
            code(&identifiers.scoped),
            "Unique within the parent only".to_owned(),
        ],
    ];
    let table = table(&["Parameter", "Description"], &rows, &[1]);
    format!("{}{table}", title(2, &identifiers_heading(identifiers)))
}

fn errors(spec: &ApiSpec) -> String {
    let mut out = String::new();
    for shape in &spec.api.errors {
        if out.is_empty() {
            out.push_str(&title(2, heading::ERRORS));
        }
        out.push_str(&error(shape));
    }
    out
}

fn error(shape: &ErrorShape) -> String {
    let words = paragraph(&format!("A body with the key {}:", code(&shape.key)));
    let block = match shape.status {
        Some(status) => message(status, "application/json", &shape.example),
        None => example_block(&shape.example),
    };
    format!("{words}{block}")
}
