//! Credentials.

use std::fmt;

use crate::runtime::CredentialPlace;

/// A credential and the place where it is sent. `Debug` does not show the secret.
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
    ///
    /// # Examples
    ///
    /// ```
    /// # use docbind_templates::runtime;
    /// use runtime::{CredentialPlace, client::Auth};
    ///
    /// let auth = Auth::new("clerk", CredentialPlace::Header("X-Clerk"), "s3cret");
    /// assert!(!format!("{auth:?}").contains("s3cret"));
    /// ```
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
            .field("along_with", &self.along_with)
            .finish()
    }
}
