//! From a socket to the router and back, until somebody says stop.
//!
//! What comes in: connections of whoever wants to connect. What goes out: answers; whoever is too
//! slow, sends a head that is too large, or speaks no HTTP is refused, and costs no more than a
//! connection for a while. Nothing that comes in ends the server.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::timeout;

/// How long a client may take for the head of a request, unless something else is said.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long open requests may take after the stop.
const LAST: Duration = Duration::from_secs(5);

/// How long a client that was refused may go on sending.
const LINGER: Duration = Duration::from_secs(1);

/// Most bytes of an address; more is answered 414.
const ADDRESS_BYTES: usize = 8 * 1024;

/// Most bytes of the names and values of headers; more is answered 431.
const HEADER_BYTES: usize = 64 * 1024;

/// Most bytes of a head that are read; what is longer is answered without a look at it.
const HEAD_BYTES: usize = 2 * HEADER_BYTES;

/// How many clients are connected at most; all others wait. Systems give a program 1,024 files.
const CLIENTS: u32 = 900;

/// What a client is told that began a request and did not end its head in time.
const TOO_SLOW: &[u8] =
    b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

/// A socket that is listened on.
#[derive(Debug)]
pub struct Socket {
    listener: TcpListener,
    patience: Duration,
}

impl Socket {
    /// Listens at this address; port 0 takes any free one.
    ///
    /// # Errors
    ///
    /// If the port is in use or not allowed, or the address is none of this machine.
    pub async fn bind(address: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        Ok(Self {
            listener,
            patience: PATIENCE,
        })
    }

    /// How long a client may take for the head of a request, and to begin the next one [default:
    /// ten seconds].
    #[must_use]
    pub fn patience(mut self, limit: Duration) -> Self {
        self.patience = limit;
        self
    }

    /// The address, with the port that was taken.
    ///
    /// # Errors
    ///
    /// If the system does not tell.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Answers requests until `stop` is done, and then those that are open.
    pub async fn serve(self, router: Router, stop: impl Future<Output = ()>) {
        let room = Arc::new(Semaphore::new(CLIENTS as usize));
        let (stopping, stopped) = watch::channel(());
        let mut stop = std::pin::pin!(stop);
        loop {
            let accepted = async {
                let place = Arc::clone(&room).acquire_owned().await;
                (place, self.listener.accept().await)
            };
            let (place, stream) = tokio::select! {
                (place, accepted) = accepted => match accepted {
                    Ok((stream, _)) => (place, stream),
                    Err(_) => {
                        // Too many files are open, or the client is gone: the next may do better.
                        tokio::time::sleep(Duration::from_millis(10)).await;
                        continue;
                    }
                },
                () = &mut stop => break,
            };
            let (router, stopped) = (router.clone(), stopped.clone());
            let patience = self.patience;
            tokio::spawn(async move {
                converse(stream, router, patience, stopped).await;
                drop(place);
            });
        }
        drop(self.listener);
        drop(stopping);
        // When all places are free again, nobody is connected any more.
        let _ = timeout(LAST, room.acquire_many(CLIENTS)).await;
    }
}

/// Answers the requests of one client.
async fn converse(
    stream: TcpStream,
    router: Router,
    patience: Duration,
    mut stopped: watch::Receiver<()>,
) {
    // A socket that does not take the setting is slower, not wrong.
    let _ = stream.set_nodelay(true);
    let service = TowerToHyperService::new(router);
    let service = service_fn(move |request: Request<Incoming>| {
        let answer = match refusal(&request) {
            None => Ok(service.call(request)),
            Some(status) => Err(status),
        };
        async move {
            match answer {
                Ok(answer) => answer.await,
                Err(status) => Ok::<_, Infallible>(empty(status)),
            }
        }
    });
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(patience)
        // Some clients close their side as soon as they have sent all.
        .half_close(true)
        .max_buf_size(HEAD_BYTES)
        // One buffer for head and body: most answers are small. Not `pipeline_flush`, which keeps
        // the refusal of nonsense back.
        .writev(false)
        .serve_connection(TokioIo::new(stream), service);
    let outcome = tokio::select! {
        outcome = &mut connection => outcome,
        // The sender is never used: that it is gone is the message.
        _ = stopped.changed() => {
            std::pin::Pin::new(&mut connection).graceful_shutdown();
            (&mut connection).await
        }
    };
    let parts = connection.into_parts();
    let stream = parts.io.into_inner();
    let began = !parts.read_buf.is_empty();
    let too_slow = outcome.is_err_and(|error| error.is_timeout() && began);
    // A client that goes away in the middle is its own affair.
    let _ = timeout(LINGER, part(stream, too_slow.then_some(TOO_SLOW))).await;
}

/// Says a last word and waits until the client has read it: a connection that is closed while the
/// client still sends takes the answer away with it.
async fn part(mut stream: TcpStream, last_word: Option<&[u8]>) -> io::Result<()> {
    if let Some(word) = last_word {
        stream.write_all(word).await?;
    }
    stream.shutdown().await?;
    let mut rest = vec![0; 16 * 1024];
    while stream.read(&mut rest).await? > 0 {}
    Ok(())
}

/// Why a request is refused before anybody looks at it.
fn refusal(request: &Request<Incoming>) -> Option<StatusCode> {
    let Some(address) = request.uri().path_and_query() else {
        // A host without a path, which is for proxies.
        return Some(StatusCode::BAD_REQUEST);
    };
    if address.as_str().len() > ADDRESS_BYTES {
        return Some(StatusCode::URI_TOO_LONG);
    }
    let headers = request.headers().iter();
    let bytes: usize = headers
        .map(|(name, value)| name.as_str().len() + value.len())
        .sum();
    (bytes > HEADER_BYTES).then_some(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE)
}

fn empty(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}
