//! A call of the generated client, beside the same call with nothing but reqwest.
//!
//! Both ask a server in another process, so that only the client's instructions are counted, and
//! the difference between few and many calls leaves out what happens once.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Stdio};

use gitlab_v3_2016::Client;
use gitlab_v3_2016::client::Auth;
use gitlab_v3_2016::types::Issue;

use crate::corpus::Corpus;
use crate::table::{Row, Target};
use crate::{Fault, measure};

/// An issue as it is documented.
const ISSUE: &str = r#"{"project_id":4,"milestone":{"due_date":null,"project_id":4,"state":"closed","description":"Rerum est voluptatem provident consequuntur molestias similique ipsum dolor.","iid":3,"id":11,"title":"v3.0","created_at":"2016-01-04T15:31:39.788Z","updated_at":"2016-01-04T15:31:39.788Z"},"author":{"state":"active","web_url":"https://gitlab.example.com/u/root","avatar_url":null,"username":"root","id":1,"name":"Administrator"},"description":"Omnis vero earum sunt corporis dolor et placeat.","state":"closed","iid":1,"assignee":{"avatar_url":null,"web_url":"https://gitlab.example.com/u/lennie","state":"active","username":"lennie","id":9,"name":"Dr. Luella Kovacek"},"labels":[],"id":41,"title":"Ut commodi ullam eos dolores perferendis nihil sunt.","updated_at":"2016-01-04T15:31:46.176Z","created_at":"2016-01-04T15:31:46.176Z","subscribed":false,"user_notes_count":1}"#;

/// A file, of which no second copy should be made.
const FILE: usize = 8 << 20;

const FEW: u32 = 200;

pub fn rows(_corpus: &Corpus) -> Result<Vec<Row>, Fault> {
    let mut stub = Stub::start()?;
    let base = stub.base.clone();
    let per_call = |kind: &str| -> Result<f64, Fault> {
        let of = |calls: u32| measure::instructions(&["client", kind, &base, &calls.to_string()]);
        let (Some(few), Some(many)) = (of(FEW)?, of(2 * FEW)?) else {
            return Err("instructions need valgrind".into());
        };
        Ok((many as f64 - few as f64) / f64::from(FEW))
    };
    let mut rows = Vec::new();
    for call in ["get", "create"] {
        let (bare, ours) = (
            per_call(&format!("bare-{call}"))?,
            per_call(&format!("ours-{call}"))?,
        );
        let row = Row::new(
            format!("client, {call} an issue"),
            (ours / bare - 1.0) * 100.0,
            "%",
        );
        let detail = format!("{ours:.0} instructions of {bare:.0} for reqwest");
        rows.push(row.target(Target::AtMost(5.0)).detail(detail));
    }
    let allocated = |kind: &str| -> Result<f64, Fault> {
        let of = |calls| measure::allocated(&["client", kind, &base, calls]);
        let (Some(few), Some(many)) = (of("1")?, of("3")?) else {
            return Err("allocations need valgrind".into());
        };
        Ok((many as f64 - few as f64) / 2.0 / FILE as f64)
    };
    for (call, what) in [("file", "read"), ("upload", "sent")] {
        let (bare, ours) = (
            allocated(&format!("bare-{call}"))?,
            allocated(&format!("ours-{call}"))?,
        );
        let row = Row::new(
            format!("client, copies of a body {what}"),
            ours - bare,
            "bodies",
        );
        let detail = format!("{ours:.2} × its size allocated, of {bare:.2} for reqwest");
        rows.push(row.target(Target::AtMost(0.5)).detail(detail));
    }
    stub.child.kill()?;
    stub.child.wait()?;
    Ok(rows)
}

/// The server that answers always the same.
struct Stub {
    child: Child,
    base: String,
}

impl Stub {
    fn start() -> Result<Self, Fault> {
        let mut child = measure::task(&["client-stub"])?
            .stdout(Stdio::piped())
            .spawn()?;
        let out = child.stdout.take().ok_or("the stub says nothing")?;
        let mut base = String::new();
        BufReader::new(out).read_line(&mut base)?;
        Ok(Self {
            child,
            base: base.trim().to_owned(),
        })
    }
}

/// Answers every request, for ever, one connection after the other.
pub fn serve() -> Result<(), Fault> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("http://{}", listener.local_addr()?);
    std::io::stdout().flush()?;
    let file = vec![b'x'; FILE];
    for stream in listener.incoming() {
        // A client that goes away is none of ours.
        drop(answer_all(&stream?, &file));
    }
    Ok(())
}

fn answer_all(stream: &TcpStream, file: &[u8]) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::with_capacity(1 << 20, stream);
    loop {
        let mut request = String::new();
        let mut length = 0;
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line)? == 0 {
                return Ok(());
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().unwrap_or_default();
            }
            if line == "\r\n" {
                break;
            }
            if request.is_empty() {
                request = line;
            }
        }
        let skipped = std::io::copy(
            &mut std::io::Read::take(&mut reader, length),
            &mut std::io::sink(),
        )?;
        debug_assert_eq!(skipped, length);
        let (status, kind, body) = match request.as_str() {
            it if it.contains("/trace") => ("200 OK", "text/plain", file),
            it if it.starts_with("POST") => ("201 Created", "application/json", ISSUE.as_bytes()),
            _ => ("200 OK", "application/json", ISSUE.as_bytes()),
        };
        let head = format!(
            "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        let mut out = stream;
        out.write_all(&[head.as_bytes(), body].concat())?;
    }
}

/// `KIND BASE CALLS`: so many calls of that kind.
pub fn help(arguments: &[String]) -> Result<(), Fault> {
    let [kind, base, calls] = arguments else {
        return Err("which call, where, how often?".into());
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let calls: u32 = calls.parse()?;
        match kind.split_once('-') {
            Some(("bare", call)) => bare(call, base, calls).await,
            Some(("ours", call)) => ours(call, base, calls).await,
            _ => Err(format!("no call `{kind}`").into()),
        }
    })
}

async fn bare(call: &str, base: &str, calls: u32) -> Result<(), Fault> {
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .user_agent("bench")
        .timeout(std::time::Duration::from_secs(60))
        .build()?;
    let upload = bytes::Bytes::from(vec![b'x'; FILE]);
    for _ in 0..calls {
        let request = match call {
            "get" => client.get(format!("{base}/api/v3/projects/{}/issues/{}", 4, 41)),
            "file" => client.get(format!("{base}/api/v3/projects/{}/builds/{}/trace", 4, 41)),
            "create" => client
                .post(format!("{base}/api/v3/projects/{}/issues", 4))
                .json(&serde_json::json!({"title": "Leaks", "description": "Still."})),
            "upload" => client
                .post(format!("{base}/api/v3/projects/{}/issues", 4))
                .header("Content-Type", "application/octet-stream")
                .body(upload.clone()),
            _ => return Err(format!("no call `{call}`").into()),
        };
        let answer = request
            .header("PRIVATE-TOKEN", "secret")
            .header("Accept", "application/json, */*;q=0.5")
            .send()
            .await?
            .error_for_status()?;
        if call == "file" {
            answer.bytes().await?;
        } else {
            answer.json::<Issue>().await?;
        }
    }
    Ok(())
}

async fn ours(call: &str, base: &str, calls: u32) -> Result<(), Fault> {
    let client = Client::builder(base)
        .auth(Auth::private_token("secret"))
        .user_agent("bench")
        .build()?;
    let upload = bytes::Bytes::from(vec![b'x'; FILE]);
    for _ in 0..calls {
        match call {
            "get" => drop(client.issues().get(4, 41).await?),
            "file" => drop(client.builds().get_trace(4, 41).await?.bytes().await?),
            "create" => drop(
                client
                    .issues()
                    .create(4, "Leaks")
                    .description("Still.")
                    .await?,
            ),
            "upload" => {
                let post = gitlab_v3_2016::runtime::Method::Post;
                let call = client.raw(post, "/projects/4/issues");
                drop(
                    call.body("application/octet-stream", upload.clone())
                        .await?,
                );
            }
            _ => return Err(format!("no call `{call}`").into()),
        }
    }
    Ok(())
}
