//! A server that returns prepared bytes and knows nothing else: what there is at best.

use std::io::Write as _;
use std::path::Path;

use axum::Router;
use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use serde_json::Value;

/// Serves the answers of a file, paths and bodies, until the process is ended.
pub(crate) fn run(answers: &Path) {
    let text = std::fs::read_to_string(answers).unwrap();
    let answers: Vec<(String, Value)> = serde_json::from_str(&text).unwrap();
    let router = answers
        .into_iter()
        .fold(Router::new(), |router, (path, body)| {
            let body = Bytes::from(body.as_str().unwrap().to_owned());
            let answer = move || {
                let body = body.clone();
                async move { ([(CONTENT_TYPE, "application/json")], body) }
            };
            router.route(&path, get(answer))
        });
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        println!("http://{}", listener.local_addr().unwrap());
        std::io::stdout().flush().unwrap();
        axum::serve(listener, router).await.unwrap();
    });
}
