//! Which status a method answers, and which statuses there are.

use docbind_spec::Method;

use super::{ConventionFacts, Part};
use crate::extract::columns::{self, Column};
use crate::extract::sentences::{codes, marked};
use crate::extract::status_codes;
use crate::markdown::{BlockKind, Table, Text};

/// Reads a section; answers whether its lists or tables state any of the two.
pub(super) fn read(part: &Part<'_>, facts: &mut ConventionFacts) -> bool {
    let before = (facts.statuses.len(), facts.success.len());
    for placed in &part.blocks {
        match &placed.block.kind {
            BlockKind::List(list) => {
                if let Some(statuses) = status_codes::from_list(list) {
                    facts
                        .statuses
                        .extend(statuses.into_iter().map(|status| (part.number, status)));
                } else {
                    let rules: Vec<_> = list
                        .items
                        .iter()
                        .filter_map(|item| item.text())
                        .flat_map(|text| rules(&[text]))
                        .collect();
                    add(part.number, rules, facts);
                }
            }
            BlockKind::Table(table) => table_facts(part, table, facts),
            _ => {}
        }
    }
    before != (facts.statuses.len(), facts.success.len())
}

fn table_facts(part: &Part<'_>, table: &Table, facts: &mut ConventionFacts) {
    let section = part.number;
    let columns = columns::read(&table.header, part.words);
    if let Some(statuses) = status_codes::from_table(table, &columns) {
        facts
            .statuses
            .extend(statuses.into_iter().map(|status| (section, status)));
    } else if columns.contains(&Column::Method) {
        let rules = table
            .rows
            .iter()
            .flat_map(|row| rules(&row.cells.iter().collect::<Vec<_>>()))
            .collect();
        add(section, rules, facts);
    }
}

/// The methods that stand before the first status of success, with that status.
fn rules(texts: &[&Text]) -> Vec<(Method, u16)> {
    let marked: Vec<String> = texts.iter().map(|text| marked(text)).collect();
    let mut methods = Vec::new();
    for code in marked.iter().flat_map(|text| codes(text)) {
        if let Some(method) = Method::parse(code) {
            methods.push(method);
        } else if let Some((status @ 200..300, _)) = status_codes::leading(code) {
            return methods.into_iter().map(|method| (method, status)).collect();
        }
    }
    Vec::new()
}

fn add(section: usize, rules: Vec<(Method, u16)>, facts: &mut ConventionFacts) {
    for (method, status) in rules {
        if facts.success.iter().all(|(_, known, _)| *known != method) {
            facts.success.push((section, method, status));
        }
    }
}
