//! Names that generated code uses itself, by scope. A name from the documents that is one of
//! them gets an underscore at its end.

use docbind_templates::FEATURES;

/// The cargo feature that switches on every resource.
pub(crate) const ALL: &str = "all";

/// The cargo feature that is on where nobody asks for less.
const DEFAULT: &str = "default";

/// Names that a module or its file cannot have: Windows has devices of most of them.
const FILES: &[&str] = &[
    "aux", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt1",
    "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "nul", "prn", "std",
];

/// Methods of the client and the server beside those that lead to resources.
const METHODS: &[&str] = &[
    "base_url",
    "builder",
    "clone",
    "for_api",
    "into_router",
    "mount",
    "new",
    "raw",
    "replace",
    "replace_with",
    "with",
    "with_sudo",
];

/// What no resource is called: its name is that of modules, methods and a cargo feature.
pub(super) fn resources() -> Vec<String> {
    let features = FEATURES.iter().map(|feature| feature.name);
    [FILES, METHODS, &[ALL, DEFAULT]]
        .concat()
        .into_iter()
        .chain(features)
        // Cargo tells `native-tls` from `native_tls`, people do not.
        .map(|name| name.replace('-', "_"))
        .collect()
}

/// What no module of a type is called that stands beside those of these resources.
pub(super) fn type_modules<'a>(resources: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    FILES.iter().copied().chain(resources).collect()
}

/// Functions of credentials beside the schemes' own.
pub(super) const CREDENTIALS: &[&str] = &["along_with", "clone", "fmt", "new"];

/// Methods of a resource's handle beside the operations.
pub(super) const OPERATIONS: &[&str] = &["clone", "new"];

/// Types in scope beside the handle and the calls of a resource.
pub(super) const CALLS: &[&str] = &[
    "Answer",
    "Answers",
    "Arc",
    "BTreeMap",
    "Box",
    "Bytes",
    "Call",
    "Client",
    "Content",
    "Failure",
    "Into",
    "IntoIterator",
    "Ok",
    "Option",
    "Outcome",
    "Parameters",
    "Parts",
    "Rendered",
    "Reply",
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

/// The field of a type that keeps what no other field takes.
pub const UNKNOWN_KEYS: &str = "unknown_keys";

/// The argument of an operation that takes its body as it is, or as one value.
pub(crate) const RAW_BODY: &str = "body";

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
