//! One request in the story of one object.

use std::collections::BTreeMap;

use docbind_templates::runtime::server::{Failure, Parts};
use serde_json::Value;

use super::World;
use super::collection::{Collection, Object, adopt, fill};
use super::identity::Kind;
use super::memory::{Fate, Key, Memory};
use super::role::{Act, By, Conflicts, Creation, Named, Role};
use super::sent::Reader;
use super::survey::Form;
use super::types::text;

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
            // Whoever deletes twice is told the same twice.
            if deleted && !role.deletes(named) {
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
            Act::Nothing | Act::List(_) => None,
            Act::Read(named) => self.read(named)?,
            Act::Search(collections, name) => self.search(collections, name),
            Act::Create(creation) => self.create(creation)?,
            Act::Change(named) => self.change(named, &Object::new())?,
            Act::Affect(named, effects) => self.change(named, effects)?,
            Act::Delete(named) => self.delete(named),
            Act::Reset(named) => self.reset(named),
        };
        let object = object.filter(|_| role.form != Form::Empty);
        Ok(object.map(|object| match role.form {
            Form::Objects => Value::Array(vec![Value::Object(object)]),
            _ => Value::Object(object),
        }))
    }

    /// The object that is named, and its collection; none where no parameter names it.
    fn find(&self, named: &Named) -> Option<(Key, &'t Collection)> {
        let collection = self.world.collections.get(named.collection)?;
        let identity = match &named.by {
            By::Path(name) => self.names.get(name).cloned()?,
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
        let known = held.find(|(_, entry)| collection.identity.names(&entry.fields, named));
        let known = known.map(|(key, _)| key.identity.clone());
        let documented = || collection.identity.of(collection.documented(named)?);
        known.or_else(documented).unwrap_or_else(|| named.clone())
    }

    fn read(&self, named: &Named) -> Result<Option<Object>, Failure> {
        let Some((key, collection)) = self.find(named) else {
            return Ok(None);
        };
        if self.memory.is_deleted(&key) {
            return Err(Failure::not_found());
        }
        // What does not say which object it is tells of something else.
        if self
            .role
            .mould
            .as_ref()
            .is_some_and(|mould| !collection.tells(mould))
        {
            return Ok(None);
        }
        let mut object = self.object(&key, collection);
        // `GET /files?ref=main` answers the file with that `ref`.
        let echo = self.reader(collection).plain_changes(&object, &self.sent());
        object.extend(echo);
        Ok(Some(self.shown(object)))
    }

    /// The object of this identity, whatever holds it.
    fn search(&self, collections: &[usize], name: &str) -> Option<Object> {
        let named = self.names.get(name)?;
        let mut object = self.role.mould.clone()?;
        for number in collections {
            let collection = self.world.collections.get(*number)?;
            collection.identity.set(&mut object, named);
            let mut all = self.memory.held(*number, &[]);
            let found = all.find(|(key, it)| key.identity == *named && it.fate != Fate::Deleted);
            if let Some((key, _)) = found {
                object.extend(self.object(key, collection));
                break;
            }
        }
        Some(self.shown(object))
    }

    fn create(&mut self, creation: &Creation) -> Result<Option<Object>, Failure> {
        let collection = &self.world.collections[creation.collection];
        let holders = creation
            .holders
            .iter()
            .map(|name| self.names.get(name).cloned());
        let mut key = Key {
            collection: creation.collection,
            holders: holders.map(Option::unwrap_or_default).collect(),
            identity: String::new(),
        };
        let shown = self.role.mould.as_ref().filter(|mould| !mould.is_empty());
        let tells = shown.is_none_or(|mould| collection.tells(mould));
        let mould = shown.filter(|_| tells).unwrap_or(&collection.mould);
        let mut object = mould.clone();
        let named = creation.names.iter().find_map(|name| {
            let value = text(self.parts.values().get(name)?)?;
            let taken = collection
                .identity
                .value(&value)
                .filter(|_| !value.is_empty());
            taken.map(|_| (name, value))
        });
        match named {
            Some((name, identity)) => {
                let noun = name.strip_suffix("_id").unwrap_or_default();
                if let Some(known) = self.world.known(self.memory, noun, None, &identity) {
                    adopt(&mut object, &known);
                }
                key.identity = identity;
                let known = self.memory.get(&key).map(|entry| entry.fate);
                if known == Some(Fate::Created) && self.role.conflicts == Conflicts::Refused {
                    return Err(Failure::conflict("409 Conflict"));
                }
            }
            None => key.identity = self.fresh(&key, collection, &object),
        }
        let changes = self.reader(collection).changes(&object, &self.sent());
        object.extend(changes);
        collection.identity.set(&mut object, &key.identity);
        collection.set_holders(&mut object, &key.holders);
        self.number_within(&mut object, &key);
        self.memory.remember(key, Fate::Created, object.clone());
        // What does not say which object it is tells of something else.
        Ok(tells.then(|| self.shown(object)))
    }

    /// The identity of a new object: the documented one, or another one where that is taken.
    fn fresh(&mut self, key: &Key, collection: &Collection, mould: &Object) -> String {
        let documented = collection.identity.of(mould);
        let taken = |memory: &Memory, identity: &str| {
            let key = Key {
                identity: identity.to_owned(),
                ..key.clone()
            };
            collection.shows(identity) || memory.get(&key).is_some()
        };
        let own = documented.filter(|it| !taken(self.memory, it));
        let wished = match collection.identity.kind {
            Kind::Number => own.as_deref().and_then(|it| it.parse().ok()),
            Kind::Text => own.is_some().then_some(0),
        };
        let mut wished = wished.unwrap_or_else(|| collection.greatest().saturating_add(1));
        loop {
            let number = self.memory.next_number(key.collection, wished);
            let identity = match (&own, number) {
                (Some(own), 0) => own.clone(),
                _ => collection.numbered(number, mould),
            };
            // The greatest number of all is given as often as it takes.
            if !taken(self.memory, &identity) || number == i64::MAX {
                return identity;
            }
            wished = number.saturating_add(1);
        }
    }

    /// Gives a new object the next number among those of the same holder, where it has one.
    fn number_within(&self, object: &mut Object, key: &Key) {
        let field = &self.world.scoped;
        let is_identity = |field: &str| {
            let collection = self.world.collections.get(key.collection);
            collection.is_some_and(|it| it.identity.field.as_deref() == Some(field))
        };
        let own = object.get(field).and_then(Value::as_i64);
        if let (Some(own), false) = (own, is_identity(field)) {
            let held = self.memory.held(key.collection, &key.holders);
            let created = held.filter(|(_, entry)| entry.fate == Fate::Created);
            let numbers = created.filter_map(|(_, entry)| entry.fields.get(field)?.as_i64());
            let next = numbers.max().map_or(own, |last| last.saturating_add(1));
            object.insert(field.clone(), Value::from(next));
        }
    }

    /// Changes an object: as the documents show, then as the request says.
    fn change(&mut self, named: &Named, effects: &Object) -> Result<Option<Object>, Failure> {
        let Some((mut key, collection)) = self.find(named) else {
            return Ok(None);
        };
        if self.memory.is_deleted(&key) {
            return Err(Failure::not_found());
        }
        let object = self.object(&key, collection);
        let mut changes = effects.clone();
        changes.extend(self.reader(collection).changes(&object, &self.sent()));
        if !changes.is_empty() {
            self.remember(&mut key, collection, object, changes);
        }
        let tells = self
            .role
            .mould
            .as_ref()
            .is_some_and(|mould| collection.tells(mould));
        let object = self.object(&key, collection);
        Ok(tells.then(|| self.shown(object)))
    }

    /// Remembers changes, also those that make it an object of another identity.
    fn remember(
        &mut self,
        key: &mut Key,
        collection: &Collection,
        object: Object,
        changes: Object,
    ) {
        let renamed = collection
            .identity
            .of(&changes)
            .filter(|it| *it != key.identity);
        if let Some(identity) = renamed {
            let mut whole = object;
            whole.extend(changes);
            self.memory
                .remember(key.clone(), Fate::Deleted, Object::new());
            key.identity = identity;
            self.memory.remember(key.clone(), Fate::Created, whole);
            return;
        }
        let (fate, mut fields) = match self.memory.get(key) {
            Some(entry) => (entry.fate, entry.fields.as_ref().clone()),
            None => (Fate::Changed, Object::new()),
        };
        fields.extend(changes);
        self.memory.remember(key.clone(), fate, fields);
    }

    fn delete(&mut self, named: &Named) -> Option<Object> {
        let (key, collection) = self.find(named)?;
        let mut holders = key.holders.clone();
        holders.push(key.identity.clone());
        for (number, below) in self.world.collections.iter().enumerate() {
            if collection.holds(below) {
                self.memory.forget_held(number, &holders);
            }
        }
        let mut object = self.role.mould.clone();
        if let Some(object) = &mut object {
            collection.name(object, &key.identity);
            collection.set_holders(object, &key.holders);
        }
        self.memory.remember(key, Fate::Deleted, Object::new());
        object
    }

    fn reset(&mut self, named: &Named) -> Option<Object> {
        let (key, _) = self.find(named)?;
        self.memory.forget(&key);
        None
    }

    /// The object as it is by now.
    fn object(&self, key: &Key, collection: &Collection) -> Object {
        let mut object = self.world.object(key, self.memory.get(key), collection);
        if let Some(mould) = &self.role.mould {
            fill(&mut object, mould);
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

    fn reader<'a>(&'a self, collection: &'a Collection) -> Reader<'a> {
        Reader {
            world: self.world,
            memory: self.memory,
            collection,
        }
    }

    /// The values that say something about the object.
    fn sent(&self) -> Object {
        let values = self.parts.values().iter();
        let about = values.filter(|(name, _)| !self.world.others.contains(*name));
        about
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    }
}
