//! Fields of types, once for each direction in which values of the type go.

use docbind_spec::{Field, FieldPresence, TypeDef};

use super::change::Mark;
use super::code::{Effect, Sides};
use super::pairs::{alike, renamed};
use super::schema::{Values, shape, whole};
use super::types::{Direction, place, subject};
use super::{Change, Found, Level, Place, Rule};

/// The rules of one direction.
struct Rules {
    added: Rule,
    removed: Rule,
    renamed: Rule,
    type_changed: Rule,
    presence_changed: Rule,
    value_added: Rule,
    value_removed: Rule,
    code_changed: Rule,
}

const REQUEST: Rules = Rules {
    added: Rule::RequestFieldAdded,
    removed: Rule::RequestFieldRemoved,
    renamed: Rule::RequestFieldRenamed,
    type_changed: Rule::RequestFieldTypeChanged,
    presence_changed: Rule::RequestFieldPresenceChanged,
    value_added: Rule::RequestFieldValueAdded,
    value_removed: Rule::RequestFieldValueRemoved,
    code_changed: Rule::RequestFieldCodeChanged,
};

const RESPONSE: Rules = Rules {
    added: Rule::ResponseFieldAdded,
    removed: Rule::ResponseFieldRemoved,
    renamed: Rule::ResponseFieldRenamed,
    type_changed: Rule::ResponseFieldTypeChanged,
    presence_changed: Rule::ResponseFieldPresenceChanged,
    value_added: Rule::ResponseFieldValueAdded,
    value_removed: Rule::ResponseFieldValueRemoved,
    code_changed: Rule::ResponseFieldCodeChanged,
};

/// A type on both sides, seen in one direction.
struct Both<'a> {
    old: &'a TypeDef,
    new: &'a TypeDef,
    rules: &'static Rules,
}

pub(super) fn compare(
    older: &TypeDef,
    newer: &TypeDef,
    directions: &[Direction],
    found: &mut Found,
) {
    for direction in directions {
        let both = Both {
            old: older,
            new: newer,
            rules: match direction {
                Direction::Request => &REQUEST,
                Direction::Response => &RESPONSE,
            },
        };
        one_direction(&both, found);
    }
}

fn one_direction(def: &Both<'_>, found: &mut Found) {
    let find = |all: &TypeDef, name: &str| all.fields.iter().position(|it| it.name == name);
    let gone: Vec<&Field> = def
        .old
        .fields
        .iter()
        .filter(|old| find(def.new, &old.name).is_none())
        .collect();
    let came: Vec<&Field> = def
        .new
        .fields
        .iter()
        .filter(|new| find(def.old, &new.name).is_none())
        .collect();
    let names = renamed(&gone, &came, |old, new| {
        let same = shape(&old.schema) == shape(&new.schema);
        same.then(|| alike(&old.name, &new.name)).flatten()
    });
    for field in &def.new.fields {
        let stayed = def.old.fields.iter().find(|old| old.name == field.name);
        let index = came.iter().position(|it| it.name == field.name);
        let other = names.iter().find(|(_, new)| Some(*new) == index);
        let other = other.and_then(|(old, _)| gone.get(*old)).copied();
        match stayed.or(other) {
            Some(old) => both(def, old, field, found),
            None => found.add(
                change(def, def.rules.added, field)
                    .to(whole(&field.schema))
                    .places(place(def.old), shown(def.new, field)),
            ),
        }
    }
    for (index, field) in gone.iter().enumerate() {
        if !names.iter().any(|(old, _)| *old == index) {
            found.add(
                change(def, def.rules.removed, field)
                    .from(whole(&field.schema))
                    .places(shown(def.old, field), place(def.new)),
            );
        }
    }
}

fn change(def: &Both<'_>, rule: Rule, field: &Field) -> Change {
    Change::new(rule, &subject(def.new)).part(&field.name)
}

/// Where an example shows the field.
fn shown(def: &TypeDef, field: &Field) -> Option<Place> {
    let source = def.sources.first()?;
    Some(Place::marked(source, Mark::Key(field.name.clone())))
}

fn both(def: &Both<'_>, old: &Field, new: &Field, found: &mut Found) {
    let code = Sides {
        old: &found.old,
        new: &found.new,
    };
    let effect = code.field(&def.new.name, &old.name, &new.name);
    let mut changes = Vec::new();
    let mut add = |rule: Rule, level: Level, from: String, to: String| {
        changes.push(change(def, rule, new).level(level).from(from).to(to));
    };
    if old.name != new.name {
        let rule = def.rules.renamed;
        add(rule, rule.level(), old.name.clone(), new.name.clone());
    }
    let typed = shape(&old.schema) != shape(&new.schema);
    if typed {
        let rule = def.rules.type_changed;
        let level = effect.level(rule.level());
        add(rule, level, whole(&old.schema), whole(&new.schema));
    } else {
        let values = Values::of(&old.schema, &new.schema);
        for value in values.added {
            let rule = def.rules.value_added;
            add(rule, rule.level(), String::new(), value);
        }
        for value in values.removed {
            let rule = def.rules.value_removed;
            add(rule, rule.level(), value, String::new());
        }
    }
    let (from, to) = (presence(old), presence(new));
    if from != to {
        let rule = def.rules.presence_changed;
        let level = if typed {
            Level::Safe
        } else {
            effect.level(rule.level())
        };
        add(rule, level, from, to);
    }
    if let Effect::Differs { level, from, to } = effect
        && !changes.iter().any(|change| change.level.breaks())
    {
        changes.push(
            change(def, def.rules.code_changed, new)
                .level(level)
                .from(from)
                .to(to),
        );
    }
    for change in changes {
        found.add(change.places(shown(def.old, old), shown(def.new, new)));
    }
}

/// How often the examples show the field, or what people decided.
fn presence(field: &Field) -> String {
    match field.presence {
        Some(FieldPresence::Required) => return "decided to be always there".to_owned(),
        Some(FieldPresence::Optional) => return "decided to be sometimes missing".to_owned(),
        None => {}
    }
    match (field.absent > 0, field.null > 0) {
        (false, false) => "always there",
        (true, false) => "sometimes missing",
        (false, true) => "sometimes null",
        (true, true) => "sometimes missing or null",
    }
    .to_owned()
}
