//! Rust types and what is in scope for them.

use super::mentions::mentioned;
use crate::code::{Code, Name, code, list};
use crate::lower::Type;

/// An identifier; all of them come from [`crate::names`].
pub(super) const fn ident(name: &str) -> Name<'_> {
    Name::new(name)
}

/// The type as seen from a module in which `types` holds the types of the API.
pub(super) fn owned(ty: &Type, types: Name<'_>) -> Code {
    match ty {
        Type::Value => code!(serde_json::Value),
        Type::Bool => code!(bool),
        Type::Integer => code!(i64),
        Type::Number => code!(f64),
        Type::String => code!(String),
        Type::Timestamp => code!(values::Timestamp),
        Type::Date => code!(values::Date),
        Type::File => code!(runtime::File),
        Type::Id => code!(values::Id),
        Type::Iid => code!(values::Iid),
        Type::IdOrPath => code!(values::IdOrPath),
        Type::Struct(name) | Type::Enum(name) => {
            let name = ident(name);
            code!(#types::#name)
        }
        Type::Open(name) => {
            let name = ident(name);
            code!(values::Open<#types::#name>)
        }
        Type::List(inner) => {
            let inner = owned(inner, types);
            code!(Vec<#inner>)
        }
        Type::Map(inner) => {
            let inner = owned(inner, types);
            code!(BTreeMap<String, #inner>)
        }
        Type::Change(inner) => {
            let inner = owned(inner, types);
            code!(values::Change<#inner>)
        }
        Type::Boxed(inner) => {
            let inner = owned(inner, types);
            code!(Box<#inner>)
        }
    }
}

/// The type as seen from `client` and `server`.
pub(super) fn api_type(ty: &Type) -> Code {
    owned(ty, ident("types"))
}

/// The imports out of `candidates` whose name occurs in the code.
pub(super) fn imports(code: &Code, candidates: &[(&str, Code)]) -> Code {
    let names: Vec<&str> = candidates.iter().map(|(name, _)| *name).collect();
    let used = mentioned(code, &names).into_iter().zip(candidates);
    used.filter(|(is_used, _)| *is_used)
        .map(|(_, (_, import))| code!(use #import;))
        .collect()
}

/// One import of those names below a path that occur in the code.
pub(super) fn import_from(path: &Code, names: &[&str], code: &Code) -> Code {
    let used = mentioned(code, names).into_iter().zip(names);
    import_all(
        path,
        used.filter(|(is_used, _)| *is_used).map(|(_, name)| *name),
    )
}

/// One import of all of those names below a path.
pub(super) fn import_all<'a>(path: &Code, names: impl Iterator<Item = &'a str>) -> Code {
    let used: Vec<Name<'_>> = names.map(ident).collect();
    match used.as_slice() {
        [] => Code::default(),
        [one] => code!(use #path::#one;),
        all => {
            let all = list(all);
            code!(use #path::{#all};)
        }
    }
}

/// How a struct with these fields gets its `Debug`: what is derived, and what is written because
/// some of them are secrets.
pub(super) fn debug<'a>(
    name: Name<'_>,
    fields: impl Iterator<Item = (&'a str, bool)> + Clone,
) -> (Code, Code) {
    if !fields.clone().any(|(_, secret)| secret) {
        return (code!(Debug,), Code::default());
    }
    let fields = list(fields.map(|(field, secret)| {
        let field = ident(field);
        let mark = secret.then(|| code!(!));
        code!(#mark #field)
    }));
    (Code::default(), code!(debug_hiding!(#name: #fields);))
}
