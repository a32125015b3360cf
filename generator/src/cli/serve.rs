//! `docbind serve`: a server of the documented API, answered from its documents.

use std::net::SocketAddr;
use std::time::Duration;

use super::Verdict;
use super::args::ServeArgs;
use super::failure::Failure;
use super::findings::Unasked;
use super::job::{Read, read_all};
use super::settings::Settings;
use super::streams::Streams;
use crate::serve::listen::Socket;
use crate::serve::{Line, Memory, Mock, MockOptions, Strictness};

pub(super) fn run(
    args: &ServeArgs,
    settings: &Settings,
    streams: &mut Streams,
) -> Result<Verdict, Failure> {
    settings.single()?;
    let (all, verdict) = read_all(settings, Unasked::Count, streams)?;
    let [read] = all.as_slice() else {
        return Ok(verdict);
    };
    if verdict == Verdict::Wanting {
        return Ok(verdict);
    }
    let mock = Mock::new(&read.spec, options(args))
        .map_err(|error| Failure::new(format!("cannot serve `{}`: {error}", read.spec.name)))?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::new(format!("cannot start the server: {error}")))?;
    runtime.block_on(serve(args, read, &mock, streams))?;
    Ok(Verdict::Fine)
}

fn options(args: &ServeArgs) -> MockOptions {
    MockOptions {
        memory: if args.stateless {
            Memory::Stateless
        } else {
            Memory::Story
        },
        strictness: if args.strict {
            Strictness::Refuse
        } else {
            Strictness::Tell
        },
        token: args.token.clone(),
        delay: Duration::from_millis(args.delay),
        seed: args.seed,
    }
}

async fn serve(
    args: &ServeArgs,
    read: &Read,
    mock: &Mock,
    streams: &mut Streams,
) -> Result<(), Failure> {
    let wanted = SocketAddr::new(args.host, args.port);
    let taken = |error: std::io::Error| in_use(wanted, &error);
    let socket = Socket::bind(wanted).await.map_err(taken)?;
    let address = socket.address().map_err(taken)?;
    let base = read.spec.api.base_path.as_deref().unwrap_or_default();
    streams.data(&format!("http://{address}{base}\n"))?;
    streams.finish()?;
    let router = if streams.is_quiet() {
        mock.router()
    } else {
        mock.logged(|line: Line| eprintln!("{line}"))
    };
    socket.serve(router, stopped()).await;
    Ok(())
}

fn in_use(address: SocketAddr, error: &std::io::Error) -> Failure {
    Failure::new(format!("cannot listen at {address}: {error}"))
}

/// Done when somebody presses Ctrl-C or the system ends the program.
async fn stopped() {
    // Without a signal there is no stop but the end of the program.
    let _ = tokio::signal::ctrl_c().await;
}
