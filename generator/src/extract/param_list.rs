//! Lists of parameters, and what stands below their items.

use docbind_spec::{Presence, Witness};

use super::facts::ParamFact;
use super::param_item::{self, ParamItem};
use super::words::Words;
use super::{fields, nested, phrases, presence, sentences};
use crate::markdown::{Block, BlockKind, Item, List, Style, Text};

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

/// Reads a list, where it is one of parameters: promised ones need a name each. Of others, one has
/// a marker, and most are set apart from their descriptions.
pub(crate) fn read<'a>(list: &'a List, promise: Promise, words: &Words) -> Option<ParamList<'a>> {
    let mut out = ParamList::default();
    let (mut marked, mut weak) = (0, 0);
    for item in &list.items {
        let found = item
            .text()
            .and_then(|text| param_item::read(text, Witness::List, words));
        let mut facts = match found {
            Some(ParamItem::Marked(facts)) => {
                marked += 1;
                facts
            }
            Some(ParamItem::Named(facts)) => facts,
            Some(ParamItem::Weak(facts)) if promise == Promise::Parameters || names(item) => {
                weak += 1;
                facts
            }
            Some(ParamItem::None) => {
                out.none.push(item);
                continue;
            }
            Some(ParamItem::Weak(_)) | None => {
                out.unread.push(item);
                continue;
            }
        };
        out.read.push(item);
        if leads_to_table(item) {
            continue;
        }
        further(item, &mut facts);
        below(item, &mut facts, &mut out.below, words);
        out.parameters.append(&mut facts);
    }
    let read = out.read.len() + out.none.len();
    let accepted = match promise {
        Promise::Parameters => read > 0,
        Promise::Nothing => marked > 0 && out.unread.is_empty() && 2 * weak <= read,
    };
    accepted.then_some(out)
}

/// Whether an item begins with a name in code and words in parentheses: `` `size` (at most 9) ``.
fn names(item: &Item) -> bool {
    let pieces = item.text().into_iter().flat_map(Text::visible);
    let mut pieces = pieces.filter(|piece| !piece.text.trim().is_empty());
    let named = pieces.next().is_some_and(|it| it.style == Style::Code);
    named
        && pieces
            .next()
            .is_some_and(|it| it.text.trim_start().starts_with('('))
}

/// Whether an item has nothing but plain words before a table: they name no parameter.
fn leads_to_table(item: &Item) -> bool {
    let is_table = |block: &Block| matches!(block.kind, BlockKind::Table(_));
    let words = item.text().filter(|text| text.codes().next().is_none());
    words.is_some_and(|text| text.plain().trim_end().ends_with(':'))
        && item.blocks.iter().any(is_table)
}

/// What the second and later paragraphs of an item say.
fn further(item: &Item, facts: &mut [ParamFact]) {
    let texts = item.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Paragraph(text) => Some(text),
        _ => None,
    });
    for text in texts.skip(1) {
        let shown = text.described();
        let said = presence::of_description(text);
        let values = phrases::value_facts(text);
        for fact in facts.iter_mut() {
            if fact.presence == Presence::Unstated
                && fact.condition.is_none()
                && let Some((presence, condition)) = said.clone()
            {
                (fact.presence, fact.condition) = (presence, condition);
            }
            fact.values.add(&values);
            let before = fact.description.take();
            let all = before.into_iter().chain([shown.clone()]);
            fact.description = Some(all.collect::<Vec<_>>().join(" "));
        }
    }
}

/// What the lists below a parameter's item say: the fields of the object that it is, or more about
/// it, such as its values.
fn below<'a>(item: &'a Item, facts: &mut [ParamFact], found: &mut Vec<&'a Item>, words: &Words) {
    let direct: Vec<&Item> = children(item).collect();
    if direct.is_empty() {
        return;
    }
    if let [fact] = facts
        && let Some(fields) = fields::read(item, fact, words)
    {
        found.extend(direct);
        found.extend(fields.below);
        fact.fields = nested::within(&fact.name, fields.parameters);
        return;
    }
    let before = found.len();
    descendants(item, found);
    let below: Vec<&Text> = found[before..]
        .iter()
        .filter_map(|item| item.text())
        .collect();
    let direct: Vec<&Text> = direct.iter().filter_map(|item| item.text()).collect();
    for fact in facts {
        for text in direct.iter().filter(|it| phrases::is_about_values(it)) {
            fact.values.add(&phrases::value_facts(text));
        }
        if fact.values.values.is_empty() {
            let lead = fact.description.as_deref().unwrap_or_default();
            fact.values.values = values(lead, &direct, words);
        }
        if !below.is_empty() {
            let lead = fact.description.take().unwrap_or_default();
            fact.description = Some(described(lead, &below));
        }
    }
}

/// The items of the lists directly below an item.
pub(super) fn children(item: &Item) -> impl Iterator<Item = &Item> {
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
fn values(lead: &str, items: &[&Text], words: &Words) -> Vec<String> {
    let is_field = |text: &&Text| {
        matches!(
            param_item::read(text, Witness::List, words),
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
