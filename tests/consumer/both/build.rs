//! Generates the client and the server stub from `doc/`.

fn main() -> Result<(), docbind::BuildError> {
    docbind::Config::new()
        .docs("doc")
        .name("weather")
        .client(true)
        .server(true)
        .blocking(true)
        .compile()?;
    Ok(())
}
