//! Parameters: added, removed, renamed, moved, and what differs in those that stayed.

use docbind_spec::{Limits, Location, Parameter, PathTemplate, Presence};

use super::change::Mark;
use super::code::Effect;
use super::operations::{Both, place};
use super::pairs::{self, alike, renamed};
use super::schema::{Values, list, or_none, shape, whole, word};
use super::{Change, Found, Level, Place, Rule};

pub(super) fn compare(operation: &Both<'_>, found: &mut Found) {
    let (older, newer) = (&operation.old.parameters, &operation.new.parameters);
    let mut gone: Vec<&Parameter> = older.iter().collect();
    let mut came: Vec<&Parameter> = Vec::new();
    let mut stayed: Vec<(&Parameter, &Parameter)> = Vec::new();
    for parameter in newer {
        let same = |old: &&Parameter| {
            old.name == parameter.name
                && (old.location == parameter.location || moved(old, parameter, older, newer))
        };
        match gone.iter().position(same) {
            Some(index) => stayed.push((gone.remove(index), parameter)),
            None => came.push(parameter),
        }
    }
    let names = renamed(&gone, &came, |old, new| other_name(operation, old, new));
    for (old, new) in &names {
        if let (Some(old), Some(new)) = (gone.get(*old), came.get(*new)) {
            stayed.push((old, new));
        }
    }
    for (old, new) in stayed {
        both(operation, old, new, found);
    }
    for (index, parameter) in came.iter().enumerate() {
        if !names.iter().any(|(_, new)| *new == index) {
            let change = added(operation, parameter);
            found.add(unless_unseen(operation, parameter, change, found));
        }
    }
    for (index, parameter) in gone.iter().enumerate() {
        if !names.iter().any(|(old, _)| *old == index) {
            let change = change(operation, Rule::RequestParameterRemoved, parameter)
                .places(shown(operation.old, parameter), place(operation.new))
                .from(all(parameter));
            found.add(unless_unseen(operation, parameter, change, found));
        }
    }
}

/// Breaks nobody where neither side has code for the parameter, such as for the number of the
/// page, which every list takes.
fn unless_unseen(
    operation: &Both<'_>,
    parameter: &Parameter,
    change: Change,
    found: &Found,
) -> Change {
    let code = found.code();
    let (old, new) = operation.names();
    let at = (parameter.name.as_str(), parameter.location);
    match code.parameter((&old, at), (&new, at)) {
        Effect::Same => change.level(Level::Safe),
        Effect::Unknown | Effect::Differs { .. } => change,
    }
}

/// Whether a parameter is sent somewhere else now: neither side has another of its name there.
fn moved(old: &Parameter, new: &Parameter, older: &[Parameter], newer: &[Parameter]) -> bool {
    let has = |all: &[Parameter], like: &Parameter| {
        all.iter()
            .any(|one| one.name == like.name && one.location == like.location)
    };
    !has(newer, old) && !has(older, new)
}

/// How likely one parameter is the other under a new name: certain for placeholders at one place
/// of a path, else those of one kind with names that are alike.
fn other_name(operation: &Both<'_>, old: &Parameter, new: &Parameter) -> Option<f64> {
    if old.location != new.location {
        return None;
    }
    if old.location == Location::Path {
        let nth = |path: &str, name: &str| -> Option<usize> {
            PathTemplate::parse(path)
                .placeholders()
                .position(|it| it == name)
        };
        let same = nth(&operation.old.path, &old.name) == nth(&operation.new.path, &new.name);
        return same.then_some(1.0);
    }
    let kind = |parameter: &Parameter| {
        let required = parameter.presence == Presence::Required;
        (shape(&parameter.schema), required)
    };
    if kind(old) != kind(new) {
        return None;
    }
    let told = old.description.is_some() && old.description == new.description;
    let score = alike(&old.name, &new.name);
    score.or_else(|| (told && within(&old.name, &new.name)).then_some(0.5))
}

/// Whether one name has all words of the other, in their order.
fn within(old: &str, new: &str) -> bool {
    let (old, new) = (pairs::words(old), pairs::words(new));
    let (short, long) = if old.len() < new.len() {
        (old, new)
    } else {
        (new, old)
    };
    !short.is_empty() && long.windows(short.len()).any(|some| some == short)
}

/// A change of a parameter, named as it is now.
fn change(operation: &Both<'_>, rule: Rule, parameter: &Parameter) -> Change {
    Change::new(rule, &operation.subject())
        .part(&parameter.name)
        .location(parameter.location)
}

fn added(operation: &Both<'_>, parameter: &Parameter) -> Change {
    let required = parameter.presence == Presence::Required || parameter.location == Location::Path;
    let rule = if required {
        Rule::RequestRequiredParameterAdded
    } else {
        Rule::RequestParameterAdded
    };
    change(operation, rule, parameter)
        .to(all(parameter))
        .places(place(operation.old), shown(operation.new, parameter))
}

/// Where a parameter is documented.
fn shown(operation: &docbind_spec::Operation, parameter: &Parameter) -> Option<Place> {
    let mark = Mark::Parameter(parameter.name.clone());
    match parameter.evidence.first() {
        Some(evidence) => Some(Place::marked(&evidence.source, mark)),
        None => place(operation),
    }
}

fn both(operation: &Both<'_>, old: &Parameter, new: &Parameter, found: &mut Found) {
    let before = found.all.len();
    let effect = effect(operation, old, new, found);
    found.all.extend(renaming(operation, old, new));
    found.all.append(&mut stated(operation, old, new));
    found.all.extend(style(operation, old, new, &effect));
    types(operation, old, new, &effect, found);
    untold(operation, new, &effect, before, found);
    let places = (shown(operation.old, old), shown(operation.new, new));
    for change in found.all.iter_mut().skip(before) {
        (change.old, change.new) = places.clone();
    }
}

/// Another name. A placeholder is called as before, unless its value seems to be something else:
/// `:issue_id` and `:project_id` are identifiers, `:issue_number` may be none.
fn renaming(operation: &Both<'_>, old: &Parameter, new: &Parameter) -> Option<Change> {
    if old.name == new.name {
        return None;
    }
    let rule = match new.location {
        Location::Path => Rule::PathPlaceholderRenamed,
        _ => Rule::RequestParameterRenamed,
    };
    let last = |name: &str| pairs::words(name).pop();
    let level = if last(&old.name) == last(&new.name) {
        rule.level()
    } else {
        Level::BreaksBoth
    };
    let change = change(operation, rule, new).level(level);
    Some(change.from(&old.name).to(&new.name))
}

/// What the documents say otherwise, name, type and style aside.
fn stated(operation: &Both<'_>, old: &Parameter, new: &Parameter) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    let mut add = |rule: Rule, from: String, to: String| {
        changes.push(change(operation, rule, new).from(from).to(to));
    };
    if old.location != new.location {
        let rule = Rule::RequestParameterMoved;
        add(rule, word(&old.location), word(&new.location));
    }
    if let Some(rule) = presence(old.presence, new.presence) {
        add(rule, word(&old.presence), word(&new.presence));
    }
    if let Some(rule) = condition(old, new) {
        let words = |it: &Parameter| or_none(it.condition.as_ref());
        add(rule, words(old), words(new));
    }
    if let Some(rule) = default(old, new) {
        let words = |it: &Parameter| or_none(it.default.as_ref());
        add(rule, words(old), words(new));
    }
    if let Some(rule) = limits(old.limits, new.limits) {
        add(rule, limited(old.limits), limited(new.limits));
    }
    if old.description != new.description {
        let rule = Rule::RequestParameterWordingChanged;
        add(rule, String::new(), String::new());
    }
    changes
}

/// How a list is written. Texts may become lists in the code by that, and lists texts.
fn style(
    operation: &Both<'_>,
    old: &Parameter,
    new: &Parameter,
    effect: &Effect,
) -> Option<Change> {
    if old.array_style == new.array_style {
        return None;
    }
    let rule = Rule::RequestParameterStyleChanged;
    let words = |it: &Parameter| or_none(it.array_style.map(|style| word(&style)));
    let in_code = matches!(effect, Effect::Differs { level, .. } if level.breaks_server());
    let level = if in_code {
        Level::BreaksBoth
    } else {
        rule.level()
    };
    let change = change(operation, rule, new).level(level);
    Some(change.from(words(old)).to(words(new)))
}

/// What becomes of the code of a parameter.
fn effect(operation: &Both<'_>, old: &Parameter, new: &Parameter, found: &Found) -> Effect {
    let (before, after) = operation.names();
    found.code().parameter(
        (&before, (&old.name, old.location)),
        (&after, (&new.name, new.location)),
    )
}

/// The type, and the values of enumerations.
fn types(
    operation: &Both<'_>,
    old: &Parameter,
    new: &Parameter,
    effect: &Effect,
    found: &mut Found,
) {
    let (from, to) = (shape(&old.schema), shape(&new.schema));
    if from != to {
        let rule = Rule::RequestParameterTypeChanged;
        let level = effect.level(rule.level());
        let change = change(operation, rule, new).level(level);
        found.add(change.from(whole(&old.schema)).to(whole(&new.schema)));
        return;
    }
    let code = found.code();
    let enumerated = code.enumerates(&operation.names().1, (&new.name, new.location));
    let values = Values::of(&old.schema, &new.schema);
    let level = |rule: Rule| {
        if enumerated {
            rule.level()
        } else {
            Level::Safe
        }
    };
    for value in values.added {
        let rule = Rule::RequestParameterValueAdded;
        found.add(change(operation, rule, new).level(level(rule)).to(value));
    }
    for value in values.removed {
        let rule = Rule::RequestParameterValueRemoved;
        found.add(change(operation, rule, new).level(level(rule)).from(value));
    }
}

/// Tells what differs in the code and follows from no change of the parameter itself.
fn untold(
    operation: &Both<'_>,
    new: &Parameter,
    effect: &Effect,
    before: usize,
    found: &mut Found,
) {
    let Effect::Differs { level, from, to } = effect else {
        return;
    };
    let told = found.all.iter().skip(before).any(|change| {
        (change.level.breaks_client() || !level.breaks_client())
            && (change.level.breaks_server() || !level.breaks_server())
    });
    if !told {
        let change = change(operation, Rule::RequestParameterCodeChanged, new);
        found.add(change.level(*level).from(from).to(to));
    }
}

fn presence(old: Presence, new: Presence) -> Option<Rule> {
    match (old, new) {
        (old, new) if old == new => None,
        (_, Presence::Required) => Some(Rule::RequestParameterBecameRequired),
        (Presence::Required, _) => Some(Rule::RequestParameterBecameOptional),
        (Presence::Unstated, _) => Some(Rule::RequestParameterPresenceStated),
        (_, _) => Some(Rule::RequestParameterPresenceUnstated),
    }
}

fn condition(old: &Parameter, new: &Parameter) -> Option<Rule> {
    match (&old.condition, &new.condition) {
        (old, new) if old == new => None,
        (None, _) => Some(Rule::RequestParameterConditionAdded),
        (_, None) => Some(Rule::RequestParameterConditionRemoved),
        (_, _) => Some(Rule::RequestParameterConditionChanged),
    }
}

fn default(old: &Parameter, new: &Parameter) -> Option<Rule> {
    match (&old.default, &new.default) {
        (old, new) if old == new => None,
        (None, _) => Some(Rule::RequestParameterDefaultAdded),
        (_, None) => Some(Rule::RequestParameterDefaultRemoved),
        (_, _) => Some(Rule::RequestParameterDefaultChanged),
    }
}

/// A limit is tightened as soon as one value that was taken is not.
fn limits(old: Option<Limits>, new: Option<Limits>) -> Option<Rule> {
    let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
    if old == new {
        return None;
    }
    let higher = new
        .min
        .is_some_and(|min| old.min.is_none_or(|old| min > old));
    let lower = new
        .max
        .is_some_and(|max| old.max.is_none_or(|old| max < old));
    let shorter = new
        .max_length
        .is_some_and(|max| old.max_length.is_none_or(|old| max < old));
    Some(if higher || lower || shorter {
        Rule::RequestParameterLimitTightened
    } else {
        Rule::RequestParameterLimitLoosened
    })
}

/// Everything about a parameter that came or went.
fn all(parameter: &Parameter) -> String {
    let mut words = vec![
        word(&parameter.location),
        word(&parameter.presence),
        whole(&parameter.schema),
    ];
    words.extend(
        parameter
            .default
            .iter()
            .map(|value| format!("default {value}")),
    );
    words.join(", ")
}

fn limited(limits: Option<Limits>) -> String {
    let limits = limits.unwrap_or_default();
    let min = limits.min.map(|min| format!("at least {min}"));
    let max = limits.max.map(|max| format!("at most {max}"));
    let length = limits
        .max_length
        .map(|length| format!("at most {length} characters"));
    list([min, max, length].into_iter().flatten())
}
