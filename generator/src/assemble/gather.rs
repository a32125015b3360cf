//! Everything that the sections of one operation say about each of its parameters.
//!
//! What comes in: the sections of an operation. What goes out: its parameters with the facts about
//! each, those of the path first, then in the order of the pages. Facts are not weighed here.

use std::borrow::Cow;
use std::collections::BTreeMap;

use docbind_spec::{Evidence, Location, Method, Source, Witness};
use serde_json::Value;

use super::operation::Merged;
use super::parameters::calls;
use super::placement::Spot;
use super::sections::SectionOperation;
use crate::extract::facts::{BodyRole, ParamFact};
use crate::extract::{param_item, url};
use crate::few;

/// A parameter with the facts about it and the sections they stand in, in document order.
pub(super) struct Gathered<'a> {
    pub(super) name: Cow<'a, str>,
    pub(super) location: Location,
    pub(super) facts: Vec<(usize, &'a ParamFact)>,
    /// What kinds of text show it, each with its section.
    pub(super) shown: Vec<(Witness, &'a Source)>,
    /// Whether the documents call it `name[]`: it is sent once for each of its values.
    pub(super) bracketed: bool,
    /// Who says where it is sent.
    placed: Placed,
}

impl<'a> Gathered<'a> {
    /// Notes that a section shows it.
    fn show(&mut self, witness: Witness, source: &'a Source) {
        if !self.shown.contains(&(witness, source)) {
            few::push(&mut self.shown, (witness, source));
        }
    }

    /// The same as the spec keeps it.
    pub(super) fn evidence(&self) -> Vec<Evidence> {
        let shown = self.shown.iter();
        let evidence = shown.map(|(witness, source)| Evidence {
            witness: *witness,
            source: (*source).clone(),
        });
        evidence.collect()
    }
}

/// Who says where a parameter is sent.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Placed {
    /// The documents.
    Stated,
    /// Nobody: it is sent where parameters of such a method are.
    Assumed,
}

/// Parameters so far, found again by name.
struct Slots<'a> {
    merged: &'a Merged<'a>,
    all: Vec<Gathered<'a>>,
    /// The numbers of those of one name.
    named: BTreeMap<Cow<'a, str>, Vec<usize>>,
}

impl<'a> Slots<'a> {
    /// Those of the path.
    fn new(merged: &'a Merged<'a>) -> Self {
        let mut slots = Self {
            merged,
            all: Vec::new(),
            named: BTreeMap::new(),
        };
        for name in merged.path.placeholders() {
            slots.add(name.into(), Location::Path, Placed::Stated);
        }
        slots
    }

    fn add(&mut self, name: Cow<'a, str>, location: Location, placed: Placed) -> usize {
        let number = self.all.len();
        self.named.entry(name.clone()).or_default().push(number);
        self.all.push(Gathered {
            name,
            location,
            facts: Vec::new(),
            shown: Vec::new(),
            bracketed: false,
            placed,
        });
        number
    }

    fn find(&self, name: &str, fits: impl Fn(&Gathered<'a>) -> bool) -> Option<usize> {
        let numbers = self.named.get(name)?;
        let fits = |number: &&usize| self.all.get(**number).is_some_and(&fits);
        numbers.iter().find(fits).copied()
    }

    /// A question mark after a documented name says that it may be left out, unless what is sent
    /// has it as well: then it is a part of the name.
    fn with_mark(&mut self, sent: &str) {
        let Some(plain) = sent.strip_suffix('?') else {
            return;
        };
        let numbers = self.named.get(plain).cloned().unwrap_or_default();
        for number in numbers {
            if let Some(known) = self.all.get_mut(number)
                && known.location != Location::Path
            {
                known.name = Cow::Owned(sent.to_owned());
                let named = self.named.entry(known.name.clone());
                named.or_default().push(number);
            }
        }
    }

    /// The parameter of this name at this place; a new one where there is none. One whose place
    /// was only assumed moves.
    fn at(&mut self, name: Cow<'a, str>, location: Location) -> &mut Gathered<'a> {
        let stated = self.find(&name, |known| known.location == location);
        let movable = || {
            self.find(&name, |known| {
                known.placed == Placed::Assumed && known.location != Location::Header
            })
        };
        let number = stated
            .or_else(|| (location != Location::Header).then(movable).flatten())
            .unwrap_or_else(|| self.add(name, location, Placed::Stated));
        let slot = &mut self.all[number];
        slot.location = location;
        slot.placed = Placed::Stated;
        slot
    }

    /// The parameter of this name wherever it is sent, those of the path last; a new one where
    /// there is none.
    fn anywhere(&mut self, name: Cow<'a, str>, usual: Location) -> &mut Gathered<'a> {
        let known = self
            .find(&name, |known| {
                matches!(known.location, Location::Query | Location::Body)
            })
            .or_else(|| self.find(&name, |known| known.location == Location::Path));
        let number = known.unwrap_or_else(|| self.add(name, usual, Placed::Assumed));
        &mut self.all[number]
    }

    fn get(
        &mut self,
        spot: Spot,
        name: &'a str,
        section: &SectionOperation<'_>,
    ) -> Option<&mut Gathered<'a>> {
        Some(match spot {
            Spot::Placeholder(at) => self.all.get_mut(at)?,
            Spot::Query => self.at(name.into(), Location::Query),
            Spot::Body => self.at(name.into(), Location::Body),
            Spot::Header => self.at(name.into(), Location::Header),
            Spot::Unsaid => {
                let said = section.unlabelled;
                let usual = said.unwrap_or_else(|| location(self.merged.method, section));
                self.anywhere(name.into(), usual)
            }
            Spot::Elsewhere => return None,
        })
    }
}

/// Everything that the sections say about each parameter, those of the path first.
pub(super) fn gather<'a>(merged: &'a Merged<'a>, general: &[&str]) -> Vec<Gathered<'a>> {
    let mut slots = Slots::new(merged);
    for (number, (section, spots)) in merged.sections.iter().zip(&merged.spots).enumerate() {
        let (shown, named): (Vec<_>, Vec<_>) = queries(section, general)
            .into_iter()
            .partition(|(_, witness)| *witness == Witness::Example);
        for (name, witness) in named {
            slots
                .at(name.into(), Location::Query)
                .show(witness, &section.source);
        }
        let facts = section.endpoint.parameters.iter();
        for (fact, spot) in facts.zip(spots) {
            // Placeholders stand in their order, whatever a later section calls them.
            let base = fact.name.strip_suffix("[]").filter(|it| !it.contains('['));
            if let Some(slot) = slots.get(*spot, base.unwrap_or(&fact.name), section) {
                slot.bracketed |= base.is_some();
                few::push(&mut slot.facts, (number, fact));
                let source = fact.from.as_ref().unwrap_or(&section.source);
                slot.show(fact.witness, source);
            }
        }
        // What a request shows filled in keeps the order in which the text has it.
        for (name, witness) in shown {
            slots
                .at(name.into(), Location::Query)
                .show(witness, &section.source);
        }
        for name in example_fields(section) {
            slots.with_mark(name);
            // A `DELETE` whose body is shown has one.
            let usual = match merged.method {
                Method::Delete => Location::Body,
                method => location(method, section),
            };
            let slot = slots.anywhere(name.into(), usual);
            slot.show(Witness::Example, &section.source);
        }
        let curls = section.endpoint.curls.iter().map(|(curl, _)| curl);
        for curl in curls.filter(|curl| calls(curl, section, merged)) {
            let sent = curl.sent().into_iter();
            for (name, _) in sent.filter(|(name, _)| is_sent_name(name) && !general.contains(name))
            {
                // What a command sends in a query may as well be meant for the body, unless it has
                // a body beside.
                let printed = (curl.witness == Witness::Example || curl.body.is_some())
                    && curl.url.query.iter().any(|(own, _)| own == name);
                let name = base_name(name);
                slots.with_mark(name);
                let slot = match slots.find(name, |_| true) {
                    None if printed => slots.at(name.into(), Location::Query),
                    _ => slots.anywhere(name.into(), location(merged.method, section)),
                };
                slot.show(curl.witness, &section.source);
            }
        }
    }
    // Whoever compares operations keeps those of all.
    slots.all.shrink_to_fit();
    slots.all
}

/// The parameters in the query strings of the request lines, each with what kind of text shows it.
fn queries<'s>(section: &'s SectionOperation<'_>, general: &[&str]) -> Vec<(&'s str, Witness)> {
    let requests = section.requests.iter();
    let queries = requests.flat_map(|request| &request.url.query);
    let own = |name: &str| param_item::is_name(name) && !general.contains(&name);
    let witness = |value: Option<&str>| url::filled_in(value).unwrap_or(Witness::RequestLine);
    queries
        .filter(|(name, _)| own(name))
        .map(|(name, value)| (name.as_str(), witness(value.as_deref())))
        .collect()
}

/// Whether what is sent under a name may be a parameter: the name may end in a question mark.
fn is_sent_name(name: &str) -> bool {
    param_item::is_name(name.strip_suffix('?').unwrap_or(name))
}

/// `scope[]` and `variables[A]` are the parameters `scope` and `variables`.
fn base_name(name: &str) -> &str {
    name.split('[').next().unwrap_or(name)
}

fn example_fields<'s>(section: &'s SectionOperation<'_>) -> Vec<&'s str> {
    let requests = section
        .endpoint
        .examples
        .iter()
        .filter(|example| example.role == BodyRole::Request);
    requests
        .filter_map(|example| example.body.value())
        .filter_map(Value::as_object)
        .flat_map(|map| map.keys().map(String::as_str))
        .filter(|name| is_sent_name(name))
        .collect()
}

/// Where parameters go that are neither in the path nor headers.
fn location(method: Method, section: &SectionOperation<'_>) -> Location {
    if method.is_bodiless() || section.endpoint.raw_body {
        Location::Query
    } else {
        Location::Body
    }
}
