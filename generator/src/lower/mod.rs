//! Every decision about the shape of generated Rust.
//!
//! What comes in: a validated spec and its [`Names`]. What goes out: a [`RustApi`], plain data
//! from which `emit` makes tokens without a further thought. No identifier is made here.

mod answers;
mod calls;
mod conventions;
mod enums;
mod examples;
mod fixtures;
mod ids;
mod literal;
mod model;
mod operations;
mod params;
mod paths;
mod secrets;
mod types;

use docbind_spec::ApiSpec;

use crate::names::Names;

pub use examples::{Example, Place, QuickStart};
pub use fixtures::{ClientCall, Exception, OperationFixtures, Reason, ResourceFixtures};
pub use literal::Literal;
pub use model::*;

/// A spec that does not hold together: something refers to what is not there. Validation finds
/// these earlier, with places.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LowerError {
    /// A type that is not defined.
    #[error("{at} refers to the type `{name}`, which the spec does not define")]
    UnknownType {
        /// What refers to it.
        at: String,
        /// The type.
        name: String,
    },
    /// Something without a name: the names are those of another spec.
    #[error("{at} has no name in Rust; this is a fault of docbind")]
    Unnamed {
        /// What has none.
        at: String,
    },
}

/// Decides the shape of the code for a spec.
pub fn lower(spec: &ApiSpec, names: &Names) -> Result<RustApi, LowerError> {
    let types = types::Types::new(spec, names);
    let api = with_operations(spec, names, &types)?;
    let fixtures = fixtures::fixtures(spec, &api.resources, &types)?;
    Ok(RustApi {
        quick_start: examples::quick_start(&api.resources, &fixtures),
        type_modules: types.modules()?,
        fixtures,
        ..api
    })
}

/// Decides the shape of the operations alone: no types and no tests come along.
pub fn lower_operations(spec: &ApiSpec, names: &Names) -> Result<RustApi, LowerError> {
    with_operations(spec, names, &types::Types::new(spec, names))
}

fn with_operations(
    spec: &ApiSpec,
    names: &Names,
    types: &types::Types<'_>,
) -> Result<RustApi, LowerError> {
    Ok(RustApi {
        name: spec.name.clone(),
        title: spec.title.clone(),
        conventions: spec.api.clone(),
        errors: conventions::error_words(&spec.api),
        credentials: conventions::credentials(spec, names),
        resources: operations::resources(spec, names, types)?,
        type_modules: Vec::new(),
        fixtures: Vec::new(),
        quick_start: None,
    })
}
