//! `src/types`: structs and enumerations.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::rust_type::{debug, ident, imports, owned};
use super::{Source, doc, gate};
use crate::lower::{Enum, Field, FieldPresence, RustApi, Struct, Type, TypeModule};

/// The files of `src/types`.
pub(super) fn emit(api: &RustApi) -> Vec<Source> {
    let docs = doc::inner(&["The types of parameters and bodies."]);
    let modules = api.type_modules.iter().map(|module| {
        let (gate, name) = (gate::any(&module.features), ident(&module.module));
        quote!(#gate mod #name;)
    });
    let types = api.type_modules.iter().map(|module| {
        let (gate, name) = (gate::any(&module.features), ident(&module.module));
        quote!(#gate pub use self::#name::*;)
    });
    let root = quote!(#docs #(#modules)* #(#types)*);
    let mut files = vec![Source::tokens("src/types/mod.rs", root)];
    files.extend(api.type_modules.iter().map(|module| {
        Source::tokens(
            format!("src/types/{}.rs", module.module),
            emit_module(module),
        )
    }));
    files
}

fn emit_module(module: &TypeModule) -> TokenStream {
    let docs = doc::inner(&[&module.doc]);
    let structs = module.structs.iter().map(emit_struct);
    let enums = module.enums.iter().map(emit_enum);
    let body = quote!(#(#structs)* #(#enums)*);
    let imports = imports(
        &body,
        &[
            ("BTreeMap", quote!(std::collections::BTreeMap)),
            ("Serialize", quote!(serde::Serialize)),
            ("debug_hiding", quote!(crate::runtime::debug_hiding)),
            ("values", quote!(crate::runtime::values)),
            ("record", quote!(crate::runtime::values::record)),
            ("listed_enum", quote!(crate::runtime::values::listed_enum)),
        ],
    );
    quote!(#docs #imports #body)
}

fn emit_struct(definition: &Struct) -> TokenStream {
    let docs = doc::outer(&definition.doc);
    let name = ident(&definition.ident);
    let fields = definition.fields.iter().map(emit_field);
    let unknown = definition.unknown.as_deref().map(|name| {
        let name = ident(name);
        quote! {
            #[doc = " What the documents do not show."]
            #[serde(flatten)]
            pub #name: BTreeMap<String, serde_json::Value>,
        }
    });
    let shown = definition.fields.iter().map(|it| (&*it.ident, it.secret));
    let kept = definition.unknown.iter().map(|name| (&**name, false));
    let (derived, written) = debug(&name, shown.chain(kept));
    let read = emit_record(definition);
    quote! {
        #docs
        #[derive(#derived Clone, PartialEq, Default, Serialize)]
        pub struct #name {
            #(#fields)*
            #unknown
        }
        #written
        #read
    }
}

/// How the struct is read. No derive, whose code is compiled anew for every reader.
fn emit_record(definition: &Struct) -> TokenStream {
    let name = ident(&definition.ident);
    let number = |index: usize| Literal::usize_unsuffixed(index);
    let fields = definition.fields.iter().enumerate();
    let needed = fields
        .clone()
        .filter(|(_, field)| is_needed(field))
        .map(|(index, _)| number(index));
    let fields = fields.map(|(index, field)| {
        let (number, name, key) = (number(index), ident(&field.ident), &field.wire);
        let how = ident(match field.presence {
            _ if field.quoted => "quoted",
            FieldPresence::Plain if is_collection(&field.ty) => "nullable",
            _ => "plain",
        });
        quote!(#number #name #key #how)
    });
    let unknown = definition.unknown.as_deref().map(|name| {
        let name = ident(name);
        quote!(; ..#name)
    });
    quote!(record!(#name [#(#needed),*]: #(#fields),* #unknown);)
}

/// Whether an object without the field is none of this struct.
fn is_needed(field: &Field) -> bool {
    match field.presence {
        FieldPresence::Demanded => !field.quoted,
        FieldPresence::Plain => !field.quoted && !is_collection(&field.ty),
        FieldPresence::Optional | FieldPresence::Raw => false,
    }
}

fn is_collection(ty: &Type) -> bool {
    matches!(ty, Type::List(_) | Type::Map(_))
}

fn emit_field(field: &Field) -> TokenStream {
    let name = ident(&field.ident);
    let ty = owned(&field.ty, &ident("super"));
    let mut options: Vec<TokenStream> = Vec::new();
    // What serde derives from the identifier itself.
    if field.ident != field.wire {
        let wire = &field.wire;
        options.push(quote!(rename = #wire));
    }
    let ty = match field.presence {
        FieldPresence::Plain | FieldPresence::Demanded => ty,
        FieldPresence::Optional => {
            options.push(quote!(skip_serializing_if = "Option::is_none"));
            quote!(Option<#ty>)
        }
        FieldPresence::Raw => {
            options.push(quote!(skip_serializing_if = "serde_json::Value::is_null"));
            ty
        }
    };
    let serde = (!options.is_empty()).then(|| quote!(#[serde(#(#options),*)]));
    let mut docs = vec![doc::code(&field.wire)];
    docs.extend(field.doc.clone());
    let docs = doc::outer(&docs);
    quote! {
        #docs
        #serde
        pub #name: #ty,
    }
}

fn emit_enum(definition: &Enum) -> TokenStream {
    let docs = doc::outer(&definition.doc);
    let name = ident(&definition.ident);
    let variants = definition.variants.iter().map(|(wire, variant)| {
        let docs = doc::outer(&[doc::code(wire)]);
        let variant = ident(variant);
        quote!(#docs #variant = #wire,)
    });
    quote! {
        listed_enum! {
            #docs
            pub enum #name {
                #(#variants)*
            }
        }
    }
}
