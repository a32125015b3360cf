//! From a call to the request that is sent.
//!
//! In: a call and the settings of its client. Out: method, address, headers and body. It is made
//! anew for each attempt, so that nothing is copied where one attempt is enough.

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use reqwest::Url;

use super::call::Target;
use super::redirect::is_same_server;
use super::template::fill;
use super::{Auth, BuildError, Call};
use crate::runtime::BodyKind;
use crate::runtime::encoding::push_pair;

/// A request, credentials included.
pub(super) struct Outgoing {
    method: Method,
    url: Url,
    headers: HeaderMap,
    body: Bytes,
}

/// How long a path is expected to be; a longer one is moved as it grows.
const PATH: usize = 128;

/// A parameter of the query.
type Pair = (String, String);

impl Outgoing {
    /// The request for those who look at it.
    pub(super) fn into_http(self) -> Result<http::Request<Bytes>, String> {
        let mut request = http::Request::new(self.body);
        *request.method_mut() = self.method;
        *request.uri_mut() =
            http::Uri::try_from(self.url.as_str()).map_err(|error| format!("address: {error}"))?;
        *request.headers_mut() = self.headers;
        Ok(request)
    }

    /// The request for the connection.
    pub(super) fn into_reqwest(self) -> reqwest::Request {
        let mut request = reqwest::Request::new(self.method, self.url);
        *request.headers_mut() = self.headers;
        *request.body_mut() = Some(self.body.into());
        request
    }
}

impl Call {
    /// The request of this call.
    pub(super) fn outgoing(&self) -> Result<Outgoing, BuildError> {
        let built = match &self.fault {
            Some(fault) => Err(fault.clone()),
            None => self.address().and_then(|url| self.to(url, &self.query)),
        };
        built.map_err(|reason| BuildError::new(self.operation.id, reason))
    }

    /// The same request, sent to where the server says that it belongs.
    pub(super) fn outgoing_to(&self, url: Url) -> Result<Outgoing, BuildError> {
        self.to(url, &[])
            .map_err(|reason| BuildError::new(self.operation.id, format!("redirect: {reason}")))
    }

    fn to(&self, mut url: Url, query: &[Pair]) -> Result<Outgoing, String> {
        let mut headers = HeaderMap::new();
        headers.insert(
            ACCEPT,
            HeaderValue::from_static("application/json, */*;q=0.5"),
        );
        headers.insert(USER_AGENT, self.client.inner.user_agent.clone()?);
        let mut callers = Vec::new();
        self.apply_caller(&mut callers, &mut headers)?;
        append_query(&mut url, query, &callers);
        let (media_type, body) = self.body.encode(self.body_kind())?;
        if let Some(media_type) = media_type {
            headers.insert(CONTENT_TYPE, header_value("Content-Type", &media_type)?);
        }
        // What the call names itself stands before what holds for all calls.
        for (name, value) in &self.headers {
            headers.insert(name, value.clone());
        }
        let method = Method::from_bytes(self.operation.method.as_str().as_bytes())
            .map_err(|error| error.to_string())?;
        Ok(Outgoing {
            method,
            url,
            headers,
            body,
        })
    }

    /// The body's kind; a file makes it multipart wherever there are fields at all.
    fn body_kind(&self) -> BodyKind {
        if self.body.files.is_empty() {
            self.operation.body
        } else {
            BodyKind::Multipart
        }
    }

    fn address(&self) -> Result<Url, String> {
        let settings = &*self.client.inner;
        let before = settings.base.path().trim_end_matches('/');
        let mut path = String::with_capacity(PATH);
        path.push_str(before);
        if !self.operation.rooted {
            path.push_str(settings.api.base_path);
        }
        match &self.target {
            Some(Target::Link(url)) => return Ok(url.clone()),
            Some(Target::Path(rest)) => path.push_str(rest),
            None => fill(&mut path, self.operation.path, &self.path)?,
        }
        // The server's address is taken apart already; only a path is new, where it is no more.
        if path.starts_with('/') && !path.contains(['?', '#']) {
            let mut url = settings.base.clone();
            url.set_path(&path);
            return Ok(url);
        }
        let base = settings.base.as_str().trim_end_matches('/');
        let url = Url::parse(&format!("{base}{}", &path[before.len()..]))
            .map_err(|error| format!("address: {error}"))?;
        if is_same_server(&settings.base, &url) {
            Ok(url)
        } else {
            Err("address: leaves the server".to_owned())
        }
    }

    fn takes(&self, auth: &Auth) -> bool {
        self.operation
            .security
            .is_none_or(|schemes| schemes.contains(&auth.scheme))
    }

    /// Adds the credentials and the user for whom the call is made.
    fn apply_caller(&self, query: &mut Vec<Pair>, headers: &mut HeaderMap) -> Result<(), String> {
        let auths = self.client.inner.auths.iter();
        for auth in auths.filter(|auth| self.takes(auth)) {
            auth.apply(query, headers)?;
        }
        self.apply_sudo(query, headers)
    }

    fn apply_sudo(&self, query: &mut Vec<Pair>, headers: &mut HeaderMap) -> Result<(), String> {
        let settings = &*self.client.inner;
        let (Some(places), Some(user)) = (
            settings.api.sudo,
            self.sudo.as_ref().or(settings.sudo.as_ref()),
        ) else {
            return Ok(());
        };
        if let Some(name) = places.header {
            headers.insert(header_name(name)?, header_value(name, &user.to_string())?);
        } else if let Some(name) = places.query {
            query.push((name.to_owned(), user.to_string()));
        }
        Ok(())
    }
}

/// Adds the pairs to the query; a link may have some of them already.
fn append_query(url: &mut Url, own: &[Pair], callers: &[Pair]) {
    if own.is_empty() && callers.is_empty() {
        return;
    }
    let mut query = url.query().unwrap_or_default().to_owned();
    let is_present = |name: &str| url.query_pairs().any(|(other, _)| other == name);
    let pairs = own.iter().chain(callers);
    for (name, value) in pairs.filter(|(name, _)| !is_present(name)) {
        push_pair(&mut query, name, value);
    }
    url.set_query(Some(query.as_str()).filter(|query| !query.is_empty()));
}

pub(super) fn header_name(name: &str) -> Result<HeaderName, String> {
    HeaderName::from_bytes(name.as_bytes()).map_err(|_| format!("`{name}`: not a valid header"))
}

pub(super) fn header_value(name: &str, value: &str) -> Result<HeaderValue, String> {
    HeaderValue::from_str(value).map_err(|_| format!("`{name}`: not a valid header value"))
}
