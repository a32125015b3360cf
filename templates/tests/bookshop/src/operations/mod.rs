//! The operations as data: what client, server and tests know about the wire.

#[cfg(feature = "books")]
pub mod books;
#[cfg(feature = "orders")]
pub mod orders;
#[cfg(feature = "shelves")]
pub mod shelves;

use crate::runtime::{Api, CredentialPlace, ErrorShape, Operation, Paging, SecurityScheme, Sudo};

/// The conventions of the API.
pub static API: Api = Api {
    name: "bookshop",
    base_path: "/api/v2",
    operations: OPERATIONS,
    security: &[
        SecurityScheme {
            id: "clerk_token",
            places: &[
                CredentialPlace::Header("X-Clerk-Token"),
                CredentialPlace::Query("clerk_token"),
            ],
            along_with: &["branch"],
        },
        SecurityScheme {
            id: "oauth2",
            places: &[
                CredentialPlace::Bearer,
                CredentialPlace::Query("access_token"),
            ],
            along_with: &[],
        },
        SecurityScheme {
            id: "till_token",
            places: &[CredentialPlace::Parameter("token")],
            along_with: &[],
        },
    ],
    sudo: Some(Sudo {
        header: Some("X-Sudo"),
        query: Some("sudo"),
    }),
    paging: Some(Paging {
        page: "page",
        per_page: "per_page",
        default_per_page: 20,
        max_per_page: 100,
    }),
    errors: ErrorShape {
        key: "message",
        missing: "400 (Bad request) \"{}\" not given",
        invalid: "400 (Bad request) \"{}\" is invalid",
    },
};

/// All operations of the resources that are switched on, in the order of the documents.
pub static OPERATIONS: &[&Operation] = &[
    #[cfg(feature = "books")]
    &books::LIST,
    #[cfg(feature = "books")]
    &books::GET,
    #[cfg(feature = "books")]
    &books::UPDATE,
    #[cfg(feature = "books")]
    &books::TEXT,
    #[cfg(feature = "books")]
    &books::UPLOAD_COVER,
    #[cfg(feature = "books")]
    &books::COVER,
    #[cfg(feature = "orders")]
    &orders::CREATE,
    #[cfg(feature = "orders")]
    &orders::COLLECT,
    #[cfg(feature = "shelves")]
    &shelves::LIST,
    #[cfg(feature = "shelves")]
    &shelves::CREATE,
    #[cfg(feature = "shelves")]
    &shelves::GET,
    #[cfg(feature = "shelves")]
    &shelves::DELETE,
];
