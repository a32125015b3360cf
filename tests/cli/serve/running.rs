//! A mock that listens in this process, for as long as a test wants it.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::LazyLock;
use std::time::Duration;

use docbind::serve::listen::Socket;
use docbind::serve::{Mock, MockOptions};
use docbind_spec::{ApiSpec, yaml};
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

use crate::harness::root;

/// All mocks of the tests run on it.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
});

/// The shipped spec of an API.
pub(super) fn shipped(name: &str) -> ApiSpec {
    let file = root().join("spec/apis").join(name).join("spec.yaml");
    yaml::read_spec(&fs::read_to_string(file).unwrap(), name).unwrap()
}

/// A mock that nobody has called before.
pub(super) struct Running {
    pub(super) address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
}

impl Running {
    pub(super) fn start(mock: &Mock) -> Self {
        Self::patient(mock, MockOptions::default().patience)
    }

    /// One that waits so long for the heads of requests.
    pub(super) fn patient(mock: &Mock, patience: Duration) -> Self {
        let router = mock.afresh().router();
        let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let socket = RUNTIME.block_on(Socket::bind(any)).unwrap();
        let socket = socket.patience(patience);
        let address = socket.address().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        RUNTIME.spawn(socket.serve(router, async {
            // Its sender is dropped at the latest.
            let _ = stopped.await;
        }));
        Self {
            address,
            stop: Some(stop),
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.stop.take());
    }
}
