//! A service on the generated server of an API: a desk for issues, kept in memory.
//!
//! It implements what it needs of three resources; the rest of the API answers 501.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::http::StatusCode;
use axum::http::header::{HeaderValue, RETRY_AFTER};
use gitlab_v3_2016::operations;
use gitlab_v3_2016::server::{
    Caller, Content, Credentials, Failure, Options, Reply, Request, builds, ci_builds, issues,
    merge_requests, router,
};
use gitlab_v3_2016::types::{Issue, MergeRequest, UserBasic};

/// How long a title may be.
const LONGEST_TITLE: usize = 255;

/// The issues, merge requests and artifacts of all projects.
#[derive(Debug, Default)]
pub struct Desk {
    issues: Mutex<BTreeMap<i64, Issue>>,
    artifacts: Mutex<BTreeMap<i64, (String, Vec<u8>)>>,
    merge_requests: Vec<MergeRequest>,
    /// Whether someone was told to come back later.
    busy_once: AtomicBool,
}

impl Desk {
    /// A desk with that many merge requests in project 7.
    pub fn new(merge_requests: i64) -> Self {
        let merge_request = |id| MergeRequest {
            id,
            project_id: 7,
            title: format!("Change {id}"),
            ..MergeRequest::default()
        };
        Self {
            merge_requests: (1..=merge_requests).map(merge_request).collect(),
            ..Self::default()
        }
    }

    /// The router of the desk, for callers with the token `s3cret`.
    pub fn router(self) -> Router {
        let resources = [
            builds::mount,
            ci_builds::mount,
            issues::mount,
            merge_requests::mount,
        ];
        let options = Options::new()
            .authenticate(async |credentials: Credentials| welcome(&credentials))
            .open(&operations::ci_builds::CREATE_ARTIFACT);
        router(self, resources, options)
    }
}

/// Someone who may use the desk.
struct User(&'static str);

fn welcome(credentials: &Credentials) -> Result<Caller, Failure> {
    match credentials.secret("private_token") {
        Some("s3cret") => Ok(Caller::new(User("Ann"))),
        _ => Err(Failure::unauthorized()),
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl issues::Issues for Desk {
    async fn get(&self, request: Request<issues::Get>) -> Result<Reply<Issue>, Failure> {
        let issues = lock(&self.issues);
        let issue = issues.get(&request.params.issue_id).cloned();
        issue.map(Reply::new).ok_or_else(Failure::not_found)
    }

    async fn create(&self, request: Request<issues::Create>) -> Result<Reply<Issue>, Failure> {
        let author = request.known_caller::<User>()?.0.to_owned();
        let params = request.params;
        if params.title.chars().count() > LONGEST_TITLE {
            let message = format!("is too long (maximum is {LONGEST_TITLE} characters)");
            return Err(Failure::field("title", [message]));
        }
        let mut issues = lock(&self.issues);
        let id = issues.keys().max().unwrap_or(&0) + 1;
        let issue = Issue {
            id,
            project_id: params.id,
            title: params.title,
            description: params.description,
            author: UserBasic {
                name: author,
                ..UserBasic::default()
            },
            ..Issue::default()
        };
        issues.insert(id, issue.clone());
        Ok(issue.into())
    }

    async fn delete(
        &self,
        request: Request<issues::Delete>,
    ) -> Result<Reply<issues::DeleteAnswer>, Failure> {
        let removed = lock(&self.issues).remove(&request.params.issue_id);
        Ok(match removed {
            Some(_) => issues::DeleteAnswer::Ok.into(),
            None => issues::DeleteAnswer::NotFound("404 Issue Not Found".to_owned()).into(),
        })
    }
}

impl merge_requests::MergeRequests for Desk {
    async fn list(
        &self,
        request: Request<merge_requests::List>,
    ) -> Result<Reply<Vec<MergeRequest>>, Failure> {
        let project = request.params.id;
        let of_project = |one: &&MergeRequest| one.project_id == project;
        let found: Vec<_> = self
            .merge_requests
            .iter()
            .filter(of_project)
            .cloned()
            .collect();
        let page = request.page();
        let info = page.info(found.len() as u64);
        Ok(Reply::new(page.slice(&found).to_vec()).page(info))
    }

    async fn get(
        &self,
        request: Request<merge_requests::Get>,
    ) -> Result<Reply<MergeRequest>, Failure> {
        if !self.busy_once.swap(true, Ordering::Relaxed) {
            let failure = Failure::status(StatusCode::TOO_MANY_REQUESTS);
            return Err(failure.header(RETRY_AFTER, HeaderValue::from_static("0")));
        }
        let id = request.params.merge_request_id;
        let found = self.merge_requests.iter().find(|one| one.id == id).cloned();
        found.map(Reply::new).ok_or_else(Failure::not_found)
    }
}

impl ci_builds::CiBuilds for Desk {
    async fn create_artifact(
        &self,
        request: Request<ci_builds::CreateArtifact>,
    ) -> Result<Reply<serde_json::Value>, Failure> {
        let params = request.params;
        if params.token != "t0ken" {
            return Err(Failure::forbidden());
        }
        let file = (params.file.name, params.file.content.to_vec());
        lock(&self.artifacts).insert(params.id, file);
        Ok(serde_json::Value::Null.into())
    }
}

impl builds::Builds for Desk {
    async fn get_artifacts(
        &self,
        request: Request<builds::GetArtifacts>,
    ) -> Result<Reply<builds::GetArtifactsAnswer>, Failure> {
        let artifacts = lock(&self.artifacts);
        Ok(match artifacts.get(&request.params.build_id).cloned() {
            Some((name, content)) => {
                builds::GetArtifactsAnswer::Ok(Content::from(content).file_name(name)).into()
            }
            None => builds::GetArtifactsAnswer::NotFound(String::new()).into(),
        })
    }
}
