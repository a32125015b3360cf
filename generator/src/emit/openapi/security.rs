//! Ways to authenticate, as security schemes and requirements.

use docbind_spec::{ApiSpec, Credential, Location, Method, Operation, SecurityScheme};
use serde_json::{Value, json};

use super::object::Object;

/// All schemes that OpenAPI can express, by name. Those whose credential is one of the
/// operation's own parameters are parameters already.
pub(super) fn components(spec: &ApiSpec) -> Object {
    let mut components = Object::new();
    for scheme in &spec.api.security {
        for credential in expressible(scheme) {
            components = components.set(
                &name(scheme, credential),
                credential_scheme(spec, scheme, credential),
            );
        }
        if expressible(scheme).next().is_some() {
            for parameter in &scheme.along_with {
                components = components.set(
                    &along_name(scheme, parameter),
                    json!({ "type": "apiKey", "name": parameter, "in": "query" }),
                );
            }
        }
    }
    components
}

/// The requirements that hold for all operations without their own.
pub(super) fn requirements(spec: &ApiSpec) -> Vec<Value> {
    spec.api.security.iter().flat_map(alternatives).collect()
}

/// What an operation says about its own schemes: `security`, and `x-security` with their ids.
pub(super) fn of_operation(spec: &ApiSpec, operation: &Operation) -> Object {
    let Some(ids) = &operation.security else {
        return Object::new();
    };
    let requirements: Vec<Value> = spec
        .api
        .security
        .iter()
        .filter(|scheme| ids.contains(&scheme.id))
        .flat_map(alternatives)
        .collect();
    Object::new()
        .set("security", requirements)
        .set_filled("x-security", ids.clone())
}

fn alternatives(scheme: &SecurityScheme) -> impl Iterator<Item = Value> {
    expressible(scheme).map(|credential| {
        let mut requirement = Object::new().set(&name(scheme, credential), json!([]));
        for parameter in &scheme.along_with {
            requirement = requirement.set(&along_name(scheme, parameter), json!([]));
        }
        requirement.into()
    })
}

fn expressible(scheme: &SecurityScheme) -> impl Iterator<Item = &Credential> {
    scheme
        .credentials
        .iter()
        .filter(|credential| !matches!(credential, Credential::Parameter(_)))
}

/// The scheme's id, with the place where it has several.
fn name(scheme: &SecurityScheme, credential: &Credential) -> String {
    if expressible(scheme).count() < 2 {
        return scheme.id.clone();
    }
    let place = match credential {
        Credential::Header(_) => "header",
        Credential::Query(_) => "query",
        Credential::Bearer => "bearer",
        Credential::Parameter(_) => "parameter",
    };
    format!("{}_{place}", scheme.id)
}

fn along_name(scheme: &SecurityScheme, parameter: &str) -> String {
    let safe: String = parameter
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    format!("{}_with_{safe}", scheme.id)
}

fn credential_scheme(spec: &ApiSpec, scheme: &SecurityScheme, credential: &Credential) -> Object {
    let key = |place: &str, name: &str| {
        Object::new()
            .set("type", "apiKey")
            .set("name", name)
            .set("in", place)
    };
    let shape = match credential {
        Credential::Header(name) => key("header", name),
        Credential::Query(name) | Credential::Parameter(name) => key("query", name),
        Credential::Bearer => {
            let flows = flows(spec);
            if flows.is_empty() {
                Object::new().set("type", "http").set("scheme", "bearer")
            } else {
                Object::new().set("type", "oauth2").set("flows", flows)
            }
        }
    };
    shape
        .set_some("description", scheme.title.clone())
        .set("x-source", json!([scheme.source.0]))
}

/// The OAuth 2 flows that the operations themselves show: RFC 6749 fixes the names of the
/// parameters by which the two endpoints are known.
fn flows(spec: &ApiSpec) -> Object {
    let find = |method: Method, names: &[&str]| {
        spec.operations.iter().find(|operation| {
            operation.method == method && names.iter().all(|name| takes(operation, name))
        })
    };
    let Some(token) = find(Method::Post, &["grant_type"]) else {
        return Object::new();
    };
    let mut flows = Object::new();
    if takes(token, "username") && takes(token, "password") {
        flows = flows.set(
            "password",
            json!({ "tokenUrl": address(spec, token), "scopes": {} }),
        );
    }
    if let Some(authorize) = find(Method::Get, &["client_id", "response_type"]) {
        flows = flows.set(
            "authorizationCode",
            json!({
                "authorizationUrl": address(spec, authorize),
                "tokenUrl": address(spec, token),
                "scopes": {},
            }),
        );
    }
    flows
}

fn takes(operation: &Operation, name: &str) -> bool {
    operation.parameters.iter().any(|parameter| {
        parameter.name == name && matches!(parameter.location, Location::Query | Location::Body)
    })
}

fn address(spec: &ApiSpec, operation: &Operation) -> String {
    if super::has_other_root(spec, operation) {
        operation.path.clone()
    } else {
        let base = spec.api.base_path.as_deref().unwrap_or_default();
        format!("{base}{}", operation.path)
    }
}
