//! The collections of an API: where objects are listed, created and found again.

use std::collections::{BTreeMap, BTreeSet};

use docbind_spec::{Method, Schema};
use serde_json::{Map, Value};

use super::discovery::{Place, identity, is_of};
use super::identity::{Identity, Kind, USUAL};
use super::path::Path;
use super::survey::{Form, Seen};
use super::types::text;
use super::verb;
use crate::names::mint::singular;

/// An object as JSON has it.
pub(super) type Object = Map<String, Value>;

/// A path with objects: `/shelves/:/books`.
#[derive(Debug)]
pub(super) struct Collection {
    pub(super) path: Path,
    pub(super) place: Place,
    pub(super) identity: Identity,
    /// The types of its objects: a list may show less of them than they are.
    pub(super) types: BTreeSet<String>,
    /// Every documented object, once for each identity.
    pub(super) known: Vec<Object>,
    /// The identities of those that some operation shows.
    shown: BTreeSet<String>,
    /// A whole object, for those of which the documents know nothing.
    pub(super) mould: Object,
    /// Fields that are in one of a few states, with the documented ones.
    states: BTreeMap<String, BTreeSet<String>>,
    /// Documented values of fields that are objects.
    samples: BTreeMap<String, Vec<Value>>,
}

impl Collection {
    pub(super) fn new(seen: &[Seen<'_>], path: &Path, place: &Place) -> Self {
        let identity = identity(seen, path, place);
        let has_identity = |object: &&Object| match &identity.field {
            Some(field) => object.contains_key(field),
            None => true,
        };
        let own = |one: &&Seen<'_>| is_of(one, path, place) && one.method() != Method::Delete;
        let of_kind = |one: &&Seen<'_>| own(one) && one.objects.iter().any(has_identity);
        let types = seen.iter().filter(of_kind).filter_map(|one| one.ty);
        let types: BTreeSet<String> = types.map(str::to_owned).collect();
        let listed = seen
            .iter()
            .filter(|one| one.lists() && one.path.is_like(path));
        let listed = listed.flat_map(|one| one.objects.iter().copied());
        let single = seen.iter().filter(of_kind).filter(|one| !one.lists());
        let single = single.flat_map(|one| one.objects.iter().copied());
        let all = listed.chain(single).filter(has_identity);
        let known = distinct(&identity, all);
        let reads = seen
            .iter()
            .filter(of_kind)
            .filter(|one| one.method() == Method::Get && one.form == Form::Object);
        let shown = seen
            .iter()
            .filter(of_kind)
            .flat_map(|one| one.objects.iter().copied());
        let shown: Vec<&Object> = shown.collect();
        let mut moulds = reads.filter_map(|one| whole(one.objects.iter().copied()));
        let mould = moulds.next().or_else(|| known.first().cloned());
        Self {
            mould: mould.unwrap_or_default(),
            shown: identities(&identity, seen.iter().filter(own)),
            states: states(seen, path, &shown),
            samples: samples(&shown),
            path: path.clone(),
            place: place.clone(),
            identity,
            types,
            known,
        }
    }

    /// What the documents show of the object that this text names.
    pub(super) fn documented(&self, named: &str) -> Option<&Object> {
        let exact = |object: &&Object| self.identity.of(object).as_deref() == Some(named);
        let mut known = self.known.iter();
        known
            .find(exact)
            .or_else(|| self.known.iter().find(|it| self.identity.names(it, named)))
    }

    /// Says by which things the object is held, where it has fields for that: `shelf_id` for what
    /// `/shelves/:id` holds, and those with the names of the placeholders.
    pub(super) fn set_holders(&self, object: &mut Object, holders: &[String]) {
        let names = self.path.names().iter().zip(self.path.nouns());
        for ((name, noun), holder) in names.zip(holders) {
            let long = noun.map(|noun| format!("{}_id", singular(noun)));
            let own = Some(name.clone()).filter(|name| !USUAL.contains(&name.as_str()));
            for field in long.into_iter().chain(own) {
                set(object, &field, holder);
            }
        }
    }

    /// The documented states of a field; none where it is no field with states.
    pub(super) fn states(&self, field: &str) -> Option<&BTreeSet<String>> {
        self.states.get(field)
    }

    /// The fields with states.
    pub(super) fn all_states(&self) -> impl Iterator<Item = (&str, &BTreeSet<String>)> {
        let states = self.states.iter();
        states.map(|(field, states)| (field.as_str(), states))
    }

    /// The documented value of a field that is an object, with this identity; any other one
    /// where none has it.
    pub(super) fn sample(&self, field: &str, identity: &str) -> Option<&Value> {
        let samples = self.samples.get(field)?;
        let is_it = |it: &&Value| it.get("id").and_then(text).as_deref() == Some(identity);
        samples.iter().find(is_it).or_else(|| samples.first())
    }

    /// The greatest number that identifies a documented object.
    pub(super) fn greatest(&self) -> i64 {
        let numbers = self
            .known
            .iter()
            .filter_map(|object| self.identity.of(object)?.parse::<i64>().ok());
        numbers.max().unwrap_or(0)
    }

    /// Whether the object says which one it is.
    pub(super) fn tells(&self, object: &Object) -> bool {
        let field = self.identity.field.as_ref();
        field.is_none_or(|field| object.contains_key(field))
    }

    /// Whether an object that something else shows is one of these, with more fields or fewer.
    pub(super) fn resembles(&self, object: &Object) -> bool {
        let shared = self
            .mould
            .keys()
            .filter(|name| object.contains_key(*name))
            .count();
        self.identity.field.is_some() && self.tells(object) && 3 * shared >= 2 * self.mould.len()
    }

    /// Whether some operation shows an object of this identity.
    pub(super) fn shows(&self, identity: &str) -> bool {
        self.shown.contains(identity)
    }

    /// Whether the objects of the other collection are held by objects of this one.
    pub(super) fn holds(&self, other: &Self) -> bool {
        let next = other.path.segments().get(self.path.segments().len());
        self.place != Place::Alone
            && other.path.starts_with(&self.path)
            && next.is_some_and(|it| it == ":")
    }

    /// The identity with this number, like that of an object.
    pub(super) fn numbered(&self, number: i64, like: &Object) -> String {
        if self.identity.kind == Kind::Number {
            return number.to_string();
        }
        let own = self.identity.of(like).unwrap_or_default();
        let digits = number.to_string();
        // A number, though it is written as a text.
        if own.len() < CODE && own.parse::<i64>().is_ok() {
            return digits;
        }
        let is_code = own.len() >= CODE && (is_hexadecimal(&own) || is_uuid(&own));
        match own.len().checked_sub(digits.len().max(6)) {
            Some(kept) if is_code => {
                format!(
                    "{}{digits:0>width$}",
                    &own[..kept],
                    width = own.len() - kept
                )
            }
            _ => format!("{own}-{digits}"),
        }
    }

    /// Says which object it is, under whatever name it does.
    pub(super) fn name(&self, object: &mut Object, identity: &str) {
        self.identity.set(object, identity);
        let field = self.identity.field.as_ref().zip(self.path.noun());
        let long = field.map(|(field, noun)| format!("{}_{field}", singular(noun)));
        if let Some(slot) = long.and_then(|name| object.get_mut(&name))
            && let Some(value) = self.identity.value(identity)
        {
            *slot = value;
        }
    }
}

/// The objects, those with the same identity as one with all their fields.
pub(super) fn distinct<'a>(
    identity: &Identity,
    objects: impl Iterator<Item = &'a Object>,
) -> Vec<Object> {
    let mut known: Vec<Object> = Vec::new();
    for object in objects {
        let named = identity.of(object);
        let mut same = known.iter_mut().filter(|_| named.is_some());
        match same.find(|it| identity.of(it) == named) {
            None => known.push(object.clone()),
            Some(same) => fill(same, object),
        }
    }
    known
}

/// One object with the fields of all; none where there is no object.
pub(super) fn whole<'a>(objects: impl IntoIterator<Item = &'a Object>) -> Option<Object> {
    let mut objects = objects.into_iter();
    let first = objects.next()?.clone();
    Some(objects.fold(first, |mut whole, object| {
        fill(&mut whole, object);
        whole
    }))
}

/// Adds the fields that an object lacks, also to the objects within.
pub(super) fn fill(object: &mut Object, from: &Object) {
    for (name, value) in from {
        match (object.get_mut(name), value) {
            (Some(Value::Object(own)), Value::Object(value)) => fill(own, value),
            (Some(_), _) => {}
            (None, _) => {
                object.insert(name.clone(), value.clone());
            }
        }
    }
}

/// Takes back the fields that became of another kind than an operation shows them: whoever reads
/// an object there cannot read a list. What is null is of any kind.
pub(super) fn keep_kinds(object: &mut Object, shown: &Object) {
    for (name, shown) in shown {
        match (object.get_mut(name), shown) {
            (Some(Value::Object(own)), Value::Object(shown)) => keep_kinds(own, shown),
            (Some(own), shown) if !is_of_kind(own, shown) => own.clone_from(shown),
            _ => {}
        }
    }
}

/// Whether both values are objects, or both are lists, or both are neither.
fn is_of_kind(one: &Value, other: &Value) -> bool {
    let same = one.is_object() == other.is_object() && one.is_array() == other.is_array();
    same || one.is_null() || other.is_null()
}

/// Sets a field that is a text or a number, where the object has it.
pub(super) fn set(object: &mut Object, field: &str, text: &str) {
    match object.get_mut(field) {
        Some(Value::String(slot)) => text.clone_into(slot),
        Some(Value::Number(slot)) => {
            if let Ok(number) = text.parse::<i64>() {
                *slot = number.into();
            }
        }
        _ => {}
    }
}

/// How long a text of digits is that stands for nothing else, at least.
const CODE: usize = 8;

/// Takes the fields that both have from the other object.
pub(super) fn adopt(object: &mut Object, known: &Object) {
    for (name, slot) in object {
        if let Some(known) = known.get(name) {
            slot.clone_from(known);
        }
    }
}

fn identities<'a>(
    identity: &Identity,
    seen: impl Iterator<Item = &'a Seen<'a>>,
) -> BTreeSet<String> {
    let shown = seen.filter(|one| one.method() == Method::Get);
    let objects = shown.flat_map(|one| one.objects.iter().copied());
    objects.filter_map(|object| identity.of(object)).collect()
}

/// Fields whose names say that they are in one of a few states.
const STATES: [&str; 2] = ["state", "status"];

/// The fields with states: a list can be asked for one of them, or the name says so.
fn states(
    seen: &[Seen<'_>],
    path: &Path,
    objects: &[&Object],
) -> BTreeMap<String, BTreeSet<String>> {
    let mut states: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let fields = objects.iter().flat_map(|object| object.iter());
    let texts = || {
        fields
            .clone()
            .filter_map(|(name, value)| Some((name, value.as_str()?)))
    };
    let lists = seen
        .iter()
        .filter(|one| one.lists() && one.path.is_like(path));
    for parameter in lists.flat_map(Seen::sent) {
        if let Schema::Enum(words) = &parameter.schema
            && texts().any(|(name, _)| *name == parameter.name)
        {
            let words = words.iter().filter(|word| !is_all(word)).cloned();
            states
                .entry(parameter.name.clone())
                .or_default()
                .extend(words);
        }
    }
    for (name, word) in texts() {
        let last = name.rsplit('_').next().unwrap_or_default();
        if STATES.contains(&last) || states.contains_key(name) {
            states
                .entry(name.clone())
                .or_default()
                .insert(word.to_owned());
        }
    }
    for (field, verbs) in events(seen, path) {
        if let Some(known) = states.get_mut(field) {
            for verb in verbs {
                let words: Vec<&str> = known.iter().map(String::as_str).collect();
                if verb::outcome(verb, &words).is_none() {
                    known.insert(verb::participle(verb));
                }
            }
        }
    }
    states
}

fn is_hexadecimal(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn is_uuid(text: &str) -> bool {
    let groups = text.split('-');
    groups.clone().map(str::len).eq([8, 4, 4, 4, 12]) && groups.clone().all(is_hexadecimal)
}

/// The fields that `state_event=close` and the like change, with the verbs.
fn events<'a>(seen: &'a [Seen<'a>], path: &Path) -> Vec<(&'a str, &'a [String])> {
    let items = seen.iter().filter(|one| one.path.is_item_of(path));
    let events = items.flat_map(Seen::sent).filter_map(|parameter| {
        let Schema::Enum(verbs) = &parameter.schema else {
            return None;
        };
        Some((parameter.name.strip_suffix(EVENT)?, verbs.as_slice()))
    });
    events.collect()
}

/// The end of the name of a parameter that says what happens to a field.
pub(super) const EVENT: &str = "_event";

/// Whether the word stands for all values.
pub(super) fn is_all(word: &str) -> bool {
    matches!(word, "all" | "any" | "")
}

fn samples(objects: &[&Object]) -> BTreeMap<String, Vec<Value>> {
    let mut samples: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for (name, value) in objects.iter().flat_map(|object| object.iter()) {
        if value.is_object() {
            samples.entry(name.clone()).or_default().push(value.clone());
        }
    }
    samples
}
