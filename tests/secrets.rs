//! Nothing that a generated crate shows with `Debug` holds a secret.

use gitlab_v3_2016::runtime::values::Id;
use gitlab_v3_2016::server::session;
use gitlab_v3_2016::types::User;

#[test]
fn types_name_their_secrets_only() {
    let user = User {
        id: Id(5),
        private_token: Some("s3cret".to_owned()),
        ..User::default()
    };
    let shown = format!("{:?}", vec![user]);
    assert!(shown.contains("private_token: (hidden)"), "{shown}");
    assert!(
        shown.contains("id: Id(5)") && !shown.contains("s3cret"),
        "{shown}"
    );
}

#[test]
fn parameters_name_their_secrets_only() {
    let login = session::Create {
        login: "ann".to_owned(),
        email: None,
        password: "s3cret".to_owned(),
    };
    assert_eq!(
        format!("{login:?}"),
        "Create { login: \"ann\", email: None, password: (hidden) }"
    );
}
