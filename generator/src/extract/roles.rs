//! What a heading or a lead says about the block that follows it.

/// What follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Parameters.
    Parameters,
    /// Request headers.
    Headers,
    /// A request.
    Request,
    /// A response.
    Response,
    /// An example of either.
    Example,
    /// Nothing in particular.
    Unsaid,
}

/// Words of headings that are roles and never name a resource, one line a role. A heading is a
/// role if it has no other words; the first line that has one of its words decides.
const HEADINGS: &[(&[&str], Role)] = &[
    (
        &[
            "response",
            "responses",
            "return",
            "returns",
            "result",
            "output",
        ],
        Role::Response,
    ),
    (&["headers", "header"], Role::Headers),
    (
        &[
            "parameters",
            "parameter",
            "attributes",
            "arguments",
            "params",
        ],
        Role::Parameters,
    ),
    (
        &["request", "requests", "body", "input", "payload"],
        Role::Request,
    ),
    (&["example", "examples", "sample", "usage"], Role::Example),
];

/// Words that a role may be joined by.
const JOINING: &[&str] = &[
    "of",
    "the",
    "a",
    "an",
    "query",
    "path",
    "url",
    "form",
    "json",
    "optional",
    "required",
    "success",
    "successful",
];

/// The role of a heading; `None` where it names something.
pub(crate) fn of_heading(title: &str) -> Option<Role> {
    let lower = title.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let known = |word: &&str| {
        JOINING.contains(word) || HEADINGS.iter().any(|(words, _)| words.contains(word))
    };
    if words.is_empty() || !words.iter().all(known) {
        return None;
    }
    HEADINGS
        .iter()
        .find(|(role, _)| words.iter().any(|word| role.contains(word)))
        .map(|(_, role)| *role)
}

/// Words of leads, one line each, the first match decides.
const LEADS: &[(&str, Role)] = &[
    ("response", Role::Response),
    ("returns:", Role::Response),
    ("the answer", Role::Response),
    ("you will get", Role::Response),
    ("you'll get", Role::Response),
    ("receive", Role::Response),
    ("request body", Role::Request),
    ("with parameters", Role::Request),
    ("with the following body", Role::Request),
    ("header", Role::Headers),
    ("parameter", Role::Parameters),
    ("attribute", Role::Parameters),
    ("argument", Role::Parameters),
    ("request", Role::Request),
    ("example", Role::Example),
];

/// The role that a paragraph gives to the block after it.
pub(crate) fn of_lead(text: &str) -> Role {
    let lower = text.trim().to_lowercase();
    // Only what a lead ends with speaks of the next block.
    let last = lower.rsplit(". ").next().unwrap_or_default();
    let short = last.split_whitespace().count() <= 4;
    if !short && !last.ends_with(':') {
        return Role::Unsaid;
    }
    LEADS
        .iter()
        .find(|(word, _)| last.contains(word))
        .map_or(Role::Unsaid, |(_, role)| *role)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_and_leads() {
        for (text, heading, lead) in [
            ("Parameters:", Some(Role::Parameters), Role::Parameters),
            ("Parameters", Some(Role::Parameters), Role::Parameters),
            ("Example response", Some(Role::Response), Role::Response),
            ("Request headers", Some(Role::Headers), Role::Headers),
            ("Returns:", Some(Role::Response), Role::Response),
            ("Example request:", Some(Role::Request), Role::Request),
            ("Lend a book", None, Role::Unsaid),
            (
                "You can send a request to it with parameters:",
                None,
                Role::Request,
            ),
            (
                "All of the parameters of this operation are sent in its query",
                None,
                Role::Unsaid,
            ),
        ] {
            assert_eq!((of_heading(text), of_lead(text)), (heading, lead), "{text}");
        }
    }
}
