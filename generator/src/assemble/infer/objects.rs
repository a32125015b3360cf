//! Named types from the objects of all examples.
//!
//! The order: objects by the place where they stand ([`slots`](super::slots)), places that hold
//! the same type ([`clusters`](super::clusters)), names ([`naming`](super::naming)), and what was
//! seen in each field.

use std::collections::{BTreeMap, HashSet};

use docbind_spec::{Field, Operation, PathTemplate, Schema, Source, TypeDef};
use serde_json::Value;

use super::clusters::{Cluster, Clusters};
use super::observed::Observed;
use super::slots::{ENTRY, Slots};
use super::{called, frozen, naming, siblings};
use crate::assemble::earlier::Earlier;
use crate::threads;

/// Infers the types and sets the schemas of responses. `paths` are those of the operations.
pub(super) fn infer(
    operations: &mut [Operation],
    paths: &[&PathTemplate],
    earlier: &Earlier<'_>,
) -> Vec<TypeDef> {
    let (answers, definitions) = inferred(operations, paths, earlier);
    for ((operation, response), schema) in answers {
        operations[operation].responses[response].schema = Some(schema);
    }
    siblings::answers(operations, paths, &definitions);
    definitions
}

type Answers = Vec<((usize, usize), Schema)>;

fn inferred(
    operations: &[Operation],
    paths: &[&PathTemplate],
    earlier: &Earlier<'_>,
) -> (Answers, Vec<TypeDef>) {
    let slots = Slots::collect(operations);
    let called = called::all(&slots, operations, paths);
    let frozen = frozen::names(&slots, operations, earlier);
    let clusters = Clusters::find(&slots, &called, &frozen);
    let names = naming::assign(
        &slots,
        operations,
        &called,
        &clusters,
        &earlier.sent_types(),
    );
    let picture = Picture {
        slots: &slots,
        clusters: &clusters,
        names: &names,
    };
    let answers = picture.answers(operations);
    let groups: Vec<_> = clusters.iter().collect();
    let definitions = threads::each_of_many(&groups, |(leader, cluster)| {
        Some(picture.definition(names.get(leader)?, cluster))
    });
    (answers, definitions.into_iter().flatten().collect())
}

/// What schemas are made of.
struct Picture<'s, 'a> {
    slots: &'s Slots<'a>,
    clusters: &'s Clusters<'a>,
    names: &'s BTreeMap<usize, String>,
}

impl<'a> Picture<'_, 'a> {
    /// The schema of each response with examples.
    fn answers(&self, operations: &[Operation]) -> Answers {
        let mut answers = Vec::new();
        for (number, operation) in operations.iter().enumerate() {
            for (at, response) in operation.responses.iter().enumerate() {
                if !(200..300).contains(&response.status) {
                    continue;
                }
                let slot = self.slots.root(number, at);
                let mut observed = Observed::default();
                let mut any = false;
                for value in response.examples.iter().filter_map(|one| one.body.value()) {
                    any = true;
                    self.observe(value, slot, &mut observed);
                }
                if any {
                    answers.push(((number, at), observed.schema(self.names)));
                }
            }
        }
        answers
    }

    /// Notes a value; `slot` is the place of the objects in it.
    fn observe(&self, value: &Value, slot: Option<usize>, observed: &mut Observed) {
        match value {
            Value::Object(map) => match slot.map(|number| (number, &self.slots.all[number])) {
                Some((_, slot)) if slot.keys_are_data => {
                    let inner = observed.entries();
                    for value in map.values() {
                        self.observe(value, slot.children.get(ENTRY).copied(), inner);
                    }
                }
                Some((number, _)) => observed.object(self.clusters.leader(number)),
                None => {}
            },
            Value::Array(items) => {
                let inner = observed.items();
                for item in items {
                    self.observe(item, slot, inner);
                }
            }
            scalar => observed.scalar(scalar),
        }
    }

    fn definition(&self, name: &str, cluster: &Cluster<'a>) -> TypeDef {
        let mut fields: Vec<(&str, u32, Observed)> = Vec::new();
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        let mut sources: Vec<Source> = Vec::new();
        let mut known: HashSet<&Source> = HashSet::new();
        let mut seen = 0;
        for slot in cluster.slots.iter().map(|slot| &self.slots.all[*slot]) {
            for object in &slot.objects {
                seen += 1;
                // Objects of one source come together, mostly.
                if sources.last() != Some(object.source) && known.insert(object.source) {
                    sources.push(object.source.clone());
                }
                for (key, value) in object.map {
                    let at = *places.entry(key).or_insert_with(|| {
                        fields.push((key, 0, Observed::default()));
                        fields.len() - 1
                    });
                    let (_, count, observed) = &mut fields[at];
                    *count += 1;
                    self.observe(value, slot.children.get(key.as_str()).copied(), observed);
                }
            }
        }
        let field = |(name, count, observed): (&str, u32, Observed)| Field {
            name: name.to_owned(),
            schema: observed.schema(self.names),
            seen: count,
            absent: seen - count.min(seen),
            null: observed.nulls,
            quoted: observed.quoted(),
            presence: None,
            default: None,
            description: None,
            evidence: Vec::new(),
        };
        TypeDef {
            name: name.to_owned(),
            seen,
            fields: fields.into_iter().map(field).collect(),
            sources,
            corrections: Vec::new(),
        }
    }
}

/// Types in the order in which operations first mention them: in what they take, then in what they
/// answer.
pub(super) fn in_order_of_mention(
    operations: &[Operation],
    definitions: Vec<TypeDef>,
) -> Vec<TypeDef> {
    let mut waiting: BTreeMap<String, TypeDef> = definitions
        .into_iter()
        .map(|definition| (definition.name.clone(), definition))
        .collect();
    let mut ordered: Vec<TypeDef> = Vec::new();
    let mut wanted: Vec<String> = Vec::new();
    for operation in operations {
        let all = operation.taken().chain(operation.answered());
        wanted.extend(all.flat_map(mentioned));
    }
    wanted.reverse();
    while let Some(name) = wanted.pop() {
        let Some(definition) = waiting.remove(&name) else {
            continue;
        };
        let fields: Vec<String> = definition
            .fields
            .iter()
            .flat_map(|field| mentioned(&field.schema))
            .collect();
        wanted.extend(fields.into_iter().rev());
        ordered.push(definition);
    }
    ordered
}

fn mentioned(schema: &Schema) -> Vec<String> {
    match schema {
        Schema::Ref(name) => vec![name.clone()],
        Schema::Array(inner) | Schema::Map(inner) => mentioned(inner),
        Schema::OneOf(all) => all.iter().flat_map(mentioned).collect(),
        _ => Vec::new(),
    }
}
