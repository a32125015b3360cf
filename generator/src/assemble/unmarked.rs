//! What it means that a parameter has no marker, for the whole set of documents.
//!
//! What comes in: all pages. What goes out: the same pages, with a presence for parameters that
//! nothing beside them gives one. The order: a person's setting, a sentence of the section, of the
//! page, of an overview page, a vote over all pages. Presences that a text states never change.

use docbind_spec::{PathTemplate, Presence, PresenceBy, Witness};

use super::placement::is_same;
use super::{ReadPage, path_style};
use crate::extract::facts::{Endpoint, ParamFact};
use crate::threads;

/// Fewer marks than these are no habit.
const LEAST_MARKS: usize = 5;

/// A habit marks at least one row in so many.
const ROWS_PER_MARK: usize = 10;

/// So many marks outweigh one of the other kind, which then is a slip.
const MARKS_PER_SLIP: usize = 50;

/// Gives parameters without a marker a presence; `setting` is what a person says of them.
pub(crate) fn settle(pages: &mut [ReadPage], setting: Option<Presence>) {
    let everywhere = pages
        .iter()
        .filter(|read| read.facts.endpoints.is_empty())
        .find_map(|read| read.facts.unmarked);
    let votes = votes(pages);
    for facts in pages.iter_mut().map(|read| &mut read.facts) {
        let page = facts.unmarked;
        for endpoint in &mut facts.endpoints {
            let noted = endpoint.unmarked.or(page).or(everywhere);
            let decided = setting
                .map(|presence| (presence, PresenceBy::Setting))
                .or_else(|| noted.map(|presence| (presence, PresenceBy::Note)));
            for fact in &mut endpoint.parameters {
                give(fact, decided, votes);
            }
        }
    }
}

/// A presence and who says so.
type Decided = (Presence, PresenceBy);

fn give(fact: &mut ParamFact, decided: Option<Decided>, votes: [Option<Presence>; 2]) {
    for field in &mut fact.fields {
        give(field, decided, votes);
    }
    let Some(shape) = shape(fact).filter(|_| is_unmarked(fact)) else {
        return;
    };
    let optional = decided.is_some_and(|(presence, _)| presence == Presence::Optional);
    if fact.values.default.is_some() && !optional {
        // Another value holds where none is sent.
        fact.presence = Presence::Optional;
        return;
    }
    let [tables, lists] = votes;
    let vote = match shape {
        Shape::Table => tables,
        Shape::List => lists,
    };
    let voted = vote.map(|presence| (presence, PresenceBy::Vote));
    if let Some((presence, by)) = decided.or(voted) {
        fact.presence = presence;
        fact.presence_by = Some(by);
    }
}

/// Where a parameter is documented. A table's columns and the words of a list are two habits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Table,
    List,
}

fn shape(fact: &ParamFact) -> Option<Shape> {
    match fact.witness {
        Witness::Table => Some(Shape::Table),
        Witness::List | Witness::Preformatted => Some(Shape::List),
        _ => None,
    }
}

fn is_unmarked(fact: &ParamFact) -> bool {
    fact.presence == Presence::Unstated && fact.condition.is_none()
}

/// How many rows are marked.
#[derive(Default)]
struct Count {
    required: usize,
    optional: usize,
    rows: usize,
}

impl Count {
    fn add(&mut self, fact: &ParamFact) {
        self.rows += 1;
        self.required += usize::from(fact.presence == Presence::Required);
        self.optional += usize::from(fact.presence == Presence::Optional);
        fact.fields.iter().for_each(|field| self.add(field));
    }

    fn add_all(&mut self, other: &Self) {
        self.rows += other.rows;
        self.required += other.required;
        self.optional += other.optional;
    }

    /// What rows without a marker are.
    fn result(&self) -> Option<Presence> {
        let habit = |marks: usize, others: usize| {
            marks >= LEAST_MARKS
                && marks * ROWS_PER_MARK >= self.rows
                && others * MARKS_PER_SLIP <= marks
        };
        if habit(self.required, self.optional) {
            Some(Presence::Optional)
        } else if habit(self.optional, self.required) {
            Some(Presence::Required)
        } else {
            None
        }
    }
}

/// One vote of tables and one of lists over all pages.
fn votes(pages: &[ReadPage]) -> [Option<Presence>; 2] {
    let (mut tables, mut lists) = (Count::default(), Count::default());
    for (own_tables, own_lists) in
        threads::each_of_many(pages, |read| counts(&read.facts.endpoints))
    {
        tables.add_all(&own_tables);
        lists.add_all(&own_lists);
    }
    [tables.result(), lists.result()]
}

/// The rows of the tables and of the lists of a page, without the placeholders of paths, which are
/// required anyway.
fn counts(endpoints: &[Endpoint]) -> (Count, Count) {
    let (mut tables, mut lists) = (Count::default(), Count::default());
    for endpoint in endpoints {
        let requests = endpoint.requests.iter();
        let paths = requests.map(|request| path_style::template(&request.url.path));
        let paths: Vec<PathTemplate> = paths.collect();
        let in_path = |fact: &ParamFact| {
            let mut names = paths.iter().flat_map(PathTemplate::placeholders);
            names.any(|name| is_same(name, &fact.name))
        };
        for fact in endpoint.parameters.iter().filter(|fact| !in_path(fact)) {
            match shape(fact) {
                Some(Shape::Table) => tables.add(fact),
                Some(Shape::List) => lists.add(fact),
                None => {}
            }
        }
    }
    (tables, lists)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_kind_of_mark_tells_what_the_others_are() {
        for (required, optional, rows, expected) in [
            (5, 0, 20, Some(Presence::Optional)),
            (0, 5, 20, Some(Presence::Required)),
            (4, 0, 8, None),
            (5, 0, 51, None),
            (5, 1, 20, None),
            (100, 2, 400, Some(Presence::Optional)),
            (100, 3, 400, None),
            (0, 0, 20, None),
        ] {
            let count = Count {
                required,
                optional,
                rows,
            };
            assert_eq!(count.result(), expected, "{required} {optional} {rows}");
        }
    }
}
