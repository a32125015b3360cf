//! What an action does to its object: `POST /books/:id/lend` makes it `lent`.
//!
//! The documents show the object after the action. Which of its fields the action brought about
//! is seen by the words, or by what differs from the object before.

use docbind_spec::Method;
use serde_json::Value;

use super::collection::{Collection, Object, whole};
use super::path::Path;
use super::survey::{Form, Seen};
use super::verb;

/// The fields that an action sets.
pub(super) fn of(collection: &Collection, seen: &[Seen<'_>], action: &Seen<'_>) -> Object {
    let Some(verb) = action.path.noun() else {
        return Object::new();
    };
    let Some(after) = shown(collection, action) else {
        // What is deleted is taken back.
        let verb = match action.method() {
            Method::Delete => verb::opposite(verb),
            _ => verb.to_owned(),
        };
        return untold(collection, &verb);
    };
    let switches = || {
        after
            .iter()
            .filter(|(name, value)| is_switch(collection, name, value))
    };
    let told = switches().filter(|(name, value)| match value {
        Value::String(word) => verb::is_kin(verb, word),
        _ => verb::is_kin(verb, name) || verb.contains(name.as_str()),
    });
    let told: Object = told.map(pair).collect();
    if !told.is_empty() {
        return told;
    }
    let opposite = opposite(seen, action).and_then(|it| shown(collection, it));
    let before = opposite.unwrap_or_else(|| collection.mould.clone());
    let differs = |name: &String, value: &Value| before.get(name).is_some_and(|it| it != value);
    let different = switches().filter(|(name, value)| differs(name, value));
    different.map(pair).collect()
}

fn pair((name, value): (&String, &Value)) -> (String, Value) {
    (name.clone(), value.clone())
}

/// The object as the documents show it after the action.
fn shown(collection: &Collection, action: &Seen<'_>) -> Option<Object> {
    let is_it =
        action.form == Form::Object && action.ty.is_some_and(|ty| collection.types.contains(ty));
    is_it.then(|| whole(action.objects.iter().copied()))?
}

/// Whether the field is on or off, or in one of a few states.
fn is_switch(collection: &Collection, name: &str, value: &Value) -> bool {
    match value {
        Value::Bool(_) => true,
        Value::String(word) => collection.states(name).is_some_and(|it| it.contains(word)),
        _ => false,
    }
}

/// The effect where nothing shows the object: the state that the verb brings about. What takes it
/// back brings about the other one, where there is only one other.
fn untold(collection: &Collection, verb: &str) -> Object {
    let found = collection.all_states().find_map(|(field, states)| {
        let states: Vec<&str> = states.iter().map(String::as_str).collect();
        let state = verb::outcome(verb, &states).or_else(|| {
            let taken_back = verb::outcome(&verb::opposite(verb), &states)?;
            let mut others = states.iter().filter(|state| **state != taken_back);
            others.next().filter(|_| others.next().is_none()).copied()
        })?;
        Some((field.to_owned(), Value::from(state)))
    });
    found.into_iter().collect()
}

/// The action that takes back what this one does: the same path with another method, or `unlend`
/// beside `lend`.
fn opposite<'s, 'a>(seen: &'s [Seen<'a>], action: &Seen<'_>) -> Option<&'s Seen<'a>> {
    let verb = action.path.noun()?;
    let is_opposite = |path: &Path| {
        let parents = (path.parent(), action.path.parent());
        matches!(parents, (Some((one, noun)), Some((other, _)))
            if one.is_like(&other) && noun == verb::opposite(verb))
    };
    let mut others = seen.iter().filter(|one| one.form == Form::Object);
    others.find(|one| {
        one.path.is_like(&action.path) && one.method() != action.method() || is_opposite(&one.path)
    })
}
