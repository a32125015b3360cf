//! Names of the functions that make credentials.
//!
//! The first place of a scheme has the scheme's name; the others say where they put the token.

use docbind_spec::{ApiSpec, Credential};

use super::ident::{self, Case};
use super::scope::{self, Claim};
use super::{CredentialNames, NameError, reserved};

/// One name per scheme and place, in order.
pub(super) fn assign_credentials(spec: &ApiSpec) -> Result<Vec<CredentialNames>, NameError> {
    let mut claims = Vec::new();
    let mut along = Vec::new();
    for scheme in &spec.api.security {
        let places = scheme
            .credentials
            .iter()
            .filter_map(|place| Some((place, place_words(place)?)));
        for (number, (_, (kind, name))) in places.enumerate() {
            let id = scheme.id.as_str();
            let short = ident::join(&[id], Case::Snake);
            let placed = ident::join(&[id, "in", kind], Case::Snake);
            let named = ident::join(&[id, "in", kind, name], Case::Snake);
            claims.push(Claim {
                wire: id.to_owned(),
                place: format!("{kind} {name}"),
                rank: 1,
                candidates: if number == 0 {
                    vec![short, placed, named]
                } else {
                    vec![placed, named]
                },
            });
            along.push(assign_along(&scheme.along_with)?);
        }
    }
    let functions = scope::resolve(&claims, reserved::CREDENTIALS)
        .map_err(|clash| clash.into_error("security schemes".to_owned(), REMEDY))?;
    Ok(functions
        .into_iter()
        .zip(along)
        .map(|(function, along_with)| CredentialNames {
            function,
            along_with,
        })
        .collect())
}

const REMEDY: &str = "rename one of the security schemes in the spec";

/// Kind and name of a place; nothing for parameters of operations.
fn place_words(place: &Credential) -> Option<(&'static str, &str)> {
    match place {
        Credential::Header(name) => Some(("header", name)),
        Credential::Query(name) => Some(("query", name)),
        Credential::Bearer => Some(("bearer", "token")),
        Credential::Parameter(_) => None,
    }
}

fn assign_along(along_with: &[String]) -> Result<Vec<String>, NameError> {
    let claims: Vec<_> = along_with
        .iter()
        .map(|name| Claim::derived(name, "query".to_owned(), Case::Snake))
        .collect();
    scope::resolve(&claims, &["token"])
        .map_err(|clash| clash.into_error("security schemes".to_owned(), REMEDY))
}
