//! What is the same on both sides under another name.
//!
//! What comes in: two lists of operations, parameters, fields or types. What goes out: pairs of
//! numbers. A rename is only taken as one where nothing else could be meant; a doubtful one stays
//! something removed and something added.

use std::collections::{BTreeMap, BTreeSet};

use docbind_spec::{ApiSpec, Operation, Schema};

/// Number of an operation on the older side and on the newer one.
pub(super) type Pair = (usize, usize);

/// The operations that are the same: by request, then by name, then by heading where path or
/// method changed.
pub(super) fn operations(older: &[Operation], newer: &[Operation]) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::new();
    let mut places: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (index, operation) in older.iter().enumerate().rev() {
        places
            .entry(operation.anonymous_request())
            .or_default()
            .push(index);
    }
    for (new, operation) in newer.iter().enumerate() {
        let old = places
            .get_mut(&operation.anonymous_request())
            .and_then(Vec::pop);
        pairs.extend(old.map(|old| (old, new)));
    }
    pairs.extend(named(older, newer, &pairs));
    pairs.extend(moved(older, newer, &pairs, under_one_heading));
    pairs.sort_by_key(|(_, new)| *new);
    pairs
}

/// How likely one operation is the other at a new address: the same page has it under the same
/// heading, and either its path stayed or its method did and the paths differ by spelling.
///
/// Headings such as `Delete` stand over many things, so more than that is not taken for a move.
fn under_one_heading(old: &Operation, new: &Operation) -> Option<f64> {
    let told = |operation: &Operation| {
        let section = operation.sections.first()?;
        Some((section.source.page().to_owned(), section.title.clone()))
    };
    if told(old).is_none() || told(old) != told(new) {
        return None;
    }
    let ((old_method, old_path), (new_method, new_path)) =
        (old.anonymous_request(), new.anonymous_request());
    let stayed = old_path == new_path || old_method == new_method && respelt(&old_path, &new_path);
    stayed.then(|| strsim::normalized_levenshtein(&old_path, &new_path))
}

/// Whether two paths have the same segments but for the spelling of some.
fn respelt(old: &str, new: &str) -> bool {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split('/').collect(), new.split('/').collect());
    let mut segments = old.iter().zip(&new);
    old.len() == new.len() && segments.all(|(old, new)| old == new || alike(old, new).is_some())
}

/// Pairs of operations that are in no pair yet and have one name, and the same method or path.
fn named(older: &[Operation], newer: &[Operation], known: &[Pair]) -> Vec<Pair> {
    let taken: BTreeSet<usize> = known.iter().map(|pair| pair.0).collect();
    let free = older.iter().enumerate();
    let free = free.filter(|(index, _)| !taken.contains(index));
    let mut names: BTreeMap<_, _> = free
        .map(|(index, it)| ((&it.resource, &it.id), (index, it)))
        .collect();
    let taken: BTreeSet<usize> = known.iter().map(|pair| pair.1).collect();
    let mut pairs = Vec::new();
    for (new, operation) in newer.iter().enumerate() {
        if taken.contains(&new) {
            continue;
        }
        let name = (&operation.resource, &operation.id);
        if let Some((old, before)) = names.get(&name) {
            let (from, to) = (before.anonymous_request(), operation.anonymous_request());
            if from.0 == to.0 || from.1 == to.1 {
                pairs.push((*old, new));
                names.remove(&name);
            }
        }
    }
    pairs
}

/// Pairs of operations that are in no pair yet, by how likely one is the other.
fn moved(
    older: &[Operation],
    newer: &[Operation],
    known: &[Pair],
    score: impl Fn(&Operation, &Operation) -> Option<f64>,
) -> Vec<Pair> {
    let free = |length: usize, taken: BTreeSet<usize>| -> Vec<usize> {
        (0..length).filter(|index| !taken.contains(index)).collect()
    };
    let olds = free(older.len(), known.iter().map(|pair| pair.0).collect());
    let news = free(newer.len(), known.iter().map(|pair| pair.1).collect());
    renamed(&olds, &news, |old, new| {
        score(older.get(*old)?, newer.get(*new)?)
    })
    .into_iter()
    .filter_map(|(old, new)| Some((*olds.get(old)?, *news.get(new)?)))
    .collect()
}

/// Pairs of what went and what came: each the other's best, and no second one as good. Where
/// very much came and went, nothing is taken for renamed.
pub(super) fn renamed<T>(
    removed: &[T],
    added: &[T],
    score: impl Fn(&T, &T) -> Option<f64>,
) -> Vec<Pair> {
    const MOST: usize = 100_000;
    if removed.len().saturating_mul(added.len()) > MOST {
        return Vec::new();
    }
    let mut scores: Vec<(usize, usize, f64)> = Vec::new();
    let mut best_of_old = vec![Best::default(); removed.len()];
    let mut best_of_new = vec![Best::default(); added.len()];
    for (old, gone) in removed.iter().enumerate() {
        for (new, came) in added.iter().enumerate() {
            if let Some(score) = score(gone, came) {
                scores.push((old, new, score));
                best_of_old[old].add(score);
                best_of_new[new].add(score);
            }
        }
    }
    scores
        .into_iter()
        .filter(|(old, new, score)| best_of_old[*old].is(*score) && best_of_new[*new].is(*score))
        .map(|(old, new, _)| (old, new))
        .collect()
}

/// The best score so far, and whether only one has it.
#[derive(Debug, Clone, Copy, Default)]
struct Best {
    score: f64,
    count: usize,
}

impl Best {
    fn add(&mut self, score: f64) {
        if self.count == 0 || score > self.score {
            *self = Self { score, count: 1 };
        } else if score >= self.score {
            self.count += 1;
        }
    }

    /// Whether this is the best score, and nothing else has it.
    fn is(self, score: f64) -> bool {
        self.count == 1 && score >= self.score
    }
}

/// How alike two names are, where one is the other in another spelling: they have the same words,
/// of which one may have a letter more or two letters swapped. Short words and numbers are words of their own, so that
/// `id` and `iid`, `line1` and `line2` stay apart.
pub(super) fn alike(old: &str, new: &str) -> Option<f64> {
    const SHORTEST: usize = 4;
    let (old_words, new_words) = (words(old), words(new));
    if old_words.len() != new_words.len() {
        return None;
    }
    let pairs = old_words.iter().zip(&new_words);
    let different: Vec<_> = pairs.filter(|(old, new)| old != new).collect();
    let respelt = |(old, new): &(&String, &String)| {
        let plain = |word: &str| word.chars().all(char::is_alphabetic);
        let long = old.len().min(new.len()) >= SHORTEST;
        // Another letter makes another word, such as `books` and `hooks`.
        let letters = |word: &str| {
            let mut letters: Vec<char> = word.chars().collect();
            letters.sort_unstable();
            letters
        };
        let spelt = old.len() != new.len() || letters(old) == letters(new);
        let near = strsim::damerau_levenshtein(old, new) == 1;
        long && plain(old) && plain(new) && spelt && near
    };
    let same = match different.as_slice() {
        [] => true,
        [one] => respelt(one),
        _ => false,
    };
    same.then(|| strsim::normalized_levenshtein(old, new))
}

/// The words of a name in small letters: `perPage` and `per-page` have two.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut fresh = true;
    let mut before = ' ';
    for c in name.chars() {
        if !c.is_alphanumeric() {
            fresh = true;
            continue;
        }
        if fresh || c.is_uppercase() && before.is_lowercase() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.extend(c.to_lowercase());
        }
        fresh = false;
        before = c;
    }
    words
}

/// The types that have another name now, older name first: those that stand where the other stood.
pub(super) fn types(older: &ApiSpec, newer: &ApiSpec, pairs: &[Pair]) -> Vec<(String, String)> {
    let mut votes = Votes {
        old: fields(older),
        new: fields(newer),
        counts: BTreeMap::new(),
        seen: BTreeSet::new(),
    };
    for (old, new) in pairs {
        if let (Some(old), Some(new)) = (older.operations.get(*old), newer.operations.get(*new)) {
            votes.operation(old, new);
        }
    }
    let gone = only(older, newer);
    let came = only(newer, older);
    renamed(&gone, &came, |old, new| votes.score(old, new))
        .into_iter()
        .filter_map(|(old, new)| Some((gone.get(old)?, came.get(new)?)))
        .map(|(old, new)| ((*old).to_owned(), (*new).to_owned()))
        .collect()
}

/// The names of types that one spec has and the other has not.
fn only<'a>(spec: &'a ApiSpec, other: &ApiSpec) -> Vec<&'a str> {
    let others: BTreeSet<&str> = other.types.iter().map(|def| def.name.as_str()).collect();
    let names = spec.types.iter().map(|def| def.name.as_str());
    names.filter(|name| !others.contains(name)).collect()
}

type Fields<'a> = BTreeMap<&'a str, BTreeMap<&'a str, &'a Schema>>;

fn fields(spec: &ApiSpec) -> Fields<'_> {
    spec.types
        .iter()
        .map(|def| {
            let fields = def.fields.iter();
            let fields = fields.map(|field| (field.name.as_str(), &field.schema));
            (def.name.as_str(), fields.collect())
        })
        .collect()
}

/// How often one type stands where another stood.
struct Votes<'a> {
    old: Fields<'a>,
    new: Fields<'a>,
    counts: BTreeMap<(&'a str, &'a str), usize>,
    seen: BTreeSet<(&'a str, &'a str)>,
}

impl<'a> Votes<'a> {
    fn operation(&mut self, old: &'a Operation, new: &'a Operation) {
        for response in &new.responses {
            let before = old.responses.iter().find(|it| it.status == response.status);
            let before = before.and_then(|it| it.schema.as_ref());
            self.place(before, response.schema.as_ref());
        }
        for parameter in &new.parameters {
            let before = old.parameters.iter().find(|it| it.name == parameter.name);
            self.place(before.map(|it| &it.schema), Some(&parameter.schema));
        }
    }

    /// Counts what stands at one place, and at the places within it.
    fn place(&mut self, old: Option<&'a Schema>, new: Option<&'a Schema>) {
        let mut open = vec![(old, new)];
        while let Some((Some(old), Some(new))) = open.pop() {
            match (old, new) {
                (Schema::Array(old), Schema::Array(new)) | (Schema::Map(old), Schema::Map(new)) => {
                    open.push((Some(old), Some(new)));
                }
                (Schema::Ref(old), Schema::Ref(new)) => {
                    *self.counts.entry((old, new)).or_default() += 1;
                    if self.seen.insert((old, new)) {
                        for (name, schema) in self.new.get(new.as_str()).into_iter().flatten() {
                            let before = self.old.get(old.as_str());
                            let before = before.and_then(|fields| fields.get(name));
                            if before.is_some() {
                                open.push((before.copied(), Some(schema)));
                            }
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// How likely one is the other: it stands in the same places and has half of the same keys.
    fn score(&self, old: &str, new: &str) -> Option<f64> {
        let count = *self.counts.get(&(old, new))?;
        let (old, new) = (self.old.get(old)?, self.new.get(new)?);
        let shared = old.keys().filter(|key| new.contains_key(*key)).count();
        if shared * 2 < old.len().min(new.len()) {
            return None;
        }
        let counted = u32::try_from(count).unwrap_or(u32::MAX);
        Some(f64::from(counted))
    }
}

/// The spec with other names for types.
pub(super) fn with_names(spec: &ApiSpec, renamed: &[(String, String)]) -> ApiSpec {
    let mut spec = spec.clone();
    if renamed.is_empty() {
        return spec;
    }
    let names: BTreeMap<&str, &str> = renamed
        .iter()
        .map(|(old, new)| (old.as_str(), new.as_str()))
        .collect();
    let set = |name: &mut String| {
        if let Some(new) = names.get(name.as_str()) {
            (*new).clone_into(name);
        }
    };
    for def in &mut spec.types {
        set(&mut def.name);
        let schemas = def.fields.iter_mut().map(|field| &mut field.schema);
        schemas.for_each(|schema| each_reference(schema, &set));
    }
    for operation in &mut spec.operations {
        let parameters = operation.parameters.iter_mut().map(|it| &mut it.schema);
        let responses = operation.responses.iter_mut();
        let responses = responses.filter_map(|it| it.schema.as_mut());
        parameters
            .chain(responses)
            .for_each(|schema| each_reference(schema, &set));
    }
    spec
}

fn each_reference(schema: &mut Schema, set: &impl Fn(&mut String)) {
    match schema {
        Schema::Ref(name) => set(name),
        Schema::Array(inner) | Schema::Map(inner) => each_reference(inner, set),
        Schema::OneOf(schemas) => schemas
            .iter_mut()
            .for_each(|inner| each_reference(inner, set)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{alike, renamed};

    #[test]
    fn a_rename_leaves_no_doubt() {
        let score = |old: &&str, new: &&str| alike(old, new);
        for (old, new) in [
            ("label", "labels"),
            ("colour", "color"),
            ("per-page", "perPage"),
            ("recieved_at", "received_at"),
            ("merge_request", "merge_requests"),
        ] {
            assert_eq!(renamed(&[old], &[new], score), [(0, 0)], "{old} {new}");
        }
        // Either could be meant.
        assert_eq!(renamed(&["color"], &["colors", "colour"], score), []);
        // The better one is.
        assert_eq!(
            renamed(&["perPage"], &["per_pages", "per_page"], score),
            [(0, 1)]
        );
        for (old, new) in [
            ("id", "iid"),
            ("issue_id", "issue_iid"),
            ("created_at", "updated_at"),
            ("minimum_price", "maximum_price"),
            ("include_ancestors", "exclude_ancestors"),
            ("address_line1", "address_line2"),
            ("page1", "page2"),
            ("labels", "remove_labels"),
            ("price", "price_currency"),
            ("title", "title_contains"),
        ] {
            assert_eq!(alike(old, new), None, "{old} {new}");
        }
    }
}
