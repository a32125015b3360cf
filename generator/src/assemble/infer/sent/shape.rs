//! How what is stated of a value and what examples show of it make one type.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use docbind_spec::Schema;

/// The name that stands for the objects of a place, before it is known what they are.
pub(super) static HOLE: LazyLock<BTreeMap<usize, String>> =
    LazyLock::new(|| BTreeMap::from([(0, String::new())]));

/// How often something was seen, as specs count it.
pub(super) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// A type with a hole for its objects, filled with what they are.
pub(super) fn filled(schema: &Schema, leaf: Option<&Schema>) -> Schema {
    match schema {
        Schema::Ref(_) => leaf.cloned().unwrap_or(Schema::Any),
        Schema::Array(inner) => Schema::Array(Box::new(filled(inner, leaf))),
        Schema::OneOf(all) => Schema::OneOf(all.iter().map(|one| filled(one, leaf)).collect()),
        other => other.clone(),
    }
}

/// The type of an object whose fields are listed: how many there are is stated, else shown.
pub(super) fn documented(stated: Option<&Schema>, shown: &Schema, leaf: &Schema) -> Schema {
    match stated.filter(|schema| is_composite(schema)) {
        Some(stated) => with_objects(stated, leaf),
        None if is_composite(shown) => shown.clone(),
        None => leaf.clone(),
    }
}

/// A stated type in which the objects are known now.
fn with_objects(stated: &Schema, leaf: &Schema) -> Schema {
    match stated {
        Schema::Array(inner) => Schema::Array(Box::new(with_objects(inner, leaf))),
        Schema::Map(inner) if **inner != Schema::Any => {
            Schema::Map(Box::new(with_objects(inner, leaf)))
        }
        Schema::OneOf(all) if all.iter().any(is_composite) => {
            let one = |one: &Schema| {
                if is_composite(one) {
                    with_objects(one, leaf)
                } else {
                    one.clone()
                }
            };
            Schema::OneOf(all.iter().map(one).collect())
        }
        _ => leaf.clone(),
    }
}

/// The type that examples show, where nothing is stated or less.
pub(super) fn example(stated: Option<&Schema>, shown: Schema) -> Option<Schema> {
    let tells = is_composite(&shown) && stated.is_none_or(|stated| says_less(stated, &shown));
    tells.then_some(shown)
}

/// Whether a stated type is one that was shown with parts unsaid.
fn says_less(stated: &Schema, shown: &Schema) -> bool {
    match (stated, shown) {
        (Schema::Any, shown) => *shown != Schema::Any,
        (Schema::Map(inner), Schema::Ref(_)) => **inner == Schema::Any,
        (Schema::Map(stated), Schema::Map(shown))
        | (Schema::Array(stated), Schema::Array(shown)) => says_less(stated, shown),
        _ => false,
    }
}

fn is_composite(schema: &Schema) -> bool {
    match schema {
        Schema::Array(_) | Schema::Map(_) | Schema::Ref(_) => true,
        Schema::OneOf(all) => all.iter().any(is_composite),
        _ => false,
    }
}
