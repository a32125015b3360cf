//! The client and how it is set up.

use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;
use reqwest::Url;

use super::connections::Connections;
use super::outgoing::header_value;
use super::{Auth, BuildError, Error, RawCall};
use crate::runtime::values::IdOrPath;
use crate::runtime::{Api, Method};

/// How often a call is sent again unless [`ClientBuilder::retries`] says otherwise.
const RETRIES: u32 = 2;

/// How long one attempt may take unless [`ClientBuilder::timeout`] says otherwise.
const TIMEOUT: Duration = Duration::from_secs(60);

/// A client of one server. A clone is cheap and shares the connections.
#[derive(Debug, Clone)]
pub struct Client {
    pub(crate) inner: Arc<Settings>,
}

/// What a client was built with.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) api: &'static Api,
    pub(crate) connections: Connections,
    /// Address of the server without a slash at its end and without the API's base path.
    pub(crate) base: Url,
    pub(crate) auths: Vec<Auth>,
    pub(crate) sudo: Option<IdOrPath>,
    pub(crate) retries: u32,
    pub(crate) timeout: Duration,
    /// The header, or why there can be none.
    pub(crate) user_agent: Result<HeaderValue, String>,
    pub(crate) strict: bool,
}

impl Client {
    /// A call of what the typed operations do not cover. `path` is relative to the API's base
    /// path, begins with a slash, is already percent-encoded and may have a query.
    pub fn raw(&self, method: Method, path: impl Into<String>) -> RawCall {
        RawCall::new(self, method, path.into())
    }

    /// The same client, acting as another user on every call.
    #[must_use]
    pub fn with_sudo(&self, user: impl Into<IdOrPath>) -> Self {
        let settings = &*self.inner;
        Self {
            inner: Arc::new(Settings {
                api: settings.api,
                connections: settings.connections.clone(),
                base: settings.base.clone(),
                auths: settings.auths.clone(),
                sudo: Some(user.into()),
                retries: settings.retries,
                timeout: settings.timeout,
                user_agent: settings.user_agent.clone(),
                strict: settings.strict,
            }),
        }
    }

    /// The address of the server, without the API's base path.
    pub fn base_url(&self) -> &Url {
        &self.inner.base
    }
}

/// Sets up a [`Client`].
#[derive(Debug, Clone)]
#[must_use]
pub struct ClientBuilder {
    api: &'static Api,
    base_url: String,
    http: Option<reqwest::Client>,
    auths: Vec<Auth>,
    sudo: Option<IdOrPath>,
    retries: u32,
    timeout: Duration,
    user_agent: String,
    strict: bool,
}

impl ClientBuilder {
    /// A builder of a client for the server at `base_url`.
    pub fn new(api: &'static Api, base_url: &str) -> Self {
        Self {
            api,
            base_url: base_url.to_owned(),
            http: None,
            auths: Vec::new(),
            sudo: None,
            retries: RETRIES,
            timeout: TIMEOUT,
            user_agent: format!("{}/{}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION")),
            strict: false,
        }
    }

    /// Whether answers must be as the documents show them. Documents are wrong now and then, so
    /// this is off unless it is switched on: a field that is missing or `null` has the default of
    /// its type, and numbers and booleans may be quoted.
    pub fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// Adds a credential, in place of an earlier one of the same scheme. An operation that takes
    /// certain schemes only is sent just the credentials of those.
    pub fn auth(mut self, auth: Auth) -> Self {
        self.auths.retain(|other| other.scheme != auth.scheme);
        self.auths.push(auth);
        self
    }

    /// Acts as another user on every call.
    pub fn sudo(mut self, user: impl Into<IdOrPath>) -> Self {
        self.sudo = Some(user.into());
        self
    }

    /// How often a call is sent again after a failed connection or the statuses 429, 502, 503
    /// and 504; 2 unless set, 0 for never.
    ///
    /// Only `GET`, `HEAD`, `OPTIONS`, `PUT` and `DELETE` are sent again, because doing them
    /// twice is the same as doing them once. The wait grows from a quarter of a second and is
    /// random in part; `Retry-After` is honoured up to a minute, and a longer one ends the
    /// attempts.
    pub fn retries(mut self, retries: u32) -> Self {
        self.retries = retries;
        self
    }

    /// How long one attempt may take, answer included; a minute unless set. Where the answer is
    /// a [`Content`](super::Content), it is the time up to its headers and then, anew, for each
    /// piece of its body.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// The header `User-Agent`; name and version of this crate unless set.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = user_agent.into();
        self
    }

    /// Sends through this client, for proxies, certificates and the like.
    ///
    /// Let it follow no redirects (`reqwest::redirect::Policy::none`): it may carry credentials
    /// to another server. Redirects on the same server are followed without its help.
    ///
    /// Blocking calls go through it too. Its idle connections belong to the runtime on which they
    /// were opened, so do not await calls on a runtime of one thread and wait for others on that
    /// thread. Without a client of your own that is no matter.
    pub fn http_client(mut self, http: reqwest::Client) -> Self {
        self.http = Some(http);
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// [`Error::Build`] if the address is not an absolute `http` or `https` one without user,
    /// query and fragment, or if TLS cannot be set up.
    pub fn build(self) -> Result<Client, Error> {
        let base = base_address(&self.base_url, self.api.base_path)
            .map_err(|reason| BuildError::new("client", reason))?;
        let connections = match self.http {
            Some(http) => Connections::from(http),
            None => {
                Connections::open().map_err(|error| BuildError::new("client", error.to_string()))?
            }
        };
        Ok(Client {
            inner: Arc::new(Settings {
                api: self.api,
                connections,
                base,
                auths: self.auths,
                sudo: self.sudo,
                retries: self.retries,
                timeout: self.timeout,
                user_agent: header_value("User-Agent", &self.user_agent),
                strict: self.strict,
            }),
        })
    }
}

fn base_address(text: &str, base_path: &str) -> Result<Url, String> {
    let mut url = Url::parse(text).map_err(|error| format!("base address: {error}"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err("base address: not http or https".to_owned());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("base address: has a query or fragment".to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("base address: has a user; use `auth` instead".to_owned());
    }
    let path = url.path().trim_end_matches('/');
    let path = path.strip_suffix(base_path).unwrap_or(path).to_owned();
    url.set_path(path.trim_end_matches('/'));
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        match base_address(text, "/api/v2") {
            Ok(url) => assert_eq!(url.as_str(), expected),
            Err(reason) => assert_eq!(reason, expected),
        }
    }

    #[test]
    fn base_addresses() {
        check("http://shop.test", "http://shop.test/");
        check("http://shop.test:81/", "http://shop.test:81/");
        check("https://shop.test/api/v2/", "https://shop.test/");
        check("https://shop.test/sub/api/v2", "https://shop.test/sub");
        check("https://shop.test/sub//", "https://shop.test/sub");
        check("ftp://shop.test", "base address: not http or https");
        check(
            "http://shop.test?a",
            "base address: has a query or fragment",
        );
        check(
            "http://me:pw@shop.test",
            "base address: has a user; use `auth` instead",
        );
        check("shop", "base address: relative URL without a base");
    }
}
