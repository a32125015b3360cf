//! Static descriptions of an API and its operations.
//!
//! In: nothing; the generated modules fill these types with constants. Out: the one place from
//! which the client, the server and the tests learn how an operation looks on the wire. Never
//! holds a value of a call.

/// What holds for all operations of an API.
#[derive(Debug, Clone, Copy)]
pub struct Api {
    /// Name of the API, used in the user agent.
    pub name: &'static str,
    /// Path before the path of every operation that is not [rooted](Operation::rooted); begins
    /// with a slash or is empty.
    pub base_path: &'static str,
    /// All operations, in the order of the documents.
    pub operations: &'static [&'static Operation],
    /// The ways to authenticate.
    pub security: &'static [SecurityScheme],
    /// How a caller acts as another user, if the API has that.
    pub sudo: Option<Sudo>,
    /// How lists are paged, if they are.
    pub paging: Option<Paging>,
    /// How error bodies look.
    pub errors: ErrorShape,
}

/// One operation: a method on a path.
#[derive(Debug, Clone, Copy)]
pub struct Operation {
    /// Its name, `resource.operation`.
    pub id: &'static str,
    /// The method.
    pub method: Method,
    /// The path with placeholders as `:name`.
    pub path: &'static str,
    /// Other paths on which a server answers it as well, with the same placeholders.
    pub aliases: &'static [&'static str],
    /// Whether [`path`](Self::path) is the whole path, so that [`Api::base_path`] does not
    /// stand before it.
    pub rooted: bool,
    /// The status of a successful answer.
    pub status: u16,
    /// How the client sends the parameters that stand in the body.
    pub body: BodyKind,
    /// The [ids](SecurityScheme::id) of the schemes that it takes; `None` where all apply.
    pub security: Option<&'static [&'static str]>,
    /// Its parameters.
    pub params: &'static [Param],
}

impl Operation {
    /// An operation without parameters that answers 200; the other functions refine it.
    pub const fn new(id: &'static str, method: Method, path: &'static str) -> Self {
        Self {
            id,
            method,
            path,
            aliases: &[],
            rooted: false,
            status: 200,
            body: BodyKind::None,
            security: None,
            params: &[],
        }
    }

    /// Other paths on which a server answers it as well.
    pub const fn aliases(mut self, paths: &'static [&'static str]) -> Self {
        self.aliases = paths;
        self
    }

    /// The path is the whole path, without the API's base path before it.
    pub const fn rooted(mut self) -> Self {
        self.rooted = true;
        self
    }

    /// The status of a successful answer.
    pub const fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// How the client sends the parameters that stand in the body.
    pub const fn body(mut self, body: BodyKind) -> Self {
        self.body = body;
        self
    }

    /// The ids of the only security schemes that it takes.
    pub const fn security(mut self, schemes: &'static [&'static str]) -> Self {
        self.security = Some(schemes);
        self
    }

    /// Its parameters.
    pub const fn params(mut self, params: &'static [Param]) -> Self {
        self.params = params;
        self
    }

    /// The parameter of this name in this place.
    pub fn param(&self, place: Place, name: &str) -> Option<&'static Param> {
        self.params
            .iter()
            .find(|param| param.place == place && param.name == name)
    }
}

/// A request method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `PATCH`
    Patch,
    /// `DELETE`
    Delete,
    /// `HEAD`
    Head,
    /// `OPTIONS`
    Options,
    /// `LIST`, a method of some APIs' own.
    List,
    /// `COPY`, a method of some APIs' own.
    Copy,
    /// `MOVE`, a method of some APIs' own.
    Move,
    /// `LINK`, a method of some APIs' own.
    Link,
    /// `UNLINK`, a method of some APIs' own.
    Unlink,
    /// `LOCK`, a method of some APIs' own.
    Lock,
    /// `UNLOCK`, a method of some APIs' own.
    Unlock,
    /// `PURGE`, a method of some APIs' own.
    Purge,
    /// `SEARCH`, a method of some APIs' own.
    Search,
    /// `QUERY`, a method of some APIs' own.
    Query,
}

impl Method {
    /// The method as it stands in a request line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Head => "HEAD",
            Self::Options => "OPTIONS",
            Self::List => "LIST",
            Self::Copy => "COPY",
            Self::Move => "MOVE",
            Self::Link => "LINK",
            Self::Unlink => "UNLINK",
            Self::Lock => "LOCK",
            Self::Unlock => "UNLOCK",
            Self::Purge => "PURGE",
            Self::Search => "SEARCH",
            Self::Query => "QUERY",
        }
    }

    /// Whether sending the same request twice has the same effect as sending it once.
    pub const fn is_idempotent(self) -> bool {
        !matches!(
            self,
            Self::Post | Self::Patch | Self::Copy | Self::Move | Self::Lock | Self::Unlock
        )
    }
}

/// How the parameters that stand in the body are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyKind {
    /// There is no body.
    None,
    /// One JSON object.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`, for operations that take files.
    Multipart,
    /// One JSON value that is no object of fields; the only parameter in the body.
    Whole,
    /// The content itself; there are no named fields.
    Raw,
}

/// A parameter of an operation.
#[derive(Debug, Clone, Copy)]
pub struct Param {
    /// Its name as it is sent.
    pub name: &'static str,
    /// Where it is sent.
    pub place: Place,
    /// Whether a call without it is refused.
    pub required: bool,
    /// How an array is written outside of JSON.
    pub style: ArrayStyle,
    /// The only values that it takes; empty where any will do.
    pub allowed: &'static [&'static str],
    /// Whether it is free text that may hold slashes, such as the path of a file. A server
    /// matches it against several segments then.
    pub free_text: bool,
}

impl Param {
    const fn new(name: &'static str, place: Place) -> Self {
        Self {
            name,
            place,
            required: false,
            style: ArrayStyle::Repeat,
            allowed: &[],
            free_text: false,
        }
    }

    /// A placeholder of the path.
    pub const fn path(name: &'static str) -> Self {
        Self::new(name, Place::Path).required()
    }

    /// A parameter in the query string.
    pub const fn query(name: &'static str) -> Self {
        Self::new(name, Place::Query)
    }

    /// A request header.
    pub const fn header(name: &'static str) -> Self {
        Self::new(name, Place::Header)
    }

    /// A field of the request body.
    pub const fn body(name: &'static str) -> Self {
        Self::new(name, Place::Body)
    }

    /// A call without it is refused.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// How an array is written outside of JSON.
    pub const fn style(mut self, style: ArrayStyle) -> Self {
        self.style = style;
        self
    }

    /// The only values that it takes.
    pub const fn allowed(mut self, values: &'static [&'static str]) -> Self {
        self.allowed = values;
        self
    }

    /// It is free text that may hold slashes.
    pub const fn free_text(mut self) -> Self {
        self.free_text = true;
        self
    }
}

/// Where a parameter is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A placeholder of the path.
    Path,
    /// The query string.
    Query,
    /// A request header.
    Header,
    /// A field of the request body.
    Body,
}

/// How an array is written in a query or form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArrayStyle {
    /// `labels=a,b`; one text also inside JSON.
    Commas,
    /// `labels=a&labels=b`
    Repeat,
    /// `labels[]=a&labels[]=b`
    Brackets,
}

/// One way to authenticate.
#[derive(Debug, Clone, Copy)]
pub struct SecurityScheme {
    /// Its name.
    pub id: &'static str,
    /// Where the credential may stand, in the order documented.
    pub places: &'static [CredentialPlace],
    /// Query parameters that go along with the credential.
    pub along_with: &'static [&'static str],
}

/// One place for a credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CredentialPlace {
    /// A header of this name that holds just the token.
    Header(&'static str),
    /// A query parameter of this name.
    Query(&'static str),
    /// `Authorization: Bearer`.
    Bearer,
    /// A parameter of this name that operations list themselves, in query or body.
    Parameter(&'static str),
}

/// How a caller acts as another user.
#[derive(Debug, Clone, Copy)]
pub struct Sudo {
    /// Name of the header, the one that the client uses where there are both.
    pub header: Option<&'static str>,
    /// Name of the query parameter.
    pub query: Option<&'static str>,
}

/// How lists are paged.
#[derive(Debug, Clone, Copy)]
pub struct Paging {
    /// Name of the query parameter that holds the page, counted from 1.
    pub page: &'static str,
    /// Name of the query parameter that holds the size of a page, in items.
    pub per_page: &'static str,
    /// Size of a page where the caller names none.
    pub default_per_page: u64,
    /// Largest size of a page.
    pub max_per_page: u64,
}

/// How error bodies look.
#[derive(Debug, Clone, Copy)]
pub struct ErrorShape {
    /// The key of the body's object that holds the error.
    pub key: &'static str,
    /// The text about a required parameter that is missing; `{}` stands for its name.
    pub missing: &'static str,
    /// The text about a parameter with a value that it does not take; `{}` stands for its name.
    pub invalid: &'static str,
}

impl ErrorShape {
    /// The shape for documents that describe none: `{"message": "…"}`.
    pub const DEFAULT: Self = Self {
        key: "message",
        missing: "400 (Bad request) \"{}\" not given",
        invalid: "400 (Bad request) \"{}\" is invalid",
    };
}
