//! One place in paths, two names.

use std::collections::BTreeMap;
use std::ops::Range;

use docbind_spec::PathTemplate;

use super::Picture;
use crate::diag::{Diagnostic, Rule};

/// Who gives a placeholder a name: the numbers of the operations.
type Namings<'a> = BTreeMap<&'a str, Vec<usize>>;

/// Reports each name that most paths with the same beginning do not use.
pub(super) fn report(picture: &Picture<'_>, found: &mut Vec<Diagnostic>) {
    let mut places: BTreeMap<String, Namings<'_>> = BTreeMap::new();
    for (number, merged) in picture.merged.iter().enumerate() {
        for section in &merged.sections {
            for (prefix, name) in named(&section.path) {
                let numbers = places.entry(prefix).or_default().entry(name).or_default();
                if numbers.last() != Some(&number) {
                    numbers.push(number);
                }
            }
        }
    }
    for namings in places.values() {
        let usual = namings
            .iter()
            .max_by_key(|(name, users)| (users.len(), *name));
        let Some((usual, users)) = usual else {
            continue;
        };
        let rare = namings
            .iter()
            .filter(|(name, own)| *name != usual && own.len() * 2 <= users.len());
        for (name, own) in rare {
            found.extend(finding(picture, name, own, usual, users));
        }
    }
}

/// The placeholders of a path that fill their segments, each with what stands before it.
fn named(path: &PathTemplate) -> Vec<(String, &str)> {
    let mut prefix = String::new();
    let mut named = Vec::new();
    for segment in path.segments() {
        prefix.push('/');
        match (segment.as_literal(), segment.pieces()) {
            (Some(literal), _) => prefix.push_str(literal),
            (None, [piece]) => {
                prefix.push(':');
                named.extend(piece.name().map(|name| (prefix.clone(), name)));
            }
            (None, _) => prefix.push_str("::"),
        }
    }
    named
}

/// Where in a request line a placeholder of this name stands, its colon or braces included.
pub(super) fn placeholder_at(
    text: &str,
    request: &Range<usize>,
    name: &str,
) -> Option<Range<usize>> {
    let line = text.get(request.clone())?;
    let marks = [
        format!(":{name}"),
        format!("*{name}"),
        format!("{{{name}}}"),
        format!("<{name}>"),
    ];
    marks.iter().find_map(|mark| {
        let is_whole = |at: &usize| {
            let after = line[at + mark.len()..].chars().next();
            mark.ends_with(['}', '>']) || after.is_none_or(|c| !c.is_alphanumeric() && c != '_')
        };
        let at = line.match_indices(mark).map(|(at, _)| at).find(is_whole)?;
        let start = request.start + at;
        Some(start..start + mark.len())
    })
}

fn finding(
    picture: &Picture<'_>,
    name: &str,
    own: &[usize],
    usual: &str,
    users: &[usize],
) -> Option<Diagnostic> {
    let place = |number: usize, name: &str| {
        let merged = picture.merged.get(number)?;
        let section = merged
            .sections
            .iter()
            .find(|section| section.path.placeholders().any(|own| own == name))?;
        let request = section.requests.first()?;
        let range = placeholder_at(picture.text(section.page), &request.range, name);
        picture.span(section.page, range.unwrap_or_else(|| request.range.clone()))
    };
    let message = match own.len() {
        1 => format!(
            "placeholder `{name}` is called `{usual}` in the {} other paths",
            users.len()
        ),
        more => format!(
            "placeholder `{name}` of {more} paths is called `{usual}` in the {} other paths",
            users.len()
        ),
    };
    let finding = Diagnostic::new(
        Rule::UnlikePlaceholder,
        place(*own.first()?, name)?,
        message,
    );
    let finding = match users.first().and_then(|number| place(*number, usual)) {
        Some(span) => finding.related(span, "the usual name"),
        None => finding,
    };
    Some(finding.help("give one thing one name, or callers take them for two"))
}
