//! Calls of what the typed operations do not cover.

use serde::Serialize;
use serde_json::Value;

use super::call::Target;
use super::{Call, Client, Pending, Response};
use crate::runtime::values::IdOrPath;
use crate::runtime::{BodyKind, File, Method, Operation};

/// One operation per method, in the order of [`Method`]; they have no path of their own.
static OPERATIONS: [Operation; 7] = [
    raw("raw GET", Method::Get),
    raw("raw POST", Method::Post),
    raw("raw PUT", Method::Put),
    raw("raw PATCH", Method::Patch),
    raw("raw DELETE", Method::Delete),
    raw("raw HEAD", Method::Head),
    raw("raw OPTIONS", Method::Options),
];

/// A call by method and path; made by [`Client::request`].
#[derive(Debug, Clone)]
#[must_use = "a call is sent only with `send`"]
pub struct RawCall {
    call: Call,
}

impl RawCall {
    pub(crate) fn new(client: &Client, method: Method, path: String) -> Self {
        let mut call = Call::new(client, &OPERATIONS[method as usize]);
        call.target = Some(Target::Path(path));
        Self { call }
    }

    /// Sets a query parameter.
    pub fn query(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.call.set_query(name, &value.into());
        self
    }

    /// Sets a request header.
    pub fn header(self, name: &str, value: &str) -> Self {
        Self {
            call: self.call.header(name, &value),
        }
    }

    /// Sets a field of the JSON body, or of the multipart one if there is a file.
    pub fn field(self, name: &str, value: &impl Serialize) -> Self {
        Self {
            call: self.call.body(name, value),
        }
    }

    /// Sets a file, which makes the body a multipart one.
    pub fn file(self, name: &str, file: File) -> Self {
        Self {
            call: self.call.file(name, file),
        }
    }

    /// Sets the whole body.
    pub fn content(self, media_type: &str, content: impl Into<bytes::Bytes>) -> Self {
        Self {
            call: self.call.content(media_type, content),
        }
    }

    /// Makes this call as another user.
    pub fn sudo(self, user: impl Into<IdOrPath>) -> Self {
        Self {
            call: self.call.sudo(user.into()),
        }
    }

    /// Sends the call. A status other than 2xx is an error, as everywhere.
    pub fn send(self) -> Pending<Response> {
        self.call.send()
    }
}

const fn raw(id: &'static str, method: Method) -> Operation {
    Operation::new(id, method, "").body(BodyKind::Json)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_find_their_operation() {
        for operation in &OPERATIONS {
            assert_eq!(OPERATIONS[operation.method as usize].id, operation.id);
        }
    }
}
