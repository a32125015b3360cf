//! Bodies for operations that show none, from operations that show one.
//!
//! What comes in: what operations show by their own examples, mended. What goes out: for another
//! operation the closest of these, as one thing or as a list, whichever it answers. A type that
//! the spec names decides first; the path only where there is none.

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
    /// Takes in what an operation shows with its usual status.
    pub(super) fn add(
        &mut self,
        operation: &Operation,
        response: &Response,
        schema: Option<&Schema>,
        value: &Value,
    ) {
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

    /// A value of this type: from where the spec says that the type is from, else from the same
    /// collection, the same resource, or any operation.
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
            let same_type = lender.schema.as_ref().and_then(named) == Some(name);
            if !same_type {
                return None;
            }
            let shown = like.is_some_and(|like| lender.sources.contains(&like.0));
            let same_place = match (&place, &lender.place) {
                (Some(own), Some(other)) => own.collection == other.collection,
                _ => false,
            };
            Some(if shown {
                0
            } else if same_place {
                1
            } else if lender.resource == operation.resource {
                2
            } else {
                3
            })
        };
        self.closest(wanted, closeness)
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
            let same_path = lender.path == path && lender.is(wanted);
            let called = match (&place, &lender.place) {
                (Some(own), Some(other)) if own.collection == other.collection => Some(1),
                (Some(own), Some(other)) if own.noun == other.noun => {
                    Some(if lender.resource == operation.resource {
                        2
                    } else {
                        3
                    })
                }
                _ => None,
            };
            if same_path { Some(0) } else { called }
        };
        self.closest(wanted, closeness)
    }

    fn closest(&self, wanted: Number, closeness: impl Fn(&Lender) -> Option<u8>) -> Option<Loan> {
        let able = self.all.iter().filter_map(|lender| {
            let distance = closeness(lender)?;
            let value = lender.lend(wanted)?;
            // What reads a thing shows it best, and one thing is shown best by itself.
            let writes = lender.method != Method::Get;
            Some(((distance, !lender.is(wanted), writes), lender, value))
        });
        let (_, lender, value) = able.min_by_key(|(order, _, _)| *order)?;
        Some(Loan {
            source: lender.sources.first().cloned().unwrap_or_default(),
            schema: lender.schema.as_ref().map(|schema| counted(schema, wanted)),
            value,
        })
    }
}

impl Lender {
    fn is(&self, number: Number) -> bool {
        self.value.is_array() == (number == Number::Many)
    }

    /// One thing, or a list of them.
    fn lend(&self, wanted: Number) -> Option<Value> {
        match (&self.value, wanted) {
            (Value::Array(items), Number::One) => {
                items.iter().find(|item| item.is_object()).cloned()
            }
            (Value::Array(_), Number::Many) | (Value::Object(_), Number::One) => {
                Some(self.value.clone())
            }
            (Value::Object(_), Number::Many) => Some(Value::Array(vec![self.value.clone()])),
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
        let one = lender(json!({"id": 1}));
        assert_eq!(one.lend(Number::One), Some(json!({"id": 1})));
        assert_eq!(one.lend(Number::Many), Some(json!([{"id": 1}])));
        let many = lender(json!([null, {"id": 1}, {"id": 2}]));
        assert_eq!(many.lend(Number::One), Some(json!({"id": 1})));
        assert_eq!(many.lend(Number::Many), Some(many.value.clone()));
        assert_eq!(lender(json!([])).lend(Number::One), None);
        assert_eq!(lender(json!("text")).lend(Number::Many), None);
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
