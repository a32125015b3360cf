//! The support code of every crate that docbind generates.
//!
//! What comes in: nothing. What goes out: the same modules twice, as Rust that is compiled and
//! tested here ([`runtime`]), and as text ([`FILES`]) that a generated crate gets, its tests
//! aside, with the one list of what it depends on ([`DEPENDENCIES`], [`FEATURES`]). It knows no
//! particular API. `tests/bookshop` shows a whole generated crate, `GENERATED.md` describes it.
//!
//! With neither of the features `client` and `server` this crate is little more than text.

mod manifest;
pub mod runtime;

pub use manifest::{DEPENDENCIES, DEV_DEPENDENCIES, Dependency, FEATURES, Feature};

/// Reads a value as generated servers read what clients send; nothing where it is none of this
/// type.
///
/// ```
/// use docbind_templates::read_sent;
///
/// assert_eq!(read_sent::<i64>(&"7".into()), Some(7));
/// assert_eq!(read_sent::<i64>(&"seven".into()), None);
/// ```
#[cfg(feature = "server")]
pub fn read_sent<T: serde::de::DeserializeOwned>(value: &serde_json::Value) -> Option<T> {
    runtime::values::lenient::read_sent(value).ok()
}

/// The files of a generated crate that are the same in all of them: path in the crate and text.
pub const FILES: &[(&str, &str)] = &[
    (
        "src/runtime/client/auth.rs",
        include_str!("runtime/client/auth.rs"),
    ),
    (
        "src/runtime/client/blocking.rs",
        include_str!("runtime/client/blocking.rs"),
    ),
    (
        "src/runtime/client/body.rs",
        include_str!("runtime/client/body.rs"),
    ),
    (
        "src/runtime/client/builder.rs",
        include_str!("runtime/client/builder.rs"),
    ),
    (
        "src/runtime/client/call.rs",
        include_str!("runtime/client/call.rs"),
    ),
    (
        "src/runtime/client/connections.rs",
        include_str!("runtime/client/connections.rs"),
    ),
    (
        "src/runtime/client/content.rs",
        include_str!("runtime/client/content.rs"),
    ),
    (
        "src/runtime/client/details.rs",
        include_str!("runtime/client/details.rs"),
    ),
    (
        "src/runtime/client/disposition.rs",
        include_str!("runtime/client/disposition.rs"),
    ),
    (
        "src/runtime/client/error.rs",
        include_str!("runtime/client/error.rs"),
    ),
    (
        "src/runtime/client/macros.rs",
        include_str!("runtime/client/macros.rs"),
    ),
    (
        "src/runtime/client/mod.rs",
        include_str!("runtime/client/mod.rs"),
    ),
    (
        "src/runtime/client/outgoing.rs",
        include_str!("runtime/client/outgoing.rs"),
    ),
    (
        "src/runtime/client/page.rs",
        include_str!("runtime/client/page.rs"),
    ),
    (
        "src/runtime/client/pending.rs",
        include_str!("runtime/client/pending.rs"),
    ),
    (
        "src/runtime/client/raw.rs",
        include_str!("runtime/client/raw.rs"),
    ),
    (
        "src/runtime/client/redirect.rs",
        include_str!("runtime/client/redirect.rs"),
    ),
    (
        "src/runtime/client/response.rs",
        include_str!("runtime/client/response.rs"),
    ),
    (
        "src/runtime/client/retry.rs",
        include_str!("runtime/client/retry.rs"),
    ),
    (
        "src/runtime/client/send.rs",
        include_str!("runtime/client/send.rs"),
    ),
    (
        "src/runtime/client/template.rs",
        include_str!("runtime/client/template.rs"),
    ),
    ("src/runtime/debug.rs", include_str!("runtime/debug.rs")),
    (
        "src/runtime/encoding.rs",
        include_str!("runtime/encoding.rs"),
    ),
    ("src/runtime/file.rs", include_str!("runtime/file.rs")),
    ("src/runtime/mod.rs", include_str!("runtime/mod.rs")),
    (
        "src/runtime/operation.rs",
        include_str!("runtime/operation.rs"),
    ),
    ("src/runtime/path.rs", include_str!("runtime/path.rs")),
    (
        "src/runtime/server/auth.rs",
        include_str!("runtime/server/auth.rs"),
    ),
    (
        "src/runtime/server/body.rs",
        include_str!("runtime/server/body.rs"),
    ),
    (
        "src/runtime/server/builder.rs",
        include_str!("runtime/server/builder.rs"),
    ),
    (
        "src/runtime/server/content.rs",
        include_str!("runtime/server/content.rs"),
    ),
    (
        "src/runtime/server/dispatch.rs",
        include_str!("runtime/server/dispatch.rs"),
    ),
    (
        "src/runtime/server/failure.rs",
        include_str!("runtime/server/failure.rs"),
    ),
    (
        "src/runtime/server/guard.rs",
        include_str!("runtime/server/guard.rs"),
    ),
    (
        "src/runtime/server/macros.rs",
        include_str!("runtime/server/macros.rs"),
    ),
    (
        "src/runtime/server/mod.rs",
        include_str!("runtime/server/mod.rs"),
    ),
    (
        "src/runtime/server/paging.rs",
        include_str!("runtime/server/paging.rs"),
    ),
    (
        "src/runtime/server/parts.rs",
        include_str!("runtime/server/parts.rs"),
    ),
    (
        "src/runtime/server/reply.rs",
        include_str!("runtime/server/reply.rs"),
    ),
    (
        "src/runtime/server/routes.rs",
        include_str!("runtime/server/routes.rs"),
    ),
    (
        "src/runtime/server/routes/segment.rs",
        include_str!("runtime/server/routes/segment.rs"),
    ),
    (
        "src/runtime/server/routes/tree.rs",
        include_str!("runtime/server/routes/tree.rs"),
    ),
    (
        "src/runtime/server/trace.rs",
        include_str!("runtime/server/trace.rs"),
    ),
    (
        "src/runtime/server/values.rs",
        include_str!("runtime/server/values.rs"),
    ),
    (
        "src/runtime/values/change.rs",
        include_str!("runtime/values/change.rs"),
    ),
    (
        "src/runtime/values/id.rs",
        include_str!("runtime/values/id.rs"),
    ),
    (
        "src/runtime/values/id_or_path.rs",
        include_str!("runtime/values/id_or_path.rs"),
    ),
    (
        "src/runtime/values/lenient.rs",
        include_str!("runtime/values/lenient.rs"),
    ),
    (
        "src/runtime/values/lenient/answer.rs",
        include_str!("runtime/values/lenient/answer.rs"),
    ),
    (
        "src/runtime/values/lenient/inside.rs",
        include_str!("runtime/values/lenient/inside.rs"),
    ),
    (
        "src/runtime/values/lenient/node.rs",
        include_str!("runtime/values/lenient/node.rs"),
    ),
    (
        "src/runtime/values/lenient/reading.rs",
        include_str!("runtime/values/lenient/reading.rs"),
    ),
    (
        "src/runtime/values/lenient/scalars.rs",
        include_str!("runtime/values/lenient/scalars.rs"),
    ),
    (
        "src/runtime/values/lenient/sent.rs",
        include_str!("runtime/values/lenient/sent.rs"),
    ),
    (
        "src/runtime/values/listed.rs",
        include_str!("runtime/values/listed.rs"),
    ),
    (
        "src/runtime/values/mod.rs",
        include_str!("runtime/values/mod.rs"),
    ),
    (
        "src/runtime/values/open.rs",
        include_str!("runtime/values/open.rs"),
    ),
    (
        "src/runtime/values/record.rs",
        include_str!("runtime/values/record.rs"),
    ),
    (
        "src/runtime/values/record/reading.rs",
        include_str!("runtime/values/record/reading.rs"),
    ),
    (
        "src/runtime/values/record/writing.rs",
        include_str!("runtime/values/record/writing.rs"),
    ),
    (
        "src/runtime/values/timestamp.rs",
        include_str!("runtime/values/timestamp.rs"),
    ),
    (
        "src/runtime/values/timestamp/chrono.rs",
        include_str!("runtime/values/timestamp/chrono.rs"),
    ),
    (
        "src/runtime/values/timestamp/jiff.rs",
        include_str!("runtime/values/timestamp/jiff.rs"),
    ),
    (
        "tests/compare/mod.rs",
        include_str!("../tests/compare/mod.rs"),
    ),
    (
        "tests/contradictions/mod.rs",
        include_str!("../tests/contradictions/mod.rs"),
    ),
    (
        "tests/support/mod.rs",
        include_str!("../tests/support/mod.rs"),
    ),
];
