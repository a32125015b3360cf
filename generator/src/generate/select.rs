//! Some resources of an API instead of all.
//!
//! What comes in: a whole [`RustApi`], so that names are those that they have in it. What goes
//! out: the same without the other resources and what only they need.

use super::GenerateError;
use crate::lower::RustApi;

/// Only these resources.
pub(super) fn only(mut api: RustApi, wanted: &[String]) -> Result<RustApi, GenerateError> {
    let known = || api.resources.iter().map(|resource| &resource.module);
    if let Some(name) = wanted.iter().find(|name| !known().any(|it| it == *name)) {
        return Err(GenerateError::UnknownResource {
            name: name.clone(),
            known: known().cloned().collect(),
        });
    }
    (api.resources, api.fixtures) = api
        .resources
        .into_iter()
        .zip(api.fixtures)
        .filter(|(resource, _)| wanted.contains(&resource.module))
        .unzip();
    for module in &mut api.type_modules {
        module.features.retain(|feature| wanted.contains(feature));
    }
    api.type_modules
        .retain(|module| !module.features.is_empty());
    Ok(api)
}
