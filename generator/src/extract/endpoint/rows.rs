//! Tables and lists of a scope: parameters, headers, statuses, or none of these.

use std::sync::Arc;

use docbind_spec::{BlockKind as LedgerKind, IgnoreReason, Witness};

use super::{Lead, Promise, Reader, Role, plain_parameter};
use crate::diag::{Diagnostic, Edit, Rule};
use crate::extract::columns::{self, Column};
use crate::extract::facts::ParamFact;
use crate::extract::param_item::ParamItem;
use crate::extract::param_list::ParamList;
use crate::extract::param_table::ParamTable;
use crate::extract::topics::Topic;
use crate::extract::{
    constants, definitions, json_example, loose, nested, param_item, param_list, param_table,
    prose, status_codes, template,
};
use crate::markdown::{BlockKind, Code, Item, List, Row, RowShape, Style, Table, Text};

impl Reader<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        self.report_rows(table);
        let mut columns = columns::of_table(table, self.words);
        if self.role_of_rows().is_sent() {
            if let Some(whole) = columns::headless(table, &columns) {
                self.table(&whole);
                return;
            }
            if table.header.iter().all(Text::is_blank) {
                columns = columns::guess(table);
            }
        }
        if let Some(statuses) = status_codes::from_table(table, &columns) {
            statuses.into_iter().for_each(|status| self.status(status));
            self.answered_object(table, &columns);
            for row in &table.rows {
                let names_one = row
                    .cells
                    .iter()
                    .any(|cell| status_codes::leading(&cell.plain()).is_some());
                if names_one {
                    self.fact(LedgerKind::TableRow, &row.range);
                } else {
                    let help = "begin a cell with the status, such as `404 Not Found`";
                    self.unread(&row.range, "this row has no status", help);
                }
            }
        } else if self.role_of_rows() == Role::Response && columns.contains(&Column::Header) {
            let headers = param_table::read(table, &columns, self.words)
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
                    self.unread_header(&fact.range);
                }
            }
        } else if let Some(found) = self.answered_table(table, &columns) {
            self.answered(found.parameters);
            for row in &found.read {
                self.fact(LedgerKind::TableRow, &row.range);
            }
        } else if self.is_aside(&table.header, &columns) {
            for row in &table.rows {
                self.ignore(LedgerKind::TableRow, IgnoreReason::Constants, &row.range);
            }
        } else if let Some(found) = param_table::read(table, &columns, self.words) {
            self.parameter_table(found);
        } else if constants::is_table(table, &columns) {
            for row in &table.rows {
                self.ignore(LedgerKind::TableRow, IgnoreReason::Constants, &row.range);
            }
        } else {
            self.unread_table(table, &columns);
        }
    }

    /// Whether rows here describe what is answered when all went well.
    fn is_answered(&self) -> bool {
        let fails = |status: Option<u16>| status.is_some_and(|status| status >= 300);
        let owned = !self.lead.owners.is_empty();
        self.role_of_rows() == Role::Response
            && !owned
            && !self.lead.fails
            && !fails(self.lead.status.or(self.held.case()))
            && !Topic::Errors.is_of(&self.page.sections[self.section].title.plain())
            && !Topic::Errors.is_of(&self.lead.text)
    }

    /// Takes the object to which the type beside a status of success links.
    fn answered_object(&mut self, table: &Table, columns: &[Column]) {
        let at = |wanted| columns.iter().position(|column| *column == wanted);
        let (Some(status), Some(kind)) = (at(Column::Status), at(Column::Type)) else {
            return;
        };
        let is_success = |row: &&Row| {
            let cell = row.cells.get(status).map(Text::plain);
            let status = cell.and_then(|cell| status_codes::leading(&cell));
            status.is_some_and(|(status, _)| (200..300).contains(&status))
        };
        let mut rows = table.rows.iter().filter(is_success);
        let found = rows.find_map(|row| definitions::linked(row.cells.get(kind)?));
        self.endpoint.returns = self.endpoint.returns.take().or(found);
    }

    /// A table of the fields of the answer.
    fn answered_table<'t>(&self, table: &'t Table, columns: &[Column]) -> Option<ParamTable<'t>> {
        let described = columns.contains(&Column::Type) || columns.contains(&Column::Description);
        if !(described && self.is_answered()) {
            return None;
        }
        let found = param_table::read(table, columns, self.words)?;
        let whole = found.owner.is_none() && found.unread.is_empty() && found.none.is_empty();
        whole.then_some(found)
    }

    /// A list of the fields of the answer, each with its type.
    fn answered_list<'l>(&self, list: &'l List) -> Option<ParamList<'l>> {
        if !self.is_answered() {
            return None;
        }
        let found = param_list::read(list, Promise::Parameters, self.words)?;
        let typed = |fact: &ParamFact| fact.schema.is_some() || fact.is_a.is_some();
        let whole = found.unread.is_empty() && found.none.is_empty();
        (whole && found.parameters.iter().all(typed)).then_some(found)
    }

    fn answered(&mut self, found: Vec<ParamFact>) {
        self.endpoint.answered.extend(found);
    }

    /// Whether a table with names is one of something else: what stands before it says so, or the
    /// section has its parameters, and this one says of its names neither a type nor whether they
    /// must be sent.
    fn is_aside(&self, header: &[Text], columns: &[Column]) -> bool {
        let says = |wanted: &[Column]| columns.iter().any(|column| wanted.contains(column));
        if !says(&[Column::Name]) || says(&[Column::Status, Column::Method]) {
            return false;
        }
        let role = self.role_of_rows();
        let marks = says(&[Column::Required, Column::Optional, Column::Place]);
        let owned = !self.lead.owners.is_empty();
        match role {
            Role::Response => true,
            Role::Aside => !marks,
            Role::Unsaid | Role::Example => {
                let mut known = self.endpoint.parameters.iter();
                let has_table = known.any(|fact| fact.witness == Witness::Table);
                let more = marks || says(&[Column::Type, Column::Default]);
                has_table && !owned && !more && is_of_anything(header)
            }
            Role::Parameters | Role::Headers | Role::Request => false,
        }
    }

    fn parameter_table(&mut self, found: ParamTable<'_>) {
        for row in &found.none {
            self.ignore(LedgerKind::TableRow, IgnoreReason::NoParameters, &row.range);
        }
        for (row, cell) in &found.unread {
            let message = no_name(cell, "this row has no name");
            let help = "write the name into its cell as code, such as `page_size`";
            self.unread(&row.range, &message, help);
        }
        for row in &found.read {
            self.fact(LedgerKind::TableRow, &row.range);
        }
        self.types.extend(found.types);
        self.whole_body |= found.whole_body;
        self.endpoint.sends = found.sends.or(self.endpoint.sends.take());
        let led = std::mem::take(&mut self.lead.owners);
        let owners = found.owner.map_or(led, |owner| vec![owner]);
        self.owned(&owners, found.parameters);
    }

    /// Takes fields of the parameters that a header, heading or lead names, or parameters.
    fn owned(&mut self, owners: &[String], found: Vec<ParamFact>) {
        if owners.is_empty() {
            return self.parameters(found);
        }
        for owner in owners {
            let rest = nested::attach(&mut self.endpoint.parameters, owner, found.clone());
            if let (Some(fields), Some(first)) = (rest, found.first()) {
                let mut fact = plain_parameter(owner.clone(), first.witness, first.range.clone());
                fact.fields = fields;
                self.parameters(vec![fact]);
            }
        }
    }

    /// One finding for a table that is none of parameters, headers, statuses or constants.
    fn unread_table(&mut self, table: &Table, columns: &[Column]) {
        let (Some(first), Some(last)) = (table.rows.first(), table.rows.last()) else {
            return;
        };
        let pieces = || table.header.iter().flat_map(|cell| &cell.pieces);
        let header = match (pieces().next(), pieces().next_back()) {
            (Some(first), Some(last)) => first.range.start..last.range.end,
            _ => first.range.clone(),
        };
        let titles: Vec<String> = table.header.iter().map(Text::plain).collect();
        let titles = titles.join(" | ");
        let titles = titles.split_whitespace().collect::<Vec<_>>().join(" ");
        let named = columns
            .iter()
            .any(|column| matches!(column, Column::Name | Column::Header));
        let message = if named {
            format!("no column of this table is known to say what its names mean: {titles}")
        } else {
            format!("no column of this table is known to hold names of parameters: {titles}")
        };
        let help = "if it describes parameters, call its columns `Attribute`, `Type`, `Required` \
                    and `Description`; `docbind explain unread-block` says more";
        self.unread(&header, &message, help);
        self.told.push(first.range.start..last.range.end);
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
        if self.outline(list) {
            return;
        }
        let role = self.role_of_rows();
        let said = role.is_sent() || !self.lead.owners.is_empty();
        let promise = if said || role == Role::Unsaid && self.names_a_placeholder(list) {
            Promise::Parameters
        } else {
            Promise::Nothing
        };
        if let Some(statuses) = status_codes::from_list(list) {
            statuses.into_iter().for_each(|status| self.status(status));
            for item in &list.items {
                self.fact(LedgerKind::ListItem, &item.range);
                status_codes::below(item)
                    .for_each(|case| self.fact(LedgerKind::ListItem, &case.range));
                self.answer_in_item(item);
            }
        } else if let Some(found) = self.answered_list(list) {
            self.answered(found.parameters);
            for item in found.read.iter().chain(&found.below) {
                self.fact(LedgerKind::ListItem, &item.range);
            }
        } else if role == Role::Response {
            self.items(list);
        } else if let Some(found) = param_list::read(list, promise, self.words) {
            for item in &found.none {
                self.ignore(
                    LedgerKind::ListItem,
                    IgnoreReason::NoParameters,
                    &item.range,
                );
            }
            for item in &found.unread {
                let text = item.text().map(first_words).unwrap_or_default();
                let message = no_name(&text, "this item of a parameter list has no name");
                let help = "begin it with the name as code: \"- `page_size` (required) - words\"";
                self.unread(&item.range, &message, help);
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
            let owners = std::mem::take(&mut self.lead.owners);
            self.owned(&owners, found.parameters);
        } else {
            self.items(list);
        }
        self.lead = Lead::default();
        for block in list.items.iter().flat_map(|item| &item.blocks) {
            self.nested(block);
        }
    }

    /// Whether each item of a list is set apart from its name, and one names a placeholder of the
    /// path. Behind a body, it may as well tell of that.
    fn names_a_placeholder(&self, list: &List) -> bool {
        if !self.endpoint.examples.is_empty() {
            return false;
        }
        let paths = || {
            self.endpoint
                .requests
                .iter()
                .map(|request| request.url.path.as_str())
        };
        let mut found = false;
        let named = list.items.iter().all(|item| {
            let item = item.text();
            let item = item.and_then(|text| param_item::read(text, Witness::List, self.words));
            let Some(ParamItem::Marked(facts) | ParamItem::Named(facts)) = item else {
                return false;
            };
            let mut names = facts.iter().map(|fact| fact.name.as_str());
            found |= names.any(|name| paths().any(|path| template::has(path, name)));
            true
        });
        named && found
    }

    /// The body that an item of a list of statuses shows as code.
    fn answer_in_item(&mut self, item: &Item) {
        let status = item.text().and_then(status_codes::of_item);
        let codes = item.text().into_iter().flat_map(Text::codes);
        for piece in codes.filter(|piece| json_example::looks_like_json(&piece.text)) {
            self.lead.role = Some(Role::Response);
            self.lead.status = status;
            self.body(&Arc::new(Code::inline(piece)), 0);
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
            self.stated(text);
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

/// Heads of columns of names, whatever has these.
const NAMES_OF_ANYTHING: &[&str] = &["name", "key", "element", "member", "variable"];

/// Whether no head of a column says that the names are those of parameters.
fn is_of_anything(header: &[Text]) -> bool {
    let mut heads = header.iter().map(|cell| cell.plain().trim().to_lowercase());
    heads.any(|head| NAMES_OF_ANYTHING.contains(&head.as_str()))
}

/// What an item begins with, where it is set apart as a name is.
fn first_words(text: &Text) -> String {
    let first = text.visible().find(|piece| !piece.text.trim().is_empty());
    first
        .filter(|piece| matches!(piece.style, Style::Code | Style::Strong))
        .map(|piece| piece.text.clone())
        .unwrap_or_default()
}

/// Says that something stands where a name is expected, or that nothing does.
fn no_name(shown: &str, nothing: &str) -> String {
    let shown = shown.trim().trim_matches('`');
    if shown.is_empty() {
        nothing.to_owned()
    } else {
        let shown: String = shown.chars().take(40).collect();
        format!("{nothing}: `{shown}` is not read as one")
    }
}
