//! The wording of API documents as data: one line and one test each.
//!
//! What comes in: a description. What goes out: what it states about a value. Nothing here knows
//! where the description stands.

use std::collections::BTreeSet;

use docbind_spec::{Limits, Schema};

use super::implied::implied;
use super::lower::Lowered;
use super::sentences::{Marked, Sentence, is_value};
use super::{presence, type_text};
use crate::markdown::{Style, Text};

#[cfg(test)]
mod tests;

/// Words before a default, longest first. The value follows, as code, in quotes or bare.
const DEFAULT_BEFORE: &[&str] = &[
    "default value is",
    "default value:",
    "defaults to",
    "default to",
    "default is",
    "default:",
    "default =",
    "by default",
];

/// Words after a default, which the value precedes.
const DEFAULT_AFTER: &[&str] = &["by default", "is default", "is the default", "(default)"];

/// Words after which the values of an enumeration follow.
const ENUMERATION_BEFORE: &[&str] = &[
    "one of",
    "one or array of",
    "can be",
    "either",
    "possible values",
    "allowed values",
    "valid values",
    "takes",
    "ordered by",
    "sorted",
    "those that are",
    "limit by",
    "values are",
    "values:",
    "enum:",
    "must be",
    "sort by",
    "order by",
    "return only",
    "returns only",
];

/// Words that say that code in a sentence is no value to send.
const NO_ENUMERATION: &[&str] = &["characters", "e.g.", "for example", "such as", "if "];

/// Words before a list of all values.
const LIST_BEFORE: &[&str] = &[
    "one of",
    "possible values",
    "allowed values",
    "valid values",
    "values are",
    "values:",
    "enum:",
];

/// What a description says about the values of a parameter.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct ValueFacts {
    /// The value that holds where none is sent, as printed.
    pub(crate) default: Option<String>,
    /// The values it takes, empty where they are not listed.
    pub(crate) values: Vec<String>,
    /// Its bounds.
    pub(crate) limits: Option<Limits>,
    /// Whether it is said to be `true` or `false`.
    pub(crate) boolean: bool,
    /// Whether it is said to hold several values with commas between.
    pub(crate) commas: bool,
    /// The type that the words imply.
    pub(crate) implied: Option<Schema>,
}

/// Words that say that a text holds several values with commas between.
const COMMAS: &[&str] = &[
    "comma-separated",
    "comma separated",
    "comma-delimited",
    "comma delimited",
    "separated by comma",
    "separated with comma",
    "delimited by comma",
];

impl ValueFacts {
    /// Takes from further words what is not known yet.
    pub(crate) fn add(&mut self, more: &Self) {
        self.default = self.default.take().or_else(|| more.default.clone());
        if self.values.is_empty() {
            self.values.clone_from(&more.values);
        }
        self.limits = self.limits.or(more.limits);
        self.boolean |= more.boolean;
        self.commas |= more.commas;
        self.implied = self.implied.take().or_else(|| more.implied.clone());
    }
}

/// Reads a description.
pub(crate) fn value_facts(description: &Text) -> ValueFacts {
    let marked = Marked::of(description);
    let lower = marked.lower();
    ValueFacts {
        default: default(marked.text(), lower).and_then(|text| some_default(&text)),
        values: enumeration(&marked),
        limits: limits(lower),
        boolean: is_boolean(lower),
        commas: lower.has_one_of(COMMAS),
        implied: implied(lower),
    }
}

/// Reads words beside a name, such as "string, one of `x`, `y`". Of values in code, those that
/// are types or markers are none.
pub(crate) fn values_beside(group: &Text) -> ValueFacts {
    let mut facts = value_facts(group);
    if facts.values.is_empty() {
        facts.values = offered(Marked::of(group).text()).unwrap_or_default();
    }
    let is_word = |text: &str| type_text::read(text).is_some() || presence::marker(text).is_some();
    facts.values.retain(|value| !is_word(value));
    if facts.values.len() < 2 {
        facts.values.clear();
    }
    facts
}

/// The values behind a type of texts: "string, ‹x› or ‹y›".
fn offered(marked: &str) -> Option<Vec<String>> {
    let (before, listed) = marked.split_at(marked.find('‹')?);
    let stated = type_text::read(before.trim_end().strip_suffix(',')?)?;
    let mut values = Vec::new();
    let mut either = false;
    for part in listed.split('‹').skip(1) {
        let (value, between) = part.split_once('›')?;
        values.push(value.to_owned());
        match between.trim() {
            "," => {}
            "or" | ", or" | "/" | "|" => either = true,
            _ => break,
        }
    }
    let sound = either && values.len() > 1 && values.iter().all(|value| is_value(value));
    (stated == Schema::String && sound).then_some(values)
}

/// What stands before the words of a text after which all values follow.
pub(crate) fn before_values(text: &str) -> Option<&str> {
    let lower = text.to_ascii_lowercase();
    let at = LIST_BEFORE.iter().filter_map(|phrase| lower.find(phrase));
    text.get(..at.min()?)
}

/// Whether a text begins with words after which all values follow.
pub(crate) fn begins_list(text: &str) -> bool {
    before_values(text).is_some_and(|before| before.trim().is_empty())
}

/// Whether a text is nothing but a bound: "max 20 characters".
pub(crate) fn is_bound(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let mut phrases = MAX_BEFORE.iter().chain(MIN_BEFORE);
    let bound = phrases.find_map(|phrase| leading_number(lower.strip_prefix(phrase)?));
    bound.is_some_and(|(_, rest)| matches!(rest, "" | "characters" | "chars"))
}

/// Whether a text, such as an item below a parameter, is about nothing but its values: "Default:
/// `private`", "Valid values: `org`, `private`".
pub(crate) fn is_about_values(text: &Text) -> bool {
    let first = text.visible().find(|it| !it.text.trim().is_empty());
    let Some(style) = first.map(|it| it.style) else {
        return false;
    };
    let has_code = text.codes().next().is_some();
    if style == Style::Code || style == Style::Strong && !has_code {
        return false;
    }
    let lower = text.plain().trim_start().to_lowercase();
    let default = ["default:", "default value:", "defaults to ", "default is "];
    let begins = default.iter().any(|words| lower.starts_with(words));
    begins || has_code && begins_list(&lower)
}

/// Whether the last sentence of a description says that all values follow in a list.
pub(crate) fn announces_values(description: &str) -> bool {
    let lower = description.trim_end().to_lowercase();
    let last = lower.rsplit(". ").next().unwrap_or_default();
    last.ends_with(':')
        && LIST_BEFORE.iter().any(|phrase| last.contains(phrase))
        && !NO_ENUMERATION.iter().any(|phrase| last.contains(phrase))
}

/// A default as printed; a dash or "none" means that there is none.
pub(crate) fn some_default(text: &str) -> Option<String> {
    let nothing = matches!(
        text.trim().to_lowercase().as_str(),
        "" | "-" | "–" | "—" | "none" | "n/a" | "null" | "nil"
    );
    (!nothing).then(|| text.trim().to_owned())
}

/// Whether a description offers `true` and `false`, one of them perhaps called the default.
fn is_boolean(lower: Lowered<'_>) -> bool {
    if !(lower.has("true") && lower.has("false")) {
        return false;
    }
    let words = lower
        .as_str()
        .replace("(default)", "")
        .replace(['‹', '›'], "");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    words.contains("true or false") || words.contains("false or true")
}

fn default(marked: &str, lower: Lowered<'_>) -> Option<String> {
    // Lower case may change lengths in odd scripts; then nothing is read from it.
    if marked.len() != lower.as_str().len() {
        return None;
    }
    for phrase in DEFAULT_BEFORE {
        for at in lower.places(phrase) {
            let after = marked.get(at + phrase.len()..)?.trim_start();
            if let Some(value) = leading_value(after) {
                return Some(value);
            }
        }
    }
    let phrase = "default ";
    for at in lower.places(phrase) {
        let after = marked.get(at + phrase.len()..)?;
        let alone = is_aside(marked.get(..at)?, after);
        let value = leading_value(after);
        if let Some(value) = value.filter(|value| {
            alone || value.parse::<f64>().is_ok() || matches!(value.as_str(), "true" | "false")
        }) {
            return Some(value);
        }
    }
    for phrase in DEFAULT_AFTER {
        if let Some(at) = lower.find(phrase) {
            let before = marked.get(..at)?.trim_end();
            if let Some(value) = trailing_value(before) {
                return Some(value);
            }
        }
    }
    None
}

/// Whether the word "default" between two texts goes with the code behind it and nothing else.
fn is_aside(before: &str, after: &str) -> bool {
    let begins = matches!(
        before.trim_end().chars().next_back(),
        None | Some(',' | ';' | '(' | '.')
    );
    let coded = after.strip_prefix('‹').and_then(|it| it.split_once('›'));
    let ends = coded.is_some_and(|(_, rest)| {
        matches!(
            rest.trim_start().chars().next(),
            None | Some(',' | ';' | ')' | '.')
        )
    });
    begins && ends
}

/// A value at the beginning: code, a number, `true` or `false`, or a word that ends the phrase.
fn leading_value(text: &str) -> Option<String> {
    if let Some(code) = text.strip_prefix('‹') {
        return code.split('›').next().map(str::to_owned);
    }
    let word = text.split([' ', ',', ';', ')']).next().unwrap_or_default();
    let ends = text[word.len()..].trim_start().is_empty()
        || text[word.len()..].starts_with([',', ';', ')']);
    let word = word.trim_end_matches('.');
    is_literal(word, ends).then(|| word.to_owned())
}

fn trailing_value(text: &str) -> Option<String> {
    if let Some(code) = text.strip_suffix('›') {
        return code.rsplit('‹').next().map(str::to_owned);
    }
    let word = text.rsplit([' ', ',', '(']).next().unwrap_or_default();
    let alone = text[..text.len() - word.len()]
        .trim_end()
        .ends_with(['.', '›']);
    is_literal(word, alone).then(|| word.to_lowercase())
}

/// Whether a bare word is a value: numbers and booleans always, others only where the sentence
/// has nothing else.
fn is_literal(word: &str, alone: bool) -> bool {
    let word = word.to_lowercase();
    matches!(word.as_str(), "true" | "false")
        || word
            .parse::<f64>()
            .is_ok_and(|_| word.starts_with(|c: char| c.is_ascii_digit() || c == '-'))
        || (alone
            && is_value(&word)
            && word.len() > 1
            && !matches!(word.as_str(), "none" | "user" | "the" | "it" | "is"))
}

fn enumeration(marked: &Marked) -> Vec<String> {
    let listed = marked.sentences().find_map(|sentence| {
        let values: Vec<String> = sentence
            .codes()
            .filter(|code| is_value(code))
            .map(str::to_owned)
            .collect();
        (values.len() > 1 && lists_values(sentence, &values)).then_some(values)
    });
    listed
        .or_else(|| parenthesised(marked.lower().as_str()))
        .map(unique)
        .unwrap_or_default()
}

/// Whether the values of a sentence are those that may be sent.
fn lists_values(sentence: Sentence<'_>, values: &[String]) -> bool {
    let Sentence {
        text: sentence,
        lower,
    } = without_condition(sentence);
    if !has_chain(sentence) {
        return false;
    }
    if ends_open(sentence) {
        return false;
    }
    // "`ctrl-<key>` where `<key>` is one of …" lists what a part of the value may be.
    if lower.has(">› is one of") {
        return false;
    }
    if lower.has("one of") {
        return true;
    }
    if lower.has_one_of(NO_ENUMERATION) {
        return false;
    }
    let introduced = lower.has_one_of(ENUMERATION_BEFORE);
    // Nothing but the values themselves, such as "`public`, `internal`, `private`".
    let bare = sentence.trim_start().starts_with('‹');
    // Each with what it is for: "`close` to close it and `reopen` to reopen it".
    let explained = values
        .iter()
        .all(|value| sentence.contains(&format!("‹{value}› to ")));
    introduced || bare || explained || is_labelled(sentence)
}

/// Words before something that is no literal.
const ARTICLES: &[&str] = &["a ", "an ", "any ", "another ", "other ", "some ", "your "];

/// Whether the list of a sentence ends in something that is no literal: "`open`, `closed`, or a
/// status id".
fn ends_open(sentence: &str) -> bool {
    let tail = sentence.rsplit('›').next().unwrap_or_default();
    let tail = tail.to_lowercase();
    let tail = tail.trim_start();
    let last = tail.strip_prefix("or ");
    let last = last.or_else(|| tail.rsplit_once(", or ").map(|(_, last)| last));
    last.is_some_and(|last| ARTICLES.iter().any(|article| last.starts_with(article)))
}

/// Whether a sentence is a label and nothing but a choice behind it: "Sort field: `name`
/// (default), `age` or `year`."
fn is_labelled(sentence: &str) -> bool {
    let Some((label, list)) = sentence.split_once('‹') else {
        return false;
    };
    let mut between = list.split('‹').filter_map(|part| part.split_once('›'));
    let mut chosen = false;
    let joins = between.all(|(_, words)| {
        let words = words.replace("(default)", "");
        let words = words.trim();
        let words = words.strip_prefix(',').unwrap_or(words).trim_start();
        chosen |= words == "or";
        matches!(words, "" | "or" | "/" | "|" | ".")
    });
    label.trim_end().ends_with(':') && joins && chosen
}

/// A sentence without the "if given," that it begins with.
fn without_condition(sentence: Sentence<'_>) -> Sentence<'_> {
    let lower = sentence.lower.as_str().split_once(',');
    match (sentence.text.split_once(','), lower) {
        (Some((_, text)), Some((condition, rest)))
            if condition.trim_start().starts_with("if ") && !condition.contains('‹') =>
        {
            let lower = sentence.lower.part(rest);
            Sentence { text, lower }
        }
        _ => sentence,
    }
}

/// `(close|reopen|merge)`, also at the end of a longer text.
fn parenthesised(lower: &str) -> Option<Vec<String>> {
    lower.split('(').skip(1).find_map(|part| {
        let inner = part.split(')').next()?;
        let values: Vec<String> = inner
            .split('|')
            .map(|value| value.trim().to_owned())
            .collect();
        (values.len() > 1 && values.iter().all(|value| is_value(value))).then_some(values)
    })
}

/// Values without those that stand there already.
pub(crate) fn unique(values: Vec<String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let is_new = |value: &String| seen.insert(value.clone());
    values.into_iter().filter(is_new).collect()
}

/// Whether at least two codes stand side by side, with nothing but a comma or "or" between.
fn has_chain(sentence: &str) -> bool {
    sentence.split('›').skip(1).any(|part| {
        part.split_once('‹').is_some_and(|(between, _)| {
            matches!(
                between.trim().trim_matches(','),
                "" | "or" | "and" | " or" | " and" | "/" | "|"
            ) || matches!(between.trim(), ", or" | ", and")
        })
    }) || sentence.contains("› to ")
}

/// Words before the largest value, one line each.
const MAX_BEFORE: &[&str] = &[
    "no more than ",
    "at most ",
    "maximum is ",
    "maximum: ",
    "maximum ",
    "max: ",
    "max ",
];

/// Words before the smallest value, one line each.
const MIN_BEFORE: &[&str] = &[
    "at least ",
    "minimum is ",
    "minimum: ",
    "minimum ",
    "min: ",
    "min ",
];

fn limits(lower: Lowered<'_>) -> Option<Limits> {
    let mut limits = Limits::default();
    if let Some((max, rest)) = number_after(lower, MAX_BEFORE) {
        if rest.starts_with("char") {
            limits.max_length = u64::try_from(max).ok();
        } else {
            limits.max = Some(max);
        }
    }
    if let Some((min, rest)) = number_after(lower, MIN_BEFORE) {
        // A shortest text is nothing that a spec can say.
        limits.min = (!rest.starts_with("char")).then_some(min);
    }
    if let Some((min, rest)) = number_after(lower, &["between "])
        && let Some((max, _)) = rest.strip_prefix("and ").and_then(leading_number)
    {
        limits.min = Some(min);
        limits.max = Some(max);
    }
    // Bounds that exclude each other bound nothing.
    let sound = limits
        .min
        .is_none_or(|min| limits.max.is_none_or(|max| min <= max));
    (sound && limits != Limits::default()).then_some(limits)
}

/// The number after the first of these phrases that has one, and what follows it.
fn number_after<'a>(lower: Lowered<'a>, phrases: &[&str]) -> Option<(i64, &'a str)> {
    let mut found = phrases.iter().filter_map(|phrase| lower.after(phrase));
    found.find_map(leading_number)
}

fn leading_number(text: &str) -> Option<(i64, &str)> {
    let text = text.trim_start_matches('‹');
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let number = text[..end].parse().ok()?;
    Some((number, text[end..].trim_start_matches(['›', ' '])))
}
