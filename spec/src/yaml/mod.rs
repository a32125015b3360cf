//! The YAML form of a spec and of overrides.
//!
//! What comes in: YAML text with the name to call it by, or a value of the model. What goes out:
//! the value, or YAML text that is the same for equal values. What never happens here: files
//! are not touched, and what a spec says is not judged (see [`validate`](crate::validate())).
//!
//! Behind the dependency name `serde_yaml` stands serde-saphyr. Tested against the heirs of
//! serde_yaml 0.9 (yaml_serde 0.10, serde_yaml_ng 0.10, serde_norway 0.9), it alone
//! - gives line and column for every error, also for duplicate keys and second documents, and
//!   rejects duplicate keys inside of free JSON;
//! - stops at once at 100,000 nested brackets or blocks, for which the libyaml family needs a
//!   minute, and bounds what aliases may expand to;
//! - writes enums as plain words and maps with one key by nature, without a wrapper;
//! - quotes words that other readers take for booleans (`yes`), rejects unquoted `12` for a
//!   text, and contains no translated C code.
//!
//! All of them keep hostile strings, key order and 64-bit integers intact.

mod error;
mod parts;

use std::io;
use std::thread::{self, Scope, ScopedJoinHandle};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_yaml::options::{DuplicateKeyPolicy, MergeKeyPolicy, NonFiniteFloatPolicy};
use serde_yaml::{Options, SerializerOptions};

pub use error::{Misread, SpecError};

use crate::{ApiSpec, FORMAT, Overrides};

/// The lines that a written spec begins with.
const SPEC_HEADER: &str = "\
# What the documentation of this API says: written by docbind, read by reviewers.
# Corrections belong in overrides.yaml, each with a reason; changes made here are lost.
";

/// The lines that written overrides begin with.
const OVERRIDES_HEADER: &str = "\
# Corrections of what the documentation says, each with a reason: written by people.
# docbind applies them when it writes spec.yaml, and fails where one matches nothing.
";

/// Reads a spec. `origin` is what errors call the text, mostly the name of its file.
///
/// # Errors
///
/// Text that is no YAML, unknown and missing keys, values of a wrong type, another
/// [format](FORMAT) and excessive nesting, each with its place.
///
/// ```
/// use docbind_spec::yaml::read_spec;
///
/// let text = "format: 1\nname: bookshop\ncontents: full\n";
/// let error = read_spec(text, "spec.yaml").unwrap_err();
/// assert!(error.to_string().starts_with("spec.yaml:3:1: unknown key `contents`"));
/// ```
pub fn read_spec(text: &str, origin: &str) -> Result<ApiSpec, SpecError> {
    if let Some(spec) = on_large_stack(|| Ok(parts::read(text)))?
        && spec.format == FORMAT
    {
        return Ok(spec);
    }
    let spec = read::<ApiSpec>(text, origin);
    if matches!(&spec, Ok(spec) if spec.format == FORMAT) {
        return spec;
    }
    // A format from the future has other keys: that it is another one is the better message.
    match read::<Head>(text, origin) {
        Ok(head) if head.format.value != u64::from(FORMAT) => {
            let place = head.format.referenced;
            Err(SpecError::wrong_format(
                text,
                origin,
                (place.line(), place.column()),
                head.format.value,
            ))
        }
        _ => spec,
    }
}

/// Writes a spec: fixed key order, document order, a newline at the end, and nothing that
/// depends on anything but the spec.
///
/// # Errors
///
/// A spec that [`read_spec`] would not read back as it is: one of another [format](FORMAT),
/// or with example bodies nested more than some 140 levels deep.
///
/// ```
/// use docbind_spec::{ApiSpec, Content, FORMAT, yaml::{read_spec, write_spec}};
///
/// let spec = ApiSpec {
///     format: FORMAT,
///     name: "bookshop".to_owned(),
///     title: None,
///     content: Content::Full,
///     api: Default::default(),
///     operations: vec![],
///     answers: Default::default(),
///     types: vec![],
///     ignored: vec![],
/// };
/// let text = write_spec(&spec)?;
/// assert_eq!(read_spec(&text, "spec.yaml")?, spec);
/// # Ok::<(), docbind_spec::SpecError>(())
/// ```
pub fn write_spec(spec: &ApiSpec) -> Result<String, SpecError> {
    let text = write(spec, SPEC_HEADER)?;
    match read_spec(&text, "spec.yaml") {
        Ok(read) if read == *spec => Ok(text),
        Ok(_) => Err(SpecError::Unstable),
        Err(error) => Err(SpecError::unreadable(error)),
    }
}

/// Reads overrides. `origin` is what errors call the text, mostly the name of its file. A text
/// with nothing but comments has no overrides.
///
/// # Errors
///
/// Text that is no YAML, unknown and missing keys, values of a wrong type and excessive
/// nesting, each with its place.
///
/// ```
/// use docbind_spec::{Change, yaml::read_overrides};
///
/// let text = "
/// overrides:
/// - at: orders.md#cancel-an-order
///   reason: The server answers 202, the page does not say so.
///   set:
///     success_status: 202
/// ";
/// let read = read_overrides(text, "overrides.yaml")?;
/// assert_eq!(read.overrides[0].set, Change::SuccessStatus(202));
/// # Ok::<(), docbind_spec::SpecError>(())
/// ```
pub fn read_overrides(text: &str, origin: &str) -> Result<Overrides, SpecError> {
    let is_blank = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    if text.trim_start_matches('\u{feff}').lines().all(is_blank) {
        return Ok(Overrides::default());
    }
    read(text, origin)
}

/// Writes overrides, in the same style as [`write_spec`].
///
/// # Errors
///
/// Overrides that [`read_overrides`] would not read back as they are.
pub fn write_overrides(overrides: &Overrides) -> Result<String, SpecError> {
    let text = write(overrides, OVERRIDES_HEADER)?;
    match read_overrides(&text, "overrides.yaml") {
        Ok(read) if read == *overrides => Ok(text),
        Ok(_) => Err(SpecError::Unstable),
        Err(error) => Err(SpecError::unreadable(error)),
    }
}

/// The one key that every format has.
#[derive(Deserialize)]
struct Head {
    format: serde_yaml::Spanned<u64>,
}

/// Any JSON value as YAML, for documents in other formats than docbind's own.
///
/// # Errors
///
/// [`SpecError::Unwritable`] if a value has no YAML form.
///
/// ```
/// let text = docbind_spec::yaml::write_value(&serde_json::json!({ "openapi": "3.1.0" }))?;
/// assert_eq!(text, "openapi: \"3.1.0\"\n");
/// # Ok::<(), docbind_spec::yaml::SpecError>(())
/// ```
pub fn write_value(value: &serde_json::Value) -> Result<String, SpecError> {
    write(value, "")
}

fn read<T: DeserializeOwned + Send>(text: &str, origin: &str) -> Result<T, SpecError> {
    on_large_stack(|| read_here(text).map_err(|error| SpecError::misread(text, origin, &error)))
}

fn read_here<T: DeserializeOwned>(text: &str) -> Result<T, serde_yaml::Error> {
    serde_yaml::from_str_with_options(text, reading())
}

fn write<T: Serialize + Sync>(value: &T, header: &str) -> Result<String, SpecError> {
    on_large_stack(|| write_here(value, header))
}

/// Runs `work` where the deepest readable nesting fits: an unoptimised build takes some 25 KB
/// per level, and the threads of tests and of Windows have 2 MB and 1 MB for all of them.
fn on_large_stack<T: Send>(
    work: impl FnOnce() -> Result<T, SpecError> + Send,
) -> Result<T, SpecError> {
    thread::scope(|scope| {
        let worker = spawn_with_large_stack(scope, work);
        let worker = worker.map_err(|error| SpecError::Resources {
            message: error.to_string(),
        })?;
        worker
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

fn spawn_with_large_stack<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    work: impl FnOnce() -> T + Send + 'scope,
) -> io::Result<ScopedJoinHandle<'scope, T>> {
    const STACK: usize = 32 << 20;
    let worker = thread::Builder::new().stack_size(STACK);
    worker.spawn_scoped(scope, work)
}

fn write_here<T: Serialize>(value: &T, header: &str) -> Result<String, SpecError> {
    let mut text = String::from(header);
    serde_yaml::to_fmt_writer_with_options(&mut text, value, writing()).map_err(|error| {
        SpecError::Unwritable {
            message: error.to_string(),
        }
    })?;
    if !text.ends_with('\n') {
        text.push('\n');
    }
    Ok(text)
}

/// How YAML is read: as JSON with comments and fewer quotes. Whatever two readers might take
/// for different things is an error.
fn reading() -> Options {
    serde_yaml::options! {
        // The largest specs have some 100,000 nodes; JSON itself is read 128 levels deep.
        budget: serde_yaml::budget! {
            max_depth: 160,
            flow_nesting_limit: 160,
            max_events: 40_000_000,
            max_nodes: 20_000_000,
            max_total_scalar_bytes: 1 << 30,
            max_anchors: 10_000,
            max_aliases: 10_000,
            simple_key_max_lookahead: 1 << 16,
        },
        alias_limits: serde_yaml::alias_limits! {
            max_total_replayed_events: 100_000,
        },
        duplicate_keys: DuplicateKeyPolicy::Error,
        merge_keys: MergeKeyPolicy::Error,
        non_finite_float_policy: NonFiniteFloatPolicy::Reject,
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        no_schema: true,
        reject_unsupported_tags: true,
        reject_tagged_field_names: true,
        with_snippet: false,
    }
}

/// How YAML is written: nothing that a YAML 1.1 reader would take for another type.
fn writing() -> SerializerOptions {
    serde_yaml::ser_options! {
        indent_step: 2,
        compact_list_indent: true,
        prefer_block_scalars: true,
        folded_wrap_chars: 100,
    }
}

#[cfg(test)]
mod tests;
