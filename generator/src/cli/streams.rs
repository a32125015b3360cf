//! The two streams: data to stdout, messages to stderr.
//!
//! A closed stdout is no error: whoever read it has seen enough.

use std::io::{self, IsTerminal, Write};

use super::args::Color;
use super::failure::Failure;
use crate::build_script::pages::plain;

/// Where data and messages go.
pub(super) struct Streams {
    out: io::BufWriter<io::Stdout>,
    err: io::Stderr,
    quiet: bool,
}

impl Streams {
    pub(super) fn standard() -> Self {
        Self {
            out: io::BufWriter::new(io::stdout()),
            err: io::stderr(),
            quiet: false,
        }
    }

    /// Decides whether [`Streams::message`] says nothing.
    pub(super) const fn set_quiet(&mut self, quiet: bool) {
        self.quiet = quiet;
    }

    /// Whether [`Streams::message`] says nothing.
    pub(super) const fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Data, as it is.
    pub(super) fn data(&mut self, text: &str) -> Result<(), Failure> {
        self.out
            .write_all(text.as_bytes())
            .map_err(|error| closed(&error))
    }

    /// The account of what was done, on stdout because it is all that the command has to say.
    pub(super) fn account(&mut self, text: &str) -> Result<(), Failure> {
        if self.quiet { Ok(()) } else { self.data(text) }
    }

    /// Something to know, unless quiet is wanted.
    pub(super) fn message(&mut self, text: &str) {
        if !self.quiet {
            self.complaint(text);
        }
    }

    /// Something to know in any case.
    pub(super) fn complaint(&mut self, text: &str) {
        // There is no further stream to complain about this one.
        let _ = self.err.write_all(text.as_bytes());
    }

    /// The reason for not having done the work.
    pub(super) fn failure(&mut self, failure: &Failure) {
        if let Failure::Message { message, help } = failure {
            let mut text = format!("error: {message}\n");
            if let Some(help) = help {
                text.push_str(&format!("  help: {help}\n"));
            }
            self.complaint(&text);
        }
    }

    /// Writes what is still held back.
    pub(super) fn finish(&mut self) -> Result<(), Failure> {
        self.out.flush().map_err(|error| closed(&error))
    }
}

/// Whether text on a stream is coloured.
pub(super) fn colours(choice: Color, stream: &impl IsTerminal) -> bool {
    match choice {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
            let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
            stream.is_terminal() && !set("NO_COLOR") && !dumb
        }
    }
}

fn closed(error: &io::Error) -> Failure {
    if error.kind() == io::ErrorKind::BrokenPipe {
        Failure::Closed
    } else {
        Failure::new(format!("cannot write to stdout: {}", plain(error)))
    }
}
