//! Builds: those who build hand in files and traces, everybody else reads them.

use gitlab_v3_2016::runtime::values::Id;
use gitlab_v3_2016::server::builds::{
    Builds, GetArtifacts, GetArtifactsAnswer, GetTrace, GetTraceAnswer,
};
use gitlab_v3_2016::server::ci_builds::{CiBuilds, CreateArtifact, Update};
use gitlab_v3_2016::server::{Content, Failure, Reply, Request};
use serde_json::Value;

use crate::{BUILD_TOKEN, Desk, lock, project};

impl CiBuilds for Desk {
    async fn create_artifact(
        &self,
        request: Request<CreateArtifact>,
    ) -> Result<Reply<Value>, Failure> {
        let params = request.params;
        check_token(&params.token)?;
        lock(&self.artifacts).insert(params.id, params.file);
        Ok(Value::Null.into())
    }

    async fn update(&self, request: Request<Update>) -> Result<Reply<Value>, Failure> {
        let params = request.params;
        check_token(&params.token)?;
        if let Some(trace) = params.trace.value() {
            lock(&self.traces).insert(params.id, trace);
        }
        Ok(Value::Null.into())
    }
}

impl Builds for Desk {
    async fn get_artifacts(
        &self,
        request: Request<GetArtifacts>,
    ) -> Result<Reply<GetArtifactsAnswer>, Failure> {
        project(&request.params.id)?;
        let file = lock(&self.artifacts).get(&request.params.build_id).cloned();
        Ok(match file {
            Some(file) => {
                let content = Content::from(file.content).file_name(file.name);
                GetArtifactsAnswer::Ok(content).into()
            }
            None => GetArtifactsAnswer::NotFound(no_build(request.params.build_id)).into(),
        })
    }

    async fn get_trace(
        &self,
        request: Request<GetTrace>,
    ) -> Result<Reply<GetTraceAnswer>, Failure> {
        project(&request.params.id)?;
        let trace = lock(&self.traces).get(&request.params.build_id).cloned();
        Ok(match trace {
            Some(trace) => GetTraceAnswer::Ok(trace.into()).into(),
            None => GetTraceAnswer::NotFound(no_build(request.params.build_id)).into(),
        })
    }
}

fn check_token(token: &str) -> Result<(), Failure> {
    if token == BUILD_TOKEN {
        Ok(())
    } else {
        Err(Failure::forbidden())
    }
}

fn no_build(id: Id) -> String {
    format!("404 Build {id} Not Found")
}
