//! Tables of parameters: found by the words of their header, in any order.
//!
//! What comes in: a table and what its columns hold. What goes out: the parameters, fields below
//! the row of the object they are in. Never looks at what stands around the table.

use std::ops::Range;

use docbind_spec::{Presence, Schema, Witness};

use super::columns::{self, Column};
use super::facts::{ParamFact, ParamPlace, Returned};
use super::markers::Markers;
use super::roles::{self, Group, Role};
use super::words::{Meaning, Words};
use super::{definitions, nested, param_name, phrases, presence, row_depth, tags, type_text};
use crate::markdown::{Row, Style, Table, Text};

/// What a table of parameters says.
#[derive(Debug, Clone, Default)]
pub(crate) struct ParamTable<'a> {
    /// The parameters in order; a row may name two.
    pub(crate) parameters: Vec<ParamFact>,
    /// The parameter whose fields these are, where the header says so.
    pub(crate) owner: Option<String>,
    /// Types of the documents' own, each with the parameter that has it.
    pub(crate) types: Vec<(String, String)>,
    /// Whether a row is the body as a whole.
    pub(crate) whole_body: bool,
    /// The object that the body is, and the row that says so.
    pub(crate) sends: Option<(Returned, Range<usize>)>,
    /// The rows they stand in, and those that only say something about the rows below.
    pub(crate) read: Vec<&'a Row>,
    /// Rows that say that there are none.
    pub(crate) none: Vec<&'a Row>,
    /// Rows without a name, with what stands in its place.
    pub(crate) unread: Vec<(&'a Row, String)>,
}

/// Reads a table whose columns are these; `None` where it has no names of parameters.
pub(crate) fn read<'a>(
    table: &'a Table,
    columns: &[Column],
    words: &Words,
) -> Option<ParamTable<'a>> {
    let names = name_column(table, columns, words)?;
    if !is_described(columns) || is_other(columns) {
        return None;
    }
    let header = table.header.get(names);
    let place = if columns.contains(&Column::Header) {
        ParamPlace::Header
    } else {
        header.map_or(ParamPlace::Unsaid, |cell| columns::place(cell, words))
    };
    let reader = RowReader {
        columns,
        required: presences(table, columns, Column::Required, words),
        optional: presences(table, columns, Column::Optional, words),
        words,
    };
    let mut out = ParamTable {
        owner: header.and_then(columns::owner),
        ..ParamTable::default()
    };
    let mut group = Group {
        place,
        ..Group::default()
    };
    let mut rows = Vec::new();
    for (number, row) in table.rows.iter().enumerate() {
        let cell = row.cells.get(names).map(tags::styled).unwrap_or_default();
        let (depth, cell) = row_depth::apart(&cell);
        let none = says_none(&cell);
        if let Some(found) = group_row(row, words) {
            group = found;
            out.read.push(row);
        } else if none && table.rows.len() == 1 {
            out.none.push(row);
        } else if let Some(named) = row_names(&cell, words) {
            let facts = reader.facts(number, row, &named, group);
            let own = reader.own_type(row);
            let named = facts.first().map(|fact| fact.name.clone());
            out.types.extend(own.zip(named));
            rows.extend(facts.into_iter().map(|fact| (depth, fact)));
            out.read.push(row);
        } else if none {
            out.none.push(row);
        } else {
            out.unread.push((row, cell.described()));
        }
    }
    out.parameters = row_depth::nest(rows);
    if columns.contains(&Column::Place) {
        out.open_whole(words);
    }
    Some(out)
}

impl ParamTable<'_> {
    /// Puts what stands below a row for the body as a whole into the body itself. A row `body`
    /// that is a text or a number is a parameter as others.
    fn open_whole(&mut self, words: &Words) {
        let is_whole = |fact: &ParamFact| {
            let meaning = words.meaning(&fact.name.to_lowercase());
            let own_type = self.types.iter().any(|(_, name)| *name == fact.name);
            let object = matches!(fact.schema, Some(Schema::Map(_) | Schema::Array(_)));
            fact.place == ParamPlace::Body
                && meaning == Some(Meaning::Sent(Role::Request, ParamPlace::Body))
                && (!fact.fields.is_empty() || own_type || object || fact.is_a.is_some())
        };
        let all = std::mem::take(&mut self.parameters);
        let (whole, mut others): (Vec<_>, Vec<_>) = all.into_iter().partition(is_whole);
        self.whole_body = !whole.is_empty();
        let mut named = whole.iter();
        self.sends = named.find_map(|fact| Some((fact.is_a.clone()?, fact.range.clone())));
        others.extend(whole.into_iter().flat_map(|fact| fact.fields));
        self.parameters = others;
    }
}

/// A name alone tells nothing about what is named.
fn is_described(columns: &[Column]) -> bool {
    columns.iter().any(|column| {
        matches!(
            column,
            Column::Type
                | Column::Required
                | Column::Optional
                | Column::Place
                | Column::Description
                | Column::Values
        )
    })
}

/// Tables of statuses and of operations have names as well.
fn is_other(columns: &[Column]) -> bool {
    columns.contains(&Column::Status) || columns.contains(&Column::Method)
}

/// The column of names; of several, the one with the most.
fn name_column(table: &Table, columns: &[Column], words: &Words) -> Option<usize> {
    let is_name = |at: &usize| matches!(columns.get(*at), Some(Column::Name | Column::Header));
    let named = |at: usize| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(at));
        cells
            .filter(|cell| row_names(cell, words).is_some())
            .count()
    };
    (0..columns.len())
        .filter(is_name)
        .rev()
        .max_by_key(|at| named(*at))
}

/// What a column says about each row's presence.
fn presences(
    table: &Table,
    columns: &[Column],
    wanted: Column,
    words: &Words,
) -> Vec<Option<Said>> {
    let Some(at) = columns.iter().position(|column| *column == wanted) else {
        return Vec::new();
    };
    let cell = |row: &Row| {
        let cell = row.cells.get(at).map(|cell| tags::styled(cell).described());
        cell.unwrap_or_default().replace(['*', '_'], "")
    };
    let cells: Vec<String> = table.rows.iter().map(cell).collect();
    let said = |cell: &String| words.presence(cell).map(|presence| (presence, None));
    let read = presence::column(&cells).into_iter().zip(&cells);
    read.map(|(read, cell)| read.or_else(|| said(cell)))
        .collect()
}

/// A presence with its condition.
type Said = (Presence, Option<String>);

/// The names in a cell, what a sign there says, and what else stands in it.
struct RowNames {
    names: Vec<String>,
    presence: Option<Presence>,
    rest: Text,
}

fn row_names(cell: &Text, words: &Words) -> Option<RowNames> {
    if let Some(names) = plain_names(cell, words) {
        return Some(RowNames {
            names,
            presence: None,
            rest: Text::default(),
        });
    }
    if let Some(found) = param_name::leading(cell) {
        let rest = found.rest.plain();
        let beside = rest.trim_start_matches([' ', '\u{a0}']);
        let whole = found.style != Style::Plain
            || rest.trim().is_empty()
            || beside.starts_with(['(', '[', '\n', ',']);
        if whole {
            return Some(RowNames {
                names: found.names,
                presence: found.presence,
                rest: found.rest,
            });
        }
    }
    let names = first_code(cell)?;
    Some(RowNames {
        names,
        presence: None,
        rest: Text::default(),
    })
}

/// `title or isbn`, without markup. Words behind a name, such as "required", are no names.
fn plain_names(cell: &Text, words: &Words) -> Option<Vec<String>> {
    let plain = cell.plain();
    let joint = [" or ", " and ", ",", "\n"]
        .into_iter()
        .find(|joint| plain.contains(joint))?;
    if cell.visible().any(|piece| piece.style != Style::Plain) {
        return None;
    }
    let mut parts = plain.split(joint).map(str::trim);
    let first = parts.next().and_then(param_name::clean)?;
    let others = parts.map(|part| {
        let says = Markers::default().group(part, words);
        param_name::clean(part).filter(|_| !says)
    });
    [Some(first)].into_iter().chain(others).collect()
}

/// A name in code behind other words.
fn first_code(cell: &Text) -> Option<Vec<String>> {
    let name = cell
        .codes()
        .find_map(|code| param_name::clean(&code.text))?;
    Some(vec![name])
}

/// Whether there is no name: a parameter of that name would be set as code.
fn says_none(cell: &Text) -> bool {
    let plain = cell.plain().to_lowercase();
    let word = plain.trim().trim_matches(['*', '_', '.']);
    cell.codes().next().is_none() && matches!(word, "none" | "n/a" | "-" | "–" | "—")
}

/// A row that has nothing but the words of a group, such as "Query parameters".
fn group_row(row: &Row, words: &Words) -> Option<Group> {
    let mut filled = row.cells.iter().filter(|cell| !cell.is_blank());
    let cell = filled.next()?;
    // A name set as code is a name, whatever it is.
    if filled.next().is_some() || cell.codes().next().is_some() {
        return None;
    }
    let text = cell.plain();
    roles::group_of_heading(&text, words).or_else(|| {
        let place = roles::place(&text, words)?;
        Some(Group {
            place,
            ..Group::default()
        })
    })
}

/// Reads the cells beside a name.
struct RowReader<'a> {
    columns: &'a [Column],
    required: Vec<Option<Said>>,
    optional: Vec<Option<Said>>,
    words: &'a Words,
}

impl RowReader<'_> {
    fn facts(&self, number: usize, row: &Row, named: &RowNames, group: Group) -> Vec<ParamFact> {
        let cell = |wanted: Column| {
            let at = self.columns.iter().position(|column| *column == wanted)?;
            let cell = row.cells.get(at).map(tags::styled);
            cell.filter(|cell| !cell.is_blank())
        };
        let mut beside = Markers::default();
        self.beside_name(&named.rest, &mut beside);
        let stated = cell(Column::Type);
        if let Some(stated) = &stated {
            self.type_cell(&stated.plain(), &mut beside);
        }
        if self.column(number).is_none()
            && let Some(said) = cell(Column::Required)
        {
            // "Optional, default: 5"
            let _ = beside.group(&said.plain(), self.words);
        }
        let description = cell(Column::Description);
        if let Some(text) = description.as_ref().filter(|_| stated.is_none()) {
            beside.schema = beside.schema.or_else(|| type_text::leading(&text.plain()));
        }
        let shown = description.as_deref().map(Text::described);
        let (presence, condition) = self
            .column(number)
            .or_else(|| named.presence.map(|presence| (presence, None)))
            .or(beside.presence)
            .or_else(|| presence::of_description(description.as_deref()?))
            .or_else(|| {
                is_aside(cell(Column::Default).as_deref()?).then_some((Presence::Optional, None))
            })
            .unwrap_or((group.presence, None));
        let mut values = description
            .as_deref()
            .map(phrases::value_facts)
            .unwrap_or_default();
        let default = cell(Column::Default).as_deref().and_then(default);
        values.default = default.or(beside.default).or(values.default);
        if let Some(listed) = cell(Column::Values) {
            values.values = listed
                .codes()
                .map(|code| code.text.trim().to_owned())
                .collect();
        }
        if let Some(stated) = &stated {
            // "string, one of `lent`, `here`"
            values.add(&phrases::value_facts(stated));
        }
        let place = cell(Column::Place)
            .and_then(|cell| roles::place(&cell.plain(), self.words))
            .or(beside.place)
            .unwrap_or(group.place);
        let is_a = stated.as_deref().and_then(definitions::linked);
        let fact = |name: &String| ParamFact {
            name: name.clone(),
            presence,
            presence_by: None,
            condition: condition.clone(),
            schema: beside.schema.clone(),
            values: values.clone(),
            description: shown.clone(),
            witness: Witness::Table,
            place,
            fields: Vec::new(),
            is_a: is_a.clone(),
            from: None,
            range: row.range.clone(),
        };
        named.names.iter().map(fact).collect()
    }

    /// The name in the cell of a type that is one of the documents' own.
    fn own_type(&self, row: &Row) -> Option<String> {
        let at = self.columns.iter().position(|it| *it == Column::Type)?;
        nested::type_name(&row.cells.get(at)?.plain())
    }

    /// What the columns say about presence. Where one is not optional, it is required.
    fn column(&self, number: usize) -> Option<Said> {
        let said = |all: &[Option<Said>]| all.get(number).cloned().flatten();
        said(&self.required).or_else(|| {
            let (presence, condition) = said(&self.optional)?;
            let turned = match presence {
                Presence::Required => Presence::Optional,
                Presence::Optional => Presence::Required,
                Presence::Unstated => Presence::Unstated,
            };
            Some((turned, condition))
        })
    }

    /// Groups and words behind the name in its own cell.
    fn beside_name(&self, rest: &Text, found: &mut Markers) {
        let plain = rest.plain();
        for part in plain.split(['(', ')', '[', ']', '\n']) {
            let part = part.trim().trim_matches(['-', '–', '—', ':', ',']);
            if !part.trim().is_empty() {
                let _ = found.group(part, self.words);
            }
        }
    }

    /// A type, alone or with words such as "optional" beside it.
    fn type_cell(&self, text: &str, found: &mut Markers) {
        if let Some(schema) = type_text::read(text) {
            found.schema = Some(schema);
            return;
        }
        if found.phrase(text, self.words) {
            return;
        }
        let place = roles::place(text, self.words);
        found.place = place.or(found.place);
        for part in text.split(['(', ')', '\n']) {
            let _ = found.phrase(part.trim().trim_end_matches(','), self.words);
        }
    }
}

/// Whether a default cell tells in parentheses what happens where none is sent: "(the old value)".
fn is_aside(cell: &Text) -> bool {
    let plain = cell.plain();
    let text = plain.trim();
    text.starts_with('(') && text.ends_with(')') && text.len() > 2
}

/// The value in a default cell; a dash or "none" means that there is none, and words in
/// parentheses are no value.
fn default(cell: &Text) -> Option<String> {
    if is_aside(cell) {
        return None;
    }
    let text = match cell.codes().next() {
        Some(code) => code.text.trim().to_owned(),
        None => cell.plain().trim().trim_matches(['"', '\'']).to_owned(),
    };
    phrases::some_default(&text)
}
