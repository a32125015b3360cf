//! Arbitrary conventions.

use docbind_spec::{
    Conventions, Credential, ErrorKind, ErrorShape, Identifiers, Paging, PagingParameter,
    SecurityScheme, StatusCode, SuccessRule, Sudo,
};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use super::shared::{body, headers, method, source};
use super::values::text;

pub(super) fn conventions() -> impl Strategy<Value = Conventions> {
    let success =
        (method(), any::<u16>(), source()).prop_map(|(method, status, source)| SuccessRule {
            method,
            status,
            source,
        });
    let status = (any::<u16>(), text(), of(text()), source()).prop_map(
        |(status, phrase, description, source)| StatusCode {
            status,
            phrase,
            description,
            source,
        },
    );
    let sudo = (of(text()), of(text()), source()).prop_map(|(query, header, source)| Sudo {
        query,
        header,
        source,
    });
    let identifiers = (text(), text(), source()).prop_map(|(global, scoped, source)| Identifiers {
        global,
        scoped,
        source,
    });
    let roots = (
        of(text()),
        vec(text(), 0..2),
        vec(security(), 0..3),
        of(sudo),
    );
    let rest = (
        vec(success, 0..2),
        vec(status, 0..2),
        of(paging()),
        vec(error_shape(), 0..2),
    );
    (roots, rest, of(identifiers)).prop_map(|(roots, rest, identifiers)| Conventions {
        base_path: roots.0,
        other_roots: roots.1,
        security: roots.2,
        sudo: roots.3,
        success: rest.0,
        statuses: rest.1,
        paging: rest.2,
        errors: rest.3,
        identifiers,
    })
}

fn security() -> impl Strategy<Value = SecurityScheme> {
    let credential = prop_oneof![
        text().prop_map(Credential::Header),
        text().prop_map(Credential::Query),
        Just(Credential::Bearer),
        text().prop_map(Credential::Parameter),
    ];
    (
        text(),
        of(text()),
        vec(credential, 0..3),
        vec(text(), 0..2),
        source(),
    )
        .prop_map(
            |(id, title, credentials, along_with, source)| SecurityScheme {
                id,
                title,
                credentials,
                along_with,
                source,
            },
        )
}

fn paging() -> impl Strategy<Value = Paging> {
    let parameter = || {
        (text(), of(any::<u64>()), of(any::<u64>()))
            .prop_map(|(name, default, max)| PagingParameter { name, default, max })
    };
    (parameter(), parameter(), any::<bool>(), headers(), source()).prop_map(
        |(page, per_page, link_header, headers, source)| Paging {
            page,
            per_page,
            link_header,
            headers,
            source,
        },
    )
}

fn error_shape() -> impl Strategy<Value = ErrorShape> {
    let kind = select(&[ErrorKind::Text, ErrorKind::Fields, ErrorKind::Entities]);
    (text(), kind, of(any::<u16>()), body(), source()).prop_map(
        |(key, kind, status, example, source)| ErrorShape {
            key,
            kind,
            status,
            example,
            source,
        },
    )
}
