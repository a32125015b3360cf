//! Names that generated code uses itself, by scope. A name from the documents that is one of
//! them gets an underscore at its end.

/// Methods of the client beside those that lead to resources, and modules of the crate.
pub(super) const RESOURCES: &[&str] = &[
    "auth", "base_url", "builder", "clone", "new", "raw", "request", "runtime", "send", "sudo",
    "types",
];

/// Types that stand beside the handles of resources.
pub(super) const HANDLES: &[&str] = &[
    "Api", "Auth", "Client", "Error", "Id", "Page", "Router", "Server",
];

/// Methods of a resource's handle and of a resource's server trait beside the operations.
pub(super) const OPERATIONS: &[&str] = &["authenticate", "clone", "new", "router"];

/// Types in scope beside the calls of a resource.
pub(super) const CALLS: &[&str] = &PRELUDE;

/// Methods of a call beside the setters, and locals beside the arguments.
pub(super) const PARAMETERS: &[&str] = &[
    "call",
    "client",
    "clone",
    "from",
    "header",
    "into",
    "into_future",
    "new",
    "query",
    "request",
    "send",
    "sudo",
    "context",
];

/// Types in scope beside the types of an API.
pub(super) const TYPES: &[&str] = &PRELUDE;

const PRELUDE: [&str; 14] = [
    "Box", "Default", "Err", "From", "Into", "None", "Ok", "Option", "Result", "Some", "String",
    "ToString", "Vec", "Self",
];

/// Variants of an open enumeration beside the documented values.
pub(super) const VARIANTS: &[&str] = &["Other"];
