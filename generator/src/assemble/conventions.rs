//! What all pages say about all operations, put together.

use docbind_spec::{
    Conventions, Credential, ErrorShape, Identifiers, Operation, Paging, SecurityScheme,
    StatusCode, SuccessRule, Sudo,
};

use super::ReadPage;
use super::base::Base;
use super::operation::Merged;
use super::sections::source;
use crate::extract::conventions::authentication::is_credential;
use crate::names::mint;

/// The title of the overview: the first heading of a page that documents no operation, the page
/// that comes first in its folder's order of importance.
pub(super) fn title(pages: &[ReadPage]) -> Option<String> {
    let overview = pages
        .iter()
        .find(|read| mint::resource(&read.page.path) == mint::OVERVIEW)?;
    let heading = overview
        .page
        .sections
        .iter()
        .find(|section| section.level > 0)?;
    Some(heading.title.described()).filter(|title| !title.is_empty())
}

/// The conventions.
pub(super) fn assemble(pages: &[ReadPage], base: &Base) -> Conventions {
    Conventions {
        base_path: (!base.path.is_empty()).then(|| base.path.clone()),
        other_roots: Vec::new(),
        security: security_schemes(pages),
        sudo: sudo(pages),
        success: success(pages),
        statuses: statuses(pages),
        paging: paging(pages),
        errors: errors(pages),
        identifiers: identifiers(pages),
    }
}

fn security_schemes(pages: &[ReadPage]) -> Vec<SecurityScheme> {
    let mut schemes: Vec<SecurityScheme> = Vec::new();
    // Pages about everything first: what a page about one resource repeats is known then.
    let (overviews, others): (Vec<_>, Vec<_>) = pages
        .iter()
        .partition(|read| read.facts.endpoints.is_empty());
    for read in overviews.into_iter().chain(others) {
        for fact in &read.facts.conventions.schemes {
            let known = !fact.credentials.is_empty()
                && schemes.iter().any(|scheme| {
                    fact.credentials
                        .iter()
                        .all(|c| scheme.credentials.contains(c))
                });
            if known {
                continue;
            }
            let id = scheme_id(fact, &schemes);
            schemes.push(SecurityScheme {
                id,
                title: (!fact.title.is_empty()).then(|| fact.title.clone()),
                credentials: fact.credentials.clone(),
                along_with: fact.along_with.clone(),
                source: source(&read.page, fact.section),
            });
        }
    }
    schemes
}

/// The credential's own name where the heading has none, or where another scheme has that name.
fn scheme_id(fact: &crate::extract::conventions::SchemeFact, schemes: &[SecurityScheme]) -> String {
    use docbind_spec::Credential::{Bearer, Header, Parameter, Query};
    let of_title = identifier(&fact.title.to_lowercase());
    let taken = |id: &str| schemes.iter().any(|scheme| scheme.id == id);
    if !of_title.is_empty() && !taken(&of_title) {
        return of_title;
    }
    let of_credential = fact.credentials.first().map(|credential| match credential {
        Header(name) | Query(name) | Parameter(name) => identifier(name),
        Bearer => "bearer".to_owned(),
    });
    let mut id = of_credential.unwrap_or_else(|| "scheme".to_owned());
    while taken(&id) {
        id = format!("{of_title}_{id}").trim_matches('_').to_owned();
        if of_title.is_empty() {
            id = format!("other_{id}");
        }
    }
    id
}

/// A name that begins with a letter; empty where there is nothing to make one of.
fn identifier(words: &str) -> String {
    let name = mint::snake(words);
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        format!("scheme_{name}")
    } else {
        name
    }
}

fn sudo(pages: &[ReadPage]) -> Option<Sudo> {
    pages.iter().find_map(|read| {
        let fact = read.facts.conventions.sudo.as_ref()?;
        Some(Sudo {
            query: fact.query.clone(),
            header: fact.header.clone(),
            source: source(&read.page, fact.section),
        })
    })
}

fn success(pages: &[ReadPage]) -> Vec<SuccessRule> {
    let mut rules: Vec<SuccessRule> = Vec::new();
    for read in pages {
        for (section, method, status) in &read.facts.conventions.success {
            if rules.iter().all(|rule| rule.method != *method) {
                rules.push(SuccessRule {
                    method: *method,
                    status: *status,
                    source: source(&read.page, *section),
                });
            }
        }
    }
    rules
}

fn statuses(pages: &[ReadPage]) -> Vec<StatusCode> {
    let mut codes: Vec<StatusCode> = Vec::new();
    for read in pages {
        for (section, fact) in &read.facts.conventions.statuses {
            if codes.iter().all(|code| code.status != fact.status) {
                codes.push(StatusCode {
                    status: fact.status,
                    phrase: fact.phrase.clone().unwrap_or_default(),
                    description: fact.description.clone(),
                    source: source(&read.page, *section),
                });
            }
        }
    }
    codes
}

fn paging(pages: &[ReadPage]) -> Option<Paging> {
    pages.iter().find_map(|read| {
        let fact = &read.facts.conventions.paging;
        Some(Paging {
            page: fact.page.clone()?,
            per_page: fact.per_page.clone()?,
            link_header: fact.link_header,
            headers: fact.headers.clone(),
            source: source(&read.page, fact.section),
        })
    })
}

fn errors(pages: &[ReadPage]) -> Vec<ErrorShape> {
    let shapes = pages.iter().flat_map(|read| {
        read.facts.conventions.errors.iter().map(|fact| ErrorShape {
            key: fact.key.clone(),
            kind: fact.kind,
            status: fact.status,
            example: fact.example.clone(),
            source: source(&read.page, fact.section),
        })
    });
    shapes.collect()
}

fn identifiers(pages: &[ReadPage]) -> Option<Identifiers> {
    pages.iter().find_map(|read| {
        let (section, global, scoped) = read.facts.conventions.identifiers.as_ref()?;
        Some(Identifiers {
            global: global.clone(),
            scoped: scoped.clone(),
            source: source(&read.page, *section),
        })
    })
}

/// The schemes that an operation takes: those its sections name, or those of its own page.
pub(super) fn security(
    merged: &Merged<'_>,
    pages: &[ReadPage],
    api: &Conventions,
) -> Option<Vec<String>> {
    let mut ids: Vec<String> = Vec::new();
    for section in &merged.sections {
        for phrase in &section.endpoint.security {
            for id in matching(phrase, &api.security) {
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
        }
        let Some(page) = pages.get(section.page) else {
            continue;
        };
        let own = api
            .security
            .iter()
            .filter(|scheme| scheme.source.page() == page.page.path);
        ids.extend(own.map(|scheme| scheme.id.clone()));
    }
    (!ids.is_empty()).then_some(ids)
}

/// The schemes that a phrase names: as a whole, or each part of "A & B", "A or B".
fn matching(phrase: &str, schemes: &[SecurityScheme]) -> Vec<String> {
    if let Some((100, scheme)) = best(phrase, schemes) {
        return vec![scheme.id.clone()];
    }
    let parts = phrase
        .split('&')
        .flat_map(|part| part.split(" or "))
        .flat_map(|part| part.split(" and "));
    let mut found: Vec<String> = Vec::new();
    for part in parts {
        if let Some((GOOD.., scheme)) = best(part, schemes)
            && !found.contains(&scheme.id)
        {
            found.push(scheme.id.clone());
        }
    }
    found
}

/// How many words of a phrase a scheme's name must have, in percent.
const GOOD: usize = 60;

/// The scheme whose name has most words of a phrase and fewest others, with the percentage.
fn best<'s>(phrase: &str, schemes: &'s [SecurityScheme]) -> Option<(usize, &'s SecurityScheme)> {
    let wanted = words(phrase);
    let scored = schemes.iter().map(|scheme| {
        let own = words(scheme.title.as_deref().unwrap_or(&scheme.id));
        let shared = wanted.iter().filter(|word| own.contains(word)).count();
        (
            shared * 100 / wanted.len().max(1),
            usize::MAX - own.len(),
            scheme,
        )
    });
    scored
        .rev()
        .max_by_key(|(shared, extra, _)| (*shared, *extra))
        .map(|(shared, _, scheme)| (shared, scheme))
}

/// The words of a name, singular, each once.
fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let mut words: Vec<String> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !matches!(*word, "a" | "an" | "the" | "of"))
        .map(mint::singular)
        .collect();
    words.sort();
    words.dedup();
    words
}

/// Gives schemes of which no page names the place of the credential the parameter that the
/// operations using them list for it.
pub(super) fn place_credentials(api: &mut Conventions, operations: &[Operation]) {
    let placed: Vec<String> = api
        .security
        .iter()
        .flat_map(|scheme| &scheme.credentials)
        .filter_map(|credential| match credential {
            Credential::Query(name) => Some(name.clone()),
            _ => None,
        })
        .collect();
    for scheme in api
        .security
        .iter_mut()
        .filter(|scheme| scheme.credentials.is_empty())
    {
        for operation in operations {
            let uses = operation
                .security
                .as_ref()
                .is_some_and(|ids| ids.contains(&scheme.id));
            let mut listed = operation.parameters.iter().filter(|parameter| {
                uses && is_credential(&parameter.name) && !placed.contains(&parameter.name)
            });
            if let (Some(only), None) = (listed.next(), listed.next()) {
                let credential = Credential::Parameter(only.name.clone());
                if !scheme.credentials.contains(&credential) {
                    scheme.credentials.push(credential);
                }
            }
        }
    }
}
