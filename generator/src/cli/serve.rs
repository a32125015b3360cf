//! `docbind serve`: a server of the documented API, answered from its documents.
//!
//! The base address is the one line on stdout, written when the server is ready; all else is on
//! stderr. The server runs until somebody stops it, and answers the requests that are open then.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use axum::Router;

use super::Verdict;
use super::args::ServeArgs;
use super::failure::Failure;
use super::findings::Unasked;
use super::job::read_all;
use super::settings::Settings;
use super::streams::Streams;
use crate::diag::render::Style;
use crate::serve::listen::Socket;
use crate::serve::{Colours, Memory, Mock, MockOptions, Strictness, Writer};

/// How long the last lines may take.
const LAST_LINES: Duration = Duration::from_secs(1);

pub(super) fn run(
    args: &ServeArgs,
    settings: &Settings,
    streams: &mut Streams,
) -> Result<Verdict, Failure> {
    settings.single()?;
    // Whoever needs a server needs it of documents with faults as well.
    let (all, verdict) = read_all(settings, Unasked::Total, streams)?;
    let Some(spec) = all.into_iter().map(|read| read.spec).next() else {
        return Ok(verdict);
    };
    let name = &spec.name.clone();
    let base = &spec.api.base_path.clone().unwrap_or_default();
    if args.token.is_some() && spec.api.security.is_empty() {
        let message = format!("the documents of `{name}` name no place for a token");
        return Err(Failure::new(message).help(
            "leave --token out: it would keep nobody away; or say on a page how callers authenticate",
        ));
    }
    let mock = Mock::owning(spec, options(args))
        .map_err(|error| Failure::new(format!("cannot serve `{name}`: {error}")))?;
    let log = (!streams.is_quiet()).then(|| Writer::to(io::stderr(), colours(settings)));
    let router = match &log {
        Some(writer) => mock.logged(writer.sender()),
        None => mock.router(),
    };
    let operations = mock.operations();
    let ready = |address: SocketAddr| Ready {
        name,
        operations,
        address,
        base,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::new(format!("cannot start the server: {error}")))?;
    runtime.block_on(serve(args, router, ready, streams))?;
    // Connections that are still open keep what they need, the sender of their lines included.
    drop((runtime, mock));
    if let Some(writer) = log {
        writer.finish(LAST_LINES);
    }
    streams.message(&format!("{name}: stopped\n"));
    Ok(verdict)
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
        ..MockOptions::default()
    }
}

fn colours(settings: &Settings) -> Colours {
    match settings.full {
        Style::Coloured => Colours::On,
        _ => Colours::Off,
    }
}

/// What there is to say when the server is ready.
struct Ready<'a> {
    name: &'a str,
    operations: usize,
    address: SocketAddr,
    base: &'a str,
}

async fn serve<'a>(
    args: &ServeArgs,
    router: Router,
    ready: impl Fn(SocketAddr) -> Ready<'a>,
    streams: &mut Streams,
) -> Result<(), Failure> {
    let wanted = SocketAddr::new(args.host, args.port);
    let failed = |error: io::Error| cannot_listen(wanted, &error);
    let socket = Socket::bind(wanted).await.map_err(failed)?;
    let ready = ready(socket.address().map_err(failed)?);
    // Before anybody is told that it is ready, so that no stop goes unheard.
    let stop = stop().map_err(|error| {
        Failure::new(format!(
            "cannot listen to the signals of the system: {error}"
        ))
    })?;
    ready.tell(streams)?;
    socket.serve(router, stop).await;
    Ok(())
}

impl Ready<'_> {
    fn tell(&self, streams: &mut Streams) -> Result<(), Failure> {
        let origin = format!("http://{}", reachable(self.address));
        let base = self.base;
        let told = streams.data(&format!("{origin}{base}\n"));
        // Whoever started it need not read where it is.
        match told.and_then(|()| streams.finish()) {
            Ok(()) | Err(Failure::Closed) => {}
            Err(failure) => return Err(failure),
        }
        if !self.address.ip().is_loopback() {
            streams.complaint(
                "warning: whoever can reach this machine can call the server; without --host, \
                 only this machine can\n",
            );
        }
        let operations = match self.operations {
            1 => "1 operation".to_owned(),
            count => format!("{count} operations"),
        };
        streams.message(&format!(
            "{}: {operations} at {origin}{base}; what there is: {origin}/; stop with Ctrl-C\n",
            self.name
        ));
        Ok(())
    }
}

/// The address to call; where it listens at all, this machine's own.
fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

fn cannot_listen(address: SocketAddr, error: &io::Error) -> Failure {
    let free = "--port 0 takes a free one";
    let (why, help) = match error.kind() {
        io::ErrorKind::AddrInUse => (
            "another program listens there".to_owned(),
            format!("stop that program, or take another port; {free}"),
        ),
        io::ErrorKind::PermissionDenied => (
            "the system does not allow it".to_owned(),
            format!("take a port above 1023; {free}"),
        ),
        io::ErrorKind::AddrNotAvailable => (
            "the address is none of this machine".to_owned(),
            "leave out --host, or name an address of this machine".to_owned(),
        ),
        _ => (
            error.to_string(),
            format!("take another --host or --port; {free}"),
        ),
    };
    Failure::new(format!("cannot listen at {address}: {why}")).help(help)
}

/// Done when somebody presses Ctrl-C or the system ends the program. It is listened to at once.
#[cfg(unix)]
fn stop() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupted = signal(SignalKind::interrupt())?;
    let mut terminated = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
    })
}

/// Done when somebody presses Ctrl-C.
#[cfg(not(unix))]
fn stop() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        // Without a signal there is no stop but the end of the program.
        let _ = tokio::signal::ctrl_c().await;
    })
}
