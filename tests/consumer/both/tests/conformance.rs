//! The documentation is held to what it said when a person last looked.

#[test]
fn the_docs_still_give_the_spec() {
    docbind::assert_docs_conform!(docbind::conformance::Docs::new("doc").name("weather"));
}
