//! Requests for documented operations, with values of the documented types.

use docbind_spec::{ApiSpec, Location, Operation, PathTemplate, Piece, Presence, Schema};
use serde_json::{Map, Value};

use super::dice::Dice;
use super::http::Request;

/// Any request for the operation that has everything it may have but for what narrows lists.
pub(super) fn any(dice: &mut Dice, spec: &ApiSpec, operation: &Operation) -> Request {
    let mut headers = vec![("PRIVATE-TOKEN".to_owned(), "any".to_owned())];
    let of_headers = operation.parameters.iter();
    let of_headers = of_headers.filter(|it| it.location == Location::Header);
    headers.extend(of_headers.map(|it| (it.name.clone(), "any".to_owned())));
    let body = body(dice, operation);
    if body.is_some() {
        headers.push(("Content-Type".to_owned(), "application/json".to_owned()));
    }
    Request {
        method: operation.method.to_string(),
        target: target(dice, spec, operation),
        headers,
        body: body.map_or_else(Vec::new, |body| body.to_string().into_bytes()),
    }
}

/// The whole path of an operation; what is relative in the spec stands below the base path.
pub(super) fn whole(spec: &ApiSpec, path: &str) -> String {
    let has_root = |root: &String| path.starts_with(root.as_str());
    match &spec.api.base_path {
        Some(base) if !spec.api.other_roots.iter().any(has_root) => format!("{base}{path}"),
        _ => path.to_owned(),
    }
}

fn target(dice: &mut Dice, spec: &ApiSpec, operation: &Operation) -> String {
    let mut path = String::new();
    for segment in PathTemplate::parse(&operation.path).segments() {
        path.push('/');
        for piece in segment.pieces() {
            match piece {
                Piece::Literal(text) => path.push_str(text),
                Piece::Placeholder(_) | Piece::Wildcard(_) => path.push_str(&number(dice)),
            }
        }
    }
    let required = operation.parameters.iter().filter(|parameter| {
        parameter.location == Location::Query && parameter.presence == Presence::Required
    });
    let pairs: Vec<String> = required
        .map(|parameter| format!("{}={}", parameter.name, number(dice)))
        .collect();
    let query = if pairs.is_empty() { "" } else { "?" };
    format!("{}{query}{}", whole(spec, &path), pairs.join("&"))
}

/// An object of the documented fields; none where the body is none.
fn body(dice: &mut Dice, operation: &Operation) -> Option<Value> {
    let fields = operation.parameters.iter();
    let fields: Map<String, Value> = fields
        .filter(|parameter| parameter.location == Location::Body)
        .map(|parameter| (parameter.name.clone(), value(dice, &parameter.schema)))
        .collect();
    (!fields.is_empty()).then_some(Value::Object(fields))
}

fn value(dice: &mut Dice, schema: &Schema) -> Value {
    match schema {
        Schema::Integer | Schema::Number => (1 + dice.below(30)).into(),
        Schema::Boolean => dice.once_in(2).into(),
        Schema::Enum(values) => values[dice.below(values.len())].clone().into(),
        Schema::Array(item) => vec![value(dice, item)].into(),
        Schema::Timestamp => "2016-01-02T03:04:05Z".into(),
        Schema::Date => "2016-01-02".into(),
        _ => format!("text-{}", dice.below(1000)).into(),
    }
}

fn number(dice: &mut Dice) -> String {
    (1 + dice.below(30)).to_string()
}
