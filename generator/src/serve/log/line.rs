//! What there is to say about one request.

use std::fmt::Write as _;
use std::time::Duration;

use axum::http::{HeaderName, Method, StatusCode};
use axum::response::Response;

use super::super::handle::{SOURCE, VIOLATION};
use super::super::pages::NEAREST;

/// What there is to say about one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The method.
    pub method: Method,
    /// The path as it came, without the query.
    pub path: String,
    /// The status of the answer.
    pub status: StatusCode,
    /// How long it took.
    pub time: Duration,
    /// The section that documents the operation.
    pub source: Option<String>,
    /// Which rules the request broke.
    pub broken: Vec<String>,
    /// Documented operations near to an unknown path.
    pub nearest: Vec<String>,
}

/// Whether lines are coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colours {
    /// They are.
    On,
    /// They are plain text.
    Off,
}

/// The longest path that is shown, in characters.
const LONGEST: usize = 200;

impl Line {
    pub(super) fn of(method: Method, path: String, time: Duration, response: &Response) -> Self {
        let texts = |name: HeaderName| {
            let values = response.headers().get_all(name).into_iter();
            values.filter_map(|value| Some(value.to_str().ok()?.to_owned()))
        };
        Self {
            method,
            path,
            status: response.status(),
            time,
            source: texts(SOURCE).next(),
            broken: texts(VIOLATION).collect(),
            nearest: texts(NEAREST).collect(),
        }
    }

    /// The line as text, and a line for whatever was wrong. What a client sent is shown so that a
    /// terminal takes no orders from it.
    ///
    /// ```
    /// use docbind::serve::{Colours, Line};
    /// # fn example(line: &Line) {
    /// eprint!("{}", line.text(Colours::Off));
    /// # }
    /// ```
    #[must_use]
    pub fn text(&self, colours: Colours) -> String {
        let paint = |code: &'static str| match colours {
            Colours::On => code,
            Colours::Off => "",
        };
        let (dim, end) = (paint("\u{1b}[2m"), paint("\u{1b}[0m"));
        let status = paint(match self.status.as_u16() {
            200..300 => "\u{1b}[32m",
            300..400 => "\u{1b}[36m",
            400..500 => "\u{1b}[33m",
            _ => "\u{1b}[31m",
        });
        let number = self.status.as_u16();
        let ms = self.time.as_secs_f64() * 1000.0;
        let mut text = format!("{status}{number}{end} {} ", self.method);
        push_shown(&mut text, &self.path);
        // Writing to a text cannot fail.
        let _ = write!(text, " {dim}{ms:.1} ms{end}");
        if let Some(source) = &self.source {
            let _ = write!(text, "  {dim}{source}{end}");
        }
        text.push('\n');
        let marked = paint("\u{1b}[33m");
        for words in &self.broken {
            let _ = writeln!(text, "    {marked}{words}{end}");
        }
        if !self.nearest.is_empty() {
            let near = self.nearest.join(", ");
            let _ = writeln!(text, "    {marked}nearest: {near}{end}");
        }
        text
    }
}

fn push_shown(text: &mut String, path: &str) {
    for (count, c) in path.chars().enumerate() {
        if count == LONGEST {
            text.push_str("...");
            return;
        }
        match c {
            '!'..='~' => text.push(c),
            c => text.extend(c.escape_default()),
        }
    }
}
