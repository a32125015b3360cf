//! What a documented call or example says against its operation.
//!
//! In: the list of contradictions of a generated crate, and what the crate knows of the
//! operation. Out: nothing, or a panic that names the entry that contradicts nothing, so that
//! the list holds no more than it must. Knows no particular API.
#![allow(dead_code, reason = "an API may have contradictions of some kinds only")]

/// Something documented that cannot come out as documented.
#[derive(Debug)]
pub struct Exception {
    /// The operation, `resource.operation`.
    pub operation: &'static str,
    /// Where it is documented, `file#anchor`.
    pub source: &'static str,
    /// What contradicts what.
    pub reason: Reason,
}

/// What contradicts what.
#[derive(Debug)]
pub enum Reason {
    /// The call uses another method than the operation.
    OtherMethod {
        /// The method of the call.
        documented: &'static str,
    },
    /// The call goes to another path than that of the operation.
    OtherPath {
        /// The path of the call.
        documented: &'static str,
    },
    /// The call sends something that the operation does not list.
    UnlistedParameter {
        /// Its name.
        name: &'static str,
    },
    /// The call lacks something that the operation requires.
    MissingParameter {
        /// Its name.
        name: &'static str,
        /// What the call sends.
        sent: &'static [&'static str],
    },
    /// The call sends a value several times that is no list.
    SentTwice {
        /// Name of the parameter.
        name: &'static str,
        /// How often it is sent.
        times: usize,
    },
    /// The call sends a value that is not of the parameter's type.
    OtherType {
        /// Name of the parameter.
        name: &'static str,
        /// The value.
        value: &'static str,
        /// The type.
        expected: &'static str,
    },
    /// The call sends a body that is no list of parameters.
    OtherBody,
    /// The example is not JSON and has no certain repair.
    InvalidExample {
        /// The text.
        text: &'static str,
    },
}

/// What the crate knows of an operation.
#[derive(Debug)]
pub struct Facts {
    /// Its method.
    pub method: &'static str,
    /// Its path with placeholders as `:name`.
    pub path: &'static str,
    /// Its parameters: name and whether it is required.
    pub parameters: Vec<(&'static str, bool)>,
    /// Whether its body is content instead of fields.
    pub raw: bool,
}

/// Every entry contradicts its operation.
#[track_caller]
pub fn check(exceptions: &[Exception], facts: impl Fn(&str) -> Option<Facts>) {
    for exception in exceptions {
        let Some(facts) = facts(exception.operation) else {
            panic!("there is no operation {}", exception.operation);
        };
        assert!(
            contradicts(&exception.reason, &facts),
            "not a contradiction, so it should not be listed: {exception:?}\n{facts:?}"
        );
    }
}

fn contradicts(reason: &Reason, facts: &Facts) -> bool {
    let listed = |name: &str| facts.parameters.iter().find(|(known, _)| *known == name);
    match reason {
        Reason::OtherMethod { documented } => *documented != facts.method,
        Reason::OtherPath { documented } => !is_filled_in(facts.path, documented),
        Reason::UnlistedParameter { name } => listed(name).is_none(),
        Reason::MissingParameter { name, sent } => {
            listed(name).is_some_and(|(_, required)| *required) && !sent.contains(name)
        }
        Reason::SentTwice { times, .. } => *times > 1,
        Reason::OtherType {
            value, expected, ..
        } => !is_of_type(value, expected),
        Reason::OtherBody => !facts.raw,
        Reason::InvalidExample { text } => serde_json::from_str::<serde_json::Value>(text).is_err(),
    }
}

fn is_of_type(value: &str, expected: &str) -> bool {
    let json: Option<serde_json::Value> = serde_json::from_str(value).ok();
    match expected {
        "boolean" => matches!(value, "true" | "false"),
        "integer" => value
            .parse::<i64>()
            .is_ok_and(|number| number.to_string() == value),
        "number" => value
            .parse::<f64>()
            .is_ok_and(|number| number.to_string() == value),
        "list" => json.is_some_and(|json| json.is_array()),
        "object" => json.is_some_and(|json| json.is_object()),
        _ => false,
    }
}

/// Whether a path is the template with values for its placeholders.
fn is_filled_in(template: &str, path: &str) -> bool {
    if template.contains('*') {
        let start = template.split('*').next().unwrap_or_default();
        return path.starts_with(start);
    }
    let (templates, segments): (Vec<_>, Vec<_>) =
        (template.split('/').collect(), path.split('/').collect());
    templates.len() == segments.len()
        && templates
            .iter()
            .zip(&segments)
            .all(|(template, segment)| fits(template, segment))
}

/// Whether a segment has the texts between the placeholders of a template in order.
fn fits(template: &str, segment: &str) -> bool {
    let mut texts = template.split(':').enumerate().map(|(number, piece)| {
        if number == 0 {
            piece
        } else {
            piece.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_')
        }
    });
    let first = texts.next().unwrap_or_default();
    let Some(mut rest) = segment.strip_prefix(first) else {
        return false;
    };
    if !template.contains(':') {
        return rest.is_empty();
    }
    for text in texts {
        // A placeholder takes at least one character.
        let Some(place) = rest.get(1..).and_then(|rest| rest.rfind(text)) else {
            return false;
        };
        rest = &rest[1 + place + text.len()..];
    }
    rest.is_empty()
}
