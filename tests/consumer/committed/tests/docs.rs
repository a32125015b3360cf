//! Pages, spec and client are committed, and agree.

use docbind::conformance::Docs;

#[test]
fn docs_spec_and_client_agree() {
    docbind::assert_docs_conform!(
        Docs::new("doc")
            .matches("spec.yaml")
            .generates("generated/museum")
    );
}
