//! Every operation of `gitlab-v3-2014`, through its client.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    deprecated,
    unused_variables,
    reason = "tests fail by panicking, and take in files that were written for others"
)]

#[macro_use]
mod server;

use gitlab_v3_2014::server::Server;
use gitlab_v3_2014::{Auth, Client};
use server::{Prepared, compare};

static MOCK: Prepared = Prepared::new(|| server::prepare("gitlab-v3-2014"));

/// A client of the mock, which takes the place of the stub.
async fn start(_: Server) -> Client {
    let address = server::serve(&MOCK).await;
    let builder = Client::builder(&address).auth(Auth::private_token("any"));
    builder.build().unwrap()
}

#[path = "../../generated/gitlab-v3-2014/tests/loopback/resources"]
mod resources {
    resources!(branches commits deploy_keys groups issues merge_requests milestones notes project_snippets projects repositories repository_files session system_hooks users );
}

#[test]
fn no_resource_is_left_out() {
    server::are_all("gitlab-v3-2014", resources::NAMES);
}
