//! Named types from the objects of all examples.
//!
//! Objects are met by depth, whole answers first, so that what an operation answers gets the
//! plain name. An object joins the type that has its hint (the noun of the path, or the key it
//! stands under) if they share enough keys; else a type that has all of its keys, as that type or
//! as its basic view; else it is a type of its own.

use std::collections::BTreeMap;

use docbind_spec::{Field, Operation, PathTemplate, Schema, Source, TypeDef};
use serde_json::{Map, Value};

use super::observed::Observed;
use crate::names::mint;

/// Keys shared in percent of the smaller object's, to be the same type by hint.
const SAME_BY_HINT: usize = 60;
/// Keys shared in percent of all, to be the same type whatever the hint.
const SAME_BY_KEYS: usize = 75;
/// Keys that a view of another type needs to be told from a coincidence.
const VIEW_KEYS: usize = 4;

/// A type that is being inferred.
#[derive(Debug)]
struct Kind {
    name: String,
    hint: String,
    /// Whether operations answer it.
    answered: bool,
    seen: u32,
    fields: Vec<(String, u32, Observed)>,
    /// Where each field stands in `fields`.
    places: BTreeMap<String, usize>,
    sources: Vec<Source>,
}

impl Kind {
    /// The field of this name; a new one where there is none.
    fn field(&mut self, name: &str) -> &mut (String, u32, Observed) {
        let at = match self.places.get(name) {
            Some(at) => *at,
            None => {
                self.places.insert(name.to_owned(), self.fields.len());
                self.fields.push((name.to_owned(), 0, Observed::default()));
                self.fields.len() - 1
            }
        };
        &mut self.fields[at]
    }
}

/// An object that has no type yet.
struct Pending<'a> {
    map: &'a Map<String, Value>,
    hint: String,
    /// The name where the hint's type is another.
    otherwise: String,
    source: Source,
    /// Where the object is noted once it has a type.
    place: Place,
}

/// Where an object stands: a response, or a field; within how many lists.
#[derive(Clone)]
struct Place {
    root: Root,
    lists: usize,
}

#[derive(Clone)]
enum Root {
    Response(usize, usize),
    Field(usize, String),
}

/// Infers the types and sets the schemas of responses.
pub(super) fn infer(operations: &mut [Operation]) -> Vec<TypeDef> {
    let mut inference = Inference::default();
    inference.run(operations);
    let names: Vec<String> = inference
        .kinds
        .iter()
        .map(|kind| kind.name.clone())
        .collect();
    for (place, observed) in &inference.responses {
        let response = &mut operations[place.0].responses[place.1];
        response.schema = Some(observed.schema(&names));
    }
    let definitions = inference
        .kinds
        .iter()
        .map(|kind| definition(kind, &names))
        .collect();
    in_order_of_mention(operations, definitions)
}

#[derive(Default)]
struct Inference {
    kinds: Vec<Kind>,
    responses: Vec<((usize, usize), Observed)>,
}

impl Inference {
    fn run(&mut self, operations: &[Operation]) {
        let mut pending = self.answers(operations);
        let mut depth = 0;
        while !pending.is_empty() {
            let mut next = Vec::new();
            for object in pending {
                let kind = self.kind_of(&object, depth == 0);
                self.note(&object.place, kind);
                self.fields(&object, kind, &mut next);
            }
            pending = next;
            depth += 1;
        }
    }

    /// The objects that operations answer.
    fn answers<'a>(&mut self, operations: &'a [Operation]) -> Vec<Pending<'a>> {
        let mut pending = Vec::new();
        for (number, operation) in operations.iter().enumerate() {
            let noun = mint::answer_noun(
                operation.method,
                &PathTemplate::parse(&operation.path),
                &operation.resource,
            );
            let hint = mint::type_name(&[&noun]);
            let otherwise = mint::type_name(&[&operation.id, &hint, "response"]);
            for (at, response) in operation.responses.iter().enumerate() {
                if !(200..300).contains(&response.status) {
                    continue;
                }
                let mut observed = Observed::default();
                let mut any = false;
                for example in &response.examples {
                    let Some(value) = example.body.value() else {
                        continue;
                    };
                    any = true;
                    let root = Place {
                        root: Root::Response(number, at),
                        lists: 0,
                    };
                    let frame = Frame {
                        hint: &hint,
                        otherwise: &otherwise,
                        source: &example.source,
                    };
                    collect(value, &mut observed, root, &frame, &mut pending);
                }
                if any {
                    self.responses.push(((number, at), observed));
                }
            }
        }
        pending
    }

    /// Notes the fields of an object, and lists the objects in them.
    fn fields<'a>(&mut self, object: &Pending<'a>, kind: usize, next: &mut Vec<Pending<'a>>) {
        let parent = self.kinds[kind].name.clone();
        self.kinds[kind].seen += 1;
        // Objects of one source come together, mostly.
        if !self.kinds[kind]
            .sources
            .iter()
            .rev()
            .any(|source| *source == object.source)
        {
            self.kinds[kind].sources.push(object.source.clone());
        }
        for (key, value) in object.map {
            let (_, seen, observed) = self.kinds[kind].field(key);
            *seen += 1;
            let hint = mint::type_name(&[key]);
            let otherwise = mint::type_name(&[&parent, key]);
            let frame = Frame {
                hint: &hint,
                otherwise: &otherwise,
                source: &object.source,
            };
            let place = Place {
                root: Root::Field(kind, key.clone()),
                lists: 0,
            };
            collect(value, observed, place, &frame, next);
        }
    }

    fn note(&mut self, place: &Place, kind: usize) {
        let observed = match &place.root {
            Root::Response(operation, response) => {
                // They were noted in this order.
                let key = (*operation, *response);
                let at = self
                    .responses
                    .binary_search_by_key(&key, |(known, _)| *known);
                at.ok().map(|at| &mut self.responses[at].1)
            }
            Root::Field(owner, key) => self
                .kinds
                .get_mut(*owner)
                .map(|kind| &mut kind.field(key).2),
        };
        if let Some(mut observed) = observed {
            for _ in 0..place.lists {
                observed = observed.items();
            }
            observed.object(kind);
        }
    }

    /// The type of an object; a new one where none fits.
    fn kind_of(&mut self, object: &Pending<'_>, answered: bool) -> usize {
        if let Some(kind) = self.by_hint(object).or_else(|| self.by_keys(object)) {
            return kind;
        }
        let view = if answered { None } else { self.viewed(object) };
        let wanted = [
            view,
            Some(object.hint.clone()),
            Some(object.otherwise.clone()),
        ];
        for name in wanted.into_iter().flatten() {
            match self.kinds.iter().position(|kind| kind.name == name) {
                None => return self.add(name, object, answered),
                Some(kind) if name == object.otherwise || self.share_keys(kind, object.map) => {
                    return kind;
                }
                Some(_) => {}
            }
        }
        // Every name is taken: what stands in the same place is the same type.
        self.kinds
            .iter()
            .position(|kind| kind.name == object.otherwise)
            .unwrap_or_default()
    }

    fn add(&mut self, name: String, object: &Pending<'_>, answered: bool) -> usize {
        self.kinds.push(Kind {
            name,
            hint: object.hint.clone(),
            answered,
            seen: 0,
            fields: Vec::new(),
            places: BTreeMap::new(),
            sources: Vec::new(),
        });
        self.kinds.len() - 1
    }

    fn by_hint(&self, object: &Pending<'_>) -> Option<usize> {
        self.kinds.iter().position(|kind| {
            (kind.hint == object.hint || kind.name == object.hint) && fits(kind, object.map)
        })
    }

    fn by_keys(&self, object: &Pending<'_>) -> Option<usize> {
        let like = |kind: &Kind| {
            let shared = shared(kind, object.map);
            let all = kind.fields.len() + object.map.len() - shared;
            shared * 100 >= SAME_BY_KEYS * all
        };
        if object.map.len() < VIEW_KEYS {
            return None;
        }
        self.kinds.iter().position(like)
    }

    fn share_keys(&self, kind: usize, map: &Map<String, Value>) -> bool {
        fits(&self.kinds[kind], map)
    }

    /// The name of the view, where an answered type has all keys of an object and more.
    fn viewed(&self, object: &Pending<'_>) -> Option<String> {
        let whole = |kind: &&Kind| kind.answered && shared(kind, object.map) == object.map.len();
        let smallest = self
            .kinds
            .iter()
            .filter(whole)
            .min_by_key(|kind| kind.fields.len())?;
        (object.map.len() >= VIEW_KEYS).then(|| format!("{}Basic", smallest.name))
    }
}

/// What a walk through a value needs to know.
struct Frame<'f> {
    hint: &'f str,
    otherwise: &'f str,
    source: &'f Source,
}

/// Notes scalars and lists of a value; lists its objects.
fn collect<'a>(
    value: &'a Value,
    observed: &mut Observed,
    place: Place,
    frame: &Frame<'_>,
    pending: &mut Vec<Pending<'a>>,
) {
    match value {
        Value::Object(map) => pending.push(Pending {
            map,
            hint: frame.hint.to_owned(),
            otherwise: frame.otherwise.to_owned(),
            source: frame.source.clone(),
            place,
        }),
        Value::Array(items) => {
            let inner = observed.items();
            for item in items {
                let place = Place {
                    root: place.root.clone(),
                    lists: place.lists + 1,
                };
                collect(item, inner, place, frame, pending);
            }
        }
        scalar => observed.scalar(scalar),
    }
}

fn shared(kind: &Kind, map: &Map<String, Value>) -> usize {
    map.keys()
        .filter(|key| kind.places.contains_key(*key))
        .count()
}

/// Whether enough keys are shared for one hint to mean one type; empty objects fit everywhere.
fn fits(kind: &Kind, map: &Map<String, Value>) -> bool {
    let smaller = kind.fields.len().min(map.len());
    smaller == 0 || shared(kind, map) * 100 >= SAME_BY_HINT * smaller
}

fn definition(kind: &Kind, names: &[String]) -> TypeDef {
    let field = |(name, seen, observed): &(String, u32, Observed)| Field {
        name: name.clone(),
        schema: observed.schema(names),
        seen: *seen,
        absent: kind.seen - (*seen).min(kind.seen),
        null: observed.nulls,
    };
    TypeDef {
        name: kind.name.clone(),
        seen: kind.seen,
        fields: kind.fields.iter().map(field).collect(),
        sources: kind.sources.clone(),
    }
}

/// Types in the order in which operations first mention them.
fn in_order_of_mention(operations: &[Operation], mut definitions: Vec<TypeDef>) -> Vec<TypeDef> {
    let mut ordered: Vec<TypeDef> = Vec::new();
    let mut wanted: Vec<String> = Vec::new();
    for response in operations.iter().flat_map(|operation| &operation.responses) {
        wanted.extend(response.schema.iter().flat_map(mentioned));
    }
    wanted.reverse();
    while let Some(name) = wanted.pop() {
        let Some(at) = definitions
            .iter()
            .position(|definition| definition.name == name)
        else {
            continue;
        };
        let definition = definitions.remove(at);
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
