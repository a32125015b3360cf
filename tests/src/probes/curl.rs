//! Any text is a command.

use super::sound;

/// Reads the text as the command of a section, alone and after `curl`.
pub fn check(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for command in ["", "curl "] {
        sound::read(&format!(
            "# Books\n\n## Change a book\n\n```\nPUT /books/:id\n```\n\n\
             ```shell\n{command}{text}\n```\n"
        ));
    }
}
