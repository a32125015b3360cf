//! Whether a spec is sound, so that everything that works from it need not ask again.
//!
//! What comes in: an [`ApiSpec`], read from YAML or just assembled. What goes out: every place
//! where it contradicts itself, in document order. What never happens here: nothing is changed
//! or guessed, and the documents are not judged; texts and examples may hold anything.

mod conventions;
mod names;
mod operation;
mod overrides;
mod types;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

pub use overrides::validate_overrides;

use crate::text::shorten;
use crate::{ApiSpec, Conventions, FORMAT, Method, Operation, PathTemplate};

/// One place where a spec contradicts itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The place, such as `operations[3] books.list: parameters[0] id`. Places are counted
    /// from 0.
    pub path: String,
    /// What is the matter: one line, lower case, no full stop.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.path, self.message, self.help)
    }
}

/// Checks everything that code generation relies on; empty for a sound spec.
///
/// A sound spec has: valid names (the API's in `kebab-case`, resources, operations and security
/// schemes in `snake_case`, types in `UpperCamelCase`), each unique; one operation per method
/// and anonymous path, aliases included, which have the placeholders of their path; path
/// parameters that are exactly the placeholders, in their order and before all others; unique parameters, fields, enum values and alternatives; defined types
/// behind every [`Ref`](crate::Schema::Ref) and defined schemes behind every security name;
/// statuses from 100 to 599; counts that add up; header names and media types that HTTP allows;
/// at least one section per operation.
///
/// ```
/// use docbind_spec::{ApiSpec, Content, FORMAT, validate};
///
/// let spec = ApiSpec {
///     format: FORMAT,
///     name: "Book shop".to_owned(),
///     title: None,
///     content: Content::Full,
///     api: Default::default(),
///     operations: vec![],
///     answers: Default::default(),
///     types: vec![],
///     ignored: vec![],
/// };
/// let violations = validate(&spec);
/// assert_eq!(violations[0].path, "name");
/// assert_eq!(violations[0].message, "`Book shop` is not kebab-case");
/// ```
pub fn validate(spec: &ApiSpec) -> Vec<Violation> {
    let mut findings = Findings::default();
    if spec.format != FORMAT {
        findings.add(
            "format",
            format!(
                "{} is not {FORMAT}, the format of this docbind",
                spec.format
            ),
            "write the spec anew with `docbind spec`",
        );
    }
    if !names::is_kebab(&spec.name) {
        findings.add(
            "name",
            format!("`{}` is not kebab-case", shorten(&spec.name)),
            "write lower-case words of letters and digits with hyphens between, such as `book-shop`",
        );
    }
    conventions::check(&spec.api, &mut findings);
    let known = Known::of(spec);
    for (index, operation) in spec.operations.iter().enumerate() {
        operation::check(
            &place_of(index, operation),
            operation,
            &known,
            &mut findings,
        );
    }
    check_clashes(&spec.operations, &mut findings);
    types::check(&spec.types, &known, &mut findings);
    for (index, ignored) in spec.ignored.iter().enumerate() {
        findings.source(&format!("ignored[{index}]"), &ignored.source);
    }
    findings.violations
}

/// What other parts of a spec may refer to.
struct Known<'a> {
    types: BTreeSet<&'a str>,
    schemes: BTreeSet<&'a str>,
    conventions: &'a Conventions,
}

impl<'a> Known<'a> {
    fn of(spec: &'a ApiSpec) -> Self {
        let schemes = spec.api.security.iter();
        Self {
            types: spec.types.iter().map(|def| def.name.as_str()).collect(),
            schemes: schemes.map(|scheme| scheme.id.as_str()).collect(),
            conventions: &spec.api,
        }
    }
}

/// Operations that cannot be told apart, by name or by request.
fn check_clashes(operations: &[Operation], findings: &mut Findings) {
    let mut by_name: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut by_request: BTreeMap<(Method, String), usize> = BTreeMap::new();
    for (index, operation) in operations.iter().enumerate() {
        let place = place_of(index, operation);
        let name = (operation.resource.as_str(), operation.id.as_str());
        if let Some(first) = by_name.get(&name) {
            findings.add(
                &place,
                format!("operations[{first}] has the same name"),
                "give one of them another name by an override with `set: {id: …}`",
            );
        }
        by_name.entry(name).or_insert(index);

        let request = operation.anonymous_request();
        if let Some(first) = by_request.get(&request) {
            findings.add(
                &place,
                format!("operations[{first}] has the same method and path, names of placeholders aside"),
                "where it is another operation, correct one path by an override with `set: {path: …}`; \
                 otherwise merge the two",
            );
        }
        by_request.entry(request).or_insert(index);
    }
    check_alias_clashes(operations, by_request, findings);
}

/// Aliases that are a path of another operation, or stand twice.
fn check_alias_clashes(
    operations: &[Operation],
    mut by_request: BTreeMap<(Method, String), usize>,
    findings: &mut Findings,
) {
    for (index, operation) in operations.iter().enumerate() {
        for (number, alias) in operation.aliases.iter().enumerate() {
            let request = (operation.method, PathTemplate::parse(alias).anonymous());
            if let Some(first) = by_request.get(&request) {
                findings.add(
                    &format!("{}: aliases[{number}]", place_of(index, operation)),
                    format!(
                        "operations[{first}] is answered at `{}` already",
                        shorten(alias)
                    ),
                    "remove the override with this `set: {alias: …}`, or correct its path",
                );
            }
            by_request.entry(request).or_insert(index);
        }
    }
}

fn place_of(index: usize, operation: &Operation) -> String {
    let name = format!("{}.{}", operation.resource, operation.id);
    format!("operations[{index}] {}", shorten(&name))
}

/// The violations found so far, with the checks that many parts need.
#[derive(Default)]
struct Findings {
    violations: Vec<Violation>,
}

impl Findings {
    fn add(&mut self, path: &str, message: impl Into<String>, help: impl Into<String>) {
        self.violations.push(Violation {
            path: path.to_owned(),
            message: message.into(),
            help: help.into(),
        });
    }

    fn status(&mut self, path: &str, status: u16) {
        if !(100..=599).contains(&status) {
            self.add(
                path,
                format!("{status} is not a status of HTTP"),
                "write a number from 100 to 599",
            );
        }
    }

    fn snake(&mut self, path: &str, name: &str) {
        if !names::is_snake(name) {
            self.add(
                path,
                format!("`{}` is not snake_case", shorten(name)),
                "write lower-case words of letters and digits with `_` between, beginning with a letter",
            );
        }
    }

    fn header(&mut self, path: &str, name: &str) {
        if !names::is_token(name) {
            self.add(
                path,
                format!("`{}` is not a header name of HTTP", shorten(name)),
                "write letters, digits and hyphens",
            );
        }
    }

    fn media_type(&mut self, path: &str, text: &str) {
        if !names::is_media_type(text) {
            self.add(
                path,
                format!("`{}` is not a media type", shorten(text)),
                "write it as in `application/json`",
            );
        }
    }

    /// A name that is sent: anything but nothing, blanks around it and control characters.
    fn sent_name(&mut self, path: &str, name: &str) {
        if name.is_empty() || name.trim() != name || name.contains(char::is_control) {
            self.add(
                path,
                format!("`{}` cannot be a name", shorten(name)),
                "write the name as it is sent, without blanks around it and control characters",
            );
        }
    }

    /// The path of an operation.
    fn path(&mut self, path: &str, text: &str) {
        if !names::is_path(text) {
            self.add(
                path,
                format!("`{}` is not a path", shorten(text)),
                "begin it with a slash, and write no blanks, query and fragment",
            );
        }
    }

    fn source(&mut self, path: &str, source: &crate::Source) {
        if source.page().is_empty() || source.0.contains(char::is_control) {
            self.add(
                path,
                format!("`{}` is not the place of a section", shorten(&source.0)),
                "write `file.md#anchor`, or `file.md` for what stands before the first heading",
            );
        }
    }

    /// A path before those of operations: no placeholders, no slash at the end.
    fn root(&mut self, path: &str, root: &str) {
        let has_placeholder = PathTemplate::parse(root).placeholders().next().is_some();
        if !names::is_path(root) || root.ends_with('/') || has_placeholder {
            self.add(
                path,
                format!("`{}` is not the path of an API", shorten(root)),
                "write it as in `/api/v1`, with a slash before it and none behind, without placeholders",
            );
        }
    }
}
