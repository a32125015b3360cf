//! Calls of the client and values of parameters, as tests and documentation write them.

use crate::code::{Code, code, list};
use serde_json::Value;

use super::rust_type::{api_type, ident};
use crate::lower::{ClientCall, Literal, Operation, Resource, Type};

/// `.resource().operation(arguments).setter(value)`
pub(super) fn client_call(resource: &Resource, operation: &Operation, call: &ClientCall) -> Code {
    let (module, name) = (ident(&resource.module), ident(&operation.ident));
    let types = operation
        .arguments
        .iter()
        .filter_map(|&place| operation.params.get(place))
        .map(|param| &param.sent);
    let arguments = call
        .arguments
        .iter()
        .zip(types)
        .map(|(value, ty)| passed(value, ty));
    let content = call.content.iter().map(|content| code!(#content));
    let arguments = list(arguments.chain(content));
    let setters: Code = call
        .setters
        .iter()
        .map(|(setter, value)| {
            let param = operation.params.iter().find(|param| param.ident == *setter);
            let value = match param {
                Some(param) => passed(value, &param.sent),
                None => literal(value),
            };
            let setter = ident(setter);
            code!(.#setter(#value))
        })
        .collect();
    code!(.#module().#name(#arguments) #setters)
}

/// A value as the client takes it.
fn passed(value: &Literal, ty: &Type) -> Code {
    match (value, ty) {
        (value, Type::Change(inner)) => changed(value, inner),
        (Literal::Default, ty) => {
            let value = list_item(&Literal::Default, ty);
            code!(&#value)
        }
        (Literal::Json(value), Type::Value) => {
            let text = value.to_string();
            code!(serde_json::from_str::<serde_json::Value>(#text).expect("the value is JSON"))
        }
        (Literal::Json(map), Type::Map(inner)) => {
            entries(map, inner).unwrap_or_else(|| list_item(value, ty))
        }
        (Literal::Json(value), ty) => {
            let text = value.to_string();
            let ty = api_type(ty);
            code!(&serde_json::from_str::<#ty>(#text).expect("the value is of the type"))
        }
        (Literal::List(inner, items), _) => {
            let by_value = inner.is_made_of_others();
            if items.is_empty() && by_value {
                let inner = api_type(inner);
                return code!(Vec::<#inner>::new());
            }
            let items = list(items.iter().map(|item| list_item(item, inner)));
            if by_value {
                code!([#items])
            } else {
                code!(&[#items])
            }
        }
        (value, _) => literal(value),
    }
}

/// The entries of a map one by one, where all values are scalars of one kind.
fn entries(map: &Value, inner: &Type) -> Option<Code> {
    let map = map.as_object().filter(|map| !map.is_empty())?;
    let entries: Vec<Code> = map
        .iter()
        .map(|(key, value)| {
            let value = match (value, inner) {
                (Value::String(text), ty) if ty.is_made_of_others() => Some(code!(#text)),
                (Value::Bool(value), Type::Bool) => Some(code!(#value)),
                (Value::Number(number), Type::Integer) => {
                    Some(literal(&Literal::Integer(number.as_i64()?)))
                }
                _ => None,
            }?;
            Some(code!((#key, #value)))
        })
        .collect::<Option<_>>()?;
    let entries = list(entries);
    Some(code!([#entries]))
}

/// What becomes of a value, as the client takes it.
fn changed(value: &Literal, ty: &Type) -> Code {
    match (value, ty) {
        (Literal::Null, _) => code!(None),
        (Literal::List(inner, items), _) if items.is_empty() => {
            let inner = api_type(inner);
            code!(Vec::<#inner>::new())
        }
        (value, ty) => list_item(value, ty),
    }
}

/// An item of a list, of the same Rust type as its neighbours.
fn list_item(item: &Literal, ty: &Type) -> Code {
    match (item, ty) {
        (item, Type::IdOrPath) => {
            let item = literal(item);
            code!(values::IdOrPath::from(#item))
        }
        (Literal::Json(value), ty) => {
            let text = value.to_string();
            let ty = api_type(ty);
            code!(serde_json::from_str::<#ty>(#text).expect("the value is of the type"))
        }
        (Literal::Default, ty) => {
            let ty = api_type(ty);
            code!(<#ty>::default())
        }
        (item, _) => literal(item),
    }
}

pub(super) fn literal(value: &Literal) -> Code {
    match value {
        Literal::Text(text) => code!(#text),
        Literal::Bool(value) => code!(#value),
        Literal::Integer(number) => {
            // Without a suffix it is taken as an `i32` where several types would do.
            match i32::try_from(*number) {
                Ok(_) => code!(#number),
                Err(_) => suffixed(*number),
            }
        }
        Literal::Number(number) => {
            code!(#number)
        }
        Literal::Default => code!(Default::default()),
        Literal::Null => code!(serde_json::Value::Null),
        Literal::File(path) => {
            let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
            code!(runtime::File::new(#name, "content of the file"))
        }
        Literal::Json(value) => {
            let text = value.to_string();
            code!(#text)
        }
        Literal::List(ty, items) => {
            let items = list(items.iter().map(|item| list_item(item, ty)));
            code!([#items])
        }
    }
}

fn suffixed(number: i64) -> Code {
    let mut code = Code::default();
    code.push(&format!("{number}i64 "));
    code
}
