//! What a parameter is elsewhere: under the same name in its resource, in the whole API, or as a
//! field.
//!
//! What comes in: operations of which some parameters have types. What goes out: the types that
//! all others of a name agree upon. What is found out that way counts as evidence for no other.

use std::collections::HashMap;

use docbind_spec::{Location, Operation, Parameter, Schema, TypeDef, Witness};

use super::{is_sent, stated};
use crate::few;

/// The types that others of one name have, each once, and how many others there are.
#[derive(Debug, Default)]
struct Votes<'a> {
    schemas: Vec<&'a Schema>,
    voters: usize,
}

impl<'a> Votes<'a> {
    fn add(&mut self, schema: &'a Schema) {
        self.voters += 1;
        if !self.schemas.contains(&schema) {
            few::push(&mut self.schemas, schema);
        }
    }

    /// The type that all agree upon, where there are that many.
    fn agreed(&self, voters: usize) -> Option<&'a Schema> {
        match *self.schemas.as_slice() {
            [schema] if self.voters >= voters => Some(schema),
            _ => None,
        }
    }
}

/// How many parameters of other resources must agree.
const WITNESSES: usize = 2;

/// Types the parameters of which nothing else tells the type by those of the same name: of the
/// same resource first, then of all. A field of that name may not be of another type.
pub(super) fn parameters(operations: &mut [Operation], fields: &Fields<'_>) {
    let mut by_resource: HashMap<(&str, &str), Votes<'_>> = HashMap::new();
    let mut by_name: HashMap<&str, Votes<'_>> = HashMap::new();
    for operation in operations.iter() {
        for parameter in operation.parameters.iter().filter(|one| votes(one)) {
            let (name, schema) = (parameter.name.as_str(), &parameter.schema);
            let place = (operation.resource.as_str(), name);
            by_resource.entry(place).or_default().add(schema);
            by_name.entry(name).or_default().add(schema);
        }
    }
    let agreed = |operation: &Operation, parameter: &Parameter| {
        if parameter.location == Location::Path || parameter.typed_by.is_some() {
            return None;
        }
        let name = parameter.name.as_str();
        let agreed = by_resource
            .get(&(operation.resource.as_str(), name))
            .and_then(|votes| votes.agreed(1))
            .or_else(|| by_name.get(name)?.agreed(WITNESSES))
            .filter(|schema| !fields.0.contains_key(name) || fields.of(name) == Some(schema));
        agreed.filter(|schema| fits(parameter, schema)).cloned()
    };
    let found = each(operations, agreed);
    set_all(operations, found);
}

/// Makes points in time of texts whose name is one wherever else it has a finer type: as a field,
/// or as other parameters.
pub(super) fn times(operations: &mut [Operation], fields: &Fields<'_>) {
    let mut others: HashMap<&str, Votes<'_>> = HashMap::new();
    let parameters = operations
        .iter()
        .flat_map(|operation| &operation.parameters);
    for parameter in parameters.filter(|parameter| parameter.schema != Schema::String) {
        let votes = others.entry(parameter.name.as_str()).or_default();
        votes.add(&parameter.schema);
    }
    let agreed = |_: &Operation, parameter: &Parameter| {
        let is_text = parameter.schema == Schema::String
            && parameter.array_style.is_none()
            && matches!(parameter.location, Location::Query | Location::Body);
        let name = parameter.name.as_str();
        let agreed = match (fields.0.get(name), others.get(name)) {
            _ if !is_text => None,
            (None, None) => None,
            (Some(votes), None) => votes.agreed(1),
            (None, Some(votes)) => votes.agreed(WITNESSES),
            (Some(fields), Some(others)) => {
                let agreed = fields.agreed(1);
                agreed.filter(|schema| others.agreed(1) == Some(schema))
            }
        };
        agreed
            .filter(|schema| matches!(schema, Schema::Timestamp | Schema::Date))
            .cloned()
    };
    let found = each(operations, agreed);
    set_all(operations, found);
}

/// A parameter by the numbers of its operation and of its own.
type Number = (usize, usize);

/// The types that are found for parameters; what is found for one is no evidence for another.
fn each(
    operations: &[Operation],
    find: impl Fn(&Operation, &Parameter) -> Option<Schema>,
) -> Vec<(Number, Schema)> {
    let mut found = Vec::new();
    for (number, operation) in operations.iter().enumerate() {
        for (at, parameter) in operation.parameters.iter().enumerate() {
            found.extend(find(operation, parameter).map(|schema| ((number, at), schema)));
        }
    }
    found
}

fn set_all(operations: &mut [Operation], found: Vec<(Number, Schema)>) {
    for ((number, at), schema) in found {
        set(&mut operations[number].parameters[at], schema);
    }
}

/// The types of fields by their names.
#[derive(Debug, Default)]
pub(super) struct Fields<'a>(HashMap<&'a str, Votes<'a>>);

impl<'a> Fields<'a> {
    /// The type that all fields of a name have.
    pub(super) fn of(&self, name: &str) -> Option<&'a Schema> {
        self.0.get(name)?.agreed(1)
    }
}

/// What all fields of the documents' own types are.
pub(super) fn fields(types: &[TypeDef]) -> Fields<'_> {
    let mut by_name: HashMap<&str, Votes<'_>> = HashMap::new();
    let fields = types.iter().flat_map(|definition| &definition.fields);
    for field in fields.filter(|field| field.schema != Schema::Any) {
        let votes = by_name.entry(field.name.as_str()).or_default();
        votes.add(&field.schema);
    }
    Fields(by_name)
}

/// Whether the type of a parameter counts for others: that one value looks like a number does not.
fn votes(parameter: &Parameter) -> bool {
    let by_value = matches!(
        parameter.typed_by,
        None | Some(Witness::Curl | Witness::RequestLine)
    );
    parameter.location != Location::Path && !by_value
}

/// Whether a parameter may be of a type: one that says more than "text", and that neither what is
/// sent nor the default contradicts.
fn fits(parameter: &Parameter, schema: &Schema) -> bool {
    match schema {
        Schema::Timestamp | Schema::Date => true,
        Schema::Boolean | Schema::Integer | Schema::Number => {
            let default = parameter.default.clone();
            !is_sent(parameter)
                && default.is_none_or(|value| !stated::retyped(value, schema).is_string())
        }
        _ => false,
    }
}

/// Sets a type that was found out, as it would be from an example.
fn set(parameter: &mut Parameter, schema: Schema) {
    let default = parameter.default.take();
    parameter.default = default.map(|value| stated::retyped(value, &schema));
    parameter.schema = schema;
    parameter.typed_by = parameter.typed_by.or(Some(Witness::Example));
}

#[cfg(test)]
mod tests {
    use super::*;
    use docbind_spec::{Evidence, Presence, Source};

    fn parameter(name: &str, schema: Schema, typed_by: Option<Witness>) -> Parameter {
        Parameter {
            name: name.to_owned(),
            location: Location::Body,
            presence: Presence::Optional,
            presence_by: None,
            condition: None,
            schema,
            typed_by,
            array_style: None,
            default: None,
            limits: None,
            description: None,
            evidence: Vec::new(),
        }
    }

    fn sent(mut parameter: Parameter) -> Parameter {
        parameter.evidence.push(Evidence {
            witness: Witness::Curl,
            source: Source("a.md#b".to_owned()),
        });
        parameter
    }

    #[test]
    fn what_is_sent_and_assumed_speaks_against_numbers() {
        let open = || parameter("level", Schema::String, None);
        let mut assumed = open();
        assumed.default = Some("high".into());
        let mut number = open();
        number.default = Some("10".into());
        for (parameter, schema, expected) in [
            (open(), Schema::Integer, true),
            (number, Schema::Integer, true),
            (assumed, Schema::Integer, false),
            (sent(open()), Schema::Boolean, false),
            (sent(open()), Schema::Timestamp, true),
            (open(), Schema::Map(Box::new(Schema::Any)), false),
            (open(), Schema::String, false),
        ] {
            assert_eq!(
                fits(&parameter, &schema),
                expected,
                "{parameter:?} {schema:?}"
            );
        }
    }

    #[test]
    fn those_of_a_name_agree_or_say_nothing() {
        let mut votes = Votes::default();
        assert_eq!(votes.agreed(0), None);
        votes.add(&Schema::Integer);
        assert_eq!(votes.agreed(2), None);
        votes.add(&Schema::Integer);
        assert_eq!(votes.agreed(2), Some(&Schema::Integer));
        votes.add(&Schema::String);
        assert_eq!(votes.agreed(1), None);
    }
}
