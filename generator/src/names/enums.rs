//! Names of types and enumerations, which share one scope.
//!
//! Types have the names that the spec gives them. An enumeration is named after what it belongs
//! to: `{Resource}{Parameter}`, `{Type}{Field}` or `{Resource}Answer`. The same values under the same parameter name
//! are one enumeration of the resource; where one resource has two such sets, the first keeps
//! the short name, and the name of the other begins with its operation.

use std::collections::BTreeMap;

use docbind_spec::{ApiSpec, Schema};

use super::ident::{self, Case};
use super::scope::{self, Claim};
use super::{
    NameError, RAW_BODY, ResourceNames, TYPE_REMEDY, TypeNames, assign_fields, assign_type_modules,
    reserved, type_place,
};

/// What makes two enumerations the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct EnumKey {
    owner: EnumOwner,
    /// Ordered, each once.
    values: Vec<String>,
}

/// What an enumeration belongs to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum EnumOwner {
    /// The parameters of one name of a resource.
    Parameter {
        /// The resource.
        resource: String,
        /// Name of the parameters.
        name: String,
    },
    /// What the operations of a resource answer, where that is no more than a value.
    Answer {
        /// The resource.
        resource: String,
    },
    /// A field of a type.
    Field {
        /// The type.
        type_name: String,
        /// The field.
        name: String,
    },
}

impl EnumOwner {
    /// Name of the parameters or of the field, as it is sent; empty for an answer.
    pub fn name(&self) -> &str {
        match self {
            Self::Parameter { name, .. } | Self::Field { name, .. } => name,
            Self::Answer { .. } => "",
        }
    }
}

/// The identifiers of an enumeration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnumNames {
    /// The type.
    pub name: String,
    /// Its values with their variants, each value once, in documented order.
    pub variants: Vec<(String, String)>,
}

impl EnumKey {
    /// The key of an enumeration with these values.
    pub fn new(owner: EnumOwner, values: &[String]) -> Self {
        let mut values = values.to_vec();
        values.sort();
        values.dedup();
        Self { owner, values }
    }
}

/// The values of the enumeration inside a type of a parameter or field, if there is one.
pub fn values_of(schema: &Schema) -> Option<&[String]> {
    match schema {
        Schema::Enum(values) => Some(values),
        Schema::Array(inner) | Schema::Map(inner) => values_of(inner),
        _ => None,
    }
}

/// What is sent once or several times by a parameter of this type: `a` of "`a` or a list of `a`".
pub fn one_or_many(schema: &Schema) -> Option<&Schema> {
    let Schema::OneOf(variants) = schema else {
        return None;
    };
    let mut single = variants
        .iter()
        .filter(|variant| !matches!(variant, Schema::Array(_)));
    let item = single.next()?;
    let lists = |variant: &Schema| match variant {
        Schema::Array(inner) => **inner == *item || **inner == Schema::Any,
        other => other == item,
    };
    let is_list = |variant: &Schema| matches!(variant, Schema::Array(_));
    (variants.iter().any(is_list) && variants.iter().all(lists)).then_some(item)
}

/// The enumerations of a spec, called what they belong to, with their values as they are sent.
#[cfg(feature = "serve")]
pub(super) fn as_documented(spec: &ApiSpec) -> BTreeMap<EnumKey, EnumNames> {
    let found = find(spec).into_iter();
    let named = found.map(|Found { key, values, .. }| {
        let mut variants: Vec<(String, String)> = Vec::new();
        for value in values {
            if !variants.iter().any(|(known, _)| known == value) {
                variants.push((value.clone(), value.clone()));
            }
        }
        let name = key.owner.name().to_owned();
        (key, EnumNames { name, variants })
    });
    named.collect()
}

struct Found<'a> {
    key: EnumKey,
    values: &'a [String],
    claim: Claim,
}

/// The names of all types and enumerations.
pub(super) fn assign_types(
    spec: &ApiSpec,
    resources: &BTreeMap<String, ResourceNames>,
) -> Result<(Vec<TypeNames>, BTreeMap<EnumKey, EnumNames>), NameError> {
    let mut claims: Vec<_> = spec
        .types
        .iter()
        .map(|definition| Claim::required(&definition.name, type_place(definition), Case::Camel))
        .collect();
    let found = find(spec);
    claims.extend(found.iter().map(|found| found.claim.clone()));
    let names = scope::resolve(&claims, reserved::TYPES)
        .map_err(|clash| clash.into_error("types".to_owned(), TYPE_REMEDY))?;
    let (type_names, enum_names) = names.split_at(spec.types.len().min(names.len()));
    let types = spec
        .types
        .iter()
        .zip(type_names)
        .zip(assign_type_modules(spec, resources)?)
        .map(|((definition, name), module)| {
            Ok(TypeNames {
                name: name.clone(),
                module,
                fields: assign_fields(definition)?,
            })
        })
        .collect::<Result<_, NameError>>()?;
    let enums = found
        .into_iter()
        .zip(enum_names)
        .map(|(found, name)| {
            let variants = assign_variants(name, found.values)?;
            let names = EnumNames {
                name: name.clone(),
                variants,
            };
            Ok((found.key, names))
        })
        .collect::<Result<_, NameError>>()?;
    Ok((types, enums))
}

/// Every enumeration once, in document order.
fn find(spec: &ApiSpec) -> Vec<Found<'_>> {
    let mut found: Vec<Found<'_>> = Vec::new();
    let mut add = |owner: EnumOwner, schema, short: &[&str], long: &[&str]| {
        let Some(values) = values_of(schema) else {
            return;
        };
        let key = EnumKey::new(owner, values);
        if found.iter().any(|known| known.key == key) {
            return;
        }
        let first = !found.iter().any(|known| known.key.owner == key.owner);
        let short = ident::join(short, Case::Camel);
        let long = ident::join(long, Case::Camel);
        found.push(Found {
            key,
            values,
            claim: Claim {
                wire: short.clone(),
                place: "enumeration".to_owned(),
                rank: 1,
                candidates: if first { vec![short, long] } else { vec![long] },
            },
        });
    };
    for operation in &spec.operations {
        for parameter in &operation.parameters {
            let owner = EnumOwner::Parameter {
                resource: operation.resource.clone(),
                name: parameter.name.clone(),
            };
            let (resource, name) = (&operation.resource, &parameter.name);
            add(
                owner,
                one_or_many(&parameter.schema).unwrap_or(&parameter.schema),
                &[resource, name],
                &[&operation.id, resource, name],
            );
        }
        let body = operation.request_body.iter();
        for schema in body.filter_map(|body| body.schema.as_ref()) {
            let owner = EnumOwner::Parameter {
                resource: operation.resource.clone(),
                name: RAW_BODY.to_owned(),
            };
            let resource = &operation.resource;
            let long = [&operation.id, resource, RAW_BODY];
            add(owner, schema, &[resource, RAW_BODY], &long);
        }
    }
    for definition in &spec.types {
        for field in &definition.fields {
            let owner = EnumOwner::Field {
                type_name: definition.name.clone(),
                name: field.name.clone(),
            };
            add(
                owner,
                &field.schema,
                &[&definition.name, &field.name],
                &[&definition.name, &field.name, "value"],
            );
        }
    }
    for operation in &spec.operations {
        let resource = &operation.resource;
        for schema in operation.responses.iter().filter_map(|r| r.schema.as_ref()) {
            let owner = EnumOwner::Answer {
                resource: resource.clone(),
            };
            let long = [&operation.id, resource, "answer"];
            add(owner, schema, &[resource, "answer"], &long);
        }
    }
    found
}

fn assign_variants(name: &str, values: &[String]) -> Result<Vec<(String, String)>, NameError> {
    let mut distinct: Vec<&String> = Vec::new();
    for value in values {
        if !distinct.contains(&value) {
            distinct.push(value);
        }
    }
    let claims: Vec<_> = distinct
        .iter()
        .map(|value| Claim::derived(value, "value".to_owned(), Case::Camel))
        .collect();
    let variants = scope::resolve(&claims, &[]).map_err(|clash| {
        clash.into_error(
            format!("values of `{name}`"),
            "add an override with `set: {parameter: {name: …, schema: …}}`",
        )
    })?;
    Ok(distinct.into_iter().cloned().zip(variants).collect())
}
