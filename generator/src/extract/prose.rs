//! What running text states about an operation, by the phrases that people use.

use docbind_spec::{JsonFault, Method, Witness};

use super::endpoint::plain_parameter;
use super::facts::{ParamFact, ParamPlace};
use super::lower::{Lower, Lowered};
use super::sentences::{Marked, Said, Sentence};
use super::{param_item, status_codes, url};
use crate::markdown::{Code, Style, Text, single_blanks};

/// Phrases before the names of parameters that text alone introduces, longest first.
const PARAMETERS_BEFORE: &[&str] = &[
    "pagination parameters ",
    "following parameters ",
    "parameters ",
];

/// Phrases before two names or more, joined by "and", that an operation takes.
const TAKES: &[&str] = &["takes ", "accepts ", "supports ", "pass "];

/// Phrases around one name: "with the `x` parameter".
const ONE_PARAMETER: &[(&str, &str)] = &[
    ("with the ", " parameter"),
    ("using the ", " parameter"),
    ("by the ", " parameter"),
    ("the ", " parameter can be used"),
];

/// Phrases of deprecation.
const DEPRECATED: &[&str] = &[
    "(deprecated)",
    "is deprecated",
    "(**deprecated**)",
    "[deprecated]",
    "deprecated:",
];

/// Phrases before the name of a way to authenticate.
const SECURITY_BEFORE: &[&str] = &[
    "authentication is done by ",
    "authentication is done with ",
    "authentication is done via ",
    "authentication is done using ",
    "authenticated by ",
    "authenticate with ",
];

/// Phrases that say that the body has no fields.
const RAW_BODY: &[&str] = &[
    "as a request body",
    "as the request body",
    "as raw body",
    "in the raw request body",
];

/// Phrases before the media type of what is sent.
const SENT_AS: &[&str] = &[
    "body is sent as",
    "body must be",
    "send the body as",
    "parameters are sent as",
    "encoded as",
];

/// Phrases for answers that are no JSON, with their media type.
const ANSWERS: &[(&str, &str)] = &[
    ("as plain text", "text/plain"),
    ("in plain text", "text/plain"),
    ("trace file", "text/plain"),
    ("log file", "text/plain"),
    ("raw file contents", "application/octet-stream"),
    ("raw contents", "application/octet-stream"),
    ("archive of the", "application/octet-stream"),
    ("serves the", "application/octet-stream"),
    ("download the", "application/octet-stream"),
];

/// Whether a heading or a text calls something deprecated.
pub(super) fn is_deprecated(plain: &Lower) -> bool {
    plain.all().has_one_of(DEPRECATED)
}

/// Whether a text says that the body is sent raw.
pub(super) fn is_raw_body(flat: &Lower) -> bool {
    flat.all().has_one_of(RAW_BODY)
}

/// The media types in which a text says that the body is sent.
pub(super) fn sent_as(text: &Marked) -> Vec<String> {
    let about_body = text.sentences();
    about_body
        .filter(|sentence| sentence.lower.has_one_of(SENT_AS))
        .flat_map(Sentence::codes)
        .filter(|code| is_media_type(code))
        .map(str::to_owned)
        .collect()
}

fn is_media_type(code: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.');
    code.split_once('/').is_some_and(|(kind, rest)| {
        matches!(kind, "application" | "multipart" | "text" | "image")
            && !rest.is_empty()
            && rest.chars().all(plain)
    })
}

/// The media type of an answer that a text says is no JSON.
pub(super) fn answer(flat: &Lower) -> Option<&'static str> {
    ANSWERS
        .iter()
        .find(|(phrase, _)| flat.all().has(phrase))
        .map(|(_, media_type)| *media_type)
}

/// The same of a text as it stands.
pub(super) fn answer_in(text: &str) -> Option<&'static str> {
    answer(&Lower::new(single_blanks(text).to_lowercase()))
}

/// The way to authenticate that a text names.
pub(super) fn security(flat: &Lower) -> Option<String> {
    SECURITY_BEFORE
        .iter()
        .find_map(|phrase| flat.as_str().strip_prefix(phrase))
        .map(|rest| rest.trim_end_matches(['.', ':']).to_owned())
}

/// Parameters that the text alone names: a list after "parameters", or the query of a call of
/// one of these paths.
pub(super) fn parameters(said: &Said<'_>, paths: &[&str]) -> Vec<ParamFact> {
    let text = said.text;
    let mut names: Vec<String> = Vec::new();
    for Sentence {
        text: sentence,
        lower,
    } in said.marked.sentences()
    {
        if lower.as_str().len() != sentence.len() {
            continue;
        }
        for phrase in PARAMETERS_BEFORE {
            if let Some(at) = lower.find(phrase) {
                names.extend(chain(&sentence[at + phrase.len()..]));
                break;
            }
        }
        for phrase in TAKES {
            let after = lower.find(phrase).map(|at| &sentence[at + phrase.len()..]);
            names.extend(
                after
                    .filter(|after| !after.contains("› or ‹"))
                    .map(chain)
                    .unwrap_or_default(),
            );
        }
        names.extend(one_parameter(sentence, lower));
    }
    let mut queried = Vec::new();
    for code in text.codes() {
        let shown = code.text.trim();
        // Most codes are names.
        if !shown.contains('/') && !shown.starts_with(['{', '<', '$']) {
            continue;
        }
        let call = url::read(shown).filter(|call| paths.contains(&call.path.as_str()));
        let Some(call) = call else {
            continue;
        };
        queried.extend(
            call.query
                .into_iter()
                .map(|(name, _)| name)
                .filter(|name| param_item::is_name(name)),
        );
    }
    let mut unique: Vec<String> = Vec::new();
    for name in names.into_iter().chain(queried.iter().cloned()) {
        if !unique.contains(&name) {
            unique.push(name);
        }
    }
    let parameter = |name: String| {
        let in_query = queried.contains(&name);
        let mut fact = plain_parameter(name, Witness::Prose, text.range());
        if in_query {
            fact.place = ParamPlace::Query;
        }
        fact
    };
    unique.into_iter().map(parameter).collect()
}

/// The name that a sentence calls a parameter.
fn one_parameter(sentence: &str, lower: Lowered<'_>) -> Option<String> {
    ONE_PARAMETER.iter().find_map(|(before, after)| {
        let ends = lower.places(before).map(|at| at + before.len());
        let mut codes = ends.filter_map(|end| sentence.get(end..)?.strip_prefix('‹'));
        let (name, rest) = codes.next()?.split_once('›')?;
        rest.to_lowercase()
            .starts_with(after)
            .then(|| param_item::clean_name(name))?
    })
}

/// The names at the beginning of a text that stand side by side as code, two at least.
fn chain(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some(code) = rest.strip_prefix('‹') {
        let Some((name, after)) = code.split_once('›') else {
            break;
        };
        names.extend(param_item::clean_name(name));
        rest = after
            .trim_start_matches([',', ' '])
            .trim_start_matches("and ")
            .trim_start_matches("or ");
    }
    if names.len() > 1 { names } else { Vec::new() }
}

/// Response headers that a sentence shows as `Name: value`, with the status it names.
pub(super) fn response_headers(text: &Marked) -> Vec<(Option<u16>, String, String)> {
    let mut found = Vec::new();
    for sentence in text.sentences() {
        if !(sentence.lower.has("respon") && sentence.lower.has("header")) {
            continue;
        }
        let names = sentence.codes().filter_map(header_name);
        let sentence = sentence.text;
        for name in names {
            let status = status_codes::from_text_str(sentence);
            found.push((
                status,
                name.to_owned(),
                sentence.trim().replace(['‹', '›'], "`"),
            ));
        }
    }
    found
}

/// A list item that begins with a header as code and calls it one.
pub(super) fn header_item(text: &Text) -> Option<(String, String)> {
    let first = text.visible().find(|piece| !piece.text.trim().is_empty())?;
    let name = header_name(first.text.trim()).filter(|_| first.style == Style::Code)?;
    flat(text)
        .contains("header")
        .then(|| (name.to_owned(), text.described()))
}

/// The name of a header that is shown with its value.
fn header_name(code: &str) -> Option<&str> {
    let (name, _) = code.split_once(": ")?;
    let capital = name.starts_with(|c: char| c.is_ascii_uppercase());
    (capital && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')).then_some(name)
}

/// A request in a programming language's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ClientCode {
    /// The request, where the code has one.
    pub(super) request: Option<(Method, url::Url)>,
    /// Names and values that are sent as a form.
    pub(super) fields: Vec<(String, Option<String>)>,
    /// Where in the text an answer begins that is printed below.
    pub(super) body_at: Option<usize>,
}

/// Reads code that calls `.post 'https://…'` or the like.
pub(super) fn client_code(code: &Code) -> Option<ClientCode> {
    let strings = quoted(&code.text);
    let request = strings.iter().find_map(|(at, string)| {
        let word = called_before(&code.text[..*at])?;
        let method = Method::parse(&word.to_uppercase())?;
        Some((method, url::read(string)?))
    })?;
    let fields = strings
        .iter()
        .filter(|(_, string)| {
            string.contains('=') && !string.contains("://") && !string.contains(' ')
        })
        .flat_map(|(_, string)| url::read_query(string))
        .filter(|(name, _)| param_item::is_name(name))
        .collect();
    let body_at = code
        .lines()
        .find(|(_, line)| line.starts_with(['{', '[']))
        .map(|(at, _)| at);
    Some(ClientCode {
        request: Some(request),
        fields,
        body_at,
    })
}

/// The word after the last full stop of a text, blanks and a bracket after it aside.
fn called_before(text: &str) -> Option<&str> {
    // Names of methods are short; a window keeps long blocks from being searched over and over.
    let window = text
        .char_indices()
        .rev()
        .nth(40)
        .map_or(text, |(start, _)| &text[start..]);
    window
        .trim_end_matches(['(', ' ', '\'', '"'])
        .rsplit('.')
        .next()
}

/// Quoted strings of a line each, with the places where they begin.
fn quoted(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(['\'', '"']).map(|start| at + start) {
        let quote = text.as_bytes()[start] as char;
        let inner = start + 1;
        match text[inner..].find([quote, '\n']) {
            Some(end) if text[inner + end..].starts_with(quote) => {
                found.push((start, &text[inner..inner + end]));
                at = inner + end + 1;
            }
            Some(end) => at = inner + end + 1,
            None => break,
        }
    }
    found
}

/// What is wrong with JSON, in words.
pub(super) fn fault_words(fault: JsonFault) -> &'static str {
    match fault {
        JsonFault::TrailingComma => "a comma stands before a closing bracket",
        JsonFault::MissingComma => "a comma is missing between two members",
        JsonFault::Ellipsis => "it has a bare `...`",
        JsonFault::BadEscape => "a backslash stands before a character that needs none",
        JsonFault::ControlCharacter => "a string has a raw control character",
        JsonFault::DuplicateKey => "a key stands twice in one object",
        JsonFault::Comment => "it has a comment",
        JsonFault::Quotes => "a text or a key stands in other quotes, or in none",
        JsonFault::Placeholder => "a word stands for a value",
        JsonFault::SeveralValues => "it has more than one value",
        JsonFault::Unbalanced => "a bracket or a quote is missing, or one too many",
        JsonFault::Other => "from here on it cannot be read",
    }
}

fn flat(text: &Text) -> String {
    single_blanks(&text.plain()).to_lowercase()
}
