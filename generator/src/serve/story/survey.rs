//! What the story needs to know of each operation, before any relation between them is seen.

use docbind_spec::{ApiSpec, Location, Method, Operation, Parameter, Schema};
use serde_json::{Map, Value};

use super::path::Path;
use super::wrapper::{self, Wrapper};
use crate::serve::answers::{Answer, Answers};

/// An operation with its path taken apart and the objects that it answers.
pub(super) struct Seen<'a> {
    pub(super) operation: &'a Operation,
    pub(super) path: Path,
    pub(super) form: Form,
    /// The type of the objects that it answers.
    pub(super) ty: Option<&'a str>,
    /// How many bodies its documents show.
    pub(super) bodies: usize,
    /// Every object that they show.
    pub(super) objects: Vec<&'a Map<String, Value>>,
    /// What they show around the objects.
    pub(super) wrapper: Option<Wrapper>,
}

/// What an operation answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Object,
    Objects,
    /// Nothing is shown, or a text, or other values.
    Other,
    /// The status allows no body.
    Empty,
}

impl<'a> Seen<'a> {
    pub(super) fn all(spec: &'a ApiSpec, answers: &'a Answers) -> Vec<Self> {
        let operations = spec.operations.iter().enumerate();
        let seen = operations.map(|(number, operation)| {
            let answer = answers.operation(number).and_then(|it| it.success());
            Self::new(operation, answer)
        });
        let mut seen: Vec<Self> = seen.collect();
        wrapper::take_off(&mut seen);
        for one in &mut seen {
            one.ty = one.inner_type(spec);
        }
        let lists = seen.iter().filter(|one| one.lists());
        let lists: Vec<Path> = lists.map(|one| one.path.clone()).collect();
        let all: Vec<Path> = seen.iter().map(|one| one.path.clone()).collect();
        for (one, path) in seen.iter_mut().zip(all.clone()) {
            one.path = path.with_plurals(&lists, &all);
        }
        seen
    }

    fn new(operation: &'a Operation, answer: Option<&'a Answer>) -> Self {
        let schema = answer.and_then(|answer| {
            let mut responses = operation.responses.iter();
            let response = responses.find(|it| it.status == answer.status.as_u16());
            response?.schema.as_ref()
        });
        Self {
            operation,
            path: Path::parse(&operation.path),
            form: form(answer),
            ty: schema.and_then(type_of),
            bodies: answer.map_or(0, |answer| answer.bodies.len()),
            objects: answer.into_iter().flat_map(Answer::objects).collect(),
            wrapper: None,
        }
    }

    /// The type of the objects without what is around them.
    fn inner_type(&self, spec: &'a ApiSpec) -> Option<&'a str> {
        let Some(wrapper) = &self.wrapper else {
            return self.ty;
        };
        let ty = spec
            .types
            .iter()
            .find(|it| Some(it.name.as_str()) == self.ty)?;
        let field = ty.fields.iter().find(|it| it.name == wrapper.key())?;
        type_of(&field.schema)
    }

    pub(super) fn method(&self) -> Method {
        self.operation.method
    }

    /// Whether it shows a list of objects.
    pub(super) fn lists(&self) -> bool {
        self.method() == Method::Get && self.form == Form::Objects
    }

    /// Whether it changes or removes something in place.
    pub(super) fn edits(&self) -> bool {
        matches!(self.method(), Method::Put | Method::Patch | Method::Delete)
    }

    /// The parameters that are no part of the path.
    pub(super) fn sent(&self) -> impl Iterator<Item = &'a Parameter> {
        let parameters = self.operation.parameters.iter();
        parameters.filter(|it| matches!(it.location, Location::Query | Location::Body))
    }
}

/// Statuses of answers without a body.
const EMPTY: [u16; 2] = [204, 205];

fn form(answer: Option<&Answer>) -> Form {
    if answer.is_some_and(|it| EMPTY.contains(&it.status.as_u16())) {
        return Form::Empty;
    }
    let body = answer.and_then(Answer::usual);
    match body.and_then(|body| body.value.as_ref()) {
        Some(Value::Object(_)) => Form::Object,
        Some(Value::Array(items)) if items.iter().all(Value::is_object) => Form::Objects,
        _ => Form::Other,
    }
}

fn type_of(schema: &Schema) -> Option<&str> {
    match schema {
        Schema::Ref(name) => Some(name),
        Schema::Array(inner) => type_of(inner),
        _ => None,
    }
}
