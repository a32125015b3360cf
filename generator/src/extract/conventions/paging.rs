//! How lists are paged.

use docbind_spec::{Header, PagingParameter};

use super::{PagingFact, Part};
use crate::extract::columns::{self, Column};
use crate::extract::facts::ParamFact;
use crate::extract::param_list::{self, Promise};
use crate::extract::words::Words;
use crate::extract::{param_item, param_table, phrases};
use crate::markdown::BlockKind;

/// Reads a section; answers whether it is about paging.
pub(super) fn read(part: &Part<'_>, paging: &mut PagingFact) -> bool {
    if !(part.is_about("paginat") || part.is_about("paging")) {
        return false;
    }
    for placed in &part.blocks {
        match &placed.block.kind {
            BlockKind::Table(table) => {
                let columns = columns::read(&table.header, part.words);
                let found = param_table::read(table, &columns, part.words)
                    .unwrap_or_default()
                    .parameters;
                if columns.contains(&Column::Header) {
                    let header = |fact: ParamFact| Header {
                        name: fact.name,
                        description: fact.description,
                    };
                    let sound = |fact: &ParamFact| param_item::is_header_name(&fact.name);
                    paging
                        .headers
                        .extend(found.into_iter().filter(sound).map(header));
                } else {
                    parameters(part.number, found, paging);
                }
            }
            BlockKind::List(list) => {
                let found = loosely(list, part.words);
                parameters(part.number, found, paging);
            }
            BlockKind::Paragraph(text) => {
                let flat = text.plain().to_lowercase();
                paging.link_header |=
                    flat.contains("link header") || flat.contains("link") && flat.contains("rel");
            }
            BlockKind::Code(code) => paging.link_header |= code.text.starts_with("Link:"),
            _ => {}
        }
    }
    true
}

/// `` `page` (default: `1`) - the page ``: the words in parentheses are the value's, not the
/// presence.
fn loosely(list: &crate::markdown::List, words: &Words) -> Vec<ParamFact> {
    let mut found = param_list::read(list, Promise::Parameters, words)
        .unwrap_or_default()
        .parameters;
    for item in &list.items {
        let Some(text) = item.text() else { continue };
        let Some(name) = text
            .codes()
            .next()
            .and_then(|code| param_item::clean_name(&code.text))
        else {
            continue;
        };
        let values = phrases::value_facts(text);
        match found.iter_mut().find(|fact| fact.name == name) {
            Some(fact) => fact.values = values,
            None => {
                let mut fact = crate::extract::endpoint::plain_parameter(
                    name,
                    docbind_spec::Witness::List,
                    item.range.clone(),
                );
                fact.values = values;
                found.push(fact);
            }
        }
    }
    found
}

fn parameters(section: usize, found: Vec<ParamFact>, paging: &mut PagingFact) {
    for fact in found {
        let name = fact.name.to_lowercase();
        let parameter = PagingParameter {
            name: fact.name.clone(),
            default: fact
                .values
                .default
                .as_deref()
                .and_then(|default| default.parse().ok()),
            max: fact
                .values
                .limits
                .and_then(|limits| limits.max)
                .and_then(|max| u64::try_from(max).ok()),
        };
        let size = name.contains("per") || name.contains("size") || name.contains("limit");
        let slot = if size {
            &mut paging.per_page
        } else if name.contains("page") {
            &mut paging.page
        } else {
            continue;
        };
        if slot.is_none() {
            *slot = Some(parameter);
            paging.section = section;
        }
    }
}
