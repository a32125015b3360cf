//! What each operation does to the objects of the collections.
//!
//! Told by methods, paths and types alone, never by what an API calls its things.

use std::collections::BTreeSet;

use docbind_spec::{ApiSpec, Method, Schema};

use super::collection::{Collection, Object, whole};
use super::discovery::{Place, creates_in};
use super::echo::Echo;
use super::effects;
use super::filter::Filters;
use super::listing::{Listing, Over};
use super::survey::{Form, Seen};
use super::types::Types;
use super::wrapper::Wrapper;

/// The part of one operation in the story.
#[derive(Debug)]
pub(super) struct Role {
    /// The objects that its path goes through; where one is gone, there is nothing below it.
    pub(super) within: Vec<Named>,
    pub(super) act: Act,
    pub(super) method: Method,
    /// The object that the documents show as its answer.
    pub(super) mould: Option<Object>,
    /// Its type.
    pub(super) ty: Option<String>,
    /// What is answered: the object, or the object in a list.
    pub(super) form: Form,
    /// What is answered around it.
    pub(super) wrapper: Option<Wrapper>,
    /// The paths of its documented calls.
    pub(super) calls: Vec<String>,
    /// What the answer says again of the request.
    pub(super) echo: Echo,
    /// Whether the same thing created twice is a conflict.
    pub(super) conflicts: Conflicts,
}

/// What becomes of a thing that is created twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Conflicts {
    /// The documents know a status for it.
    Refused,
    /// It is created anew.
    Replaced,
}

/// What an operation does.
#[derive(Debug)]
pub(super) enum Act {
    /// Nothing that the story knows of.
    Nothing,
    /// It lists objects.
    List(Listing),
    /// It shows one.
    Read(Named),
    /// It shows one of any of these collections, wherever it is.
    Search(Vec<usize>, String),
    /// It creates one.
    Create(Creation),
    /// It changes one as it is sent.
    Change(Named),
    /// It changes one as the documents show.
    Affect(Named, Object),
    /// It makes what a field of one is: `POST /books/:id/cover` its `cover`.
    Attach(Named, String),
    /// It shows whoever asks, who is one of a collection.
    Caller(usize),
    /// It removes one.
    Delete(Named),
    /// It makes the only one what the documents show.
    Reset(Named),
}

/// How an operation names an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) collection: usize,
    /// The placeholders of the things that hold it.
    pub(super) holders: Vec<String>,
    pub(super) by: By,
}

/// What names an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum By {
    /// A placeholder.
    Path(String),
    /// A parameter.
    Sent(String),
    /// There is only one.
    Nothing,
}

/// How an operation creates an object.
#[derive(Debug)]
pub(super) struct Creation {
    pub(super) collection: usize,
    /// The placeholders of the things that hold it.
    pub(super) holders: Vec<String>,
    /// Parameters that say which object it becomes.
    pub(super) names: Vec<String>,
}

/// Status of a refusal because there is such a thing already.
const CONFLICT: u16 = 409;

impl Role {
    /// The roles of all operations, in the order of the spec.
    pub(super) fn all(
        spec: &ApiSpec,
        seen: &[Seen<'_>],
        types: &Types,
        collections: &[Collection],
    ) -> Vec<Self> {
        let cast = Cast {
            spec,
            seen,
            types,
            collections,
        };
        seen.iter().map(|one| cast.role(one)).collect()
    }
}

/// Everything that roles follow from.
struct Cast<'c> {
    spec: &'c ApiSpec,
    seen: &'c [Seen<'c>],
    types: &'c Types,
    collections: &'c [Collection],
}

impl Cast<'_> {
    fn role(&self, one: &Seen<'_>) -> Role {
        let mut responses = one.operation.responses.iter();
        let refused = responses.any(|response| response.status == CONFLICT);
        Role {
            within: self.within(one),
            act: self.act(one),
            method: one.method(),
            mould: whole(one.objects.iter().copied()),
            ty: one.ty.map(str::to_owned),
            form: one.form,
            wrapper: one.wrapper.clone(),
            calls: one
                .operation
                .calls
                .iter()
                .map(|call| call.path.clone())
                .collect(),
            echo: Echo::of(one),
            conflicts: if refused {
                Conflicts::Refused
            } else {
                Conflicts::Replaced
            },
        }
    }

    fn numbered(&self) -> impl Iterator<Item = (usize, &Collection)> {
        self.collections.iter().enumerate()
    }

    fn within(&self, one: &Seen<'_>) -> Vec<Named> {
        let through = self
            .numbered()
            .filter_map(|(number, it)| below(number, it, one));
        let mut through: Vec<Named> = through.collect();
        through.sort_by_key(|named| named.holders.len());
        through
    }

    fn act(&self, one: &Seen<'_>) -> Act {
        let own = self.numbered().find_map(|(number, it)| {
            if one.path.is_like(&it.path) {
                self.at(number, it, one)
            } else {
                self.on_item(number, it, one)
            }
        });
        own.or_else(|| self.elsewhere(one)).unwrap_or(Act::Nothing)
    }

    /// What an operation on the path of a collection does.
    fn at(&self, number: usize, collection: &Collection, one: &Seen<'_>) -> Option<Act> {
        let by = match &collection.place {
            Place::Below => None,
            Place::Named(name) => Some(By::Sent(name.clone())),
            Place::Alone => Some(By::Nothing),
        };
        let named = by.map(|by| Named {
            collection: number,
            holders: one.path.names().to_vec(),
            by,
        });
        match (one.method(), named) {
            (Method::Get, _) if one.lists() => Some(Act::List(self.listing(Some(number), one))),
            (Method::Get, named) => named.map(Act::Read),
            (Method::Post, _) if collection.place != Place::Alone => Some(Act::Create(
                self.creation(number, one.path.names().to_vec(), one),
            )),
            (Method::Post | Method::Put | Method::Patch, named) => named.map(Act::Change),
            (Method::Delete, Some(named)) if collection.place == Place::Alone => {
                Some(Act::Reset(named))
            }
            (Method::Delete, named) => named.map(Act::Delete),
            _ => None,
        }
    }

    /// What an operation on an object of a collection, or right below it, does.
    fn on_item(&self, number: usize, collection: &Collection, one: &Seen<'_>) -> Option<Act> {
        let named = below(number, collection, one)?;
        let rest = &one.path.segments()[collection.path.segments().len() + 1..];
        if !rest.is_empty() {
            let is_text = rest.iter().all(|it| !it.contains(':'));
            return is_text.then(|| self.below_item(collection, named, one))?;
        }
        match one.method() {
            Method::Get if one.form == Form::Object => Some(Act::Read(named)),
            Method::Put | Method::Patch => Some(Act::Change(named)),
            Method::Delete => Some(Act::Delete(named)),
            _ => None,
        }
    }

    /// What an operation with text after the object does: `/books/:id/lend`.
    fn below_item(&self, collection: &Collection, named: Named, one: &Seen<'_>) -> Option<Act> {
        if one.method() == Method::Get {
            let shown = one
                .objects
                .iter()
                .any(|object| collection.resembles(object));
            return (one.form == Form::Object && shown).then_some(Act::Read(named));
        }
        let is_it = one.ty.is_none_or(|ty| collection.types.contains(ty));
        if is_it {
            let effects = effects::of(collection, self.seen, one);
            return Some(Act::Affect(named, effects));
        }
        let noun = one.path.noun()?;
        let field = self.types.field(&collection.types, noun)?;
        let is_part = matches!(&field.schema, Schema::Ref(ty) if Some(ty.as_str()) == one.ty);
        (is_part && one.method() != Method::Delete).then(|| Act::Attach(named, noun.to_owned()))
    }

    /// What an operation elsewhere has to do with a collection.
    fn elsewhere(&self, one: &Seen<'_>) -> Option<Act> {
        if one.lists() {
            return Some(Act::List(self.listing(self.viewed(one), one)));
        }
        match one.method() {
            Method::Get if one.form == Form::Object => {
                if one.path.names().is_empty() {
                    let mut of_type = self.numbered().filter(|(_, it)| is_of_type(it, one));
                    return of_type.next().map(|(number, _)| Act::Caller(number));
                }
                let (_, name) = one.path.item()?;
                let of_type = self.numbered().filter(|(_, it)| is_of_type(it, one));
                let found: Vec<usize> = of_type.map(|(number, _)| number).collect();
                (!found.is_empty()).then(|| Act::Search(found, name.to_owned()))
            }
            Method::Post => self.numbered().find_map(|(number, it)| {
                let holders = creates(it, one)?;
                Some(Act::Create(self.creation(number, holders, one)))
            }),
            _ => None,
        }
    }

    /// The collection whose objects a list shows.
    fn viewed(&self, one: &Seen<'_>) -> Option<usize> {
        let of_type = self.numbered().filter(|(_, it)| is_of_type(it, one));
        let shown = of_type.filter_map(|(number, it)| {
            let same = it.path.noun() == one.path.noun();
            let part = goes_on_with_text(it, one);
            let near = one.path.shared_placeholders(&it.path);
            (same || part).then_some((number, near + usize::from(same)))
        });
        let best = shown.reduce(|best, next| if next.1 > best.1 { next } else { best });
        best.map(|(number, _)| number)
    }

    fn listing(&self, collection: Option<usize>, one: &Seen<'_>) -> Listing {
        let over = collection.and_then(|number| {
            let collection = self.collections.get(number)?;
            let shared = one.path.shared_placeholders(&collection.path);
            let names = one.path.names();
            let nouns = one.path.nouns();
            let links = names.iter().zip(nouns).skip(shared);
            Some(Over {
                collection: number,
                holders: names[..shared].to_vec(),
                links: links
                    .filter_map(|(name, noun)| Some((name.clone(), noun?.to_owned())))
                    .collect(),
            })
        });
        let viewed = collection.and_then(|number| self.collections.get(number));
        Listing::new(viewed, over, one, Filters::of(self.spec, one))
    }

    fn creation(&self, number: usize, holders: Vec<String>, one: &Seen<'_>) -> Creation {
        let mut names = Vec::new();
        if let Some(collection) = self.collections.get(number) {
            let sent: BTreeSet<&str> = one.sent().map(|it| it.name.as_str()).collect();
            let called = self.called(collection);
            names.extend(
                called
                    .into_iter()
                    .filter(|name| sent.contains(name.as_str())),
            );
        }
        Creation {
            collection: number,
            holders,
            names,
        }
    }

    /// What the objects of a collection are named by: its field and the placeholders that stand
    /// for it.
    fn called(&self, collection: &Collection) -> Vec<String> {
        let mut names: Vec<String> = collection.identity.field.iter().cloned().collect();
        if let Place::Named(name) = &collection.place {
            names.push(name.clone());
        }
        let noun = collection.path.noun().map(crate::names::mint::singular);
        let long = names
            .first()
            .zip(noun)
            .map(|(field, noun)| format!("{noun}_{field}"));
        names.extend(long);
        let items = self.seen.iter();
        let items = items.filter(|one| one.path.is_item_of(&collection.path));
        names.extend(items.filter_map(|one| one.path.names().last().cloned()));
        names
    }
}

/// The object of a collection that the path of an operation goes through or ends with.
fn below(number: usize, collection: &Collection, one: &Seen<'_>) -> Option<Named> {
    let depth = collection.path.segments().len();
    let held = collection.path.names().len();
    let next = one.path.segments().get(depth)?;
    let goes_on = collection.place != Place::Alone && one.path.starts_with(&collection.path);
    (goes_on && next == ":").then(|| Named {
        collection: number,
        holders: one.path.names()[..held].to_vec(),
        by: By::Path(one.path.names()[held].clone()),
    })
}

fn is_of_type(collection: &Collection, one: &Seen<'_>) -> bool {
    collection.place != Place::Alone && one.ty.is_some_and(|ty| collection.types.contains(ty))
}

/// Whether the path is that of the collection and then text: `/books/lent`.
fn goes_on_with_text(collection: &Collection, one: &Seen<'_>) -> bool {
    let next = one.path.segments().get(collection.path.segments().len());
    one.path.starts_with(&collection.path) && next.is_some_and(|it| !it.contains(':'))
}

/// The placeholders for what holds the object that an operation elsewhere creates; none where it
/// creates none.
fn creates(collection: &Collection, one: &Seen<'_>) -> Option<Vec<String>> {
    let names = collection.path.names();
    if goes_on_with_text(collection, one) {
        let told = is_of_type(collection, one) || one.ty.is_none() && is_likely(one);
        return told.then(|| one.path.names()[..names.len()].to_vec());
    }
    let here = is_of_type(collection, one) && creates_in(&collection.path, one);
    here.then(|| names.to_vec())
}

/// Whether an operation creates an object although nothing shows it: `POST /books/copy/:id` does.
fn is_likely(one: &Seen<'_>) -> bool {
    let is_id = |name: &str| name.to_lowercase().ends_with("id");
    let named = one.path.item().is_some_and(|(_, name)| is_id(name));
    named && one.form != Form::Objects
}
