//! The only maker of Rust identifiers and of names that specs keep.
//!
//! What comes in: a validated [`ApiSpec`]. What goes out: [`Names`], which has an identifier for
//! every resource, operation, parameter, type, field and enumeration of it. How an identifier is
//! made stands in `ident`, how clashes are resolved in `scope`; nothing is ever numbered.

mod credentials;
#[cfg(feature = "serve")]
mod documented;
mod enums;
mod ident;
pub mod mint;
mod noun;
mod reserved;
pub(crate) use reserved::RAW_BODY;
pub use reserved::UNKNOWN_KEYS;
mod scope;

use std::collections::BTreeMap;

use docbind_spec::{ApiSpec, Location, Operation, TypeDef};

pub use enums::{EnumKey, EnumNames, EnumOwner, one_or_many, values_of};

#[cfg(feature = "serve")]
pub(crate) use documented::as_documented;
pub(crate) use ident::is_reserved_crate;
pub(crate) use reserved::ALL;

use crate::status::standard_phrase;
use ident::Case;
use scope::{Claim, Clash};

/// The identifiers of a spec. The lists are as long as those of the spec and in the same order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    /// By name of the resource.
    pub resources: BTreeMap<String, ResourceNames>,
    /// Those of [`ApiSpec::operations`].
    pub operations: Vec<OperationNames>,
    /// Those of [`ApiSpec::types`].
    pub types: Vec<TypeNames>,
    /// Those of the enumerations.
    pub enums: BTreeMap<EnumKey, EnumNames>,
    /// Those of the constructors of credentials: one per scheme and place, in order, without the
    /// places that are parameters of operations.
    pub credentials: Vec<CredentialNames>,
}

/// The identifiers of a constructor of a credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CredentialNames {
    /// The function.
    pub function: String,
    /// The arguments for [`SecurityScheme::along_with`](docbind_spec::SecurityScheme::along_with).
    pub along_with: Vec<String>,
}

/// The identifiers of a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceNames {
    /// Its modules, the method that leads to it, and its cargo feature.
    pub module: String,
    /// The type that has its operations as methods.
    pub handle: String,
}

/// The identifiers of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperationNames {
    /// The method.
    pub method: String,
    /// The type of its call, unique within the resource.
    pub call: String,
    /// The type of its answers where the documents state several, unique within the resource.
    pub answers: String,
    /// The constant with its data, unique within the resource.
    pub constant: String,
    /// Those of [`Operation::parameters`]: arguments, setters and fields alike.
    pub parameters: Vec<String>,
}

/// The identifiers of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeNames {
    /// The type.
    pub name: String,
    /// Its module, where it has one of its own.
    pub module: String,
    /// Those of [`TypeDef::fields`].
    pub fields: Vec<String>,
}

/// Two things of the spec that would get the same identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{scope}: {first} and {second} would both be named `{name}` in Rust; {remedy}")]
pub struct NameError {
    /// Where the name would have to be unique.
    pub scope: String,
    /// The identifier.
    pub name: String,
    /// The one thing, with its place.
    pub first: String,
    /// The other, with its place.
    pub second: String,
    /// What to do about it.
    pub remedy: &'static str,
}

/// Gives everything in a spec its identifier.
///
/// ```
/// use docbind_spec::{ApiSpec, Content, Conventions, FORMAT};
/// let spec = ApiSpec {
///     format: FORMAT,
///     name: "music".to_owned(),
///     title: None,
///     content: Content::Full,
///     api: Conventions::default(),
///     operations: Vec::new(),
///     answers: Default::default(),
///     types: Vec::new(),
///     ignored: Vec::new(),
/// };
/// assert!(docbind::names::assign(&spec)?.resources.is_empty());
/// # Ok::<(), docbind::names::NameError>(())
/// ```
pub fn assign(spec: &ApiSpec) -> Result<Names, NameError> {
    let resources = assign_resources(spec)?;
    let operations = assign_operations(spec)?;
    let (types, enums) = enums::assign_types(spec, &resources)?;
    Ok(Names {
        resources,
        operations,
        types,
        enums,
        credentials: credentials::assign_credentials(spec)?,
    })
}

fn assign_resources(spec: &ApiSpec) -> Result<BTreeMap<String, ResourceNames>, NameError> {
    let list = spec.resources();
    let claims: Vec<_> = list
        .iter()
        .map(|resource| Claim::required(resource.name, "resource".to_owned(), Case::Snake))
        .collect();
    let reserved = reserved::resources();
    let reserved: Vec<&str> = reserved.iter().map(String::as_str).collect();
    let modules = scope::resolve(&claims, &reserved)
        .map_err(|clash| clash.into_error("resources".to_owned(), RESOURCE_REMEDY))?;
    Ok(list
        .into_iter()
        .zip(modules)
        .map(|(resource, module)| {
            let handle = handle(resource.name);
            (resource.name.to_owned(), ResourceNames { module, handle })
        })
        .collect())
}

/// The type that has the operations of a resource.
fn handle(resource: &str) -> String {
    ident::avoid(ident::best(resource, Case::Camel), reserved::CALLS)
}

const RESOURCE_REMEDY: &str =
    "add an override with `set: {resource: …}` for the sections of one of them";
const OPERATION_REMEDY: &str = "add an override with `set: {id: …}` for one of the two sections";
const TYPE_REMEDY: &str = "rename one of the types in the spec, or give the operation of one an override with `set: {id: …}`";
const PARAMETER_REMEDY: &str =
    "add an override with `set: {parameter: {name: …, rename: …}}` or `remove_parameter`";

fn assign_operations(spec: &ApiSpec) -> Result<Vec<OperationNames>, NameError> {
    let mut all = vec![None; spec.operations.len()];
    for resource in spec.resources() {
        let places = resource.operations.iter();
        let members: Vec<&Operation> = places.filter_map(|it| spec.operations.get(*it)).collect();
        let names = resource_operations(spec, resource.name, &members)?;
        for (place, names) in resource.operations.into_iter().zip(names) {
            if let Some(one) = all.get_mut(place) {
                *one = Some(names);
            }
        }
    }
    // Each operation belongs to a resource.
    Ok(all.into_iter().flatten().collect())
}

/// The names of the operations of a resource.
fn resource_operations(
    spec: &ApiSpec,
    resource: &str,
    members: &[&Operation],
) -> Result<Vec<OperationNames>, NameError> {
    let claims: Vec<_> = members
        .iter()
        .map(|operation| Claim::required(&operation.id, place_of(operation), Case::Snake))
        .collect();
    let methods = scope::resolve(&claims, reserved::OPERATIONS).map_err(|clash| {
        clash.into_error(format!("operations of `{resource}`"), OPERATION_REMEDY)
    })?;
    let handle = handle(resource);
    let calls: Vec<String> = members.iter().map(|it| call(it, &handle)).collect();
    let taken: Vec<&str> = calls.iter().chain([&handle]).map(String::as_str).collect();
    let members = members.iter().zip(methods).zip(&calls);
    members
        .map(|((operation, method), call)| {
            Ok(OperationNames {
                method,
                call: call.clone(),
                answers: answers(operation, &taken),
                // No word in capitals is a keyword.
                constant: ident::best(&operation.id, Case::Snake)
                    .trim_end_matches('_')
                    .to_ascii_uppercase(),
                parameters: assign_parameters(spec, operation)?,
            })
        })
        .collect()
}

/// The type of the call of an operation, which stands beside the handle of its resource.
fn call(operation: &Operation, handle: &str) -> String {
    let call = ident::avoid(ident::best(&operation.id, Case::Camel), reserved::CALLS);
    ident::avoid(call, &[handle])
}

/// The type of the answers of an operation, which stands beside those names of its resource.
fn answers(operation: &Operation, taken: &[&str]) -> String {
    ident::avoid(ident::join(&[&operation.id, "answer"], Case::Camel), taken)
}

/// The variant that stands for an answer with a status: named after the standard's phrase, or
/// after the number where the standard has none.
pub(crate) fn status_variant(status: u16) -> String {
    match standard_phrase(status) {
        "" => ident::join(&["status", &status.to_string()], Case::Camel),
        phrase => ident::best(phrase, Case::Camel),
    }
}

/// Where an operation is documented.
fn place_of(operation: &Operation) -> String {
    let request = format!("{} {}", operation.method, operation.path);
    match operation.sections.first() {
        Some(section) => format!("{request}, {}", section.source),
        None => request,
    }
}

/// A parameter of the path keeps its name; others that clash with it or with one another say
/// where they are sent.
fn assign_parameters(spec: &ApiSpec, operation: &Operation) -> Result<Vec<String>, NameError> {
    let claims: Vec<_> = operation
        .parameters
        .iter()
        .map(|parameter| {
            let (location, rank) = match parameter.location {
                Location::Path => ("path", 0),
                Location::Query => ("query", 2),
                Location::Header => ("header", 2),
                Location::Body => ("body", 2),
            };
            let mut claim = Claim::derived(&parameter.name, location.to_owned(), Case::Snake);
            claim.rank += rank;
            let located = ident::join(&[location, &parameter.name], Case::Snake);
            claim.candidates.insert(1, located);
            claim
        })
        .collect();
    let mut reserved = reserved::PARAMETERS.to_vec();
    if let Some(paging) = &spec.api.paging {
        // Where an operation lists the paging parameters themselves, they keep their names.
        let own = |name: &str| name == paging.page.name || name == paging.per_page.name;
        reserved.extend(reserved::PAGING.iter().filter(|name| !own(name)));
    }
    let body = operation.request_body.as_ref();
    if body.is_some_and(|body| body.raw || body.schema.is_some()) {
        reserved.push(reserved::RAW_BODY);
    }
    scope::resolve(&claims, &reserved).map_err(|clash| {
        clash.into_error(
            format!("parameters of {}", place_of(operation)),
            PARAMETER_REMEDY,
        )
    })
}

/// The modules of types that stand alone. All get one, so that a type's module does not depend
/// on where others are used.
fn assign_type_modules(
    spec: &ApiSpec,
    resources: &BTreeMap<String, ResourceNames>,
) -> Result<Vec<String>, NameError> {
    let claims: Vec<_> = spec
        .types
        .iter()
        .map(|definition| Claim::required(&definition.name, type_place(definition), Case::Snake))
        .collect();
    let beside = resources.values().map(|names| names.module.as_str());
    scope::resolve(&claims, &reserved::type_modules(beside))
        .map_err(|clash| clash.into_error("modules of types".to_owned(), TYPE_REMEDY))
}

/// Where a type is documented.
fn type_place(definition: &TypeDef) -> String {
    let first = definition.sources.first();
    first.map_or_else(|| "type".to_owned(), ToString::to_string)
}

fn assign_fields(definition: &TypeDef) -> Result<Vec<String>, NameError> {
    let place = definition
        .sources
        .first()
        .map_or_else(|| "field".to_owned(), ToString::to_string);
    let claims: Vec<_> = definition
        .fields
        .iter()
        .map(|field| Claim::derived(&field.name, place.clone(), Case::Snake))
        .collect();
    scope::resolve(&claims, &[UNKNOWN_KEYS]).map_err(|clash| {
        clash.into_error(
            format!("fields of `{}`", definition.name),
            "rename one of the fields in the spec's examples",
        )
    })
}

impl Clash {
    fn into_error(self, scope: String, remedy: &'static str) -> NameError {
        NameError {
            scope,
            name: self.name,
            first: self.first,
            second: self.second,
            remedy,
        }
    }
}

#[cfg(test)]
mod tests;
