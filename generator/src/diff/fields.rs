//! Fields of types, once for each direction in which values of the type go.

use docbind_spec::{Field, FieldPresence, TypeDef};

use super::code::Effect;
use super::objects::{Objects, Wish};
use super::pairs::{alike, renamed};
use super::schema::{Values, shape, whole};
use super::types::{Direction, subject};
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
    direction: Direction,
    rules: &'static Rules,
    /// What the examples of both sides show.
    shown: &'a [Objects<'a>; 2],
}

impl Both<'_> {
    /// Where an older example shows what is wished for.
    fn older(&self, key: &str, wish: Wish<'_>) -> Option<Place> {
        let [old, _] = self.shown;
        old.place(self.old, key, self.direction, wish)
    }

    /// Where a newer example shows what is wished for.
    fn newer(&self, key: &str, wish: Wish<'_>) -> Option<Place> {
        let [_, new] = self.shown;
        new.place(self.new, key, self.direction, wish)
    }
}

pub(super) fn compare(
    older: &TypeDef,
    newer: &TypeDef,
    directions: &[Direction],
    shown: &[Objects<'_>; 2],
    found: &mut Found,
) {
    for direction in directions {
        let both = Both {
            old: older,
            new: newer,
            direction: *direction,
            shown,
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
                    .places(
                        def.older(&field.name, Wish::Lack),
                        def.newer(&field.name, Wish::Key),
                    ),
            ),
        }
    }
    for (index, field) in gone.iter().enumerate() {
        if !names.iter().any(|(old, _)| *old == index) {
            found.add(
                change(def, def.rules.removed, field)
                    .from(whole(&field.schema))
                    .places(
                        def.older(&field.name, Wish::Key),
                        def.newer(&field.name, Wish::Lack),
                    ),
            );
        }
    }
}

fn change(def: &Both<'_>, rule: Rule, field: &Field) -> Change {
    Change::new(rule, &subject(def.new)).part(&field.name)
}

/// A field on both sides, perhaps under two names.
struct Pair<'a> {
    def: &'a Both<'a>,
    old: &'a Field,
    new: &'a Field,
}

impl Pair<'_> {
    /// A change with the places that show most of it.
    fn change(&self, rule: Rule, [old, new]: [Wish<'_>; 2]) -> Change {
        change(self.def, rule, self.new).places(
            self.def.older(&self.old.name, old),
            self.def.newer(&self.new.name, new),
        )
    }

    /// Values that are not what the other side says they are.
    fn unlike(&self) -> [Wish<'_>; 2] {
        [
            Wish::Unlike(&self.new.schema),
            Wish::Unlike(&self.old.schema),
        ]
    }
}

fn both(def: &Both<'_>, old: &Field, new: &Field, found: &mut Found) {
    let code = found.code();
    let effect = code.field(&def.new.name, &old.name, &new.name);
    let pair = Pair { def, old, new };
    let mut changes = Vec::new();
    if old.name != new.name {
        let change = pair.change(def.rules.renamed, [Wish::Key; 2]);
        changes.push(change.from(&old.name).to(&new.name));
    }
    let typed = shape(&old.schema) != shape(&new.schema);
    if typed {
        let rule = def.rules.type_changed;
        let change = pair.change(rule, pair.unlike());
        let change = change.level(effect.level(rule.level()));
        changes.push(change.from(whole(&old.schema)).to(whole(&new.schema)));
    } else {
        changes.extend(values(&pair));
    }
    let (from, to) = (presence(old), presence(new));
    if from != to {
        let rule = def.rules.presence_changed;
        let level = if typed {
            Level::Safe
        } else {
            effect.level(rule.level())
        };
        let change = pair.change(rule, [witness(old, new), witness(new, old)]);
        changes.push(change.level(level).from(from).to(to));
    }
    if let Effect::Differs { level, from, to } = effect
        && !changes.iter().any(|change| change.level.breaks())
    {
        let change = pair.change(def.rules.code_changed, pair.unlike());
        changes.push(change.level(level).from(from).to(to));
    }
    for change in changes {
        found.add(change);
    }
}

/// The values that an enumeration gained and lost; they are named in backticks.
fn values(pair: &Pair<'_>) -> Vec<Change> {
    let values = Values::of(&pair.old.schema, &pair.new.schema);
    let rules = pair.def.rules;
    let added = values.added.into_iter().map(|value| {
        let wish = Wish::Text(value.trim_matches('`'));
        pair.change(rules.value_added, [Wish::Key, wish]).to(&value)
    });
    let removed = values.removed.into_iter().map(|value| {
        let wish = Wish::Text(value.trim_matches('`'));
        let change = pair.change(rules.value_removed, [wish, Wish::Key]);
        change.from(&value)
    });
    added.chain(removed).collect()
}

/// What shows that a field is less often there than on the other side.
fn witness(field: &Field, other: &Field) -> Wish<'static> {
    if field.presence.is_some() {
        Wish::Key
    } else if field.absent > 0 && other.absent == 0 {
        Wish::Lack
    } else if field.null > 0 && other.null == 0 {
        Wish::Null
    } else {
        Wish::Key
    }
}

/// How often the examples show the field, or what people decided.
fn presence(field: &Field) -> String {
    let documented = !field.evidence.is_empty();
    match field.presence {
        Some(FieldPresence::Required) if documented => return "required".to_owned(),
        Some(FieldPresence::Optional) if documented => return "optional".to_owned(),
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
