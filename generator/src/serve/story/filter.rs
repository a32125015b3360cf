//! Which objects of a list are asked for, and in which order.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use docbind_spec::{ApiSpec, Location, Parameter, Presence, Schema};
use serde_json::{Map, Value};

use super::super::everywhere;
use super::collection::{Object, is_all, set};
use super::survey::Seen;
use super::types::{boolean, text};

/// The parameters of a list that choose and sort its objects.
#[derive(Debug, Default)]
pub(super) struct Filters {
    /// Parameters that may name a field.
    fields: Vec<Wanted>,
    /// Parameters that must be sent and may name a field: they say what holds the objects.
    held: Vec<String>,
    /// Parameters that are looked for in all texts.
    search: Vec<String>,
    order: Option<Order>,
    /// The documented calls: their answers are what the documents show.
    documented: Vec<Call>,
    /// Parameters that say nothing about the objects.
    others: BTreeSet<String>,
}

/// A parameter that chooses objects by a field.
#[derive(Debug)]
struct Wanted {
    name: String,
    /// The field with the values that the parameter takes, where none has its name.
    field: Option<String>,
}

/// How a list is sorted.
#[derive(Debug)]
struct Order {
    by: Option<String>,
    direction: Option<String>,
    /// What holds where nothing is sent.
    usual_by: Option<String>,
    usual_direction: Option<String>,
}

/// A documented call of a list.
#[derive(Debug, PartialEq, Eq)]
struct Call {
    path: String,
    query: BTreeSet<(String, String)>,
}

/// Names of parameters and placeholders that are looked for in all texts.
const SEARCH: [&str; 4] = ["search", "query", "q", "keyword"];

/// Names of parameters that hold the fields by which a list is sorted, the clearest first.
const SORT: [&str; 7] = [
    "order_by", "sort_by", "orderBy", "sortBy", "ordering", "sort", "order",
];

/// Fields by which an object within another is known.
const NAMES: [&str; 7] = ["id", "name", "title", "username", "path", "key", "slug"];

impl Filters {
    pub(super) fn of(spec: &ApiSpec, one: &Seen<'_>) -> Self {
        let others: BTreeSet<String> = everywhere::names(spec).map(str::to_owned).collect();
        let parameters = one.sent().filter(|it| !others.contains(&it.name));
        let parameters: Vec<&Parameter> = parameters.collect();
        let shows = |name: &str| one.objects.iter().any(|object| object.contains_key(name));
        let fields = |it: &Parameter| {
            let words = words(it).iter();
            words.filter(|word| shows(key(word).0)).count()
        };
        let by = parameters.iter().find(|it| fields(it) > 1);
        // Where no words are listed, the name tells.
        let by = by.or_else(|| {
            let free = |it: &&&Parameter| it.schema == Schema::String && !shows(&it.name);
            let mut names = SORT.iter();
            names.find_map(|name| parameters.iter().filter(free).find(|it| it.name == *name))
        });
        let direction = parameters.iter().find(|it| is_direction(it));
        let usual = |it: Option<&&Parameter>| text(it?.default.as_ref()?);
        let name = |it: Option<&&Parameter>| it.map(|it| it.name.clone());
        let order = Order {
            by: name(by),
            direction: name(direction),
            usual_by: usual(by).or_else(|| Some(words(by?).first()?.clone())),
            usual_direction: usual(direction),
        };
        let is_order = |it: &Parameter| order.of(&it.name);
        let chosen = parameters
            .iter()
            .copied()
            .filter(|it| it.location == Location::Query && !is_order(it));
        let is_search = |name: &str| SEARCH.contains(&name) && !shows(name);
        let (search, fields): (Vec<&Parameter>, Vec<_>) =
            chosen.partition(|it| is_search(&it.name));
        let must = |it: &&Parameter| it.presence == Presence::Required && words(it).is_empty();
        let (held, fields): (Vec<&Parameter>, Vec<_>) = fields.into_iter().partition(must);
        let last = one
            .path
            .item()
            .map(|(_, name)| name)
            .filter(|it| is_search(it));
        let search = search.iter().map(|it| it.name.as_str()).chain(last);
        Self {
            held: held.iter().map(|it| it.name.clone()).collect(),
            fields: fields.iter().map(|it| Wanted::new(it, one)).collect(),
            search: search.map(str::to_owned).collect(),
            documented: documented(one, &others),
            order: Some(order).filter(|it| it.by.is_some() || it.direction.is_some()),
            others,
        }
    }

    /// Whether the request is one of the documented calls.
    pub(super) fn is_documented(&self, path: &str, sent: &Map<String, Value>) -> bool {
        if self.documented.is_empty() {
            return false;
        }
        let query: BTreeSet<(String, String)> = sent
            .iter()
            .filter(|(name, _)| !self.others.contains(*name))
            .flat_map(|(name, value)| {
                let texts = texts(value).into_iter();
                texts.map(move |value| (name.clone(), value))
            })
            .collect();
        let is_it = |call: &Call| path.ends_with(&call.path) && call.query == query;
        self.documented.iter().any(is_it)
    }

    /// Whether the request chooses or sorts at all.
    pub(super) fn choose(&self, sent: &Object, names: &BTreeMap<String, String>) -> bool {
        let order = self.order.as_ref();
        let searched = self
            .search
            .iter()
            .any(|it| sent.contains_key(it) || names.contains_key(it));
        let mut fields = self.fields.iter();
        searched
            || fields.any(|it| sent.contains_key(&it.name))
            || sent
                .keys()
                .any(|name| order.is_some_and(|order| order.of(name)))
    }

    /// Says of an object what holds it, as far as parameters tell.
    pub(super) fn set_holders(&self, object: &mut Object, sent: &Object) {
        for name in &self.held {
            if let Some(value) = sent.get(name).and_then(text) {
                set(object, name, &value);
            }
        }
    }

    /// Whether an object is asked for.
    pub(super) fn take(
        &self,
        object: &Object,
        sent: &Object,
        names: &BTreeMap<String, String>,
    ) -> bool {
        let chosen = self
            .fields
            .iter()
            .all(|wanted| match sent.get(&wanted.name) {
                Some(value) => wanted.takes(object, value),
                None => true,
            });
        let mut searched = self.search.iter();
        chosen
            && searched.all(|name| {
                let words = sent
                    .get(name)
                    .and_then(text)
                    .or_else(|| names.get(name).cloned());
                has_words(object, &words.unwrap_or_default().to_lowercase())
            })
    }

    /// Sorts objects where the request asks for it.
    pub(super) fn sort(&self, objects: &mut [Object], sent: &Object) {
        let Some(order) = &self.order else {
            return;
        };
        let sent = |name: &Option<String>| sent.get(name.as_deref()?).and_then(text);
        let (by, direction) = (sent(&order.by), sent(&order.direction));
        if by.is_none() && direction.is_none() {
            return;
        }
        let Some(by) = by.as_deref().or(order.usual_by.as_deref()) else {
            return;
        };
        let direction = direction.as_deref().or(order.usual_direction.as_deref());
        let all_descend = direction.is_some_and(descends);
        let keys: Vec<(&str, bool)> = by.split(',').map(key).collect();
        objects.sort_by(|one, other| {
            let compared = keys.iter().map(|(field, descends)| {
                let compared = compare(one.get(*field), other.get(*field));
                if *descends || all_descend {
                    compared.reverse()
                } else {
                    compared
                }
            });
            compared.fold(Ordering::Equal, Ordering::then)
        });
    }
}

impl Order {
    fn of(&self, name: &str) -> bool {
        [&self.by, &self.direction]
            .iter()
            .any(|own| own.as_deref() == Some(name))
    }
}

impl Wanted {
    fn new(parameter: &Parameter, one: &Seen<'_>) -> Self {
        let shows = |name: &str| one.objects.iter().any(|object| object.contains_key(name));
        let field = (!shows(&parameter.name)).then(|| with_values(words(parameter), one));
        Self {
            name: parameter.name.clone(),
            field: field.flatten(),
        }
    }

    fn takes(&self, object: &Object, wanted: &Value) -> bool {
        let field = self.field.as_deref().unwrap_or(&self.name);
        let Some(value) = find(object, field) else {
            return true;
        };
        let wanted = texts(wanted);
        let wanted: Vec<&str> = wanted
            .iter()
            .map(String::as_str)
            .filter(|it| !is_all(it))
            .collect();
        match value {
            _ if wanted.is_empty() => true,
            Value::Array(items) => {
                let mut parts = wanted.iter().flat_map(|it| it.split(',')).map(str::trim);
                parts.all(|part| items.iter().any(|item| is(item, part)))
            }
            value => wanted.iter().any(|it| is(value, it)),
        }
    }
}

/// The field of this name, or of an object within: `author_id` is the `id` of the `author`.
fn find<'o>(object: &'o Object, name: &str) -> Option<&'o Value> {
    object.get(name).or_else(|| {
        let (outer, inner) = name.rsplit_once('_')?;
        object.get(outer)?.as_object()?.get(inner)
    })
}

/// Whether a value is what is wanted.
fn is(value: &Value, wanted: &str) -> bool {
    match value {
        Value::Bool(value) => boolean(&Value::from(wanted)).is_none_or(|it| it == *value),
        Value::Object(fields) => {
            let mut names = NAMES.iter().filter_map(|name| fields.get(*name));
            names.any(|value| is(value, wanted))
        }
        Value::Null | Value::Array(_) => false,
        value => text(value).is_some_and(|text| text == wanted),
    }
}

/// The field whose documented values are all among these words.
fn with_values(words: &[String], one: &Seen<'_>) -> Option<String> {
    let mut fields = one.objects.first()?.keys();
    let field = fields.find(|field| {
        let mut values = one.objects.iter().map(|object| object.get(*field));
        let listed = |value: Option<&Value>| {
            let text = value.and_then(Value::as_str);
            text.is_some_and(|text| words.iter().any(|word| word == text))
        };
        values.all(listed)
    });
    field.cloned()
}

fn has_words(object: &Object, words: &str) -> bool {
    let mut texts = object.values().filter_map(Value::as_str);
    words.is_empty() || texts.any(|text| text.to_lowercase().contains(words))
}

fn words(parameter: &Parameter) -> &[String] {
    let schema = match &parameter.schema {
        Schema::Array(inner) => inner,
        schema => schema,
    };
    match schema {
        Schema::Enum(words) => words,
        _ => &[],
    }
}

fn is_direction(parameter: &Parameter) -> bool {
    let words = words(parameter);
    !words.is_empty() && words.iter().all(|word| descends(word) || ascends(word))
}

fn descends(word: &str) -> bool {
    word.to_ascii_lowercase().starts_with("desc")
}

fn ascends(word: &str) -> bool {
    word.to_ascii_lowercase().starts_with("asc")
}

/// The field in one word of an order, and whether the greatest comes first: `-title`, `+title`,
/// `title:desc`, `title`.
fn key(word: &str) -> (&str, bool) {
    let word = word.trim();
    if let Some(field) = word.strip_prefix('-') {
        return (field, true);
    }
    let word = word.strip_prefix('+').unwrap_or(word);
    match word.split_once([':', ' ']) {
        Some((field, direction)) => (field, descends(direction)),
        None => (word, false),
    }
}

fn compare(one: Option<&Value>, other: Option<&Value>) -> Ordering {
    let number = |value: Option<&Value>| value.and_then(Value::as_f64);
    match (number(one), number(other)) {
        (Some(one), Some(other)) => one.total_cmp(&other),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => {
            let text = |value: Option<&Value>| value.and_then(text).map(|it| it.to_lowercase());
            text(one).cmp(&text(other))
        }
    }
}

/// The texts of one or several scalars.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().filter_map(text).collect(),
        value => text(value).into_iter().collect(),
    }
}

/// The documented calls of a list.
fn documented(one: &Seen<'_>, others: &BTreeSet<String>) -> Vec<Call> {
    let calls = one.operation.calls.iter().map(|call| {
        let query = call
            .query
            .iter()
            .filter(|pair| !others.contains(&pair.name));
        let pair = |pair: &docbind_spec::NameValue| {
            let name = pair.name.strip_suffix("[]").unwrap_or(&pair.name);
            (name.to_owned(), pair.value.clone())
        };
        Call {
            path: call.path.clone(),
            query: query.map(pair).collect(),
        }
    });
    calls.collect()
}
