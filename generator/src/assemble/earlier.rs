//! Which operation of an earlier spec each operation is.
//!
//! What comes in: the operations of the pages, and the spec whose names stay. What goes out: an
//! [`Earlier`], which knows for each operation the one that it was. That is the one with the same
//! method and path, on whatever page it stands now; else the one that stood under the same heading
//! of the same page, also if that has another name now, where nothing else could be meant. A
//! doubtful one was none: it gets a new name, so that nobody calls it for what it is not.

use std::collections::{BTreeMap, BTreeSet};

use docbind_spec::{ApiSpec, Method, Operation, PathTemplate, Section, TypeDef, types_within};

/// An earlier spec, by the operations of now.
#[derive(Debug, Default)]
pub(super) struct Earlier<'a> {
    types: &'a [TypeDef],
    /// For each operation of now the one that it was.
    operations: Vec<Option<&'a Operation>>,
}

impl<'a> Earlier<'a> {
    /// Finds each operation in an earlier spec. No two are found to be the same one.
    pub(super) fn find(spec: Option<&'a ApiSpec>, operations: &[Operation]) -> Self {
        let Some(spec) = spec else {
            return Self::default();
        };
        let mut found = Self {
            types: &spec.types,
            operations: by_request(&spec.operations, operations),
        };
        found.add_moved(&spec.operations, operations);
        found
    }

    /// What an operation was.
    pub(super) fn operation(&self, number: usize) -> Option<&'a Operation> {
        self.operations.get(number).copied().flatten()
    }

    /// The types of then.
    pub(super) const fn types(&self) -> &'a [TypeDef] {
        self.types
    }

    /// The names of the types of then that were only sent.
    pub(super) fn sent_types(&self) -> BTreeSet<String> {
        let operations = || self.operations.iter().flatten();
        let taken = types_within(self.types, operations().flat_map(|it| it.taken()));
        let answered = types_within(self.types, operations().flat_map(|it| it.answered()));
        taken
            .difference(&answered)
            .map(|name| (*name).to_owned())
            .collect()
    }

    /// Adds the operations whose request is another one now, under the heading of before: another
    /// method on the same path, or, where the heading has nothing else, another path of the same
    /// kind.
    fn add_moved(&mut self, older: &'a [Operation], newer: &[Operation]) {
        let found = self.operations.iter().flatten();
        let found: BTreeSet<Request> = found.map(|it| it.anonymous_request()).collect();
        let gone: Vec<&'a Operation> = older
            .iter()
            .filter(|operation| !found.contains(&operation.anonymous_request()))
            .collect();
        let came: Vec<(usize, &Operation)> = newer
            .iter()
            .enumerate()
            .filter(|(number, _)| self.operation(*number).is_none())
            .collect();
        let (renamed, as_they_are) = (self.renamed_pages(newer), BTreeMap::new());
        let before = Headings::of(older, &renamed);
        let after = Headings::of(newer, &as_they_are);
        let other_method = one_to_one(
            &gone,
            &came,
            |old| Some((before.heading(old)?, old.anonymous_request().1)),
            |new| Some((after.heading(new)?, new.anonymous_request().1)),
        );
        let other_path = one_to_one(
            &gone,
            &came,
            |old| Some((before.only(old)?, old.method, is_about_one(old))),
            |new| Some((after.only(new)?, new.method, is_about_one(new))),
        );
        for (old, new) in other_method.into_iter().chain(other_path) {
            self.operations[new] = Some(old);
        }
    }

    /// The names of now of pages that are gone: where all that is left of them stands.
    fn renamed_pages<'n>(&self, newer: &'n [Operation]) -> BTreeMap<&'a str, &'n str> {
        let page = |operation: &'n Operation| Some(operation.sections.first()?.source.page());
        let sections = newer.iter().flat_map(|operation| &operation.sections);
        let pages: BTreeSet<&str> = sections.map(|section| section.source.page()).collect();
        let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (old, new) in self.operations.iter().zip(newer) {
            let old = old.and_then(|old| Some(old.sections.first()?.source.page()));
            if let (Some(old), Some(new)) = (old, page(new)) {
                found.entry(old).or_default().insert(new);
            }
        }
        found
            .into_iter()
            .filter(|(old, new)| new.len() == 1 && !pages.contains(old))
            .filter_map(|(old, new)| Some((old, new.into_iter().next()?)))
            .collect()
    }
}

/// Method and path, names of placeholders aside.
type Request = (Method, String);

fn by_request<'a>(older: &'a [Operation], newer: &[Operation]) -> Vec<Option<&'a Operation>> {
    let mut known: BTreeMap<Request, &Operation> = older
        .iter()
        .map(|operation| (operation.anonymous_request(), operation))
        .collect();
    newer
        .iter()
        .map(|operation| known.remove(&operation.anonymous_request()))
        .collect()
}

/// What went and what came under the same key, where that is one of each.
fn one_to_one<'a, 'n, K: Ord>(
    gone: &[&'a Operation],
    came: &[(usize, &'n Operation)],
    old_key: impl Fn(&'a Operation) -> Option<K>,
    new_key: impl Fn(&'n Operation) -> Option<K>,
) -> Vec<(&'a Operation, usize)> {
    let mut known: BTreeMap<K, (Vec<&Operation>, Vec<usize>)> = BTreeMap::new();
    for old in gone {
        if let Some(key) = old_key(old) {
            known.entry(key).or_default().0.push(old);
        }
    }
    for (number, new) in came {
        if let Some(key) = new_key(new) {
            known.entry(key).or_default().1.push(*number);
        }
    }
    known
        .into_values()
        .filter_map(|(old, new)| match (&old[..], &new[..]) {
            ([old], [new]) => Some((*old, *new)),
            _ => None,
        })
        .collect()
}

/// Whether a path names one thing: what reads one is no list, whatever its heading says.
fn is_about_one(operation: &Operation) -> bool {
    let path = PathTemplate::parse(&operation.path);
    let last = path.segments().last();
    last.is_some_and(|segment| segment.as_literal().is_none())
}

/// A page and a heading on it. Headings that read alike are one: their addresses change with
/// their neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Heading<'o> {
    page: &'o str,
    title: &'o str,
}

/// How many operations stand under each heading.
struct Headings<'o> {
    /// Other names of pages.
    pages: &'o BTreeMap<&'o str, &'o str>,
    counts: BTreeMap<Heading<'o>, usize>,
}

impl<'o> Headings<'o> {
    fn of(operations: &'o [Operation], pages: &'o BTreeMap<&'o str, &'o str>) -> Self {
        let mut headings = Self {
            pages,
            counts: BTreeMap::new(),
        };
        for section in operations.iter().flat_map(|operation| &operation.sections) {
            let heading = headings.of_section(section);
            *headings.counts.entry(heading).or_default() += 1;
        }
        headings
    }

    fn of_section<'s>(&self, section: &'s Section) -> Heading<'s>
    where
        'o: 's,
    {
        let page = section.source.page();
        Heading {
            page: self.pages.get(page).copied().unwrap_or(page),
            title: &section.title,
        }
    }

    /// The heading under which an operation stands first.
    fn heading<'s>(&self, operation: &'s Operation) -> Option<Heading<'s>>
    where
        'o: 's,
    {
        let first = operation.sections.first()?;
        Some(self.of_section(first))
    }

    /// The heading of an operation that has it for itself.
    fn only<'s>(&self, operation: &'s Operation) -> Option<Heading<'s>>
    where
        'o: 's,
    {
        let heading = self.heading(operation)?;
        (self.counts.get(&heading) == Some(&1)).then_some(heading)
    }
}
