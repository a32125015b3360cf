//! The enumerations of a module of types.
//!
//! What comes in: types and operations of the spec. What goes out: each of their enumerations
//! once, with its documentation.

use std::collections::BTreeSet;

use docbind_spec::{Resource, Schema, TypeDef};

use super::Enum;
use super::types::Types;
use crate::names::{EnumKey, EnumOwner, one_or_many, values_of};

impl Types<'_> {
    /// Adds the enumerations of the fields of a type.
    pub(super) fn field_enums(
        &self,
        definition: &TypeDef,
        seen: &mut BTreeSet<EnumKey>,
        out: &mut Vec<Enum>,
    ) {
        for field in &definition.fields {
            let owner = EnumOwner::Field {
                type_name: definition.name.clone(),
                name: field.name.clone(),
            };
            let doc = format!("Values of `{}` in `{}`.", field.name, definition.name);
            self.add_enum(&field.schema, owner, vec![doc], seen, out);
        }
    }

    /// Adds the enumerations of what the operations of a resource take and answer.
    pub(super) fn operation_enums(
        &self,
        resource: &Resource<'_>,
        seen: &mut BTreeSet<EnumKey>,
        out: &mut Vec<Enum>,
    ) {
        for operation in self.operations_of(resource) {
            for parameter in &operation.parameters {
                let owner = EnumOwner::Parameter {
                    resource: operation.resource.clone(),
                    name: parameter.name.clone(),
                };
                let doc = vec![
                    format!("Values of the parameter `{}`.", parameter.name),
                    format!(
                        "First mentioned by `{} {}`.",
                        operation.method, operation.path
                    ),
                ];
                let schema = one_or_many(&parameter.schema).unwrap_or(&parameter.schema);
                self.add_enum(schema, owner, doc, seen, out);
            }
            for schema in operation.responses.iter().filter_map(|r| r.schema.as_ref()) {
                let owner = EnumOwner::Answer {
                    resource: operation.resource.clone(),
                };
                let doc = format!("What `{} {}` answers.", operation.method, operation.path);
                self.add_enum(schema, owner, vec![doc], seen, out);
            }
        }
    }

    fn add_enum(
        &self,
        schema: &Schema,
        owner: EnumOwner,
        doc: Vec<String>,
        seen: &mut BTreeSet<EnumKey>,
        out: &mut Vec<Enum>,
    ) {
        let Some(values) = values_of(schema) else {
            return;
        };
        let key = EnumKey::new(owner, values);
        if let Some(names) = self.names.enums.get(&key)
            && seen.insert(key)
        {
            out.push(Enum {
                ident: names.name.clone(),
                doc,
                variants: names.variants.clone(),
            });
        }
    }
}
