//! What an API has, in a few lines that a person reads before the spec.

use docbind_spec::{ApiSpec, Operation, Parameter, Presence};

use crate::diag::render::visible;

/// The operations with their parameters, one line each, as comments of YAML.
pub(super) fn of(spec: &ApiSpec) -> String {
    let number = spec.operations.len();
    let noun = if number == 1 {
        "operation"
    } else {
        "operations"
    };
    let mut text = format!(
        "# {}: {number} {noun}; a parameter with `*` is required, one with `?` is optional, of \
         others nothing is said.\n",
        spec.name
    );
    for operation in &spec.operations {
        text.push_str(&format!("#   {}\n", visible(&line(operation))));
    }
    text
}

fn line(operation: &Operation) -> String {
    let parameters: Vec<String> = operation.parameters.iter().map(parameter).collect();
    let Operation {
        method,
        path,
        resource,
        id,
        ..
    } = operation;
    let mut line = format!("{method} {path} ({resource}.{id})");
    if !parameters.is_empty() {
        line.push_str(": ");
        line.push_str(&parameters.join(", "));
    }
    line
}

fn parameter(parameter: &Parameter) -> String {
    let mark = match parameter.presence {
        Presence::Required => "*",
        Presence::Optional => "?",
        Presence::Unstated => "",
    };
    format!("{}{mark}", parameter.name)
}
