//! What a change means for whoever built on the older documents, and for the next version.

/// Whom a change concerns, and how much. What concerns people most comes first.
///
/// A change *breaks* somebody whose code, written against the older crate, no longer compiles with
/// the newer one, or compiles and no longer does what the newer documents say.
///
/// ```
/// use docbind::diff::Level;
/// assert_eq!(Level::BreaksServer.name(), "breaks-server");
/// assert!(Level::BreaksServer.breaks() && !Level::Safe.breaks());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Callers of the client and implementers of the server.
    BreaksBoth,
    /// Callers of the client.
    BreaksClient,
    /// Implementers of the server.
    BreaksServer,
    /// The documents say two things that cannot both be true.
    Contradiction,
    /// The API says more, or the same in another way; nobody has to do anything.
    Safe,
    /// Sentences, headings and examples; the API is the same.
    Prose,
}

impl Level {
    /// Every level, the one that concerns people most first.
    pub const ALL: [Self; 6] = [
        Self::BreaksBoth,
        Self::BreaksClient,
        Self::BreaksServer,
        Self::Contradiction,
        Self::Safe,
        Self::Prose,
    ];

    /// Its name for programs, `kebab-case`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::BreaksBoth => "breaks-both",
            Self::BreaksClient => "breaks-client",
            Self::BreaksServer => "breaks-server",
            Self::Contradiction => "contradiction",
            Self::Safe => "safe",
            Self::Prose => "prose",
        }
    }

    /// Its words, as a heading.
    pub const fn words(self) -> &'static str {
        match self {
            Self::BreaksBoth => "Breaks callers of the client and implementers of the server",
            Self::BreaksClient => "Breaks callers of the client",
            Self::BreaksServer => "Breaks implementers of the server",
            Self::Contradiction => "Contradictions",
            Self::Safe => "Safe",
            Self::Prose => "Wording and examples",
        }
    }

    /// Whether it breaks anybody.
    pub const fn breaks(self) -> bool {
        self.breaks_client() || self.breaks_server()
    }

    /// Whether it breaks callers of the client.
    pub const fn breaks_client(self) -> bool {
        matches!(self, Self::BreaksBoth | Self::BreaksClient)
    }

    /// Whether it breaks implementers of the server.
    pub const fn breaks_server(self) -> bool {
        matches!(self, Self::BreaksBoth | Self::BreaksServer)
    }

    /// The level as far as it concerns these people: what breaks only others is safe.
    ///
    /// ```
    /// use docbind::diff::{Audience, Level};
    /// assert_eq!(Level::BreaksBoth.to(Audience::Client), Level::BreaksClient);
    /// assert_eq!(Level::BreaksServer.to(Audience::Client), Level::Safe);
    /// ```
    #[must_use]
    pub fn to(self, audience: Audience) -> Self {
        if !self.breaks() {
            return self;
        }
        let (client, server) = match audience {
            Audience::Both => (true, true),
            Audience::Client => (true, false),
            Audience::Server => (false, true),
        };
        let (client, server) = (
            client && self.breaks_client(),
            server && self.breaks_server(),
        );
        Self::breaking(client, server).unwrap_or(Self::Safe)
    }

    /// The level of what breaks these two, if it breaks one.
    pub(super) const fn breaking(client: bool, server: bool) -> Option<Self> {
        match (client, server) {
            (true, true) => Some(Self::BreaksBoth),
            (true, false) => Some(Self::BreaksClient),
            (false, true) => Some(Self::BreaksServer),
            (false, false) => None,
        }
    }
}

/// For whom changes are told: those who use a half that a crate does not have do not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Audience {
    /// Callers of the client and implementers of the server.
    #[default]
    Both,
    /// Callers of the client.
    Client,
    /// Implementers of the server.
    Server,
}

/// Which part of a version a change raises, as semantic versioning has it.
///
/// ```
/// use docbind::diff::Step;
/// assert!(Step::Major > Step::Minor);
/// assert_eq!(Step::Major.name(), "major");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Step {
    /// No new version: the crate is the same.
    #[default]
    None,
    /// The crate does and says the same in other words.
    Patch,
    /// The crate does more.
    Minor,
    /// Somebody has to change code.
    Major,
}

impl Step {
    /// Its name for programs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}
