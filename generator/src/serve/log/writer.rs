//! Lines on their way to a terminal or a file.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use super::{Colours, Line};

/// How many lines wait at most; more are left out.
const WAITING: usize = 4096;

/// How many bytes are written at once, about.
const AT_ONCE: usize = 16 * 1024;

/// A thread that writes lines. Where they come faster than they can be written, some are left out,
/// and that is told; nobody waits for them.
#[derive(Debug)]
pub struct Writer {
    lines: SyncSender<Line>,
    lost: Arc<AtomicU64>,
    end: Receiver<()>,
}

/// The other end.
struct Written<W> {
    lines: Receiver<Line>,
    lost: Arc<AtomicU64>,
    /// Nothing any more once it was closed.
    target: Option<W>,
    colours: Colours,
}

impl Writer {
    /// Writes lines there.
    ///
    /// ```no_run
    /// use docbind::serve::{Colours, Writer};
    ///
    /// let writer = Writer::to(std::io::stderr(), Colours::Off);
    /// ```
    pub fn to(target: impl Write + Send + 'static, colours: Colours) -> Self {
        let (lines, waiting) = sync_channel(WAITING);
        let (last, end) = sync_channel(1);
        let lost = Arc::new(AtomicU64::new(0));
        let written = Written {
            lines: waiting,
            lost: Arc::clone(&lost),
            target: Some(target),
            colours,
        };
        thread::spawn(move || {
            written.run();
            // Nobody may wait for it.
            let _ = last.try_send(());
        });
        Self { lines, lost, end }
    }

    /// Takes a line, or leaves it out; never waits. The sender is for one task or thread.
    pub fn sender(&self) -> impl Fn(Line) + Send + Sync + Clone + 'static {
        let (lines, lost) = (self.lines.clone(), Arc::clone(&self.lost));
        move |line| {
            if lines.try_send(line).is_err() {
                lost.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    /// Waits until all lines are written, but not longer than this. All senders must be gone.
    pub fn finish(self, patience: Duration) {
        drop(self.lines);
        // Whoever does not read them in time does not want them.
        let _ = self.end.recv_timeout(patience);
    }
}

impl<W: Write> Written<W> {
    fn run(mut self) {
        let mut text = String::new();
        while let Ok(line) = self.lines.recv() {
            text.push_str(&line.text(self.colours));
            while text.len() < AT_ONCE
                && let Ok(line) = self.lines.try_recv()
            {
                text.push_str(&line.text(self.colours));
            }
            let lost = self.lost.swap(0, Ordering::Relaxed);
            if lost > 0 {
                text.push_str(&format!(
                    "({lost} lines left out: they came faster than they could be written)\n"
                ));
            }
            self.write(&text);
            text.clear();
        }
    }

    fn write(&mut self, text: &str) {
        let Some(target) = &mut self.target else {
            return;
        };
        let written = target
            .write_all(text.as_bytes())
            .and_then(|()| target.flush());
        if written.is_err() {
            self.target = None;
        }
    }
}
