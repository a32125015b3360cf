//! Credentials.

use std::fmt;

use crate::runtime::CredentialPlace;

/// A credential and the place where it is sent. `Debug` shows neither the secret nor the
/// values that go along with it.
///
/// The crate of an API has a constructor for each documented place.
#[derive(Clone, PartialEq, Eq)]
pub struct Auth {
    pub(crate) scheme: &'static str,
    pub(crate) place: CredentialPlace,
    pub(crate) secret: String,
    pub(crate) along_with: Vec<(&'static str, String)>,
}

impl Auth {
    /// A credential of this scheme for this place.
    pub fn new(scheme: &'static str, place: CredentialPlace, secret: impl Into<String>) -> Self {
        Self {
            scheme,
            place,
            secret: secret.into(),
            along_with: Vec::new(),
        }
    }

    /// Sends this query parameter along with the credential.
    #[must_use]
    pub fn along_with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.along_with.push((name, value.into()));
        self
    }
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
