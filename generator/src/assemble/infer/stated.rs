//! The type of a parameter from what texts say about it.

use docbind_spec::{ArrayStyle, Schema, Witness};
use serde_json::Value;

use crate::extract::curl::Curl;
use crate::extract::facts::ParamFact;
use crate::extract::implied::refined;

/// The type that the first fact with one states, and who says so.
pub(in crate::assemble) fn schema<'a>(
    facts: &(impl Iterator<Item = &'a ParamFact> + Clone),
    uploads: bool,
) -> (Option<Schema>, Option<Witness>) {
    if uploads
        && facts
            .clone()
            .all(|fact| matches!(fact.schema, None | Some(Schema::Any | Schema::String)))
    {
        return (Some(Schema::File), Some(Witness::Curl));
    }
    let stated = facts.clone().find_map(|fact| {
        let schema = fact.schema.clone()?;
        let schema = refined(schema, fact.values.implied.as_ref());
        Some((with_values(schema, &fact.values.values), fact.witness))
    });
    let implied = || {
        facts.clone().find_map(|fact| {
            let schema = if !fact.values.values.is_empty() {
                Some(Schema::Enum(fact.values.values.clone()))
            } else if fact.values.boolean {
                Some(Schema::Boolean)
            } else {
                fact.values.implied.clone()
            };
            schema.map(|schema| (schema, Witness::Prose))
        })
    };
    match stated.or_else(implied) {
        Some((schema, witness)) => (Some(schema), Some(witness)),
        None => (None, None),
    }
}

/// A stated type with the values that the description lists.
fn with_values(schema: Schema, values: &[String]) -> Schema {
    if values.is_empty() {
        return schema;
    }
    let values_of = || Schema::Enum(values.to_vec());
    match schema {
        Schema::String => values_of(),
        Schema::Array(inner) if matches!(*inner, Schema::String | Schema::Any) => {
            Schema::Array(Box::new(values_of()))
        }
        Schema::OneOf(all) => Schema::OneOf(
            all.into_iter()
                .map(|one| with_values(one, values))
                .collect(),
        ),
        other => other,
    }
}

/// A default as a value of its type; as text where it is none.
pub(in crate::assemble) fn default(text: &str, schema: Option<&Schema>) -> Value {
    let text = text.trim();
    match schema {
        Some(schema) => retyped(Value::String(text.to_owned()), schema),
        None => Value::String(text.to_owned()),
    }
}

/// A value that stands as text as one of this type.
pub(in crate::assemble) fn retyped(value: Value, schema: &Schema) -> Value {
    let Value::String(text) = &value else {
        return value;
    };
    let parsed = match schema {
        Schema::Boolean => text.to_lowercase().parse::<bool>().ok().map(Value::from),
        Schema::Integer => text.parse::<i64>().ok().map(Value::from),
        Schema::Number => text.parse::<f64>().ok().map(Value::from),
        Schema::Array(_) | Schema::Map(_) => {
            let read = serde_json::from_str(text).ok();
            read.filter(|value| is_of(value, schema))
        }
        _ => None,
    };
    parsed.unwrap_or(value)
}

/// Whether a JSON value is one of a type.
fn is_of(value: &Value, schema: &Schema) -> bool {
    match (schema, value) {
        (Schema::Any, _) => true,
        (Schema::Array(inner), Value::Array(items)) => items.iter().all(|it| is_of(it, inner)),
        (Schema::Map(inner), Value::Object(map)) => map.values().all(|it| is_of(it, inner)),
        (Schema::Enum(values), Value::String(text)) => values.contains(text),
        (Schema::Number, Value::Number(_)) => true,
        (Schema::OneOf(all), _) => all.iter().any(|one| is_of(value, one)),
        _ => Schema::of_plain(value).is_some_and(|plain| plain == *schema),
    }
}

/// The type of the values that request lines and commands send.
pub(in crate::assemble) fn from_sent(values: &[String]) -> Schema {
    let all = |test: fn(&str) -> bool| !values.is_empty() && values.iter().all(|value| test(value));
    if all(|value| matches!(value, "true" | "false")) {
        Schema::Boolean
    } else if all(|value| value.parse::<i64>().is_ok() && (value == "0" || !value.starts_with('0')))
    {
        Schema::Integer
    } else {
        Schema::String
    }
}

/// How the documents write an array of this name; repeated where they neither say nor show it. A
/// text of which they say that it holds several values is one, too.
pub(in crate::assemble) fn array_style<'a>(
    schema: &Schema,
    name: &str,
    commas: bool,
    curls: impl Iterator<Item = &'a Curl>,
) -> Option<ArrayStyle> {
    if !has_array(schema) {
        return (commas && *schema == Schema::String).then_some(ArrayStyle::Commas);
    }
    let bracketed = format!("{name}[]");
    for curl in curls {
        let sent = curl.sent();
        if sent.iter().any(|(sent, _)| *sent == bracketed) {
            return Some(ArrayStyle::Brackets);
        }
        let own: Vec<_> = sent.iter().filter(|(sent, _)| *sent == name).collect();
        if own
            .iter()
            .any(|(_, value)| value.is_some_and(|value| value.contains(',')))
        {
            return Some(ArrayStyle::Commas);
        }
    }
    Some(if commas {
        ArrayStyle::Commas
    } else {
        ArrayStyle::Repeat
    })
}

fn has_array(schema: &Schema) -> bool {
    match schema {
        Schema::Array(_) => true,
        Schema::OneOf(all) => all.iter().any(has_array),
        _ => false,
    }
}
