//! The `docbind` program; see the module `cli` of the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    docbind::cli::main(std::env::args_os())
}
