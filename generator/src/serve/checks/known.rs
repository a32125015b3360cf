//! The names that a request may use.

use std::collections::BTreeSet;

use docbind_spec::{ApiSpec, Operation, PathTemplate, Schema};
use docbind_templates::runtime::server::Parts;
use serde_json::Value;

use super::super::everywhere;
use super::place::names;
use super::{Kind, Violation};

/// Names by which a request wishes something about its answer.
const WISHES: &[&str] = &["__code", "__example", "__dynamic"];

/// How many strangers are told one by one.
const TOLD: usize = 3;

/// The names that the values of a request may have.
#[derive(Debug)]
pub(super) struct Known {
    /// Those of the operation's own parameters.
    own: Vec<String>,
    /// Those that no one needs to be told of: of all operations, and of the fields of what is
    /// answered, as clients send whole objects back.
    usual: BTreeSet<String>,
}

impl Known {
    /// The names that an operation knows.
    pub(super) fn of(spec: &ApiSpec, operation: &Operation, tokens: &[&str]) -> Self {
        let own = operation.parameters.iter();
        let path = PathTemplate::parse(&operation.path);
        let usual = everywhere::names(spec)
            .chain(WISHES.iter().copied())
            .chain(tokens.iter().copied())
            .chain(path.placeholders())
            .chain(answered(spec, operation));
        Self {
            own: own
                .flat_map(|it| names(&it.name))
                .map(ToOwned::to_owned)
                .collect(),
            usual: usual.map(ToOwned::to_owned).collect(),
        }
    }

    /// What a request sends that the documents do not know. Nobody reads a long list: where there
    /// are many, the first ones stand for all.
    pub(super) fn strangers(&self, parts: &Parts) -> Vec<Violation> {
        let values = parts.values().keys().map(String::as_str);
        let files = parts.files().iter().map(|(name, _)| name.as_str());
        let mut strangers = values
            .chain(files)
            .filter(|name| !self.has(name))
            .peekable();
        if strangers.peek().is_none() {
            return Vec::new();
        }
        let strangers: Vec<&str> = strangers.collect();
        let told = strangers.iter().take(TOLD);
        let mut violations: Vec<Violation> = told.map(|name| self.stranger(name)).collect();
        let more = strangers.len().saturating_sub(TOLD);
        if let (Some(last), true) = (violations.last_mut(), more > 0) {
            last.words = format!("{}, and so are {more} more", last.words).into();
        }
        violations
    }

    fn has(&self, name: &str) -> bool {
        self.own.iter().any(|own| own == name) || self.usual.contains(name)
    }

    fn stranger(&self, name: &str) -> Violation {
        // A name of any length may come; one that long is no slip.
        const LONGEST: usize = 60;
        let own = self.own.iter().filter(|_| name.len() <= LONGEST);
        let near = own
            .map(|own| (strsim::damerau_levenshtein(name, own), own))
            .filter(|(distance, own)| *distance <= own.len().max(3) / 3)
            .min();
        let words = match near {
            Some((_, near)) => format!("is not documented; did you mean {near}?"),
            None => "is not documented".to_owned(),
        };
        Violation::new(name, words, Kind::Odd)
    }
}

/// The keys of the objects that an operation answers with.
fn answered<'a>(spec: &'a ApiSpec, operation: &'a Operation) -> impl Iterator<Item = &'a str> {
    let good = operation.responses.iter();
    let good = good.filter(|response| (200..300).contains(&response.status));
    good.flat_map(|response| {
        let name = match &response.schema {
            Some(Schema::Ref(name)) => Some(name),
            Some(Schema::Array(item)) => match item.as_ref() {
                Schema::Ref(name) => Some(name),
                _ => None,
            },
            _ => None,
        };
        let types = spec.types.iter();
        let own = types.filter(move |it| name.is_some_and(|name| it.name == *name));
        let fields = own.flat_map(|it| it.fields.iter().map(|field| field.name.as_str()));
        let examples = response.examples.iter();
        let shown = examples.filter_map(|it| it.body.value().and_then(Value::as_object));
        let shown = shown.flat_map(|fields| fields.iter().map(|(name, _)| name.as_str()));
        fields.chain(shown)
    })
}
