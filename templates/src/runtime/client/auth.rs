//! Credentials.

use std::fmt;

use http::{HeaderMap, HeaderName, HeaderValue};

use super::outgoing::{header_name, header_value};
use crate::runtime::CredentialPlace;

/// A credential and the place where it is sent. `Debug` shows neither the secret nor the
/// values that go along with it.
///
/// The crate of an API has a constructor for each documented place.
#[derive(Clone, PartialEq, Eq)]
pub struct Auth {
    pub(crate) scheme: &'static str,
    place: CredentialPlace,
    sent: Sent,
    along_with: Vec<(&'static str, String)>,
}

/// How a credential is sent, or why it cannot be.
#[derive(Clone, PartialEq, Eq)]
enum Sent {
    /// As a header, ready to be sent.
    Header(Result<(HeaderName, HeaderValue), String>),
    /// As a query parameter.
    Query(&'static str, String),
}

impl Auth {
    /// A credential of this scheme for this place.
    pub fn new(scheme: &'static str, place: CredentialPlace, secret: impl Into<String>) -> Self {
        let secret = secret.into();
        let sent = match place {
            CredentialPlace::Header(name) => Sent::Header(header(name, &secret)),
            CredentialPlace::Bearer => {
                let named = header("Authorization", &format!("Bearer {secret}"));
                Sent::Header(named)
            }
            CredentialPlace::Query(name) | CredentialPlace::Parameter(name) => {
                Sent::Query(name, secret)
            }
        };
        Self {
            scheme,
            place,
            sent,
            along_with: Vec::new(),
        }
    }

    /// Sends this query parameter along with the credential.
    #[must_use]
    pub fn along_with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.along_with.push((name, value.into()));
        self
    }

    /// Adds the credential to a request.
    pub(super) fn apply(
        &self,
        query: &mut Vec<(String, String)>,
        headers: &mut HeaderMap,
    ) -> Result<(), String> {
        match &self.sent {
            Sent::Header(header) => {
                let (name, value) = header.clone()?;
                headers.insert(name, value);
            }
            Sent::Query(name, secret) => query.push(((*name).to_owned(), secret.clone())),
        }
        for (name, value) in &self.along_with {
            query.push(((*name).to_owned(), value.clone()));
        }
        Ok(())
    }
}

fn header(name: &str, secret: &str) -> Result<(HeaderName, HeaderValue), String> {
    let (name, mut value) = (header_name(name)?, header_value(name, secret)?);
    value.set_sensitive(true);
    Ok((name, value))
}

impl fmt::Debug for Auth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Auth")
            .field("scheme", &self.scheme)
            .field("place", &self.place)
            .field("secret", &"(hidden)")
            .field("along_with", &Names(&self.along_with))
            .finish()
    }
}

/// Shows the names only: what goes along with a secret may be one.
struct Names<'a>(&'a [(&'static str, String)]);

impl fmt::Debug for Names<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.0.iter().map(|(name, _)| name))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_hides_the_secret_and_what_goes_along() {
        let auth = Auth::new("clerk", CredentialPlace::Header("X-Clerk"), "s3cret");
        let text = format!("{:?}", auth.along_with("branch", "north"));
        assert!(text.contains("branch"), "{text}");
        assert!(
            !text.contains("north") && !text.contains("s3cret"),
            "{text}"
        );
    }
}
