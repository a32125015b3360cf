//! Calls of the client and values of parameters, as tests and documentation write them.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use super::rust_type::{api_type, ident};
use crate::lower::{ClientCall, Literal, Operation, Resource, Type};

/// `.resource().operation(arguments).setter(value)`
pub(super) fn client_call(
    resource: &Resource,
    operation: &Operation,
    call: &ClientCall,
) -> TokenStream {
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
    let content = call.content.iter();
    let setters = call.setters.iter().map(|(setter, value)| {
        let param = operation.params.iter().find(|param| param.ident == *setter);
        let value = match param {
            Some(param) => passed(value, &param.sent),
            None => literal(value),
        };
        let setter = ident(setter);
        quote!(.#setter(#value))
    });
    quote!(.#module().#name(#(#arguments,)* #(#content)*) #(#setters)*)
}

/// A value as the client takes it.
fn passed(value: &Literal, ty: &Type) -> TokenStream {
    match (value, ty) {
        (value, Type::Change(inner)) => changed(value, inner),
        (Literal::Default, ty) => {
            let value = list_item(&Literal::Default, ty);
            quote!(&#value)
        }
        (Literal::Json(value), Type::Value) => {
            let text = value.to_string();
            quote!(serde_json::from_str::<serde_json::Value>(#text).expect("the value is JSON"))
        }
        (Literal::Json(map), Type::Map(inner)) => {
            entries(map, inner).unwrap_or_else(|| list_item(value, ty))
        }
        (Literal::Json(value), ty) => {
            let text = value.to_string();
            let ty = api_type(ty);
            quote!(&serde_json::from_str::<#ty>(#text).expect("the value is of the type"))
        }
        (Literal::List(inner, items), _) => {
            let by_value = inner.is_made_of_others();
            if items.is_empty() && by_value {
                let inner = api_type(inner);
                return quote!(Vec::<#inner>::new());
            }
            let items = items.iter().map(|item| list_item(item, inner));
            if by_value {
                quote!([#(#items),*])
            } else {
                quote!(&[#(#items),*])
            }
        }
        (value, _) => literal(value),
    }
}

/// The entries of a map one by one, where all values are scalars of one kind.
fn entries(map: &Value, inner: &Type) -> Option<TokenStream> {
    let map = map.as_object().filter(|map| !map.is_empty())?;
    let values: Vec<TokenStream> = map
        .values()
        .map(|value| match (value, inner) {
            (Value::String(text), ty) if ty.is_made_of_others() => Some(quote!(#text)),
            (Value::Bool(value), Type::Bool) => Some(quote!(#value)),
            (Value::Number(number), Type::Integer) => {
                Some(literal(&Literal::Integer(number.as_i64()?)))
            }
            _ => None,
        })
        .collect::<Option<_>>()?;
    let keys = map.keys();
    Some(quote!([#((#keys, #values)),*]))
}

/// What becomes of a value, as the client takes it.
fn changed(value: &Literal, ty: &Type) -> TokenStream {
    match (value, ty) {
        (Literal::Null, _) => quote!(None),
        (Literal::List(inner, items), _) if items.is_empty() => {
            let inner = api_type(inner);
            quote!(Vec::<#inner>::new())
        }
        (value, ty) => list_item(value, ty),
    }
}

/// An item of a list, of the same Rust type as its neighbours.
fn list_item(item: &Literal, ty: &Type) -> TokenStream {
    match (item, ty) {
        (item, Type::IdOrPath) => {
            let item = literal(item);
            quote!(values::IdOrPath::from(#item))
        }
        (Literal::Json(value), ty) => {
            let text = value.to_string();
            let ty = api_type(ty);
            quote!(serde_json::from_str::<#ty>(#text).expect("the value is of the type"))
        }
        (Literal::Default, ty) => {
            let ty = api_type(ty);
            quote!(<#ty>::default())
        }
        (item, _) => literal(item),
    }
}

pub(super) fn literal(value: &Literal) -> TokenStream {
    match value {
        Literal::Text(text) => quote!(#text),
        Literal::Bool(value) => quote!(#value),
        Literal::Integer(number) => {
            // Without a suffix it is taken as an `i32` where several types would do.
            let number = match i32::try_from(*number) {
                Ok(_) => proc_macro2::Literal::i64_unsuffixed(*number),
                Err(_) => proc_macro2::Literal::i64_suffixed(*number),
            };
            quote!(#number)
        }
        Literal::Number(number) => {
            let number = proc_macro2::Literal::f64_unsuffixed(*number);
            quote!(#number)
        }
        Literal::Default => quote!(Default::default()),
        Literal::Null => quote!(serde_json::Value::Null),
        Literal::File(path) => {
            let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
            quote!(runtime::File::new(#name, "content of the file"))
        }
        Literal::Json(value) => {
            let text = value.to_string();
            quote!(#text)
        }
        Literal::List(ty, items) => {
            let items = items.iter().map(|item| list_item(item, ty));
            quote!([#(#items),*])
        }
    }
}
