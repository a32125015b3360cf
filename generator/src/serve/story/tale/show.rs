//! Requests that show one object.

use docbind_templates::runtime::server::Failure;

use super::Tale;
use crate::serve::story::collection::Object;
use crate::serve::story::memory::{Fate, Key};
use crate::serve::story::role::Named;

/// Fields that only people have.
const PERSON: [&str; 3] = ["username", "login", "email"];

impl Tale<'_> {
    pub(super) fn read(&self, named: &Named) -> Result<Option<Object>, Failure> {
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
    pub(super) fn search(&self, collections: &[usize], name: &str) -> Option<Object> {
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

    /// Whoever asks, as they are by now: another one where they act as another one.
    pub(super) fn caller(&self, number: usize) -> Option<Object> {
        let collection = self.world.collections.get(number)?;
        let own = collection.identity.of(self.role.mould.as_ref()?)?;
        // Whoever acts as another one acts as another person.
        let is_person = |mould: &&Object| PERSON.iter().any(|field| mould.contains_key(*field));
        let person = self.role.mould.as_ref().filter(is_person);
        let sudo = person.and_then(|_| self.parts.sudo());
        let mut key = Key {
            collection: number,
            holders: Vec::new(),
            identity: sudo.map_or(own.clone(), str::to_owned),
        };
        key.identity = self.identity(&key, collection);
        let entry = self.memory.get(&key);
        let entry = entry.filter(|entry| entry.fate != Fate::Deleted);
        if entry.is_none() && key.identity == own {
            return None;
        }
        Some(self.shown(self.object(&key, collection)))
    }
}
