//! What operations, conventions, types and overrides have in common.

use std::sync::Arc;

use docbind_spec::{
    Correction, Evidence, Example, ExampleBody, Header, InvalidJson, JsonFault, Location, Method,
    NameValue, Presence, Schema, Source, Witness,
};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use super::values::{json, text};

pub(super) fn source() -> BoxedStrategy<Source> {
    text().prop_map(Source).boxed()
}

pub(super) fn method() -> impl Strategy<Value = Method> + Clone {
    select(&Method::ALL)
}

pub(super) fn location() -> impl Strategy<Value = Location> {
    use Location::{Body, Header, Path, Query};
    select(&[Path, Query, Header, Body])
}

pub(super) fn presence() -> impl Strategy<Value = Presence> {
    use Presence::{Optional, Required, Unstated};
    select(&[Required, Optional, Unstated])
}

pub(super) fn witness() -> impl Strategy<Value = Witness> {
    use Witness::{Curl, Example, List, Override, Preformatted, Prose, RequestLine, Table};
    select(&[
        Table,
        List,
        Preformatted,
        RequestLine,
        Curl,
        Example,
        Prose,
        Override,
    ])
}

pub(super) fn evidence() -> impl Strategy<Value = Evidence> {
    (witness(), source()).prop_map(|(witness, source)| Evidence { witness, source })
}

pub(super) fn schema() -> BoxedStrategy<Schema> {
    use Schema::{Any, Boolean, Date, File, Integer, Number, String, Timestamp};
    let leaf = prop_oneof![
        select(vec![
            Any, Boolean, Integer, Number, String, Timestamp, Date, File
        ]),
        vec(text(), 0..4).prop_map(Schema::Enum),
        text().prop_map(Schema::Ref),
    ];
    leaf.prop_recursive(4, 12, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|item| Schema::Array(Box::new(item))),
            inner.clone().prop_map(|value| Schema::Map(Box::new(value))),
            vec(inner, 0..4).prop_map(Schema::OneOf),
        ]
    })
    .boxed()
}

pub(super) fn body() -> BoxedStrategy<ExampleBody> {
    use JsonFault::{
        BadEscape, Comment, ControlCharacter, DuplicateKey, Ellipsis, MissingComma, Other,
        Placeholder, Quotes, SeveralValues, TrailingComma, Unbalanced,
    };
    let faults = select(&[
        TrailingComma,
        MissingComma,
        Ellipsis,
        BadEscape,
        ControlCharacter,
        DuplicateKey,
        Comment,
        Quotes,
        Placeholder,
        SeveralValues,
        Unbalanced,
        Other,
    ]);
    prop_oneof![
        json().prop_map(ExampleBody::Json),
        text().prop_map(ExampleBody::Text),
        (text(), vec(faults, 0..3), of(json())).prop_map(|(text, faults, repaired)| {
            ExampleBody::Invalid(InvalidJson {
                text,
                faults,
                repaired,
            })
        }),
    ]
    .boxed()
}

pub(super) fn examples() -> impl Strategy<Value = Vec<Example>> {
    vec(
        (source(), body().prop_map(Arc::new)).prop_map(|(source, body)| Example { source, body }),
        0..3,
    )
}

pub(super) fn headers() -> BoxedStrategy<Vec<Header>> {
    let header = (text(), of(text())).prop_map(|(name, description)| Header { name, description });
    vec(header, 0..3).boxed()
}

pub(super) fn pairs() -> BoxedStrategy<Vec<NameValue>> {
    vec(
        (text(), text()).prop_map(|(name, value)| NameValue { name, value }),
        0..3,
    )
    .boxed()
}

/// Any correction.
pub(super) fn correction() -> impl Strategy<Value = Correction> {
    (source(), text(), json(), text()).prop_map(|(source, subject, documented, reason)| {
        Correction {
            source,
            subject,
            documented,
            reason,
        }
    })
}
