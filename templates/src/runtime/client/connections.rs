//! The connections that calls go over.

use reqwest::redirect::Policy;

use own::Waited;

/// The connections of a client.
#[derive(Debug, Clone)]
pub(crate) struct Connections {
    awaited: reqwest::Client,
    waited: Waited,
}

impl Connections {
    /// Connections with the settings of a client.
    pub(super) fn open() -> Result<Self, reqwest::Error> {
        Ok(Self {
            awaited: connect()?,
            waited: Waited::unopened(),
        })
    }

    /// The connections to be used by the code that asks.
    pub(super) fn here(&self) -> Result<&reqwest::Client, reqwest::Error> {
        self.waited.here(&self.awaited)
    }
}

/// The same connections for all calls, as somebody else set them up.
impl From<reqwest::Client> for Connections {
    fn from(http: reqwest::Client) -> Self {
        Self {
            waited: Waited::of(&http),
            awaited: http,
        }
    }
}

/// Redirects are followed where the whole call is known.
fn connect() -> Result<reqwest::Client, reqwest::Error> {
    reqwest::Client::builder()
        .redirect(Policy::none())
        .referer(false)
        .build()
}

/// Without blocking calls there is one kind of connection.
#[cfg(not(feature = "blocking"))]
mod own {
    #[derive(Debug, Clone)]
    pub(super) struct Waited;

    impl Waited {
        pub(super) fn unopened() -> Self {
            Self
        }

        pub(super) fn of(_: &reqwest::Client) -> Self {
            Self
        }

        pub(super) fn here<'a>(
            &'a self,
            awaited: &'a reqwest::Client,
        ) -> Result<&'a reqwest::Client, reqwest::Error> {
            Ok(awaited)
        }
    }
}

/// A connection goes on only while the runtime does on which it was opened. A runtime that waits
/// for a blocking call does not, so blocking calls have connections of their own, made when the
/// first is sent.
#[cfg(feature = "blocking")]
mod own {
    use std::sync::{Arc, OnceLock};

    use super::super::blocking::is_background;
    use super::connect;

    #[derive(Debug, Clone)]
    pub(super) struct Waited(Arc<OnceLock<reqwest::Client>>);

    impl Waited {
        pub(super) fn unopened() -> Self {
            Self(Arc::default())
        }

        pub(super) fn of(http: &reqwest::Client) -> Self {
            Self(Arc::new(http.clone().into()))
        }

        pub(super) fn here<'a>(
            &'a self,
            awaited: &'a reqwest::Client,
        ) -> Result<&'a reqwest::Client, reqwest::Error> {
            if !is_background() {
                return Ok(awaited);
            }
            if let Some(http) = self.0.get() {
                return Ok(http);
            }
            let http = connect()?;
            Ok(self.0.get_or_init(|| http))
        }
    }
}
