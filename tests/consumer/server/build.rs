//! Generates the server stub from one page.

fn main() -> Result<(), docbind::BuildError> {
    docbind::Config::new()
        .docs("doc/ferries.md")
        .server(true)
        .compile()?;
    Ok(())
}
