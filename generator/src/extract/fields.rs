//! Whether a list below a parameter names the fields of the object that it is, or its values.
//!
//! What comes in: the item of a parameter and what is known of it. What goes out: the fields.
//! Where nothing speaks for fields, the list is none of them: values are listed far more often.

use docbind_spec::{Schema, Witness};

use super::facts::ParamFact;
use super::param_item::{self, ParamItem};
use super::param_list::{self, ParamList, Promise};
use super::words::Words;
use super::{param_name, phrases};
use crate::markdown::{BlockKind, Item, List, Style};

/// Words that announce fields.
const ANNOUNCING: &[&str] = &[
    "object",
    "hash",
    "field",
    "attribute",
    "propert",
    "keys",
    "member",
    "structure",
    "map with",
    "array of",
    "list of",
    "consists of",
    "composed of",
];

/// Words that announce values.
const VALUES: &[&str] = &[
    "filters",
    "values",
    "one of",
    "options:",
    "in the form",
    "forms:",
];

/// Reads the fields below the item of a parameter.
pub(super) fn read<'a>(item: &'a Item, fact: &ParamFact, words: &Words) -> Option<ParamList<'a>> {
    let mut all = ParamList::default();
    let mut below = param_list::children(item).filter_map(Item::text);
    if below.any(phrases::is_about_values) {
        return None;
    }
    for list in lists(item) {
        let found = param_list::read(list, Promise::Parameters, words)?;
        if !found.unread.is_empty() || !are_fields(item, list, fact, words) {
            return None;
        }
        all.parameters.extend(found.parameters);
        all.below.extend(found.below);
    }
    (!all.parameters.is_empty()).then_some(all)
}

fn lists(item: &Item) -> impl Iterator<Item = &List> {
    item.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::List(list) => Some(list),
        _ => None,
    })
}

fn are_fields(item: &Item, list: &List, fact: &ParamFact, words: &Words) -> bool {
    let lead = fact
        .description
        .as_deref()
        .unwrap_or_default()
        .to_lowercase();
    if phrases::announces_values(&lead) || VALUES.iter().any(|word| last(&lead).contains(word)) {
        return false;
    }
    match &fact.schema {
        Some(Schema::Map(_)) => return true,
        Some(Schema::Array(of)) if matches!(**of, Schema::Any | Schema::Map(_)) => return true,
        Some(_) => return false,
        None => {}
    }
    let read = |item: &Item| {
        item.text()
            .and_then(|text| param_item::read(text, Witness::List, words))
    };
    let says_more = |item: &Item| match read(item) {
        Some(ParamItem::Marked(_)) => true,
        Some(ParamItem::Named(facts)) => facts.iter().any(|fact| fact.schema.is_some()),
        _ => false,
    };
    let announced = ANNOUNCING.iter().any(|word| last(&lead).contains(word));
    lead.is_empty() || announced || list.items.iter().any(says_more) || like(item, list)
}

/// The last sentence of a lead.
fn last(lead: &str) -> &str {
    lead.rsplit(". ").next().unwrap_or_default()
}

/// Whether the names of a list are set strong, as that of the item above is: values are set as
/// code, if at all.
fn like(item: &Item, list: &List) -> bool {
    let is_strong = |item: &Item| {
        let named = item.text().and_then(param_name::leading);
        named.is_some_and(|named| named.style == Style::Strong)
    };
    is_strong(item) && list.items.iter().all(is_strong)
}
