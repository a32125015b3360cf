//! A request answered by the generated server, beside the same handler on nothing but axum with
//! the same decoding. No network: requests go straight into the routers.

use std::hint::black_box;

use axum::Router;
use axum::body::Body;
use axum::extract::{Json, Path, Query};
use axum::http::Request as HttpRequest;
use axum::http::StatusCode;
use axum::routing::get;
use gitlab_v3_2016::runtime::values::{Id, IdOrPath, Iid, Timestamp};
use gitlab_v3_2016::server::issues::{Create, Get, Issues, List};
use gitlab_v3_2016::server::{self, Caller, Credentials, Failure, Options, Reply, Request};
use gitlab_v3_2016::types::{Issue, IssuesOrderBy, IssuesSort, IssuesState};
use serde::Deserialize;
use tower::ServiceExt as _;

use crate::corpus::Corpus;
use crate::table::{Row, Target};
use crate::{Fault, measure};

const FEW: u32 = 1000;
const CALLS: [&str; 3] = ["get", "list", "create"];
const TOKEN: &str = "secret";

pub fn rows(_corpus: &Corpus) -> Result<Vec<Row>, Fault> {
    let per_request = |kind: &str| -> Result<f64, Fault> {
        let of = |requests: u32| measure::instructions(&["server", kind, &requests.to_string()]);
        let (Some(few), Some(many)) = (of(FEW)?, of(2 * FEW)?) else {
            return Err("instructions need valgrind".into());
        };
        Ok((many as f64 - few as f64) / f64::from(FEW))
    };
    let mut rows = Vec::new();
    for call in CALLS {
        let (bare, ours) = (
            per_request(&format!("bare-{call}"))?,
            per_request(&format!("ours-{call}"))?,
        );
        let row = Row::new(
            format!("server, {call} of issues"),
            (ours / bare - 1.0) * 100.0,
            "%",
        );
        let detail = format!("{ours:.0} instructions of {bare:.0} for axum");
        rows.push(row.target(Target::AtMost(25.0)).detail(detail));
    }
    Ok(rows)
}

/// `KIND REQUESTS`: so many requests of that kind.
pub fn help(arguments: &[String]) -> Result<(), Fault> {
    let [kind, requests] = arguments else {
        return Err("which request, how often?".into());
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let (router, call) = match kind.split_once('-') {
            Some(("bare", call)) => (bare(), call),
            Some(("ours", call)) => (ours(), call),
            _ => return Err(format!("no request `{kind}`").into()),
        };
        for _ in 0..requests.parse::<u32>()? {
            let answer = router.clone().oneshot(request(call)?).await?;
            if !answer.status().is_success() {
                return Err(format!("{kind} is answered with {}", answer.status()).into());
            }
            black_box(axum::body::to_bytes(answer.into_body(), usize::MAX).await?);
        }
        Ok(())
    })
}

fn request(call: &str) -> Result<HttpRequest<Body>, Fault> {
    let base = "/api/v3/projects/4/issues";
    let request = HttpRequest::builder().header("PRIVATE-TOKEN", TOKEN);
    Ok(match call {
        "get" => request.uri(format!("{base}/41")).body(Body::empty())?,
        "list" => {
            let query = "state=opened&labels=foo,bar&sort=desc&page=2&per_page=20";
            request.uri(format!("{base}?{query}")).body(Body::empty())?
        }
        "create" => {
            let body = r#"{"title":"Leaks","description":"Still.","labels":["sea"]}"#;
            let request = request.method("POST").uri(base);
            request
                .header("Content-Type", "application/json")
                .body(Body::from(body))?
        }
        _ => return Err(format!("no request `{call}`").into()),
    })
}

fn issue(id: i64, title: &str) -> Issue {
    Issue {
        id: Id(id),
        iid: Iid(1),
        project_id: Id(4),
        title: title.to_owned(),
        state: "opened".to_owned(),
        description: Some("Still.".to_owned()),
        created_at: Timestamp::from("2016-01-04T15:31:46.176Z"),
        updated_at: Timestamp::from("2016-01-04T15:31:46.176Z"),
        labels: vec!["sea".to_owned()],
        ..Issue::default()
    }
}

struct Desk;

impl Issues for Desk {
    async fn get(&self, request: Request<Get>) -> Result<Reply<Issue>, Failure> {
        Ok(issue(request.params.issue_id.0, "Leaks").into())
    }

    async fn list(&self, request: Request<List>) -> Result<Reply<Vec<Issue>>, Failure> {
        black_box(&request.params);
        let page = request.page();
        Ok(Reply::new(vec![issue(1, "Leaks"), issue(2, "Creaks")]).page(page.info(2)))
    }

    async fn create(&self, request: Request<Create>) -> Result<Reply<Issue>, Failure> {
        black_box(&request.params);
        Ok(issue(41, &request.params.title).into())
    }
}

fn ours() -> Router {
    let options = Options::new().authenticate(async |credentials: Credentials| {
        match credentials.secret("private_token") {
            Some(TOKEN) => Ok(Caller::new("Ann")),
            _ => Err(Failure::unauthorized()),
        }
    });
    server::router(Desk, [server::issues::mount], options)
}

/// What the list is asked for, as a person writes it by hand.
#[derive(Deserialize)]
struct Wanted {
    #[allow(dead_code, reason = "decoded, and not looked at")]
    iid: Option<Iid>,
    #[allow(dead_code, reason = "decoded, and not looked at")]
    state: Option<IssuesState>,
    labels: Option<String>,
    #[allow(dead_code, reason = "decoded, and not looked at")]
    milestone: Option<String>,
    #[allow(dead_code, reason = "decoded, and not looked at")]
    order_by: Option<IssuesOrderBy>,
    #[allow(dead_code, reason = "decoded, and not looked at")]
    sort: Option<IssuesSort>,
    page: Option<u64>,
    per_page: Option<u64>,
}

#[derive(Deserialize)]
struct New {
    title: String,
    #[allow(dead_code, reason = "decoded, and not looked at")]
    description: Option<String>,
    #[allow(dead_code, reason = "decoded, and not looked at")]
    assignee_id: Option<Id>,
    #[allow(dead_code, reason = "decoded, and not looked at")]
    milestone_id: Option<Id>,
    #[allow(dead_code, reason = "decoded, and not looked at")]
    labels: Option<Vec<String>>,
    #[allow(dead_code, reason = "decoded, and not looked at")]
    created_at: Option<Timestamp>,
}

fn allowed(headers: &axum::http::HeaderMap) -> Result<(), StatusCode> {
    match headers.get("PRIVATE-TOKEN").and_then(|it| it.to_str().ok()) {
        Some(TOKEN) => Ok(()),
        _ => Err(StatusCode::UNAUTHORIZED),
    }
}

async fn get_one(
    headers: axum::http::HeaderMap,
    Path((id, issue_id)): Path<(String, i64)>,
) -> Result<Json<Issue>, StatusCode> {
    allowed(&headers)?;
    black_box(IdOrPath::from(id));
    Ok(Json(issue(issue_id, "Leaks")))
}

async fn list(
    headers: axum::http::HeaderMap,
    uri: axum::http::Uri,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<([(&'static str, String); 6], Json<Vec<Issue>>), StatusCode> {
    allowed(&headers)?;
    black_box(IdOrPath::from(id));
    let labels = wanted.labels.as_deref().unwrap_or_default();
    black_box(
        labels
            .split(',')
            .map(str::to_owned)
            .collect::<Vec<String>>(),
    );
    let (page, per_page) = (wanted.page.unwrap_or(1), wanted.per_page.unwrap_or(20));
    black_box(&wanted);
    let headers = [
        ("Link", links(&uri, page - 1, per_page)),
        ("X-Total", "2".to_owned()),
        ("X-Total-Pages", "1".to_owned()),
        ("X-Page", page.to_string()),
        ("X-Per-Page", per_page.to_string()),
        ("X-Prev-Page", (page - 1).to_string()),
    ];
    Ok((headers, Json(vec![issue(1, "Leaks"), issue(2, "Creaks")])))
}

/// The header that both servers answer with: the page before, the first and the last, each with
/// the rest of the query.
fn links(uri: &axum::http::Uri, before: u64, per_page: u64) -> String {
    let query = uri.query().unwrap_or_default();
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.starts_with("page=") && !pair.starts_with("per_page="))
        .collect();
    let (path, kept) = (uri.path(), kept.join("&"));
    let links = [("prev", before), ("first", 1), ("last", 1)].map(|(relation, page)| {
        format!("<{path}?{kept}&page={page}&per_page={per_page}>; rel=\"{relation}\"")
    });
    links.join(", ")
}

async fn create(
    headers: axum::http::HeaderMap,
    Path(id): Path<String>,
    Json(new): Json<New>,
) -> Result<(StatusCode, Json<Issue>), StatusCode> {
    allowed(&headers)?;
    black_box(IdOrPath::from(id));
    black_box(&new);
    Ok((StatusCode::CREATED, Json(issue(41, &new.title))))
}

fn bare() -> Router {
    Router::new()
        .route("/api/v3/projects/{id}/issues", get(list).post(create))
        .route("/api/v3/projects/{id}/issues/{issue_id}", get(get_one))
        // As `axum::serve` does it, once for all requests.
        .with_state(())
}
