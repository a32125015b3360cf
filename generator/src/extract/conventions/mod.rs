//! What pages say about all operations: sections that belong to no request.
//!
//! What comes in: the blocks of a page outside of all scopes. What goes out:
//! [`ConventionFacts`], with the number of the section each fact stands in.

pub(crate) mod authentication;
mod errors;
mod paging;
mod success;

pub(crate) use errors::is_error_key;

use docbind_spec::{Credential, ErrorKind, ExampleBody, Header, Method, PagingParameter};

use super::columns;
use super::facts::{IgnoredFact, StatusFact};
use super::scope::Placed;
use super::topics::Topic;
use super::url::Url;
use super::words::Words;
use super::{curl, loose, request, sentences, status_codes};
use crate::markdown::{BlockKind, Code, Page, Text};

/// What one page says about all operations.
#[derive(Debug, Clone, Default)]
pub(crate) struct ConventionFacts {
    /// Ways to authenticate.
    pub(crate) schemes: Vec<SchemeFact>,
    /// How to act as another user.
    pub(crate) sudo: Option<SudoFact>,
    /// Methods with the status of success.
    pub(crate) success: Vec<(usize, Method, u16)>,
    /// Statuses that any operation may answer.
    pub(crate) statuses: Vec<(usize, StatusFact)>,
    /// How lists are paged.
    pub(crate) paging: PagingFact,
    /// Error bodies.
    pub(crate) errors: Vec<ErrorFact>,
    /// The two identifiers, in the order in which the heading names them.
    pub(crate) identifiers: Option<(usize, String, String)>,
    /// Prefixes of paths that the text states.
    pub(crate) prefixes: Vec<String>,
    /// Calls of paths with a query and without a method, such as `/books?page=2`.
    pub(crate) path_samples: Vec<(usize, Url)>,
}

/// A way to authenticate.
#[derive(Debug, Clone)]
pub(crate) struct SchemeFact {
    /// Number of its section.
    pub(crate) section: usize,
    /// The heading without the words that every such heading has.
    pub(crate) title: String,
    /// Where the credential may stand.
    pub(crate) credentials: Vec<Credential>,
    /// Query parameters beside it.
    pub(crate) along_with: Vec<String>,
}

/// How to act as another user.
#[derive(Debug, Clone)]
pub(crate) struct SudoFact {
    /// Number of its section.
    pub(crate) section: usize,
    /// Name of the query parameter.
    pub(crate) query: Option<String>,
    /// Name of the header.
    pub(crate) header: Option<String>,
}

/// How lists are paged, as far as the page says.
#[derive(Debug, Clone, Default)]
pub(crate) struct PagingFact {
    /// Number of the section with the parameters.
    pub(crate) section: usize,
    /// The parameter that names the page.
    pub(crate) page: Option<PagingParameter>,
    /// The parameter that names its size.
    pub(crate) per_page: Option<PagingParameter>,
    /// Whether there is a `Link` header.
    pub(crate) link_header: bool,
    /// Further headers.
    pub(crate) headers: Vec<Header>,
}

/// An error body.
#[derive(Debug, Clone)]
pub(crate) struct ErrorFact {
    /// Number of its section.
    pub(crate) section: usize,
    /// The key that holds the error.
    pub(crate) key: String,
    /// What stands under the key.
    pub(crate) kind: ErrorKind,
    /// Its status.
    pub(crate) status: Option<u16>,
    /// The body.
    pub(crate) example: ExampleBody,
}

/// A sample call that a section shows.
pub(super) struct Sample {
    pub(super) url: Url,
    pub(super) headers: Vec<docbind_spec::NameValue>,
}

/// A section with its blocks outside of scopes.
pub(super) struct Part<'a> {
    pub(super) number: usize,
    pub(super) title: String,
    /// The headings of all sections in lower case.
    headings: &'a [String],
    page: &'a Page,
    pub(super) blocks: Vec<Placed<'a>>,
    /// Whether sub-sections tell the details.
    pub(super) parent: bool,
    pub(super) words: &'a Words,
}

impl<'a> Part<'a> {
    /// Whether its heading or that of a section around it has a word.
    pub(super) fn is_about(&self, word: &str) -> bool {
        let mut next = Some(self.number);
        while let Some(number) = next {
            let heading = self.headings.get(number);
            if heading.is_some_and(|heading| heading.contains(word)) {
                return true;
            }
            next = self.page.sections[number].parent;
        }
        false
    }

    /// Its running text, that of lists and quotes included.
    pub(super) fn texts(&self) -> Vec<&'a Text> {
        fn collect<'a>(kind: &'a BlockKind, out: &mut Vec<&'a Text>) {
            match kind {
                BlockKind::Paragraph(text) => out.push(text),
                BlockKind::List(list) => {
                    out.extend(list.items.iter().filter_map(|item| item.text()));
                }
                BlockKind::Quote(blocks) => {
                    blocks.iter().for_each(|block| collect(&block.kind, out));
                }
                _ => {}
            }
        }
        let mut out = Vec::new();
        self.blocks
            .iter()
            .for_each(|placed| collect(&placed.block.kind, &mut out));
        out
    }

    pub(super) fn codes(&self) -> impl Iterator<Item = &'a Code> + '_ {
        self.blocks
            .iter()
            .filter_map(|placed| match &placed.block.kind {
                BlockKind::Code(code) => Some(code.as_ref()),
                _ => None,
            })
    }

    /// The calls it shows, as request lines or curl commands.
    pub(super) fn samples(&self) -> Vec<Sample> {
        let mut out = Vec::new();
        for code in self.codes() {
            if let Some(lines) = request::line::read_block(&code.text) {
                out.extend(lines.into_iter().map(|line| Sample {
                    url: line.url,
                    headers: Vec::new(),
                }));
            }
            out.extend(curl::read(&code.text).into_iter().map(|curl| Sample {
                url: curl.url,
                headers: curl.headers,
            }));
        }
        out
    }

    /// All its text in lower case.
    pub(super) fn flat(&self) -> String {
        let texts: Vec<String> = self.texts().iter().map(|text| text.plain()).collect();
        texts
            .join(" ")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase()
    }
}

/// Reads the blocks outside of all scopes; lists what is no fact.
pub(super) fn read(
    page: &Page,
    loose_blocks: &[Placed<'_>],
    words: &Words,
) -> (ConventionFacts, Vec<IgnoredFact>) {
    let mut facts = ConventionFacts::default();
    let mut ignored = Vec::new();
    let titles: Vec<String> = page.sections.iter().map(|it| it.title.plain()).collect();
    let headings: Vec<String> = titles.iter().map(|title| title.to_lowercase()).collect();
    for part in parts(page, titles, &headings, loose_blocks, words) {
        let used = part_facts(&part, &mut facts);
        ignored.extend(leftovers(&part, used, &mut facts));
    }
    (facts, ignored)
}

fn parts<'a>(
    page: &'a Page,
    titles: Vec<String>,
    headings: &'a [String],
    blocks: &[Placed<'a>],
    words: &'a Words,
) -> Vec<Part<'a>> {
    let mut out: Vec<Part<'a>> = Vec::with_capacity(titles.len());
    for (number, (section, title)) in page.sections.iter().zip(titles).enumerate() {
        if let Some(around) = section.parent.and_then(|around| out.get_mut(around)) {
            around.parent |= Topic::Conventions.is_of(&title);
        }
        out.push(Part {
            number,
            title,
            headings,
            page,
            blocks: Vec::new(),
            parent: false,
            words,
        });
    }
    for placed in blocks {
        if let Some(part) = out.get_mut(placed.section) {
            part.blocks.push(*placed);
        }
    }
    out
}

/// What the part's lists and tables were used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Used {
    /// They are facts.
    Facts,
    /// They are not.
    No,
}

fn part_facts(part: &Part<'_>, facts: &mut ConventionFacts) -> Used {
    authentication::read(part, facts);
    let paging = paging::read(part, &mut facts.paging);
    let success = success::read(part, facts);
    errors::read(part, facts);
    if facts.identifiers.is_none() {
        facts.identifiers = identifiers(&part.title).map(|(a, b)| (part.number, a, b));
    }
    facts
        .prefixes
        .extend(part.texts().into_iter().filter_map(prefix));
    let identifiers = facts
        .identifiers
        .as_ref()
        .is_some_and(|(section, ..)| *section == part.number);
    if paging || success || identifiers {
        Used::Facts
    } else {
        Used::No
    }
}

/// "`id` vs `iid`": the two names.
fn identifiers(title: &str) -> Option<(String, String)> {
    let words: Vec<&str> = title
        .split_whitespace()
        .map(|word| word.trim_matches('`'))
        .collect();
    match words[..] {
        [first, "vs" | "vs." | "versus", second] => Some((first.to_owned(), second.to_owned())),
        _ => None,
    }
}

/// Phrases of sentences that state a prefix of all paths.
const PREFIX: &[&str] = &[
    "prefix",
    "base url",
    "base path",
    "found under",
    "served under",
    "available under",
    "begins with",
    "begin with",
    "starts with",
    "start with",
];

/// A prefix of all paths that a sentence states: "the prefix is `/x/v1`".
fn prefix(text: &Text) -> Option<String> {
    let marked = sentences::marked(text);
    // Hardly any text shows a path.
    if !marked.contains("‹/") {
        return None;
    }
    sentences::sentences(&marked).find_map(|sentence| {
        let lower = sentence.to_lowercase();
        if !PREFIX.iter().any(|phrase| lower.contains(phrase)) {
            return None;
        }
        let code =
            sentences::codes(sentence).find(|code| code.starts_with('/') && code.len() > 1)?;
        Some(code.trim_end_matches('/').to_owned())
    })
}

/// Lists the blocks of a part that are no fact.
fn leftovers(part: &Part<'_>, used: Used, facts: &mut ConventionFacts) -> Vec<IgnoredFact> {
    use docbind_spec::{BlockKind as Kind, IgnoreReason as Reason};
    let mut out = Vec::new();
    let mut push = |block, reason, range: &std::ops::Range<usize>| {
        out.push(IgnoredFact {
            section: part.number,
            block,
            reason,
            range: range.clone(),
        });
    };
    for placed in &part.blocks {
        match &placed.block.kind {
            BlockKind::Code(code) => {
                if let Some(url) = path_sample(code) {
                    facts.path_samples.push((part.number, url));
                }
                let error = facts
                    .errors
                    .iter()
                    .any(|error| error.section == part.number)
                    && super::json_example::looks_like_json(body_of(code));
                if let Some(lines) = request::line::read_block(&code.text) {
                    for line in lines {
                        push(
                            Kind::RequestLine,
                            Reason::SampleCall,
                            &code.range(line.range),
                        );
                    }
                } else if !error {
                    let reason = loose::reason_for_code(code, &part.title);
                    push(Kind::Code, reason, &placed.block.range);
                }
            }
            BlockKind::Table(table) if used == Used::No => {
                let columns = columns::read(&table.header, part.words);
                if status_codes::from_table(table, &columns).is_none() {
                    table
                        .rows
                        .iter()
                        .for_each(|row| push(Kind::TableRow, Reason::Constants, &row.range));
                }
            }
            BlockKind::List(list) if used == Used::No => {
                for item in &list.items {
                    let reason = item.text().map_or(Reason::Prose, loose::reason_for_item);
                    push(Kind::ListItem, reason, &item.range);
                }
            }
            _ => {}
        }
    }
    out
}

/// A call without a method: a path with a query, alone in a code block.
fn path_sample(code: &Code) -> Option<Url> {
    let text = code.text.trim();
    let url = super::url::read(text)?;
    (url.host.is_none() && !url.query.is_empty() && !text.contains(char::is_whitespace))
        .then_some(url)
}

/// The body of a printed message, or the whole text.
pub(super) fn body_of(code: &Code) -> &str {
    super::http_message::read_response(&code.text)
        .map_or(code.text.as_str(), |message| message.body)
}
