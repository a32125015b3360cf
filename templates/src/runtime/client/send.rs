//! From a call to its answer: the one place where requests are sent.

use std::time::SystemTime;

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::retry::{self, Verdict};
use super::{BuildError, Call, Error, Page, Pending, Response, StatusError, TransportError};

impl Call {
    /// Sends the call and gives the answer as it is, whatever its status.
    pub fn send_raw(self) -> Pending<Response> {
        Box::pin(async move { self.exchange().await })
    }

    /// Sends the call; an answer other than 2xx is an error.
    pub fn send(self) -> Pending<Response> {
        Box::pin(async move {
            let response = self.exchange().await?;
            if response.status().is_success() {
                Ok(response)
            } else {
                Err(StatusError::new(response).into())
            }
        })
    }

    /// Sends the call and decodes the answer; an empty one is read as `null`.
    pub fn send_json<T: DeserializeOwned + 'static>(self) -> Pending<T> {
        let response = self.send();
        Box::pin(async move { response.await?.json() })
    }

    /// Sends the call and decodes one page of a list.
    pub fn send_page<T: DeserializeOwned + 'static>(self) -> Pending<Page<T>> {
        let response = self.clone().send();
        Box::pin(async move { Page::new(self, &response.await?) })
    }

    /// Sends the call and gives the answer as text.
    pub fn send_text(self) -> Pending<String> {
        Box::pin(async move { Ok(self.send().await?.text()) })
    }

    /// Sends the call and gives the answer's bytes.
    pub fn send_bytes(self) -> Pending<Bytes> {
        Box::pin(async move { Ok(self.send().await?.into_body()) })
    }

    /// Sends the call and drops the answer's body.
    pub fn send_empty(self) -> Pending<()> {
        Box::pin(async move { self.send().await.map(drop) })
    }

    async fn exchange(&self) -> Result<Response, Error> {
        let settings = &*self.client.inner;
        let request = self.request()?;
        let retries = if self.operation.method.is_idempotent() {
            settings.retries
        } else {
            0
        };
        let mut attempt = 0;
        loop {
            let outcome = self.attempt(request.clone()).await;
            let verdict = if attempt == retries {
                Verdict::Final
            } else {
                retry::judge(&outcome, attempt, SystemTime::now())
            };
            match verdict {
                Verdict::Final => return outcome,
                Verdict::Again(wait) => tokio::time::sleep(wait).await,
            }
            attempt += 1;
        }
    }

    async fn attempt(&self, request: http::Request<Bytes>) -> Result<Response, Error> {
        let settings = &*self.client.inner;
        let id = self.operation.id;
        let mut request = reqwest::Request::try_from(request)
            .map_err(|error| BuildError::new(id, error.without_url().to_string()))?;
        *request.timeout_mut() = Some(settings.timeout);
        let failed = |error: reqwest::Error| TransportError::new(id, error, &settings.base);
        let mut answer = settings.http.execute(request).await.map_err(failed)?;
        let status = answer.status();
        let headers = std::mem::take(answer.headers_mut());
        let body = answer.bytes().await.map_err(failed)?;
        Ok(Response::new(id, status, headers, body).strict(settings.strict))
    }
}
