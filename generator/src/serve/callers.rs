//! Who may call an operation.
//!
//! What comes in: the ways to authenticate that a spec documents, and requests. What goes out:
//! whether a request is let in, and how it is refused. A token is never compared with anything
//! but the one that was asked for, and never told.

use axum::http::HeaderName;
use axum::http::header::AUTHORIZATION;
use docbind_spec::{ApiSpec, Credential, Operation};
use docbind_templates::runtime::server::{Failure, Parts};
use serde_json::Value;

use super::evidence::Evidence;

/// Who may call the operations, in the order of the spec.
pub(super) struct Callers {
    operations: Vec<Access>,
}

/// Who may call one operation.
#[derive(Clone)]
pub(super) enum Access {
    /// Whoever wants to.
    Anyone,
    /// Who has a token in one of these places.
    Holders {
        /// Where a token may stand.
        places: Vec<Place>,
        /// The only token that will do; any where there is none.
        token: Option<String>,
        /// What all others are told.
        refusal: Failure,
    },
}

/// Where a token may stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// A header that holds just the token.
    Header(HeaderName),
    /// `Authorization: Bearer`.
    Bearer,
    /// A parameter, in query or body.
    Parameter(String),
}

impl Callers {
    /// Who may call, with this token only or with any.
    pub(super) fn of(spec: &ApiSpec, token: Option<&str>) -> Self {
        let evidence = Evidence::of(spec);
        let access = |operation: &Operation| {
            let places = places(spec, operation, &evidence);
            let sent = |place: &Place| place.is_documented(operation);
            if !places.iter().any(sent) || evidence.is_open(operation) {
                return Access::Anyone;
            }
            Access::Holders {
                places,
                token: token.map(ToOwned::to_owned),
                refusal: refusal(spec, operation),
            }
        };
        Self {
            operations: spec.operations.iter().map(access).collect(),
        }
    }

    /// Who may call the operation of this number.
    pub(super) fn operation(&self, number: usize) -> Option<&Access> {
        self.operations.get(number)
    }
}

impl Access {
    /// Lets a request in.
    ///
    /// # Errors
    ///
    /// The documented 401 if it has no token, or not the one that is asked for.
    pub(super) fn check(&self, parts: &Parts) -> Result<(), Failure> {
        let Self::Holders {
            places,
            token,
            refusal,
        } = self
        else {
            return Ok(());
        };
        let will_do = |given: &str| match token {
            Some(token) => given == token,
            None => !given.is_empty(),
        };
        if places.iter().any(|place| place.holds(parts, will_do)) {
            Ok(())
        } else {
            Err(refusal.clone())
        }
    }

    /// The parameters that may hold the token, so that none of them must.
    pub(super) fn parameters(&self) -> impl Iterator<Item = &str> {
        let places = match self {
            Self::Anyone => &[],
            Self::Holders { places, .. } => places.as_slice(),
        };
        places.iter().filter_map(|place| match place {
            Place::Parameter(name) => Some(name.as_str()),
            Place::Header(_) | Place::Bearer => None,
        })
    }
}

impl Place {
    /// Whether clients that go by the documents can put a token here: into a parameter only where
    /// the operation has it, or has no list of its own schemes.
    fn is_documented(&self, operation: &Operation) -> bool {
        match self {
            Self::Header(_) | Self::Bearer => true,
            Self::Parameter(name) => {
                let mut own = operation.parameters.iter();
                operation.security.is_none() || own.any(|it| it.name == *name)
            }
        }
    }

    /// Whether a token that will do stands here.
    fn holds(&self, parts: &Parts, will_do: impl Fn(&str) -> bool) -> bool {
        let header = |name: &HeaderName| {
            let values = parts.headers().get_all(name).iter();
            values.filter_map(|value| Some(value.to_str().ok()?.trim()))
        };
        match self {
            Self::Header(name) => header(name).any(will_do),
            Self::Bearer => header(&AUTHORIZATION).any(|value| {
                value.split_once(' ').is_some_and(|(scheme, token)| {
                    scheme.eq_ignore_ascii_case("bearer") && will_do(token.trim())
                })
            }),
            Self::Parameter(name) => match parts.values().get(name) {
                Some(Value::String(text)) => will_do(text.trim()),
                Some(Value::Number(number)) => will_do(&number.to_string()),
                _ => false,
            },
        }
    }
}

/// Where a token may stand: the places of the schemes that the operation takes, and its own
/// parameters that hold one.
fn places(spec: &ApiSpec, operation: &Operation, evidence: &Evidence<'_>) -> Vec<Place> {
    let taken = spec.api.security.iter().filter(|scheme| {
        let only = operation.security.as_ref();
        only.is_none_or(|ids| ids.contains(&scheme.id))
    });
    let mut places: Vec<Place> = taken
        .flat_map(|scheme| &scheme.credentials)
        .flat_map(documented)
        .collect();
    let own = evidence.own_tokens(operation);
    places.extend(own.map(|name| Place::Parameter(name.to_owned())));
    places
}

/// The places that a documented one stands for. Servers that hand headers on as variables, as many
/// do, see no difference between `-` and `_` in their names, and documents mix them up.
fn documented(credential: &Credential) -> Vec<Place> {
    match credential {
        Credential::Header(name) => {
            let mut names = vec![name.clone()];
            if name.contains('-') {
                names.push(name.replace('-', "_"));
            }
            let names = names.iter().filter_map(|name| name.parse().ok());
            names.map(Place::Header).collect()
        }
        Credential::Query(name) | Credential::Parameter(name) => {
            vec![Place::Parameter(name.clone())]
        }
        Credential::Bearer => vec![Place::Bearer],
    }
}

/// The documented 401: the operation's own, else the API's, else one in the shape of its errors.
fn refusal(spec: &ApiSpec, operation: &Operation) -> Failure {
    const REFUSED: u16 = 401;
    let own = operation.responses.iter();
    let own = own.filter(|response| response.status == REFUSED);
    let own = own.flat_map(|response| response.examples.iter().map(|example| &*example.body));
    let common = spec.api.errors.iter();
    let common = common.filter(|shape| shape.status == Some(REFUSED));
    let mut bodies = own.chain(common.map(|shape| &shape.example));
    match bodies.find_map(|body| body.value()) {
        Some(body) => Failure::body(axum::http::StatusCode::UNAUTHORIZED, body.clone()),
        None => Failure::unauthorized(),
    }
}

#[cfg(test)]
mod tests;
