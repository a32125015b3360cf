//! Merge requests: a long list, and a single one from a desk that is busy at first.

use std::sync::atomic::Ordering;

use axum::http::StatusCode;
use axum::http::header::{HeaderValue, RETRY_AFTER};
use gitlab_v3_2016::runtime::values::Id;
use gitlab_v3_2016::server::merge_requests::{Get, List, MergeRequests};
use gitlab_v3_2016::server::{Failure, Reply, Request};
use gitlab_v3_2016::types::{MergeRequest, MergeRequestsState};

use crate::{Desk, PROJECT, project};

/// The merge request of this number; every tenth is merged.
pub(crate) fn numbered(number: i64) -> MergeRequest {
    let state = if number % 10 == 0 {
        MergeRequestsState::Merged
    } else {
        MergeRequestsState::Opened
    };
    MergeRequest {
        id: Id(number),
        project_id: PROJECT,
        title: format!("Change {number}"),
        state: state.to_string(),
        ..MergeRequest::default()
    }
}

impl MergeRequests for Desk {
    async fn list(&self, request: Request<List>) -> Result<Reply<Vec<MergeRequest>>, Failure> {
        let page = request.page();
        let project = project(&request.params.id)?;
        let wanted = request.params.state.unwrap_or(MergeRequestsState::All);
        let is_wanted = |one: &&MergeRequest| {
            let any = wanted == MergeRequestsState::All;
            one.project_id == project && (any || one.state == wanted.as_str())
        };
        let found = self.merge_requests.iter().filter(is_wanted).cloned();
        let found: Vec<_> = found.collect();
        let info = page.info(found.len() as u64);
        Ok(Reply::new(page.slice(&found).to_vec()).page(info))
    }

    async fn get(&self, request: Request<Get>) -> Result<Reply<MergeRequest>, Failure> {
        if !self.busy_once.swap(true, Ordering::Relaxed) {
            let failure = Failure::status(StatusCode::TOO_MANY_REQUESTS);
            return Err(failure.header(RETRY_AFTER, HeaderValue::from_static("1")));
        }
        let id = request.params.merge_request_id;
        let found = self.merge_requests.iter().find(|one| one.id == id).cloned();
        found.map(Reply::new).ok_or_else(Failure::not_found)
    }
}
