//! Which paths are collections, and how their objects are told apart.
//!
//! What comes in: the operations. What goes out: the paths at which objects are listed, created
//! or changed. It knows paths, methods, types and parameters, and no names of any API.

use docbind_spec::{Method, Presence};

use super::collection::Collection;
use super::identity::{Clues, Identity, called};
use super::path::Path;
use super::survey::{Form, Seen};

/// Where one of the objects is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// Below the collection, at a placeholder.
    Below,
    /// At the path itself, by a parameter of this name.
    Named(String),
    /// At the path itself: there is but one.
    Alone,
}

/// The collections of the operations.
pub(super) fn collections(seen: &[Seen<'_>]) -> Vec<Collection> {
    let mut found: Vec<(Path, Place)> = Vec::new();
    for one in seen {
        let holder = one.path.item().map(|(holder, _)| holder);
        for path in holder.iter().chain([&one.path]) {
            if found.iter().all(|(known, _)| !known.is_like(path))
                && let Some(place) = place(seen, path)
            {
                found.push((path.clone(), place));
            }
        }
    }
    // What is found by a placeholder is no thing of its own besides.
    let items = |path: &Path| {
        let mut found = found.iter();
        found.any(|(it, place)| *place == Place::Below && path.is_item_of(it))
    };
    let own = found
        .iter()
        .filter(|(path, place)| *place != Place::Alone || !items(path));
    own.map(|(path, place)| Collection::new(seen, path, place))
        .collect()
}

/// Whether the operation is one on the collection or on one of its objects.
pub(super) fn is_of(one: &Seen<'_>, path: &Path, place: &Place) -> bool {
    if one.path.is_like(path) {
        // What is read where the objects are below is what they are in, and none of them.
        return *place != Place::Below || one.method() != Method::Get || one.lists();
    }
    *place == Place::Below && one.path.is_item_of(path) && !one.lists()
}

/// Where the objects of a path are found; none where it has no objects that could change.
fn place(seen: &[Seen<'_>], path: &Path) -> Option<Place> {
    let at: Vec<&Seen<'_>> = seen.iter().filter(|one| one.path.is_like(path)).collect();
    let with = |method| at.iter().find(|one| one.method() == method);
    let below: Vec<&Seen<'_>> = seen.iter().filter(|one| is_item(one, path)).collect();
    let read = below.iter().any(|one| one.method() == Method::Get);
    let edits = below.iter().any(|one| one.edits());
    let lists = at.iter().any(|one| one.lists());
    let creates = with(Method::Post);
    if !below.is_empty() && (lists || creates.is_some() || read && edits) {
        return Some(Place::Below);
    }
    let shown = with(Method::Get)?;
    let edited = || at.iter().filter(|one| one.edits()).copied();
    if lists {
        let named = key(shown, &edited().collect::<Vec<_>>()).map(Place::Named);
        let here = creates.is_some_and(|one| one.form != Form::Other);
        let elsewhere = || {
            seen.iter()
                .any(|one| one.ty == shown.ty && creates_in(path, one))
        };
        return named.or((here || elsewhere()).then_some(Place::Below));
    }
    key(shown, &at).map(Place::Named).or_else(|| {
        let mut set = edited().filter(|one| one.method() != Method::Delete);
        set.next().map(|_| Place::Alone)
    })
}

/// Whether the operation is on one of the path's objects.
fn is_item(one: &Seen<'_>, path: &Path) -> bool {
    let is_method = one.edits() || one.method() == Method::Get && !one.lists();
    is_method && one.path.is_item_of(path)
}

/// The parameter by which operations name an object: one that must be sent to each and is a field
/// of what is shown.
fn key(shown: &Seen<'_>, operations: &[&Seen<'_>]) -> Option<String> {
    let mut fields = shown.objects.first()?.keys();
    let key = fields.find(|field| {
        let named = |one: &&Seen<'_>| {
            let mut sent = one.sent();
            sent.any(|it| it.presence == Presence::Required && it.name == **field)
        };
        !operations.is_empty() && operations.iter().all(named)
    });
    key.cloned()
}

/// How the objects of a path are told apart.
pub(super) fn identity(seen: &[Seen<'_>], path: &Path, place: &Place) -> Identity {
    // What is removed may be shown under other names.
    let own = |one: &&Seen<'_>| is_of(one, path, place) && one.method() != Method::Delete;
    let own = || seen.iter().filter(own);
    let mut clues = Clues {
        path,
        names: Vec::new(),
        objects: own().flat_map(|one| one.objects.iter().copied()).collect(),
        calls: Vec::new(),
    };
    match place {
        Place::Alone => return Identity::default(),
        Place::Named(name) => clues.names.push(name.as_str()),
        Place::Below => {
            let types: Vec<&str> = own().filter_map(|one| one.ty).collect();
            for one in seen.iter().filter(|one| names_an_item(one, path)) {
                ask(&mut clues, one, &types);
            }
        }
    }
    Identity::found(&clues)
}

/// Whether the path goes on with a placeholder for one of the objects.
fn names_an_item(one: &Seen<'_>, path: &Path) -> bool {
    let next = one.path.segments().get(path.segments().len());
    one.path.starts_with(path) && next.is_some_and(|it| it == ":")
}

/// Adds what an operation on an object calls it.
fn ask<'a>(clues: &mut Clues<'a>, one: &'a Seen<'a>, types: &[&str]) {
    let depth = clues.path.segments().len();
    let Some(name) = one.path.names().get(clues.path.names().len()) else {
        return;
    };
    if !clues.names.contains(&name.as_str()) {
        clues.names.push(name);
    }
    let segments = one.path.segments().len();
    let answers_it = one.form == Form::Object && one.ty.is_some_and(|ty| types.contains(&ty));
    if answers_it && segments <= depth + 2 {
        for value in called(one.operation, depth, segments) {
            let objects = one.objects.iter();
            clues
                .calls
                .extend(objects.map(|object| (value.clone(), *object)));
        }
    }
}

/// Whether an operation at another path creates an object of this one, by what both paths say:
/// `POST /shelves/:id/notes/:day` one of `/shelves/:id/days/:day/notes`.
pub(super) fn creates_in(path: &Path, one: &Seen<'_>) -> bool {
    let held = path
        .names()
        .iter()
        .all(|name| one.path.names().contains(name));
    let is_part = |noun: &str| path.literals().any(|own| own == noun);
    let about = path
        .noun()
        .is_some_and(|noun| one.path.literals().any(|it| it == noun));
    let elsewhere = one.path.names().len() == path.names().len() && !one.path.is_like(path);
    let creates = one.method() == Method::Post && one.ty.is_some();
    creates && elsewhere && held && about && one.path.literals().all(is_part)
}
