//! Types of the spec to Rust types; the modules they live in are decided in `modules`, what is
//! said about them in `docs`.

mod docs;
mod modules;

use std::collections::{BTreeMap, BTreeSet};

use docbind_spec::{
    AnswerRules, ApiSpec, Field as SpecField, FieldPresence as Decided, PresenceRule, Schema,
    TypeDef, UnknownKeys,
};

use super::ids::Ids;
use super::params::in_json;
use super::secrets::is_secret;
use super::{Field, FieldPresence, LowerError, Struct, Type};
use crate::names::{EnumKey, EnumOwner, Names, UNKNOWN_KEYS};
use docs::Mentions;
pub(super) use docs::documented_at;

/// How often a field must have been seen to be plain.
const STRONG_EVIDENCE: u32 = 3;

/// The types of a spec.
pub(super) struct Types<'a> {
    pub(super) spec: &'a ApiSpec,
    pub(super) names: &'a Names,
    /// Place of a type in the spec.
    index: BTreeMap<&'a str, usize>,
    /// The types that are only sent, never answered.
    sent: BTreeSet<&'a str>,
    ids: Ids<'a>,
    /// What mentions each type of the spec.
    mentions: Vec<Mentions>,
}

impl<'a> Types<'a> {
    pub(super) fn new(spec: &'a ApiSpec, names: &'a Names) -> Self {
        let index = spec
            .types
            .iter()
            .enumerate()
            .map(|(index, definition)| (definition.name.as_str(), index))
            .collect();
        let (sent, answered) = (spec.sent_types(), spec.answered_types());
        let mut types = Self {
            spec,
            names,
            index,
            sent: sent.difference(&answered).copied().collect(),
            ids: Ids::new(spec),
            mentions: Vec::new(),
        };
        types.mentions = types.find_mentions();
        types
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
        index.is_some_and(|index| self.has_no_fields(*index))
    }

    /// Whether the documents show no field of the type at this place.
    fn has_no_fields(&self, index: usize) -> bool {
        let definition = self.spec.types.get(index);
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
        Ok(Struct {
            ident: names.name.clone(),
            doc: self.documentation(index, definition),
            fields,
            unknown: self.keeps_unknown().then(|| UNKNOWN_KEYS.to_owned()),
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
        let mut ty = match &field.schema {
            // A list that was always empty tells nothing, not even that it is one.
            Schema::Array(items) if **items == Schema::Any => Type::Value,
            schema => in_json(self.rust(schema, &owner, &at)?),
        };
        let mut presence = if self.sent.contains(definition.name.as_str()) {
            presence_of_sent(field, &ty)
        } else {
            presence(field, &ty, self.spec.answers)
        };
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
            quoted: (field.quoted > 0 || self.keeps_unknown())
                && matches!(
                    ty,
                    Type::Bool | Type::Integer | Type::Number | Type::Id | Type::Iid
                ),
            secret: is_secret(&field.name, &ty),
            doc: field.description.clone(),
            ty,
            presence,
        })
    }

    /// Whether types have a place for keys that they do not know. Such a type is not read field by
    /// field, so that each field itself must be lenient.
    fn keeps_unknown(&self) -> bool {
        self.spec.answers.unknown_keys == UnknownKeys::Keep
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

fn presence(field: &SpecField, ty: &Type, rules: AnswerRules) -> FieldPresence {
    // A struct has a default; what has none itself can only be part of it as an option.
    let always = field.absent == 0 && field.null == 0;
    // What refers to another thing is the first to be missing, and has no default that says so.
    let strong = field.seen >= STRONG_EVIDENCE && !matches!(ty, Type::Struct(_));
    let plain = match (field.presence, rules.presence) {
        (Some(decided), _) => decided == Decided::Required,
        (None, PresenceRule::Strict) => always,
        (None, PresenceRule::Lenient) => {
            always && strong && field.quoted == 0 && rules.unknown_keys == UnknownKeys::Ignore
        }
    };
    if *ty == Type::Value {
        FieldPresence::Raw
    } else if ty.has_default() && plain {
        FieldPresence::Plain
    } else {
        FieldPresence::Optional
    }
}

/// What is sent is not read from a server that may leave things out: a field is there where it
/// must be, if it has a value to begin with.
fn presence_of_sent(field: &SpecField, ty: &Type) -> FieldPresence {
    if field.presence == Some(Decided::Required) && ty.has_default() {
        FieldPresence::Demanded
    } else if *ty == Type::Value {
        FieldPresence::Raw
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
    use docbind_spec::{
        AnswerRules, Field as SpecField, FieldPresence as Decided, PresenceRule, Schema,
        UnknownKeys,
    };

    use super::{FieldPresence, Type, presence};

    #[test]
    fn evidence_decides_presence() {
        let (lenient, strict) = (PresenceRule::Lenient, PresenceRule::Strict);
        let (required, optional) = (Some(Decided::Required), Some(Decided::Optional));
        for (counts, decided, rule, ty, expected) in [
            (
                [3, 0, 0, 0],
                None,
                lenient,
                Type::String,
                FieldPresence::Plain,
            ),
            (
                [2, 0, 0, 0],
                None,
                lenient,
                Type::String,
                FieldPresence::Optional,
            ),
            (
                [9, 1, 0, 0],
                None,
                lenient,
                Type::String,
                FieldPresence::Optional,
            ),
            (
                [9, 0, 1, 0],
                None,
                lenient,
                Type::String,
                FieldPresence::Optional,
            ),
            (
                [9, 0, 0, 1],
                None,
                lenient,
                Type::Bool,
                FieldPresence::Optional,
            ),
            (
                [9, 0, 0, 0],
                None,
                lenient,
                Type::Struct("A".to_owned()),
                FieldPresence::Optional,
            ),
            ([9, 0, 0, 0], None, lenient, Type::Value, FieldPresence::Raw),
            (
                [1, 0, 0, 0],
                None,
                strict,
                Type::Struct("A".to_owned()),
                FieldPresence::Plain,
            ),
            (
                [1, 1, 0, 0],
                None,
                strict,
                Type::String,
                FieldPresence::Optional,
            ),
            (
                [1, 8, 0, 0],
                required,
                lenient,
                Type::String,
                FieldPresence::Plain,
            ),
            (
                [9, 0, 0, 0],
                optional,
                strict,
                Type::String,
                FieldPresence::Optional,
            ),
        ] {
            let [seen, absent, null, quoted] = counts;
            let field = SpecField {
                name: "a".to_owned(),
                schema: Schema::Any,
                seen,
                absent,
                null,
                quoted,
                presence: decided,
                default: None,
                description: None,
                evidence: Vec::new(),
            };
            let rules = AnswerRules {
                presence: rule,
                unknown_keys: UnknownKeys::Ignore,
            };
            assert_eq!(presence(&field, &ty, rules), expected, "{counts:?} {ty:?}");
        }
    }
}
