//! What holds for all operations: as statements about something, which are compared by what they
//! are about.

use docbind_spec::{Conventions, Credential, Paging, PagingParameter, SecurityScheme, Source};

use super::schema::{NONE, list, word};
use super::{Change, Found, Level, Place, Rule, Subject};

/// What is stated about something, such as `404` about `status`.
#[derive(Debug, Clone)]
struct Statement {
    rules: Rules,
    about: String,
    words: String,
    source: Option<Source>,
}

/// What happened where a statement came, went or says something else.
#[derive(Debug, Clone, Copy)]
struct Rules {
    added: Rule,
    removed: Rule,
    changed: Rule,
}

pub(super) fn compare(older: &Conventions, newer: &Conventions, found: &mut Found) {
    let before = found.all.len();
    compare_statements(statements(older), statements(newer), found);
    if let (Some(old), Some(new)) = (&older.paging, &newer.paging) {
        compare_paging(old, new, found);
    }
    compare_schemes(&older.security, &newer.security, found);
    if found.all.len() == before && older != newer {
        let rule = Rule::ConventionsDetailsChanged;
        found.add(Change::new(rule, &Subject::Conventions));
    }
}

fn compare_statements(mut old: Vec<Statement>, mut new: Vec<Statement>, found: &mut Found) {
    // Several statements may be about one thing, such as two shapes of one error body: those that
    // stayed are no difference of the others.
    let same = |one: &Statement, other: &Statement| {
        (&one.about, &one.words) == (&other.about, &other.words)
    };
    let all = new.clone();
    new.retain(|statement| !old.iter().any(|known| same(known, statement)));
    old.retain(|statement| !all.iter().any(|known| same(known, statement)));
    for to in &new {
        let change = |rule| Change::new(rule, &Subject::Conventions).part(&to.about);
        match old.iter().position(|known| known.about == to.about) {
            Some(index) => {
                let from = old.remove(index);
                found.add(
                    change(to.rules.changed)
                        .from(&from.words)
                        .to(&to.words)
                        .places(from.place(), to.place()),
                );
            }
            None => found.add(
                change(to.rules.added)
                    .to(&to.words)
                    .places(None, to.place()),
            ),
        }
    }
    for from in &old {
        found.add(
            Change::new(from.rules.removed, &Subject::Conventions)
                .part(&from.about)
                .from(&from.words)
                .places(from.place(), None),
        );
    }
}

impl Statement {
    fn place(&self) -> Option<Place> {
        self.source.as_ref().map(Place::section)
    }
}

const BASE_PATH: Rules = Rules {
    added: Rule::BasePathAdded,
    removed: Rule::BasePathRemoved,
    changed: Rule::BasePathChanged,
};
const OTHER_ROOTS: Rules = Rules {
    added: Rule::OtherRootsChanged,
    removed: Rule::OtherRootsChanged,
    changed: Rule::OtherRootsChanged,
};
const SUDO: Rules = Rules {
    added: Rule::SudoAdded,
    removed: Rule::SudoRemoved,
    changed: Rule::SudoChanged,
};
const SUCCESS: Rules = Rules {
    added: Rule::SuccessStatusAdded,
    removed: Rule::SuccessStatusRemoved,
    changed: Rule::SuccessStatusChanged,
};
const STATUS: Rules = Rules {
    added: Rule::StatusAdded,
    removed: Rule::StatusRemoved,
    changed: Rule::StatusChanged,
};
/// What paging consists of is compared part by part.
const PAGING: Rules = Rules {
    added: Rule::PagingAdded,
    removed: Rule::PagingRemoved,
    changed: Rule::PagingChanged,
};
const ERROR_BODY: Rules = Rules {
    added: Rule::ErrorBodyAdded,
    removed: Rule::ErrorBodyRemoved,
    changed: Rule::ErrorBodyChanged,
};
const IDENTIFIERS: Rules = Rules {
    added: Rule::IdentifiersAdded,
    removed: Rule::IdentifiersRemoved,
    changed: Rule::IdentifiersChanged,
};

fn statements(api: &Conventions) -> Vec<Statement> {
    let mut all: Vec<Statement> = Vec::new();
    let mut add = |rules, about: String, words: String, source: Option<&Source>| {
        let source = source.cloned();
        all.push(Statement {
            rules,
            about,
            words,
            source,
        });
    };
    if let Some(base) = &api.base_path {
        add(BASE_PATH, "base path".to_owned(), base.clone(), None);
    }
    // A list that may be empty is always there.
    let roots = list(&api.other_roots);
    add(OTHER_ROOTS, "other roots".to_owned(), roots, None);
    if let Some(sudo) = &api.sudo {
        let query = sudo.query.iter().map(|name| format!("query `{name}`"));
        let header = sudo.header.iter().map(|name| format!("header `{name}`"));
        let words = list(query.chain(header));
        add(SUDO, "sudo".to_owned(), words, Some(&sudo.source));
    }
    for rule in &api.success {
        let about = format!("success of {}", rule.method);
        let words = rule.status.to_string();
        add(SUCCESS, about, words, Some(&rule.source));
    }
    for status in &api.statuses {
        let about = format!("status {}", status.status);
        add(STATUS, about, status.phrase.clone(), Some(&status.source));
    }
    if let Some(paging) = &api.paging {
        let words = "in pages".to_owned();
        add(PAGING, "paging".to_owned(), words, Some(&paging.source));
    }
    for error in &api.errors {
        let status = error.status.map(|status| format!(" with status {status}"));
        let status = status.unwrap_or_default();
        let about = format!("error body `{}`{status}", error.key);
        add(ERROR_BODY, about, word(&error.kind), Some(&error.source));
    }
    if let Some(identifiers) = &api.identifiers {
        let words = format!(
            "`{}`, `{}` within its parent",
            identifiers.global, identifiers.scoped
        );
        let source = Some(&identifiers.source);
        add(IDENTIFIERS, "identifiers".to_owned(), words, source);
    }
    all
}

fn compare_schemes(older: &[SecurityScheme], newer: &[SecurityScheme], found: &mut Found) {
    let kept = newer
        .iter()
        .any(|new| older.iter().any(|old| old.id == new.id));
    let added = if kept {
        Rule::SecuritySchemeAdded
    } else {
        Rule::SecurityRequired
    };
    let removed = if newer.is_empty() {
        Rule::SecurityNotRequired
    } else {
        Rule::SecuritySchemeRemoved
    };
    for scheme in newer {
        match older.iter().find(|old| old.id == scheme.id) {
            Some(old) => compare_credentials(old, scheme, found),
            None => found.add(
                about(added, scheme)
                    .to(places(scheme))
                    .places(None, Some(Place::section(&scheme.source))),
            ),
        }
    }
    for scheme in older {
        if !newer.iter().any(|new| new.id == scheme.id) {
            found.add(
                about(removed, scheme)
                    .from(places(scheme))
                    .places(Some(Place::section(&scheme.source)), None),
            );
        }
    }
}

fn about(rule: Rule, scheme: &SecurityScheme) -> Change {
    let part = format!("security scheme `{}`", scheme.id);
    Change::new(rule, &Subject::Conventions).part(part)
}

fn compare_credentials(older: &SecurityScheme, newer: &SecurityScheme, found: &mut Found) {
    let change = |rule| {
        let places = [older, newer].map(|scheme| Some(Place::section(&scheme.source)));
        let [old, new] = places;
        about(rule, newer).places(old, new)
    };
    let lacking = |some: &SecurityScheme, others: &SecurityScheme| -> Vec<String> {
        let some = some.credentials.iter();
        some.filter(|place| !others.credentials.contains(place))
            .map(credential)
            .collect()
    };
    for place in lacking(newer, older) {
        found.add(change(Rule::CredentialAdded).to(place));
    }
    for place in lacking(older, newer) {
        found.add(change(Rule::CredentialRemoved).from(place));
    }
    if older.along_with != newer.along_with {
        found.add(
            change(Rule::CredentialCompanionsChanged)
                .from(list(&older.along_with))
                .to(list(&newer.along_with)),
        );
    }
}

/// Where the credential of a scheme stands.
fn places(scheme: &SecurityScheme) -> String {
    let mut words = list(scheme.credentials.iter().map(credential));
    if words == NONE {
        "nowhere of its own".clone_into(&mut words);
    }
    if !scheme.along_with.is_empty() {
        words.push_str(&format!(" along with {}", list(&scheme.along_with)));
    }
    words
}

fn credential(credential: &Credential) -> String {
    match credential {
        Credential::Header(name) => format!("header `{name}`"),
        Credential::Query(name) => format!("query `{name}`"),
        Credential::Bearer => "bearer token".to_owned(),
        Credential::Parameter(name) => format!("parameter `{name}`"),
    }
}

/// A part of paging, in words for each side, and whether its change breaks anybody.
struct PagingPart {
    from: String,
    to: String,
    breaks: bool,
}

/// Compares paging part by part: more headers and a higher limit break nobody.
fn compare_paging(older: &Paging, newer: &Paging, found: &mut Found) {
    let mut parts = vec![
        paging_parameter(&older.page, &newer.page),
        paging_parameter(&older.per_page, &newer.per_page),
    ];
    let (old, new) = (paging_headers(older), paging_headers(newer));
    let lacking = |some: &[String], others: &[String]| -> Vec<String> {
        let some = some.iter().filter(|name| !others.contains(name));
        some.cloned().collect()
    };
    let (gone, came) = (lacking(&old, &new), lacking(&new, &old));
    if !gone.is_empty() || !came.is_empty() {
        parts.push(Some(PagingPart {
            from: list(&gone),
            to: list(&came),
            breaks: !gone.is_empty(),
        }));
    }
    for part in parts.into_iter().flatten() {
        let rule = Rule::PagingChanged;
        let level = if part.breaks {
            rule.level()
        } else {
            Level::Safe
        };
        found.add(
            Change::new(rule, &Subject::Conventions)
                .part("paging")
                .from(part.from)
                .to(part.to)
                .level(level)
                .places(
                    Some(Place::section(&older.source)),
                    Some(Place::section(&newer.source)),
                ),
        );
    }
}

fn paging_parameter(older: &PagingParameter, newer: &PagingParameter) -> Option<PagingPart> {
    if older == newer {
        return None;
    }
    let words = |parameter: &PagingParameter| {
        let default = parameter.default.map(|value| format!(" default {value}"));
        let max = parameter.max.map(|value| format!(" at most {value}"));
        let (default, max) = (default.unwrap_or_default(), max.unwrap_or_default());
        format!("`{}`{default}{max}", parameter.name)
    };
    let default = older.default.is_some() && older.default != newer.default;
    let lower = newer
        .max
        .is_some_and(|max| older.max.is_none_or(|before| max < before));
    Some(PagingPart {
        from: words(older),
        to: words(newer),
        breaks: older.name != newer.name || default || lower,
    })
}

/// The headers that come with a page.
fn paging_headers(paging: &Paging) -> Vec<String> {
    let link = paging.link_header.then(|| "header `Link`".to_owned());
    let headers = paging.headers.iter();
    let headers = headers.map(|header| format!("header `{}`", header.name));
    link.into_iter().chain(headers).collect()
}
