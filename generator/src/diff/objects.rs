//! The objects of each type that the examples of a spec show.
//!
//! What comes in: a spec. What goes out: for a field of a type, the place in the documents of an
//! example that shows it. An object is found by where its type stands: the type of a body is
//! followed through its fields along the body, so that a key of the same name in another object
//! is never taken for it. The text of the pages is not looked at.

use std::collections::BTreeMap;
use std::iter;
use std::sync::Arc;

use docbind_spec::{ApiSpec, Example, Location, Operation, Response, Schema, Source, TypeDef};
use serde_json::{Map, Value};

use super::Place;
use super::change::{Mark, Spot};
use super::types::Direction;
use crate::extract::json_example::step;

/// The objects of a spec's examples, by the names of their types, in the order of its operations.
#[derive(Debug)]
pub(super) struct Objects<'a> {
    types: BTreeMap<&'a str, &'a TypeDef>,
    all: BTreeMap<&'a str, Vec<Object<'a>>>,
}

/// An object in an example.
#[derive(Debug)]
struct Object<'a> {
    example: Shown<'a>,
    /// Where it is in the body, as a JSON pointer.
    pointer: String,
    members: &'a Map<String, Value>,
}

/// An example with a body that can be read.
#[derive(Debug, Clone)]
struct Shown<'a> {
    source: &'a Source,
    body: Arc<Value>,
    direction: Direction,
}

/// Which of the objects of a type tells most about a field.
#[derive(Debug, Clone, Copy)]
pub(super) enum Wish<'a> {
    /// One that has it.
    Key,
    /// One in which it is not null.
    Filled,
    /// One that lacks it.
    Lack,
    /// One in which it is null.
    Null,
    /// One in which its value is not of this type.
    Unlike(&'a Schema),
    /// One in which its value is this text, or a list that holds it.
    Text(&'a str),
}

impl<'a> Objects<'a> {
    /// Collects what operations answer and what is sent to them.
    pub(super) fn of(spec: &'a ApiSpec) -> Self {
        let types = spec.types.iter().map(|def| (def.name.as_str(), def));
        let mut objects = Self {
            types: types.collect(),
            all: BTreeMap::new(),
        };
        for operation in &spec.operations {
            objects.sent(operation);
            for response in &operation.responses {
                objects.answered(response);
            }
        }
        objects
    }

    fn answered(&mut self, response: &'a Response) {
        let Some(schema) = &response.schema else {
            return;
        };
        for (shown, body) in bodies(&response.examples, Direction::Response) {
            self.walk(&shown, schema, body, String::new());
        }
    }

    /// The members of a documented request are parameters.
    fn sent(&mut self, operation: &'a Operation) {
        let Some(request) = &operation.request_body else {
            return;
        };
        for (shown, body) in bodies(&request.examples, Direction::Request) {
            if let Some(schema) = &request.schema {
                self.walk(&shown, schema, body, String::new());
            }
            let parameters = operation.parameters.iter();
            for parameter in parameters.filter(|it| it.location == Location::Body) {
                if let Some(value) = body.get(&parameter.name) {
                    let pointer = below("", &parameter.name);
                    self.walk(&shown, &parameter.schema, value, pointer);
                }
            }
        }
    }

    /// Follows a type along a value. Lists are looked through, as they are when types are made.
    fn walk(&mut self, shown: &Shown<'a>, schema: &'a Schema, value: &'a Value, pointer: String) {
        let mut open = vec![(schema, value, pointer)];
        while let Some((schema, value, pointer)) = open.pop() {
            let first = open.len();
            match (schema, value) {
                (Schema::OneOf(all), value) => {
                    let best = all.iter().min_by_key(|one| self.misfit(one, value));
                    open.extend(best.map(|one| (one, value, pointer)));
                }
                (Schema::Array(_) | Schema::Ref(_) | Schema::Map(_), Value::Array(items)) => {
                    let inner = match schema {
                        Schema::Array(inner) => inner,
                        other => other,
                    };
                    let items = items.iter().enumerate();
                    open.extend(
                        items.map(|(at, item)| (inner, item, below(&pointer, &at.to_string()))),
                    );
                }
                (Schema::Array(inner), value) => open.push((inner, value, pointer)),
                (Schema::Map(inner), Value::Object(members)) => {
                    let members = members.iter();
                    open.extend(
                        members.map(|(key, value)| (&**inner, value, below(&pointer, key))),
                    );
                }
                (Schema::Ref(name), Value::Object(members)) => {
                    let def = self.types.get(name.as_str());
                    for field in def.into_iter().flat_map(|def| &def.fields) {
                        if let Some(value) = members.get(&field.name) {
                            open.push((&field.schema, value, below(&pointer, &field.name)));
                        }
                    }
                    self.all.entry(name).or_default().push(Object {
                        example: shown.clone(),
                        pointer,
                        members,
                    });
                }
                _ => {}
            }
            // What stands first is taken first.
            if let Some(added) = open.get_mut(first..) {
                added.reverse();
            }
        }
    }

    /// How badly a value fits a type, by the keys that the type does not know.
    fn misfit(&self, schema: &Schema, value: &Value) -> usize {
        match (schema, value) {
            (Schema::OneOf(all), value) => {
                let all = all.iter().map(|one| self.misfit(one, value));
                all.min().unwrap_or(usize::MAX)
            }
            (Schema::Array(inner), Value::Array(items)) => {
                items.first().map_or(0, |item| self.misfit(inner, item))
            }
            (Schema::Array(inner), value) => self.misfit(inner, value),
            (Schema::Ref(_) | Schema::Map(_), Value::Array(items)) => {
                let first = items.first();
                first.map_or(usize::MAX, |item| self.misfit(schema, item))
            }
            (Schema::Ref(name), Value::Object(members)) => {
                let def = self.types.get(name.as_str());
                let known = |key: &String| {
                    def.is_some_and(|def| def.fields.iter().any(|it| it.name == *key))
                };
                members.keys().filter(|key| !known(key)).count()
            }
            (Schema::Map(_), Value::Object(members)) => members.len(),
            _ => usize::MAX,
        }
    }

    /// The place of a key of a type in the object that is wished for, else in the next best, else
    /// the first section that shows the type.
    pub(super) fn place(
        &self,
        def: &TypeDef,
        key: &str,
        direction: Direction,
        wish: Wish<'_>,
    ) -> Option<Place> {
        let all = self.all.get(def.name.as_str());
        let in_order = || {
            let own = move |object: &&Object<'_>| object.example.direction == direction;
            let all = || all.into_iter().flatten();
            all().filter(own).chain(all().filter(move |it| !own(it)))
        };
        iter::successors(Some(wish), |wish| wish.else_wish())
            .find_map(|wish| in_order().find(|object| object.grants(key, wish)))
            .map(|object| object.place(key))
            .or_else(|| def.sources.first().map(Place::section))
    }
}

impl Wish<'_> {
    /// What is next best.
    fn else_wish(self) -> Option<Self> {
        match self {
            Self::Unlike(_) | Self::Text(_) => Some(Self::Filled),
            Self::Filled | Self::Lack | Self::Null => Some(Self::Key),
            Self::Key => None,
        }
    }
}

impl Object<'_> {
    fn grants(&self, key: &str, wish: Wish<'_>) -> bool {
        match (wish, self.members.get(key)) {
            (Wish::Lack, value) => value.is_none(),
            (_, None) => false,
            (Wish::Key, Some(_)) => true,
            (Wish::Filled, Some(value)) => !value.is_null(),
            (Wish::Null, Some(value)) => value.is_null(),
            (Wish::Unlike(schema), Some(value)) => !fits(schema, value),
            (Wish::Text(text), Some(value)) => holds(value, text),
        }
    }

    /// The place of the key; of the object where it has none.
    fn place(&self, key: &str) -> Place {
        let spot = |pointer| Spot {
            body: Arc::clone(&self.example.body),
            pointer,
        };
        let mark = if self.members.contains_key(key) {
            Mark::Key(spot(below(&self.pointer, key)))
        } else {
            Mark::Value(spot(self.pointer.clone()))
        };
        Place::marked(self.example.source, mark)
    }
}

/// The examples whose bodies can be read.
fn bodies(examples: &[Example], direction: Direction) -> impl Iterator<Item = (Shown<'_>, &Value)> {
    examples.iter().filter_map(move |example| {
        let body = example.body.value()?;
        let shown = Shown {
            source: &example.source,
            body: Arc::new(body.clone()),
            direction,
        };
        Some((shown, body))
    })
}

fn below(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", step(key))
}

/// Whether a value may be one of a type; null may be any, and named types are not looked into.
fn fits(schema: &Schema, value: &Value) -> bool {
    match (schema, value) {
        (Schema::Any | Schema::File, _) | (_, Value::Null) => true,
        (Schema::Boolean, value) => value.is_boolean(),
        (Schema::Integer, value) => value.is_i64() || value.is_u64(),
        (Schema::Number, value) => value.is_number(),
        (Schema::String | Schema::Timestamp | Schema::Date, value) => value.is_string(),
        (Schema::Enum(values), value) => {
            let text = value.as_str();
            text.is_some_and(|text| values.iter().any(|known| known == text))
        }
        (Schema::Array(inner), Value::Array(items)) => items.iter().all(|item| fits(inner, item)),
        (Schema::Map(inner), Value::Object(members)) => {
            members.values().all(|value| fits(inner, value))
        }
        (Schema::Ref(_), value) => value.is_object(),
        (Schema::OneOf(all), value) => all.iter().any(|one| fits(one, value)),
        (Schema::Array(_) | Schema::Map(_), _) => false,
    }
}

fn holds(value: &Value, text: &str) -> bool {
    match value {
        Value::String(own) => own == text,
        Value::Array(items) => items.iter().any(|item| holds(item, text)),
        _ => false,
    }
}
