//! Calls from code that is not async.
//!
//! In: calls on their way. Out: their answers, after the thread has waited for them. One thread
//! in the background, made when it is first needed, runs all of them, so that a wait blocks and
//! does nothing else also where the thread belongs to an async runtime.

use std::cell::Cell;
use std::fmt;
use std::io;
use std::mem;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;

use bytes::Bytes;
use serde::de::DeserializeOwned;
use tokio::runtime::{Builder, Handle};

use super::{BuildError, Content, Error, Items, Page, Pending};

/// The runtime in the background, once there is one.
static BACKGROUND: Mutex<Option<Handle>> = Mutex::new(None);

thread_local! {
    /// Whether this thread is the one in the background.
    static IS_BACKGROUND: Cell<bool> = const { Cell::new(false) };
}

/// Whether the code that asks runs in the background.
pub(super) fn is_background() -> bool {
    IS_BACKGROUND.get()
}

/// Runs a future in the background and waits for what it gives.
///
/// # Errors
///
/// [`Error::Build`] if there can be no thread in the background, or if it asks for itself.
pub(super) fn wait<T: Send + 'static>(
    operation: &'static str,
    future: impl Future<Output = T> + Send + 'static,
) -> Result<T, Error> {
    let (sender, receiver) = mpsc::sync_channel(1);
    // Nobody takes the answer where the caller's thread has ended.
    spawn(
        operation,
        Box::pin(async move { drop(sender.send(future.await)) }),
    )?;
    receiver
        .recv()
        .map_err(|_| BuildError::new(operation, "the call ended without an answer").into())
}

/// Compiled once: the only kind of task there is.
fn spawn(
    operation: &'static str,
    task: Pin<Box<dyn Future<Output = ()> + Send>>,
) -> Result<(), Error> {
    if is_background() {
        let reason = "the thread that sends calls cannot wait for one";
        return Err(BuildError::new(operation, reason).into());
    }
    let mut background = BACKGROUND.lock().unwrap_or_else(PoisonError::into_inner);
    let handle = match &*background {
        Some(handle) => handle,
        None => background.insert(start().map_err(|error| {
            BuildError::new(operation, format!("no thread in the background: {error}"))
        })?),
    };
    drop(handle.spawn(task));
    Ok(())
}

/// Starts the thread in the background. It never ends.
fn start() -> io::Result<Handle> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    thread::Builder::new()
        .name(concat!(env!("CARGO_PKG_NAME"), " calls").to_owned())
        .spawn(move || {
            IS_BACKGROUND.set(true);
            runtime.block_on(std::future::pending::<()>());
        })?;
    Ok(handle)
}

impl<T: Send + 'static> Pending<T> {
    /// Sends the call and waits for its answer. It blocks the thread, also one of an async
    /// runtime.
    ///
    /// # Errors
    ///
    /// Those of awaiting it; and [`Error::Build`] if there can be no thread in the background.
    pub fn wait(self) -> Result<T, Error> {
        let answered = wait(self.operation, self.exchange)??;
        (self.read)(answered)
    }
}

impl<T: DeserializeOwned + Send + 'static> Page<T> {
    /// [`next`](Self::next), waiting.
    ///
    /// # Errors
    ///
    /// Those of [`next`](Self::next).
    pub fn wait_next(&self) -> Result<Option<Self>, Error> {
        self.after()?.map(Pending::wait).transpose()
    }

    /// [`prev`](Self::prev), waiting.
    ///
    /// # Errors
    ///
    /// Those of [`next`](Self::next).
    pub fn wait_prev(&self) -> Result<Option<Self>, Error> {
        self.before()?.map(Pending::wait).transpose()
    }

    /// The items of this page and of all after it, each page waited for when it is needed.
    pub fn wait_items(self) -> WaitItems<T> {
        WaitItems {
            items: self.stream(),
        }
    }

    /// [`collect_all`](Self::collect_all), waiting.
    ///
    /// # Errors
    ///
    /// Those of [`next`](Self::next).
    pub fn wait_all(self, limit: usize) -> Result<Vec<T>, Error> {
        self.wait_items().take(limit).collect()
    }
}

/// The items of a list across its pages; made by [`Page::wait_items`]. After an error it ends.
#[must_use = "an iterator does nothing until it is asked"]
pub struct WaitItems<T> {
    items: Items<T>,
}

impl<T> fmt::Debug for WaitItems<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("WaitItems").field(&self.items).finish()
    }
}

impl<T: DeserializeOwned + Send + 'static> Iterator for WaitItems<T> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.items.ready() {
                return Some(Ok(item));
            }
            match self.items.page_ahead()?.and_then(Pending::wait) {
                Ok(page) => self.items.enter(page),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl Content {
    /// [`chunk`](Self::chunk), waiting.
    ///
    /// # Errors
    ///
    /// Those of [`chunk`](Self::chunk).
    pub fn wait_chunk(&mut self) -> Result<Option<Bytes>, Error> {
        let operation = self.operation();
        if !self.body.ready.is_empty() {
            return Ok(Some(mem::take(&mut self.body.ready)));
        }
        let mut taken = mem::take(&mut self.body);
        let read = async move {
            let chunk = taken.chunk().await;
            (taken, chunk)
        };
        let (rest, chunk) = wait(operation, read)?;
        self.body = rest;
        chunk
    }

    /// [`bytes`](Self::bytes), waiting.
    ///
    /// # Errors
    ///
    /// Those of [`chunk`](Self::chunk).
    pub fn wait_bytes(self) -> Result<Bytes, Error> {
        wait(self.operation(), self.bytes())?
    }

    /// [`text`](Self::text), waiting.
    ///
    /// # Errors
    ///
    /// Those of [`chunk`](Self::chunk).
    pub fn wait_text(self) -> Result<String, Error> {
        wait(self.operation(), self.text())?
    }
}

/// Reads the body as it comes. Content that was awaited goes on with the runtime on which that
/// was, so it has to be read on another thread than that runtime's only one.
impl io::Read for Content {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        let chunk = self.wait_chunk().map_err(io::Error::other)?;
        let Some(mut chunk) = chunk else {
            return Ok(0);
        };
        let length = chunk.len().min(buffer.len());
        buffer[..length].copy_from_slice(&chunk.split_to(length));
        self.body.ready = chunk;
        Ok(length)
    }
}
