//! Requests that create an object.

use docbind_templates::runtime::server::Failure;
use serde_json::Value;

use super::Tale;
use crate::serve::story::alike::Likeness;
use crate::serve::story::collection::{Collection, Object, adopt};
use crate::serve::story::identity::Kind;
use crate::serve::story::memory::{Fate, Key, Memory};
use crate::serve::story::role::{Conflicts, Creation};
use crate::serve::story::types::text;

impl Tale<'_> {
    /// Creates an object: as the documents show it, then as the request says.
    pub(super) fn create(&mut self, creation: &Creation) -> Result<Option<Object>, Failure> {
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
                key.identity = self.identity(&key, collection);
                let known = self.memory.get(&key).map(|entry| entry.fate);
                if known == Some(Fate::Created) && self.role.conflicts == Conflicts::Refused {
                    return Err(Failure::conflict("409 Conflict"));
                }
            }
            None => key.identity = self.fresh(&key, collection, &object),
        }
        let changes = self.changes(collection, &object, Likeness::Made);
        object.extend(changes);
        collection.identity.set(&mut object, &key.identity);
        collection.set_holders(&mut object, &key.holders);
        self.number_within(&mut object, &key, collection);
        self.memory.remember(key, Fate::Created, &object);
        // What does not say which object it is tells of something else.
        Ok(if tells {
            Some(self.shown(object))
        } else {
            self.echoed()
        })
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
    fn number_within(&mut self, object: &mut Object, key: &Key, collection: &Collection) {
        let field = &self.world.scoped;
        if collection.identity.field.as_ref() == Some(field) {
            return;
        }
        if let Some(Value::Number(number)) = object.get_mut(field)
            && let Some(own) = number.as_i64()
        {
            let (place, holders) = (key.collection, &key.holders);
            *number = self.memory.next_within(place, holders, field, own).into();
        }
    }
}
