//! Names that generated code uses itself, by scope. A name from the documents that is one of
//! them gets an underscore at its end.

/// Methods of the client beside those that lead to resources, and modules of the crate.
pub(super) const RESOURCES: &[&str] = &[
    "auth",
    "base_url",
    "builder",
    "clone",
    "core",
    "for_api",
    "into_router",
    "mount",
    "new",
    "options",
    "raw",
    "request",
    "router",
    "send",
    "serde",
    "serde_json",
    "std",
    "sudo",
];

/// Types that stand beside the handles of resources.
pub(super) const HANDLES: &[&str] = &[
    "Answer", "Arc", "Bytes", "Call", "Client", "Failure", "Parts", "Request", "Server",
];

/// Functions of credentials beside the schemes' own.
pub(super) const CREDENTIALS: &[&str] = &["along_with", "clone", "fmt", "new"];

/// Methods of a resource's handle and of a resource's server trait beside the operations.
pub(super) const OPERATIONS: &[&str] = &["authenticate", "clone", "new", "router"];

/// Types in scope beside the calls of a resource.
pub(super) const CALLS: &[&str] = &[
    "Answer",
    "Arc",
    "Box",
    "Bytes",
    "Call",
    "Client",
    "Default",
    "Err",
    "Failure",
    "From",
    "Into",
    "IntoIterator",
    "Iterator",
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

/// Methods of a call beside the setters, and locals beside the arguments.
pub(super) const PARAMETERS: &[&str] = &[
    "call",
    "clone",
    "content",
    "extra_header",
    "into",
    "into_future",
    "parts",
    "raw",
    "read",
    "request",
    "service",
    "sudo",
];

/// Methods of a call that answers pages.
pub(super) const PAGING: &[&str] = &["page", "per_page"];

/// Types in scope beside the types of an API.
pub(super) const TYPES: &[&str] = &[
    "BTreeMap",
    "Box",
    "Date",
    "Default",
    "Deserialize",
    "Err",
    "From",
    "Id",
    "Into",
    "None",
    "Ok",
    "Option",
    "Result",
    "Serialize",
    "Some",
    "String",
    "Timestamp",
    "ToString",
    "Vec",
];

/// Variants of an open enumeration beside the documented values.
pub(super) const VARIANTS: &[&str] = &["Other"];
