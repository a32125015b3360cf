//! Arbitrary operations.

use docbind_spec::{
    ArrayStyle, Call, CallBody, Limits, Operation, Parameter, Part, PartContent, PresenceBy,
    RequestBody, Response, Section, StatusOrigin,
};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use super::shared::{
    correction, evidence, examples, headers, location, method, pairs, presence, schema, source,
    witness,
};
use super::values::{json, text};

pub(super) fn operation() -> impl Strategy<Value = Operation> {
    let section = (source(), text(), of(text())).prop_map(|(source, title, description)| Section {
        source,
        title,
        description,
    });
    let request_body = (vec(text(), 0..3), any::<bool>(), of(schema()), examples()).prop_map(
        |(media_types, raw, schema, examples)| RequestBody {
            media_types,
            raw,
            schema,
            examples,
        },
    );
    let head = (
        text(),
        text(),
        method(),
        (text(), vec(text(), 0..3)),
        any::<bool>(),
        vec(section, 0..3),
    );
    let taken = (
        of(vec(text(), 0..3)),
        vec(parameter(), 0..4),
        of(request_body),
    );
    let rest = (
        vec(response(), 0..3),
        vec(call(), 0..3),
        vec(correction(), 0..2),
    );
    (head, taken, rest).prop_map(|(head, taken, rest)| Operation {
        id: head.0,
        resource: head.1,
        method: head.2,
        path: head.3.0,
        aliases: head.3.1,
        deprecated: head.4,
        sections: head.5,
        security: taken.0,
        parameters: taken.1,
        request_body: taken.2,
        responses: rest.0,
        calls: rest.1,
        corrections: rest.2,
    })
}

fn parameter() -> impl Strategy<Value = Parameter> {
    use ArrayStyle::{Brackets, Commas, Repeat};
    let limits = (of(any::<i64>()), of(any::<i64>()), of(any::<u64>())).prop_map(
        |(min, max, max_length)| Limits {
            min,
            max,
            max_length,
        },
    );
    let by = select(&[PresenceBy::Note, PresenceBy::Vote, PresenceBy::Setting]);
    let sent = (text(), location(), (presence(), of(by)), of(text()));
    let typed = (schema(), of(witness()), of(json()), of(limits));
    let rest = (
        of(select(&[Commas, Repeat, Brackets])),
        of(text()),
        vec(evidence(), 0..3),
    );
    (sent, typed, rest).prop_map(|(sent, typed, rest)| Parameter {
        name: sent.0,
        location: sent.1,
        presence: sent.2.0,
        presence_by: sent.2.1,
        condition: sent.3,
        schema: typed.0,
        typed_by: typed.1,
        default: typed.2,
        limits: typed.3,
        array_style: rest.0,
        description: rest.1,
        evidence: rest.2,
    })
}

fn response() -> impl Strategy<Value = Response> {
    let origin = select(&[
        StatusOrigin::Stated,
        StatusOrigin::Convention,
        StatusOrigin::Override,
    ]);
    let head = (any::<u16>(), origin, of(text()), headers());
    (
        head,
        of(text()),
        (of(schema()), of(source()), any::<bool>()),
        examples(),
    )
        .prop_map(
            |(
                (status, origin, description, headers),
                media_type,
                (schema, like, stream),
                examples,
            )| Response {
                status,
                origin,
                description,
                headers,
                media_type,
                schema,
                like,
                stream,
                examples,
            },
        )
}

fn call() -> impl Strategy<Value = Call> {
    let content = prop_oneof![
        text().prop_map(PartContent::Value),
        text().prop_map(PartContent::File),
    ];
    let part = (text(), content).prop_map(|(name, content)| Part { name, content });
    let body = prop_oneof![
        pairs().prop_map(CallBody::Form),
        vec(part, 0..3).prop_map(CallBody::Multipart),
        json().prop_map(CallBody::Json),
        text().prop_map(CallBody::Text),
    ];
    (source(), method(), text(), pairs(), pairs(), of(body)).prop_map(
        |(source, method, path, query, headers, body)| Call {
            source,
            method,
            path,
            query,
            headers,
            body,
        },
    )
}
