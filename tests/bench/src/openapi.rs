//! An OpenAPI document without what progenitor cannot read.
//!
//! In: a whole document. Out: the rest, and one line for each thing that was taken out.

use serde_json::{Map, Value};

const METHODS: [&str; 5] = ["get", "put", "post", "delete", "patch"];

/// Bodies that progenitor reads; of several, it wants one.
const BODIES: [&str; 4] = [
    "application/json",
    "application/x-www-form-urlencoded",
    "application/octet-stream",
    "text/plain",
];

/// Takes out what is known to be refused: the second answer of an operation, bodies of other kinds,
/// parameters that are objects in the query.
pub fn simplify(document: &mut Value) -> Vec<String> {
    let mut removed = Vec::new();
    for_each(document, &mut |name, operation| {
        one_answer(name, operation, &mut removed);
        one_body(name, operation, &mut removed);
        plain_parameters(name, operation, &mut removed);
    });
    removed
}

/// The operations that are refused, each asked about in a document of its own.
pub fn refused(document: &Value, takes: impl Fn(&Value) -> bool) -> Vec<String> {
    let mut all = Vec::new();
    for_each(&mut document.clone(), &mut |name, _| {
        all.push(name.to_owned())
    });
    let is_refused = |name: &String| {
        let mut alone = document.clone();
        let others = all.iter().filter(|other| *other != name);
        others.for_each(|other| remove(&mut alone, other));
        !takes(&alone)
    };
    all.iter()
        .filter(|name| is_refused(name))
        .cloned()
        .collect()
}

/// Takes out one operation, which is named `METHOD /path`.
pub fn remove(document: &mut Value, operation: &str) {
    let Some((method, path)) = operation.split_once(' ') else {
        return;
    };
    let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) else {
        return;
    };
    let Some(item) = paths.get_mut(path).and_then(Value::as_object_mut) else {
        return;
    };
    item.shift_remove(&method.to_lowercase());
    if !METHODS.iter().any(|method| item.contains_key(*method)) {
        paths.shift_remove(path);
    }
}

fn for_each(document: &mut Value, act: &mut dyn FnMut(&str, &mut Map<String, Value>)) {
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for (path, item) in paths.into_iter().flatten() {
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            if let (true, Some(operation)) = (
                METHODS.contains(&method.as_str()),
                operation.as_object_mut(),
            ) {
                act(&format!("{} {path}", method.to_uppercase()), operation);
            }
        }
    }
}

/// The first answer of success with a body, and no answer of refusal: progenitor wants one type
/// for each of both.
fn one_answer(name: &str, operation: &mut Map<String, Value>, removed: &mut Vec<String>) {
    let Some(answers) = operation
        .get_mut("responses")
        .and_then(Value::as_object_mut)
    else {
        return;
    };
    let is_success = |status: &str| status.starts_with('2');
    let kept = answers.keys().find(|status| is_success(status)).cloned();
    let others: Vec<String> = answers
        .keys()
        .filter(|status| Some(*status) != kept.as_ref())
        .cloned()
        .collect();
    for status in others {
        answers.shift_remove(&status);
        removed.push(format!("{name}: answer {status}"));
    }
    let Some(content) = kept
        .and_then(|status| answers.get_mut(&status))
        .and_then(|answer| answer.get_mut("content"))
        .and_then(Value::as_object_mut)
    else {
        return;
    };
    let kinds: Vec<String> = content.keys().skip(1).cloned().collect();
    for kind in kinds {
        content.shift_remove(&kind);
        removed.push(format!("{name}: answer as {kind}"));
    }
}

/// The first body of a kind that can be read.
fn one_body(name: &str, operation: &mut Map<String, Value>, removed: &mut Vec<String>) {
    let body = operation.get_mut("requestBody");
    let Some(content) = body
        .and_then(|body| body.get_mut("content"))
        .and_then(Value::as_object_mut)
    else {
        return;
    };
    let kept = content
        .keys()
        .find(|kind| BODIES.contains(&kind.as_str()))
        .cloned();
    let others: Vec<String> = content
        .keys()
        .filter(|kind| Some(*kind) != kept.as_ref())
        .cloned()
        .collect();
    for kind in others {
        content.shift_remove(&kind);
        removed.push(format!("{name}: body as {kind}"));
    }
    if content.is_empty() {
        operation.shift_remove("requestBody");
    }
}

fn plain_parameters(name: &str, operation: &mut Map<String, Value>, removed: &mut Vec<String>) {
    let Some(parameters) = operation
        .get_mut("parameters")
        .and_then(Value::as_array_mut)
    else {
        return;
    };
    parameters.retain(|parameter| {
        let is_plain = parameter.get("style").and_then(Value::as_str) != Some("deepObject");
        if !is_plain {
            let which = parameter
                .get("name")
                .and_then(Value::as_str)
                .unwrap_or_default();
            removed.push(format!("{name}: parameter {which}, an object in the query"));
        }
        is_plain
    });
}
