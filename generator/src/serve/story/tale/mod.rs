//! One request in the story of one object.

mod change;
mod create;
mod show;

use std::collections::BTreeMap;

use docbind_spec::Method;
use docbind_templates::runtime::server::{Failure, Parts};
use serde_json::Value;

use super::alike::{self, Likeness};
use super::collection::{Collection, Object, fill, keep_kinds};
use super::identity::Kind;
use super::memory::{Key, Memory};
use super::role::{Act, By, Named, Role};
use super::sent::Reader;
use super::survey::Form;
use super::types::text;
use super::{World, encoded};

/// A request for an operation that is about objects.
pub(super) struct Tale<'t> {
    world: &'t World,
    role: &'t Role,
    parts: &'t Parts,
    memory: &'t mut Memory,
    /// The values of the path's placeholders: the identities of what it goes through.
    names: BTreeMap<String, String>,
}

impl<'t> Tale<'t> {
    pub(super) fn new(
        world: &'t World,
        role: &'t Role,
        parts: &'t Parts,
        memory: &'t mut Memory,
    ) -> Self {
        let values = parts.path_values().iter();
        let names = values.filter_map(|(name, value)| Some((name.clone(), text(value)?)));
        Self {
            world,
            role,
            parts,
            names: names.collect(),
            memory,
        }
    }

    pub(super) fn into_names(self) -> BTreeMap<String, String> {
        self.names
    }

    /// Finds the things that the path goes through.
    ///
    /// # Errors
    ///
    /// 404 if one was deleted.
    pub(super) fn go_through(&mut self) -> Result<(), Failure> {
        let role = self.role;
        for named in &role.within {
            let Some((key, _)) = self.find(named) else {
                continue;
            };
            let deleted = self.memory.is_deleted(&key);
            // Whoever deletes what is gone is told the same again.
            if deleted && role.method != Method::Delete {
                return Err(Failure::not_found());
            }
            if let By::Path(name) = &named.by {
                self.names.insert(name.clone(), key.identity);
            }
        }
        Ok(())
    }

    /// Does what the operation does to its object, and tells its answer.
    ///
    /// # Errors
    ///
    /// 404 if the object was deleted, 409 if it is there already.
    pub(super) fn act(&mut self) -> Result<Option<Value>, Failure> {
        let role = self.role;
        let object = match &role.act {
            Act::Nothing => self.echoed().filter(|it| Some(it) != role.mould.as_ref()),
            Act::List(_) => None,
            Act::Read(named) => self.read(named)?,
            Act::Search(collections, name) => self.search(collections, name),
            Act::Create(creation) => self.create(creation)?,
            Act::Change(named) => self.change(named, &Object::new())?,
            Act::Affect(named, effects) => self.change(named, effects)?,
            Act::Attach(named, field) => self.attach(named, field)?,
            Act::Caller(number) => self.caller(*number),
            Act::Delete(named) => self.delete(named),
            Act::Reset(named) => self.reset(named),
        };
        let object = object.filter(|_| role.form != Form::Empty);
        Ok(object.map(|object| match (role.form, &role.wrapper) {
            (Form::Objects, _) => Value::Array(vec![Value::Object(object)]),
            (_, Some(wrapper)) => wrapper.around(Value::Object(object)),
            (_, None) => Value::Object(object),
        }))
    }

    /// The object that is named, and its collection; none where no parameter names it.
    fn find(&self, named: &Named) -> Option<(Key, &'t Collection)> {
        let collection = self.world.collections.get(named.collection)?;
        let identity = match &named.by {
            By::Path(name) => self.placed(name, collection)?,
            By::Sent(name) => text(self.parts.values().get(name)?)?,
            By::Nothing => String::new(),
        };
        let holders = named
            .holders
            .iter()
            .map(|name| self.names.get(name).cloned());
        let mut key = Key {
            collection: named.collection,
            holders: holders.map(Option::unwrap_or_default).collect(),
            identity,
        };
        key.identity = self.identity(&key, collection);
        Some((key, collection))
    }

    /// What stands in the path. Where `:label_id` is a number, but labels have only names, it is
    /// the label of the documents.
    fn placed(&self, name: &str, collection: &Collection) -> Option<String> {
        let value = self.names.get(name)?;
        let identity = &collection.identity;
        let is_id = |name: &str| name.to_lowercase().ends_with("id");
        let named = identity.field.as_deref().is_some_and(|field| !is_id(field));
        if identity.kind == Kind::Text && named && is_id(name) && value.parse::<u64>().is_ok() {
            let shown = self
                .role
                .mould
                .as_ref()
                .and_then(|mould| identity.of(mould));
            return shown.or_else(|| identity.of(&collection.mould));
        }
        Some(value.clone())
    }

    /// The identity of an object that may be named otherwise.
    fn identity(&self, key: &Key, collection: &Collection) -> String {
        let named = &key.identity;
        if collection.identity.kind == Kind::Text {
            return named.clone();
        }
        if let Ok(number) = named.parse::<i64>() {
            return number.to_string();
        }
        let mut held = self.memory.held(key.collection, &key.holders);
        let known = held.find(|(_, entry)| {
            entry.mentions(named) && collection.identity.names(&entry.fields(), named)
        });
        let known = known.map(|(key, _)| key.identity.clone());
        let documented = || collection.identity.of(collection.documented(named)?);
        known.or_else(documented).unwrap_or_else(|| named.clone())
    }

    /// The object as it is by now, with at least the fields that the operation answers.
    fn object(&self, key: &Key, collection: &Collection) -> Object {
        let entry = self.memory.get(key);
        let mut object = self.world.object(key, entry, collection);
        let Some(mould) = &self.role.mould else {
            return object;
        };
        // What the documents show as the answer to a call stays the answer to it.
        let path = self.parts.uri().path();
        let is_call = self.role.calls.iter().any(|call| path.ends_with(call));
        if is_call && entry.is_none() && collection.tells(mould) {
            let known = std::mem::replace(&mut object, mould.clone());
            collection.identity.set(&mut object, &key.identity);
            collection.set_holders(&mut object, &key.holders);
            fill(&mut object, &known);
        } else {
            fill(&mut object, mould);
            keep_kinds(&mut object, mould);
        }
        object
    }

    /// The fields of an object that the operation answers.
    fn shown(&self, mut object: Object) -> Object {
        if let Some(mould) = &self.role.mould {
            let typed = |name: &str| {
                let ty = self.role.ty.as_ref();
                ty.is_none_or(|ty| self.world.types.field([ty], name).is_some())
            };
            object.retain(|name, _| mould.contains_key(name) || typed(name));
        }
        object
    }

    /// What the documents show as the answer, with what it says again of the request.
    fn echoed(&self) -> Option<Object> {
        let mut object = self.role.mould.clone()?;
        let sent = self.sent();
        let value = |name: &str| {
            let named = || self.names.get(name).map(|it| Value::from(it.as_str()));
            sent.get(name).cloned().or_else(named)
        };
        self.role.echo.repeat(&mut object, &self.world.types, value);
        Some(object)
    }

    /// What a request changes about an object.
    fn changes(&self, collection: &Collection, object: &Object, likeness: Likeness) -> Object {
        let sent = self.sent();
        let mut changes = self.reader(collection).changes(object, &sent);
        changes.extend(alike::follow(object, &changes, likeness));
        encoded::encode(object, &sent, &mut changes);
        changes
    }

    fn reader<'a>(&'a self, collection: &'a Collection) -> Reader<'a> {
        Reader {
            world: self.world,
            memory: self.memory,
            collection,
        }
    }

    /// The values that say something about the object. What is answered in a wrapper may be sent
    /// in one too.
    fn sent(&self) -> Object {
        let values = self.parts.values();
        let wrapper = self.role.wrapper.as_ref();
        let inner = wrapper.and_then(|it| values.get(it.key())?.as_object());
        let values = inner.unwrap_or(values).iter();
        let about = values.filter(|(name, _)| !self.world.others.contains(*name));
        about
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    }
}
