//! Whether two specs say the same but for what repairs of some rules are there to change.
//!
//! What comes in: the specs before and after repairs, and the rules of the repairs. What goes
//! out: yes or no. Anything that no repair is meant to change must be equal.

use std::sync::Arc;

use docbind_spec::{ApiSpec, ExampleBody, Location, Operation, Parameter, Schema, Witness};

use crate::diag::Rule;

/// Compares two specs.
pub(super) fn same(before: &ApiSpec, after: &ApiSpec, rules: &[Rule]) -> bool {
    let (mut before, mut after) = (before.clone(), after.clone());
    if rules.contains(&Rule::PathParamNotDescribed) && !described(&mut before, &mut after) {
        return false;
    }
    for rule in rules {
        leave_out(&mut before, *rule);
        leave_out(&mut after, *rule);
    }
    before == after
}

/// Takes out what a repair of this rule changes.
fn leave_out(spec: &mut ApiSpec, rule: Rule) {
    for operation in &mut spec.operations {
        match rule {
            Rule::InvalidJson => bodies(operation).for_each(mend),
            Rule::MisspeltHeader => {
                for call in &mut operation.calls {
                    for header in &mut call.headers {
                        header.name = header.name.replace('_', "-").to_lowercase();
                    }
                }
            }
            Rule::MethodMismatch => {
                for call in &mut operation.calls {
                    call.method = operation.method;
                }
            }
            _ => {}
        }
    }
}

fn bodies(operation: &mut Operation) -> impl Iterator<Item = &mut ExampleBody> {
    let sent = operation.request_body.iter_mut();
    let answered = operation.responses.iter_mut();
    sent.flat_map(|body| &mut body.examples)
        .chain(answered.flat_map(|response| &mut response.examples))
        .map(|example| Arc::make_mut(&mut example.body))
}

/// Invalid JSON with a certain repair is that value, repaired or not.
fn mend(body: &mut ExampleBody) {
    if let ExampleBody::Invalid(invalid) = body
        && let Some(value) = invalid.repaired.take()
    {
        *body = ExampleBody::Json(value);
    }
}

/// Takes out what became known of path parameters that nothing described, and says whether all of
/// that was known of others of the same name.
fn described(before: &mut ApiSpec, after: &mut ApiSpec) -> bool {
    let known: Vec<(String, Option<String>)> = path_parameters(before)
        .map(|parameter| (parameter.name.clone(), parameter.description.clone()))
        .collect();
    let mut sound = true;
    for (old, new) in before.operations.iter_mut().zip(&mut after.operations) {
        for (old, new) in old.parameters.iter_mut().zip(&mut new.parameters) {
            let newly = old.location == Location::Path && !is_described(old) && is_described(new);
            if newly && old.name == new.name && old.location == new.location {
                sound &= known.contains(&(new.name.clone(), new.description.clone()));
                blank(old);
                blank(new);
            }
        }
    }
    sound
}

fn path_parameters(spec: &ApiSpec) -> impl Iterator<Item = &Parameter> {
    spec.operations
        .iter()
        .flat_map(|operation| &operation.parameters)
        .filter(|parameter| parameter.location == Location::Path)
}

fn is_described(parameter: &Parameter) -> bool {
    let texts = [Witness::Table, Witness::List];
    let mut witnesses = parameter.evidence.iter().map(|evidence| evidence.witness);
    witnesses.any(|witness| texts.contains(&witness))
}

fn blank(parameter: &mut Parameter) {
    parameter.schema = Schema::Any;
    parameter.typed_by = None;
    parameter.default = None;
    parameter.limits = None;
    parameter.description = None;
    parameter.evidence.clear();
}
