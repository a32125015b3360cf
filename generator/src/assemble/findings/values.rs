//! Values that are sent or assumed against the values that are documented.

use docbind_spec::{Location, Parameter, Schema, Witness};
use serde_json::Value;

use super::{Group, Picture, plain_name, sent_at};
use crate::assemble::parameters::calls;
use crate::diag::{Diagnostic, Rule};

/// Reports values that the parameter's own description does not allow.
pub(super) fn report(picture: &Picture<'_>, group: &Group<'_>, found: &mut Vec<Diagnostic>) {
    let documented = group.operation.parameters.iter().filter(|parameter| {
        matches!(parameter.location, Location::Query | Location::Body)
            && parameter.typed_by.is_some_and(|witness| {
                matches!(witness, Witness::Table | Witness::List | Witness::Prose)
            })
            && !group.is_decided(&parameter.name)
    });
    for parameter in documented {
        match sent(picture, group, parameter) {
            Some(finding) => found.push(finding),
            None => found.extend(assumed(picture, group, parameter)),
        }
    }
}

/// The first command that sends a value that is not allowed.
fn sent(picture: &Picture<'_>, group: &Group<'_>, parameter: &Parameter) -> Option<Diagnostic> {
    group.merged.sections.iter().find_map(|section| {
        let fitting = section
            .endpoint
            .curls
            .iter()
            .filter(|(curl, _)| calls(curl, section, group.merged));
        let mut values = fitting.flat_map(|(curl, places)| {
            curl.sent()
                .into_iter()
                .filter(|(name, _)| plain_name(name) == parameter.name)
                .filter_map(move |(_, value)| Some((value?.to_owned(), places)))
        });
        let (value, places) = values
            .find(|(value, _)| !is_placeholder(value) && !allows(&parameter.schema, value))?;
        let at = sent_at(picture.text(section.page), &places.whole, &parameter.name);
        let message = format!(
            "the command sends `{value}` for `{}`, which takes {}",
            parameter.name,
            words(&parameter.schema)
        );
        Some(
            Diagnostic::new(
                Rule::UnlistedValue,
                picture.span(section.page, at)?,
                message,
            )
            .help("correct the value, or the description of the parameter"),
        )
    })
}

/// A default that is none of the listed values.
fn assumed(picture: &Picture<'_>, group: &Group<'_>, parameter: &Parameter) -> Option<Diagnostic> {
    let default = match parameter.default.as_ref()? {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    if allows(&parameter.schema, &default) || !matches!(parameter.schema, Schema::Enum(_)) {
        return None;
    }
    let known = group
        .gathered
        .iter()
        .find(|known| known.name == parameter.name)?;
    let (section, fact) = known
        .facts
        .iter()
        .find(|(_, fact)| fact.values.default.is_some())?;
    let page = group.merged.sections.get(*section)?.page;
    let message = format!(
        "the default `{default}` of `{}` is not among its values: {}",
        parameter.name,
        words(&parameter.schema)
    );
    Some(
        Diagnostic::new(
            Rule::UnlistedValue,
            picture.span(page, fact.range.clone())?,
            message,
        )
        .help("list the value, or correct the default"),
    )
}

/// Whether a value stands for another: `<name>`, `:name`, `$NAME`, `{name}`, `MAX_COUNT`.
fn is_placeholder(value: &str) -> bool {
    let in_capitals = value.len() > 2
        && value.starts_with(|c: char| c.is_ascii_uppercase())
        && value.chars().all(|c| c.is_ascii_uppercase() || c == '_');
    if in_capitals {
        return true;
    }
    value.is_empty() || value.contains(['<', '$', '{', '@']) || value.starts_with(':')
}

/// Whether a text as it is sent is a value of a type; types that say little allow everything.
fn allows(schema: &Schema, value: &str) -> bool {
    match schema {
        Schema::Boolean => matches!(
            value.to_lowercase().as_str(),
            "true" | "false" | "1" | "0" | "yes" | "no" | "on" | "off"
        ),
        Schema::Integer => value.trim().parse::<i128>().is_ok(),
        Schema::Number => value.trim().parse::<f64>().is_ok(),
        Schema::Enum(values) => values.iter().any(|known| known.eq_ignore_ascii_case(value)),
        Schema::Array(inner) => value.split(',').all(|item| allows(inner, item.trim())),
        Schema::OneOf(all) => all.iter().any(|one| allows(one, value)),
        _ => true,
    }
}

fn words(schema: &Schema) -> String {
    match schema {
        Schema::Boolean => "true or false".to_owned(),
        Schema::Integer => "a whole number".to_owned(),
        Schema::Number => "a number".to_owned(),
        Schema::Enum(values) => values
            .iter()
            .map(|value| format!("`{value}`"))
            .collect::<Vec<_>>()
            .join(", "),
        Schema::Array(inner) => format!("a list of {}", words(inner)),
        Schema::OneOf(all) => all.iter().map(words).collect::<Vec<_>>().join(" or "),
        _ => "something else".to_owned(),
    }
}
