//! What is the same on both sides under another name.
//!
//! What comes in: two lists of operations, parameters, fields or types. What goes out: pairs of
//! numbers. A rename is only taken as one where nothing else could be meant; a doubtful one stays
//! something removed and something added.

use std::collections::{BTreeMap, BTreeSet};

use docbind_spec::{ApiSpec, Method, Operation, PathTemplate, Schema};

/// Number of an operation on the older side and on the newer one.
pub(super) type Pair = (usize, usize);

/// Method and path, names of placeholders aside.
pub(super) fn key(operation: &Operation) -> (Method, String) {
    let path = PathTemplate::parse(&operation.path);
    (operation.method, path.anonymous())
}

/// The operations that are the same: by request, then by name, then by heading and a similar path.
pub(super) fn operations(older: &[Operation], newer: &[Operation]) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::new();
    let mut places: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (index, operation) in older.iter().enumerate().rev() {
        places.entry(key(operation)).or_default().push(index);
    }
    for (new, operation) in newer.iter().enumerate() {
        let old = places.get_mut(&key(operation)).and_then(Vec::pop);
        pairs.extend(old.map(|old| (old, new)));
    }
    pairs.extend(named(older, newer, &pairs));
    pairs.extend(moved(older, newer, &pairs, |old, new| {
        let title = |operation: &Operation| operation.sections.first().map(|it| it.title.clone());
        let (from, to) = (key(old), key(new));
        let similar = strsim::normalized_levenshtein(&from.1, &to.1);
        let told = title(old).is_some() && title(old) == title(new);
        (told && from.0 == to.0 && similar >= 0.6).then_some(similar)
    }));
    pairs.sort_by_key(|(_, new)| *new);
    pairs
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
            let (from, to) = (key(before), key(operation));
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

/// How alike two names are, where one can be taken for the other under a new name: one of their
/// words is all of the other name, or they differ by a few letters.
pub(super) fn alike(old: &str, new: &str) -> Option<f64> {
    const SHORTEST: usize = 4;
    let (short, long) = if old.len() <= new.len() {
        (old, new)
    } else {
        (new, old)
    };
    if short.len() < SHORTEST {
        return None;
    }
    let within = long
        .split(|c: char| !c.is_ascii_alphanumeric())
        .any(|word| word == short)
        || long.starts_with(&format!("{short}_"))
        || long.ends_with(&format!("_{short}"));
    let similar = strsim::normalized_levenshtein(old, new);
    (within || similar >= 0.8).then_some(similar)
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
        assert_eq!(renamed(&["author"], &["author_name"], score), [(0, 0)]);
        assert_eq!(renamed(&["colour"], &["color"], score), [(0, 0)]);
        // Either could be meant.
        assert_eq!(renamed(&["author"], &["author_a", "author_b"], score), []);
        // The better one is.
        let table = ["per_pages", "all_per_page"];
        assert_eq!(renamed(&["per_page"], &table, score), [(0, 0)]);
        for (old, new) in [("id", "iid"), ("created_at", "updated_at"), ("a", "b")] {
            assert_eq!(alike(old, new), None, "{old} {new}");
        }
    }
}
