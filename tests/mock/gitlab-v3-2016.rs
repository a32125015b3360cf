//! Every operation of `gitlab-v3-2016`, through its client.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    deprecated,
    unused_variables,
    reason = "tests fail by panicking, and take in files that were written for others"
)]

#[macro_use]
mod server;

use gitlab_v3_2016::server::Server;
use gitlab_v3_2016::{Auth, Client};
use server::{Prepared, compare};

static MOCK: Prepared = Prepared::new(|| server::prepare("gitlab-v3-2016"));

/// A client of the mock, which takes the place of the stub.
async fn start(_: Server) -> Client {
    let address = server::serve(&MOCK).await;
    let builder = Client::builder(&address).auth(Auth::private_token("any"));
    builder.auth(Auth::build_token("any")).build().unwrap()
}

#[path = "../../generated/gitlab-v3-2016/tests/loopback/resources"]
mod resources {
    resources!(branches build_triggers build_variables builds ci_builds ci_runners commits deploy_keys groups issues keys labels licenses merge_requests milestones namespaces notes oauth2 project_snippets projects repositories repository_files runners services session settings system_hooks tags users );
}

#[test]
fn no_resource_is_left_out() {
    server::are_all("gitlab-v3-2016", resources::NAMES);
}
