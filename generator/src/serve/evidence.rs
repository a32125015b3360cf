//! What the documents show about who calls an operation, beside what they say.
//!
//! What comes in: a spec. What goes out: which operations are called without a token, and which
//! parameters of their own hold one. It goes by what documented calls send and what is answered,
//! never by the path.

use docbind_spec::{
    ApiSpec, Call, CallBody, Credential, Example, Location, Method, Operation, Parameter, Presence,
    Schema,
};
use serde_json::Value;

/// What the documents show about callers.
pub(super) struct Evidence<'a> {
    spec: &'a ApiSpec,
    /// The names of parameters that hold a credential of the API.
    names: Vec<&'a str>,
    /// The names of headers that do, in lower case and with `_` for `-`.
    headers: Vec<String>,
    /// Whether documented calls carry a token as a rule, so that one without means something.
    calls_carry: bool,
}

impl<'a> Evidence<'a> {
    /// Looks at all documented calls.
    pub(super) fn of(spec: &'a ApiSpec) -> Self {
        let credentials = spec.api.security.iter().flat_map(|it| &it.credentials);
        let (mut names, mut headers) = (Vec::new(), Vec::new());
        for credential in credentials {
            match credential {
                Credential::Query(name) | Credential::Parameter(name) => names.push(name.as_str()),
                Credential::Header(name) => headers.push(plain(name)),
                Credential::Bearer => headers.push("authorization".to_owned()),
            }
        }
        let mut evidence = Self {
            spec,
            names,
            headers,
            calls_carry: false,
        };
        let operations = spec.operations.iter();
        let calls = operations.flat_map(|it| it.calls.iter().map(move |call| (it, call)));
        let with = |(operation, call): &(&Operation, &Call)| evidence.has_token(operation, call);
        let (with, without): (Vec<_>, Vec<_>) = calls.partition(with);
        evidence.calls_carry = with.len() > without.len();
        evidence
    }

    /// Whether an operation is called without a token: the documents say so, it is how one gets a
    /// token, or all documented calls of it go without.
    pub(super) fn is_open(&self, operation: &Operation) -> bool {
        let said = operation.security.as_ref().is_some_and(Vec::is_empty);
        said || self.logs_in(operation) || asks_a_person(operation) || self.goes_without(operation)
    }

    /// The operation's own parameters that hold its token. An operation that takes certain schemes
    /// only and requires a token is called with that token; so is one whose documented call shows
    /// no other.
    pub(super) fn own_tokens<'o>(
        &'o self,
        operation: &'o Operation,
    ) -> impl Iterator<Item = &'o str> {
        let certain = operation.security.is_some();
        let calls = operation.calls.iter().filter(|call| !self.carries(call));
        let calls: Vec<&Call> = calls.collect();
        let holds = move |parameter: &&Parameter| {
            let sent = matches!(parameter.location, Location::Query | Location::Body);
            let required = certain && parameter.presence == Presence::Required;
            let shown = || calls.iter().any(|call| sends(call, &parameter.name));
            sent && is_token(&parameter.name) && (required || shown())
        };
        let own = operation.parameters.iter().filter(holds);
        own.map(|parameter| parameter.name.as_str())
    }

    /// Whether an operation takes a password and answers with a token.
    fn logs_in(&self, operation: &Operation) -> bool {
        let asks = operation.parameters.iter();
        let asks = asks.filter(|parameter| parameter.location != Location::Path);
        operation.method != Method::Get
            && asks
                .into_iter()
                .any(|parameter| is_password(&parameter.name))
            && self
                .answered_keys(operation)
                .any(|key| self.is_credential(key))
    }

    /// The keys of what an operation is shown to answer when it succeeds.
    fn answered_keys<'o>(&'o self, operation: &'o Operation) -> impl Iterator<Item = &'o str> {
        let good = operation.responses.iter();
        // What another operation shows is not what this one hands out.
        let good = good.filter(|it| (200..300).contains(&it.status) && it.like.is_none());
        good.flat_map(|response| {
            let fields = response.schema.as_ref().map(|schema| self.fields(schema));
            let shown = response.examples.iter().flat_map(keys);
            fields.into_iter().flatten().chain(shown)
        })
    }

    fn fields<'o>(&'o self, schema: &'o Schema) -> impl Iterator<Item = &'o str> {
        let types = self.spec.types.iter();
        let own = types.filter(move |it| matches!(schema, Schema::Ref(name) if it.name == *name));
        own.flat_map(|it| it.fields.iter().map(|field| field.name.as_str()))
    }

    /// Whether a key is that of a credential of the API.
    fn is_credential(&self, key: &str) -> bool {
        let key = plain(key);
        let bearer = self.headers.iter().any(|name| name == "authorization");
        self.names.iter().any(|name| plain(name) == key)
            || self.headers.contains(&key)
            || bearer && is_token(&key)
    }

    fn goes_without(&self, operation: &Operation) -> bool {
        let mut calls = operation.calls.iter();
        self.calls_carry
            && !operation.calls.is_empty()
            && calls.all(|call| !self.has_token(operation, call))
    }

    /// Whether a documented call has a token: a credential of the API, or one of its own.
    fn has_token(&self, operation: &Operation, call: &Call) -> bool {
        let mut own = operation.parameters.iter();
        self.carries(call) || own.any(|it| is_token(&it.name) && sends(call, &it.name))
    }

    /// Whether a documented call carries a credential of the API.
    fn carries(&self, call: &Call) -> bool {
        let mut headers = call.headers.iter();
        headers.any(|header| self.headers.contains(&plain(&header.name)))
            || self.names.iter().any(|name| sends(call, name))
    }
}

/// Whether it is the page on which OAuth asks a person, who has no token yet (RFC 6749, 4.1.1).
fn asks_a_person(operation: &Operation) -> bool {
    let takes = |name: &str| operation.parameters.iter().any(|it| it.name == name);
    operation.method == Method::Get && takes("client_id") && takes("response_type")
}

/// Whether a call sends a parameter of this name, in query or body.
fn sends(call: &Call, name: &str) -> bool {
    let in_body = match &call.body {
        Some(CallBody::Form(pairs)) => pairs.iter().any(|it| it.name == name),
        Some(CallBody::Multipart(parts)) => parts.iter().any(|it| it.name == name),
        Some(CallBody::Json(value)) => value.get(name).is_some(),
        Some(CallBody::Text(_)) | None => false,
    };
    in_body || call.query.iter().any(|it| it.name == name)
}

fn keys(example: &Example) -> impl Iterator<Item = &str> {
    let fields = example.body.value().and_then(Value::as_object);
    let fields = fields.into_iter().flatten();
    fields.map(|(name, _)| name.as_str())
}

fn is_token(name: &str) -> bool {
    plain(name).ends_with("token")
}

fn is_password(name: &str) -> bool {
    let name = plain(name);
    let words = ["password", "passwd", "passphrase", "client_secret"];
    words.iter().any(|word| name.contains(word))
}

/// A name as it is compared: lower case, with `_` for `-`.
fn plain(name: &str) -> String {
    name.to_ascii_lowercase().replace('-', "_")
}
