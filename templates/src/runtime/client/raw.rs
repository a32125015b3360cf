//! Calls of what the typed operations do not cover.

use serde::Serialize;
use serde_json::Value;

use super::call::Target;
use super::{Call, Client, Content, Error, Pending, Response};
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

/// A call by method and path; made by [`Client::raw`]. Awaiting it gives the plain answer, and a
/// status other than 2xx is an error, as everywhere.
#[derive(Debug, Clone)]
#[must_use = "a call is sent only when it is awaited"]
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
    pub fn body(self, media_type: &str, content: impl Into<bytes::Bytes>) -> Self {
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

    /// The request that awaiting the call would send, credentials included.
    ///
    /// # Errors
    ///
    /// [`Error::Build`] if a value cannot be sent.
    pub fn request(&self) -> Result<http::Request<bytes::Bytes>, Error> {
        self.call.request()
    }

    /// Sends the call and gives the answer as it is, whatever its status.
    pub fn raw(self) -> Pending<Response> {
        self.call.send_raw()
    }

    /// Sends the call and waits for its answer. It blocks the thread, also one of an async
    /// runtime.
    ///
    /// # Errors
    ///
    /// Those of awaiting it.
    #[cfg(feature = "blocking")]
    pub fn wait(self) -> Result<Response, Error> {
        self.call.send().wait()
    }

    /// Sends the call and gives the answer with its body still to be read.
    pub fn content(self) -> Pending<Content> {
        self.call.send_content()
    }
}

impl IntoFuture for RawCall {
    type Output = Result<Response, Error>;
    type IntoFuture = Pending<Response>;

    fn into_future(self) -> Self::IntoFuture {
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
