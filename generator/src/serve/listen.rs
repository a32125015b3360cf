//! From a socket to the router and back, until somebody says stop.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;

/// How long a client may take for the head of a request.
const HEAD: Duration = Duration::from_secs(10);

/// How long open requests may take after the stop.
const LAST: Duration = Duration::from_secs(5);

/// Most bytes of the head of a request; more is answered 431.
const HEAD_BYTES: usize = 64 * 1024;

/// A socket that is listened on.
#[derive(Debug)]
pub struct Socket {
    listener: TcpListener,
}

impl Socket {
    /// Listens at this address; port 0 takes any free one.
    ///
    /// # Errors
    ///
    /// If the port is in use or not allowed, or the address is none of this machine.
    pub async fn bind(address: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        Ok(Self { listener })
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
        let graceful = GracefulShutdown::new();
        let mut builder = http1::Builder::new();
        builder
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD)
            .max_buf_size(HEAD_BYTES)
            .pipeline_flush(true);
        let mut stop = std::pin::pin!(stop);
        loop {
            let stream = tokio::select! {
                accepted = self.listener.accept() => match accepted {
                    Ok((stream, _)) => stream,
                    Err(_) => {
                        // Too many files are open, or the client is gone: the next may do better.
                        tokio::time::sleep(Duration::from_millis(10)).await;
                        continue;
                    }
                },
                () = &mut stop => break,
            };
            // A socket that does not take the setting is slower, not wrong.
            let _ = stream.set_nodelay(true);
            let service = TowerToHyperService::new(router.clone());
            let connection = builder.serve_connection(TokioIo::new(stream), service);
            let connection = graceful.watch(connection);
            tokio::spawn(async move {
                // A client that goes away in the middle is its own affair.
                let _ = connection.await;
            });
        }
        drop(self.listener);
        let _ = tokio::time::timeout(LAST, graceful.shutdown()).await;
    }
}
