//! Conditions: what is there only where a cargo feature is on.

use crate::code::{Code, code, list};

use super::rust_type::ident;
use crate::lower::Resource;
use crate::names::ALL;

/// What belongs to a resource.
pub(super) fn resource(resource: &Resource) -> Code {
    let feature = &resource.module;
    code!(#[cfg(feature = #feature)])
}

/// What any of several features needs.
pub(super) fn any(features: &[String]) -> Code {
    match features {
        [feature] => code!(#[cfg(feature = #feature)]),
        features => {
            let features = list(features.iter().map(|feature| code!(feature = #feature)));
            code!(#[cfg(any(#features))])
        }
    }
}

/// The modules of resources.
pub(super) fn modules<'a>(resources: impl Iterator<Item = &'a Resource>) -> Code {
    resources
        .map(|it| {
            let (gate, module) = (resource(it), ident(&it.module));
            code!(#gate pub mod #module;)
        })
        .collect()
}

/// For a whole file that has more than some resources use.
pub(super) fn spare_code() -> Code {
    code! {
        #![cfg_attr(
            not(feature = #ALL),
            allow(dead_code, reason = "some resources alone do not use everything")
        )]
    }
}
