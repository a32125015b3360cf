//! What generated crates depend on.
//!
//! In: nothing. Out: the features and dependencies as data, the only place besides this crate's
//! own manifest that states them; a test compares the two.

/// A feature of a generated crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feature {
    /// Its name.
    pub name: &'static str,
    /// What it enables, as written in a manifest.
    pub enables: &'static [&'static str],
}

/// A dependency of a generated crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dependency {
    /// The crate.
    pub name: &'static str,
    /// The version requirement.
    pub version: &'static str,
    /// Whether its default features are taken.
    pub default_features: bool,
    /// The features that are taken.
    pub features: &'static [&'static str],
    /// Whether it is optional; [`FEATURES`] say what enables it.
    pub optional: bool,
}

impl Dependency {
    /// The dependency as one line of a manifest.
    ///
    /// ```
    /// let serde = docbind_templates::DEPENDENCIES.iter().find(|d| d.name == "serde");
    /// assert_eq!(
    ///     serde.map(docbind_templates::Dependency::line).as_deref(),
    ///     Some(r#"serde = { version = "1", features = ["derive"] }"#)
    /// );
    /// ```
    pub fn line(&self) -> String {
        let mut fields = vec![format!("version = \"{}\"", self.version)];
        if !self.default_features {
            fields.push("default-features = false".to_owned());
        }
        if !self.features.is_empty() {
            fields.push(format!("features = {:?}", self.features));
        }
        if self.optional {
            fields.push("optional = true".to_owned());
        }
        match fields.as_slice() {
            [_] => format!("{} = \"{}\"", self.name, self.version),
            fields => format!("{} = {{ {} }}", self.name, fields.join(", ")),
        }
    }

    const fn new(name: &'static str, version: &'static str) -> Self {
        Self {
            name,
            version,
            default_features: true,
            features: &[],
            optional: false,
        }
    }

    const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Only these features, without the default ones.
    const fn only(mut self, features: &'static [&'static str]) -> Self {
        self.default_features = false;
        self.features = features;
        self
    }

    const fn with(mut self, features: &'static [&'static str]) -> Self {
        self.features = features;
        self
    }
}

/// The features that every generated crate has, `default` aside, which is `client` and `all`. Each
/// resource of the API is a feature besides, and `all` is all of them.
pub const FEATURES: &[Feature] = &[
    Feature {
        name: "client",
        enables: &[
            "dep:bytes",
            "dep:futures-core",
            "dep:http",
            "dep:percent-encoding",
            "dep:reqwest",
            "dep:tokio",
        ],
    },
    Feature {
        name: "blocking",
        enables: &["client", "tokio/rt"],
    },
    Feature {
        name: "server",
        enables: &[
            "dep:axum",
            "dep:bytes",
            "dep:futures-core",
            "dep:http",
            "dep:multer",
            "dep:percent-encoding",
            "dep:tokio",
        ],
    },
    Feature {
        name: "tracing",
        enables: &["server", "dep:tracing"],
    },
    Feature {
        name: "chrono",
        enables: &["dep:chrono"],
    },
    Feature {
        name: "jiff",
        enables: &["dep:jiff"],
    },
    Feature {
        name: "rustls",
        enables: &["client", "reqwest/rustls"],
    },
    Feature {
        name: "native-tls",
        enables: &["client", "reqwest/native-tls"],
    },
];

/// The dependencies of a generated crate, by name.
pub const DEPENDENCIES: &[Dependency] = &[
    Dependency::new("axum", "0.8").only(&[]).optional(),
    Dependency::new("bytes", "1").optional(),
    Dependency::new("chrono", "0.4").only(&["alloc"]).optional(),
    Dependency::new("futures-core", "0.3")
        .only(&["std"])
        .optional(),
    Dependency::new("http", "1").optional(),
    Dependency::new("jiff", "0.2").only(&["std"]).optional(),
    Dependency::new("multer", "3").only(&[]).optional(),
    Dependency::new("percent-encoding", "2").optional(),
    Dependency::new("reqwest", "0.13").only(&[]).optional(),
    Dependency::new("serde", "1").with(&["derive"]),
    Dependency::new("serde_json", "1"),
    Dependency::new("tokio", "1").only(&["time"]).optional(),
    Dependency::new("tracing", "0.1").only(&[]).optional(),
];

/// What the tests of a generated crate depend on besides, by name.
pub const DEV_DEPENDENCIES: &[Dependency] = &[
    Dependency::new("axum", "0.8").only(&["http1", "tokio"]),
    Dependency::new("tokio", "1").only(&["macros", "net", "rt"]),
];
