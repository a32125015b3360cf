//! Ways to authenticate, and acting as another user.

use docbind_spec::Credential;

use super::{ConventionFacts, Part, SchemeFact, SudoFact};
use crate::extract::param_item::{is_header_name, is_name};
use crate::extract::sentences::{codes, marked, sentences};
use crate::markdown::Text;

/// Words in names of credentials.
const CREDENTIAL_WORDS: &[&str] = &[
    "token", "api_key", "apikey", "secret", "password", "auth", "key",
];

/// Phrases for acting as another user.
const SUDO: &[&str] = &[
    "as if you were another user",
    "on behalf of another user",
    "impersonate",
];

/// Headers that carry no credential.
const ORDINARY_HEADERS: &[&str] = &[
    "content-type",
    "accept",
    "authorization",
    "user-agent",
    "content-range",
    "link",
];

/// Whether a name is that of a credential.
pub(crate) fn is_credential(name: &str) -> bool {
    let name = name.to_lowercase().replace('-', "_");
    let mut before = CREDENTIAL_WORDS
        .iter()
        .filter_map(|word| name.strip_suffix(word));
    before.any(|before| before.is_empty() || before.ends_with('_'))
}

/// Reads a section.
pub(super) fn read(part: &Part<'_>, facts: &mut ConventionFacts) {
    let flat = part.flat();
    let lower = part.title.to_lowercase();
    if lower.contains("sudo") || SUDO.iter().any(|phrase| flat.contains(phrase)) {
        sudo(part, facts);
        return;
    }
    let titled = part.is_about("authenticat");
    if !(titled || flat.contains("authenticat")) {
        return;
    }
    let mut credentials = headers(part);
    let mut along_with = Vec::new();
    for sample in part.samples() {
        let names = sample.url.query.iter().map(|(name, _)| name);
        for name in names.filter(|name| is_name(name)) {
            if is_credential(name) {
                push(&mut credentials, Credential::Query(name.clone()));
            } else if titled
                && sample.url.query.iter().any(|(name, _)| is_credential(name))
                && !along_with.contains(name)
            {
                along_with.push(name.clone());
            }
        }
        for header in &sample.headers {
            if header.name.eq_ignore_ascii_case("authorization")
                && header.value.to_lowercase().starts_with("bearer")
            {
                push(&mut credentials, Credential::Bearer);
            } else if !ORDINARY_HEADERS.contains(&header.name.to_lowercase().as_str())
                && is_header_name(&header.name)
                && is_credential(&header.name)
            {
                push(&mut credentials, Credential::Header(header.name.clone()));
            }
        }
    }
    let numbered = titled && part.title.contains([':', '#']);
    if credentials.is_empty() && (!numbered || part.parent) {
        return;
    }
    let known = |scheme: &SchemeFact| {
        credentials
            .iter()
            .all(|credential| scheme.credentials.contains(credential))
    };
    if !credentials.is_empty() && facts.schemes.iter().any(known) {
        return;
    }
    let title = scheme_title(&part.title);
    facts.schemes.push(SchemeFact {
        section: part.number,
        title,
        credentials,
        along_with,
    });
}

/// The heading without "Authentication", "with", numbers and colons.
fn scheme_title(title: &str) -> String {
    let rest = title.split_once(':').map_or(title, |(_, rest)| rest);
    let words: Vec<&str> = rest
        .split_whitespace()
        .filter(|word| {
            let lower = word.to_lowercase();
            let number = word.trim_matches(|c: char| c.is_ascii_punctuation());
            let counts = number.chars().all(|c| c.is_ascii_digit());
            !counts
                && !matches!(
                    lower.as_str(),
                    "authentication"
                        | "authenticating"
                        | "with"
                        | "via"
                        | "using"
                        | "by"
                        | "introduction"
                )
        })
        .collect();
    words.join(" ")
}

/// Headers that sentences name as places for a credential.
fn headers(part: &Part<'_>) -> Vec<Credential> {
    let mut found = Vec::new();
    for text in part.texts() {
        let marked = marked(text);
        for sentence in
            sentences(&marked).filter(|sentence| sentence.to_lowercase().contains("header"))
        {
            for code in codes(sentence) {
                let shouted = code.contains('-') && !code.chars().any(char::is_lowercase);
                if shouted && is_header_name(code) && is_credential(code) {
                    push(&mut found, Credential::Header(code.to_owned()));
                }
            }
        }
    }
    found
}

fn push(credentials: &mut Vec<Credential>, credential: Credential) {
    if !credentials.contains(&credential) {
        credentials.push(credential);
    }
}

fn sudo(part: &Part<'_>, facts: &mut ConventionFacts) {
    let samples = part.samples();
    let known = |name: &str| {
        is_credential(name) || ORDINARY_HEADERS.contains(&name.to_lowercase().as_str())
    };
    let header = samples
        .iter()
        .flat_map(|sample| &sample.headers)
        .map(|header| header.name.clone())
        .find(|name| is_header_name(name) && !known(name))
        .or_else(|| part.texts().into_iter().find_map(header_name));
    let query = samples
        .iter()
        .flat_map(|sample| &sample.url.query)
        .map(|(name, _)| name.clone())
        .find(|name| is_name(name) && !known(name))
        .or_else(|| part.texts().into_iter().find_map(query_name));
    if facts.sudo.is_none() && (header.is_some() || query.is_some()) {
        facts.sudo = Some(SudoFact {
            section: part.number,
            query,
            header,
        });
    }
}

/// The name in "the header name must be `SUDO`".
fn header_name(text: &Text) -> Option<String> {
    let marked = marked(text);
    sentences(&marked)
        .filter(|sentence| sentence.to_lowercase().contains("header"))
        .find_map(|sentence| {
            codes(sentence)
                .find(|code| is_header_name(code) && !code.chars().any(char::is_lowercase))
        })
        .map(str::to_owned)
}

/// The name in "pass the `sudo` parameter".
fn query_name(text: &Text) -> Option<String> {
    let marked = marked(text);
    sentences(&marked)
        .filter(|sentence| sentence.to_lowercase().contains("parameter"))
        .find_map(|sentence| codes(sentence).find(|code| is_name(code)))
        .map(str::to_owned)
}
