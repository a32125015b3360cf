//! Objects around what an answer is about: `{"items": […], "total": 3}` and `{"data": {…}}`.
//!
//! What comes in: the objects that documents show. What goes out: the key of what they are about,
//! and the same answer about something else. Told by shapes alone, never by names of keys, except
//! for those that say how many there are.

use docbind_spec::Method;
use serde_json::Value;

use super::collection::Object;
use super::survey::{Form, Seen};
use crate::names::mint::snake;

/// What stands around a list or an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wrapper {
    /// The key of what the answer is about.
    key: String,
    /// The whole answer as the documents show it.
    shown: Object,
    /// How many items they show.
    items: Option<usize>,
}

/// Words of keys that say how many items there are in all.
const TOTALS: [&str; 2] = ["total", "count"];

/// Words of keys that count something else.
const OTHERS: [&str; 2] = ["page", "pages"];

impl Wrapper {
    /// What is around the list that an object shows: its only array of objects.
    fn of_list(shown: &Object) -> Option<Self> {
        let mut lists = shown.iter().filter_map(|(key, value)| {
            let items = value.as_array().filter(|items| !items.is_empty())?;
            let are_objects = items.iter().all(Value::is_object);
            are_objects.then_some((key, items.len()))
        });
        let (key, items) = lists.next()?;
        lists.next().is_none().then(|| Self {
            key: key.clone(),
            shown: shown.clone(),
            items: Some(items),
        })
    }

    /// What is around the one object that an object shows, where that is more like an item of a
    /// list than the whole is.
    fn of_item(shown: &Object, item: &Object) -> Option<Self> {
        let mut objects = shown
            .iter()
            .filter_map(|(key, value)| Some((key, value.as_object()?)));
        let (key, inner) = objects.next()?;
        let is_item = shared(inner, item) > shared(shown, item);
        (objects.next().is_none() && is_item).then(|| Self {
            key: key.clone(),
            shown: shown.clone(),
            items: None,
        })
    }

    /// The key of what the answer is about.
    pub(super) fn key(&self) -> &str {
        &self.key
    }

    /// The objects within an object like the one that is shown.
    fn within<'o>(&self, object: &'o Object) -> impl Iterator<Item = &'o Object> {
        let items = match object.get(&self.key) {
            Some(Value::Array(items)) => items.as_slice(),
            Some(one) => std::slice::from_ref(one),
            None => &[],
        };
        items.iter().filter_map(Value::as_object)
    }

    /// The same answer about another object.
    pub(super) fn around(&self, value: Value) -> Value {
        let mut answer = self.shown.clone();
        answer.insert(self.key.clone(), value);
        Value::Object(answer)
    }

    /// The same answer about another list, which has this many items in all.
    pub(super) fn around_list(&self, items: Value, total: usize) -> Value {
        let mut answer = self.shown.clone();
        for (name, value) in answer.iter_mut().filter(|(name, _)| **name != self.key) {
            self.count(name, value, total);
            let fields = value.as_object_mut().into_iter().flatten();
            fields.for_each(|(name, value)| self.count(name, value, total));
        }
        answer.insert(self.key.clone(), items);
        Value::Object(answer)
    }

    /// Sets a number that is, in the documents, the number of the items.
    fn count(&self, name: &str, value: &mut Value, total: usize) {
        let shown = value
            .as_u64()
            .and_then(|number| usize::try_from(number).ok());
        if shown.is_some() && shown == self.items && is_total(name) {
            *value = Value::from(total);
        }
    }
}

fn is_total(name: &str) -> bool {
    let name = snake(name);
    let has = |words: [&str; 2]| name.split('_').any(|word| words.contains(&word));
    has(TOTALS) && !has(OTHERS)
}

/// How many fields both objects have.
fn shared(one: &Object, other: &Object) -> usize {
    one.keys().filter(|name| other.contains_key(*name)).count()
}

/// Takes the wrappers off the answers: first off the lists of what is found below them, then off
/// the objects of these lists.
pub(super) fn take_off<'a>(seen: &mut [Seen<'a>]) {
    let lists: Vec<Option<Wrapper>> = seen.iter().map(|one| around_list(seen, one)).collect();
    for (one, wrapper) in seen.iter_mut().zip(lists) {
        if let Some(wrapper) = wrapper {
            one.form = Form::Objects;
            unwrap(one, wrapper);
        }
    }
    let items: Vec<Option<Wrapper>> = seen.iter().map(|one| around_item(seen, one)).collect();
    for (one, wrapper) in seen.iter_mut().zip(items) {
        if let Some(wrapper) = wrapper {
            unwrap(one, wrapper);
        }
    }
}

fn unwrap<'a>(one: &mut Seen<'a>, wrapper: Wrapper) {
    let objects = one.objects.iter().copied();
    let within: Vec<&'a Object> = objects.flat_map(|object| wrapper.within(object)).collect();
    one.objects = within;
    one.wrapper = Some(wrapper);
}

/// What is around the list that an operation shows, where its items are found below it.
fn around_list(seen: &[Seen<'_>], one: &Seen<'_>) -> Option<Wrapper> {
    if one.method() != Method::Get || one.form != Form::Object {
        return None;
    }
    let wrapper = Wrapper::of_list(one.objects.first()?)?;
    let item = wrapper.within(&wrapper.shown).next()?;
    let is_below = |other: &&Seen<'_>| {
        let holder = other.path.item().map(|(holder, _)| holder);
        let reads = other.method() == Method::Get || other.edits();
        reads && holder.is_some_and(|holder| holder.is_like(&one.path))
    };
    let mut below = seen.iter().filter(is_below).peekable();
    below.peek()?;
    // Where the documents show none of them, nothing contradicts.
    let mut shown = below.flat_map(|it| it.objects.iter().copied()).peekable();
    let is_item = |shown: &Object| {
        let inner = shown.values().filter_map(Value::as_object);
        let mut all = inner.chain([shown]);
        all.any(|it| 2 * shared(it, item) >= item.len())
    };
    (shown.peek().is_none() || shown.any(is_item)).then_some(wrapper)
}

/// What is around the object that an operation shows, where the list above it has a wrapper too.
fn around_item(seen: &[Seen<'_>], one: &Seen<'_>) -> Option<Wrapper> {
    if one.form != Form::Object {
        return None;
    }
    let shown = one.objects.first()?;
    let above = seen
        .iter()
        .filter(|it| it.wrapper.is_some() && one.path.starts_with(&it.path));
    let mut items = above.filter_map(|it| it.objects.first());
    items.find_map(|item| Wrapper::of_item(shown, item))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn object(value: &Value) -> Object {
        value.as_object().cloned().unwrap_or_default()
    }

    #[test]
    fn a_list_is_the_only_array_of_objects() {
        let table = [
            (
                json!({"items": [{"id": 1}], "total": 1, "tags": ["a"]}),
                Some("items"),
            ),
            (json!({"items": [{"id": 1}], "users": [{"id": 2}]}), None),
            (json!({"items": [], "total": 0}), None),
            (json!({"id": 1, "label": {"id": 2}}), None),
        ];
        for (shown, expected) in table {
            let found = Wrapper::of_list(&object(&shown));
            assert_eq!(found.as_ref().map(Wrapper::key), expected, "{shown}");
        }
    }

    #[test]
    fn an_item_is_more_like_those_of_the_list_than_the_whole() {
        let item = object(&json!({"id": 1, "title": "Sea", "pages": 9}));
        let table = [
            (
                json!({"data": {"id": 1, "title": "Sea"}, "ok": true}),
                Some("data"),
            ),
            (json!({"id": 1, "title": "Sea", "label": {"id": 2}}), None),
            (
                json!({"data": {"id": 1, "title": "Sea"}, "links": {}}),
                None,
            ),
            (json!({"data": {"job": 1}}), None),
        ];
        for (shown, expected) in table {
            let found = Wrapper::of_item(&object(&shown), &item);
            assert_eq!(found.as_ref().map(Wrapper::key), expected, "{shown}");
        }
    }

    #[test]
    fn only_totals_count() {
        let shown = json!({
            "items": [{"id": 1}], "total": 1, "totalCount": 1, "page": 1, "total_pages": 1,
            "discount": 1, "count": 2, "meta": {"total": 1, "page": 1},
        });
        let wrapper = Wrapper::of_list(&object(&shown)).unwrap();
        let expected = json!({
            "items": [], "total": 7, "totalCount": 7, "page": 1, "total_pages": 1,
            "discount": 1, "count": 2, "meta": {"total": 7, "page": 1},
        });
        assert_eq!(wrapper.around_list(json!([]), 7), expected);
    }
}
