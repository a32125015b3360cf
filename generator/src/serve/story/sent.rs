//! What a request changes about an object.
//!
//! What comes in: the object, and the named values that were sent. What goes out: the fields that
//! change, with values of their types. What is no field, or no value of its type, changes
//! nothing: clients send whole objects back.

use docbind_spec::Schema;
use serde_json::{Map, Value};

use super::World;
use super::collection::{Collection, EVENT, Object, adopt};
use super::memory::Memory;
use super::types::{Field, text};
use super::verb;

/// What reads the values that are sent to a collection.
pub(super) struct Reader<'s> {
    pub(super) world: &'s World,
    pub(super) memory: &'s Memory,
    pub(super) collection: &'s Collection,
}

/// What sent names say beside the field that they mean, before it.
const BEFORE: [&str; 2] = ["new_", "to_"];

impl Reader<'_> {
    /// The fields of an object that the values change. Its identity changes only where a new one
    /// is named so.
    pub(super) fn changes(&self, object: &Object, sent: &Map<String, Value>) -> Object {
        let mut changes = Object::new();
        for (name, value) in sent {
            let change = self.plain(object, name, value);
            let change = change.or_else(|| self.indirect(object, name, value));
            changes.extend(change);
        }
        changes
    }

    /// Those that were sent under the very names of the fields.
    pub(super) fn plain_changes(&self, object: &Object, sent: &Map<String, Value>) -> Object {
        let changes = sent.iter();
        let changes = changes.filter(|(name, _)| object.contains_key(*name));
        changes
            .filter_map(|(name, value)| self.plain(object, name, value))
            .collect()
    }

    /// A value that was sent under the name of a field.
    fn plain(&self, object: &Object, name: &str, sent: &Value) -> Option<(String, Value)> {
        if self.collection.identity.field.as_deref() == Some(name) {
            return None;
        }
        self.read(object, name, sent)
    }

    fn read(&self, object: &Object, name: &str, sent: &Value) -> Option<(String, Value)> {
        let current = object.get(name);
        let sample = current.filter(|it| !it.is_null());
        let sample = sample.or_else(|| self.collection.sample(name, ""));
        let field = self.field(name, sample)?;
        let value = self.world.types.read(&field, sample, sent)?;
        Some((name.to_owned(), value))
    }

    fn field(&self, name: &str, sample: Option<&Value>) -> Option<Field> {
        let typed = self
            .world
            .types
            .field(&self.collection.types, name)
            .cloned();
        typed.or_else(|| sample.map(Field::showing))
    }

    /// A value that was sent under a name that is made of a field's.
    fn indirect(&self, object: &Object, name: &str, sent: &Value) -> Option<(String, Value)> {
        let renamed = BEFORE.iter().find_map(|before| name.strip_prefix(before));
        renamed
            .and_then(|field| self.read(object, field, sent))
            .or_else(|| self.read(object, &format!("is_{name}"), sent))
            .or_else(|| self.event(name, sent))
            .or_else(|| self.reference(object, name, sent))
            .or_else(|| self.within(object, name, sent))
    }

    /// `state_event=close`.
    fn event(&self, name: &str, sent: &Value) -> Option<(String, Value)> {
        let field = name.strip_suffix(EVENT)?;
        let states = self.collection.states(field)?.iter();
        let states: Vec<&str> = states.map(String::as_str).collect();
        let state = verb::outcome(sent.as_str()?, &states)?;
        Some((field.to_owned(), Value::from(state)))
    }

    /// `author_id=5`.
    fn reference(&self, object: &Object, name: &str, sent: &Value) -> Option<(String, Value)> {
        let noun = name.strip_suffix("_id")?;
        let current = object.get(noun);
        let field = self.field(noun, current)?;
        if matches!(text(sent).as_deref(), None | Some("" | "0")) {
            let nullable = field.nullable || current.is_some_and(Value::is_null);
            return nullable.then(|| (noun.to_owned(), Value::Null));
        }
        let named = text(sent)?;
        let ty = match &field.schema {
            Schema::Ref(name) => Some(name.as_str()),
            _ => None,
        };
        let sample = self.collection.sample(noun, &named).or(current);
        let mut value = sample.and_then(Value::as_object).cloned()?;
        if let Some(known) = self.world.known(self.memory, noun, ty, &named) {
            adopt(&mut value, &known);
        }
        if let Some(id) = value.get_mut("id") {
            *id = self.world.types.read(&Field::showing(id), None, sent)?;
        }
        Some((noun.to_owned(), Value::Object(value)))
    }

    /// `author_name=x` where the author is an object with a name.
    fn within(&self, object: &Object, name: &str, sent: &Value) -> Option<(String, Value)> {
        let mut places = name.match_indices('_').map(|(at, _)| at);
        places.find_map(|at| {
            let (outer, inner) = (&name[..at], &name[at + 1..]);
            object.get(outer)?.as_object()?.get(inner)?;
            let sent = Value::Object(Map::from_iter([(inner.to_owned(), sent.clone())]));
            self.read(object, outer, &sent)
        })
    }
}
