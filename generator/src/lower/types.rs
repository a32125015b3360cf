//! Types of the spec to Rust types, and the modules they live in.
//!
//! A type lives in the module of the resource whose operations mention it first, in document
//! order, directly or through other types; a type that no operation mentions in the module
//! `shared`. An enumeration of a parameter lives with its resource, one of a field with its
//! type.

use std::collections::{BTreeMap, BTreeSet};

use docbind_spec::{ApiSpec, Field as SpecField, Schema, TypeDef};

use super::ids::Ids;
use super::params::in_json;
use super::{Field, FieldPresence, LowerError, Struct, Type, TypeModule};
use crate::names::{EnumKey, EnumOwner, Names};

/// How often a field must have been seen to be plain.
const STRONG_EVIDENCE: u32 = 3;

/// Name of the module of types that no operation mentions.
const SHARED: &str = "shared";

/// The types of a spec.
pub(super) struct Types<'a> {
    pub(super) spec: &'a ApiSpec,
    pub(super) names: &'a Names,
    /// Place of a type in the spec.
    index: BTreeMap<&'a str, usize>,
    ids: Ids<'a>,
}

impl<'a> Types<'a> {
    pub(super) fn new(spec: &'a ApiSpec, names: &'a Names) -> Self {
        let index = spec
            .types
            .iter()
            .enumerate()
            .map(|(index, definition)| (definition.name.as_str(), index))
            .collect();
        Self {
            spec,
            names,
            index,
            ids: Ids::new(spec),
        }
    }

    /// What is known about identifiers.
    pub(super) fn ids(&self) -> &Ids<'a> {
        &self.ids
    }

    /// The Rust type for a schema; `owner` is what an enumeration in it would belong to.
    pub(super) fn rust(
        &self,
        schema: &Schema,
        owner: &EnumOwner,
        at: &dyn Fn() -> String,
    ) -> Result<Type, LowerError> {
        Ok(match schema {
            Schema::Any => Type::Value,
            Schema::Boolean => Type::Bool,
            Schema::Integer => self.ids.number(owner.name()),
            Schema::Number => Type::Number,
            Schema::String => Type::String,
            Schema::Timestamp => Type::Timestamp,
            Schema::Date => Type::Date,
            Schema::File => Type::File,
            Schema::Enum(values) => self.enumeration(values, owner, at)?,
            Schema::Array(inner) if **inner == Schema::Integer => {
                Type::List(Box::new(self.ids.numbers(owner.name())))
            }
            Schema::Array(inner) => Type::List(Box::new(self.rust(inner, owner, at)?)),
            Schema::Map(inner) => Type::Map(Box::new(self.rust(inner, owner, at)?)),
            // An object of which nothing is known keeps whatever it holds.
            Schema::Ref(name) if self.is_empty(name) => Type::Map(Box::new(Type::Value)),
            Schema::Ref(name) => Type::Struct(self.name(name, at)?),
            Schema::OneOf(variants) => match union(variants) {
                Type::Integer => self.ids.number(owner.name()),
                ty => ty,
            },
        })
    }

    fn enumeration(
        &self,
        values: &[String],
        owner: &EnumOwner,
        at: &dyn Fn() -> String,
    ) -> Result<Type, LowerError> {
        self.names
            .enums
            .get(&EnumKey::new(owner.clone(), values))
            .map(|names| Type::Open(names.name.clone()))
            .ok_or_else(|| LowerError::Unnamed { at: at() })
    }

    /// Whether the documents show no field of a type.
    fn is_empty(&self, name: &str) -> bool {
        let index = self.index.get(name);
        let definition = index.and_then(|index| self.spec.types.get(*index));
        definition.is_some_and(|definition| definition.fields.is_empty())
    }

    fn name(&self, name: &str, at: &dyn Fn() -> String) -> Result<String, LowerError> {
        let index = self
            .index
            .get(name)
            .ok_or_else(|| LowerError::UnknownType {
                at: at(),
                name: name.to_owned(),
            })?;
        let names = self.names.types.get(*index);
        names
            .map(|names| names.name.clone())
            .ok_or_else(|| LowerError::Unnamed { at: at() })
    }

    /// All modules of types, those of resources in order.
    pub(super) fn modules(&self) -> Result<Vec<TypeModule>, LowerError> {
        let homes = self.homes();
        let mut order: Vec<&str> = Vec::new();
        for operation in &self.spec.operations {
            if !order.contains(&operation.resource.as_str()) {
                order.push(&operation.resource);
            }
        }
        if !order.contains(&SHARED) {
            order.push(SHARED);
        }
        let mut modules = Vec::new();
        for home in order {
            let module = self.module(home, &homes)?;
            if !module.structs.is_empty() || !module.enums.is_empty() {
                modules.push(module);
            }
        }
        Ok(modules)
    }

    /// The resource in whose module each type lives.
    fn homes(&self) -> Vec<Option<&'a str>> {
        let mut homes: Vec<Option<&str>> = vec![None; self.spec.types.len()];
        for operation in &self.spec.operations {
            let parameters = operation
                .parameters
                .iter()
                .map(|parameter| &parameter.schema);
            let answers = operation.responses.iter().filter_map(|r| r.schema.as_ref());
            let mut open: Vec<usize> = Vec::new();
            for schema in parameters.chain(answers) {
                self.mentioned(schema, &mut open);
            }
            while let Some(index) = open.pop() {
                let (Some(home), Some(definition)) =
                    (homes.get_mut(index), self.spec.types.get(index))
                else {
                    continue;
                };
                if home.is_none() {
                    *home = Some(&operation.resource);
                    for field in &definition.fields {
                        self.mentioned(&field.schema, &mut open);
                    }
                }
            }
        }
        homes
    }

    /// Adds the places of the types that a schema names.
    fn mentioned(&self, schema: &Schema, out: &mut Vec<usize>) {
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

    fn module(&self, home: &str, homes: &[Option<&str>]) -> Result<TypeModule, LowerError> {
        let resource = self.names.resources.get(home);
        let mut module = TypeModule {
            module: resource.map_or_else(|| SHARED.to_owned(), |names| names.module.clone()),
            doc: if resource.is_some() {
                format!("Types that the operations of `{home}` mention first.")
            } else {
                "Types that no operation mentions.".to_owned()
            },
            structs: Vec::new(),
            enums: Vec::new(),
        };
        let mut seen = BTreeSet::new();
        for (index, definition) in self.spec.types.iter().enumerate() {
            let is_here = homes.get(index).copied().flatten().unwrap_or(SHARED) == home;
            if is_here && !definition.fields.is_empty() {
                module.structs.push(self.structure(index, definition)?);
                self.field_enums(definition, &mut seen, &mut module.enums);
            }
        }
        self.operation_enums(home, &mut seen, &mut module.enums);
        Ok(module)
    }

    fn structure(&self, index: usize, definition: &TypeDef) -> Result<Struct, LowerError> {
        let names = self.names.types.get(index).ok_or(LowerError::Unnamed {
            at: format!("the type `{}`", definition.name),
        })?;
        let fields = definition
            .fields
            .iter()
            .zip(&names.fields)
            .map(|(field, ident)| self.field(index, definition, field, ident))
            .collect::<Result<_, _>>()?;
        let times = if definition.seen == 1 {
            "object"
        } else {
            "objects"
        };
        let mut doc = vec![format!(
            "Inferred from {} documented {times}.",
            definition.seen
        )];
        doc.extend(documented_at(
            definition.sources.iter().map(|source| source.0.as_str()),
        ));
        Ok(Struct {
            ident: names.name.clone(),
            doc,
            fields,
        })
    }

    fn field(
        &self,
        index: usize,
        definition: &TypeDef,
        field: &SpecField,
        ident: &str,
    ) -> Result<Field, LowerError> {
        let owner = EnumOwner::Field {
            type_name: definition.name.clone(),
            name: field.name.clone(),
        };
        let at = || format!("the field `{}` of `{}`", field.name, definition.name);
        let mut ty = in_json(self.rust(&field.schema, &owner, &at)?);
        let mut presence = presence(field, &ty);
        // Only a struct held directly makes a type infinite; lists and maps are on the heap.
        if let Schema::Ref(name) = &field.schema
            && self.reaches(name, index)
        {
            ty = Type::Boxed(Box::new(ty));
            presence = FieldPresence::Optional;
        }
        Ok(Field {
            ident: ident.to_owned(),
            wire: field.name.clone(),
            ty,
            presence,
        })
    }

    /// Whether a type holds another directly, through fields that are types themselves.
    fn reaches(&self, from: &str, target: usize) -> bool {
        let mut open: Vec<usize> = self.index.get(from).copied().into_iter().collect();
        let mut seen = BTreeSet::new();
        while let Some(index) = open.pop() {
            if index == target {
                return true;
            }
            if seen.insert(index)
                && let Some(definition) = self.spec.types.get(index)
            {
                for field in &definition.fields {
                    if let Schema::Ref(name) = &field.schema {
                        open.extend(self.index.get(name.as_str()));
                    }
                }
            }
        }
        false
    }
}

/// How many places a paragraph names.
const SOURCES_SHOWN: usize = 3;

/// A paragraph that says where something is documented.
pub(super) fn documented_at<'a>(sources: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut seen = BTreeSet::new();
    let list: Vec<_> = sources
        .filter(|source| seen.insert(*source))
        .map(|source| format!("`{source}`"))
        .collect();
    let (shown, more) = list.split_at(list.len().min(SOURCES_SHOWN));
    let more = match more.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    (!list.is_empty()).then(|| format!("Documented at {}{more}.", shown.join(", ")))
}

fn presence(field: &SpecField, ty: &Type) -> FieldPresence {
    // A struct has a default; what has none itself can only be part of it as an option.
    if *ty == Type::Value {
        FieldPresence::Raw
    } else if ty.has_default()
        && field.absent == 0
        && field.null == 0
        && field.seen >= STRONG_EVIDENCE
    {
        FieldPresence::Plain
    } else {
        FieldPresence::Optional
    }
}

/// One type for several: a file or anything is a file, a number or text is an id or path, whole
/// and broken numbers are numbers, texts of any kind are texts; for all others there is JSON.
pub(super) fn union(variants: &[Schema]) -> Type {
    let is_text = |schema: &Schema| {
        matches!(
            schema,
            Schema::String | Schema::Timestamp | Schema::Date | Schema::Enum(_)
        )
    };
    let all = |test: &dyn Fn(&Schema) -> bool| variants.iter().all(test);
    if variants.is_empty() {
        Type::Value
    } else if variants.contains(&Schema::File) {
        Type::File
    } else if all(&|schema| matches!(schema, Schema::Integer)) {
        Type::Integer
    } else if all(&is_text) {
        Type::String
    } else if all(&|schema| is_text(schema) || matches!(schema, Schema::Integer)) {
        Type::IdOrPath
    } else if all(&|schema| matches!(schema, Schema::Integer | Schema::Number)) {
        Type::Number
    } else {
        Type::Value
    }
}

#[cfg(test)]
mod tests {
    use super::documented_at;

    #[test]
    fn few_places_are_named() {
        let text = |sources: &[&'static str]| documented_at(sources.iter().copied());
        assert_eq!(text(&[]), None);
        assert_eq!(
            text(&["a", "b", "a"]).as_deref(),
            Some("Documented at `a`, `b`.")
        );
        assert_eq!(
            text(&["a", "b", "c", "d", "e"]).as_deref(),
            Some("Documented at `a`, `b`, `c` and 2 more.")
        );
    }
}
