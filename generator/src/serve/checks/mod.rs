//! What the documents say that a request must be.
//!
//! ```text
//! parameters of a spec ─▶ Rules: a Rule for each (its Place, what it Takes, limits), and all
//!      │                         Known names
//!      └─▶ values Shown by calls and examples: what they contradict is no rule
//! request ─▶ broken Rules, in words
//! ```
//!
//! What comes in: the parameters of a spec, and requests as the engine took them apart. What goes
//! out: which rules a request breaks, in words. Values are read as leniently as the engine and
//! generated servers read them, and are never told, as they may be secrets. A request that breaks
//! nothing costs no words: they are prepared once.

mod encoding;
mod known;
mod place;
mod rule;
mod shown;
mod takes;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use axum::http::HeaderValue;
use docbind_spec::ApiSpec;
use docbind_templates::runtime::server::{Failure, Parts};

use super::Strictness;
use super::callers::{Access, Callers};
use crate::lower::{self, RustApi};
use known::Known;
use rule::{Body, Rule};
use shown::Shown;

/// The rules of all operations, in the order of the spec.
pub(super) struct Checks {
    operations: Vec<Arc<Rules>>,
}

/// The rules of one operation.
#[derive(Debug)]
pub(super) struct Rules {
    parameters: Vec<Rule>,
    body: Body,
    known: Known,
}

/// A rule that a request breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Violation {
    /// The parameter, or the part of the request.
    pub(super) name: String,
    /// What is wrong with it, such as `must be a whole number`.
    pub(super) words: Cow<'static, str>,
    /// How it is refused.
    pub(super) kind: Kind,
}

/// How a violation is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The parameter is missing.
    Missing,
    /// Its value is not one that it takes.
    Invalid,
    /// Nothing can have this value for its name: 404.
    NoSuch,
    /// It cannot be read at all, which is refused in any case.
    Unreadable,
    /// It is odd; nothing is refused for that.
    Odd,
}

impl Checks {
    /// The rules of all operations.
    pub(super) fn of(spec: &ApiSpec, api: &RustApi, callers: &Callers) -> Self {
        let shown = Shown::of(spec);
        let lowered = api.resources.iter().flat_map(|it| &it.operations);
        let lowered: HashMap<&str, &lower::Operation> =
            lowered.map(|it| (it.id.as_str(), it)).collect();
        let rules = spec
            .operations
            .iter()
            .enumerate()
            .map(|(number, operation)| {
                let access = callers.operation(number).unwrap_or(&Access::Anyone);
                let tokens: Vec<&str> = access.parameters().collect();
                let id = format!("{}.{}", operation.resource, operation.id);
                let lowered = lowered.get(id.as_str()).copied();
                let parameters = operation.parameters.iter();
                Arc::new(Rules {
                    parameters: parameters
                        .filter(|it| !tokens.contains(&it.name.as_str()))
                        .filter_map(|it| Rule::of(it, operation, lowered, &shown))
                        .collect(),
                    body: Body::of(operation),
                    known: Known::of(spec, operation, &tokens),
                })
            });
        Self {
            operations: rules.collect(),
        }
    }

    /// The rules of the operation of this number.
    pub(super) fn operation(&self, number: usize) -> Option<&Arc<Rules>> {
        self.operations.get(number)
    }
}

impl Rules {
    /// Every rule that the request breaks, in the order of the documents.
    pub(super) fn broken(&self, parts: &Parts) -> Vec<Violation> {
        let mut broken = encoding::broken(parts);
        broken.extend(self.parameters.iter().filter_map(|it| it.broken(parts)));
        broken.extend(self.body.broken(parts));
        broken.extend(self.known.strangers(parts));
        if parts.sudo().is_some_and(str::is_empty) {
            broken.push(Violation::new("sudo", "names nobody", Kind::Odd));
        }
        broken
    }
}

impl Violation {
    pub(super) fn new(
        name: impl Into<String>,
        words: impl Into<Cow<'static, str>>,
        kind: Kind,
    ) -> Self {
        Self {
            name: name.into(),
            words: words.into(),
            kind,
        }
    }

    /// The refusal in the documented shape; none for what goes through.
    pub(super) fn refusal(&self, strictness: Strictness) -> Option<Failure> {
        match (self.kind, strictness) {
            (Kind::Unreadable, _) => {
                let text = format!("400 (Bad request) {} {}", self.name, self.words);
                Some(Failure::bad_request(text))
            }
            (_, Strictness::Tell) | (Kind::Odd, _) => None,
            (Kind::Missing, Strictness::Refuse) => Some(Failure::missing(&self.name)),
            (Kind::Invalid, Strictness::Refuse) => Some(Failure::invalid(&self.name)),
            (Kind::NoSuch, Strictness::Refuse) => Some(Failure::not_found()),
        }
    }

    /// The violation as the value of a header, which holds nothing but ASCII. Names that clients
    /// chose may be of any length.
    pub(super) fn header(&self) -> Option<HeaderValue> {
        /// Enough to know which one is meant.
        const LONGEST: usize = 80;
        let mut name: String = self.name.chars().take(LONGEST).collect();
        if name.len() < self.name.len() {
            name.push_str("...");
        }
        let text = format!("{name}: {}", self.words);
        let text: String = text.chars().flat_map(escaped).collect();
        HeaderValue::from_str(&text).ok()
    }
}

/// The character, or how it is written where only ASCII may stand.
fn escaped(c: char) -> impl Iterator<Item = char> {
    let stays = c.is_ascii() && !c.is_ascii_control();
    let written = (!stays).then(|| c.escape_default());
    stays
        .then_some(c)
        .into_iter()
        .chain(written.into_iter().flatten())
}
