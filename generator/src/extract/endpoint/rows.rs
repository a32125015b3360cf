//! Tables and lists of a scope: parameters, headers, statuses, or none of these.

use docbind_spec::{BlockKind as LedgerKind, IgnoreReason};

use super::{Lead, Part, Promise, Reader, Role};
use crate::diag::{Diagnostic, Edit, Rule};
use crate::extract::columns::{self, Column};
use crate::extract::{loose, param_item, param_list, param_table, prose, status_codes};
use crate::markdown::{BlockKind, List, RowShape, Table, Text};

impl Reader<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        self.report_rows(table);
        let columns = columns::read(&table.header);
        if let Some(statuses) = status_codes::from_table(table, &columns) {
            statuses.into_iter().for_each(|status| self.status(status));
            for row in &table.rows {
                let names_one = row
                    .cells
                    .iter()
                    .any(|cell| status_codes::leading(&cell.plain()).is_some());
                if names_one {
                    self.fact(LedgerKind::TableRow, &row.range);
                } else {
                    self.unread(&row.range, "this row has no status");
                }
            }
        } else if self.lead.role == Some(Role::Response) && columns.contains(&Column::Header) {
            let headers = param_table::read(table, &columns)
                .unwrap_or_default()
                .parameters;
            for fact in headers {
                if param_item::is_header_name(&fact.name) {
                    let header = (
                        self.lead.status,
                        fact.name,
                        fact.description.unwrap_or_default(),
                    );
                    self.endpoint.response_headers.push(header);
                    self.fact(LedgerKind::TableRow, &fact.range);
                } else {
                    self.unread(&fact.range, "this cannot be the name of a header");
                }
            }
        } else if let Some(found) = param_table::read(table, &columns) {
            for row in &found.none {
                self.ignore(LedgerKind::TableRow, IgnoreReason::NoParameters, &row.range);
            }
            for row in &found.unread {
                let blank = row.cells.first().is_none_or(Text::is_blank);
                self.unread(
                    &row.range,
                    if blank {
                        "this row has no name"
                    } else {
                        "this row has no name that is read as one"
                    },
                );
            }
            for fact in &found.parameters {
                self.fact(LedgerKind::TableRow, &fact.range);
            }
            self.parameters(found.parameters);
        } else {
            self.unknown_table(table);
        }
    }

    /// A table of which no column is known: constants with their meaning, or a finding.
    fn unknown_table(&mut self, table: &Table) {
        if loose::is_constants(table) {
            for row in &table.rows {
                self.ignore(LedgerKind::TableRow, IgnoreReason::Constants, &row.range);
            }
            return;
        }
        let heads: Vec<String> = { &table.header }
            .iter()
            .map(|cell| format!("`{}`", cell.plain().trim()))
            .collect();
        let message = format!(
            "no column of this table is known to hold names: {}",
            heads.join(", ")
        );
        let start = table.header.iter().map(|cell| cell.range().start).min();
        let end = table.header.iter().map(|cell| cell.range().end).max();
        let header = start.unwrap_or_default()..end.unwrap_or_default();
        self.diagnostics.push(
            Diagnostic::new(Rule::UnreadBlock, self.page.span(header), message).help(
                "head the column of names with `Parameter`, `Attribute`, `Field`, `Header` or `Status`",
            ),
        );
        self.told
            .extend(table.rows.iter().map(|row| row.range.start));
    }

    fn report_rows(&mut self, table: &Table) {
        for row in &table.rows {
            let message = match row.shape {
                RowShape::Regular => continue,
                RowShape::Unclosed => "table row has no closing pipe",
                RowShape::Short => "table row has fewer cells than the header",
                RowShape::Long => "table row has more cells than the header",
            };
            let span = self.page.span(row.range.clone());
            let mut finding = Diagnostic::new(Rule::MalformedRow, span, message);
            if row.shape == RowShape::Unclosed {
                finding = finding.repair(Edit {
                    span: self.page.span(row.end..row.end),
                    text: " |".to_owned(),
                });
            }
            self.diagnostics.push(finding);
        }
    }

    pub(super) fn list(&mut self, list: &List) {
        let promise = match self.lead.role {
            Some(Role::Parameters | Role::Headers | Role::Request) => Promise::Parameters,
            _ => Promise::Nothing,
        };
        if let Some(statuses) = status_codes::from_list(list) {
            statuses.into_iter().for_each(|status| self.status(status));
            for item in &list.items {
                self.fact(LedgerKind::ListItem, &item.range);
            }
        } else if let Some(found) = param_list::read(list, promise) {
            for item in &found.none {
                self.ignore(
                    LedgerKind::ListItem,
                    IgnoreReason::NoParameters,
                    &item.range,
                );
            }
            for item in &found.unread {
                self.unread(&item.range, "this item of a parameter list has no name");
            }
            for item in found.read.iter().chain(&found.below) {
                self.fact(LedgerKind::ListItem, &item.range);
            }
            for block in found.below.iter().flat_map(|item| &item.blocks) {
                // It shows what the parameter looks like, not what is answered.
                if matches!(block.kind, BlockKind::Code(_)) {
                    self.fact(LedgerKind::Code, &block.range);
                }
            }
            self.parameters(found.parameters);
        } else {
            self.items(list);
        }
        self.lead = Lead::default();
        for block in list.items.iter().flat_map(|item| &item.blocks) {
            if let BlockKind::Code(code) = &block.kind {
                self.code(code, &block.range, Part::Body);
            }
        }
    }

    /// A list that is none of parameters or statuses: headers, or a part of the description.
    fn items(&mut self, list: &List) {
        let mut described = Vec::new();
        self.described_items(list, 0, &mut described);
        if !described.is_empty() {
            self.endpoint.description.push(described.join("\n"));
        }
    }

    fn described_items(&mut self, list: &List, depth: usize, described: &mut Vec<String>) {
        for (number, item) in list.items.iter().enumerate() {
            let Some(text) = item.text() else { continue };
            if let Some((name, description)) = prose::header_item(text) {
                let status = status_codes::from_text_str(&self.lead.text);
                self.endpoint
                    .response_headers
                    .push((status, name, description));
                self.fact(LedgerKind::ListItem, &item.range);
                continue;
            }
            self.statements(text);
            let reason = loose::reason_for_item(text);
            if reason != IgnoreReason::Prose {
                self.ignore(LedgerKind::ListItem, reason, &item.range);
                continue;
            }
            let mark = match list.ordered {
                true => format!("{}.", number + 1),
                false => "-".to_owned(),
            };
            let indent = "  ".repeat(depth);
            described.push(format!("{indent}{mark} {}", text.described()));
            self.fact(LedgerKind::ListItem, &item.range);
            for block in &item.blocks {
                if let BlockKind::List(list) = &block.kind {
                    self.described_items(list, depth + 1, described);
                }
            }
        }
    }
}
