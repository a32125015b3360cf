//! A call before it is sent.

use std::fmt::{self, Display};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};
use reqwest::Url;
use serde::Serialize;
use serde_json::Value;

use super::body::{self, RequestBody};
use super::{BuildError, Client, Error};
use crate::runtime::encoding::{flatten, holds_comma};
use crate::runtime::values::{Change, IdOrPath};
use crate::runtime::{ArrayStyle, File, Operation, Place};

/// One call of an operation: its parameters so far. Faults, such as a value that is no header,
/// are kept and reported when it is sent.
#[derive(Clone)]
pub struct Call {
    pub(crate) client: Client,
    pub(crate) operation: &'static Operation,
    /// Where the request goes, if not to the path of the operation.
    pub(crate) target: Option<Target>,
    pub(super) path: Vec<(&'static str, String)>,
    pub(super) query: Vec<(String, String)>,
    pub(super) headers: HeaderMap,
    pub(crate) body: RequestBody,
    pub(super) sudo: Option<IdOrPath>,
    pub(super) fault: Option<String>,
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
        let outgoing = self.outgoing()?;
        outgoing
            .into_http()
            .map_err(|reason| BuildError::new(self.operation.id, reason).into())
    }

    /// Shows the struct of this name around this call.
    #[allow(dead_code, reason = "an API may have no operations")]
    #[inline(never)]
    pub(crate) fn show(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct(name).field("call", self).finish()
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
}

/// Shows the operation only: values may be secrets.
impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.operation.id)
            .finish_non_exhaustive()
    }
}
