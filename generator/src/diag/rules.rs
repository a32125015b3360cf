//! The registry of rules.

/// How seriously a finding is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Not shown.
    Allow,
    /// Shown.
    Warn,
    /// Shown, and the command fails.
    Deny,
}

macro_rules! rules {
    ($($variant:ident = $name:literal, $summary:literal;)*) => {
        /// What a finding is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $(#[doc = $summary] $variant,)*
        }

        impl Rule {
            /// Every rule, in the order of the registry.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name by which people refer to it, `kebab-case`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What it is about, in one sentence.
            pub const fn summary(self) -> &'static str {
                match self { $(Self::$variant => $summary,)* }
            }
        }
    };
}

rules! {
    AmbiguousName = "ambiguous-name", "Two operations or types of one resource would get the same name.";
    BrokenLink = "broken-link", "A link between the pages leads nowhere.";
    ConflictingPresence = "conflicting-presence", "Two texts disagree on whether a parameter is required.";
    ConflictingTypes = "conflicting-types", "Two sections give one parameter different types.";
    DuplicateKey = "duplicate-key", "An object in an example has a key twice.";
    DuplicateOperation = "duplicate-operation", "Two sections document the same method and path.";
    DuplicateParameter = "duplicate-parameter", "One section lists a parameter twice.";
    ForeignExample = "foreign-example", "An example shows another resource than its operation is about.";
    InvalidJson = "invalid-json", "An example is not JSON.";
    InvalidUtf8 = "invalid-utf8", "A page has bytes that are no UTF-8.";
    MalformedCurl = "malformed-curl", "A curl command has a fault such as a missing quote.";
    MalformedRow = "malformed-row", "A table row lacks a closing pipe or has cells too many or too few.";
    MalformedTimestamp = "malformed-timestamp", "An example shows a point in time that no program reads.";
    MethodMismatch = "method-mismatch", "A curl command uses another method than its request line.";
    MisspeltHeader = "misspelt-header", "A curl command sends a credential under a name that is almost the documented one.";
    PathMismatch = "path-mismatch", "A curl command calls another path than its request line.";
    PathParamNotDescribed = "path-param-not-described", "A placeholder of the path has no row or item.";
    PathParamUnknown = "path-param-unknown", "A required parameter has almost the name of a placeholder that nothing describes.";
    QuotedValue = "quoted-value", "An example shows a number or a boolean as a text.";
    RealCredential = "real-credential", "A text looks like a credential that works.";
    RequiredParameterNotSent = "required-parameter-not-sent", "A curl command leaves out a parameter that its section requires.";
    ShapeMismatch = "shape-mismatch", "An example is a list where one thing is answered, or the other way round.";
    UnclosedFence = "unclosed-fence", "A fenced code block is never closed.";
    UndocumentedParameter = "undocumented-parameter", "A curl command or a request example sends a parameter that nothing describes.";
    UnlikeKey = "unlike-key", "A key is spelt almost like that of a sibling.";
    UnlikePlaceholder = "unlike-placeholder", "A placeholder has another name than in the other paths with the same beginning.";
    UnlistedValue = "unlisted-value", "A value that is sent or assumed is not among the documented ones.";
    UnreadBlock = "unread-block", "A block inside an operation's section is neither a fact nor ignorable.";
    UnreadRequest = "unread-request", "Something looks like a request and is read as none.";
    UnusedOverride = "unused-override", "An override matches nothing, or cannot be followed.";
    UnusedWaiver = "unused-waiver", "A waiver matches no finding.";
}

impl Rule {
    /// The rule of this name.
    ///
    /// ```
    /// use docbind::diag::Rule;
    /// assert_eq!(Rule::from_name("invalid-json"), Some(Rule::InvalidJson));
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.name() == name)
    }

    /// Whether its findings say that two texts cannot both be true.
    ///
    /// ```
    /// use docbind::diag::Rule;
    /// assert!(Rule::MethodMismatch.is_contradiction() && !Rule::InvalidJson.is_contradiction());
    /// ```
    pub const fn is_contradiction(self) -> bool {
        matches!(
            self,
            Self::ConflictingPresence
                | Self::ConflictingTypes
                | Self::DuplicateOperation
                | Self::DuplicateParameter
                | Self::MethodMismatch
                | Self::MisspeltHeader
                | Self::PathMismatch
                | Self::PathParamUnknown
                | Self::RequiredParameterNotSent
                | Self::ShapeMismatch
                | Self::UndocumentedParameter
                | Self::UnlikeKey
                | Self::UnlikePlaceholder
                | Self::UnlistedValue
        )
    }

    /// The level that holds where settings name none.
    ///
    /// A fault of the documents fails nothing; a decision of ours that has no effect does.
    pub const fn default_level(self) -> Level {
        match self {
            Self::UnusedOverride | Self::UnusedWaiver => Level::Deny,
            _ => Level::Warn,
        }
    }
}
