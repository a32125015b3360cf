//! Types of what is sent: parameters that are objects, and bodies that are lists of objects.
//!
//! What comes in: operations with their names, and what the sections say and show of each
//! parameter. What goes out: the types of parameters and bodies, and named types for the objects
//! in them. A type belongs to one place of one operation and is named after it, so that no other
//! page changes it. What never happens here: a stated type that contradicts the examples is not
//! replaced.

mod place;
mod shape;
#[cfg(test)]
mod tests;
mod whole;

use std::collections::{BTreeMap, BTreeSet};

use docbind_spec::{
    CallBody, Conventions, Field, FieldPresence, Location, Operation, Parameter, Presence, Schema,
    TypeDef, Witness,
};

use self::place::{Place, Said, Shown};
use super::frozen::innermost;
use super::stated;
use crate::assemble::earlier::Earlier;
use crate::assemble::gather::{Gathered, gather};
use crate::assemble::operation::Merged;
use crate::assemble::parameters;
use crate::extract::facts::BodyRole;
use crate::names::mint;

/// Sets the types of parameters and bodies that hold objects, and adds the named types.
pub(super) fn infer(
    operations: &mut [Operation],
    merged: &[Merged<'_>],
    api: &Conventions,
    earlier: &Earlier<'_>,
    types: &mut Vec<TypeDef>,
) {
    let general = parameters::general_names(api);
    let mut maker = Maker::new(earlier, types);
    for (number, (operation, merged)) in operations.iter_mut().zip(merged).enumerate() {
        let before = earlier.operation(number);
        let bodies = bodies(merged);
        let is_list = whole::is_list(merged, &bodies);
        let bodies = if is_list {
            whole::items(&bodies)
        } else {
            bodies
        };
        let gathered = if bodies.is_empty() && !has_fields(merged) {
            Vec::new()
        } else {
            gather(merged, &general)
        };
        for gathered in gathered {
            let mut all = operation.parameters.iter();
            let is = |it: &Parameter| it.name == gathered.name && it.location == gathered.location;
            let Some(at) = all.position(is) else {
                continue;
            };
            let known = before.and_then(|it| it.parameters.iter().find(|it| is(it)));
            let place =
                place_of(&gathered, operation, merged, &bodies).frozen(known.map(|it| &it.schema));
            if let Some((schema, witness)) = maker.composite(&place) {
                let typed = operation.parameters[at].typed_by;
                let stated = typed.filter(|_| !gathered.facts.is_empty());
                retype(
                    &mut operation.parameters[at],
                    schema,
                    stated.unwrap_or(witness),
                );
            }
        }
        if is_list {
            whole::set(operation, merged, &bodies, before, &mut maker);
        }
    }
    types.append(&mut maker.made);
}

/// Whether the text lists what some parameter has: without that and without a body, none holds an
/// object.
fn has_fields(merged: &Merged<'_>) -> bool {
    let sections = merged.sections.iter();
    let mut facts = sections.flat_map(|section| &section.endpoint.parameters);
    facts.any(|fact| !fact.fields.is_empty())
}

/// The JSON bodies that examples and commands send.
fn bodies<'a>(merged: &'a Merged<'_>) -> Vec<Shown<'a>> {
    let mut bodies = Vec::new();
    for section in &merged.sections {
        let source = &section.source;
        let sent = |it: &&'a crate::extract::facts::ExampleFact| it.role == BodyRole::Request;
        let examples = section.endpoint.examples.iter().filter(sent);
        let examples = examples.filter_map(|example| example.body.value());
        let curls = section.endpoint.curls.iter();
        let commands = curls.filter(|(curl, _)| parameters::calls(curl, section, merged));
        let commands = commands.filter_map(|(curl, _)| match &curl.body {
            Some(CallBody::Json(value)) => Some(value),
            _ => None,
        });
        let values = examples.chain(commands);
        bodies.extend(values.map(|value| Shown { value, source }));
    }
    bodies
}

fn place_of<'a>(
    gathered: &Gathered<'a>,
    operation: &Operation,
    merged: &'a Merged<'a>,
    bodies: &[Shown<'a>],
) -> Place<'a> {
    let said = gathered.facts.iter().map(|(section, fact)| Said {
        fact,
        source: &merged.sections[*section].source,
    });
    let in_body = gathered.location == Location::Body;
    let bodies = bodies.iter().filter(|_| in_body);
    Place {
        words: vec![
            operation.resource.clone(),
            operation.id.clone(),
            gathered.name.clone().into_owned(),
        ],
        said: said.collect(),
        shown: place::below(bodies, &gathered.name),
        frozen: None,
    }
}

/// Gives a parameter another type, with what depends on it.
fn retype(parameter: &mut Parameter, schema: Schema, witness: Witness) {
    let lists = |schema: &Schema| matches!(schema, Schema::Array(_));
    if lists(&schema) != lists(&parameter.schema) {
        parameter.array_style = stated::array_style(&schema, "", false, std::iter::empty());
    }
    let default = parameter.default.take();
    parameter.default = default.map(|value| stated::retyped(value, &schema));
    parameter.schema = schema;
    parameter.typed_by = Some(witness);
}

/// Makes the named types.
struct Maker<'a> {
    /// The types of an earlier spec.
    earlier: BTreeMap<&'a str, &'a TypeDef>,
    /// Names that no new type may take.
    taken: BTreeSet<String>,
    made: Vec<TypeDef>,
}

impl<'a> Maker<'a> {
    fn new(earlier: &Earlier<'a>, types: &[TypeDef]) -> Self {
        let known = earlier.types().iter();
        let earlier: BTreeMap<_, _> = known.map(|it| (it.name.as_str(), it)).collect();
        let old = earlier.keys().map(|name| (*name).to_owned());
        let new = types.iter().map(|definition| definition.name.clone());
        Self {
            taken: old.chain(new).collect(),
            earlier,
            made: Vec::new(),
        }
    }

    /// The type of a place that holds objects or lists, where its stated one says less; and who
    /// says so.
    fn composite(&mut self, place: &Place<'_>) -> Option<(Schema, Witness)> {
        let leaf = self.leaf(place);
        let observed = place.observed();
        let shown = shape::filled(&observed.schema(&shape::HOLE), leaf.as_ref());
        let said = place.said.iter().find(|said| !said.fact.fields.is_empty());
        let facts = place.said.iter().map(|said| said.fact);
        let (stated, witness) = stated::schema(&facts, false);
        match (said, leaf) {
            (Some(said), Some(leaf)) => {
                let schema = shape::documented(stated.as_ref(), &shown, &leaf);
                Some((schema, witness.unwrap_or(said.fact.witness)))
            }
            _ => shape::example(stated.as_ref(), shown).map(|schema| (schema, Witness::Example)),
        }
    }

    /// What objects in a place are: a named type, or a map where keys are data. Nothing where
    /// there is no object.
    fn leaf(&mut self, place: &Place<'_>) -> Option<Schema> {
        let objects = place.objects();
        let documented = place.said.iter().any(|said| !said.fact.fields.is_empty());
        let empty = objects.iter().all(|seen| seen.map.is_empty());
        if !documented && objects.is_empty() {
            return None;
        }
        if !documented && (empty || super::maps::keys_are_data(&objects)) {
            let entries = place.entries(&objects);
            let schema = self.schema(&entries);
            return Some(Schema::Map(Box::new(schema)));
        }
        let name = self.name(place);
        let fields = place.fields(&objects);
        let made = fields
            .iter()
            .map(|field| self.field(field, &name, objects.len()));
        let definition = TypeDef {
            fields: made.collect(),
            seen: shape::count(objects.len()),
            sources: place.sources(&objects),
            corrections: Vec::new(),
            name: name.clone(),
        };
        self.made.push(definition);
        Some(Schema::Ref(name))
    }

    /// The type of a field or of what stands under keys that are data.
    fn schema(&mut self, place: &Place<'_>) -> Schema {
        let facts = place.said.iter().map(|said| said.fact);
        let composite = self.composite(place).map(|(schema, _)| schema);
        composite
            .or_else(|| stated::schema(&facts, false).0)
            .unwrap_or_else(|| place.observed().schema(&BTreeMap::new()))
    }

    fn field(&mut self, place: &Place<'_>, owner: &str, objects: usize) -> Field {
        let name = place.words.last().cloned().unwrap_or_default();
        let known = self.earlier.get(owner);
        let known = known.and_then(|it| it.fields.iter().find(|field| field.name == name));
        let place = place.clone().frozen(known.map(|field| &field.schema));
        let schema = self.schema(&place);
        let observed = place.observed();
        let facts = || place.said.iter().map(|said| said.fact);
        let default = facts().find_map(|fact| fact.values.default.as_deref());
        let seen = place.shown.len().min(objects);
        Field {
            default: default.map(|text| stated::default(text, Some(&schema))),
            description: facts().find_map(|fact| fact.description.clone()),
            presence: presence(&place),
            evidence: place.evidence(),
            seen: shape::count(seen),
            absent: shape::count(objects - seen),
            null: observed.nulls,
            quoted: 0,
            name,
            schema,
        }
    }

    /// The name of the type of a place: the one that it had, else one from its own words.
    fn name(&mut self, place: &Place<'_>) -> String {
        let frozen = match place.frozen.map(innermost) {
            Some(Schema::Ref(name)) => Some(name),
            _ => None,
        };
        let unused = |name: &&String| !self.made.iter().any(|it| it.name == **name);
        if let Some(name) = frozen.filter(unused) {
            return name.clone();
        }
        let mut words: Vec<String> = place.words.clone();
        if let Some(last) = words.last_mut()
            && place.is_list()
        {
            *last = mint::singular(&mint::snake(last));
        }
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let mut name = mint::object_name(&words);
        while self.taken.contains(&name) {
            name.push_str("Sent");
        }
        self.taken.insert(name.clone());
        name
    }
}

/// Whether a field must be sent, where a text says so.
fn presence(place: &Place<'_>) -> Option<FieldPresence> {
    let mut facts = place.said.iter().map(|said| said.fact);
    if facts.clone().any(|fact| fact.condition.is_some()) {
        return None;
    }
    if facts
        .clone()
        .any(|fact| fact.presence == Presence::Optional)
    {
        return Some(FieldPresence::Optional);
    }
    let required = facts.any(|fact| fact.presence == Presence::Required);
    required.then_some(FieldPresence::Required)
}
