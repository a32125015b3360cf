//! Arbitrary values of the model: every variant, hostile texts everywhere, no regard for what
//! validation would say.

mod conventions;
mod operation;
mod shared;
mod values;

use docbind_spec::{
    AnswerRules, ApiSpec, ArrayStyle, BlockKind, Change, Content, FORMAT, Field, FieldChange,
    FieldPresence, IgnoreReason, Ignored, Override, Overrides, ParameterChange, PresenceRule,
    TypeChange, TypeDef, TypeOverride, UnknownKeys, Waiver,
};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use conventions::conventions;
use operation::operation;
use shared::{correction, evidence, location, method, presence, schema, source};
pub(crate) use values::{json, text};

/// Any spec of the current format.
pub(crate) fn spec() -> impl Strategy<Value = ApiSpec> {
    let content = select(&[Content::Full, Content::Facts]);
    let parts = (
        vec(operation(), 0..3),
        answers(),
        vec(type_def(), 0..3),
        vec(ignored(), 0..3),
    );
    (text(), of(text()), content, conventions(), parts).prop_map(
        |(name, title, content, api, (operations, answers, types, ignored))| ApiSpec {
            format: FORMAT,
            name,
            title,
            content,
            api,
            operations,
            answers,
            types,
            ignored,
        },
    )
}

/// Any overrides.
pub(crate) fn overrides() -> impl Strategy<Value = Overrides> {
    let parameter = (
        (text(), of(text()), of(location())),
        (
            of(presence()),
            of(schema()),
            of(select(&[
                ArrayStyle::Commas,
                ArrayStyle::Repeat,
                ArrayStyle::Brackets,
            ])),
            of(json()),
        ),
    )
        .prop_map(
            |((name, rename, location), (presence, schema, array_style, default))| {
                ParameterChange {
                    name,
                    rename,
                    location,
                    presence,
                    schema,
                    array_style,
                    default,
                }
            },
        );
    let change = prop_oneof![
        method().prop_map(Change::Method),
        text().prop_map(Change::Path),
        text().prop_map(Change::Alias),
        text().prop_map(Change::Id),
        text().prop_map(Change::Resource),
        any::<u16>().prop_map(Change::SuccessStatus),
        parameter.prop_map(Change::Parameter),
        text().prop_map(Change::RemoveParameter),
        Just(Change::RemoveExamples),
        Just(Change::Ignore),
    ];
    let one = (source(), of(method()), of(text()), text(), change).prop_map(
        |(at, method, path, reason, set)| Override {
            at,
            method,
            path,
            reason,
            set,
        },
    );
    let waiver =
        (source(), text(), of(text()), text()).prop_map(|(at, rule, about, reason)| Waiver {
            at,
            rule,
            about,
            reason,
        });
    (
        vec(one, 0..4),
        answers(),
        vec(type_override(), 0..3),
        vec(waiver, 0..3),
    )
        .prop_map(|(overrides, answers, types, waivers)| Overrides {
            overrides,
            answers,
            types,
            waivers,
        })
}

fn answers() -> impl Strategy<Value = AnswerRules> {
    let presence = select(&[PresenceRule::Lenient, PresenceRule::Strict]);
    let unknown_keys = select(&[UnknownKeys::Ignore, UnknownKeys::Keep]);
    (presence, unknown_keys).prop_map(|(presence, unknown_keys)| AnswerRules {
        presence,
        unknown_keys,
    })
}

fn field_presence() -> impl Strategy<Value = FieldPresence> {
    select(&[FieldPresence::Required, FieldPresence::Optional])
}

fn type_override() -> impl Strategy<Value = TypeOverride> {
    let field = (text(), of(field_presence()), of(schema()));
    let field = field.prop_map(|(name, presence, schema)| {
        TypeChange::Field(FieldChange {
            name,
            presence,
            schema,
        })
    });
    let set = prop_oneof![text().prop_map(TypeChange::Name), field];
    (text(), text(), set).prop_map(|(name, reason, set)| TypeOverride { name, reason, set })
}

fn type_def() -> impl Strategy<Value = TypeDef> {
    let counts = (any::<u32>(), any::<u32>(), any::<u32>(), any::<u32>());
    let said = (
        of(field_presence()),
        of(json()),
        of(text()),
        vec(evidence(), 0..2),
    );
    let field = (text(), schema(), counts, said).prop_map(
        |(name, schema, (seen, absent, null, quoted), said)| Field {
            name,
            schema,
            seen,
            absent,
            null,
            quoted,
            presence: said.0,
            default: said.1,
            description: said.2,
            evidence: said.3,
        },
    );
    let lists = (
        vec(field, 0..4),
        vec(source(), 0..3),
        vec(correction(), 0..2),
    );
    (text(), any::<u32>(), lists).prop_map(|(name, seen, (fields, sources, corrections))| TypeDef {
        name,
        seen,
        fields,
        sources,
        corrections,
    })
}

fn ignored() -> impl Strategy<Value = Ignored> {
    use BlockKind::{Code, ListItem, RequestLine, TableRow};
    use IgnoreReason::{
        Constants, ErrorWithoutStatus, FilledInCall, LinkList, NoParameters, OtherCode, Prose,
        SampleCall,
    };
    let block = select(&[Code, TableRow, ListItem, RequestLine]);
    let reason = select(&[
        Prose,
        LinkList,
        Constants,
        SampleCall,
        FilledInCall,
        OtherCode,
        NoParameters,
        ErrorWithoutStatus,
    ]);
    (source(), block, reason, any::<u32>()).prop_map(|(source, block, reason, count)| Ignored {
        source,
        block,
        reason,
        count,
    })
}
