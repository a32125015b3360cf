//! Issues: opened, read, changed, removed.

use gitlab_v3_2016::runtime::values::{Change, Id, Iid};
use gitlab_v3_2016::server::issues::{Create, Delete, DeleteAnswer, Get, Issues, Update};
use gitlab_v3_2016::server::{Failure, Reply, Request};
use gitlab_v3_2016::types::{Issue, IssuesStateEvent, Milestone, UserBasic};

use crate::{Desk, User, lock, project};

/// How long a title may be.
const LONGEST_TITLE: usize = 255;

impl Issues for Desk {
    async fn get(&self, request: Request<Get>) -> Result<Reply<Issue>, Failure> {
        project(&request.params.id)?;
        let issues = lock(&self.issues);
        let issue = issues.get(&request.params.issue_id).cloned();
        issue.map(Reply::new).ok_or_else(Failure::not_found)
    }

    async fn create(&self, request: Request<Create>) -> Result<Reply<Issue>, Failure> {
        let author = request.known_caller::<User>()?.0.to_owned();
        let params = request.params;
        check_title(&params.title)?;
        let mut issues = lock(&self.issues);
        let number = issues.keys().max().map_or(1, |last| last.get() + 1);
        let issue = Issue {
            id: Id(number),
            iid: Iid(number),
            project_id: project(&params.id)?,
            state: "opened".to_owned(),
            title: params.title,
            description: params.description,
            labels: params.labels.unwrap_or_default(),
            milestone: params.milestone_id.map(milestone),
            author: Some(UserBasic {
                name: author,
                ..UserBasic::default()
            }),
            ..Issue::default()
        };
        issues.insert(issue.id, issue.clone());
        Ok(issue.into())
    }

    async fn update(&self, request: Request<Update>) -> Result<Reply<Issue>, Failure> {
        let params = request.params;
        project(&params.id)?;
        let mut issues = lock(&self.issues);
        let issue = issues.get_mut(&params.issue_id);
        let issue = issue.ok_or_else(Failure::not_found)?;
        if let Some(title) = params.title.value() {
            check_title(&title)?;
            issue.title = title;
        }
        params.description.apply_to(&mut issue.description);
        match params.milestone_id {
            Change::Absent => {}
            Change::Null => issue.milestone = None,
            Change::Value(id) => issue.milestone = Some(milestone(id)),
        }
        if !params.labels.is_absent() {
            issue.labels = params.labels.value().unwrap_or_default();
        }
        if let Some(event) = params.state_event.value() {
            issue.state = match event {
                IssuesStateEvent::Close => "closed".to_owned(),
                IssuesStateEvent::Reopen => "reopened".to_owned(),
            };
        }
        Ok(issue.clone().into())
    }

    async fn delete(&self, request: Request<Delete>) -> Result<Reply<DeleteAnswer>, Failure> {
        project(&request.params.id)?;
        let removed = lock(&self.issues).remove(&request.params.issue_id);
        Ok(match removed {
            Some(_) => DeleteAnswer::Ok.into(),
            None => DeleteAnswer::NotFound("404 Issue Not Found".to_owned()).into(),
        })
    }
}

fn check_title(title: &str) -> Result<(), Failure> {
    if title.chars().count() <= LONGEST_TITLE {
        return Ok(());
    }
    let message = format!("is too long (maximum is {LONGEST_TITLE} characters)");
    Err(Failure::field("title", [message]))
}

fn milestone(id: Id) -> Milestone {
    Milestone {
        id,
        title: format!("Milestone {id}"),
        ..Milestone::default()
    }
}
