//! A spec as a short text, to be compared with a page by eye.
//!
//! What comes in: an [`ApiSpec`]. What goes out: one line per operation, type, convention and
//! ignored block, with indented lines for parameters, bodies, answers and calls. Descriptions are
//! left out, and so is what nothing says.

use std::fmt::Write as _;

use docbind_spec::{
    ApiSpec, Call, CallBody, Conventions, Credential, Example, ExampleBody, Limits, Operation,
    Parameter, PartContent, Response, Schema, TypeDef,
};
use serde_json::Value;

/// The facts of a spec.
pub fn facts(spec: &ApiSpec) -> String {
    let mut out = String::new();
    conventions(&spec.api, &mut out);
    for operation in &spec.operations {
        self::operation(operation, &mut out);
    }
    for def in &spec.types {
        type_def(def, &mut out);
    }
    for ignored in &spec.ignored {
        line(
            &mut out,
            format!(
                "ignored {} {} {} at {}",
                ignored.count,
                word(&ignored.block),
                word(&ignored.reason),
                ignored.source
            ),
        );
    }
    out
}

fn conventions(api: &Conventions, out: &mut String) {
    if let Some(base) = &api.base_path {
        line(out, format!("base {base}"));
    }
    for root in &api.other_roots {
        line(out, format!("root {root}"));
    }
    for scheme in &api.security {
        let places: Vec<String> = scheme
            .credentials
            .iter()
            .map(|place| match place {
                Credential::Header(name) => format!("header {name}"),
                Credential::Query(name) => format!("query {name}"),
                Credential::Bearer => "bearer".to_owned(),
                Credential::Parameter(name) => format!("parameter {name}"),
            })
            .collect();
        let along = match scheme.along_with.as_slice() {
            [] => String::new(),
            names => format!(" along with {}", names.join(", ")),
        };
        line(
            out,
            format!("security {}: {}{along}", scheme.id, places.join(", ")),
        );
    }
    if let Some(sudo) = &api.sudo {
        let query = sudo.query.iter().map(|name| format!(" query {name}"));
        let header = sudo.header.iter().map(|name| format!(" header {name}"));
        line(
            out,
            format!("sudo{}", query.chain(header).collect::<String>()),
        );
    }
    for rule in &api.success {
        line(out, format!("success {} {}", rule.method, rule.status));
    }
    for status in &api.statuses {
        line(out, format!("status {} {}", status.status, status.phrase));
    }
    if let Some(paging) = &api.paging {
        let parameters = [&paging.page, &paging.per_page].map(|parameter| {
            let default = parameter.default.map(|n| format!(" = {n}"));
            let max = parameter.max.map(|n| format!(" max {n}"));
            format!(
                "{}{}{}",
                parameter.name,
                default.unwrap_or_default(),
                max.unwrap_or_default()
            )
        });
        let link = if paging.link_header { ", Link" } else { "" };
        let headers: String = paging
            .headers
            .iter()
            .map(|header| format!(", {}", header.name))
            .collect();
        line(
            out,
            format!("paging {}{link}{headers}", parameters.join(", ")),
        );
    }
    for shape in &api.errors {
        let status = shape.status.map(|status| format!(" {status}"));
        line(
            out,
            format!(
                "error {} {}{}",
                shape.key,
                word(&shape.kind),
                status.unwrap_or_default()
            ),
        );
    }
    if let Some(ids) = &api.identifiers {
        line(
            out,
            format!("identifiers {} beside {}", ids.global, ids.scoped),
        );
    }
}

fn operation(operation: &Operation, out: &mut String) {
    let deprecated = if operation.deprecated {
        " deprecated"
    } else {
        ""
    };
    line(
        out,
        format!("{} {}{deprecated}", operation.method, operation.path),
    );
    for alias in &operation.aliases {
        line(out, format!("  also {alias}"));
    }
    for section in operation.sections.iter().skip(1) {
        line(out, format!("  also at {}", section.source));
    }
    if let Some(schemes) = &operation.security {
        line(out, format!("  security {}", schemes.join(", ")));
    }
    for parameter in &operation.parameters {
        self::parameter(parameter, out);
    }
    if let Some(body) = &operation.request_body {
        let raw = if body.raw { " raw" } else { "" };
        let whole = body
            .schema
            .as_ref()
            .map(|schema| format!(" {}", self::schema(schema)));
        line(
            out,
            format!(
                "  body {}{raw}{}{}",
                body.media_types.join(", "),
                whole.unwrap_or_default(),
                examples(&body.examples)
            ),
        );
    }
    for response in &operation.responses {
        self::response(response, out);
    }
    for call in &operation.calls {
        self::call(call, out);
    }
    for correction in &operation.corrections {
        line(
            out,
            format!(
                "  corrected {} (documented: {})",
                correction.subject, correction.documented
            ),
        );
    }
}

fn parameter(parameter: &Parameter, out: &mut String) {
    let by = parameter.presence_by.as_ref();
    let by = by.map(|by| format!(" by {}", word(by)));
    let mut text = format!(
        "  {} {} {}{} {}",
        parameter.name,
        word(&parameter.location),
        word(&parameter.presence),
        by.unwrap_or_default(),
        schema(&parameter.schema)
    );
    if let Some(default) = &parameter.default {
        // Writing to a `String` cannot fail.
        let _ = write!(text, " = {default}");
    }
    if let Some(limits) = &parameter.limits {
        text.push_str(&self::limits(limits));
    }
    if let Some(style) = &parameter.array_style {
        let _ = write!(text, " by {}", word(style));
    }
    if let Some(condition) = &parameter.condition {
        let _ = write!(text, " if {condition:?}");
    }
    line(out, text);
}

fn limits(limits: &Limits) -> String {
    let mut text = String::new();
    for (name, bound) in [
        ("min", limits.min.map(|n| n.to_string())),
        ("max", limits.max.map(|n| n.to_string())),
        ("max length", limits.max_length.map(|n| n.to_string())),
    ] {
        if let Some(bound) = bound {
            let _ = write!(text, " {name} {bound}");
        }
    }
    text
}

fn response(response: &Response, out: &mut String) {
    let mut text = format!("  -> {} {}", response.status, word(&response.origin));
    if let Some(media_type) = &response.media_type {
        let _ = write!(text, " {media_type}");
    }
    if let Some(schema) = &response.schema {
        let _ = write!(text, " {}", self::schema(schema));
    }
    if response.stream {
        text.push_str(" stream");
    }
    text.push_str(&examples(&response.examples));
    for header in &response.headers {
        let _ = write!(text, ", header {}", header.name);
    }
    line(out, text);
}

fn examples(examples: &[Example]) -> String {
    let mut text = match examples.len() {
        0 => String::new(),
        1 => ", 1 example".to_owned(),
        number => format!(", {number} examples"),
    };
    for example in examples {
        if let ExampleBody::Invalid(invalid) = &*example.body {
            let faults: Vec<String> = invalid.faults.iter().map(word).collect();
            let end = match &invalid.repaired {
                Some(_) => "repaired",
                None => "kept as text",
            };
            let _ = write!(text, ", {} {end}", faults.join(" "));
        }
    }
    text
}

fn call(call: &Call, out: &mut String) {
    let mut text = format!("  call {} {}", call.method, call.path);
    for (index, pair) in call.query.iter().enumerate() {
        let mark = if index == 0 { '?' } else { '&' };
        let _ = write!(text, "{mark}{}={}", pair.name, pair.value);
    }
    for header in &call.headers {
        let _ = write!(text, " [{}: {}]", header.name, header.value);
    }
    match &call.body {
        None => {}
        Some(CallBody::Form(pairs)) => {
            let pairs: Vec<String> = pairs
                .iter()
                .map(|pair| format!("{}={}", pair.name, pair.value))
                .collect();
            let _ = write!(text, " form {}", pairs.join("&"));
        }
        Some(CallBody::Multipart(parts)) => {
            let parts: Vec<String> = parts
                .iter()
                .map(|part| match &part.content {
                    PartContent::Value(value) => format!("{}={value}", part.name),
                    PartContent::File(path) => format!("{}=@{path}", part.name),
                })
                .collect();
            let _ = write!(text, " multipart {}", parts.join(" "));
        }
        Some(CallBody::Json(value)) => {
            let _ = write!(text, " json {value}");
        }
        Some(CallBody::Text(body)) => {
            let _ = write!(text, " text {body:?}");
        }
    }
    line(out, text);
}

/// `type Book: isbn string 3, title string 3 (1 null), pages integer 2 of 3`, with `listed` for a
/// field that a text lists.
fn type_def(def: &TypeDef, out: &mut String) {
    let fields: Vec<String> = def
        .fields
        .iter()
        .map(|field| {
            let of = match field.absent {
                0 => String::new(),
                absent => format!(" {} of {}", field.seen, field.seen + absent),
            };
            let null = match field.null {
                0 => String::new(),
                null => format!(" {null} null"),
            };
            let presence = field.presence.iter().map(|it| format!(" {}", word(it)));
            let default = field.default.iter().map(|it| format!(" = {it}"));
            let listed = (!field.evidence.is_empty()).then(|| " listed".to_owned());
            let said: String = listed.into_iter().chain(presence).chain(default).collect();
            format!("{} {}{of}{null}{said}", field.name, schema(&field.schema))
        })
        .collect();
    line(
        out,
        format!("type {} ({}): {}", def.name, def.seen, fields.join(", ")),
    );
}

fn schema(schema: &Schema) -> String {
    match schema {
        Schema::Enum(values) => format!("enum({})", values.join("|")),
        Schema::Array(item) => format!("array<{}>", self::schema(item)),
        Schema::Map(value) => format!("map<{}>", self::schema(value)),
        Schema::Ref(name) => name.clone(),
        Schema::OneOf(schemas) => {
            let schemas: Vec<String> = schemas.iter().map(self::schema).collect();
            schemas.join("/")
        }
        plain => word(plain),
    }
}

/// The word that a value without content has in the spec.
fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        Ok(other) => other.to_string(),
        Err(error) => error.to_string(),
    }
}

fn line(out: &mut String, text: impl AsRef<str>) {
    out.push_str(text.as_ref());
    out.push('\n');
}
