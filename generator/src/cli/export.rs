//! `docbind export openapi`: the API as an OpenAPI document.

use docbind_spec::yaml;

use super::Verdict;
use super::args::{CommonPlace, OpenapiArgs, OpenapiVersion};
use super::failure::Failure;
use super::findings::Unasked;
use super::job::{is_yaml, read_all};
use super::settings::Settings;
use super::streams::Streams;
use super::summary::{self, Row};
use super::write;
use crate::emit::openapi::{CommonParameters, OpenApiVersion, export};

pub(super) fn run(
    args: &OpenapiArgs,
    settings: &Settings,
    streams: &mut Streams,
) -> Result<Verdict, Failure> {
    settings.single()?;
    let (all, verdict) = read_all(settings, Unasked::Count, streams)?;
    if verdict == Verdict::Wanting {
        return Ok(verdict);
    }
    let version = match args.openapi_version {
        OpenapiVersion::V3_0 => OpenApiVersion::V3_0_3,
        OpenapiVersion::V3_1 => OpenApiVersion::V3_1,
    };
    let common = match args.common_parameters {
        CommonPlace::Apart => CommonParameters::Apart,
        CommonPlace::Inline => CommonParameters::Inline,
    };
    for read in &all {
        let document = export(&read.spec, version, common);
        match args.out.as_ref().filter(|out| out.as_os_str() != "-") {
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

fn as_json(document: &serde_json::Value) -> Result<String, Failure> {
    let mut text = serde_json::to_string_pretty(document)
        .map_err(|error| Failure::new(format!("cannot write JSON: {error}")))?;
    text.push('\n');
    Ok(text)
}

fn as_yaml(document: &serde_json::Value) -> Result<String, Failure> {
    Ok(yaml::write_value(document)?)
}
