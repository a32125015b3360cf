//! Lists of parameters.

use docbind_spec::Witness;

use super::facts::ParamFact;
use super::param_item::{self, ParamItem};
use super::{phrases, sentences};
use crate::markdown::{BlockKind, Item, List, Style, Text};

/// What a list of parameters says.
#[derive(Debug, Clone, Default)]
pub(crate) struct ParamList<'a> {
    /// The parameters in order.
    pub(crate) parameters: Vec<ParamFact>,
    /// The items they stand in.
    pub(crate) read: Vec<&'a Item>,
    /// The items of lists below those.
    pub(crate) below: Vec<&'a Item>,
    /// Items that say that there are none.
    pub(crate) none: Vec<&'a Item>,
    /// Items that nobody understands.
    pub(crate) unread: Vec<&'a Item>,
}

/// What the text before a list promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Promise {
    /// Parameters.
    Parameters,
    /// Nothing in particular.
    Nothing,
}

/// Reads a list, where it is one of parameters: promised ones need a name each, others need a
/// marker each.
pub(crate) fn read(list: &List, promise: Promise) -> Option<ParamList<'_>> {
    let mut out = ParamList::default();
    let mut marked = 0;
    for item in &list.items {
        match item
            .text()
            .and_then(|text| param_item::read(text, Witness::List))
        {
            Some(found @ (ParamItem::Marked(_) | ParamItem::Named(_))) => {
                marked += usize::from(matches!(found, ParamItem::Marked(_)));
                let (ParamItem::Marked(mut fact) | ParamItem::Named(mut fact)) = found else {
                    continue;
                };
                out.read.push(item);
                below(item, &mut fact, &mut out.below);
                out.parameters.push(fact);
            }
            Some(ParamItem::None) => out.none.push(item),
            None => out.unread.push(item),
        }
    }
    let read = out.parameters.len() + out.none.len();
    let accepted = match promise {
        Promise::Parameters => read > 0,
        Promise::Nothing => marked > 0 && out.unread.is_empty(),
    };
    accepted.then_some(out)
}

/// What the lists below a parameter's item say: it is all about that parameter, also what looks
/// like a parameter of its own.
fn below<'a>(item: &'a Item, fact: &mut ParamFact, found: &mut Vec<&'a Item>) {
    let direct: Vec<&Text> = children(item).filter_map(Item::text).collect();
    if fact.values.values.is_empty() {
        fact.values.values = values(fact.description.as_deref().unwrap_or_default(), &direct);
    }
    let before = found.len();
    descendants(item, found);
    let texts: Vec<&Text> = found[before..]
        .iter()
        .filter_map(|item| item.text())
        .collect();
    if !texts.is_empty() {
        let lead = fact.description.take().unwrap_or_default();
        fact.description = Some(described(lead, &texts));
    }
}

/// The items of the lists directly below an item.
fn children(item: &Item) -> impl Iterator<Item = &Item> {
    item.blocks.iter().flat_map(|block| match &block.kind {
        BlockKind::List(list) => list.items.as_slice(),
        _ => &[],
    })
}

/// The items of all lists below an item, in the order of the page.
fn descendants<'a>(item: &'a Item, found: &mut Vec<&'a Item>) {
    for child in children(item) {
        found.push(child);
        descendants(child, found);
    }
}

/// A description and the items below it as one line.
fn described(lead: String, items: &[&Text]) -> String {
    let bare = items.iter().all(|text| is_bare(text));
    let mut out = lead;
    for (number, text) in items.iter().enumerate() {
        let text = text.described();
        let text = text.trim_end_matches([';', ',', ' ']);
        if number > 0 && !out.ends_with('.') {
            out.push(if bare { ',' } else { ';' });
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(text);
    }
    out
}

/// The values that items list: each begins with one in code, and the words before announce them.
fn values(lead: &str, items: &[&Text]) -> Vec<String> {
    let is_field = |text: &&Text| {
        matches!(
            param_item::read(text, Witness::List),
            Some(ParamItem::Marked(_))
        )
    };
    if !phrases::announces_values(lead) || items.iter().any(is_field) {
        return Vec::new();
    }
    let values: Option<Vec<String>> = items.iter().map(|text| value(text)).collect();
    values
        .map(phrases::unique)
        .filter(|values| values.len() > 1)
        .unwrap_or_default()
}

/// The value in code that a text begins with, where the rest only explains it.
fn value(text: &Text) -> Option<String> {
    let mut pieces = text.visible();
    let first = pieces.next().filter(|piece| piece.style == Style::Code)?;
    let rest: String = pieces.map(|piece| piece.text.as_str()).collect();
    let rest = rest.trim_start();
    let explained = rest.is_empty() || rest.starts_with(['-', '–', '—', ':', '(', ',', ';', '.']);
    (explained && sentences::is_value(&first.text)).then(|| first.text.clone())
}

/// Whether a text is nothing but code.
fn is_bare(text: &Text) -> bool {
    text.visible()
        .all(|piece| piece.style == Style::Code || matches!(piece.text.trim(), "" | "," | ";"))
}
