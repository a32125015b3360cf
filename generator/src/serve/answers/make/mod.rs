//! Values made up from the types.
//!
//! What comes in: a schema, and what the value is made for. What goes out: a value of the type,
//! the same whenever it is made for the same with the same seed. No document is looked at.

mod chance;
mod texts;

use docbind_spec::{Field, Schema};
use serde_json::{Map, Number, Value};

use self::chance::Chance;
use super::types::Types;

/// How deep types may stand within each other.
const DEPTH: usize = 5;

/// How a value is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::serve) enum Manner {
    /// The simplest: the first value of an enumeration, one item in a list.
    Plain,
    /// Any value that the type has.
    Varied,
}

/// What makes up values.
#[derive(Debug)]
pub(in crate::serve) struct Maker {
    types: Types,
    seed: u64,
}

impl Maker {
    pub(super) fn new(types: Types, seed: u64) -> Self {
        Self { types, seed }
    }

    pub(super) fn types(&self) -> &Types {
        &self.types
    }

    /// A value of this type for an occasion, such as the operation and the address.
    pub(in crate::serve) fn value(
        &self,
        schema: &Schema,
        manner: Manner,
        occasion: &[&str],
    ) -> Value {
        let name = super::types::named(schema).unwrap_or_default();
        let mut making = Making {
            types: &self.types,
            manner,
            chance: Chance::new(self.seed, occasion),
            open: Vec::new(),
        };
        making.value(schema, name)
    }

    /// The simplest value of this type.
    pub(super) fn plain(&self, schema: &Schema) -> Value {
        self.value(schema, Manner::Plain, &[])
    }

    /// The simplest value of a field.
    pub(super) fn field(&self, name: &str, field: &Field) -> Value {
        let mut making = Making {
            types: &self.types,
            manner: Manner::Plain,
            chance: Chance::new(self.seed, &[name, &field.name]),
            open: Vec::new(),
        };
        making.field(field)
    }
}

/// A value that is being made.
struct Making<'t> {
    types: &'t Types,
    manner: Manner,
    chance: Chance,
    /// The types around it.
    open: Vec<&'t str>,
}

impl<'t> Making<'t> {
    fn value(&mut self, schema: &'t Schema, key: &str) -> Value {
        match schema {
            Schema::Any => Value::Null,
            Schema::Boolean => Value::Bool(self.chance.between(0, 1) == 1),
            Schema::Integer => Value::from(texts::integer(key, &mut self.chance)),
            Schema::Number => {
                let hundredths = u32::try_from(self.chance.between(0, 9999)).unwrap_or(0);
                Number::from_f64(f64::from(hundredths) / 100.0).map_or(Value::from(1), Value::from)
            }
            Schema::String | Schema::File => Value::from(texts::text(key, &mut self.chance)),
            Schema::Timestamp => Value::from(texts::moment(&mut self.chance)),
            Schema::Date => Value::from(texts::day(&mut self.chance)),
            Schema::Enum(values) => self.chosen(values),
            Schema::Array(inner) => self.list(inner, key),
            Schema::Map(inner) => {
                let key = texts::word(&mut self.chance);
                let value = self.value(inner, key);
                Value::Object(Map::from_iter([(key.to_owned(), value)]))
            }
            Schema::Ref(name) => self.object(name).unwrap_or(Value::Null),
            Schema::OneOf(variants) => {
                let first = variants.first();
                first.map_or(Value::Null, |first| self.value(first, key))
            }
        }
    }

    fn chosen(&mut self, values: &[String]) -> Value {
        let texts: Vec<&str> = values.iter().map(String::as_str).collect();
        Value::from(match self.manner {
            Manner::Plain => texts.first().copied().unwrap_or_default(),
            Manner::Varied => self.chance.pick(&texts),
        })
    }

    fn list(&mut self, inner: &'t Schema, key: &str) -> Value {
        let count = match self.manner {
            Manner::Plain => 1,
            Manner::Varied => self.chance.between(1, 3),
        };
        let items = (0..count).map(|_| self.value(inner, key));
        // What cannot be made, because it would hold itself, is in no list.
        let items = items.filter(|item| !item.is_null());
        Value::Array(items.collect())
    }

    /// An object with all fields of a type; nothing where it would hold itself, or too many
    /// others.
    fn object(&mut self, name: &'t str) -> Option<Value> {
        if self.open.len() >= DEPTH || self.open.contains(&name) {
            return None;
        }
        self.open.push(name);
        let types = self.types;
        let fields = types.fields(name).iter();
        let made = fields.map(|field| (field.name.clone(), self.field(field)));
        let object = made.collect();
        self.open.pop();
        Some(Value::Object(object))
    }

    fn field(&mut self, field: &'t Field) -> Value {
        match (&field.default, self.manner) {
            (Some(default), Manner::Plain) if self.types.fits(default, &field.schema) => {
                default.clone()
            }
            _ => self.value(&field.schema, &field.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use docbind_spec::TypeDef;
    use serde_json::json;

    use super::*;
    use crate::serve::answers::types::Types;

    /// A book with a shelf, which holds books.
    fn maker(seed: u64) -> Maker {
        let field = |name: &str, schema| Field {
            name: name.to_owned(),
            schema,
            seen: 0,
            absent: 0,
            null: 0,
            quoted: 0,
            presence: None,
            default: None,
            description: None,
            evidence: Vec::new(),
        };
        let words = ["lent", "free", "lost"].map(str::to_owned).to_vec();
        let mut number = field("number", Schema::Integer);
        number.default = Some(json!(7));
        let book = vec![
            field("id", Schema::Integer),
            field("created_at", Schema::Timestamp),
            field("state", Schema::Enum(words)),
            field("tags", Schema::Array(Box::new(Schema::String))),
            field("shelf", Schema::Ref("Shelf".to_owned())),
            field("prices", Schema::Map(Box::new(Schema::Number))),
            field("due", Schema::OneOf(vec![Schema::Date, Schema::Boolean])),
            field("open", Schema::Boolean),
            field("any", Schema::Any),
            number,
        ];
        let books = Schema::Array(Box::new(Schema::Ref("Book".to_owned())));
        let shelf = vec![field("name", Schema::String), field("books", books)];
        let types = [("Book", book), ("Shelf", shelf)].map(|(name, fields)| TypeDef {
            name: name.to_owned(),
            seen: 0,
            fields,
            sources: Vec::new(),
            corrections: Vec::new(),
        });
        Maker::new(Types::of(&types), seed)
    }

    #[test]
    fn objects_have_all_fields_of_their_type() {
        let schema = Schema::Ref("Book".to_owned());
        for manner in [Manner::Plain, Manner::Varied] {
            let maker = maker(1);
            let book = maker.value(&schema, manner, &["books.get", "/books/1"]);
            let keys: Vec<&String> = book.as_object().unwrap().keys().collect();
            let fields = maker.types().fields("Book").iter();
            assert!(keys.iter().copied().eq(fields.map(|field| &field.name)));
            assert!(maker.types().fits(&book, &schema), "{book}");
            // A shelf within the book holds no book again.
            assert_eq!(book["shelf"]["books"], json!([]));
            assert_eq!(book["any"], json!(null));
        }
    }

    #[test]
    fn the_simplest_value_is_the_first() {
        let book = maker(1).plain(&Schema::Ref("Book".to_owned()));
        assert_eq!(book["state"], "lent");
        assert_eq!(book["number"], 7);
        assert_eq!(book["tags"].as_array().unwrap().len(), 1);
    }

    #[test]
    fn values_vary_with_seed_and_occasion() {
        let schema = Schema::Ref("Book".to_owned());
        let made = |seed, occasion: &str| {
            maker(seed)
                .value(&schema, Manner::Varied, &[occasion])
                .to_string()
        };
        assert_eq!(made(1, "/books/1"), made(1, "/books/1"));
        let different: BTreeSet<String> = [(1, "/books/1"), (2, "/books/1"), (1, "/books/2")]
            .into_iter()
            .map(|(seed, occasion)| made(seed, occasion))
            .collect();
        assert_eq!(different.len(), 3);
        let states: BTreeSet<String> = (0..40)
            .map(|seed| maker(seed).value(&schema, Manner::Varied, &[])["state"].to_string())
            .collect();
        assert_eq!(states.len(), 3);
    }
}
