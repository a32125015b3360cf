//! A server of the documented API, answered from its documents: no code, no compiling.
//!
//! ```text
//! spec ─┬ api ─────▶ the engine's description ┐
//!       ├ answers ─▶ documented bodies        │
//!       ├ callers ─▶ who may call             ├▶ Mock ─▶ router ─▶ listen
//!       ├ checks ──▶ what a request must be   │
//!       └ story ───▶ objects that change      ┘
//!
//! request ─ engine (path, body) ─ callers ─ checks ─ steer ─ story or answers ─ engine ─▶ answer
//! ```
//!
//! What comes in: a validated [`ApiSpec`]. What goes out: answers over HTTP. The HTTP behaviour is
//! that of every generated server: the same engine, driven by the same descriptions. No file is
//! read or written here.

mod answers;
mod api;
mod callers;
mod checks;
mod choose;
mod everywhere;
mod evidence;
mod handle;
pub mod listen;
mod log;
mod pages;
mod paging;
mod steer;
mod story;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::Router;
use docbind_spec::ApiSpec;
use docbind_templates::runtime::Api;
use docbind_templates::runtime::server::{Options, Server};

use crate::lower::{self, LowerError};
use crate::names;
use crate::threads;

use answers::Answers;
use callers::Callers;
use checks::Checks;
use choose::Chooser;
use handle::{Engine, Plan};
pub use log::{Colours, Line, Log, Writer};
use pages::{Pages, Tokens};
use story::Story;

/// What becomes of objects that requests create, change and delete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Memory {
    /// They are remembered, within bounds, until the server ends.
    Story,
    /// They are forgotten: every answer is the documented one.
    Stateless,
}

/// What becomes of requests that break what the documents say about parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// They are answered all the same; a header and the log say what was wrong.
    Tell,
    /// They are refused with 400 in the documented shape.
    Refuse,
}

/// How the server behaves. `Debug` does not show the token.
#[derive(Clone, PartialEq, Eq)]
pub struct MockOptions {
    /// Whether objects are remembered.
    pub memory: Memory,
    /// What becomes of wrong requests.
    pub strictness: Strictness,
    /// The only token that is accepted; any where there is none.
    pub token: Option<String>,
    /// How long every answer waits.
    pub delay: Duration,
    /// What values that are made up begin with: the same seed gives the same values.
    pub seed: u64,
    /// How long a client may take to send the body of a request; 408 after that.
    pub patience: Duration,
}

impl Default for MockOptions {
    fn default() -> Self {
        Self {
            memory: Memory::Story,
            strictness: Strictness::Tell,
            token: None,
            delay: Duration::ZERO,
            seed: 0,
            patience: Duration::from_secs(10),
        }
    }
}

impl fmt::Debug for MockOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockOptions")
            .field("memory", &self.memory)
            .field("strictness", &self.strictness)
            .field("token", &self.token.as_ref().map(|_| "…"))
            .field("delay", &self.delay)
            .field("seed", &self.seed)
            .field("patience", &self.patience)
            .finish()
    }
}

/// Why there can be no server for a spec.
#[derive(Debug, thiserror::Error)]
pub enum MockError {
    /// The spec does not hold together.
    #[error(transparent)]
    Lower(#[from] LowerError),
}

/// A server of a documented API.
///
/// ```no_run
/// # fn example(spec: &docbind_spec::ApiSpec) -> Result<(), Box<dyn std::error::Error>> {
/// use docbind::serve::{Mock, MockOptions};
///
/// let mock = Mock::new(spec, MockOptions::default())?;
/// let router = mock.router();
/// # Ok(())
/// # }
/// ```
pub struct Mock {
    api: &'static Api,
    engine: Arc<Engine>,
    server: Server,
    options: Options,
}

impl Mock {
    /// Prepares every answer. What describes the operations stays in memory until the program
    /// ends, as the constants of a generated server do.
    ///
    /// # Errors
    ///
    /// If the spec refers to types that it does not define.
    pub fn new(spec: &ApiSpec, options: MockOptions) -> Result<Self, MockError> {
        Self::owning(spec.clone(), options)
    }

    /// The same for those who need the spec no more; its pages are made of it, so it is kept.
    ///
    /// # Errors
    ///
    /// If the spec refers to types that it does not define.
    pub fn owning(spec: ApiSpec, options: MockOptions) -> Result<Self, MockError> {
        let spec = Arc::new(paging::with_paging(spec));
        let token = options.token.as_deref();
        let ((answers, story), described) = threads::both(
            || {
                let answers = Answers::of(&spec, options.seed);
                let remembers = options.memory == Memory::Story;
                let story = remembers.then(|| Story::of(&spec, &answers));
                (answers, story)
            },
            || Described::of(&spec, token),
        );
        let Described {
            api,
            callers,
            checks,
        } = described?;
        let chooser = Chooser::new(&answers, api);
        let plans = Plan::all(&spec, api, &answers, &callers, &checks);
        let tokens = match token {
            None => Tokens::Any,
            Some(_) => Tokens::Certain,
        };
        // Few ask for the pages, and all wait for the start.
        let pages = OnceLock::new();
        let settings = Options::new()
            .body_limit(BODY_LIMIT)
            .timeout(options.patience.saturating_add(options.delay))
            .unchecked()
            .unknown(move |head| {
                let pages = pages.get_or_init(|| Pages::of(&spec, api, tokens));
                pages.answer(head)
            });
        let engine = Engine::new(plans, chooser, story, options);
        Ok(Self::of(api, engine, settings))
    }

    fn of(api: &'static Api, engine: Engine, options: Options) -> Self {
        let engine = Arc::new(engine);
        Self {
            api,
            server: Engine::mount(&engine, Server::for_api(api)),
            engine,
            options,
        }
    }

    /// The same server before the first request: what others created, changed and deleted is
    /// unknown to it. It prepares nothing again, so that each test can have its own.
    ///
    /// ```no_run
    /// # fn example(mock: &docbind::serve::Mock) {
    /// let router = mock.afresh().router();
    /// # }
    /// ```
    #[must_use]
    pub fn afresh(&self) -> Self {
        Self::of(self.api, self.engine.afresh(), self.options.clone())
    }

    /// The router, for a server or a test of your own. It expects to stand at the root, and to run
    /// in a Tokio runtime with a timer.
    pub fn router(&self) -> Router {
        self.server.clone().into_router(self.options.clone())
    }

    /// The router with a line for every request.
    pub fn logged(&self, log: impl Log) -> Router {
        log::logged(self.router(), log)
    }

    /// How many operations it answers.
    pub fn operations(&self) -> usize {
        self.engine.operations()
    }
}

/// What the documents say of requests.
struct Described {
    api: &'static Api,
    callers: Callers,
    checks: Checks,
}

impl Described {
    fn of(spec: &ApiSpec, token: Option<&str>) -> Result<Self, MockError> {
        let lowered = lower::lower_operations(spec, &names::as_documented(spec))?;
        let api = api::describe(&lowered);
        let callers = Callers::of(spec, token);
        let checks = Checks::of(spec, &lowered, &callers);
        Ok(Self {
            api,
            callers,
            checks,
        })
    }
}

/// How much of a body is read, in bytes.
const BODY_LIMIT: usize = 10 * 1024 * 1024;

impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mock")
            .field("operations", &self.operations())
            .field("options", &self.options)
            .finish()
    }
}
