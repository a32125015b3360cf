//! Where each documented parameter of a section is sent.
//!
//! What comes in: a section's operation with its parameters. What goes out: a [`Spot`] for each.
//! A group or a column decides; then a placeholder of the same name, also where it is spelled
//! otherwise; what is left has no place of its own. Never looks at other sections.

use std::collections::{BTreeMap, BTreeSet};

use docbind_spec::{CallBody, Method, PathTemplate, Presence};

use super::sections::SectionOperation;
use crate::extract::facts::{BodyRole, ParamFact, ParamPlace};
use crate::names::mint;

/// Where a parameter is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spot {
    /// The placeholder of this number.
    Placeholder(usize),
    /// The query string, as the text says.
    Query,
    /// The body, as the text says.
    Body,
    /// A header.
    Header,
    /// Nothing says where.
    Unsaid,
    /// Another request line of the section: this one lacks the placeholder.
    Elsewhere,
}

/// The spots of a section's parameters, in their order.
pub(super) fn spots(section: &SectionOperation<'_>) -> Vec<Spot> {
    if section.endpoint.parameters.is_empty() {
        return Vec::new();
    }
    let mut placing = Placing::new(section);
    placing.as_stated();
    placing.by_name();
    placing.elsewhere();
    placing.by_likeness();
    placing.by_row();
    placing.by_position();
    placing.last_one();
    placing.sent_with_delete();
    placing
        .found
        .into_iter()
        .map(|spot| spot.unwrap_or(Spot::Unsaid))
        .collect()
}

/// Whether two names are one, however their words are joined: placeholders cannot have hyphens.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    if one.is_ascii() && other.is_ascii() {
        return ascii_joined(one).eq(ascii_joined(other));
    }
    joined(one) == joined(other)
}

/// The spelling in which names are compared.
pub(super) fn joined(name: &str) -> String {
    if name.is_ascii() {
        let mut joined = String::with_capacity(name.len());
        joined.extend(ascii_joined(name));
        return joined;
    }
    name.replace(['-', '_'], "").to_lowercase()
}

/// The letters and digits of [`joined`], one after the other.
fn ascii_joined(name: &str) -> impl Iterator<Item = char> {
    let kept = name.chars().filter(|c| !matches!(c, '-' | '_'));
    kept.map(|c| c.to_ascii_lowercase())
}

struct Placing<'s> {
    facts: &'s [ParamFact],
    method: Method,
    placeholders: Vec<Placeholder<'s>>,
    /// The placeholders of all request lines, in the spelling in which names are compared.
    all: &'s BTreeSet<String>,
    /// Names that request lines have in their query.
    queried: BTreeSet<&'s str>,
    section: &'s SectionOperation<'s>,
    found: Vec<Option<Spot>>,
}

/// A placeholder of the section's own path.
struct Placeholder<'s> {
    name: &'s str,
    /// The segment before it; empty where that has a placeholder, too.
    before: &'s str,
    /// Whether a parameter stands for it.
    taken: bool,
}

impl<'s> Placing<'s> {
    fn new(section: &'s SectionOperation<'_>) -> Self {
        let own = placeholders(&section.path);
        let queried = section
            .requests
            .iter()
            .flat_map(|request| request.url.query.iter().map(|(name, _)| name.as_str()))
            .collect();
        Self {
            facts: &section.endpoint.parameters,
            method: section.method,
            placeholders: own,
            all: &section.lines.placeholders,
            queried,
            section,
            found: vec![None; section.endpoint.parameters.len()],
        }
    }

    /// The numbers of parameters without a spot that may be placeholders.
    fn open(&self) -> Vec<usize> {
        let may = |place| {
            matches!(
                place,
                ParamPlace::Unsaid | ParamPlace::Path | ParamPlace::Address
            )
        };
        let all = self.facts.iter().zip(&self.found).enumerate();
        all.filter(|(_, (fact, spot))| spot.is_none() && may(fact.place))
            .map(|(number, _)| number)
            .collect()
    }

    fn fact(&self, number: usize) -> Option<&'s ParamFact> {
        self.facts.get(number)
    }

    fn put(&mut self, number: usize, spot: Spot) {
        if let Some(found) = self.found.get_mut(number) {
            *found = Some(spot);
        }
        if let Spot::Placeholder(at) = spot
            && let Some(placeholder) = self.placeholders.get_mut(at)
        {
            placeholder.taken = true;
        }
    }

    fn as_stated(&mut self) {
        for (number, fact) in self.facts.iter().enumerate() {
            match fact.place {
                ParamPlace::Query => self.put(number, Spot::Query),
                ParamPlace::Body => self.put(number, Spot::Body),
                ParamPlace::Header => self.put(number, Spot::Header),
                ParamPlace::Unsaid | ParamPlace::Path | ParamPlace::Address => {}
            }
        }
    }

    fn by_name(&mut self) {
        for number in self.open() {
            let Some(fact) = self.fact(number) else {
                continue;
            };
            let at = self
                .placeholders
                .iter()
                .position(|own| is_same(own.name, &fact.name));
            match at {
                Some(at) => self.put(number, Spot::Placeholder(at)),
                None if self.queried.contains(fact.name.as_str()) => self.put(number, Spot::Query),
                None => {}
            }
        }
    }

    /// A row that names a placeholder of another request line is that line's.
    fn elsewhere(&mut self) {
        // Most sections have one request line, or several with the same placeholders.
        if self.all.iter().all(|name| self.is_own(name)) {
            return;
        }
        let rows = self.rows();
        for number in self.open() {
            let Some(fact) = self.fact(number) else {
                continue;
            };
            let by_row = rows.get(&row(fact)).copied().unwrap_or(false);
            if by_row || self.is_other(&fact.name) {
                self.put(number, Spot::Elsewhere);
            }
        }
    }

    /// Whether all names in a row as one are a placeholder of another request line: "isbn or
    /// title" stands for `isbn_or_title`.
    fn rows(&self) -> BTreeMap<(usize, usize), bool> {
        let mut rows: BTreeMap<_, Vec<&str>> = BTreeMap::new();
        for fact in self.facts {
            rows.entry(row(fact)).or_default().push(&fact.name);
        }
        let rows = rows.into_iter();
        rows.map(|(row, names)| (row, self.is_other(&names.join("_or_"))))
            .collect()
    }

    /// Whether only other request lines have a placeholder of this name.
    fn is_other(&self, name: &str) -> bool {
        self.all.contains(&joined(name)) && !self.is_own(name)
    }

    /// Whether the section's own path has a placeholder of this name.
    fn is_own(&self, name: &str) -> bool {
        let mut own = self.placeholders.iter();
        own.any(|own| is_same(own.name, name))
    }

    /// A placeholder that is spelled otherwise.
    fn by_likeness(&mut self) {
        for number in self.open() {
            let Some(fact) = self.fact(number) else {
                continue;
            };
            if fact.presence == Presence::Optional && fact.place == ParamPlace::Unsaid {
                continue;
            }
            let alike = |own: &Placeholder<'_>| !own.taken && is_alike(&fact.name, own);
            if let Some(at) = self.placeholders.iter().position(alike) {
                self.put(number, Spot::Placeholder(at));
            }
        }
    }

    /// The other names in the row of a placeholder: `name or id` for `name_or_id`.
    fn by_row(&mut self) {
        for number in self.open() {
            let Some(before) = number.checked_sub(1) else {
                continue;
            };
            let (Some(fact), Some(other)) = (self.fact(number), self.fact(before)) else {
                continue;
            };
            if let Some(Some(Spot::Placeholder(at))) = self.found.get(before).copied()
                && fact.range == other.range
                && self
                    .placeholders
                    .get(at)
                    .is_some_and(|own| is_alike(&fact.name, own))
            {
                self.put(number, Spot::Placeholder(at));
            }
        }
    }

    /// Rows that the text calls those of the path, and that match nothing, go by position.
    fn by_position(&mut self) {
        for number in self.open() {
            let place = self.fact(number).map(|fact| fact.place);
            let free = self.placeholders.iter().position(|own| !own.taken);
            match (place, free) {
                (Some(ParamPlace::Path), Some(at)) => self.put(number, Spot::Placeholder(at)),
                (Some(ParamPlace::Path | ParamPlace::Address), _) => self.put(number, Spot::Query),
                _ => {}
            }
        }
    }

    /// One identifier left and one placeholder left.
    fn last_one(&mut self) {
        let open = self.open();
        let mut free = (0..self.placeholders.len())
            .filter(|at| self.placeholders.get(*at).is_some_and(|own| !own.taken));
        let required: Vec<usize> = open
            .iter()
            .copied()
            .filter(|number| {
                let fact = self.fact(*number);
                fact.is_some_and(|fact| {
                    fact.presence == Presence::Required && is_identifier(&fact.name)
                })
            })
            .collect();
        let only = (free.next(), free.next());
        if let ((Some(at), None), [number], true) =
            (only, required.as_slice(), self.method.is_bodiless())
        {
            self.put(*number, Spot::Placeholder(at));
        }
    }

    /// What bodies show, although the method seldom has one.
    fn sent_with_delete(&mut self) {
        if self.method == Method::Delete {
            let in_bodies = in_bodies(self.section);
            for number in self.open() {
                if self
                    .fact(number)
                    .is_some_and(|fact| in_bodies.contains(fact.name.as_str()))
                {
                    self.put(number, Spot::Body);
                }
            }
        }
    }
}

/// Where the row of a parameter stands.
const fn row(fact: &ParamFact) -> (usize, usize) {
    (fact.range.start, fact.range.end)
}

fn placeholders(path: &PathTemplate) -> Vec<Placeholder<'_>> {
    let mut before = "";
    let mut out = Vec::new();
    for segment in path.segments() {
        for name in segment
            .pieces()
            .iter()
            .filter_map(docbind_spec::Piece::name)
        {
            out.push(Placeholder {
                name,
                before,
                taken: false,
            });
        }
        before = segment.as_literal().unwrap_or_default();
    }
    out
}

/// The names that JSON bodies of the section have.
fn in_bodies<'s>(section: &'s SectionOperation<'_>) -> BTreeSet<&'s str> {
    let examples = section.endpoint.examples.iter();
    let fields = examples
        .filter(|example| example.role == BodyRole::Request)
        .filter_map(|example| example.body.value()?.as_object())
        .flat_map(|map| map.keys().map(String::as_str));
    let curls = section.endpoint.curls.iter();
    let own = curls.filter(|(curl, _)| curl.method == section.method);
    let sent = own.filter_map(|(curl, _)| match &curl.body {
        // What a command sends as a form may as well be sent in the query.
        Some(CallBody::Json(value)) => value.as_object(),
        _ => None,
    });
    let sent = sent.flat_map(|map| map.keys().map(String::as_str));
    fields.chain(sent).collect()
}

/// Words at the end of a name that only say that it is one of an identifier.
const IDENTIFIERS: &[&str] = &["id", "iid", "uid", "uuid", "guid"];

fn is_identifier(name: &str) -> bool {
    words(name)
        .last()
        .is_some_and(|word| IDENTIFIERS.contains(&word.as_str()))
}

/// Whether a name is that of a placeholder in other words: `book_id` and `id` below `books`,
/// `bookIds` and `book_id`, one of the two in `id_or_name`.
fn is_alike(name: &str, placeholder: &Placeholder<'_>) -> bool {
    let noun = words(&mint::singular(&mint::snake(placeholder.before)));
    let without_noun = |words: &[String]| -> Vec<String> {
        let rest = words.strip_prefix(noun.as_slice()).unwrap_or(words);
        if noun.is_empty() || rest.is_empty() {
            words.to_vec()
        } else {
            rest.to_vec()
        }
    };
    let name = words(name);
    let spelled = words(placeholder.name);
    let mut alternatives = spelled.split(|word| word == "or");
    if spelled.contains(&"or".to_owned())
        && alternatives.any(|part| without_noun(part) == without_noun(&name))
    {
        return true;
    }
    let (own, other) = (without_noun(&name), without_noun(&spelled));
    if own == other {
        return true;
    }
    // `book` stands for the identifier of a book.
    let bare = |words: &[String]| match words {
        [rest @ .., last] if !rest.is_empty() && IDENTIFIERS.contains(&last.as_str()) => {
            rest.to_vec()
        }
        _ => words.to_vec(),
    };
    bare(&name) == bare(&spelled)
        || spelled == noun
            && own.len() == 1
            && own.iter().all(|word| IDENTIFIERS.contains(&word.as_str()))
        || is_slip(&name.join("_"), &spelled.join("_"))
}

/// Names this long may differ by a slip of the pen and mean the same.
const MIN_LENGTH: usize = 5;

/// Whether two names differ by a slip of the pen.
pub(super) fn is_slip(name: &str, other: &str) -> bool {
    name.len().min(other.len()) >= MIN_LENGTH && strsim::osa_distance(name, other) == 1
}

/// The words of a name, each in the singular.
fn words(name: &str) -> Vec<String> {
    mint::snake(name)
        .split('_')
        .filter(|word| !word.is_empty())
        .map(mint::singular)
        .collect()
}
