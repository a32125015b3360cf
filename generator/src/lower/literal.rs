//! Values of parameters, as the tests of a generated crate write them.

use serde_json::Value;

use super::Type;

/// A value of a parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// `"text"`, for everything that is made of a text.
    Text(String),
    /// `true`
    Bool(bool),
    /// `1`
    Integer(i64),
    /// `1.5`
    Number(f64),
    /// Any JSON, or a value of a type that is read from JSON.
    Json(Value),
    /// Items of a type.
    List(Type, Vec<Literal>),
    /// The value that a type has to begin with.
    Default,
    /// A value is taken away.
    Null,
    /// A file with this path.
    File(String),
}

impl Literal {
    /// The value of a type in JSON; nothing where it is of another type.
    pub(super) fn from_json(ty: &Type, value: &Value) -> Option<Self> {
        match (ty, value) {
            (Type::Value | Type::Struct(_) | Type::Boxed(_) | Type::Map(_), value) => {
                Some(Self::Json(value.clone()))
            }
            (Type::Bool, Value::Bool(value)) => Some(Self::Bool(*value)),
            (Type::Integer | Type::Id | Type::Iid | Type::IdOrPath, Value::Number(number)) => {
                number.as_i64().map(Self::Integer)
            }
            (Type::Number, Value::Number(number)) => number.as_f64().map(Self::Number),
            (Type::List(inner), Value::Array(values)) => {
                let item = |value: &Value| match **inner {
                    // Lists in a list are read as they are.
                    Type::List(_) => Some(Self::Json(value.clone())),
                    ref inner => Self::from_json(inner, value),
                };
                let items = values.iter().map(item).collect::<Option<_>>()?;
                Some(Self::List((**inner).clone(), items))
            }
            (
                Type::String
                | Type::Timestamp
                | Type::Date
                | Type::IdOrPath
                | Type::Enum(_)
                | Type::Open(_),
                Value::String(text),
            ) => parse(ty, text),
            _ => None,
        }
    }
}

/// The value of a type in a text; nothing where it is of another type.
pub(super) fn parse(ty: &Type, text: &str) -> Option<Literal> {
    match ty {
        Type::String | Type::Timestamp | Type::Date | Type::Enum(_) | Type::Open(_) => {
            Some(Literal::Text(text.to_owned()))
        }
        // A number looks the same on the wire as its text.
        Type::IdOrPath => Some(match canonical(text) {
            Some(number) => Literal::Integer(number),
            None => Literal::Text(text.to_owned()),
        }),
        Type::Bool => match text {
            "true" => Some(Literal::Bool(true)),
            "false" => Some(Literal::Bool(false)),
            _ => None,
        },
        Type::Integer | Type::Id | Type::Iid => canonical(text).map(Literal::Integer),
        Type::Number => {
            let number: f64 = text.parse().ok()?;
            (number.to_string() == text).then_some(Literal::Number(number))
        }
        Type::Value => Some(Literal::Json(Value::String(text.to_owned()))),
        Type::Change(inner) => parse(inner, text),
        Type::Struct(_) | Type::Map(_) | Type::Boxed(_) | Type::List(_) => {
            let value: Value = serde_json::from_str(text).ok()?;
            Literal::from_json(ty, &value)
        }
        Type::File => Some(Literal::File(text.to_owned())),
    }
}

/// The number, if a text is written as numbers are.
fn canonical(text: &str) -> Option<i64> {
    let number: i64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

/// Some value of a type.
pub(super) fn sample(ty: &Type, allowed: &[String]) -> Literal {
    let first = || allowed.first().map_or("sample", String::as_str).to_owned();
    match ty {
        Type::Bool => Literal::Bool(true),
        Type::Integer | Type::Id | Type::Iid | Type::IdOrPath => Literal::Integer(1),
        Type::Number => Literal::Number(1.5),
        Type::String | Type::Enum(_) | Type::Open(_) => Literal::Text(first()),
        Type::Timestamp => Literal::Text("2001-02-03T04:05:06Z".to_owned()),
        Type::Date => Literal::Text("2001-02-03".to_owned()),
        Type::List(inner) => Literal::List((**inner).clone(), vec![sample(inner, allowed)]),
        Type::File => Literal::File("sample.txt".to_owned()),
        Type::Value => Literal::Json(Value::String("sample".to_owned())),
        Type::Change(inner) => sample(inner, allowed),
        // What an object must have, its JSON alone does not tell.
        Type::Map(inner) if matches!(**inner, Type::Struct(_) | Type::Boxed(_)) => {
            Literal::Json(Value::Object(serde_json::Map::new()))
        }
        Type::Map(inner) => Literal::Json(serde_json::json!({ "sample": json(inner) })),
        Type::Struct(_) | Type::Boxed(_) => Literal::Default,
    }
}

/// Some value of a type in JSON.
fn json(ty: &Type) -> Value {
    match sample(ty, &[]) {
        Literal::Text(text) | Literal::File(text) => Value::String(text),
        Literal::Bool(value) => Value::Bool(value),
        Literal::Integer(number) => number.into(),
        Literal::Number(number) => number.into(),
        Literal::Json(value) => value,
        Literal::Null | Literal::Default => Value::Null,
        Literal::List(inner, _) => Value::Array(vec![json(&inner)]),
    }
}

impl Type {
    /// A word for the type, for messages and documentation.
    pub(crate) fn word(&self) -> &'static str {
        match self.unchanged() {
            Self::Bool => "boolean",
            Self::Integer | Self::Id | Self::Iid => "integer",
            Self::Number => "number",
            Self::List(_) => "list",
            Self::File => "file",
            Self::IdOrPath => "number or text",
            Self::Timestamp => "timestamp",
            Self::Date => "date",
            Self::Value => "any JSON",
            Self::Map(_) | Self::Struct(_) | Self::Boxed(_) => "object",
            _ => "text",
        }
    }
}
