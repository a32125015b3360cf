//! Arbitrary values of the model: every variant, hostile texts everywhere, no regard for what
//! validation would say.

mod conventions;
mod operation;
mod shared;
mod values;

use docbind_spec::{
    ApiSpec, ArrayStyle, BlockKind, Change, Content, FORMAT, Field, IgnoreReason, Ignored,
    Override, Overrides, ParameterChange, TypeDef, Waiver,
};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use conventions::conventions;
use operation::operation;
use shared::{location, method, presence, schema, source};
pub(crate) use values::{json, text};

/// Any spec of the current format.
pub(crate) fn spec() -> impl Strategy<Value = ApiSpec> {
    let content = select(&[Content::Full, Content::Facts]);
    let parts = (
        vec(operation(), 0..3),
        vec(type_def(), 0..3),
        vec(ignored(), 0..3),
    );
    (text(), of(text()), content, conventions(), parts).prop_map(
        |(name, title, content, api, (operations, types, ignored))| ApiSpec {
            format: FORMAT,
            name,
            title,
            content,
            api,
            operations,
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
        text().prop_map(Change::Id),
        text().prop_map(Change::Resource),
        any::<u16>().prop_map(Change::SuccessStatus),
        parameter.prop_map(Change::Parameter),
        text().prop_map(Change::RemoveParameter),
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
    (vec(one, 0..4), vec(waiver, 0..3))
        .prop_map(|(overrides, waivers)| Overrides { overrides, waivers })
}

fn type_def() -> impl Strategy<Value = TypeDef> {
    let field = (text(), schema(), any::<u32>(), any::<u32>(), any::<u32>()).prop_map(
        |(name, schema, seen, absent, null)| Field {
            name,
            schema,
            seen,
            absent,
            null,
        },
    );
    (text(), any::<u32>(), vec(field, 0..4), vec(source(), 0..3)).prop_map(
        |(name, seen, fields, sources)| TypeDef {
            name,
            seen,
            fields,
            sources,
        },
    )
}

fn ignored() -> impl Strategy<Value = Ignored> {
    use BlockKind::{Code, ListItem, RequestLine, TableRow};
    use IgnoreReason::{
        Constants, FilledInCall, LinkList, NoParameters, OtherCode, Prose, SampleCall,
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
    ]);
    (source(), block, reason, any::<u32>()).prop_map(|(source, block, reason, count)| Ignored {
        source,
        block,
        reason,
        count,
    })
}
