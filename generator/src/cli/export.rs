//! `docbind export`: the API as an OpenAPI document, or as a list of operations.

use std::path::Path;

use docbind_spec::{ApiSpec, yaml};
use serde_json::Value;

use super::Verdict;
use super::args::{CommonPlace, OpenapiArgs, OpenapiVersion, OperationsArgs};
use super::failure::Failure;
use super::findings::Unasked;
use super::job::{is_yaml, read_all};
use super::settings::Settings;
use super::streams::Streams;
use super::summary::{self, Row};
use super::write;
use crate::emit::listing;
use crate::emit::openapi::{CommonParameters, OpenApiVersion, export};

pub(super) fn openapi(
    args: &OpenapiArgs,
    settings: &Settings,
    streams: &mut Streams,
) -> Result<Verdict, Failure> {
    let version = match args.openapi_version {
        OpenapiVersion::V3_0 => OpenApiVersion::V3_0_3,
        OpenapiVersion::V3_1 => OpenApiVersion::V3_1,
    };
    let common = match args.common_parameters {
        CommonPlace::Apart => CommonParameters::Apart,
        CommonPlace::Inline => CommonParameters::Inline,
    };
    let document = |spec: &ApiSpec| Ok(export(spec, version, common));
    run(document, args.out.as_deref(), settings, streams)
}

pub(super) fn operations(
    args: &OperationsArgs,
    settings: &Settings,
    streams: &mut Streams,
) -> Result<Verdict, Failure> {
    run(listing::operations, args.out.as_deref(), settings, streams)
}

/// Writes the document that is made of a spec.
fn run(
    document: impl Fn(&ApiSpec) -> serde_json::Result<Value>,
    out: Option<&Path>,
    settings: &Settings,
    streams: &mut Streams,
) -> Result<Verdict, Failure> {
    settings.single()?;
    let (all, verdict) = read_all(settings, Unasked::Count, streams)?;
    if verdict == Verdict::Wanting {
        return Ok(verdict);
    }
    for read in &all {
        let document = document(&read.spec).map_err(|error| cannot_write(&error))?;
        match out.filter(|out| out.as_os_str() != "-") {
            Some(path) => {
                let text = if is_yaml(path) {
                    as_yaml(&document)?
                } else {
                    as_json(&document)?
                };
                let files = write::file(path, &text)?;
                if !settings.is_for_programs() {
                    streams.message(&summary::table(&[Row::new(read, files, read.time)]));
                }
            }
            None => streams.data(&as_json(&document)?)?,
        }
    }
    Ok(Verdict::Fine)
}

fn as_json(document: &Value) -> Result<String, Failure> {
    let mut text = serde_json::to_string_pretty(document).map_err(|error| cannot_write(&error))?;
    text.push('\n');
    Ok(text)
}

fn as_yaml(document: &Value) -> Result<String, Failure> {
    Ok(yaml::write_value(document)?)
}

fn cannot_write(error: &serde_json::Error) -> Failure {
    Failure::new(format!("cannot write JSON: {error}"))
}
