//! Documented values as their types say.
//!
//! What comes in: a value as it is printed, and its type. What goes out: the same, with points in
//! time that every parser reads, numbers and booleans without quotes, contents in base64 that can
//! be decoded, and the fields that objects of the type always have. No key is lost, and what is sound stays as it is.

use docbind_spec::{Field, FieldPresence, Schema};
use serde_json::{Map, Number, Value};

use super::make::Maker;
use super::moment;
use super::samples::Samples;

/// What mends values.
pub(super) struct Mender<'a> {
    maker: &'a Maker,
    samples: &'a Samples,
}

/// The field that a value stands in, with the name of its type.
type Place<'a> = Option<(&'a str, &'a Field)>;

impl<'a> Mender<'a> {
    pub(super) fn new(maker: &'a Maker, samples: &'a Samples) -> Self {
        Self { maker, samples }
    }

    /// The value as the type says; one of no known type has sound points in time.
    pub(super) fn mended(&self, value: &Value, schema: Option<&Schema>) -> Value {
        match schema {
            Some(schema) => self.value(value, schema, None),
            None => untyped(value),
        }
    }

    fn value(&self, value: &Value, schema: &Schema, place: Place<'_>) -> Value {
        match (schema, value) {
            (_, Value::Null) => Value::Null,
            (Schema::Any, _) => untyped(value),
            (Schema::Array(inner), Value::Array(items)) => {
                let items = items.iter().map(|item| self.value(item, inner, place));
                Value::Array(items.collect())
            }
            (Schema::Array(inner), lone) => Value::Array(vec![self.value(lone, inner, place)]),
            (Schema::Map(inner), Value::Object(map)) => {
                let entry =
                    |(key, value): (&String, _)| (key.clone(), self.value(value, inner, None));
                Value::Object(map.iter().map(entry).collect())
            }
            (Schema::Ref(name), Value::Object(map)) => self.object(map, name),
            (Schema::Ref(_), Value::Array(items)) if items.len() == 1 => {
                self.value(&items[0], schema, place)
            }
            (Schema::OneOf(variants), _) => match self.variant(value, variants) {
                Some(variant) => self.value(value, variant, place),
                None => untyped(value),
            },
            _ => scalar(value, schema).unwrap_or_else(|| self.another(schema, place)),
        }
    }

    /// The variant that the value is meant to be: one that it is, or one of its kind.
    fn variant<'s>(&self, value: &Value, variants: &'s [Schema]) -> Option<&'s Schema> {
        let types = self.maker.types();
        let is_kind = |schema: &&Schema| match schema {
            Schema::Ref(_) | Schema::Map(_) => value.is_object(),
            Schema::Array(_) => value.is_array(),
            schema => scalar(value, schema).is_some(),
        };
        let fitting = variants.iter().find(|it| types.fits(value, it));
        fitting.or_else(|| variants.iter().find(is_kind))
    }

    fn object(&self, map: &Map<String, Value>, name: &str) -> Value {
        let types = self.maker.types();
        let mend = |(key, value): (&String, &Value)| {
            let value = match types.field(name, key) {
                Some(field) => self.value(value, &field.schema, Some((name, field))),
                None => untyped(value),
            };
            (key.clone(), value)
        };
        let mut object: Map<String, Value> = map.iter().map(mend).collect();
        for field in types.fields(name) {
            let always = field.presence == Some(FieldPresence::Required);
            if always && object.get(&field.name).is_none_or(Value::is_null) {
                let value = self.another(&field.schema, Some((name, field)));
                object.insert(field.name.clone(), value);
            }
        }
        whole_base64(&mut object);
        Value::Object(object)
    }

    /// Another value for one that cannot be read: a documented one of the same field, or one that
    /// is made up.
    fn another(&self, schema: &Schema, place: Place<'_>) -> Value {
        let Some((name, field)) = place else {
            return self.maker.plain(schema);
        };
        let types = self.maker.types();
        let sample = self.samples.field(name, &field.name);
        // The items of a list are of another type than the field.
        match sample.filter(|sample| types.fits(sample, schema)) {
            Some(sample) => sample.clone(),
            None if field.schema == *schema => self.maker.field(name, field),
            None => self.maker.plain(schema),
        }
    }
}

/// The scalar as its type says; nothing where it cannot be read as one.
fn scalar(value: &Value, schema: &Schema) -> Option<Value> {
    let text = match value {
        Value::String(text) => Some(text.trim()),
        _ => None,
    };
    match schema {
        Schema::Timestamp => moment::moment(text?).map(Value::from),
        Schema::Date => moment::day(text?).map(Value::from),
        Schema::Boolean => boolean(value),
        Schema::Integer => integer(value),
        Schema::Number => match text {
            Some(text) => text.parse().ok().map(Value::Number),
            None => value.is_number().then(|| value.clone()),
        },
        Schema::String | Schema::Enum(_) | Schema::File => match value {
            Value::String(_) => Some(value.clone()),
            Value::Bool(_) | Value::Number(_) => Some(Value::from(value.to_string())),
            _ => None,
        },
        _ => None,
    }
}

fn boolean(value: &Value) -> Option<Value> {
    let boolean = match value {
        Value::Bool(boolean) => *boolean,
        Value::Number(number) => match number.as_u64()? {
            0 => false,
            1 => true,
            _ => return None,
        },
        Value::String(text) => match text.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "1" | "on" => true,
            "false" | "no" | "0" | "off" => false,
            _ => return None,
        },
        _ => return None,
    };
    Some(Value::Bool(boolean))
}

fn integer(value: &Value) -> Option<Value> {
    let number: Number = match value {
        Value::Number(number) => number.clone(),
        Value::String(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    if number.is_i64() || number.is_u64() {
        return Some(Value::Number(number));
    }
    // Beyond this, numbers with a point are no whole numbers any more.
    const MOST: f64 = 9_007_199_254_740_992.0;
    let float = number
        .as_f64()
        .filter(|it| it.fract() == 0.0 && it.abs() < MOST)?;
    format!("{float:.0}").parse::<i64>().ok().map(Value::from)
}

/// A value of no known type: only what is clearly meant as a point in time is mended.
fn untyped(value: &Value) -> Value {
    match value {
        Value::String(text) if moment::is_malformed(text) => {
            moment::moment(text).map_or_else(|| value.clone(), Value::from)
        }
        Value::Array(items) => Value::Array(items.iter().map(untyped).collect()),
        Value::Object(map) => {
            let entry = |(key, value): (&String, &Value)| (key.clone(), untyped(value));
            let mut object = map.iter().map(entry).collect();
            whole_base64(&mut object);
            Value::Object(object)
        }
        value => value.clone(),
    }
}

/// Ends contents in base64 where they can be decoded: documents cut them off with dots.
fn whole_base64(object: &mut Map<String, Value>) {
    let encoding = object.get("encoding").and_then(Value::as_str);
    if !encoding.is_some_and(|encoding| encoding.eq_ignore_ascii_case("base64")) {
        return;
    }
    let is_digit = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/');
    for value in object.values_mut() {
        let text = value.as_str().unwrap_or_default();
        let digits = text.trim_end_matches(['.', '…']);
        if digits.len() < text.len() && digits.chars().all(is_digit) {
            // Four digits are three bytes.
            *value = Value::from(&digits[..digits.len() / 4 * 4]);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::serve::answers::types::Types;

    #[track_caller]
    fn check(value: &Value, schema: &Schema, expected: &Value) {
        let maker = Maker::new(Types::default(), 0);
        let samples = Samples::default();
        let mended = Mender::new(&maker, &samples).mended(value, Some(schema));
        assert_eq!(mended, *expected, "{value} as {schema:?}");
    }

    #[test]
    fn scalars_are_what_their_type_says() {
        check(&json!("true"), &Schema::Boolean, &json!(true));
        check(&json!("No"), &Schema::Boolean, &json!(false));
        check(&json!(1), &Schema::Boolean, &json!(true));
        check(&json!("2"), &Schema::Integer, &json!(2));
        check(&json!(2.0), &Schema::Integer, &json!(2));
        check(&json!(" -7 "), &Schema::Integer, &json!(-7));
        check(&json!("2.5"), &Schema::Number, &json!(2.5));
        check(&json!(7), &Schema::String, &json!("7"));
        check(
            &json!("odd"),
            &Schema::Enum(vec!["even".to_owned()]),
            &json!("odd"),
        );
        check(&json!(null), &Schema::Integer, &json!(null));
        let day = json!("2020-01-02");
        check(&json!("2020-01-02T03: 04: 05Z"), &Schema::Date, &day);
    }

    /// Types, each also in lists and maps.
    fn schemas() -> Vec<Schema> {
        let plain = [
            Schema::Any,
            Schema::Boolean,
            Schema::Integer,
            Schema::Number,
            Schema::String,
            Schema::Timestamp,
            Schema::Date,
            Schema::File,
            Schema::Enum(vec!["even".to_owned()]),
            Schema::Ref("Book".to_owned()),
            Schema::OneOf(vec![Schema::Integer, Schema::String]),
        ];
        let within = |schema: Schema| {
            let boxed = Box::new(schema.clone());
            [schema, Schema::Array(boxed.clone()), Schema::Map(boxed)]
        };
        plain.into_iter().flat_map(within).collect()
    }

    #[test]
    fn every_value_becomes_one_of_its_type_and_stays_so() {
        let maker = Maker::new(Types::default(), 0);
        let samples = Samples::default();
        let mender = Mender::new(&maker, &samples);
        let values = [
            json!(null),
            json!(true),
            json!(-7),
            json!(2.5),
            json!(1e300),
            json!(""),
            json!("soon"),
            json!("2020-01-02T03: 04: 05Z"),
            json!({}),
            json!({"a": "2", "b": {"c": [null, "x"]}}),
            json!([]),
            json!(["1", 2, null, {"a": 1}, [3]]),
        ];
        for schema in schemas() {
            for value in &values {
                let mended = mender.mended(value, Some(&schema));
                // Objects are no variant of a number or text; whoever decided that knows better.
                let undecided = schema_has_variants(&schema) && !value.is_string();
                let fits = undecided || maker.types().fits(&mended, &schema);
                assert!(fits, "{value} as {schema:?}: {mended}");
                assert_eq!(mender.mended(&mended, Some(&schema)), mended, "{schema:?}");
                assert_eq!(mended.is_null(), value.is_null(), "{value} as {schema:?}");
            }
        }
    }

    fn schema_has_variants(schema: &Schema) -> bool {
        match schema {
            Schema::OneOf(_) => true,
            Schema::Array(inner) | Schema::Map(inner) => schema_has_variants(inner),
            _ => false,
        }
    }

    #[test]
    fn variants_are_told_apart_by_kind() {
        let either = Schema::OneOf(vec![Schema::Integer, Schema::Timestamp]);
        check(&json!(7), &either, &json!(7));
        let moment = json!("2020-01-02T03:04:05Z");
        check(&json!("2020-01-02 03:04:05 UTC"), &either, &moment);
        check(&json!("7"), &either, &json!(7));
        check(&json!({"a": "b"}), &either, &json!({"a": "b"}));
        let texts = Schema::OneOf(vec![Schema::Integer, Schema::String]);
        check(&json!("7"), &texts, &json!("7"));
    }

    #[test]
    fn only_moments_are_mended_where_no_type_is_known() {
        let value = json!({"at": "2020-01-02T03: 04: 05Z", "n": "2", "a": ["2020-01-02 3:04:05"]});
        let expected =
            json!({"at": "2020-01-02T03:04:05Z", "n": "2", "a": ["2020-01-02T03:04:05Z"]});
        check(&value, &Schema::Any, &expected);
    }

    #[test]
    fn contents_that_are_cut_off_can_be_decoded() {
        let shown = json!({"encoding": "base64", "content": "IyBFbW1hCg...", "name": "a b..."});
        let mended = json!({"encoding": "base64", "content": "IyBFbW1h", "name": "a b..."});
        check(&shown, &Schema::Any, &mended);
        check(&shown, &Schema::Ref("File".to_owned()), &mended);
        let text = json!({"encoding": "text", "content": "IyBFbW1hCg..."});
        check(&text, &Schema::Any, &text);
    }

    #[test]
    fn lists_and_lone_values_stand_for_each_other() {
        let list = Schema::Array(Box::new(Schema::Integer));
        check(&json!("5"), &list, &json!([5]));
        check(&json!(["5", 6]), &list, &json!([5, 6]));
        let one = Schema::Ref("Book".to_owned());
        check(&json!([{"a": 1}]), &one, &json!({"a": 1}));
    }
}
