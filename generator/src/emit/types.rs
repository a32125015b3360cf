//! `src/types`: structs and enumerations.

use crate::code::{Code, code};

use super::rust_type::{debug, ident, imports, owned};
use super::{Source, doc, gate};
use crate::lower::{Enum, Field, FieldPresence, RustApi, Struct, Type, TypeModule};

/// The files of `src/types`.
pub(super) fn emit(api: &RustApi) -> Vec<Source> {
    let docs = doc::inner(&["The types of parameters and bodies."]);
    let modules: Code = api
        .type_modules
        .iter()
        .map(|module| {
            let (gate, name) = (gate::any(&module.features), ident(&module.module));
            code!(#gate mod #name;)
        })
        .collect();
    let types: Code = api
        .type_modules
        .iter()
        .map(|module| {
            let (gate, name) = (gate::any(&module.features), ident(&module.module));
            code!(#gate pub use self::#name::*;)
        })
        .collect();
    let root = code!(#docs #modules #types);
    let mut files = vec![Source::code("src/types/mod.rs", root)];
    files.extend(api.type_modules.iter().map(|module| {
        Source::code(
            format!("src/types/{}.rs", module.module),
            emit_module(module),
        )
    }));
    files
}

fn emit_module(module: &TypeModule) -> Code {
    let docs = doc::inner(&[&module.doc]);
    let structs = module.structs.iter().map(emit_struct);
    let enums = module.enums.iter().map(emit_enum);
    let body: Code = structs.chain(enums).collect();
    let imports = imports(
        &body,
        &[
            ("BTreeMap", code!(std::collections::BTreeMap)),
            ("debug_hiding", code!(crate::runtime::debug_hiding)),
            ("values", code!(crate::runtime::values)),
            ("record", code!(crate::runtime::values::record)),
            ("listed_enum", code!(crate::runtime::values::listed_enum)),
        ],
    );
    code!(#docs #imports #body)
}

fn emit_struct(definition: &Struct) -> Code {
    let docs = doc::outer(&definition.doc);
    let name = ident(&definition.ident);
    let fields: Code = definition.fields.iter().map(emit_field).collect();
    let unknown = definition.unknown.as_deref().map(|name| {
        let name = ident(name);
        code! {
            #[doc = " What the documents do not show."]
            pub #name: BTreeMap<String, serde_json::Value>,
        }
    });
    let shown = definition.fields.iter().map(|it| (&*it.ident, it.secret));
    let kept = definition.unknown.iter().map(|name| (&**name, false));
    let (derived, written) = debug(name, shown.chain(kept));
    let read = emit_record(definition);
    code! {
        #docs
        #[derive(#derived Clone, PartialEq, Default)]
        pub struct #name {
            #fields
            #unknown
        }
        #written
        #read
    }
}

/// How the struct is read and written. No derive, whose code is long and compiled anew for every
/// reader.
fn emit_record(definition: &Struct) -> Code {
    let name = ident(&definition.ident);
    let fields: Code = definition
        .fields
        .iter()
        .enumerate()
        .map(|(index, field)| {
            let (name, key) = (ident(&field.ident), &field.wire);
            let how = ident(match field.presence {
                FieldPresence::Raw => "raw",
                FieldPresence::Optional if field.quoted => "optional_quoted",
                FieldPresence::Optional => "optional",
                _ if field.quoted => "quoted",
                _ if is_needed(field) => "needed",
                _ => "nullable",
            });
            code!(#index: #name from #key #how,)
        })
        .collect();
    let unknown = definition.unknown.as_deref().map(|name| {
        let name = ident(name);
        code!(..#name)
    });
    code! {
        record! {
            #name {
                #fields
                #unknown
            }
        }
    }
}

/// Whether an object without the field is none of this struct.
fn is_needed(field: &Field) -> bool {
    match field.presence {
        FieldPresence::Demanded => true,
        FieldPresence::Plain => !is_collection(&field.ty),
        FieldPresence::Optional | FieldPresence::Raw => false,
    }
}

fn is_collection(ty: &Type) -> bool {
    matches!(ty, Type::List(_) | Type::Map(_))
}

fn emit_field(field: &Field) -> Code {
    let name = ident(&field.ident);
    let ty = owned(&field.ty, ident("super"));
    let ty = match field.presence {
        FieldPresence::Optional => code!(Option<#ty>),
        FieldPresence::Plain | FieldPresence::Demanded | FieldPresence::Raw => ty,
    };
    let mut docs = vec![doc::code(&field.wire)];
    docs.extend(field.doc.clone());
    let docs = doc::outer(&docs);
    code! {
        #docs
        pub #name: #ty,
    }
}

fn emit_enum(definition: &Enum) -> Code {
    let docs = doc::outer(&definition.doc);
    let name = ident(&definition.ident);
    let variants: Code = definition
        .variants
        .iter()
        .map(|(wire, variant)| {
            let docs = doc::outer(&[doc::code(wire)]);
            let variant = ident(variant);
            code!(#docs #variant = #wire,)
        })
        .collect();
    code! {
        listed_enum! {
            #docs
            pub enum #name {
                #variants
            }
        }
    }
}
