//! What holds for all operations: as labelled statements, which are compared by label.

use docbind_spec::{Conventions, Credential, Paging, PagingParameter};

use super::schema::{list, word};
use super::{Found, Kind, Subject};

/// What is stated about something, such as `404` about `status`.
type Statement = (String, String);

pub(super) fn compare(older: &Conventions, newer: &Conventions, found: &mut Found) {
    let before = found.all.len();
    let subject = Subject::Conventions;
    let (mut old, mut new) = (statements(older), statements(newer));
    // A label may stand for several statements, such as two shapes of one error body: those that
    // stayed are no difference of the others.
    let stayed: Vec<Statement> = new.clone();
    new.retain(|statement| !old.contains(statement));
    old.retain(|statement| !stayed.contains(statement));
    for (part, to) in &new {
        match old.iter().position(|(known, _)| known == part) {
            Some(index) => {
                let (_, from) = old.remove(index);
                found.add(&subject, Kind::ConventionChanged, part, &from, to);
            }
            None => found.add(&subject, Kind::ConventionAdded, part, "", to),
        }
    }
    for (part, from) in &old {
        found.add(&subject, Kind::ConventionRemoved, part, from, "");
    }
    if found.all.len() == before && older != newer {
        found.add(&subject, Kind::ConventionsDetails, "", "", "");
    }
}

fn statements(api: &Conventions) -> Vec<Statement> {
    let mut all: Vec<Statement> = Vec::new();
    let mut add = |label: String, words: String| all.push((label, words));
    if let Some(base) = &api.base_path {
        add("base path".to_owned(), base.clone());
    }
    if !api.other_roots.is_empty() {
        add("other roots".to_owned(), list(&api.other_roots));
    }
    for scheme in &api.security {
        let mut words = list(scheme.credentials.iter().map(credential));
        if !scheme.along_with.is_empty() {
            words.push_str(&format!(" along with {}", list(&scheme.along_with)));
        }
        add(format!("security scheme `{}`", scheme.id), words);
    }
    if let Some(sudo) = &api.sudo {
        let query = sudo.query.iter().map(|name| format!("query `{name}`"));
        let header = sudo.header.iter().map(|name| format!("header `{name}`"));
        add("sudo".to_owned(), list(query.chain(header)));
    }
    for rule in &api.success {
        add(
            format!("success of {}", rule.method),
            rule.status.to_string(),
        );
    }
    for status in &api.statuses {
        add(format!("status {}", status.status), status.phrase.clone());
    }
    if let Some(paging) = &api.paging {
        add("paging".to_owned(), self::paging(paging));
    }
    for error in &api.errors {
        let status = error.status.map(|status| format!(" with status {status}"));
        add(
            format!("error body `{}`{}", error.key, status.unwrap_or_default()),
            word(&error.kind),
        );
    }
    if let Some(identifiers) = &api.identifiers {
        add(
            "identifiers".to_owned(),
            format!(
                "`{}`, `{}` within its parent",
                identifiers.global, identifiers.scoped
            ),
        );
    }
    all
}

fn credential(credential: &Credential) -> String {
    match credential {
        Credential::Header(name) => format!("header `{name}`"),
        Credential::Query(name) => format!("query `{name}`"),
        Credential::Bearer => "bearer token".to_owned(),
        Credential::Parameter(name) => format!("parameter `{name}`"),
    }
}

fn paging(paging: &Paging) -> String {
    let parameter = |parameter: &PagingParameter| {
        let default = parameter.default.map(|value| format!(" default {value}"));
        let max = parameter.max.map(|value| format!(" at most {value}"));
        format!(
            "`{}`{}{}",
            parameter.name,
            default.unwrap_or_default(),
            max.unwrap_or_default()
        )
    };
    let mut words = vec![parameter(&paging.page), parameter(&paging.per_page)];
    if paging.link_header {
        words.push("header `Link`".to_owned());
    }
    words.extend(
        paging
            .headers
            .iter()
            .map(|header| format!("header `{}`", header.name)),
    );
    words.join(", ")
}
