//! A spec as an OpenAPI document.
//!
//! What comes in: a validated [`ApiSpec`]. What goes out: a JSON value whose keys are in a fixed
//! order. No file is written here, and nothing is added that the spec does not say: what OpenAPI
//! has no word for stands under `x-` keys.
//!
//! - `x-source`: the sections of the documents, `file#anchor`.
//! - `x-presence: unstated`, `x-condition`: the documents do not say whether it must be sent, or
//!   attach a condition.
//! - `x-evidence: example`: known only from an example: a body, a call, an address with a value
//!   filled in.
//! - `x-default`: a documented default that is not of the documented type.
//! - `x-aliases`: other paths on which an operation is answered, as documented paths are written.
//! - `x-documented-name`: a path parameter renamed to that of the first operation on its path.
//! - `x-security`: the security schemes of an operation, those included whose credential is one
//!   of its parameters.
//! - `x-common-parameters`: the parameters that all operations have, or all lists, where they
//!   stand apart from the operations' own.
//! - `x-additional-operations`: operations of a path whose methods OpenAPI does not know.
//! - `x-corrections`: what a human decision replaced.
//!
//! A field of a response is `required` where at least three examples show it and none lacks it.
//! A point in time has `format: date-time`; documents also print points in time that no strict
//! reader takes, and examples keep them as printed.

mod body;
mod component;
mod object;
mod parameter;
mod path;
mod schema;
mod security;

use std::collections::BTreeSet;

use docbind_spec::{ApiSpec, Correction, Operation};
use serde_json::{Value, json};

use object::Object;
use path::{Template, Templates};

/// The versions of OpenAPI that can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OpenApiVersion {
    /// 3.0.3, which most tools read.
    V3_0_3,
    /// 3.1.0, whose schemas are JSON Schema.
    V3_1,
}

impl OpenApiVersion {
    /// The version as it stands in a document.
    ///
    /// ```
    /// use docbind::emit::openapi::OpenApiVersion;
    /// assert_eq!(OpenApiVersion::V3_1.as_str(), "3.1.0");
    /// ```
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V3_0_3 => "3.0.3",
            Self::V3_1 => "3.1.0",
        }
    }
}

/// Where the parameters stand that all operations have, or all lists: those for paging, and the
/// one by which one acts as another user. They are components in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum CommonParameters {
    /// Apart from the operations' own, as in the documents: operations point to them under
    /// `x-common-parameters`.
    #[default]
    Apart,
    /// Among the parameters of each operation, for tools that look nowhere else.
    Inline,
}

/// The OpenAPI document of a spec. The same spec gives the same document, key for key. Of two
/// operations with the same method and anonymous path, which no valid spec has, the first is
/// shown.
///
/// ```
/// use docbind::emit::openapi::{CommonParameters, OpenApiVersion, export};
/// use docbind::pipeline::{ReadOptions, read_docs};
/// use docbind::source::{SourceFile, SourceSet};
/// let text = "## List books\n\n```\nGET /books\n```\n";
/// let pages = SourceSet::new(vec![SourceFile { path: "a.md".to_owned(), text: text.to_owned() }]);
/// let spec = read_docs(&pages, &ReadOptions { name: "library".to_owned(), ..Default::default() }).spec;
/// let document = export(&spec, OpenApiVersion::V3_1, CommonParameters::Apart);
/// assert_eq!(document["paths"]["/books"]["get"]["summary"], "List books");
/// ```
pub fn export(spec: &ApiSpec, version: OpenApiVersion, common: CommonParameters) -> Value {
    let title = spec.title.as_deref().unwrap_or(&spec.name);
    Object::new()
        .set("openapi", version.as_str())
        .set(
            "info",
            json!({ "title": title, "version": api_version(spec) }),
        )
        .set("servers", json!([{ "url": server(spec) }]))
        .set_filled("tags", tags(spec))
        .set("paths", paths(spec, version, common))
        .set_filled("components", component::components(spec, version))
        .set_filled("security", security::requirements(spec))
        .into()
}

/// Whether an operation's path begins with a root of its own instead of following the base path.
fn has_other_root(spec: &ApiSpec, operation: &Operation) -> bool {
    spec.api.other_roots.iter().any(|root| {
        let root = root.trim_end_matches('/');
        operation
            .path
            .strip_prefix(root)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

fn server(spec: &ApiSpec) -> &str {
    match spec.api.base_path.as_deref() {
        None | Some("") => "/",
        Some(base) => base,
    }
}

/// The version in the base path, such as `v3`; OpenAPI demands one, so `1` where none is known.
fn api_version(spec: &ApiSpec) -> &str {
    server(spec)
        .split('/')
        .rev()
        .find(|part| {
            part.strip_prefix('v')
                .is_some_and(|digits| digits.starts_with(|c: char| c.is_ascii_digit()))
        })
        .unwrap_or("1")
}

fn tags(spec: &ApiSpec) -> Vec<Value> {
    let resources = spec.resources().into_iter();
    resources
        .map(|resource| json!({ "name": resource.name }))
        .collect()
}

fn paths(spec: &ApiSpec, version: OpenApiVersion, common: CommonParameters) -> Object {
    let mut paths = Object::new();
    let mut templates = Templates::default();
    let mut ids = BTreeSet::new();
    for one in &spec.operations {
        let template = templates.template(one);
        let method = one.method.as_str().to_ascii_lowercase();
        let id = unique_id(one, &mut ids);
        let mut shared = component::paging_references(spec, one);
        shared.extend(component::sudo_reference(spec, one));
        let (inline, apart) = match common {
            CommonParameters::Inline => (shared, Vec::new()),
            CommonParameters::Apart => (Vec::new(), shared),
        };
        let operation = operation(spec, one, &template, id, version, inline)
            .set_filled("x-common-parameters", apart);
        let Value::Object(item) = paths.entry(&template.path) else {
            continue;
        };
        if item.is_empty() && has_other_root(spec, one) {
            item.insert("servers".to_owned(), json!([{ "url": "/" }]));
        }
        if one.method.is_custom() {
            let others = item.entry("x-additional-operations");
            let others = others.or_insert_with(|| json!({}));
            others[one.method.as_str()] = operation.into();
            continue;
        }
        item.entry(method).or_insert_with(|| operation.into());
    }
    paths
}

/// `resource.id`; with the method and, if need be, the path where that is taken.
fn unique_id(operation: &Operation, ids: &mut BTreeSet<String>) -> String {
    let mut id = format!("{}.{}", operation.resource, operation.id);
    let method = operation.method.as_str().to_ascii_lowercase();
    let mut suffixes = std::iter::once(method).chain(
        operation
            .path
            .split('/')
            .map(|part| part.replace(|c: char| !c.is_ascii_alphanumeric(), "_")),
    );
    while !ids.insert(id.clone()) {
        id.push('_');
        id.push_str(&suffixes.next().unwrap_or_default());
    }
    id
}

fn operation(
    spec: &ApiSpec,
    operation: &Operation,
    template: &Template,
    id: String,
    version: OpenApiVersion,
    inline: Vec<Value>,
) -> Object {
    let descriptions: Vec<&str> = operation
        .sections
        .iter()
        .filter_map(|section| section.description.as_deref())
        .collect();
    let sources: Vec<&str> = operation
        .sections
        .iter()
        .map(|section| section.source.0.as_str())
        .collect();
    let mut parameters = parameter::parameters(&operation.parameters, template, version);
    parameters.extend(inline);
    let corrections: Vec<Value> = operation.corrections.iter().map(correction).collect();
    Object::new()
        .set("operationId", id)
        .set("tags", json!([operation.resource]))
        .set_some(
            "summary",
            operation
                .sections
                .first()
                .map(|section| section.title.as_str()),
        )
        .set_some(
            "description",
            (!descriptions.is_empty()).then(|| descriptions.join("\n\n")),
        )
        .flag("deprecated", operation.deprecated)
        .set_filled("parameters", parameters)
        .set_some("requestBody", body::request_body(operation, version))
        .set("responses", body::responses(spec, operation, version))
        .merge(security::of_operation(spec, operation))
        .set_filled("x-aliases", operation.aliases.clone())
        .set_filled("x-source", sources)
        .set_filled("x-corrections", corrections)
}

fn correction(correction: &Correction) -> Value {
    json!({
        "source": correction.source.0,
        "subject": correction.subject,
        "documented": correction.documented,
        "reason": correction.reason,
    })
}
