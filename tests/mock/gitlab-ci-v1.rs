//! Every operation of `gitlab-ci-v1`, through its client.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    deprecated,
    unused_variables,
    reason = "tests fail by panicking, and take in files that were written for others"
)]

#[macro_use]
mod server;

use gitlab_ci_v1::server::Server;
use gitlab_ci_v1::{Auth, Client};
use server::{Prepared, compare};

static MOCK: Prepared = Prepared::new(|| server::prepare("gitlab-ci-v1"));

/// A client of the mock, which takes the place of the stub.
async fn start(_: Server) -> Client {
    let address = server::serve(&MOCK).await;
    let builder = Client::builder(&address).auth(Auth::gitlab_user_token_gitlab_url(
        "any",
        "https://example.com",
    ));
    builder.build().unwrap()
}

#[path = "../../generated/gitlab-ci-v1/tests/loopback/resources"]
mod resources {
    resources!(builds commits forks projects runners );
}

#[test]
fn no_resource_is_left_out() {
    server::are_all("gitlab-ci-v1", resources::NAMES);
}
