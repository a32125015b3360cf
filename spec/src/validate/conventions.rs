//! What holds for all operations.
//!
//! What comes in: the conventions. What goes out: violations below `api`.

use std::collections::BTreeSet;

use super::Findings;
use crate::text::shorten;
use crate::{Conventions, Credential, Paging, SecurityScheme};

pub(super) fn check(api: &Conventions, findings: &mut Findings) {
    if let Some(base_path) = &api.base_path {
        findings.root("api: base_path", base_path);
    }
    for (index, root) in api.other_roots.iter().enumerate() {
        findings.root(&format!("api: other_roots[{index}]"), root);
    }
    check_security(&api.security, findings);
    if let Some(sudo) = &api.sudo {
        if let Some(query) = &sudo.query {
            findings.sent_name("api: sudo query", query);
        }
        if let Some(header) = &sudo.header {
            findings.header("api: sudo header", header);
        }
        findings.source("api: sudo", &sudo.source);
    }
    check_statuses(api, findings);
    if let Some(paging) = &api.paging {
        check_paging(paging, findings);
    }
    for (index, error) in api.errors.iter().enumerate() {
        let place = format!("api: errors[{index}] {}", shorten(&error.key));
        if let Some(status) = error.status {
            findings.status(&place, status);
        }
        findings.source(&place, &error.source);
    }
    if let Some(identifiers) = &api.identifiers {
        findings.source("api: identifiers", &identifiers.source);
    }
}

fn check_security(schemes: &[SecurityScheme], findings: &mut Findings) {
    let mut seen = BTreeSet::new();
    for (index, scheme) in schemes.iter().enumerate() {
        let place = format!("api: security[{index}] {}", shorten(&scheme.id));
        findings.snake(&place, &scheme.id);
        if !seen.insert(scheme.id.as_str()) {
            findings.add(
                &place,
                "another security scheme has the same name",
                "give one of them another name, also where operations name it",
            );
        }
        for credential in &scheme.credentials {
            match credential {
                Credential::Header(name) => findings.header(&place, name),
                Credential::Query(name) | Credential::Parameter(name) => {
                    findings.sent_name(&place, name);
                }
                Credential::Bearer => {}
            }
        }
        for name in &scheme.along_with {
            findings.sent_name(&place, name);
        }
        findings.source(&place, &scheme.source);
    }
}

fn check_statuses(api: &Conventions, findings: &mut Findings) {
    let mut methods = BTreeSet::new();
    for (index, rule) in api.success.iter().enumerate() {
        let place = format!("api: success[{index}] {}", rule.method);
        findings.status(&place, rule.status);
        findings.source(&place, &rule.source);
        if !methods.insert(rule.method) {
            findings.add(
                &place,
                "the method has another rule already",
                "keep one rule, and state the other status at the operations it holds for",
            );
        }
    }
    let mut statuses = BTreeSet::new();
    for (index, code) in api.statuses.iter().enumerate() {
        let place = format!("api: statuses[{index}]");
        findings.status(&place, code.status);
        findings.source(&place, &code.source);
        if !statuses.insert(code.status) {
            findings.add(
                &place,
                format!("the status {} is listed already", code.status),
                "keep one entry for it",
            );
        }
    }
}

fn check_paging(paging: &Paging, findings: &mut Findings) {
    findings.sent_name("api: paging page", &paging.page.name);
    findings.sent_name("api: paging per_page", &paging.per_page.name);
    if paging.page.name == paging.per_page.name {
        findings.add(
            "api: paging",
            "page and per_page are the same parameter",
            "write the names of two parameters",
        );
    }
    for (index, header) in paging.headers.iter().enumerate() {
        findings.header(&format!("api: paging headers[{index}]"), &header.name);
    }
    findings.source("api: paging", &paging.source);
}
