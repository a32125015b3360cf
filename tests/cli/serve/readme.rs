//! The servers that the README starts, and the calls that follow.

use std::path::Path;

use super::process::Server;
use super::shell;

/// The port that the README names. The tests take a free one.
const PORT: &str = "4010";

/// The server that was started last.
#[derive(Default)]
pub(crate) struct Background {
    server: Option<Server>,
}

impl Background {
    /// Starts `docbind` with these arguments in place of the server before, and says what it
    /// prints.
    pub(crate) fn start(&mut self, folder: &Path, line: &str) -> String {
        self.stop();
        let line = line.strip_suffix(" &").expect("a server in the background");
        let line = line.replace(&format!(" --port {PORT}"), "");
        let mut arguments: Vec<&str> = line.split_whitespace().collect();
        arguments.extend(["--port", "0"]);
        let server = Server::start(folder, &arguments);
        let own = server.address().port().to_string();
        let printed = format!("{}\n", server.base.replacen(&own, PORT, 1));
        self.server = Some(server);
        printed
    }

    /// What a call prints.
    pub(crate) fn call(&self, command: &str) -> String {
        assert!(
            command.contains(&format!("http://127.0.0.1:{PORT}/")),
            "{command}"
        );
        let server = self.server.as_ref().expect("a server");
        let answer = shell::command(command).send(server.address());
        format!("{}\n", String::from_utf8(answer.body).unwrap())
    }

    fn stop(&mut self) {
        if let Some(server) = self.server.take() {
            server.kill();
        }
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        self.stop();
    }
}
