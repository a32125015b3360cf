//! The way of a request from the engine to an answer of the documents.

use std::collections::HashMap;
use std::sync::Arc;

use axum::http::{HeaderName, HeaderValue};
use docbind_spec::ApiSpec;
use docbind_templates::runtime::server::{Content, Failure, Parts, Rendered, Reply, Server};
use docbind_templates::runtime::{Api, Operation};

use super::MockOptions;
use super::answers::{Answers, Documented, JSON};
use super::callers::{Access, Callers};
use super::checks::{Checks, Rules, Violation};
use super::choose::{APPLIED, Choice, Chooser};
use super::steer::Wishes;
use super::story::{Story, Told};

/// Names the section that documents the answered operation.
pub(super) const SOURCE: HeaderName = HeaderName::from_static("docbind-source");

/// Says which rule a request broke, once for each.
pub(super) const VIOLATION: HeaderName = HeaderName::from_static("docbind-violation");

/// Everything that is known about one operation.
pub(super) struct Plan {
    operation: &'static Operation,
    /// Its number in the spec.
    number: usize,
    documented: Arc<Documented>,
    access: Access,
    rules: Arc<Rules>,
    source: Option<HeaderValue>,
}

impl Plan {
    /// The plans of all operations of the description.
    pub(super) fn all(
        spec: &ApiSpec,
        api: &Api,
        answers: &Answers,
        callers: &Callers,
        checks: &Checks,
    ) -> Vec<Self> {
        let ids = spec.operations.iter().enumerate();
        let ids = ids.map(|(number, it)| (format!("{}.{}", it.resource, it.id), number));
        let numbers: HashMap<String, usize> = ids.collect();
        let plan = |operation: &&'static Operation| {
            let number = *numbers.get(operation.id)?;
            let section = spec.operations.get(number)?.sections.first();
            Some(Self {
                operation,
                number,
                documented: Arc::clone(answers.operation(number)?),
                access: callers.operation(number)?.clone(),
                rules: Arc::clone(checks.operation(number)?),
                source: section.and_then(|it| HeaderValue::from_str(&it.source.0).ok()),
            })
        };
        api.operations.iter().filter_map(plan).collect()
    }
}

/// What answers all operations.
pub(super) struct Engine {
    plans: Vec<Arc<Plan>>,
    chooser: Chooser,
    story: Option<Story>,
    options: MockOptions,
}

impl Engine {
    pub(super) fn new(
        plans: Vec<Plan>,
        chooser: Chooser,
        story: Option<Story>,
        options: MockOptions,
    ) -> Self {
        Self {
            plans: plans.into_iter().map(Arc::new).collect(),
            chooser,
            story,
            options,
        }
    }

    /// The same answers, before the first request.
    pub(super) fn afresh(&self) -> Self {
        Self {
            plans: self.plans.clone(),
            chooser: self.chooser.clone(),
            story: self.story.as_ref().map(Story::afresh),
            options: self.options.clone(),
        }
    }

    pub(super) fn operations(&self) -> usize {
        self.plans.len()
    }

    /// The server with a handler for every plan.
    pub(super) fn mount(engine: &Arc<Self>, server: Server) -> Server {
        engine.plans.iter().fold(server, |server, plan| {
            let (engine, plan) = (Arc::clone(engine), Arc::clone(plan));
            server.replace(plan.operation, move |parts| {
                let (engine, plan) = (Arc::clone(&engine), Arc::clone(&plan));
                async move { engine.answer(&plan, &parts).await }
            })
        })
    }

    async fn answer(&self, plan: &Plan, parts: &Parts) -> Result<Rendered, Failure> {
        if !self.options.delay.is_zero() {
            tokio::time::sleep(self.options.delay).await;
        }
        let broken = plan.rules.broken(parts);
        let marks = Marks {
            source: plan.source.as_ref(),
            broken: &broken,
            faults: &[],
        };
        if let Err(failure) = plan.access.check(parts) {
            return self.refused(plan, failure, &marks);
        }
        let strictness = self.options.strictness;
        if let Some(refusal) = broken.iter().find_map(|it| it.refusal(strictness)) {
            return self.refused(plan, refusal, &marks);
        }
        let wishes = Wishes::read(parts.headers(), parts.uri());
        let marks = marks.with_faults(&wishes.faults);
        let told = match &self.story {
            Some(story) if wishes.is_none() => story.goes_on(plan.number, parts),
            _ => Ok(None),
        };
        match told {
            Err(failure) => self.refused(plan, failure, &marks),
            Ok(Some(told)) => tell(plan, &told, &marks),
            Ok(None) => {
                let choice = self.chooser.choose(&plan.documented, &wishes, parts);
                documented(choice, &marks)
            }
        }
    }

    /// A refusal as the documents show it, else as the engine words it.
    fn refused(
        &self,
        plan: &Plan,
        failure: Failure,
        marks: &Marks<'_>,
    ) -> Result<Rendered, Failure> {
        let status = failure.status_code();
        let Some((answer, body)) = self.chooser.refusal(&plan.documented, status) else {
            return Err(marks.on_failure(failure));
        };
        let content = Content::from(body.content.clone()).media_type(answer.media_type);
        let reply = marks.on_reply(Reply::new(content).status(status));
        let headers = answer.headers.iter().cloned();
        headers
            .fold(reply, |it, (name, value)| it.header(name, value))
            .bytes()
    }
}

/// What the story says, with the usual status.
fn tell(plan: &Plan, told: &Told, marks: &Marks<'_>) -> Result<Rendered, Failure> {
    let documented = plan.documented.success();
    let media_type = documented.map_or(JSON, |answer| answer.media_type);
    let content = Content::from(told.value.to_string()).media_type(media_type);
    let mut reply = marks.on_reply(Reply::new(content));
    if let Some(answer) = documented {
        let headers = answer.headers.iter().cloned();
        reply = headers.fold(reply.status(answer.status), |it, (name, value)| {
            it.header(name, value)
        });
    }
    match told.page {
        Some(page) => reply.page(page).bytes(),
        None => reply.bytes(),
    }
}

/// The documented answer that was chosen.
fn documented(choice: Choice<'_>, marks: &Marks<'_>) -> Result<Rendered, Failure> {
    let faults: Vec<String> = marks.faults.iter().cloned().chain(choice.faults).collect();
    let marks = marks.with_faults(&faults);
    let applied = (!choice.applied.is_empty()).then(|| choice.applied.join(", "));
    let applied = applied.and_then(|applied| HeaderValue::from_bytes(applied.as_bytes()).ok());
    let headers = choice.headers.iter().cloned();
    let headers = headers.chain(applied.map(|applied| (APPLIED, applied)));
    let Some((content, media_type)) = choice.content else {
        if choice.status.as_u16() >= 400 {
            let failure = marks.on_failure(Failure::status(choice.status));
            return Err(headers.fold(failure, |it, (name, value)| it.header(name, value)));
        }
        let reply = marks.on_reply(Reply::new(()).status(choice.status));
        return headers
            .fold(reply, |it, (name, value)| it.header(name, value))
            .empty();
    };
    let content = Content::from(content).media_type(media_type);
    let reply = marks.on_reply(Reply::new(content).status(choice.status));
    let reply = headers.fold(reply, |it, (name, value)| it.header(name, value));
    match choice.page {
        Some(page) => reply.page(page).bytes(),
        None => reply.bytes(),
    }
}

/// What an answer says about itself.
#[derive(Clone, Copy)]
struct Marks<'a> {
    source: Option<&'a HeaderValue>,
    broken: &'a [Violation],
    /// Wishes that were not granted, and why.
    faults: &'a [String],
}

impl<'a> Marks<'a> {
    fn with_faults(self, faults: &'a [String]) -> Self {
        Self { faults, ..self }
    }

    fn headers(&self) -> impl Iterator<Item = (HeaderName, HeaderValue)> {
        let source = self.source.map(|source| (SOURCE, source.clone()));
        let broken = self.broken.iter().filter_map(Violation::header);
        let faults = self.faults.iter();
        let faults = faults.filter_map(|words| HeaderValue::from_bytes(words.as_bytes()).ok());
        let odd = broken.chain(faults).map(|value| (VIOLATION, value));
        source.into_iter().chain(odd)
    }

    fn on_reply<T>(&self, reply: Reply<T>) -> Reply<T> {
        self.headers()
            .fold(reply, |reply, (name, value)| reply.header(name, value))
    }

    fn on_failure(&self, failure: Failure) -> Failure {
        self.headers().fold(failure, |failure, (name, value)| {
            failure.header(name, value)
        })
    }
}

#[cfg(test)]
mod tests;
