//! From a call to its answer: the one place where requests are sent.

use std::time::SystemTime;

use serde::de::DeserializeOwned;

use super::pending::{Answered, Exchange};
use super::redirect::{MOST_REDIRECTS, redirected};
use super::response::Head;
use super::retry::{self, Verdict};
use super::{
    BuildError, Call, Content, Error, Page, Pending, Response, StatusError, TransportError,
};

/// How much of an answer belongs to an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Until {
    /// What stands before the body. Of a refusal, the body too.
    Headers,
    /// All of it.
    End,
}

/// Which answers are errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refusals {
    /// Those with a status other than 2xx.
    Errors,
    /// None.
    Answers,
}

impl Call {
    /// Sends the call and gives the answer as it is, whatever its status.
    pub fn send_raw(self) -> Pending<Response> {
        self.on_its_way(Until::End, Refusals::Answers, |answered| {
            Ok(answered.content.read())
        })
    }

    /// Sends the call; an answer other than 2xx is an error.
    pub fn send(self) -> Pending<Response> {
        self.on_its_way(Until::End, Refusals::Errors, |answered| {
            Ok(answered.content.read())
        })
    }

    /// Sends the call and gives the answer with its body still to be read.
    pub fn send_content(self) -> Pending<Content> {
        self.on_its_way(Until::Headers, Refusals::Errors, |answered| {
            Ok(answered.content)
        })
    }

    /// Sends the call and decodes the answer; an empty one is read as `null`.
    pub fn send_json<T: DeserializeOwned + 'static>(self) -> Pending<T> {
        self.on_its_way(Until::End, Refusals::Errors, |answered| {
            answered.content.read().json()
        })
    }

    /// Sends the call and decodes one page of a list.
    pub fn send_page<T: DeserializeOwned + 'static>(self) -> Pending<Page<T>> {
        self.on_its_way(Until::End, Refusals::Errors, |answered| {
            Page::new(*answered.call, &answered.content.read())
        })
    }

    /// Sends the call and drops the answer's body.
    pub fn send_empty(self) -> Pending<()> {
        self.on_its_way(Until::End, Refusals::Errors, |_| Ok(()))
    }

    fn on_its_way<T>(
        self,
        until: Until,
        refusals: Refusals,
        read: fn(Answered) -> Result<T, Error>,
    ) -> Pending<T> {
        Pending {
            operation: self.operation.id,
            exchange: self.way(until, refusals),
            read,
        }
    }

    #[inline(never)]
    fn way(self, until: Until, refusals: Refusals) -> Exchange {
        // In a place of its own, so that what is on its way is small.
        let call = Box::new(self);
        Box::pin(async move {
            let content = call.exchange(until).await?;
            if refusals == Refusals::Errors && !content.status().is_success() {
                return Err(StatusError::new(content.read()).into());
            }
            Ok(Answered { call, content })
        })
    }

    async fn exchange(&self, until: Until) -> Result<Content, Error> {
        let retries = if self.operation.method.is_idempotent() {
            self.client.inner.retries
        } else {
            0
        };
        let mut attempt = 0;
        loop {
            let outcome = self.attempt(until).await;
            let verdict = if attempt == retries {
                Verdict::Final
            } else {
                retry::judge(&outcome, attempt, SystemTime::now)
            };
            match verdict {
                Verdict::Final => return outcome,
                Verdict::Again(wait) => {
                    drop(outcome);
                    tokio::time::sleep(wait).await;
                }
            }
            attempt += 1;
        }
    }

    async fn attempt(&self, until: Until) -> Result<Content, Error> {
        let timeout = self.client.inner.timeout;
        let answered = async {
            let mut answer = self.follow().await?;
            let head = self.head(&mut answer);
            if until == Until::Headers && head.status.is_success() {
                return Ok(Content::open(head, answer, timeout));
            }
            // In a place of its own: it is larger than all the rest of the way.
            let body = Box::pin(answer.bytes()).await;
            let body = body.map_err(|error| TransportError::new(head.operation, error))?;
            Ok(Content::from(Response::new(head, body)))
        };
        tokio::time::timeout(timeout, answered)
            .await
            .unwrap_or_else(|_| Err(TransportError::timed_out(self.operation.id).into()))
    }

    /// Sends the request, and again where the server says that it has another address now.
    async fn follow(&self) -> Result<reqwest::Response, Error> {
        let operation = self.operation;
        let settings = &*self.client.inner;
        let mut request = self.outgoing()?;
        let http = settings.connections.here();
        let http = http.map_err(|error| BuildError::new(operation.id, error.to_string()))?;
        let mut redirects = 0;
        loop {
            let answer = http.execute(request.into_reqwest()).await;
            let answer = answer.map_err(|error| TransportError::new(operation.id, error))?;
            match redirected(&answer, operation.method, &settings.base) {
                Some(url) if redirects < MOST_REDIRECTS => {
                    request = self.outgoing_to(url)?;
                    redirects += 1;
                }
                _ => return Ok(answer),
            }
        }
    }

    /// What stands before the body of an answer; its headers are taken.
    fn head(&self, answer: &mut reqwest::Response) -> Head {
        Head {
            operation: self.operation.id,
            status: answer.status(),
            headers: std::mem::take(answer.headers_mut()),
            strict: self.client.inner.strict,
        }
    }
}
