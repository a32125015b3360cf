//! What each place may be called.
//!
//! What comes in: slots and their operations. What goes out: for each slot the words by which it
//! may be the same as another one, and the names for its type, the best first.

use std::collections::{BTreeMap, BTreeSet};

use docbind_spec::{Method, Operation, PathTemplate};

use super::slots::{Slot, Slots};
use crate::names::mint;
use crate::threads;

/// What a slot may be called.
#[derive(Debug, Clone, Default)]
pub(super) struct Called {
    /// Words that others may be called by, too; in the singular.
    pub(super) hints: BTreeSet<String>,
    /// The anonymous path of the operation that answers it, unless that only removes something.
    pub(super) path: Option<String>,
    /// Whether the operation that answers it removes something.
    pub(super) removed: bool,
    /// Names for its type, the best first.
    pub(super) names: Vec<String>,
}

/// What each slot may be called. `paths` are those of the operations.
pub(super) fn all(
    slots: &Slots<'_>,
    operations: &[Operation],
    paths: &[&PathTemplate],
) -> Vec<Called> {
    let mut methods = Methods::new();
    for (operation, path) in operations.iter().zip(paths) {
        let path = path.anonymous();
        methods.entry(path).or_default().insert(operation.method);
    }
    let called = |slot: &Slot<'_>| match slot.parent {
        None => operations
            .get(slot.root.0)
            .zip(paths.get(slot.root.0))
            .map(|(operation, path)| answer(operation, path, slot.listed, &methods))
            .unwrap_or_default(),
        Some((_, key)) => field(key, slot.listed),
    };
    threads::each_of_many(&slots.all, called)
}

/// What stands under a key is called like the key.
fn field(key: &str, listed: bool) -> Called {
    let single = mint::type_name(&[key]);
    let name = if listed {
        single.clone()
    } else {
        mint::object_name(&[key])
    };
    Called {
        hints: BTreeSet::from([single]),
        path: None,
        removed: false,
        names: vec![name],
    }
}

/// The methods of each anonymous path.
type Methods = BTreeMap<String, BTreeSet<Method>>;

/// What an operation answers is called like the noun of its path; like the resource or the noun
/// around it, too, where that makes it clearer.
fn answer(operation: &Operation, path: &PathTemplate, listed: bool, methods: &Methods) -> Called {
    let anonymous = path.anonymous();
    let has = |method| {
        methods
            .get(&anonymous)
            .is_some_and(|all| all.contains(&method))
    };
    let last = last_word(path);
    let noun = match &last {
        // What is made and changed is a thing, also where it reads like an action.
        Some(last) if has(Method::Post) && has(Method::Put) => last.clone(),
        _ => mint::answer_noun(operation.method, path, &operation.resource),
    };
    let single = mint::type_name(&[&noun]);
    let qualified = around(path, &noun).map(|around| mint::type_name(&[&around, &noun]));
    // Many things have one `subscription` each; only its owner says which one it is.
    let owned = qualified.clone().filter(|_| !mint::is_plural(&noun));
    let mut hints = BTreeSet::from([owned.unwrap_or_else(|| single.clone())]);
    let mut names = Vec::new();
    let below = format!("{anonymous}/");
    let mut following = methods.range(below.clone()..);
    let has_below = following
        .next()
        .is_some_and(|(path, _)| path.starts_with(&below));
    // One object at a plural without single ones, such as `/settings`, is all of them.
    let whole = !listed
        && matches!(operation.method, Method::Get | Method::Put | Method::Patch)
        && !has(Method::Post)
        && !has_below
        && last.as_deref() == Some(noun.as_str());
    names.push(if whole {
        mint::object_name(&[&noun])
    } else {
        single
    });
    let resource = mint::type_name(&[&operation.resource]);
    if mint::singular(&operation.resource).ends_with(&format!("_{}", mint::singular(&noun))) {
        names.push(resource);
    }
    // What looks like an action may be a thing: `/tags/:name/release`.
    if let Some(last) = last.filter(|last| *last != noun) {
        let thing = mint::type_name(&[&last]);
        hints.insert(thing.clone());
        names.push(thing);
    }
    names.extend(qualified);
    let removed = operation.method == Method::Delete;
    Called {
        hints,
        path: (!removed).then_some(anonymous),
        removed,
        names,
    }
}

/// The last segment of a path in `snake_case`, where it is plain.
fn last_word(path: &PathTemplate) -> Option<String> {
    let last = path.segments().last()?.as_literal()?;
    Some(mint::snake(last)).filter(|word| !word.is_empty())
}

/// The nearest plural before the noun in a path, in the singular.
fn around(path: &PathTemplate, noun: &str) -> Option<String> {
    let segments = path.segments().iter();
    let words: Vec<String> = segments
        .filter_map(|segment| segment.as_literal().map(mint::snake))
        .collect();
    let at = words.iter().rposition(|word| word == noun)?;
    let before = words[..at].iter().rev();
    let plural = before.clone().find(|word| mint::is_plural(word));
    plural.map(|word| mint::singular(word))
}
