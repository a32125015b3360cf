//! Objects that requests create, change and delete, beginning with those of the documents.
//!
//! ```text
//! spec ─ survey ─┬ discovery ─ identity ─▶ collections: where objects live, and which is which
//!     └ wrapper  └ role ─ effects, filter ▶ what each operation does to them
//!
//! request ─ role ─┬ listing ─ filter ─────▶ objects, chosen, sorted, by pages ┬▶ told
//!                 └ tale ─ sent, types ───▶ one object, as it is by now ──────┘
//!                    └ memory: how objects differ from the documents
//! ```
//!
//! What comes in: requests as the engine took them apart. What goes out: what the documents
//! determine about the answer, after everything that was asked before. Only differences are
//! remembered, and of them only so many. Nothing depends on a clock or on chance.

mod alike;
mod collection;
mod discovery;
mod echo;
mod effects;
mod encoded;
mod filter;
mod identity;
mod listing;
mod memory;
mod path;
mod role;
mod sent;
mod survey;
mod tale;
#[cfg(test)]
mod tests;
mod types;
mod verb;
mod wrapper;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use docbind_spec::ApiSpec;
use docbind_templates::runtime::server::{Failure, PageInfo, Parts};
use serde_json::Value;

use super::answers::Answers;
use super::everywhere;
use crate::names::mint::singular;
use collection::{Collection, Object};
use listing::Asked;
use memory::{Entry, Fate, Key, Memory};
use role::{Act, Role};
use survey::Seen;
use tale::Tale;
use types::Types;

/// The objects of an API.
pub(super) struct Story {
    world: Arc<World>,
    memory: Mutex<Memory>,
}

/// What the documents say, which never changes.
struct World {
    types: Types,
    collections: Vec<Collection>,
    /// By the number of the operation.
    roles: Vec<Role>,
    /// Parameters that say nothing about objects: pages, credentials and the like.
    others: BTreeSet<String>,
    paging: Paging,
    /// The field that tells an object from others of the same holder.
    scoped: String,
}

/// Whether lists have pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Paging {
    Pages,
    Whole,
}

/// What the story says to a request.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Told {
    /// The body.
    pub(super) value: Value,
    /// Which page of a list it is.
    pub(super) page: Option<PageInfo>,
}

impl Story {
    /// The story before the first request.
    pub(super) fn of(spec: &ApiSpec, answers: &Answers) -> Self {
        let seen = Seen::all(spec, answers);
        let types = Types::of(spec);
        let collections = discovery::collections(&seen);
        let scoped = spec.api.identifiers.as_ref();
        let world = World {
            roles: Role::all(spec, &seen, &types, &collections),
            types,
            collections,
            others: everywhere::names(spec).map(str::to_owned).collect(),
            paging: match spec.api.paging {
                Some(_) => Paging::Pages,
                None => Paging::Whole,
            },
            scoped: scoped.map_or_else(|| "iid".to_owned(), |it| it.scoped.clone()),
        };
        Self {
            world: Arc::new(world),
            memory: Mutex::default(),
        }
    }

    /// The same story, before the first request.
    pub(super) fn afresh(&self) -> Self {
        Self {
            world: Arc::clone(&self.world),
            memory: Mutex::default(),
        }
    }

    /// Goes on by one request for the operation of this number. Nothing is told where the
    /// operation is about no object; its answer is the documented one then.
    ///
    /// # Errors
    ///
    /// 404 where the object, or what holds it, was deleted; 409 where it is there already and the
    /// documents know that status.
    pub(super) fn goes_on(&self, number: usize, parts: &Parts) -> Result<Option<Told>, Failure> {
        let Some(role) = self.world.roles.get(number) else {
            return Ok(None);
        };
        let mut memory = self.memory();
        let mut tale = Tale::new(&self.world, role, parts, &mut memory);
        tale.go_through()?;
        let Act::List(listing) = &role.act else {
            let value = tale.act()?;
            return Ok(value.map(|value| Told { value, page: None }));
        };
        let over = listing.over.as_ref();
        let asked = Asked {
            listing,
            collection: over.and_then(|over| self.world.collections.get(over.collection)),
            parts,
            names: &tale.into_names(),
        };
        let items = asked.items(&memory);
        // What follows takes long for long lists, and others wait.
        drop(memory);
        let (objects, total) = asked.page(&items);
        let page = parts.page().info(u64::try_from(total).unwrap_or(u64::MAX));
        let items = objects.into_iter().map(Value::Object).collect();
        Ok(Some(Told {
            value: match &role.wrapper {
                Some(wrapper) => wrapper.around_list(items, total),
                None => items,
            },
            page: (self.world.paging == Paging::Pages).then_some(page),
        }))
    }

    /// The memory, also after a request that failed in the middle: it is whole after each step.
    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl World {
    /// An object as it is by now.
    fn object(&self, key: &Key, entry: Option<&Entry>, collection: &Collection) -> Object {
        let mut object = collection.mould.clone();
        let own = collection.identity.of(&object);
        if own.as_deref() != Some(key.identity.as_str())
            && let Some(documented) = collection.documented(&key.identity)
        {
            object.extend(documented.clone());
        }
        if let Some(entry) = entry {
            object.extend(entry.fields());
        }
        collection.identity.set(&mut object, &key.identity);
        collection.set_holders(&mut object, &key.holders);
        object
    }

    /// The object that a value such as `author_id=5` names, where something is known of it: by
    /// the noun, the type of the field, and the value.
    fn known(
        &self,
        memory: &Memory,
        noun: &str,
        ty: Option<&str>,
        identity: &str,
    ) -> Option<Object> {
        let mut collections = self.collections.iter().enumerate();
        collections.find_map(|(number, collection)| {
            let called = collection.path.noun().map(singular);
            let typed = ty.is_some_and(|ty| collection.types.contains(ty));
            if called.as_deref() != Some(noun) && !typed {
                return None;
            }
            let mut held = memory.held(number, &[]);
            match held.find(|(key, _)| key.identity == identity) {
                Some((_, entry)) if entry.fate == Fate::Deleted => None,
                Some((key, entry)) => Some(self.object(key, Some(entry), collection)),
                None => collection.documented(identity).cloned(),
            }
        })
    }
}

impl fmt::Debug for Story {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let paths = self.world.collections.iter();
        let paths: Vec<String> = paths.map(|it| it.path.segments().join("/")).collect();
        f.debug_struct("Story")
            .field("collections", &paths)
            .finish_non_exhaustive()
    }
}
