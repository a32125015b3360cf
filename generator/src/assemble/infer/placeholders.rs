//! What a placeholder is in the other operations below the same path.

use std::collections::BTreeMap;

use docbind_spec::{Location, Operation, Parameter, PathTemplate, Schema};

/// The types stated for placeholders, by the anonymous path up to and with the placeholder.
pub(super) type Known = BTreeMap<String, Vec<(Schema, usize)>>;

/// Collects them; the order within a list is that of the documents.
pub(super) fn known(operations: &[Operation]) -> Known {
    let mut known = Known::new();
    for operation in operations {
        let stated = operation.parameters.iter().filter(|parameter| {
            parameter.location == Location::Path && parameter.typed_by.is_some()
        });
        for parameter in stated {
            let Some(prefix) = prefix(&operation.path, &parameter.name) else {
                continue;
            };
            let votes = known.entry(prefix).or_default();
            match votes
                .iter_mut()
                .find(|(schema, _)| *schema == parameter.schema)
            {
                Some((_, count)) => *count += 1,
                None => votes.push((parameter.schema.clone(), 1)),
            }
        }
    }
    known
}

/// The type that most other operations state, the first one where two are as frequent.
pub(super) fn lookup(known: &Known, path: &str, parameter: &Parameter) -> Option<Schema> {
    if parameter.location != Location::Path {
        return None;
    }
    let votes = known.get(&prefix(path, &parameter.name)?)?;
    votes
        .iter()
        .rev()
        .max_by_key(|(_, count)| *count)
        .map(|(schema, _)| schema.clone())
}

/// The anonymous path up to and with a placeholder.
pub(in crate::assemble) fn prefix(path: &str, name: &str) -> Option<String> {
    let mut out = String::with_capacity(path.len() + 1);
    for part in path.split('/') {
        if !part.contains([':', '*']) {
            out.push('/');
            out.push_str(part);
            continue;
        }
        if let Some(own) = part.strip_prefix(':').filter(|it| is_name(it)) {
            out.push_str("/:");
            if own == name {
                return Some(out);
            }
            continue;
        }
        let template = PathTemplate::parse(&format!("/{part}"));
        out.push_str(&template.anonymous());
        if template
            .placeholders()
            .any(|placeholder| placeholder == name)
        {
            return Some(out);
        }
    }
    None
}

/// Whether a text is the name of a placeholder and nothing else, as after nearly every colon.
fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
