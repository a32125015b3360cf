//! What texts say about the fields of answers: tables and lists below a response, and objects that
//! pages define under headings of their own.
//!
//! What comes in: operations with the types that examples gave their answers. What goes out: the
//! same types with descriptions, with fields that no example shows and with types where examples
//! are silent; answers without an example are of the objects that their texts name. What examples
//! show never changes.

use std::collections::BTreeSet;

use docbind_spec::{Evidence, Field, FieldPresence, Operation, Presence, Schema, Source, TypeDef};

use super::stated;
use crate::assemble::definitions::{Defined, Definitions};
use crate::assemble::operation::Merged;
use crate::extract::facts::{Number, ParamFact, Returned};
use crate::names::mint;

const JSON: &str = "application/json";

/// Takes what texts say about answers.
pub(super) fn answers(
    operations: &mut [Operation],
    merged: &[Merged<'_>],
    definitions: &Definitions<'_>,
    types: &mut Vec<TypeDef>,
) {
    let mut describer = Describer {
        definitions,
        types,
        met: BTreeSet::new(),
    };
    for (operation, merged) in operations.iter_mut().zip(merged) {
        for section in &merged.sections {
            let page = section.source.page();
            if let Some(returned) = &section.endpoint.returns
                && let Some(defined) = definitions.find(&returned.object, page)
            {
                describer.returned(operation, returned, defined);
            }
            let fields = &section.endpoint.answered;
            if !fields.is_empty() {
                describer.listed(operation, fields, &section.source);
            }
        }
    }
}

struct Describer<'p, 'd> {
    definitions: &'p Definitions<'d>,
    types: &'p mut Vec<TypeDef>,
    /// Types with the objects that they took.
    met: BTreeSet<(String, Source)>,
}

impl Describer<'_, '_> {
    /// An answer is an object that is defined elsewhere.
    fn returned(&mut self, operation: &mut Operation, returned: &Returned, defined: &Defined<'_>) {
        let Some(schema) = answer(operation) else {
            return;
        };
        match schema {
            Some(schema) => {
                let fields = &defined.definition.fields;
                if let Some(name) = self.described(schema, fields) {
                    self.take(&name, fields, &defined.source);
                }
            }
            empty => {
                let name = self.defined(defined);
                *empty = Some(several(Schema::Ref(name), returned.number));
                set_json(operation);
            }
        }
    }

    /// The section of an operation lists the fields of its answer.
    fn listed(&mut self, operation: &mut Operation, fields: &[ParamFact], source: &Source) {
        let words = [operation.resource.as_str(), operation.id.as_str(), "answer"];
        let own = mint::object_name(&words);
        let Some(schema) = answer(operation) else {
            return;
        };
        match schema {
            Some(schema) => {
                if let Some(name) = self.described(schema, fields) {
                    self.take(&name, fields, source);
                }
            }
            empty if !self.types.iter().any(|it| it.name == own) => {
                *empty = Some(Schema::Ref(own.clone()));
                self.types.push(new(&own));
                self.take(&own, fields, source);
                set_json(operation);
            }
            _ => {}
        }
    }

    /// The name of the type of a defined object, which other answers may show as well.
    fn defined(&mut self, defined: &Defined<'_>) -> String {
        let name = mint::object_name(&[&mint::singular(&mint::snake(&defined.definition.noun))]);
        if !self.types.iter().any(|it| it.name == name) {
            self.types.push(new(&name));
        }
        self.take(&name, &defined.definition.fields, &defined.source);
        name
    }

    /// The type that the fields describe: the one of the answer, or one in it that has more of
    /// them.
    fn described(&self, schema: &Schema, fields: &[ParamFact]) -> Option<String> {
        let find = |name: &str| self.types.iter().find(|it| it.name == name);
        let outer = find(innermost(schema)?)?;
        let inner = outer
            .fields
            .iter()
            .filter_map(|field| find(innermost(&field.schema)?));
        let common = |definition: &TypeDef| {
            let has = |fact: &&ParamFact| definition.fields.iter().any(|it| it.name == fact.name);
            fields.iter().filter(has).count()
        };
        let mut best = (common(outer), outer);
        for definition in inner {
            if common(definition) > best.0 {
                best = (common(definition), definition);
            }
        }
        (2 * best.0 >= fields.len()).then(|| best.1.name.clone())
    }

    /// Adds what fields say to a type, once for each place that says it.
    fn take(&mut self, name: &str, fields: &[ParamFact], source: &Source) {
        if !self.met.insert((name.to_owned(), source.clone())) {
            return;
        }
        for fact in fields {
            let schema = self.schema(fact, source);
            let Some(definition) = self.types.iter_mut().find(|it| it.name == name) else {
                return;
            };
            let seen = definition.seen;
            let at = definition.fields.iter().position(|it| it.name == fact.name);
            let at = at.unwrap_or_else(|| {
                definition.fields.push(silent(&fact.name, seen));
                definition.fields.len() - 1
            });
            if let Some(field) = definition.fields.get_mut(at) {
                describe(field, fact, schema, source);
            }
        }
        if let Some(definition) = self.types.iter_mut().find(|it| it.name == name)
            && !definition.sources.contains(source)
        {
            definition.sources.push(source.clone());
        }
    }

    /// The type that a text gives a field.
    fn schema(&mut self, fact: &ParamFact, source: &Source) -> Schema {
        let named = fact.is_a.as_ref().and_then(|is_a| {
            let defined = self.definitions.find(&is_a.object, source.page())?;
            Some((is_a.number, defined))
        });
        if let Some((number, defined)) = named {
            return several(Schema::Ref(self.defined(defined)), number);
        }
        let stated = fact.schema.as_ref().and_then(|_| {
            let facts = std::iter::once(fact);
            stated::schema(&facts, false).0
        });
        match stated {
            Some(Schema::File) | None => Schema::Any,
            Some(schema) => schema,
        }
    }
}

/// The type of what an operation answers when it succeeds; nothing where that is no JSON.
fn answer(operation: &mut Operation) -> Option<&mut Option<Schema>> {
    let mut responses = operation.responses.iter_mut();
    let response = responses.find(|it| (200..300).contains(&it.status) && it.status != 204)?;
    let json = response.media_type.as_deref().is_none_or(|it| it == JSON);
    let open = response.schema.is_some() || response.examples.is_empty();
    (json && open).then_some(&mut response.schema)
}

fn set_json(operation: &mut Operation) {
    let mut responses = operation.responses.iter_mut();
    let typed = responses.find(|it| it.schema.is_some() && it.media_type.is_none());
    if let Some(response) = typed {
        response.media_type = Some(JSON.to_owned());
    }
}

fn several(schema: Schema, number: Number) -> Schema {
    match number {
        Number::One => schema,
        Number::Many => Schema::Array(Box::new(schema)),
    }
}

fn innermost(schema: &Schema) -> Option<&str> {
    match schema {
        Schema::Ref(name) => Some(name),
        Schema::Array(inner) => innermost(inner),
        _ => None,
    }
}

fn new(name: &str) -> TypeDef {
    TypeDef {
        name: name.to_owned(),
        seen: 0,
        fields: Vec::new(),
        sources: Vec::new(),
        corrections: Vec::new(),
    }
}

/// A field that no example shows.
fn silent(name: &str, objects: u32) -> Field {
    Field {
        name: name.to_owned(),
        schema: Schema::Any,
        seen: 0,
        absent: objects,
        null: 0,
        quoted: 0,
        presence: None,
        default: None,
        description: None,
        evidence: Vec::new(),
    }
}

/// Adds what a text says about a field. Where examples are silent, the text gives the type.
fn describe(field: &mut Field, fact: &ParamFact, schema: Schema, source: &Source) {
    if field.schema == Schema::Any {
        field.schema = schema;
    }
    if field.description.is_none() {
        field.description.clone_from(&fact.description);
    }
    if fact.presence == Presence::Optional {
        field.presence = Some(FieldPresence::Optional);
    }
    let evidence = Evidence {
        witness: fact.witness,
        source: source.clone(),
    };
    if !field.evidence.contains(&evidence) {
        field.evidence.push(evidence);
    }
}
