//! What the page for people says, whatever it looks like.

use axum::http::header::HOST;
use axum::http::request;
use docbind_spec::{ApiSpec, Credential, PathTemplate};
use docbind_templates::runtime::Api;

use super::Tokens;

/// The operations of an API by resource.
pub(super) struct Contents {
    pub(super) resources: Vec<Resource>,
}

/// The operations of one page of the documents.
pub(super) struct Resource {
    pub(super) name: String,
    pub(super) operations: Vec<Entry>,
}

/// One operation.
pub(super) struct Entry {
    pub(super) method: &'static str,
    /// The whole path, placeholders as `:name`.
    pub(super) path: String,
    pub(super) title: String,
    /// The section that documents it.
    pub(super) section: String,
}

/// The page for one visitor.
pub(super) struct Page<'a> {
    pub(super) title: &'a str,
    pub(super) contents: &'a Contents,
    /// Scheme, host and port as the visitor sees them.
    pub(super) origin: String,
    pub(super) base: &'a str,
    /// A call that works.
    pub(super) call: Option<String>,
    /// What there is to know about tokens.
    pub(super) tokens: &'static str,
    /// The query that a link needs to be let in, with its `?`; empty where there is no such.
    pub(super) pass: String,
}

/// What a request may wish about its answer, and what that does.
pub(super) const WISHES: &[(&str, &str)] = &[
    ("Prefer: code=404", "the documented answer with this status"),
    (
        "Prefer: example=NAME",
        "the documented example of this name or number",
    ),
    ("Prefer: dynamic=true", "values made up from the types"),
];

/// What answers say about themselves.
pub(super) const HEADERS: &[(&str, &str)] = &[
    ("docbind-source", "the section that documents the operation"),
    (
        "docbind-violation",
        "a rule of the documents that the request broke",
    ),
    (
        "docbind-nearest",
        "a documented operation near to an unknown path",
    ),
];

impl Contents {
    /// The operations in the order of the description.
    pub(super) fn of(spec: &ApiSpec, api: &Api) -> Self {
        let mut resources: Vec<Resource> = Vec::new();
        for operation in api.operations {
            let documented = spec.operations.iter().find(|it| {
                let rest = operation.id.strip_prefix(it.resource.as_str());
                rest.and_then(|rest| rest.strip_prefix('.')) == Some(&it.id)
            });
            let Some(documented) = documented else {
                continue;
            };
            let section = documented.sections.first();
            let base = if operation.rooted { "" } else { api.base_path };
            let entry = Entry {
                method: operation.method.as_str(),
                path: format!("{base}{}", operation.path),
                title: section.map(|it| it.title.clone()).unwrap_or_default(),
                section: section.map(|it| it.source.0.clone()).unwrap_or_default(),
            };
            match resources.last_mut() {
                Some(last) if last.name == documented.resource => last.operations.push(entry),
                _ => resources.push(Resource {
                    name: documented.resource.clone(),
                    operations: vec![entry],
                }),
            }
        }
        Self { resources }
    }

    /// All operations.
    pub(super) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.resources.iter().flat_map(|it| &it.operations)
    }
}

impl Entry {
    /// The path of some call: placeholders are 1.
    pub(super) fn sample(&self) -> String {
        let path = PathTemplate::parse(&self.path);
        let mut sample = self.path.clone();
        // Longer names first, so that none is taken for the beginning of another.
        let mut names: Vec<&str> = path.placeholders().collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        for name in names {
            sample = sample
                .replace(&format!(":{name}"), "1")
                .replace(&format!("*{name}"), "1");
        }
        sample
    }
}

impl<'a> Page<'a> {
    /// The page for whoever sent this request.
    pub(super) fn of(
        contents: &'a Contents,
        spec: &'a ApiSpec,
        tokens: Tokens,
        head: &request::Parts,
    ) -> Self {
        let origin = format!("http://{}", host(head));
        let credentials = spec.api.security.iter().flat_map(|it| &it.credentials);
        let word = match tokens {
            Tokens::Any => "any",
            Tokens::Certain => "TOKEN",
        };
        let pass = credentials.clone().find_map(|place| match place {
            Credential::Query(name) => Some(format!("?{name}={word}")),
            _ => None,
        });
        let header = credentials.clone().find_map(|place| match place {
            Credential::Header(name) => Some(format!("{name}: {word}")),
            Credential::Bearer => Some(format!("Authorization: Bearer {word}")),
            Credential::Query(_) | Credential::Parameter(_) => None,
        });
        let reads = || contents.entries().filter(|it| it.method == "GET");
        let simple = reads().find(|it| !it.path.contains([':', '*']));
        let call = simple.or_else(|| reads().next()).map(|entry| {
            let url = format!("{origin}{}", entry.sample());
            match (&header, &pass) {
                (Some(header), _) => format!("curl --header \"{header}\" \"{url}\""),
                (None, Some(pass)) => format!("curl \"{url}{pass}\""),
                (None, None) => format!("curl \"{url}\""),
            }
        });
        Self {
            title: spec.title.as_deref().unwrap_or(&spec.name),
            contents,
            origin,
            base: spec.api.base_path.as_deref().unwrap_or_default(),
            call,
            tokens: match (spec.api.security.is_empty(), tokens) {
                (true, _) => "The documents ask for no token.",
                (false, Tokens::Any) => {
                    "Any token is accepted, in every place that the documents name."
                }
                (false, Tokens::Certain) => {
                    "Only the token that the server was started with is accepted, in every place \
                     that the documents name."
                }
            },
            pass: match tokens {
                Tokens::Any => pass.unwrap_or_default(),
                Tokens::Certain => String::new(),
            },
        }
    }
}

/// The host as the visitor calls it, if it can be nothing but a host.
fn host(head: &request::Parts) -> &str {
    let sent = head.headers.get(HOST).and_then(|value| value.to_str().ok());
    let is_host = |text: &&str| {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "-._:[]".contains(c);
        !text.is_empty() && text.chars().all(allowed)
    };
    sent.filter(is_host).unwrap_or("localhost")
}
