//! Tables of parameters, and of the fields of those that are objects.

use docbind_spec::{
    ArrayStyle, Field, FieldPresence, Parameter, Presence, Schema, Source, TypeDef, Witness,
};

use super::text::{cell, code, inline, inline_cell, table};
use super::types::{default, limits, type_words, values};

/// The table of such rows; `name` is the header of the first column.
pub(super) fn table_of(name: &str, rows: &[Vec<String>]) -> String {
    let header = [name, "Type", "Required", "Values", "Default", "Description"];
    table(&header, rows, &[1, 2, 5])
}

/// The row of a parameter.
pub(super) fn row(parameter: &Parameter) -> Vec<String> {
    let required = match (parameter.presence, &parameter.condition) {
        (Presence::Required, _) => "yes".to_owned(),
        (Presence::Optional, _) => "no".to_owned(),
        (Presence::Unstated, Some(condition)) => inline_cell(condition),
        (Presence::Unstated, None) => String::new(),
    };
    // What a reader finds out by itself is left to it: a type that is stated counts as evidence
    // for other operations, one that was found out does not.
    let kind = match parameter.typed_by {
        None | Some(Witness::RequestLine | Witness::Example) => String::new(),
        Some(_) => type_words(&parameter.schema),
    };
    let listed: Vec<String> = values(&parameter.schema)
        .iter()
        .map(|value| code(value))
        .collect();
    let (default, default_sentence) = parameter.default.as_ref().map(default).unwrap_or_default();
    let joined = parameter.array_style == Some(ArrayStyle::Commas);
    let sentences = [
        default_sentence,
        if joined { "Comma-separated." } else { "" }.to_owned(),
        parameter.limits.as_ref().map(limits).unwrap_or_default(),
        parameter
            .description
            .as_deref()
            .map(inline)
            .unwrap_or_default(),
    ];
    let words: Vec<&str> = sentences
        .iter()
        .map(String::as_str)
        .filter(|sentence| !sentence.is_empty())
        .collect();
    vec![
        code(&parameter.name),
        kind,
        required,
        cell(&listed.join(", ")),
        cell(&default),
        cell(&words.join(" ")),
    ]
}

/// The rows of the fields that texts list of what is sent under a name, those within others
/// included; `shows` says whether a text is one of this section.
pub(super) fn rows(
    types: &[TypeDef],
    name: &str,
    schema: &Schema,
    shows: &dyn Fn(&Source) -> bool,
) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    below(types, name, schema, &mut Vec::new(), &mut |field, path| {
        if field.evidence.iter().any(|it| shows(&it.source)) {
            rows.push(field_row(field, path));
        }
    });
    rows
}

/// Visits every listed field in a schema with its path; a type within itself is not looked into.
fn below<'t>(
    types: &'t [TypeDef],
    path: &str,
    schema: &'t Schema,
    around: &mut Vec<&'t str>,
    visit: &mut dyn FnMut(&Field, &str),
) {
    let name = match schema {
        Schema::Array(inner) => return below(types, path, inner, around, visit),
        Schema::Ref(name) if !around.contains(&name.as_str()) => name,
        _ => return,
    };
    let fields = types.iter().filter(|definition| definition.name == *name);
    around.push(name);
    for field in fields.flat_map(|definition| &definition.fields) {
        let own = match path {
            "" => field.name.clone(),
            path => format!("{path}.{}", field.name),
        };
        visit(field, &own);
        below(types, &own, &field.schema, around, visit);
    }
    around.pop();
}

fn field_row(field: &Field, path: &str) -> Vec<String> {
    let required = match field.presence {
        Some(FieldPresence::Required) => "yes",
        Some(FieldPresence::Optional) => "no",
        None => "",
    };
    let kind = match &field.schema {
        Schema::Any => String::new(),
        schema => type_words(schema),
    };
    let listed: Vec<String> = values(&field.schema).iter().map(|it| code(it)).collect();
    let (default, sentence) = field.default.as_ref().map(default).unwrap_or_default();
    let description = field.description.as_deref().map(inline).unwrap_or_default();
    let words = [sentence, description].map(|words| words.trim().to_owned());
    vec![
        code(path),
        kind,
        required.to_owned(),
        cell(&listed.join(", ")),
        cell(&default),
        cell(words.join(" ").trim()),
    ]
}
