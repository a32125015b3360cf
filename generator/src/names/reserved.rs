//! Names that generated code uses itself, by scope. A name from the documents that is one of
//! them gets an underscore at its end.

/// Methods of the client and the server beside those that lead to resources, and names that a
/// module or its file cannot have.
pub(super) const RESOURCES: &[&str] = &[
    "aux",
    "base_url",
    "builder",
    "clone",
    "con",
    "for_api",
    "into_router",
    "mount",
    "new",
    "nul",
    "prn",
    "raw",
    "replace",
    "std",
    "with_sudo",
];

/// Functions of credentials beside the schemes' own.
pub(super) const CREDENTIALS: &[&str] = &["along_with", "clone", "fmt", "new"];

/// Methods of a resource's handle beside the operations.
pub(super) const OPERATIONS: &[&str] = &["clone", "new"];

/// Types in scope beside the handle and the calls of a resource.
pub(super) const CALLS: &[&str] = &[
    "Answer",
    "Arc",
    "BTreeMap",
    "Box",
    "Bytes",
    "Call",
    "Client",
    "Failure",
    "Into",
    "IntoIterator",
    "Ok",
    "Option",
    "Parts",
    "Request",
    "Result",
    "Send",
    "Server",
    "String",
    "Sync",
    "Vec",
];

/// Methods of a call beside the setters.
pub(super) const PARAMETERS: &[&str] = &[
    "clone",
    "extra_header",
    "into_future",
    "raw",
    "request",
    "sudo",
    "wait",
];

/// Methods of a call that answers pages.
pub(super) const PAGING: &[&str] = &["page", "per_page"];

/// The argument of an operation that takes its body as it is.
pub(super) const RAW_BODY: &str = "body";

/// Types in scope beside the types of an API.
pub(super) const TYPES: &[&str] = &[
    "BTreeMap",
    "Box",
    "Default",
    "Deserialize",
    "Option",
    "Serialize",
    "String",
    "Vec",
];

/// Variants of an open enumeration beside the documented values.
pub(super) const VARIANTS: &[&str] = &["Other"];
