//! What is said while pages are fetched.

use std::io::{self, IsTerminal as _};

use super::super::settings::Settings;
use super::super::streams::Streams;
use super::Commit;
use super::origin::Origin;

/// Where it is said, and how much.
pub(in crate::cli) struct Progress<'a> {
    streams: &'a mut Streams,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Nothing: nobody wants it, or a program reads the stream.
    Silent,
    /// One line for each fetch.
    Line,
    /// That, and how far git is.
    Live,
}

impl<'a> Progress<'a> {
    /// On stderr, unless that is for findings as a program reads them.
    pub(in crate::cli) fn new(settings: &Settings, streams: &'a mut Streams) -> Self {
        let kind = if settings.is_for_programs() || streams.is_quiet() {
            Kind::Silent
        } else if io::stderr().is_terminal() {
            Kind::Live
        } else {
            Kind::Line
        };
        Self { streams, kind }
    }

    /// That a commit is fetched.
    pub(super) fn begin(&mut self, origin: &Origin, commit: &Commit) {
        self.say(&format!(
            "fetching {} of `{}` ({})\n",
            commit.short(),
            origin.remote,
            origin.rev_shown()
        ));
    }

    /// Something to know about a fetch.
    pub(super) fn say(&mut self, line: &str) {
        if self.kind != Kind::Silent {
            self.streams.message(line);
        }
    }

    pub(super) fn is_live(&self) -> bool {
        self.kind == Kind::Live
    }

    /// How far git is, in its own words.
    pub(super) fn show(&mut self, text: &str) {
        if self.is_live() {
            self.streams.message(text);
        }
    }
}
