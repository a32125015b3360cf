//! The modules that types live in, and the cargo features that need them.
//!
//! A type that the operations of one resource mention, directly or through other types, lives in
//! the module of that resource. One that several resources mention has a module of its own,
//! which any of them switches on, so that none needs the operations of another; so has one that
//! no operation mentions, which only [`ALL`] switches on. An enumeration of a parameter lives
//! with its resource, one of a field with its type.

use std::collections::{BTreeMap, BTreeSet};

use docbind_spec::{Operation, Resource, Schema};

use super::Types;
use crate::lower::{LowerError, TypeModule};
use crate::names::ALL;

impl<'a> Types<'a> {
    /// All modules of types: those of resources in order, then those of single types.
    pub(in crate::lower) fn modules(&self) -> Result<Vec<TypeModule>, LowerError> {
        let resources = self.spec.resources();
        let users = self.users(&resources);
        let mut own: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, users) in users.iter().enumerate() {
            if let [only] = users.as_slice() {
                own.entry(only).or_default().push(index);
            }
        }
        let mut modules = Vec::new();
        for resource in &resources {
            let types = own.get(resource.name).map_or(&[][..], Vec::as_slice);
            let module = self.resource_module(resource, types)?;
            if !module.structs.is_empty() || !module.enums.is_empty() {
                modules.push(module);
            }
        }
        for (index, users) in users.iter().enumerate() {
            if users.len() != 1 && !self.has_no_fields(index) {
                modules.push(self.own_module(index, users)?);
            }
        }
        Ok(modules)
    }

    /// The resources that mention each type, in order.
    fn users<'r>(&self, resources: &[Resource<'r>]) -> Vec<Vec<&'r str>> {
        let mut users = vec![Vec::new(); self.spec.types.len()];
        for resource in resources {
            for index in self.mentioned_by(resource) {
                if let Some(users) = users.get_mut(index) {
                    users.push(resource.name);
                }
            }
        }
        users
    }

    /// The places of the types that the operations of a resource mention.
    fn mentioned_by(&self, resource: &Resource<'_>) -> BTreeSet<usize> {
        let mut open: Vec<usize> = Vec::new();
        for operation in self.operations_of(resource) {
            for schema in operation.taken().chain(operation.answered()) {
                self.mentioned(schema, &mut open);
            }
        }
        let mut reached = BTreeSet::new();
        while let Some(index) = open.pop() {
            if reached.insert(index)
                && let Some(definition) = self.spec.types.get(index)
            {
                for field in &definition.fields {
                    self.mentioned(&field.schema, &mut open);
                }
            }
        }
        reached
    }

    /// The operations of a resource.
    pub(in crate::lower) fn operations_of(
        &self,
        resource: &Resource<'_>,
    ) -> impl Iterator<Item = &'a Operation> {
        let places = resource.operations.iter();
        places.filter_map(|place| self.spec.operations.get(*place))
    }

    /// Adds the places of the types that a schema names.
    pub(super) fn mentioned(&self, schema: &Schema, out: &mut Vec<usize>) {
        match schema {
            Schema::Ref(name) => out.extend(self.index.get(name.as_str())),
            Schema::Array(inner) | Schema::Map(inner) => self.mentioned(inner, out),
            Schema::OneOf(variants) => {
                for variant in variants {
                    self.mentioned(variant, out);
                }
            }
            _ => {}
        }
    }

    /// What only one resource needs: its enumerations, and the types at these places.
    fn resource_module(
        &self,
        resource: &Resource<'_>,
        types: &[usize],
    ) -> Result<TypeModule, LowerError> {
        let name = self.feature(resource.name)?;
        let mut module = TypeModule {
            features: vec![name.clone()],
            module: name,
            doc: format!(
                "Types that only the operations of `{}` mention.",
                resource.name
            ),
            structs: Vec::new(),
            enums: Vec::new(),
        };
        let mut seen = BTreeSet::new();
        for &index in types {
            if let Some(definition) = self.spec.types.get(index)
                && !self.has_no_fields(index)
            {
                module.structs.push(self.structure(index, definition)?);
                self.field_enums(definition, &mut seen, &mut module.enums);
            }
        }
        self.operation_enums(resource, &mut seen, &mut module.enums);
        Ok(module)
    }

    /// A type that several resources need, or none.
    fn own_module(&self, index: usize, users: &[&str]) -> Result<TypeModule, LowerError> {
        let unnamed = || LowerError::Unnamed {
            at: format!("the type at place {index}"),
        };
        let definition = self.spec.types.get(index).ok_or_else(unnamed)?;
        let names = self.names.types.get(index).ok_or_else(unnamed)?;
        let (features, doc) = if users.is_empty() {
            let doc = "A type that no operation mentions.".to_owned();
            (vec![ALL.to_owned()], doc)
        } else {
            let features: Result<_, _> = users.iter().map(|user| self.feature(user)).collect();
            let list: Vec<String> = users.iter().map(|user| format!("`{user}`")).collect();
            let doc = format!(
                "A type that several resources mention: {}.",
                list.join(", ")
            );
            (features?, doc)
        };
        let mut enums = Vec::new();
        self.field_enums(definition, &mut BTreeSet::new(), &mut enums);
        Ok(TypeModule {
            module: names.module.clone(),
            features,
            doc,
            structs: vec![self.structure(index, definition)?],
            enums,
        })
    }

    /// The name of a resource's feature, and of its module.
    fn feature(&self, resource: &str) -> Result<String, LowerError> {
        let names = self.names.resources.get(resource);
        names
            .map(|names| names.module.clone())
            .ok_or_else(|| LowerError::Unnamed {
                at: format!("the resource `{resource}`"),
            })
    }
}
