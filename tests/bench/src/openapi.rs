//! An OpenAPI document without what other generators cannot read.
//!
//! In: a whole document. Out: the rest, and one line for each thing that was taken out.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

const METHODS: [&str; 5] = ["get", "put", "post", "delete", "patch"];

/// Bodies that progenitor reads; of several, it wants one.
const BODIES: [&str; 4] = [
    "application/json",
    "application/x-www-form-urlencoded",
    "application/octet-stream",
    "text/plain",
];

/// Takes out what progenitor is known to refuse: the second answer of an operation, bodies of other kinds,
/// parameters that are objects in the query.
pub fn simplify_for_progenitor(document: &mut Value) -> Vec<String> {
    let mut removed = Vec::new();
    for_each(document, &mut |name, operation| {
        one_answer(name, operation, &mut removed);
        one_body(name, operation, &mut removed);
        plain_parameters(name, operation, &mut removed);
    });
    removed
}

/// Takes out what openapi-generator makes code of that does not compile: choices of types, of which
/// the first stays, and all keys in headers but the first.
pub fn simplify_for_openapi_generator(document: &mut Value) -> Vec<String> {
    let mut removed = Vec::new();
    let is_gone = one_key_in_headers(document, &mut removed);
    retain_security(document.get_mut("security"), &is_gone);
    for_each(document, &mut |name, operation| {
        retain_security(operation.get_mut("security"), &is_gone);
        first_choices(name, operation, &mut removed);
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

/// Prints what was taken out, of how many operations; few ones are named.
pub fn print_removed(generator: &str, removed: &[String]) {
    println!("taken out of the OpenAPI document for {generator}:");
    let mut kinds: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in removed {
        let (operation, kind) = line.split_once(": ").unwrap_or((line, ""));
        kinds.entry(kind).or_default().push(operation);
    }
    for (kind, operations) in kinds {
        let named = if operations.len() > 3 {
            format!("{} operations", operations.len())
        } else {
            operations.join(", ")
        };
        println!("  {kind}: {named}");
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

/// The names of the security schemes that were taken out.
fn one_key_in_headers(document: &mut Value, removed: &mut Vec<String>) -> Vec<String> {
    let schemes = document.pointer_mut("/components/securitySchemes");
    let Some(schemes) = schemes.and_then(Value::as_object_mut) else {
        return Vec::new();
    };
    let in_header = |scheme: &Value| scheme["type"] == "apiKey" && scheme["in"] == "header";
    let keys = schemes.iter().filter(|(_, scheme)| in_header(scheme));
    let others: Vec<String> = keys.skip(1).map(|(name, _)| name.clone()).collect();
    for name in &others {
        schemes.shift_remove(name);
        removed.push(format!("security scheme {name}: a second key in a header"));
    }
    others
}

fn retain_security(security: Option<&mut Value>, is_gone: &[String]) {
    let Some(ways) = security.and_then(Value::as_array_mut) else {
        return;
    };
    let has_all = |way: &Value| is_gone.iter().all(|name| way.get(name).is_none());
    ways.retain(has_all);
}

fn first_choices(name: &str, operation: &mut Map<String, Value>, removed: &mut Vec<String>) {
    let parameters = operation
        .get_mut("parameters")
        .and_then(Value::as_array_mut);
    for parameter in parameters.into_iter().flatten() {
        let schema = &parameter["schema"];
        let choices = schema.get("anyOf").or_else(|| schema.get("oneOf"));
        if let Some(first) = choices.and_then(|choices| choices.get(0)).cloned() {
            let which = parameter["name"].as_str().unwrap_or_default();
            removed.push(format!(
                "{name}: parameter {which}, all its types but the first"
            ));
            parameter["schema"] = first;
        }
    }
}
