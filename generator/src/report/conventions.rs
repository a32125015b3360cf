//! What a section says about all operations, as a card beside it.

use docbind_spec::{Conventions, Credential, ErrorKind, Source};

use super::model::{ApiView, Group, PageView};
use crate::html::Html;

/// Whether a group says anything about all operations.
pub(super) fn is_beside(view: &ApiView<'_>, page: &PageView<'_>, group: &Group<'_>) -> bool {
    !lines(view, page, group).is_empty()
}

/// What a group says about all operations; nothing where it says nothing.
pub(super) fn card(html: &mut Html, view: &ApiView<'_>, page: &PageView<'_>, group: &Group<'_>) {
    let lines = lines(view, page, group);
    if lines.is_empty() {
        return;
    }
    html.markup("<article class=\"op all\"><h4>For all operations</h4><dl>");
    let mut last = "";
    for (term, words) in lines {
        if term != last {
            html.markup("<dt>");
            html.markup(term);
            html.markup("</dt>");
        }
        html.markup("<dd>");
        html.words(&words);
        html.markup("</dd>");
        last = term;
    }
    html.markup("</dl></article>\n");
}

fn lines(
    view: &ApiView<'_>,
    page: &PageView<'_>,
    group: &Group<'_>,
) -> Vec<(&'static str, String)> {
    let here = |source: &Source| {
        source.page() == page.path && group.headings.iter().any(|own| own.source == *source)
    };
    said(&view.api.spec.api)
        .into_iter()
        .filter(|(source, ..)| here(source))
        .map(|(_, term, words)| (term, words))
        .collect()
}

/// Whether this section says anything about all operations.
pub(super) fn is_said_in(api: &Conventions, source: &Source) -> bool {
    said(api).iter().any(|(own, ..)| *own == source)
}

/// Every convention with its place.
fn said(api: &Conventions) -> Vec<(&Source, &'static str, String)> {
    let mut all = Vec::new();
    for scheme in &api.security {
        let mut places: Vec<String> = scheme.credentials.iter().map(credential).collect();
        places.extend(
            scheme
                .along_with
                .iter()
                .map(|name| format!("along with `{name}`")),
        );
        let words = format!("`{}`: {}", scheme.id, places.join(", "));
        all.push((&scheme.source, "authentication", words));
    }
    if let Some(sudo) = &api.sudo {
        let query = sudo.query.iter().map(|name| format!("query `{name}`"));
        let header = sudo.header.iter().map(|name| format!("header `{name}`"));
        let words: Vec<String> = query.chain(header).collect();
        all.push((&sudo.source, "as another user", words.join(", ")));
    }
    for rule in &api.success {
        let words = format!("`{}` answers {}", rule.method, rule.status);
        all.push((&rule.source, "success", words));
    }
    for status in &api.statuses {
        let words = format!("{} {}", status.status, status.phrase);
        all.push((&status.source, "status", words));
    }
    if let Some(paging) = &api.paging {
        let mut words = format!("`{}`, `{}`", paging.page.name, paging.per_page.name);
        for (word, value) in [
            ("default", paging.per_page.default),
            ("at most", paging.per_page.max),
        ] {
            words.extend(value.map(|value| format!(", {word} {value}")));
        }
        words.push_str(if paging.link_header {
            "; `Link` header"
        } else {
            ""
        });
        words.extend(
            paging
                .headers
                .iter()
                .map(|header| format!(", `{}`", header.name)),
        );
        all.push((&paging.source, "paging", words));
    }
    for error in &api.errors {
        let kind = match error.kind {
            ErrorKind::Text => "a text",
            ErrorKind::Fields => "messages by field",
            ErrorKind::Entities => "messages by field and entity",
        };
        let status = error
            .status
            .map_or(String::new(), |status| format!(" with {status}"));
        all.push((
            &error.source,
            "error",
            format!("`{}`: {kind}{status}", error.key),
        ));
    }
    if let Some(ids) = &api.identifiers {
        let words = format!(
            "`{}` everywhere, `{}` within the parent",
            ids.global, ids.scoped
        );
        all.push((&ids.source, "identifiers", words));
    }
    all
}

fn credential(credential: &Credential) -> String {
    match credential {
        Credential::Header(name) => format!("header `{name}`"),
        Credential::Query(name) => format!("query `{name}`"),
        Credential::Bearer => "`Authorization: Bearer`".to_owned(),
        Credential::Parameter(name) => format!("parameter `{name}`"),
    }
}
