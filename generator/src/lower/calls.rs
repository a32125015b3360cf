//! Documented calls, as the client of a generated crate makes them.
//!
//! What comes in: an operation and its documented calls. What goes out: the values of arguments
//! and setters, or what in a call contradicts the operation.

use std::collections::BTreeMap;

use docbind_spec::{
    ApiSpec, Call, CallBody, Credential, Location, Operation as SpecOperation, PartContent,
};
use serde_json::{Value, json};

use super::literal::{Literal, parse};
use super::paths::match_path;
use super::{Answer, BodyKind, ClientCall, Exception, Operation, Param, Reason, Type};
use crate::names::RAW_BODY;

/// Reads the documented calls of one operation.
pub(super) struct CallReader<'a> {
    pub(super) spec: &'a ApiSpec,
    pub(super) documented: &'a SpecOperation,
    pub(super) operation: &'a Operation,
}

/// A value as the call shows it.
enum Shown {
    Text(String),
    Json(Value),
    File(String),
    /// One entry of a map: `name[key]=value`.
    Entry {
        key: String,
        value: String,
    },
}

impl CallReader<'_> {
    /// The calls with their numbers in the data, and the data.
    pub(super) fn calls(
        &self,
        exceptions: &mut Vec<Exception>,
    ) -> (Vec<(usize, ClientCall)>, Vec<Value>) {
        let mut calls = Vec::new();
        let mut data = Vec::new();
        for call in &self.documented.calls {
            match self.read(call) {
                Ok((client_call, fields)) => {
                    calls.push((data.len(), client_call));
                    data.push(json!({
                        "source": call.source.0,
                        "method": call.method.as_str(),
                        "path": call.path,
                        "fields": fields,
                        "content": content_of(call),
                    }));
                }
                Err(reason) => exceptions.push(Exception {
                    operation: self.operation.id.clone(),
                    source: call.source.0.clone(),
                    reason,
                }),
            }
        }
        (calls, data)
    }

    /// The call for the client, and what it sends beside the path: the fields of query and body
    /// without credentials.
    pub(super) fn read(&self, call: &Call) -> Result<(ClientCall, Vec<Value>), Reason> {
        if call.method != self.operation.method {
            return Err(Reason::OtherMethod {
                documented: call.method.as_str().to_owned(),
            });
        }
        let mut values: BTreeMap<usize, Literal> = BTreeMap::new();
        for (name, value) in
            match_path(&self.operation.path, &call.path).ok_or_else(|| Reason::OtherPath {
                documented: call.path.clone(),
            })?
        {
            let place = self.place(&name, &[Location::Path])?;
            self.set(&mut values, place, &[Shown::Text(value)])?;
        }
        let mut setters = Vec::new();
        let mut fields = Vec::new();
        for (name, shown) in self.shown(call)? {
            // A body that is one value is compared as a whole.
            let whole = self.operation.body == BodyKind::Whole && name == RAW_BODY;
            if !whole {
                let params = self.operation.params.iter();
                let mut own = params.filter(|param| param.wire == name);
                let typed = own.any(|param| holds_struct(param.sent.unchanged()));
                let sent = shown.iter().map(|value| match value {
                    Shown::Json(value) if typed => field(&name, &Shown::Json(without_nulls(value))),
                    value => field(&name, value),
                });
                fields.extend(sent);
            }
            if let Some(setter) = self.paging_setter(&name, &shown)? {
                setters.push(setter);
                continue;
            }
            let place = self.place(&name, &[Location::Body, Location::Query])?;
            self.set(&mut values, place, &shown)?;
        }
        for header in &call.headers {
            if let Ok(place) = self.place(&header.name, &[Location::Header]) {
                self.set(&mut values, place, &[Shown::Text(header.value.clone())])?;
            }
        }
        let wire = |place: &usize| {
            let param = self.operation.params.get(*place);
            param.map(|param| param.wire.clone()).unwrap_or_default()
        };
        let sent: Vec<String> = values.keys().map(wire).collect();
        let mut arguments = Vec::new();
        for place in &self.operation.arguments {
            arguments.push(
                values
                    .remove(place)
                    .ok_or_else(|| Reason::MissingParameter {
                        name: wire(place),
                        sent: sent.clone(),
                    })?,
            );
        }
        for (place, value) in values {
            if let Some(param) = self.operation.params.get(place) {
                setters.push((param.ident.clone(), value));
            }
        }
        let content = matches!(self.operation.body, BodyKind::Raw(_))
            .then(|| content_of(call).unwrap_or_default());
        Ok((
            ClientCall {
                arguments,
                setters,
                content,
            },
            fields,
        ))
    }

    /// The fields of query and body by name, credentials aside, in order of appearance.
    fn shown(&self, call: &Call) -> Result<Vec<(String, Vec<Shown>)>, Reason> {
        let mut all: Vec<(String, Shown)> = Vec::new();
        let text =
            |pair: &docbind_spec::NameValue| (pair.name.clone(), Shown::Text(pair.value.clone()));
        all.extend(
            call.query
                .iter()
                .filter(|pair| !self.is_credential(&pair.name))
                .map(text),
        );
        match &call.body {
            None => {}
            Some(CallBody::Form(pairs)) => all.extend(pairs.iter().map(text)),
            Some(CallBody::Multipart(parts)) => all.extend(parts.iter().map(|part| {
                let shown = match &part.content {
                    PartContent::Value(value) => Shown::Text(value.clone()),
                    PartContent::File(path) => Shown::File(path.clone()),
                };
                (part.name.clone(), shown)
            })),
            Some(CallBody::Json(Value::Object(object)))
                if self.operation.body != BodyKind::Whole =>
            {
                all.extend(
                    object
                        .iter()
                        .map(|(name, value)| (name.clone(), Shown::Json(value.clone()))),
                );
            }
            Some(CallBody::Json(value)) if self.operation.body == BodyKind::Whole => {
                all.push((RAW_BODY.to_owned(), Shown::Json(value.clone())));
            }
            Some(CallBody::Json(_) | CallBody::Text(_))
                if matches!(self.operation.body, BodyKind::Raw(_)) => {}
            Some(CallBody::Json(_) | CallBody::Text(_)) => return Err(Reason::OtherBody),
        }
        let mut grouped: Vec<(String, Vec<Shown>)> = Vec::new();
        for (name, shown) in all {
            let (name, shown) = self.entry(name, shown);
            match grouped.iter_mut().find(|(known, _)| *known == name) {
                Some((_, values)) => values.push(shown),
                None => grouped.push((name, vec![shown])),
            }
        }
        Ok(grouped)
    }

    /// The parameter that a field belongs to, `a` of `a[]` and, where it is a map, of `a[key]`.
    fn entry(&self, name: String, shown: Shown) -> (String, Shown) {
        if let Some(list) = name.strip_suffix("[]") {
            return (list.to_owned(), shown);
        }
        let parts = name.strip_suffix(']').and_then(|name| name.split_once('['));
        let Some((base, key)) = parts else {
            return (name, shown);
        };
        let is_map =
            |param: &Param| param.wire == base && matches!(param.sent.unchanged(), Type::Map(_));
        match shown {
            Shown::Text(value) if self.operation.params.iter().any(is_map) => {
                let key = key.to_owned();
                (base.to_owned(), Shown::Entry { key, value })
            }
            shown => (name, shown),
        }
    }

    /// Whether a query parameter is a credential, goes along with one, or is `sudo`.
    fn is_credential(&self, name: &str) -> bool {
        let api = &self.spec.api;
        let of_scheme = api.security.iter().any(|scheme| {
            scheme.along_with.iter().any(|along| along == name)
                || scheme
                    .credentials
                    .iter()
                    .any(|place| matches!(place, Credential::Query(query) if query == name))
        });
        let sudo = api.sudo.as_ref().and_then(|sudo| sudo.query.as_deref());
        let listed = self.operation.params.iter().any(|param| param.wire == name);
        (of_scheme || sudo == Some(name)) && !listed
    }

    /// The setter for a paging parameter of an operation that answers pages.
    fn paging_setter(
        &self,
        name: &str,
        shown: &[Shown],
    ) -> Result<Option<(String, Literal)>, Reason> {
        let (Some(paging), Answer::Page(_)) = (&self.spec.api.paging, &self.operation.answer)
        else {
            return Ok(None);
        };
        let setter = if name == paging.page.name {
            "page"
        } else if name == paging.per_page.name {
            "per_page"
        } else {
            return Ok(None);
        };
        let value = shown.first().map(show).unwrap_or_default();
        match parse(&Type::Integer, &value) {
            Some(literal) => Ok(Some((setter.to_owned(), literal))),
            None => Err(Reason::OtherType {
                name: name.to_owned(),
                value,
                expected: "integer",
            }),
        }
    }

    fn place(&self, name: &str, locations: &[Location]) -> Result<usize, Reason> {
        let matches = |param: &Param| {
            locations.contains(&param.location)
                && if param.location == Location::Header {
                    param.wire.eq_ignore_ascii_case(name)
                } else {
                    param.wire == name
                }
        };
        self.operation
            .params
            .iter()
            .position(matches)
            .ok_or_else(|| Reason::UnlistedParameter {
                name: name.to_owned(),
            })
    }

    fn set(
        &self,
        values: &mut BTreeMap<usize, Literal>,
        place: usize,
        shown: &[Shown],
    ) -> Result<(), Reason> {
        let Some(param) = self.operation.params.get(place) else {
            return Ok(());
        };
        let several = matches!(param.sent.unchanged(), Type::List(_) | Type::Map(_));
        if shown.len() > 1 && !several {
            return Err(Reason::SentTwice {
                name: param.wire.clone(),
                times: shown.len(),
            });
        }
        let literal = literal_of(param, shown).ok_or_else(|| Reason::OtherType {
            name: param.wire.clone(),
            value: shown.first().map(printed).unwrap_or_default(),
            expected: param.sent.word(),
        })?;
        values.insert(place, literal);
        Ok(())
    }
}

/// The value of a parameter as the call shows it.
fn literal_of(param: &Param, shown: &[Shown]) -> Option<Literal> {
    if matches!(param.sent, Type::Change(_)) && is_null(shown, &param.sent) {
        return Some(Literal::Null);
    }
    if let Type::List(inner) = param.sent.unchanged() {
        let commas = param.style == Some(docbind_spec::ArrayStyle::Commas);
        let mut items = Vec::new();
        for value in shown {
            match value {
                Shown::Json(Value::Array(values)) => {
                    for value in values {
                        items.push(Literal::from_json(inner, value)?);
                    }
                }
                Shown::Json(value) => items.push(Literal::from_json(inner, value)?),
                Shown::Text(text) if commas => {
                    for part in text.split(',') {
                        items.push(parse(inner, part)?);
                    }
                }
                Shown::Text(text) => items.push(parse(inner, text)?),
                Shown::File(_) | Shown::Entry { .. } => return None,
            }
        }
        return Some(Literal::List((**inner).clone(), items));
    }
    if let (Type::Map(inner), [Shown::Entry { .. }, ..]) = (param.sent.unchanged(), shown) {
        return map_of(inner, shown);
    }
    let [value] = shown else {
        return None;
    };
    match (value, param.sent.unchanged()) {
        (Shown::File(path), Type::File) => Some(Literal::File(path.clone())),
        (Shown::Text(text), Type::File) => Some(Literal::File(text.clone())),
        (Shown::File(_) | Shown::Entry { .. }, _) => None,
        (Shown::Text(text), ty) => parse(ty, text),
        (Shown::Json(value), ty) => Literal::from_json(ty, value),
    }
}

/// The entries of a map, each of which is a field of its own.
fn map_of(inner: &Type, shown: &[Shown]) -> Option<Literal> {
    let mut entries = serde_json::Map::new();
    for one in shown {
        let Shown::Entry { key, value } = one else {
            return None;
        };
        let value = match parse(inner, value)? {
            Literal::Integer(number) => number.into(),
            Literal::Number(number) => number.into(),
            Literal::Bool(value) => value.into(),
            _ => Value::String(value.clone()),
        };
        entries.insert(key.clone(), value);
    }
    Some(Literal::Json(Value::Object(entries)))
}

/// Whether a value is taken away: by null, or by an empty text where it is no value.
fn is_null(shown: &[Shown], ty: &Type) -> bool {
    match shown {
        [Shown::Json(value)] => value.is_null(),
        [Shown::Text(text)] => text.is_empty() && !ty.may_be_empty(),
        _ => false,
    }
}

fn show(shown: &Shown) -> String {
    match shown {
        Shown::Text(text) | Shown::File(text) => text.clone(),
        Shown::Json(Value::String(text)) => text.clone(),
        Shown::Json(value) => value.to_string(),
        Shown::Entry { value, .. } => value.clone(),
    }
}

fn holds_struct(ty: &Type) -> bool {
    match ty {
        Type::Struct(_) | Type::Boxed(_) => true,
        Type::List(inner) | Type::Map(inner) => holds_struct(inner),
        _ => false,
    }
}

/// A value without the members that are null: an object of a type leaves them out.
fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(without_nulls).collect(),
        Value::Object(members) => {
            let filled = members.iter().filter(|(_, value)| !value.is_null());
            let filled = filled.map(|(key, value)| (key.clone(), without_nulls(value)));
            Value::Object(filled.collect())
        }
        other => other.clone(),
    }
}

/// The value as it stands in the documents: `"true"` in JSON is a text.
fn printed(shown: &Shown) -> String {
    match shown {
        Shown::Json(value) => value.to_string(),
        other => show(other),
    }
}

/// A field as the data of the tests holds it.
fn field(name: &str, shown: &Shown) -> Value {
    match shown {
        Shown::Text(text) => json!({ "name": name, "value": text }),
        Shown::Json(value) => json!({ "name": name, "value": value }),
        Shown::Entry { key, value } => {
            json!({ "name": format!("{name}[{key}]"), "value": value })
        }
        Shown::File(path) => json!({ "name": name, "file": path }),
    }
}

/// The text of a body that is no list of fields.
fn content_of(call: &Call) -> Option<String> {
    match &call.body {
        Some(CallBody::Text(text)) => Some(text.clone()),
        Some(CallBody::Json(value)) if !value.is_object() => Some(value.to_string()),
        _ => None,
    }
}
