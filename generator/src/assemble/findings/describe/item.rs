//! An item for a parameter list, in the style of its other items.

use super::Line;
use super::index::{Item, Items};
use super::known::{RequiredWords, is_required};
use super::lines::{MARKS, indent, line_end, line_of, marked, most_frequent};
use crate::extract::facts::ParamFact;
use crate::extract::presence;

/// The parts of an item: ``- `id` (required) - The id``.
pub(super) struct Parts<'t> {
    /// What stands before the name, the bullet included.
    bullet: &'t str,
    marks: (&'static str, &'static str),
    /// What stands between name and description.
    pub(super) between: &'t str,
    /// Whether that says whether the parameter must be sent.
    pub(super) marked: bool,
    pub(super) description: &'t str,
}

/// Takes the line of an item apart; `None` where it has another form.
pub(super) fn parts<'t>(line: &'t str, name: &str) -> Option<Parts<'t>> {
    let start = line.find(['-', '*', '+'])?;
    let (before, rest) = line.split_at(start);
    let text = rest.get(1..)?.trim_start_matches([' ', '\t']);
    let is_bullet = before.chars().all(|c| matches!(c, ' ' | '\t' | '>'));
    let bullet = &line[..line.len() - text.len()];
    if !is_bullet || !bullet.ends_with([' ', '\t']) {
        return None;
    }
    let (marks, rest) = MARKS.iter().find_map(|marks| {
        let rest = text.strip_prefix(marked(name, *marks).as_str())?;
        (!rest.starts_with(|c: char| c.is_alphanumeric() || c == '_')).then_some((*marks, rest))
    })?;
    let (between, marked, description) = between(rest);
    (!between.trim().is_empty()).then_some(Parts {
        bullet,
        marks,
        between,
        marked,
        description,
    })
}

/// Blanks, dashes and words in parentheses before a description.
fn between(text: &str) -> (&str, bool, &str) {
    let mut rest = text;
    let mut marked = false;
    loop {
        let trimmed = rest.trim_start_matches([' ', '\t', '-', '–', '—', ':', '=']);
        let group = trimmed
            .strip_prefix(['(', '['])
            .and_then(|inner| inner.split_once([')', ']']))
            .filter(|(words, _)| presence::read(words.trim_matches(['*', '_', '`'])).is_some());
        match group {
            Some((_, after)) if !marked => {
                rest = after;
                marked = true;
            }
            _ => {
                let (between, description) = text.split_at(text.len() - trimmed.len());
                return (between, marked, description.trim_end());
            }
        }
    }
}

/// Where the item goes, and the item with its line end.
pub(super) fn line(
    text: &str,
    list: &Items,
    facts: &[ParamFact],
    required: &RequiredWords,
    line: &Line<'_>,
) -> Option<(usize, String)> {
    if list.ordered {
        return None;
    }
    let fact_of = |item: &Item| {
        let start = item.text?;
        facts.iter().find(|fact| fact.range.start == start)
    };
    let known: Vec<(&ParamFact, Parts<'_>)> = list
        .all
        .iter()
        .filter_map(|item| {
            let fact = fact_of(item)?;
            let line = text.get(line_of(text, fact.range.start))?;
            Some((fact, parts(line, &fact.name)?))
        })
        .collect();
    let marks = most_frequent(known.iter().map(|(_, parts)| parts.marks))?;
    let between = required_between(&known, required)?;
    let bullet = known.first()?.1.bullet;
    let made = format!(
        "{bullet}{}{between}{}",
        marked(line.name, marks),
        line.known.text
    );

    let last_before = list.all.iter().rposition(|item| {
        fact_of(item)
            .is_some_and(|fact| line.before.contains(&fact.name.replace('-', "_").as_str()))
    });
    let blank = if is_loose(text, &list.all) { 2 } else { 1 };
    if blank > 1 && bullet.contains('>') {
        return None;
    }
    let at = |item: &Item| first_line(text, item);
    match list.all.get(last_before.map_or(0, |item| item + 1)) {
        Some(next) => {
            let start = line_of(text, at(next)).start;
            let end = line_end(text, start).repeat(blank);
            // The line begins with the bullet, not with that of a list around this one.
            indent(text, at(next))?;
            Some((start, format!("{made}{end}")))
        }
        None => {
            let last = list.all.last()?;
            let stop = last.range.start
                + text
                    .get(last.range.clone())?
                    .trim_end_matches([' ', '\t', '\r', '\n', '>'])
                    .len();
            let end = line_end(text, stop).repeat(blank);
            Some((line_of(text, stop).end, format!("{end}{made}")))
        }
    }
}

/// The byte of an item's bullet.
fn first_line(text: &str, item: &Item) -> usize {
    let raw = text.get(item.range.clone()).unwrap_or_default();
    item.range.start + (raw.len() - raw.trim_start_matches([' ', '\t']).len())
}

/// Whether blank lines stand between the items.
fn is_loose(text: &str, items: &[Item]) -> bool {
    let [first, second, ..] = items else {
        return false;
    };
    let between = text.get(first.range.end..second.range.start);
    between.is_some_and(|between| between.matches('\n').count() > 1)
}

impl Parts<'_> {
    /// Whether another description can stand after what stands before this one.
    pub(super) fn is_model(&self) -> bool {
        !self.description.is_empty() && self.between.ends_with([' ', '\t'])
    }
}

/// What stands between name and description of a parameter that must be sent.
fn required_between(known: &[(&ParamFact, Parts<'_>)], page: &RequiredWords) -> Option<String> {
    let models = || known.iter().filter(|(_, parts)| parts.is_model());
    let said = |wanted: bool| {
        let of = models()
            .filter(move |(fact, parts)| is_required(fact) == wanted && parts.marked == wanted);
        most_frequent(of.map(|(_, parts)| parts.between))
    };
    if let Some(between) = said(true) {
        return Some(between.to_owned());
    }
    if !known.iter().any(|(_, parts)| parts.marked) {
        return said(false).map(str::to_owned);
    }
    if let Some(between) = &page.between {
        return Some(between.clone());
    }
    let optional = models().find(|(_, parts)| parts.marked)?.1.between;
    let (before, after) = optional.split_once("ptional")?;
    let (before, word) = match before.strip_suffix('O') {
        Some(before) => (before, "Required"),
        None => (before.strip_suffix('o')?, "required"),
    };
    Some(format!("{before}{word}{after}"))
}
