//! Whether a heading or lead says that what follows is answered where something went wrong.
//!
//! What comes in: the text of a heading or paragraph. What goes out: yes or no. A status in it is
//! not looked at, and neither are the blocks.

/// Words for what went wrong.
const FAILURES: &[&str] = &["error", "errors", "failure", "failures"];

/// Words for an answer that went wrong, before the word for the answer.
const FAILED: &[&str] = &["failed", "unsuccessful", "erroneous"];

/// Words for what is answered, which follow those.
const ANSWERS: &[&str] = &[
    "response",
    "responses",
    "answer",
    "answers",
    "reply",
    "message",
    "body",
    "output",
    "object",
    "example",
    "examples",
    "case",
];

/// Words that may stand between the two.
const FORMATS: &[&str] = &["json", "http", "api", "xml"];

/// Words that say at once that the one error after them is what follows.
const SHOWING: &[&str] = &[
    "on",
    "upon",
    "of",
    "example",
    "sample",
    "typical",
    "possible",
    "following",
];

/// Words before "an error" in a lead to what is answered then.
const BEFORE: &[&str] = &[
    "of", "on", "upon", "if", "when", "return", "returns", "gets", "receive", "receives", "with",
    "is", "as", "throws", "gives",
];

/// Words that make something else of an error.
const OTHER: &[&str] = &[
    "code", "codes", "type", "types", "log", "logs", "report", "reports", "count", "id", "ids",
    "list", "tracking", "page", "status", "statuses",
];

/// Words that say that nothing went wrong.
const NEGATIONS: &[&str] = &["no", "not", "without", "unless", "never", "t"];

/// Whether a paragraph leads to what is answered where something went wrong.
pub(super) fn leads(text: &str) -> bool {
    // Only what a lead ends with speaks of the next block.
    let last = text.trim().rsplit(". ").next().unwrap_or_default();
    let short = || last.split_whitespace().nth(4).is_none();
    (last.ends_with(':') || short()) && names(last)
}

/// Whether a heading or the end of a lead names such an answer.
pub(super) fn names(text: &str) -> bool {
    let lower = text.to_lowercase();
    let apart = |c: char| !c.is_alphanumeric();
    let words: Vec<&str> = lower.split(apart).filter(|word| !word.is_empty()).collect();
    let succeeds = words.iter().any(|word| word.starts_with("success"));
    !succeeds && (0..words.len()).any(|at| is_failure(&words, at))
}

/// Whether the word there is one for an answer that went wrong.
fn is_failure(words: &[&str], at: usize) -> bool {
    let (before, word, after) = (&words[..at], words[at], &words[at + 1..]);
    let near = before.iter().rev().take(2);
    if near.into_iter().any(|word| NEGATIONS.contains(word)) {
        return false;
    }
    if word == "fails" {
        return before.iter().any(|word| matches!(*word, "if" | "when"));
    }
    let noun = after.iter().find(|word| !FORMATS.contains(word));
    let answers = noun.is_some_and(|word| ANSWERS.contains(word));
    if FAILED.contains(&word) {
        return answers;
    }
    let is_other = noun.is_some_and(|word| OTHER.contains(word));
    FAILURES.contains(&word) && !is_other && (answers || words.len() == 1 || is_shown(before, word))
}

/// Whether the words before one for a failure lead to it: "on error", "if an error occurs".
fn is_shown(before: &[&str], word: &str) -> bool {
    let several = word.ends_with('s');
    match before {
        ["an" | "a" | "this"] => true,
        [.., first, "an" | "a" | "this"] => BEFORE.contains(first),
        [.., last] => SHOWING.contains(last) && !(several && *last == "of"),
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{leads, names};

    #[test]
    fn leads_to_what_went_wrong() {
        for text in [
            "If the token is wrong, the error response is:",
            "A typical failed JSON response for when the name is taken:",
            "In case of an error:",
            "In case of failure you get:",
            "Error:",
            "On error:",
            "Sample error response:",
            "If the book is not found, the error response is:",
            "The book is returned. If an error occurs, the answer is:",
            "Returns an error if it is lent:",
            "When the upload fails:",
            "Error response",
        ] {
            assert!(leads(text), "{text}");
        }
    }

    #[test]
    fn leads_to_something_else() {
        for text in [
            "If there is no error, the response is:",
            "Unless an error occurs, the answer is:",
            "A success or an error response:",
            "A list of failed jobs:",
            "The errors of a build:",
            "Send a list of errors:",
            "To report an error, send:",
            "Example error codes:",
            "Example of a failed request:",
            "If it does not fail:",
            "An error response is never cached, and the answer has a code.",
        ] {
            assert!(!leads(text), "{text}");
        }
    }

    #[test]
    fn headings_of_what_went_wrong() {
        for (text, expected) in [
            ("Errors", true),
            ("Error response", true),
            ("Example error", true),
            ("List errors", false),
            ("Get an error", false),
            ("Failed jobs", false),
            ("Response", false),
        ] {
            assert_eq!(names(text), expected, "{text}");
        }
    }
}
