//! What the generated code of both sides has to say about a change.
//!
//! What comes in: the two specs. What goes out: for a parameter, a field or an operation whether
//! its code differs, for whom, and how. A spec of which no code can be made has nothing to say;
//! then the rules decide.

use std::collections::BTreeMap;

use docbind_spec::{ApiSpec, Location};

use super::Level;
use crate::lower::{self, Answer, Field, FieldPresence, Operation, Param, Struct, Type};
use crate::names;

/// The code of one side.
#[derive(Debug, Default)]
pub(super) struct Code {
    /// By resource and name.
    operations: BTreeMap<String, Operation>,
    /// By the names of the spec.
    structs: BTreeMap<String, Struct>,
    known: bool,
}

/// How the code of a part differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Effect {
    /// Nothing is known about the code.
    Unknown,
    /// It is the same.
    Same,
    /// It is not, which concerns somebody.
    Differs {
        /// Whom.
        level: Level,
        /// The older code.
        from: String,
        /// The newer code.
        to: String,
    },
}

impl Effect {
    /// The level of a change that this is the effect of.
    pub(super) fn level(&self, rule: Level) -> Level {
        match self {
            Self::Unknown => rule,
            Self::Same => Level::Safe,
            Self::Differs { level, .. } => *level,
        }
    }

    fn of(client: bool, server: bool, from: String, to: String) -> Self {
        match Level::breaking(client, server) {
            None => Self::Same,
            Some(level) => Self::Differs { level, from, to },
        }
    }
}

impl Code {
    pub(super) fn of(spec: &ApiSpec) -> Self {
        let Ok(names) = names::assign(spec) else {
            return Self::default();
        };
        let Ok(api) = lower::lower(spec, &names) else {
            return Self::default();
        };
        let structs = api.type_modules.into_iter().flat_map(|it| it.structs);
        let mut structs: BTreeMap<String, Struct> =
            structs.map(|it| (it.ident.clone(), it)).collect();
        let structs = spec
            .types
            .iter()
            .zip(&names.types)
            .filter_map(|(def, names)| Some((def.name.clone(), structs.remove(&names.name)?)))
            .collect();
        let operations = api.resources.into_iter().flat_map(|it| it.operations);
        Self {
            operations: operations.map(|it| (it.id.clone(), it)).collect(),
            structs,
            known: true,
        }
    }

    pub(super) fn operation(&self, name: &str) -> Option<&Operation> {
        self.operations.get(name)
    }

    fn parameter(&self, operation: &str, (name, location): (&str, Location)) -> Option<&Param> {
        let mut params = self.operations.get(operation)?.params.iter();
        params.find(|param| param.wire == name && param.location == location)
    }

    fn field(&self, type_name: &str, name: &str) -> Option<&Field> {
        let mut fields = self.structs.get(type_name)?.fields.iter();
        fields.find(|field| field.wire == name)
    }
}

/// Both sides.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sides<'a> {
    pub(super) old: &'a Code,
    pub(super) new: &'a Code,
}

impl Sides<'_> {
    fn known(&self) -> bool {
        self.old.known && self.new.known
    }

    /// What becomes of a parameter, each side by its operation, name and place.
    pub(super) fn parameter(
        &self,
        (old_operation, old): (&str, (&str, Location)),
        (new_operation, new): (&str, (&str, Location)),
    ) -> Effect {
        if !self.known() {
            return Effect::Unknown;
        }
        let before = self.old.parameter(old_operation, old);
        let after = self.new.parameter(new_operation, new);
        match (before, after) {
            (Some(old), Some(new)) => parameter(old, new),
            (None, None) => Effect::Same,
            (old, new) => {
                let words = |param: Option<&Param>| {
                    param.map_or_else(|| "none".to_owned(), |param| rust(&param.sent))
                };
                Effect::of(true, true, words(old), words(new))
            }
        }
    }

    /// Whether the values of a parameter are an enumeration in the server, before or after.
    pub(super) fn enumerates(&self, operation: &str, parameter: (&str, Location)) -> bool {
        if !self.known() {
            return true;
        }
        let is = |code: &Code| {
            let param = code.parameter(operation, parameter);
            param.is_some_and(|param| is_enum(param.ty.unchanged()))
        };
        is(self.old) || is(self.new)
    }

    /// What becomes of a field, on each side by its name.
    pub(super) fn field(&self, type_name: &str, old: &str, new: &str) -> Effect {
        if !self.known() {
            return Effect::Unknown;
        }
        let (before, after) = (
            self.old.field(type_name, old),
            self.new.field(type_name, new),
        );
        match (before, after) {
            (Some(old), Some(new)) => {
                let same =
                    (&old.ident, &old.ty, is_option(old)) == (&new.ident, &new.ty, is_option(new));
                Effect::of(!same, !same, declared(old), declared(new))
            }
            // A type without fields is a map on that side, which is told where it is used.
            _ => Effect::Same,
        }
    }

    /// What becomes of the answer that the client gives and the server is to give.
    pub(super) fn answer(&self, old: &str, new: &str) -> Effect {
        if !self.known() {
            return Effect::Unknown;
        }
        match (self.old.operation(old), self.new.operation(new)) {
            (Some(old), Some(new)) => {
                let same = old.answer == new.answer;
                Effect::of(!same, !same, answered(&old.answer), answered(&new.answer))
            }
            _ => Effect::Unknown,
        }
    }

    /// What becomes of the body of one status: the client sees that of success, the server all.
    pub(super) fn body(&self, old: &str, new: &str, status: u16) -> Effect {
        if !self.known() {
            return Effect::Unknown;
        }
        let (Some(old), Some(new)) = (self.old.operation(old), self.new.operation(new)) else {
            return Effect::Unknown;
        };
        let (before, after) = (body(old, status), body(new, status));
        let client = old.status == status && new.status == status && old.answer != new.answer;
        let words = |answer: Option<&Answer>| answer.map_or_else(String::new, answered);
        Effect::of(client, before != after, words(before), words(after))
    }

    /// What becomes of the enumeration of a server's answers because one status came or went.
    pub(super) fn status(&self, old: &str, new: &str, status: u16) -> Effect {
        if !self.known() {
            return Effect::Unknown;
        }
        let variants = |code: &Code, name: &str| -> Option<Vec<u16>> {
            let answers = code.operation(name)?.answers.as_ref()?;
            Some(answers.variants.iter().map(|it| it.status).collect())
        };
        let breaks = match (variants(self.old, old), variants(self.new, new)) {
            (None, Some(after)) => after.contains(&status),
            (Some(before), None) => before.contains(&status),
            (Some(before), Some(after)) => before.contains(&status) && !after.contains(&status),
            (None, None) => false,
        };
        Effect::of(false, breaks, String::new(), String::new())
    }

    /// The arguments that both sides have, in the order of each, if that differs.
    pub(super) fn arguments(&self, old: &str, new: &str) -> Effect {
        let (Some(old), Some(new)) = (self.old.operation(old), self.new.operation(new)) else {
            return Effect::Unknown;
        };
        let (before, after) = (arguments(old), arguments(new));
        let shared = |some: &[String], others: &[String]| -> String {
            let both = some.iter().filter(|name| others.contains(name));
            both.cloned().collect::<Vec<_>>().join(", ")
        };
        let (from, to) = (shared(&before, &after), shared(&after, &before));
        Effect::of(from != to, false, from, to)
    }
}

/// What an operation answers with a status, as far as an implementation of it is concerned.
fn body(operation: &Operation, status: u16) -> Option<&Answer> {
    match &operation.answers {
        Some(answers) => {
            let mut variants = answers.variants.iter();
            variants.find(|it| it.status == status)?.body.as_ref()
        }
        None => (operation.status == status).then_some(&operation.answer),
    }
}

fn arguments(operation: &Operation) -> Vec<String> {
    let params = operation.arguments.iter();
    params
        .filter_map(|place| operation.params.get(*place))
        .map(|param| param.wire.clone())
        .collect()
}

fn parameter(old: &Param, new: &Param) -> Effect {
    // Arguments have no names for who calls, setters do.
    let setter = (!new.required).then_some(&new.ident);
    let was_setter = (!old.required).then_some(&old.ident);
    let client = (was_setter, &old.sent) != (setter, &new.sent);
    let server = (&old.ident, old.required, &old.ty) != (&new.ident, new.required, &new.ty);
    let words = |param: &Param| {
        let ty = rust(&param.sent);
        if param.required {
            format!("{}: {ty}", param.ident)
        } else {
            format!("{}: Option<{ty}>", param.ident)
        }
    };
    Effect::of(client, server, words(old), words(new))
}

fn declared(field: &Field) -> String {
    let ty = rust(&field.ty);
    if is_option(field) {
        format!("{}: Option<{ty}>", field.ident)
    } else {
        format!("{}: {ty}", field.ident)
    }
}

fn is_option(field: &Field) -> bool {
    match field.presence {
        FieldPresence::Optional => true,
        FieldPresence::Plain | FieldPresence::Demanded | FieldPresence::Raw => false,
    }
}

fn answered(answer: &Answer) -> String {
    match answer {
        Answer::Page(ty) => format!("Page<{}>", rust(ty)),
        Answer::List(ty) => format!("Vec<{}>", rust(ty)),
        Answer::Json(ty) => rust(ty),
        Answer::Text => "text".to_owned(),
        Answer::Bytes => "bytes".to_owned(),
        Answer::Empty => "()".to_owned(),
    }
}

fn is_enum(ty: &Type) -> bool {
    match ty {
        Type::Enum(_) | Type::Open(_) => true,
        Type::List(inner) | Type::Boxed(inner) => is_enum(inner),
        _ => false,
    }
}

/// A type as people write it.
fn rust(ty: &Type) -> String {
    match ty {
        Type::Value => "Value".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::Integer => "i64".to_owned(),
        Type::Number => "f64".to_owned(),
        Type::String => "String".to_owned(),
        Type::Timestamp => "Timestamp".to_owned(),
        Type::Date => "Date".to_owned(),
        Type::File => "File".to_owned(),
        Type::Id => "Id".to_owned(),
        Type::Iid => "Iid".to_owned(),
        Type::IdOrPath => "IdOrPath".to_owned(),
        Type::Struct(name) | Type::Enum(name) => name.clone(),
        Type::Open(name) => format!("Open<{name}>"),
        Type::List(inner) => format!("Vec<{}>", rust(inner)),
        Type::Map(inner) => format!("BTreeMap<String, {}>", rust(inner)),
        Type::Boxed(inner) => format!("Box<{}>", rust(inner)),
        Type::Change(inner) => format!("Change<{}>", rust(inner)),
    }
}
