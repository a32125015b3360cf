//! The shape of a generated crate, as plain data.
//!
//! Every identifier in here was made by [`crate::names`]; every other text stands in strings and
//! comments of the generated code only.

use docbind_spec::{ArrayStyle, Conventions, Location, Method};

use super::{QuickStart, ResourceFixtures};

/// A whole crate.
#[derive(Debug, Clone, PartialEq)]
pub struct RustApi {
    /// Name of the crate.
    pub name: String,
    /// Title of the API.
    pub title: Option<String>,
    /// What holds for all operations.
    pub conventions: Conventions,
    /// How the server words errors.
    pub errors: ErrorWords,
    /// Constructors of credentials.
    pub credentials: Vec<CredentialFn>,
    /// The resources in order.
    pub resources: Vec<Resource>,
    /// The modules of types in order.
    pub type_modules: Vec<TypeModule>,
    /// What the tests check, beside the resources of the same places.
    pub fixtures: Vec<ResourceFixtures>,
    /// The operations with which a newcomer begins; none without a client.
    pub quick_start: Option<QuickStart>,
}

/// How a server words errors about parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorWords {
    /// The key of the body's object that holds the error.
    pub key: String,
    /// The text about a parameter that is missing; `{}` stands for its name.
    pub missing: String,
    /// The text about a value that is not taken; `{}` stands for the parameter's name.
    pub invalid: String,
}

/// A way to make a credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CredentialFn {
    /// Identifier of the function.
    pub ident: String,
    /// Id of the scheme.
    pub scheme: String,
    /// Where the credential stands.
    pub place: docbind_spec::Credential,
    /// Query parameters that go along, each with the identifier of its argument.
    pub along_with: Vec<(String, String)>,
    /// Documentation.
    pub doc: Vec<String>,
}

/// The operations of one resource.
#[derive(Debug, Clone, PartialEq)]
pub struct Resource {
    /// Identifier of its modules and of the methods that lead to it, and its cargo feature.
    pub module: String,
    /// Identifier of its type in the client and its trait in the server.
    pub handle: String,
    /// What it is, as the first sentence of a documentation text.
    pub title: String,
    /// Its operations in order.
    pub operations: Vec<Operation>,
}

/// One operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// Identifier of its method.
    pub ident: String,
    /// Identifier of the type of its call and of its parameters in the server.
    pub call: String,
    /// Identifier of the constant that describes it.
    pub constant: String,
    /// Name for messages, `resource.operation`.
    pub id: String,
    /// Its method on the wire.
    pub method: Method,
    /// Its path as documented.
    pub path: String,
    /// Its path with all placeholders as `:name`.
    pub template: String,
    /// Other paths on which a server answers it, in the same form.
    pub aliases: Vec<String>,
    /// Whether the path is the whole path.
    pub rooted: bool,
    /// Status of a successful answer.
    pub status: u16,
    /// How the client sends the body.
    pub body: BodyKind,
    /// Ids of the only security schemes that it takes.
    pub security: Option<Vec<String>>,
    /// All parameters, as in the spec.
    pub params: Vec<Param>,
    /// Places in `params` of the client's arguments, in order.
    pub arguments: Vec<usize>,
    /// What a successful answer holds.
    pub answer: Answer,
    /// All of its answers, where the documents state more than one.
    pub answers: Option<Answers>,
    /// The documented statuses other than success, in order.
    pub refusals: Vec<Refusal>,
    /// Whether the documents call it deprecated.
    pub deprecated: bool,
    /// What the documents say about it, one paragraph each.
    pub doc: Vec<String>,
    /// Where it is documented.
    pub sources: Vec<String>,
}

/// A documented status other than success.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The status.
    pub status: u16,
    /// The words beside the number.
    pub phrase: Option<String>,
    /// When it is answered.
    pub description: Option<String>,
}

/// How the parameters that stand in the body are sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BodyKind {
    /// There is no body.
    None,
    /// One JSON object.
    Json,
    /// Url-encoded.
    Form,
    /// Multipart.
    Multipart,
    /// One JSON value, which is the only parameter in the body.
    Whole,
    /// The content itself, in this media type.
    Raw(String),
}

/// A parameter of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Param {
    /// Identifier of its argument, setter and field.
    pub ident: String,
    /// Its name as it is sent.
    pub wire: String,
    /// Where it is sent.
    pub location: Location,
    /// Whether it must be sent.
    pub required: bool,
    /// Whether its value is never to be shown.
    pub secret: bool,
    /// How an array is written outside of JSON.
    pub style: Option<ArrayStyle>,
    /// The only values that it takes, where the documents list them.
    pub allowed: Vec<String>,
    /// Whether its value may span several segments of the path.
    pub free_text: bool,
    /// Its type in the server.
    pub ty: Type,
    /// Its type in the client, which may send what is not listed.
    pub sent: Type,
    /// What the documents say about it.
    pub doc: Option<String>,
    /// The values that the documents list, where its type does not show them.
    pub listed: Vec<String>,
    /// The value that holds where it is not sent.
    pub default: Option<String>,
    /// Bounds of its value, in words.
    pub limits: Vec<String>,
}

/// What a successful answer holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// A list with the type of its items, in an API that pages lists.
    Page(Type),
    /// The same in an API that does not.
    List(Type),
    /// JSON.
    Json(Type),
    /// Text.
    Text,
    /// Any bytes.
    Bytes,
    /// Nothing.
    Empty,
}

/// The type of the answers of an operation in the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    /// Its identifier.
    pub ident: String,
    /// One variant per status, in the order of the documents.
    pub variants: Vec<StatusVariant>,
}

/// One documented status of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusVariant {
    /// Its identifier.
    pub ident: String,
    /// The status.
    pub status: u16,
    /// When it is answered, where the documents say so.
    pub doc: Option<String>,
    /// What comes with it; `None` for the text of a refusal.
    pub body: Option<Answer>,
}

/// A module of types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeModule {
    /// Identifier of the module.
    pub module: String,
    /// The cargo features that need it: it is there where any of them is on. Never empty.
    pub features: Vec<String>,
    /// What its types have in common.
    pub doc: String,
    /// Its structs in order.
    pub structs: Vec<Struct>,
    /// Its enumerations in order.
    pub enums: Vec<Enum>,
}

/// A type with fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Struct {
    /// Its identifier.
    pub ident: String,
    /// Documentation.
    pub doc: Vec<String>,
    /// Its fields in order.
    pub fields: Vec<Field>,
    /// Identifier of the field that keeps what no other field takes, where the spec wants one.
    pub unknown: Option<String>,
}

/// A field of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its identifier.
    pub ident: String,
    /// Its key in JSON.
    pub wire: String,
    /// Its type, the option aside.
    pub ty: Type,
    /// Whether it may be absent.
    pub presence: FieldPresence,
    /// Whether its value may stand in quotes although its type is no text.
    pub quoted: bool,
    /// Whether its value is never to be shown.
    pub secret: bool,
    /// What the documents say about it.
    pub doc: Option<String>,
}

/// Whether a field may be absent.
///
/// A field is plain only where the evidence is strong ([`PresenceRule`](docbind_spec::PresenceRule)):
/// recorded answers of real servers lack documented keys far more often than they add new ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldPresence {
    /// It is always there.
    Plain,
    /// It must be sent, and is refused where it is missing.
    Demanded,
    /// It may be absent or null.
    Optional,
    /// It is any JSON, absent is null.
    Raw,
}

/// A type with named values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enum {
    /// Its identifier.
    pub ident: String,
    /// Documentation.
    pub doc: Vec<String>,
    /// The values on the wire with the identifiers of their variants.
    pub variants: Vec<(String, String)>,
}

/// A Rust type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// Any JSON.
    Value,
    /// `bool`
    Bool,
    /// `i64`
    Integer,
    /// `f64`
    Number,
    /// `String`
    String,
    /// A point in time.
    Timestamp,
    /// A calendar date.
    Date,
    /// The content of a file.
    File,
    /// A whole number that names one thing of its kind.
    Id,
    /// A whole number that names one thing within what holds it.
    Iid,
    /// A number or a text that names a thing.
    IdOrPath,
    /// A struct of the API.
    Struct(String),
    /// An enumeration of the API.
    Enum(String),
    /// A value of an enumeration of the API, or another text.
    Open(String),
    /// A list.
    List(Box<Type>),
    /// Texts with values.
    Map(Box<Type>),
    /// The same on the heap, for a type that contains itself.
    Boxed(Box<Type>),
    /// A value that an update may also leave as it is or take away.
    Change(Box<Type>),
}

impl Type {
    /// The type of the value, where one may also be taken away.
    pub fn unchanged(&self) -> &Self {
        match self {
            Self::Change(inner) => inner,
            ty => ty,
        }
    }

    /// Whether the type has a value to begin with.
    pub fn has_default(&self) -> bool {
        !matches!(self, Self::Open(_) | Self::Enum(_) | Self::IdOrPath)
    }

    /// Whether an empty text is a value of the type.
    pub fn may_be_empty(&self) -> bool {
        matches!(self.unchanged(), Self::String | Self::Value)
    }

    /// Whether the client takes everything that converts into the type.
    pub fn is_made_of_others(&self) -> bool {
        matches!(
            self,
            Self::Value
                | Self::String
                | Self::Timestamp
                | Self::Date
                | Self::Id
                | Self::Iid
                | Self::IdOrPath
                | Self::Open(_)
        )
    }

    /// The same with listed values only, where the server refuses others: in a value or a list,
    /// not inside of an object.
    pub(super) fn closed(self) -> Self {
        match self {
            Self::Open(name) => Self::Enum(name),
            Self::List(inner) => Self::List(Box::new(inner.closed())),
            ty => ty,
        }
    }
}
