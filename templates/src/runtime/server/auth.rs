//! Who is calling.

use std::any::Any;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, HeaderName};
use serde_json::{Map, Value};

use super::Failure;
use super::values::value_of;
use crate::runtime::encoding::plain;
use crate::runtime::{Api, CredentialPlace, Operation, SecurityScheme};

/// Decides who is calling, before the operation runs.
///
/// Write the method as
/// `async fn authenticate(&self, credentials: Credentials) -> Result<Caller, Failure>`, look for
/// the secret of a scheme with [`Credentials::secret`], and refuse with
/// [`Failure::unauthorized`]. An asynchronous closure of the same shape will do, too.
pub trait Authenticate: Send + Sync + 'static {
    /// Who is calling, or why they may not.
    fn authenticate(
        &self,
        credentials: Credentials,
    ) -> impl Future<Output = Result<Caller, Failure>> + Send;
}

impl<F, D> Authenticate for F
where
    F: Fn(Credentials) -> D + Send + Sync + 'static,
    D: Future<Output = Result<Caller, Failure>> + Send,
{
    fn authenticate(
        &self,
        credentials: Credentials,
    ) -> impl Future<Output = Result<Caller, Failure>> + Send {
        self(credentials)
    }
}

type Deciding<'a> = Pin<Box<dyn Future<Output = Result<Caller, Failure>> + Send + 'a>>;

/// [`Authenticate`] without its type.
pub(super) trait AnyAuthenticate: Send + Sync {
    fn decide(&self, credentials: Credentials) -> Deciding<'_>;
}

impl<A: Authenticate> AnyAuthenticate for A {
    fn decide(&self, credentials: Credentials) -> Deciding<'_> {
        Box::pin(self.authenticate(credentials))
    }
}

/// Whoever is calling: any value that the [`Authenticate`] implementation made.
#[derive(Clone, Default)]
pub struct Caller {
    value: Option<Arc<dyn Any + Send + Sync>>,
}

impl Caller {
    /// A caller known as this value.
    pub fn new(value: impl Any + Send + Sync) -> Self {
        Self {
            value: Some(Arc::new(value)),
        }
    }

    /// Someone unknown.
    pub fn anonymous() -> Self {
        Self::default()
    }

    /// The value, if it is of this type.
    pub fn get<T: Any>(&self) -> Option<&T> {
        self.value.as_deref()?.downcast_ref()
    }
}

impl fmt::Debug for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Caller")
            .field("known", &self.value.is_some())
            .finish()
    }
}

/// What a request says about its caller.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// The operation that is called.
    pub operation: &'static Operation,
    /// The credentials of the schemes that the operation takes, in the order of the API.
    pub found: Vec<Credential>,
    /// The user as whom the caller wants to act.
    pub sudo: Option<String>,
}

/// One credential. `Debug` does not show the secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Credential {
    /// The scheme it belongs to.
    pub scheme: &'static str,
    /// Where it stood.
    pub place: CredentialPlace,
    /// The secret itself.
    pub secret: String,
    /// The values of the parameters that go along with it.
    pub along_with: Vec<(&'static str, String)>,
}

impl Credentials {
    /// The secret of the first credential of this scheme.
    pub fn secret(&self, scheme: &str) -> Option<&str> {
        let credential = self.found.iter().find(|found| found.scheme == scheme)?;
        Some(&credential.secret)
    }
}

/// Where an API has its credentials.
pub(super) struct Places {
    api: &'static Api,
    credentials: Vec<Place>,
    sudo: Option<HeaderName>,
}

/// A place for the credential of a scheme.
struct Place {
    scheme: &'static SecurityScheme,
    place: CredentialPlace,
    /// The header, if it is one, in the form in which requests have it.
    header: Option<HeaderName>,
}

impl Places {
    pub(super) fn of(api: &'static Api) -> Self {
        let places = api.security.iter().flat_map(|scheme| {
            let place = |place: &CredentialPlace| Place {
                scheme,
                place: *place,
                header: match place {
                    CredentialPlace::Header(name) => header_name(name),
                    CredentialPlace::Bearer => Some(AUTHORIZATION),
                    CredentialPlace::Query(_) | CredentialPlace::Parameter(_) => None,
                },
            };
            scheme.places.iter().map(place)
        });
        Self {
            api,
            credentials: places.collect(),
            sudo: api.sudo.and_then(|sudo| header_name(sudo.header?)),
        }
    }

    /// What a request for an operation says about its caller.
    pub(super) fn read(
        &self,
        operation: &'static Operation,
        headers: &HeaderMap,
        values: &Map<String, Value>,
    ) -> Credentials {
        let mut found = Vec::new();
        let places = self.credentials.iter();
        for place in places.filter(|place| takes(operation, place.scheme)) {
            if let Some(secret) = place.secret(headers, values) {
                // Hardly ever is there another.
                found.reserve_exact(1);
                found.push(Credential {
                    scheme: place.scheme.id,
                    place: place.place,
                    secret,
                    along_with: along_with(place.scheme, values),
                });
            }
        }
        let sudo = self.sudo.as_ref().and_then(|name| header(headers, name));
        Credentials {
            operation,
            found,
            sudo: sudo
                .map(str::to_owned)
                .or_else(|| value(values, self.api.sudo?.query?)),
        }
    }
}

impl Place {
    fn secret(&self, headers: &HeaderMap, values: &Map<String, Value>) -> Option<String> {
        match self.place {
            CredentialPlace::Header(_) => Some(header(headers, self.header.as_ref()?)?.to_owned()),
            CredentialPlace::Bearer => {
                let value = header(headers, self.header.as_ref()?)?;
                let (scheme, token) = value.split_once(' ')?;
                scheme
                    .eq_ignore_ascii_case("bearer")
                    .then(|| token.trim().to_owned())
            }
            CredentialPlace::Query(name) | CredentialPlace::Parameter(name) => value(values, name),
        }
    }
}

fn along_with(scheme: &SecurityScheme, values: &Map<String, Value>) -> Vec<(&'static str, String)> {
    let names = scheme.along_with.iter();
    names
        .filter_map(|name| Some((*name, value(values, name)?)))
        .collect()
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credential")
            .field("scheme", &self.scheme)
            .field("place", &self.place)
            .finish_non_exhaustive()
    }
}

/// Whether an operation takes credentials of this scheme.
pub(super) fn takes(operation: &Operation, scheme: &SecurityScheme) -> bool {
    operation
        .security
        .is_none_or(|schemes| schemes.contains(&scheme.id))
}

/// The names of the query parameters that may hold a credential.
pub(super) fn secret_parameters(api: &Api) -> Vec<&'static str> {
    let places = api.security.iter().flat_map(|scheme| scheme.places);
    places
        .filter_map(|place| match place {
            CredentialPlace::Query(name) | CredentialPlace::Parameter(name) => Some(*name),
            CredentialPlace::Header(_) | CredentialPlace::Bearer => None,
        })
        .collect()
}

/// The header of this name; none where no request can have it.
fn header_name(name: &str) -> Option<HeaderName> {
    HeaderName::from_bytes(name.as_bytes()).ok()
}

fn header<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let value = headers.get(name)?.to_str().ok()?;
    Some(value.trim())
}

fn value(values: &Map<String, Value>, name: &str) -> Option<String> {
    let value = value_of(values, name)?;
    Some(plain(value).into_owned())
}
