//! A call before it is sent.

use std::fmt::{self, Display};

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue};
use reqwest::Url;
use serde::Serialize;
use serde_json::Value;

use super::body::{self, RequestBody};
use super::template::fill;
use super::{Auth, BuildError, Client, Error};
use crate::runtime::encoding::{encode_pairs, flatten, holds_comma};
use crate::runtime::values::{Change, IdOrPath};
use crate::runtime::{ArrayStyle, BodyKind, CredentialPlace, File, Operation, Place};

/// One call of an operation: its parameters so far. Faults, such as a value that is no header,
/// are kept and reported when it is sent.
#[derive(Clone)]
pub struct Call {
    pub(crate) client: Client,
    pub(crate) operation: &'static Operation,
    /// Where the request goes, if not to the path of the operation.
    pub(crate) target: Option<Target>,
    path: Vec<(&'static str, String)>,
    query: Vec<(String, String)>,
    headers: HeaderMap,
    pub(crate) body: RequestBody,
    sudo: Option<IdOrPath>,
    fault: Option<String>,
}

/// An address that replaces the operation's path.
#[derive(Debug, Clone)]
pub(crate) enum Target {
    /// A path after the API's base path, possibly with a query.
    Path(String),
    /// A whole address on the server, with its query.
    Link(Url),
}

impl Call {
    /// A call without parameters.
    #[must_use]
    pub fn new(client: &Client, operation: &'static Operation) -> Self {
        Self {
            client: client.clone(),
            operation,
            target: None,
            path: Vec::new(),
            query: Vec::new(),
            headers: HeaderMap::new(),
            body: RequestBody::default(),
            sudo: None,
            fault: None,
        }
    }

    /// Sets a placeholder of the path. The value is percent-encoded here and nowhere else.
    #[must_use]
    pub fn path(mut self, name: &'static str, value: &dyn Display) -> Self {
        self.path.push((name, value.to_string()));
        self
    }

    /// Sets a parameter of the query string; null is left out.
    #[must_use]
    pub fn query(mut self, name: &str, value: &impl Serialize) -> Self {
        match serde_json::to_value(value) {
            Ok(value) => self.set_query(name, &value),
            Err(error) => self.fail(name, &error),
        }
        self
    }

    /// Sets a field of the body.
    #[must_use]
    pub fn body(mut self, name: &str, value: &impl Serialize) -> Self {
        match serde_json::to_value(value) {
            Ok(value) => self.set_field(name, value),
            Err(error) => self.fail(name, &error),
        }
        self
    }

    /// Sets a field of the body to a value or to null, or leaves it out.
    #[must_use]
    pub fn change<T: Serialize>(mut self, name: &str, change: &Change<T>) -> Self {
        if change.is_absent() {
            self.body.fields.retain(|field| field.name != name);
            return self;
        }
        self.body(name, change)
    }

    /// Sets a file of a multipart body.
    #[must_use]
    pub fn file(mut self, name: &str, file: File) -> Self {
        self.body.files.retain(|(other, _)| other != name);
        self.body.files.push((name.to_owned(), file));
        self
    }

    /// Sets the whole body.
    #[must_use]
    pub fn content(mut self, media_type: &str, content: impl Into<Bytes>) -> Self {
        self.body.whole = Some((media_type.to_owned(), content.into()));
        self
    }

    /// Sets a request header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &dyn Display) -> Self {
        let parsed = HeaderName::from_bytes(name.as_bytes());
        match (parsed, HeaderValue::from_str(&value.to_string())) {
            (Ok(name), Ok(value)) => {
                self.headers.insert(name, value);
            }
            _ => self.fail(name, &"not a valid header"),
        }
        self
    }

    /// Makes the call as another user.
    #[must_use]
    pub fn sudo(mut self, user: IdOrPath) -> Self {
        self.sudo = Some(user);
        self
    }

    /// Asks for this page, counted from 1.
    #[must_use]
    pub fn page_number(self, page: u64) -> Self {
        match self.client.inner.api.paging {
            Some(paging) => self.query(paging.page, &page),
            None => self,
        }
    }

    /// Asks for pages of this many items.
    #[must_use]
    pub fn per_page(self, per_page: u64) -> Self {
        match self.client.inner.api.paging {
            Some(paging) => self.query(paging.per_page, &per_page),
            None => self,
        }
    }

    /// The request that would be sent, credentials included.
    ///
    /// # Errors
    ///
    /// [`Error::Build`] if a value cannot be sent.
    pub fn request(&self) -> Result<http::Request<Bytes>, Error> {
        self.prepare()
            .map_err(|reason| BuildError::new(self.operation.id, reason).into())
    }

    pub(crate) fn set_query(&mut self, name: &str, value: &Value) {
        self.query.retain(|(other, _)| other != name);
        if !value.is_null() {
            let style = self.style(Place::Query, name);
            self.check_items(name, value, style);
            flatten(name, value, style, &mut self.query);
        }
    }

    fn set_field(&mut self, name: &str, value: Value) {
        let style = self.style(Place::Body, name);
        self.check_items(name, &value, style);
        self.body.fields.retain(|field| field.name != name);
        self.body.fields.push(body::Field {
            name: name.to_owned(),
            value,
            style,
        });
    }

    /// Refuses an item that a server would read as several.
    fn check_items(&mut self, name: &str, value: &Value, style: ArrayStyle) {
        if style == ArrayStyle::Commas && holds_comma(value) {
            self.fail(name, &"an item holds a comma, which separates the items");
        }
    }

    fn style(&self, place: Place, name: &str) -> ArrayStyle {
        self.operation
            .param(place, name)
            .map_or(ArrayStyle::Repeat, |param| param.style)
    }

    fn fail(&mut self, name: &str, reason: &dyn Display) {
        self.fault
            .get_or_insert_with(|| format!("`{name}`: {reason}"));
    }

    fn prepare(&self) -> Result<http::Request<Bytes>, String> {
        if let Some(fault) = &self.fault {
            return Err(fault.clone());
        }
        let settings = &*self.client.inner;
        let mut url = self.address()?;
        let mut query = self.query.clone();
        let mut headers = HeaderMap::new();
        headers.insert(
            ACCEPT,
            HeaderValue::from_static("application/json, */*;q=0.5"),
        );
        headers.insert(
            USER_AGENT,
            header_value("User-Agent", &settings.user_agent)?,
        );
        self.apply_caller(&mut query, &mut headers)?;
        append_query(&mut url, &query);
        let (media_type, content) = self.body.encode(self.body_kind())?;
        if let Some(media_type) = media_type {
            headers.insert(CONTENT_TYPE, header_value("Content-Type", &media_type)?);
        }
        // What the call names itself stands before what holds for all calls.
        for (name, value) in &self.headers {
            headers.insert(name, value.clone());
        }
        let mut request = http::Request::new(content);
        *request.method_mut() = http::Method::from_bytes(self.operation.method.as_str().as_bytes())
            .map_err(|error| error.to_string())?;
        *request.uri_mut() =
            http::Uri::try_from(url.as_str()).map_err(|error| format!("address: {error}"))?;
        *request.headers_mut() = headers;
        Ok(request)
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
        let rest = match &self.target {
            Some(Target::Link(url)) => return Ok(url.clone()),
            Some(Target::Path(path)) => path.clone(),
            None => fill(self.operation.path, &self.path)?,
        };
        let base_path = if self.operation.rooted {
            ""
        } else {
            settings.api.base_path
        };
        let base = settings.base.as_str().trim_end_matches('/');
        let url = Url::parse(&format!("{base}{base_path}{rest}"))
            .map_err(|error| format!("address: {error}"))?;
        if url.origin() == settings.base.origin() {
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

    /// The address with what of the caller stands in its query; it is on the client's server.
    pub(super) fn with_caller(&self, mut url: Url) -> Result<Url, String> {
        let mut query = Vec::new();
        self.apply_caller(&mut query, &mut HeaderMap::new())?;
        append_query(&mut url, &query);
        Ok(url)
    }

    /// Adds the credentials and the user for whom the call is made.
    fn apply_caller(
        &self,
        query: &mut Vec<(String, String)>,
        headers: &mut HeaderMap,
    ) -> Result<(), String> {
        let auths = self.client.inner.auths.iter();
        for auth in auths.filter(|auth| self.takes(auth)) {
            apply_auth(auth, query, headers)?;
        }
        self.apply_sudo(query, headers)
    }

    fn apply_sudo(
        &self,
        query: &mut Vec<(String, String)>,
        headers: &mut HeaderMap,
    ) -> Result<(), String> {
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

/// Shows the operation only: values may be secrets.
impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.operation.id)
            .finish_non_exhaustive()
    }
}

fn apply_auth(
    auth: &Auth,
    query: &mut Vec<(String, String)>,
    headers: &mut HeaderMap,
) -> Result<(), String> {
    match auth.place {
        CredentialPlace::Header(name) => {
            headers.insert(header_name(name)?, secret_value(name, &auth.secret)?);
        }
        CredentialPlace::Bearer => {
            let value = secret_value("Authorization", &format!("Bearer {}", auth.secret))?;
            headers.insert(AUTHORIZATION, value);
        }
        CredentialPlace::Query(name) | CredentialPlace::Parameter(name) => {
            query.push((name.to_owned(), auth.secret.clone()));
        }
    }
    for (name, value) in &auth.along_with {
        query.push(((*name).to_owned(), value.clone()));
    }
    Ok(())
}

/// Adds the pairs to the query; a link may have some of them already.
fn append_query(url: &mut Url, pairs: &[(String, String)]) {
    let mut query = url.query().unwrap_or_default().to_owned();
    let present: Vec<String> = url.query_pairs().map(|(name, _)| name.into()).collect();
    let missing: Vec<(String, String)> = pairs
        .iter()
        .filter(|(name, _)| !present.contains(name))
        .cloned()
        .collect();
    if !query.is_empty() && !missing.is_empty() {
        query.push('&');
    }
    query.push_str(&encode_pairs(&missing));
    url.set_query(Some(query.as_str()).filter(|query| !query.is_empty()));
}

fn header_name(name: &str) -> Result<HeaderName, String> {
    HeaderName::from_bytes(name.as_bytes()).map_err(|_| format!("`{name}`: not a valid header"))
}

fn header_value(name: &str, value: &str) -> Result<HeaderValue, String> {
    HeaderValue::from_str(value).map_err(|_| format!("`{name}`: not a valid header value"))
}

fn secret_value(name: &str, value: &str) -> Result<HeaderValue, String> {
    let mut value = header_value(name, value)?;
    value.set_sensitive(true);
    Ok(value)
}
