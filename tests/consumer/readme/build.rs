// build.rs
fn main() -> Result<(), docbind::BuildError> {
    docbind::Config::new()
        .docs("doc/api")
        .name("bookshop")
        .client(true)
        .compile()?;
    Ok(())
}
