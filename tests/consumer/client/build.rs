//! Generates two clients: of the parcels in the folder `doc/parcels`, and of the depots on a page.

fn main() -> Result<(), docbind::BuildError> {
    docbind::Config::new()
        .docs("doc/parcels")
        .client(true)
        .compile()?;
    docbind::Config::new()
        .docs("doc/depots.md")
        .client(true)
        .server(false)
        .blocking(true)
        .compile()?;
    Ok(())
}
