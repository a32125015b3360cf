//! Bodies for operations that show none, from operations that show one.
//!
//! What comes in: what operations show by their own examples, mended. What goes out: for another
//! operation the closest of these, as one thing or as a list, whichever it answers. A type that
//! the spec names decides first; the path only where there is none.

use std::borrow::Cow;
use std::cmp::Reverse;

use docbind_spec::{Method, Operation, PathTemplate, Response, Schema};
use serde_json::Value;

use super::place::{Number, Place};
use super::types::named;

/// What one operation shows.
pub(super) struct Lender {
    method: Method,
    resource: String,
    /// Its path, placeholders without names.
    path: String,
    place: Option<Place>,
    /// The sections of its examples.
    sources: Vec<String>,
    schema: Option<Schema>,
    value: Value,
}

/// What is borrowed.
#[derive(Debug, PartialEq)]
pub(super) struct Loan {
    /// The section that shows it.
    pub(super) source: String,
    /// Its type.
    pub(super) schema: Option<Schema>,
    pub(super) value: Value,
}

/// All operations that show something.
#[derive(Default)]
pub(super) struct Lenders {
    all: Vec<Lender>,
}

impl Lenders {
    /// Takes in what an operation shows with its usual status. An empty list or object shows
    /// nothing that another operation could answer.
    pub(super) fn add(
        &mut self,
        operation: &Operation,
        response: &Response,
        schema: Option<&Schema>,
        value: &Value,
    ) {
        let is_empty = match value {
            Value::Array(items) => items.is_empty(),
            Value::Object(map) => map.is_empty(),
            _ => false,
        };
        if is_empty {
            return;
        }
        let sources = response.examples.iter().map(|it| it.source.0.clone());
        self.all.push(Lender {
            method: operation.method,
            resource: operation.resource.clone(),
            path: anonymous(operation),
            place: Place::of(operation),
            sources: sources.collect(),
            schema: schema.cloned(),
            value: value.clone(),
        });
    }

    /// A value of this type: from the same collection, at best from where the spec says that the
    /// type is from; else from another one that shows as many.
    pub(super) fn of_type(
        &self,
        operation: &Operation,
        response: &Response,
        schema: &Schema,
    ) -> Option<Loan> {
        let name = named(schema)?;
        let wanted = match schema {
            Schema::Array(_) => Number::Many,
            _ => Number::One,
        };
        let place = Place::of(operation);
        let like = response.like.as_ref();
        let closeness = |lender: &Lender| {
            if lender.schema.as_ref().and_then(named) != Some(name) {
                return None;
            }
            let shown = like.is_some_and(|like| lender.sources.contains(&like.0));
            let related = lender.resource == operation.resource;
            Some(if is_same(place.as_ref(), lender.place.as_ref()) {
                (u8::from(!shown), 0)
            } else {
                (2, if shown { 0 } else { 1 + u8::from(!related) })
            })
        };
        self.closest(wanted, &anonymous(operation), closeness)
    }

    /// A value for an operation of whose answer the spec says nothing: from the same path, the
    /// same collection, or one that is called the same.
    pub(super) fn of_path(&self, operation: &Operation) -> Option<Loan> {
        // What is left of a thing that was removed, nobody can tell.
        if operation.method == Method::Delete {
            return None;
        }
        let place = Place::of(operation);
        let path = anonymous(operation);
        let wanted = place.as_ref().map_or(Number::One, |it| it.number);
        let closeness = |lender: &Lender| {
            if lender.path == path && lender.is(wanted) {
                return Some((0, 0));
            }
            if is_same(place.as_ref(), lender.place.as_ref()) {
                return Some((1, 0));
            }
            let (own, other) = (place.as_ref()?, lender.place.as_ref()?);
            let related = lender.resource == operation.resource;
            (own.noun == other.noun).then(|| (2, u8::from(!related)))
        };
        self.closest(wanted, &path, closeness)
    }

    /// What the closest one lends. Of the two numbers of closeness, the first decides before how
    /// many things are shown, the second after that.
    fn closest(
        &self,
        wanted: Number,
        path: &str,
        closeness: impl Fn(&Lender) -> Option<(u8, u8)>,
    ) -> Option<Loan> {
        let able = self.all.iter().filter_map(|lender| {
            let (place, source) = closeness(lender)?;
            let value = lender.lend(wanted)?;
            let other_number = !lender.is(wanted);
            // What reads a thing shows it best.
            let writes = lender.method != Method::Get;
            let apart = Reverse(shared(&lender.path, path));
            Some(((place, other_number, source, writes, apart), lender, value))
        });
        let (_, lender, value) = able.min_by_key(|(order, _, _)| *order)?;
        Some(Loan {
            source: lender.sources.first().cloned().unwrap_or_default(),
            schema: lender.schema.as_ref().map(|schema| counted(schema, wanted)),
            value: value.into_owned(),
        })
    }
}

impl Lender {
    fn is(&self, number: Number) -> bool {
        self.value.is_array() == (number == Number::Many)
    }

    /// One thing, or a list of them.
    fn lend(&self, wanted: Number) -> Option<Cow<'_, Value>> {
        match (&self.value, wanted) {
            (Value::Array(items), Number::One) => items
                .iter()
                .find(|item| item.is_object())
                .map(Cow::Borrowed),
            (Value::Array(_), Number::Many) | (Value::Object(_), Number::One) => {
                Some(Cow::Borrowed(&self.value))
            }
            (one @ Value::Object(_), Number::Many) => {
                Some(Cow::Owned(Value::Array(vec![one.clone()])))
            }
            _ => None,
        }
    }
}

/// The type of one thing as the type of one, or of many.
fn counted(schema: &Schema, number: Number) -> Schema {
    let one = match schema {
        Schema::Array(inner) => inner,
        one => one,
    };
    match number {
        Number::One => one.clone(),
        Number::Many => Schema::Array(Box::new(one.clone())),
    }
}

/// Whether both are about the same collection.
fn is_same(one: Option<&Place>, other: Option<&Place>) -> bool {
    let (Some(one), Some(other)) = (one, other) else {
        return false;
    };
    one.collection == other.collection
}

/// How many segments two paths have in common at the beginning.
fn shared(one: &str, other: &str) -> usize {
    let pairs = one.split('/').zip(other.split('/'));
    pairs.take_while(|(one, other)| one == other).count()
}

fn anonymous(operation: &Operation) -> String {
    PathTemplate::parse(&operation.path).anonymous()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn lender(value: Value) -> Lender {
        Lender {
            method: Method::Get,
            resource: "books".to_owned(),
            path: "/books".to_owned(),
            place: None,
            sources: Vec::new(),
            schema: None,
            value,
        }
    }

    #[test]
    fn one_thing_and_many_lend_to_each_other() {
        let lend = |value, number| lender(value).lend(number).map(Cow::into_owned);
        let one = json!({"id": 1});
        assert_eq!(lend(one.clone(), Number::One), Some(one.clone()));
        assert_eq!(lend(one.clone(), Number::Many), Some(json!([one])));
        let many = json!([null, {"id": 1}, {"id": 2}]);
        assert_eq!(lend(many.clone(), Number::One), Some(one));
        assert_eq!(lend(many.clone(), Number::Many), Some(many));
        assert_eq!(lend(json!([]), Number::One), None);
        assert_eq!(lend(json!("text"), Number::Many), None);
    }

    #[test]
    fn paths_have_beginnings_in_common() {
        assert_eq!(shared("/shops/:/books", "/shops/:/readers"), 3);
        assert_eq!(shared("/books", "/shops"), 1);
    }

    #[test]
    fn types_are_counted() {
        let book = Schema::Ref("Book".to_owned());
        let books = Schema::Array(Box::new(book.clone()));
        for schema in [&book, &books] {
            assert_eq!(counted(schema, Number::One), book);
            assert_eq!(counted(schema, Number::Many), books);
        }
    }
}
