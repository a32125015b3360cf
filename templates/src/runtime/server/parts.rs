//! A request as an implementation sees it.

use std::any::Any;
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use axum::body::Bytes;
use axum::http::{HeaderMap, Uri, request};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::values::{PathValues, value_of};
use super::{Caller, Failure, PageRequest, Rendered, Reply};
use crate::runtime::encoding::plain;
use crate::runtime::values::{Change, lenient};
use crate::runtime::{Api, ArrayStyle, BodyKind, File, Operation, Param, Place};

/// A request for an operation: its parameters, merged from query and body, and the rest of it.
/// `Debug` shows which operation is called and the names of the values, which may be secrets.
#[derive(Clone)]
pub struct Parts {
    /// What is moved along the way is a pointer.
    pub(super) inner: Box<Inner>,
}

/// What there is of a request.
#[derive(Clone)]
pub(super) struct Inner {
    pub(super) api: &'static Api,
    pub(super) operation: &'static Operation,
    pub(super) head: Arc<request::Parts>,
    pub(super) path: PathValues,
    /// Fields of the body, and query parameters that the body does not have.
    pub(super) values: Map<String, Value>,
    pub(super) files: Vec<(String, File)>,
    pub(super) content: Bytes,
    pub(super) caller: Caller,
    pub(super) sudo: Option<String>,
}

impl Parts {
    /// The operation that is called.
    pub fn operation(&self) -> &'static Operation {
        self.inner.operation
    }

    /// The value of a placeholder of the path, decoded once.
    ///
    /// # Errors
    ///
    /// 404 if it is not of this type: no such thing can exist.
    pub fn path<T: DeserializeOwned>(&self, name: &str) -> Result<T, Failure> {
        let value = self.inner.path.get(name);
        value
            .and_then(|value| lenient::read_sent(value).ok())
            .ok_or_else(Failure::not_found)
    }

    /// A parameter that must be given.
    ///
    /// # Errors
    ///
    /// 400 if it is missing or not of this type.
    pub fn required<T: DeserializeOwned>(&self, name: &str) -> Result<T, Failure> {
        self.optional(name)?.ok_or_else(|| Failure::missing(name))
    }

    /// A parameter that need not be given. Null, and an empty text where it makes no sense, are
    /// taken as not given; the content of a file is its text.
    ///
    /// # Errors
    ///
    /// 400 if it is given but not of this type.
    pub fn optional<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Failure> {
        match self.value(name).as_deref() {
            None | Some(Value::Null) => Ok(None),
            Some(value) => match lenient::read_sent(value) {
                Ok(value) => Ok(Some(value)),
                Err(_) if value == "" => Ok(None),
                Err(_) => Err(Failure::invalid(name)),
            },
        }
    }

    /// What an update says about a value that is no text: nothing, null or a new value. An empty
    /// text is null, because that is how a form writes it.
    ///
    /// # Errors
    ///
    /// 400 if it is given but not of this type.
    pub fn change<T: DeserializeOwned>(&self, name: &str) -> Result<Change<T>, Failure> {
        match self.value(name).as_deref() {
            Some(value) if value == "" => Ok(Change::Null),
            value => changed(name, value),
        }
    }

    /// The same for a value that may be an empty text.
    ///
    /// # Errors
    ///
    /// 400 if it is given but not of this type.
    pub fn change_text<T: DeserializeOwned>(&self, name: &str) -> Result<Change<T>, Failure> {
        changed(name, self.value(name).as_deref())
    }

    /// A value as it was sent, or the content of a file as a text.
    fn value(&self, name: &str) -> Option<Cow<'_, Value>> {
        if let Some(value) = value_of(&self.inner.values, name) {
            return Some(Cow::Borrowed(value));
        }
        let (_, file) = self.files().iter().find(|(other, _)| other == name)?;
        let text = String::from_utf8_lossy(&file.content).into_owned();
        Some(Cow::Owned(Value::from(text)))
    }

    /// A file that must be given.
    ///
    /// # Errors
    ///
    /// 400 if it is missing.
    pub fn file(&self, name: &str) -> Result<File, Failure> {
        self.optional_file(name)?
            .ok_or_else(|| Failure::missing(name))
    }

    /// A file that need not be given. A parameter that was sent as text is a file without name.
    ///
    /// # Errors
    ///
    /// 400 if the parameter is an object or list.
    pub fn optional_file(&self, name: &str) -> Result<Option<File>, Failure> {
        let file = self.files().iter().find(|(other, _)| other == name);
        match file {
            Some((_, file)) => Ok(Some(file.clone())),
            None => Ok(self.optional(name)?.map(|text: String| File::new("", text))),
        }
    }

    /// A request header that must be given.
    ///
    /// # Errors
    ///
    /// 400 if it is missing or not of this type.
    pub fn header<T: DeserializeOwned>(&self, name: &str) -> Result<T, Failure> {
        self.optional_header(name)?
            .ok_or_else(|| Failure::missing(name))
    }

    /// A request header that need not be given.
    ///
    /// # Errors
    ///
    /// 400 if it is given but not of this type.
    pub fn optional_header<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Failure> {
        let text = self
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok());
        text.map(|text| lenient::read_sent(&Value::from(text)).map_err(|_| Failure::invalid(name)))
            .transpose()
    }

    /// The body as it came.
    pub fn content(&self) -> Bytes {
        self.inner.content.clone()
    }

    /// All named values as they were sent, without those of the path.
    pub fn values(&self) -> &Map<String, Value> {
        &self.inner.values
    }

    /// The decoded values of the path's placeholders.
    pub fn path_values(&self) -> &Map<String, Value> {
        self.inner.path.map()
    }

    /// The files of a multipart body, by the names of their parts.
    pub fn files(&self) -> &[(String, File)] {
        &self.inner.files
    }

    /// The request headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.inner.head.headers
    }

    /// The address, as it came.
    pub fn uri(&self) -> &Uri {
        &self.inner.head.uri
    }

    /// The user as whom the caller wants to act.
    pub fn sudo(&self) -> Option<&str> {
        self.inner.sudo.as_deref()
    }

    /// Which page of a list is asked for.
    pub fn page(&self) -> PageRequest {
        PageRequest::read(self.inner.api.paging, &self.inner.values)
    }

    /// The request with its typed parameters.
    ///
    /// # Errors
    ///
    /// Those of [`Parameters::read`].
    pub fn request<P: Parameters>(self) -> Result<Request<P>, Failure> {
        let params = P::read(&self)?;
        Ok(Request {
            params,
            parts: self,
        })
    }

    /// Refuses what the description of the operation alone tells to be wrong.
    ///
    /// # Errors
    ///
    /// 400 if a required parameter is missing or a value is not one of those that are listed.
    pub fn check(&self) -> Result<(), Failure> {
        for param in self.inner.operation.params {
            let value = match param.place {
                Place::Path => self.inner.path.get(param.name),
                Place::Query | Place::Body => value_of(&self.inner.values, param.name),
                Place::Header => None,
            };
            if param.required && value.is_none_or(Value::is_null) && self.lacks(param) {
                return Err(Failure::missing(param.name));
            }
            if value.is_some_and(|value| !allows(param, value)) {
                return Err(Failure::invalid(param.name));
            }
        }
        Ok(())
    }

    /// Whether a parameter without a value is not there in another form either.
    fn lacks(&self, param: &Param) -> bool {
        match param.place {
            Place::Path | Place::Query => true,
            Place::Header => !self.headers().contains_key(param.name),
            Place::Body if self.inner.operation.body == BodyKind::Raw => {
                self.inner.content.is_empty()
            }
            Place::Body => !self.files().iter().any(|(name, _)| name == param.name),
        }
    }
}

impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&String> = self.inner.values.keys().collect();
        f.debug_struct("Parts")
            .field("operation", &self.inner.operation.id)
            .field("values", &names)
            .field("caller", &self.inner.caller)
            .finish_non_exhaustive()
    }
}

fn changed<T: DeserializeOwned>(name: &str, value: Option<&Value>) -> Result<Change<T>, Failure> {
    value.map_or(Ok(Change::Absent), |value| {
        lenient::read_sent(value).map_err(|_| Failure::invalid(name))
    })
}

/// The typed parameters of one operation, which tell the operation and its answer.
pub trait Parameters: Sized + Send + 'static {
    /// The operation.
    const OPERATION: &'static Operation;

    /// What it answers.
    type Answer: Send + 'static;

    /// Reads the parameters.
    ///
    /// # Errors
    ///
    /// 404 for a value of the path that cannot be, 400 for any other that is missing or wrong.
    fn read(parts: &Parts) -> Result<Self, Failure>;

    /// Writes an answer.
    ///
    /// # Errors
    ///
    /// The failure that the answer is, or one with 500 if it cannot be written.
    fn render(reply: Reply<Self::Answer>) -> Result<Rendered, Failure>;
}

/// A request with the typed parameters of its operation.
#[derive(Debug, Clone)]
pub struct Request<P> {
    /// The parameters.
    pub params: P,
    parts: Parts,
}

impl<P> Request<P> {
    /// The operation that is called.
    pub fn operation(&self) -> &'static Operation {
        self.parts.inner.operation
    }

    /// Who is calling, as the [`Authenticate`](super::Authenticate) implementation found.
    pub fn caller(&self) -> &Caller {
        &self.parts.inner.caller
    }

    /// The caller, known as a value of this type.
    ///
    /// # Errors
    ///
    /// 401 if the caller is unknown or known as something else.
    pub fn known_caller<T: Any>(&self) -> Result<&T, Failure> {
        self.caller().get().ok_or_else(Failure::unauthorized)
    }

    /// The user as whom the caller wants to act; whether they may is for the implementation to
    /// decide.
    pub fn sudo(&self) -> Option<&str> {
        self.parts.sudo()
    }

    /// Which page of a list is asked for.
    pub fn page(&self) -> PageRequest {
        self.parts.page()
    }

    /// The request headers.
    pub fn headers(&self) -> &HeaderMap {
        self.parts.headers()
    }

    /// The address, as it came.
    pub fn uri(&self) -> &Uri {
        self.parts.uri()
    }

    /// Everything else.
    pub fn parts(&self) -> &Parts {
        &self.parts
    }
}

/// Whether every text of the value is one that the parameter takes.
fn allows(param: &Param, value: &Value) -> bool {
    let listed = |text: &str| param.allowed.contains(&text);
    if param.allowed.is_empty() {
        return true;
    }
    match value {
        Value::Array(items) => items.iter().all(|item| listed(&plain(item))),
        Value::Object(_) => false,
        value => {
            let text = plain(value);
            text.is_empty()
                || listed(&text)
                || param.style == ArrayStyle::Commas
                    && text.split(',').all(|item| listed(item.trim()))
        }
    }
}
