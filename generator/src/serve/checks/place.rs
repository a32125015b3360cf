//! Where the value of a parameter stands in a request.
//!
//! What comes in: the name of a parameter as the documents write it, and a request as the engine
//! took it apart. What goes out: the value. The engine reads `a[b]` as the field `b` of `a`, and
//! `a[]` as a list; a value is looked for where the engine puts it. No value is judged here.

use std::borrow::Cow;

use docbind_spec::{Location, Parameter};
use docbind_templates::runtime::File;
use docbind_templates::runtime::server::Parts;
use serde_json::{Map, Value, json};

/// Where a parameter stands.
#[derive(Debug)]
pub(super) struct Place {
    name: String,
    location: Location,
    /// The name under which the engine keeps it, or the object that it is a field of.
    base: String,
    /// The names of the fields that lead to it.
    keys: Vec<String>,
    /// Whether its name says that it is a list.
    pub(super) is_list: bool,
}

impl Place {
    /// The place of a parameter; none for a field of each of several objects, such as `a[][b]`,
    /// which has no one value.
    pub(super) fn of(parameter: &Parameter) -> Option<Self> {
        let brackets = match parameter.location {
            Location::Query | Location::Body => split(&parameter.name),
            Location::Path | Location::Header => None,
        };
        let (base, mut keys) = brackets.unwrap_or((&parameter.name, Vec::new()));
        let is_list = keys.pop_if(|key| key.is_empty()).is_some();
        (!keys.contains(&"")).then(|| Self {
            name: parameter.name.clone(),
            location: parameter.location,
            base: base.to_owned(),
            keys: keys.into_iter().map(ToOwned::to_owned).collect(),
            is_list,
        })
    }

    /// The value in a request, unless it is null, which is how JSON writes none.
    pub(super) fn find<'a>(&self, parts: &'a Parts) -> Option<Cow<'a, Value>> {
        match self.location {
            Location::Path => parts.path_values().get(&self.name).map(Cow::Borrowed),
            Location::Header => {
                let value = parts.headers().get(&self.name)?.to_str().ok()?;
                Some(Cow::Owned(value.into()))
            }
            Location::Query | Location::Body => self.find_in(parts.values()).map(Cow::Borrowed),
        }
    }

    /// The same in named values. JSON may use the name with brackets as it is.
    pub(super) fn find_in<'a>(&self, values: &'a Map<String, Value>) -> Option<&'a Value> {
        let nested = || {
            let base = values.get(&self.base);
            let mut keys = self.keys.iter();
            keys.try_fold(base?, |value, key| value.as_object()?.get(key))
        };
        let found = values.get(&self.name).or_else(nested);
        found.filter(|value| !value.is_null())
    }

    /// The file that a request has in this place.
    pub(super) fn file<'a>(&self, parts: &'a Parts) -> Option<&'a File> {
        let mut files = parts.files().iter();
        let (_, file) = files.find(|(name, _)| *name == self.name || *name == self.base)?;
        Some(file)
    }

    /// The value that a pair of a documented query or form has for the parameter, if it has one.
    pub(super) fn value_of(&self, name: &str, text: &str) -> Option<Value> {
        let (base, keys) = split(name).unwrap_or((name, Vec::new()));
        if base != self.base || keys.len() < self.keys.len() {
            return None;
        }
        let (own, below) = keys.split_at(self.keys.len());
        let nested = |value: Value, key: &&str| match *key {
            "" => json!([value]),
            key => json!({key: value}),
        };
        (own == self.keys).then(|| below.iter().rev().fold(text.into(), nested))
    }
}

/// The names under which a request may have a value for a parameter of this name.
pub(super) fn names(name: &str) -> impl Iterator<Item = &str> {
    let base = split(name).map(|(base, _)| base);
    std::iter::once(name).chain(base)
}

/// `a[b][]` as `a` and `b`, ``; none where the engine takes a name as it is.
fn split(name: &str) -> Option<(&str, Vec<&str>)> {
    let (base, rest) = name.split_once('[')?;
    let keys: Vec<&str> = rest.strip_suffix(']')?.split("][").collect();
    let odd = keys.iter().any(|key| key.contains(['[', ']']));
    (!base.is_empty() && !odd).then_some((base, keys))
}
