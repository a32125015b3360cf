//! A service on the generated server of an API: a desk for issues, kept in memory.
//!
//! It implements what it needs of four resources, one module each; the rest of the API
//! answers 501.

mod builds;
mod issues;
mod merge_requests;

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::Router;
use gitlab_v3_2016::operations;
use gitlab_v3_2016::runtime::File;
use gitlab_v3_2016::runtime::values::{Id, IdOrPath};
use gitlab_v3_2016::server::{self, Caller, Credentials, Failure, Options, router};
use gitlab_v3_2016::types::{Issue, MergeRequest};

/// The only project of the desk.
pub const PROJECT: Id = Id(7);

/// The same project, by its path.
pub const PROJECT_PATH: &str = "house/roof";

/// What callers need to know.
pub const TOKEN: &str = "s3cret";

/// What those who build need to know.
pub const BUILD_TOKEN: &str = "t0ken";

/// The issues, merge requests and builds of the project.
#[derive(Debug, Default)]
pub struct Desk {
    issues: Mutex<BTreeMap<Id, Issue>>,
    merge_requests: Vec<MergeRequest>,
    artifacts: Mutex<BTreeMap<Id, File>>,
    traces: Mutex<BTreeMap<Id, String>>,
    /// Whether someone was told to come back later.
    busy_once: AtomicBool,
}

impl Desk {
    /// A desk with that many merge requests, of which every tenth is merged.
    pub fn new(merge_requests: i64) -> Self {
        Self {
            merge_requests: (1..=merge_requests).map(merge_requests::numbered).collect(),
            ..Self::default()
        }
    }

    /// The router of the desk, for callers with the [`TOKEN`].
    pub fn router(self) -> Router {
        let resources = [
            server::builds::mount,
            server::ci_builds::mount,
            server::issues::mount,
            server::merge_requests::mount,
        ];
        let options = Options::new()
            .authenticate(async |credentials: Credentials| welcome(&credentials))
            .open(&operations::ci_builds::CREATE_ARTIFACT)
            .open(&operations::ci_builds::UPDATE);
        router(self, resources, options)
    }
}

/// Someone who may use the desk.
struct User(&'static str);

fn welcome(credentials: &Credentials) -> Result<Caller, Failure> {
    match credentials.secret("private_token") {
        Some(TOKEN) => Ok(Caller::new(User("Ann"))),
        _ => Err(Failure::unauthorized()),
    }
}

/// The number of the project that is meant.
fn project(id: &IdOrPath) -> Result<Id, Failure> {
    match id {
        IdOrPath::Number(number) if PROJECT == *number => Ok(PROJECT),
        IdOrPath::Text(path) if path == PROJECT_PATH => Ok(PROJECT),
        _ => Err(Failure::not_found()),
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
