//! What the methods of the server answer, and the types of answers with several statuses.

use crate::code::{Code, Name, code};

use super::doc;
use super::rust_type::{api_type, ident};
use crate::lower::{Answer, Answers, Operation, StatusVariant};
use crate::status::standard_phrase;

/// The type that the method of an operation answers.
pub(super) fn answer_type(operation: &Operation) -> Code {
    match &operation.answers {
        Some(answers) => {
            let name = ident(&answers.ident);
            code!(#name)
        }
        None => body_type(&operation.answer).unwrap_or_else(|| code!(())),
    }
}

/// The function of a reply that writes the answer of an operation.
pub(super) fn ending(operation: &Operation) -> Name<'static> {
    match operation.answers {
        Some(_) => ident("documented"),
        None => ident(kind(&operation.answer)),
    }
}

/// The type of what an answer holds, if it holds anything.
fn body_type(answer: &Answer) -> Option<Code> {
    match answer {
        Answer::Text | Answer::Bytes => Some(code!(Content)),
        answer => json_type(answer),
    }
}

/// The type of an answer that is JSON.
pub(super) fn json_type(answer: &Answer) -> Option<Code> {
    match answer {
        Answer::Page(ty) | Answer::List(ty) => {
            let ty = api_type(ty);
            Some(code!(Vec<#ty>))
        }
        Answer::Json(ty) => Some(api_type(ty)),
        Answer::Text | Answer::Bytes | Answer::Empty => None,
    }
}

/// The name of the functions that write an answer.
fn kind(answer: &Answer) -> &'static str {
    match answer {
        Answer::Page(_) | Answer::List(_) | Answer::Json(_) => "json",
        Answer::Text => "text",
        Answer::Bytes => "bytes",
        Answer::Empty => "empty",
    }
}

/// An answer of the operation with its success as this value, which is not there where the
/// success has no body.
pub(super) fn success(operation: &Operation, module: Name<'_>, value: &Code) -> Code {
    let Some(Answers {
        ident: name,
        variants,
    }) = &operation.answers
    else {
        return value.clone();
    };
    let name = ident(name);
    let variant = variants
        .iter()
        .find(|variant| variant.status == operation.status)
        .map(|variant| ident(&variant.ident));
    match operation.answer {
        Answer::Empty => code!(#module::#name::#variant),
        _ => code!(#module::#name::#variant(#value)),
    }
}

/// The type of the answers of an operation, if it has one.
pub(super) fn emit(operation: &Operation, handle: Name<'_>) -> Code {
    let Some(Answers {
        ident: name,
        variants,
    }) = &operation.answers
    else {
        return Code::default();
    };
    let docs = doc::own(&format!("Answers of [`{handle}::{}`].", operation.ident));
    let name = ident(name);
    let arms: Code = variants.iter().map(emit_arm).collect();
    let variants: Code = variants.iter().map(emit_variant).collect();
    code! {
        #docs
        #[derive(Debug)]
        pub enum #name {
            #variants
        }
        impl Answers for #name {
            fn outcome(self) -> Result<Outcome, Failure> {
                match self {
                    #arms
                }
            }
        }
    }
}

fn emit_variant(variant: &StatusVariant) -> Code {
    let name = ident(&variant.ident);
    let status = format!("{} {}", variant.status, standard_phrase(variant.status));
    let mut paragraphs = vec![doc::code(status.trim_end())];
    paragraphs.extend(variant.doc.clone());
    let docs = doc::outer(&paragraphs);
    match &variant.body {
        None => code!(#docs #name(String),),
        Some(answer) => match body_type(answer) {
            Some(ty) => code!(#docs #name(#ty),),
            None => code!(#docs #name,),
        },
    }
}

fn emit_arm(variant: &StatusVariant) -> Code {
    let name = ident(&variant.ident);
    let status = variant.status;
    match &variant.body {
        None => code!(Self::#name(text) => Outcome::refusal(#status, text),),
        Some(Answer::Empty) => code!(Self::#name => Outcome::empty(#status),),
        Some(answer @ (Answer::Text | Answer::Bytes)) => {
            let kind = ident(kind(answer));
            code!(Self::#name(content) => Outcome::#kind(#status, content),)
        }
        Some(_) => code!(Self::#name(body) => Outcome::json(#status, &body),),
    }
}
