//! Whether an answer is one thing, whatever its example looks like.

use std::collections::BTreeSet;

use docbind_spec::{ApiSpec, Method, Operation, PathTemplate, Response, Schema};

/// The paths of an API, which tell collections from single things.
pub(super) struct Shapes {
    /// Paths that have one more placeholder below them.
    collections: BTreeSet<String>,
    /// Paths that something other than `GET` is sent to.
    changed: BTreeSet<String>,
}

impl Shapes {
    pub(super) fn of(spec: &ApiSpec) -> Self {
        let paths = spec.operations.iter().map(anonymous);
        let collections = paths.filter_map(|path| Some(path.strip_suffix("/:")?.to_owned()));
        let lists = spec.operations.iter().filter(|it| is_list(it));
        let changing = spec.operations.iter().filter(|it| it.method != Method::Get);
        Self {
            collections: collections.chain(lists.map(anonymous)).collect(),
            changed: changing.map(anonymous).collect(),
        }
    }

    /// The type of an answer: that of the spec, but of one thing where one is made, read or
    /// changed and the example shows it in brackets.
    pub(super) fn schema(&self, operation: &Operation, response: &Response) -> Option<Schema> {
        let schema = response.schema.as_ref()?;
        match schema {
            Schema::Array(inner) if self.is_one(operation, response) => Some((**inner).clone()),
            schema => Some(schema.clone()),
        }
    }

    /// Whether the path is one of things that have paths of their own.
    pub(super) fn is_collection(&self, operation: &Operation) -> bool {
        self.collections.contains(&anonymous(operation))
    }

    fn is_one(&self, operation: &Operation, response: &Response) -> bool {
        let mut values = response.examples.iter().map(|it| it.body.value());
        let lone = |value: Option<&serde_json::Value>| {
            let items = value.and_then(serde_json::Value::as_array);
            items.is_some_and(|items| matches!(items.as_slice(), [one] if one.is_object()))
        };
        if response.examples.is_empty() || !values.all(lone) {
            return false;
        }
        let body = operation.request_body.as_ref();
        if body.is_some_and(|body| matches!(body.schema, Some(Schema::Array(_)))) {
            return false;
        }
        let path = anonymous(operation);
        let is_item = path.ends_with("/:");
        match operation.method {
            Method::Get => is_item && self.changed.contains(&path),
            Method::Post => self.is_collection(operation),
            _ => is_item,
        }
    }
}

fn is_list(operation: &Operation) -> bool {
    let mut schemas = operation.answered();
    operation.method == Method::Get && schemas.any(|schema| matches!(schema, Schema::Array(_)))
}

fn anonymous(operation: &Operation) -> String {
    PathTemplate::parse(&operation.path).anonymous()
}
