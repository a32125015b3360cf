//! The client that progenitor makes of the same API.
//!
//! In: the OpenAPI 3.0.3 document that docbind exports. Out: that document without what progenitor
//! cannot read, what was taken out, and progenitor's code as text.

use std::panic::{AssertUnwindSafe, catch_unwind};

use docbind::emit::openapi::{CommonParameters, OpenApiVersion, export};
use docbind_spec::ApiSpec;
use openapiv3::OpenAPI;
use progenitor::{GenerationSettings, Generator, InterfaceStyle};
use serde_json::Value;

use crate::{Fault, openapi};

/// Both ways in which progenitor's calls are written.
pub const STYLES: [Style; 2] = [Style::Positional, Style::Builder];

/// How calls are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// All parameters are arguments.
    Positional,
    /// All parameters are setters.
    Builder,
}

impl Style {
    /// As people read it, and as a crate can be named.
    pub fn name(self) -> &'static str {
        match self {
            Self::Positional => "positional",
            Self::Builder => "builder",
        }
    }
}

/// The document as progenitor can read it.
pub struct Readable {
    /// The document.
    pub document: OpenAPI,
    /// What was taken out, one line each.
    pub removed: Vec<String>,
}

/// Takes out of our document what progenitor cannot read.
pub fn readable(spec: &ApiSpec) -> Result<Readable, Fault> {
    let mut value = export(spec, OpenApiVersion::V3_0_3, CommonParameters::Apart);
    let mut removed = openapi::simplify_for_progenitor(&mut value);
    let refused = openapi::refused(&value, |alone| try_to_generate(alone));
    for operation in refused {
        openapi::remove(&mut value, &operation);
        removed.push(format!("{operation}: progenitor refuses it"));
    }
    Ok(Readable {
        document: serde_json::from_value(value)?,
        removed,
    })
}

/// Whether progenitor makes something of it. It panics where it has met the unexpected.
fn try_to_generate(document: &Value) -> bool {
    let quiet = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let made = catch_unwind(AssertUnwindSafe(|| {
        let document: OpenAPI = serde_json::from_value(document.clone()).ok()?;
        STYLES.iter().try_for_each(|style| {
            let settings = settings(*style);
            Generator::new(&settings)
                .generate_tokens(&document)
                .ok()
                .map(drop)
        })
    }));
    std::panic::set_hook(quiet);
    matches!(made, Ok(Some(())))
}

fn settings(style: Style) -> GenerationSettings {
    let mut settings = GenerationSettings::new();
    settings.with_interface(match style {
        Style::Positional => InterfaceStyle::Positional,
        Style::Builder => InterfaceStyle::Builder,
    });
    settings
}

/// The client as text.
pub fn client(document: &OpenAPI, style: Style) -> Result<String, Fault> {
    let tokens = Generator::new(&settings(style)).generate_tokens(document)?;
    Ok(prettyplease::unparse(&syn::parse2(tokens)?))
}
