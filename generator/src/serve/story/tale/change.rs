//! Requests that change or remove an object.

use docbind_spec::Method;
use docbind_templates::runtime::server::Failure;
use serde_json::Value;

use super::Tale;
use crate::serve::story::alike::Likeness;
use crate::serve::story::collection::{Collection, Object};
use crate::serve::story::memory::{Fate, Key};
use crate::serve::story::role::Named;

impl Tale<'_> {
    /// Changes an object: as the documents show, then as the request says.
    pub(super) fn change(
        &mut self,
        named: &Named,
        effects: &Object,
    ) -> Result<Option<Object>, Failure> {
        let Some((mut key, collection)) = self.find(named) else {
            return Ok(None);
        };
        if self.memory.is_deleted(&key) {
            return match self.role.method {
                Method::Delete => Ok(self.echoed()),
                _ => Err(Failure::not_found()),
            };
        }
        let mut object = self.object(&key, collection);
        let mut changes = effects.clone();
        changes.extend(self.changes(collection, &object, Likeness::Part));
        if !changes.is_empty() {
            object.extend(changes.clone());
            self.remember(&mut key, collection, &object, changes);
        }
        // What does not say which object it is tells of something else.
        let mut moulds = self.role.mould.iter();
        let tells = moulds.any(|mould| collection.tells(mould));
        Ok(if tells {
            Some(self.shown(object))
        } else {
            self.echoed()
        })
    }

    /// Makes what a field of an object is.
    pub(super) fn attach(&mut self, named: &Named, field: &str) -> Result<Option<Object>, Failure> {
        let (Some((mut key, collection)), Some(part)) = (self.find(named), self.echoed()) else {
            return Ok(None);
        };
        if self.memory.is_deleted(&key) {
            return Err(Failure::not_found());
        }
        let mut object = self.object(&key, collection);
        let changes = Object::from_iter([(field.to_owned(), Value::Object(part.clone()))]);
        object.extend(changes.clone());
        self.remember(&mut key, collection, &object, changes);
        Ok(Some(part))
    }

    /// Remembers changes, which the object has already; also those that make it an object of
    /// another identity.
    fn remember(
        &mut self,
        key: &mut Key,
        collection: &Collection,
        object: &Object,
        changes: Object,
    ) {
        let renamed = collection.identity.of(&changes);
        if let Some(identity) = renamed.filter(|it| *it != key.identity) {
            self.memory
                .remember(key.clone(), Fate::Deleted, &Object::new());
            key.identity = identity;
            self.memory.remember(key.clone(), Fate::Created, object);
            return;
        }
        let (fate, mut fields) = match self.memory.get(key) {
            Some(entry) => (entry.fate, entry.fields()),
            None => (Fate::Changed, Object::new()),
        };
        fields.extend(changes);
        self.memory.remember(key.clone(), fate, &fields);
    }

    /// Removes an object with all it holds; once more is as good as once.
    pub(super) fn delete(&mut self, named: &Named) -> Option<Object> {
        let (key, collection) = self.find(named)?;
        let mut holders = key.holders.clone();
        holders.push(key.identity.clone());
        for (number, below) in self.world.collections.iter().enumerate() {
            if collection.holds(below) {
                self.memory.forget_held(number, &holders);
            }
        }
        let mut object = self.echoed();
        if let Some(object) = &mut object {
            collection.name(object, &key.identity);
            collection.set_holders(object, &key.holders);
        }
        self.memory.remember(key, Fate::Deleted, &Object::new());
        object
    }

    /// Makes the only one what the documents show.
    pub(super) fn reset(&mut self, named: &Named) -> Option<Object> {
        let (key, _) = self.find(named)?;
        self.memory.forget(&key);
        None
    }
}
