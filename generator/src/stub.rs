//! STUB, goes at the merge: reading, spec files, generating.
#![allow(missing_docs)]
use crate::diag::Diagnostic;
use crate::output::OutputFile;
use crate::source::SourceSet;
use docbind_spec::{ApiSpec, Content, Conventions, Overrides};

pub(crate) struct ReadOptions {
    pub name: String,
    pub overrides: Overrides,
}
pub(crate) struct Reading {
    pub spec: ApiSpec,
    pub diagnostics: Vec<Diagnostic>,
}
pub(crate) fn read_docs(_sources: &SourceSet, options: &ReadOptions) -> Reading {
    let _ = &options.overrides;
    Reading {
        spec: ApiSpec {
            format: 1,
            name: options.name.clone(),
            title: None,
            content: Content::Full,
            api: Conventions::default(),
            operations: Vec::new(),
            types: Vec::new(),
            ignored: Vec::new(),
        },
        diagnostics: Vec::new(),
    }
}
pub(crate) struct GenerateOptions {
    pub client: bool,
    pub server: bool,
}
pub(crate) fn generate(spec: &ApiSpec, _: &GenerateOptions) -> Result<Vec<OutputFile>, String> {
    Ok(vec![OutputFile {
        path: "README.md".into(),
        text: spec.name.clone(),
    }])
}
