//! How a service is put together, what it may answer, and what the server does about trouble.

mod shop;

use std::convert::Infallible;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::header::{ETAG, HeaderValue, RETRY_AFTER, SET_COOKIE};
use axum::http::{HeaderMap, Request as HttpRequest, StatusCode};
use docbind_bookshop::operations;
use docbind_bookshop::server::orders::{self, CollectAnswer};
use docbind_bookshop::server::{
    Caller, Content, Credentials, Failure, Options, Reply, Request, Server, books, router, shelves,
};
use docbind_bookshop::types::{Order, OrderLine, Shelf};
use serde_json::{Value, json};
use tower::ServiceExt;

struct Answer {
    status: u16,
    headers: HeaderMap,
    body: Result<Bytes, axum::Error>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }

    fn json(&self) -> Value {
        serde_json::from_slice(self.body.as_ref().unwrap()).unwrap_or_default()
    }

    fn message(&self) -> (u16, String) {
        let text = self.json()["message"].as_str().unwrap_or_default().into();
        (self.status, text)
    }
}

async fn send(router: Router, request: &str, headers: &[(&str, &str)], body: Body) -> Answer {
    let (method, path) = request.split_once(' ').unwrap();
    let mut request = HttpRequest::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = router.oneshot(request.body(body).unwrap()).await.unwrap();
    Answer {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        body: axum::body::to_bytes(response.into_body(), usize::MAX).await,
    }
}

async fn call(server: Server, request: &str) -> Answer {
    send(
        server.into_router(Options::new()),
        request,
        &[],
        Body::empty(),
    )
    .await
}

#[tokio::test]
async fn one_call_mounts_a_whole_service() {
    let resources = [books::mount, orders::mount, shelves::mount];
    let router = router(shop::shop(1), resources, Options::new());
    let shelf = send(router.clone(), "GET /api/v2/shelves/1", &[], Body::empty()).await;
    assert_eq!(shelf.json()["id"], 1);
    let text = send(router, "GET /api/v2/shelves/1/texts/a", &[], Body::empty()).await;
    assert_eq!(text.body.unwrap(), "1: a");
}

#[tokio::test]
async fn one_operation_is_replaced_and_the_rest_stays() {
    let server = shop::server(1).replace_with(|request: Request<shelves::Get>| async move {
        let shelf = Shelf {
            name: format!("instead of {}", request.params.id),
            ..Shelf::default()
        };
        Ok(Reply::new(shelf).header(ETAG, HeaderValue::from_static("\"1\"")))
    });
    let replaced = call(server.clone(), "GET /api/v2/shelves/7").await;
    assert_eq!(replaced.json()["name"], "instead of 7");
    assert_eq!(replaced.header("etag"), "\"1\"");
    let rest = call(server.clone(), "GET /api/v2/shelves").await;
    assert_eq!(rest.json()[0]["name"], "poetry/haiku");
    let untyped = server.replace(&operations::shelves::GET, |parts| async move {
        Reply::new(json!(parts.path::<String>("id")?)).json()
    });
    let untyped = call(untyped, "GET /api/v2/shelves/7").await;
    assert_eq!(untyped.json(), "7");
}

#[tokio::test]
async fn headers_that_stand_twice_are_sent_twice() {
    let server = Server::new().replace_with(|_: Request<shelves::Delete>| async {
        let reply = Reply::new(()).header(SET_COOKIE, HeaderValue::from_static("a=1"));
        Ok(reply.header(SET_COOKIE, HeaderValue::from_static("b=2")))
    });
    let answer = call(server, "DELETE /api/v2/shelves/1").await;
    assert_eq!(answer.headers.get_all(SET_COOKIE).iter().count(), 2);
}

#[tokio::test]
async fn documented_answers_have_their_status_and_body() {
    let answer = |make: fn() -> Result<Reply<CollectAnswer>, Failure>| {
        let server =
            Server::new().replace_with(move |request: Request<orders::Collect>| async move {
                if request.params.id == 1 {
                    make()
                } else {
                    Err(Failure::not_found())
                }
            });
        async move { call(server, "PUT /till/v1/orders/1?token=t1ll").await }
    };
    let order = answer(|| Ok(CollectAnswer::Ok(Order::default()).into())).await;
    assert_eq!((order.status, &order.json()["id"]), (200, &json!(0)));
    let line = answer(|| Ok(CollectAnswer::Accepted(OrderLine::default()).into())).await;
    assert_eq!((line.status, &line.json()["book_id"]), (202, &json!(0)));
    let same = answer(|| Ok(CollectAnswer::NotModified.into())).await;
    assert_eq!((same.status, same.body.unwrap().len()), (304, 0));
    let taken = answer(|| Ok(CollectAnswer::Conflict("gone".to_owned()).into())).await;
    assert_eq!(taken.message(), (409, "gone".to_owned()));
    let bare = answer(|| {
        let reply = Reply::new(CollectAnswer::Conflict(String::new()));
        Ok(reply.header(RETRY_AFTER, HeaderValue::from_static("1")))
    })
    .await;
    assert_eq!(bare.message(), (409, "409 Conflict".to_owned()));
    assert_eq!(bare.header("retry-after"), "1");
    let failed = answer(|| Err(Failure::forbidden())).await;
    assert_eq!(failed.message(), (403, "403 Forbidden".to_owned()));
}

#[tokio::test]
async fn debug_shows_no_secret() {
    let server = Server::new().replace_with(|request: Request<orders::Collect>| async move {
        assert_eq!(
            format!("{:?}", request.params),
            "Collect { id: Id(1), token: (hidden), x_till: Some(\"north\") }"
        );
        let text = format!("{request:?}");
        assert!(
            text.contains("orders.collect") && text.contains("\"token\""),
            "{text}"
        );
        assert!(!text.contains("t1ll"), "{text}");
        Ok(CollectAnswer::NotModified.into())
    });
    let request = HttpRequest::put("/till/v1/orders/1?token=t1ll").header("X-Till", "north");
    let answer = server.into_router(Options::new());
    let answer = answer.oneshot(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.unwrap().status(), 304);
}

/// Two pieces, of which the second may fail.
struct Pieces(Vec<Result<Bytes, std::io::Error>>);

impl futures_core::Stream for Pieces {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        let next = (!self.0.is_empty()).then(|| self.0.remove(0));
        std::task::Poll::Ready(next)
    }
}

#[tokio::test]
async fn contents_come_from_anything() {
    let cover = |make: fn() -> Content| {
        let server = Server::new()
            .replace_with(move |_: Request<books::Cover>| async move { Ok(make().into()) });
        async move { call(server, "GET /api/v2/shelves/1/books/7/cover").await }
    };
    let makers: [fn() -> Content; 5] = [
        || "abc".into(),
        || "abc".to_owned().into(),
        || b"abc".to_vec().into(),
        || Bytes::from_static(b"abc").into(),
        || Content::stream(Pieces(vec![Ok("a".into()), Ok("bc".into())])),
    ];
    for make in makers {
        let answer = cover(make).await;
        assert_eq!(answer.header("content-type"), "application/octet-stream");
        assert_eq!(answer.body.unwrap(), "abc");
    }
    let broken = || {
        Content::stream(Pieces(vec![
            Ok("a".into()),
            Err(std::io::Error::other("x")),
        ]))
    };
    let answer = cover(broken).await;
    assert_eq!(answer.status, 200);
    assert!(answer.body.is_err());
    let named = cover(|| {
        Content::from("abc")
            .media_type("image/png")
            .file_name("a b.png")
    })
    .await;
    assert_eq!(named.header("content-type"), "image/png");
    let expected = "attachment; filename=\"a b.png\"";
    assert_eq!(named.header("content-disposition"), expected);
    assert_eq!(named.header("content-length"), "3");

    let text = Server::new()
        .replace_with(|_: Request<books::Text>| async { Ok(Content::from("abc").into()) });
    let answer = call(text.clone(), "GET /api/v2/shelves/1/texts/a").await;
    assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
    let head = call(text, "HEAD /api/v2/shelves/1/texts/a").await;
    assert_eq!(head.header("content-length"), "3");
    assert!(head.body.unwrap().is_empty());
}

#[tokio::test]
async fn a_handler_that_panics_answers_500() {
    let quiet = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| ()));
    let server = Server::new()
        .replace(&operations::shelves::GET, |_| -> std::future::Ready<_> {
            panic!("at once")
        })
        .replace_with(|request: Request<shelves::List>| async move {
            tokio::task::yield_now().await;
            assert!(request.params.sort.is_some(), "later");
            Ok(Reply::new(Vec::new()))
        });
    let expected = (500, "500 Internal Server Error".to_owned());
    for path in ["GET /api/v2/shelves/1", "GET /api/v2/shelves"] {
        assert_eq!(
            call(server.clone(), path).await.message(),
            expected,
            "{path}"
        );
    }
    std::panic::set_hook(quiet);
    let next = call(server, "GET /api/v2/shelves?sort=name").await;
    assert_eq!(next.status, 200);
}

#[tokio::test]
async fn what_takes_too_long_is_given_up() {
    let options = || Options::new().timeout(Duration::from_millis(20));
    let server = || {
        shop::server(1).replace_with(|_: Request<shelves::Get>| async {
            std::future::pending::<()>().await;
            Ok(Reply::new(Shelf::default()))
        })
    };
    let router = server().into_router(options());
    let slow = send(router.clone(), "GET /api/v2/shelves/1", &[], Body::empty()).await;
    assert_eq!(slow.message(), (503, "503 Service Unavailable".to_owned()));
    let fast = send(router.clone(), "GET /api/v2/shelves", &[], Body::empty()).await;
    assert_eq!(fast.status, 200);
    let never = futures_pending();
    let unsent = send(router, "POST /api/v2/shelves", &[], never).await;
    assert_eq!(unsent.message(), (408, "408 Request Timeout".to_owned()));
    let door = |_: Credentials| async {
        std::future::pending::<()>().await;
        Ok(Caller::anonymous())
    };
    let router = server().into_router(options().authenticate(door));
    let token = [("x-clerk", "s3cret"), ("authorization", "Bearer x")];
    let asked = send(router, "GET /api/v2/shelves", &token, Body::empty()).await;
    assert_eq!(asked.status, 503);
}

/// A body that never comes.
fn futures_pending() -> Body {
    struct Never;
    impl futures_core::Stream for Never {
        type Item = Result<Bytes, Infallible>;

        fn poll_next(
            self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Self::Item>> {
            std::task::Poll::Pending
        }
    }
    Body::from_stream(Never)
}

#[tokio::test]
async fn closures_authenticate_and_callers_are_typed() {
    struct Clerk(&'static str);
    let door = |credentials: Credentials| async move {
        match credentials.secret("oauth2") {
            Some("b3arer") => Ok(Caller::new(Clerk("Bob"))),
            Some("other") => Ok(Caller::new(7)),
            _ => Err(Failure::unauthorized()),
        }
    };
    let server = Server::new().replace_with(|request: Request<shelves::Get>| async move {
        let name = request.known_caller::<Clerk>()?.0.to_owned();
        let sudo = request.sudo().map(str::to_owned);
        Ok(Reply::new(Shelf {
            name,
            labels: sudo.into_iter().collect(),
            ..Shelf::default()
        }))
    });
    let router = server.into_router(Options::new().authenticate(door));
    let get = |headers: &'static [(&str, &str)], query: &str| {
        let path = format!("GET /api/v2/shelves/1{query}");
        let router = router.clone();
        async move { send(router, &path, headers, Body::empty()).await }
    };
    let bob = get(&[("authorization", "bearer b3arer")], "").await;
    assert_eq!(bob.json()["name"], "Bob");
    let sudo = get(&[("authorization", "Bearer b3arer")], "?sudo=Eve").await;
    assert_eq!(sudo.json()["labels"], json!(["Eve"]));
    let refused = (401, "401 Unauthorized".to_owned());
    for token in ["Bearer stolen", "Bearer other", "Basic b3arer", ""] {
        let router = router.clone();
        let headers = [("authorization", token)];
        let answer = send(router, "GET /api/v2/shelves/1", &headers, Body::empty()).await;
        assert_eq!(answer.message(), refused, "{token}");
    }
    assert_eq!(get(&[], "").await.message(), refused);
}

#[tokio::test]
async fn without_credentials_only_open_operations_answer() {
    let door = |_: Credentials| async { Ok(Caller::new("someone".to_owned())) };
    let options = Options::new()
        .authenticate(door)
        .open(&operations::shelves::LIST);
    let router = shop::server(1).into_router(options);
    let get = |path: &'static str| send(router.clone(), path, &[], Body::empty());
    assert_eq!(get("GET /api/v2/shelves").await.status, 200);
    assert_eq!(get("GET /api/v2/shelves/1").await.status, 401);
    // The credential of another scheme is none.
    let till = send(
        router.clone(),
        "PUT /till/v1/orders/1",
        &[("authorization", "Bearer b3arer")],
        Body::empty(),
    );
    assert_eq!(till.await.status, 401);
    assert_eq!(get("GET /api/v2/cellar").await.status, 404);
    let unanswered = get("GET /api/v2/shelves/1/books/7").await;
    assert_eq!(StatusCode::from_u16(unanswered.status).unwrap(), 401);
}
