//! The path before all paths: what printed addresses have more than request lines.

use std::collections::BTreeMap;

use docbind_spec::{PathTemplate, Witness};

use super::ReadPage;
use super::operation::Merged;
use super::path_style::{normalise, template};
use crate::extract::facts::Endpoint;
use crate::extract::url::Url;
use crate::hints::BasePath;

/// The base path, where the documents show one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Base {
    /// Without a slash at its end; empty where paths are whole.
    pub(super) path: String,
    /// Other paths that some request lines have in its place, as people say.
    pub(super) others: Vec<String>,
}

impl Base {
    /// A path without the base path, placeholders written as `:name`, no slash at its end.
    pub(super) fn relative(&self, path: &str) -> String {
        self.below(&normalise(path)).to_owned()
    }

    /// The same of a path in one style, taken apart.
    pub(super) fn relative_template(&self, path: &PathTemplate) -> PathTemplate {
        match self.below(path.as_str()) {
            same if same == path.as_str() => path.clone(),
            rest => PathTemplate::parse(rest),
        }
    }

    /// What a path in one style has below the base path.
    fn below<'p>(&self, path: &'p str) -> &'p str {
        let below = |root: &String| {
            path.strip_prefix(root)
                .filter(|rest| !root.is_empty() && rest.starts_with('/'))
        };
        let rest = below(&self.path).or_else(|| self.others.iter().find_map(below));
        let rest = rest.unwrap_or(path).trim_end_matches('/');
        if rest.is_empty() { "/" } else { rest }
    }
}

/// The base path that people say, or else the one that the pages show.
pub(super) fn find(pages: &[ReadPage], said: &[BasePath]) -> Base {
    let mut said = said.iter().map(|path| path.as_str().to_owned());
    match said.next() {
        Some(path) => Base {
            path,
            others: said.collect(),
        },
        None => Base {
            path: shown(pages).unwrap_or_default(),
            others: Vec::new(),
        },
    }
}

/// Finds the base path by a vote: each address with a host is compared with the paths that it
/// may be a call of, its own section's first.
fn shown(pages: &[ReadPage]) -> Option<String> {
    let mut votes: BTreeMap<String, usize> = BTreeMap::new();
    let calling = endpoints(pages).filter(|endpoint| !endpoint.curls.is_empty());
    for endpoint in calling {
        let own: Vec<PathTemplate> = endpoint
            .requests
            .iter()
            .map(|request| template(&request.url.path))
            .collect();
        for (curl, _) in &endpoint.curls {
            // A printed request has its host in a header, if anywhere.
            let whole = curl.url.host.is_some() || curl.witness == Witness::Example;
            if whole && let Some(prefix) = prefix(&curl.url, &own) {
                *votes.entry(prefix).or_default() += 1;
            }
        }
    }
    if votes.is_empty() {
        let templates: Vec<PathTemplate> = endpoints(pages)
            .flat_map(|endpoint| &endpoint.requests)
            .filter(|request| request.url.host.is_none())
            .map(|request| template(&request.url.path))
            .collect();
        for url in pages.iter().flat_map(|read| &read.facts.samples) {
            if let Some(prefix) = prefix(url, &templates) {
                *votes.entry(prefix).or_default() += 1;
            }
        }
    }
    let winner = votes
        .into_iter()
        .filter(|(prefix, _)| is_root(prefix))
        .max_by_key(|(prefix, count)| (*count, prefix.len()))
        .map(|(prefix, _)| prefix);
    winner
        .or_else(|| on_all_lines(pages))
        .or_else(|| on_addresses(pages))
        .or_else(|| stated(pages))
}

/// The part up to a version that all request lines begin with, two at least.
fn on_all_lines(pages: &[ReadPage]) -> Option<String> {
    let paths: Vec<&str> = endpoints(pages)
        .flat_map(|endpoint| &endpoint.requests)
        .map(|request| request.url.path.as_str())
        .collect();
    let (first, others) = paths.split_first()?;
    let root = versioned_root(first)?;
    let under = |path: &&str| {
        path.strip_prefix(&root)
            .is_some_and(|rest| rest.starts_with('/'))
    };
    (!others.is_empty() && paths.iter().all(under)).then_some(root)
}

/// The part up to a version that all request lines with a host begin with, two at least, where
/// others do without host and prefix.
fn on_addresses(pages: &[ReadPage]) -> Option<String> {
    let urls = endpoints(pages).flat_map(|endpoint| &endpoint.requests);
    let (whole, bare): (Vec<&Url>, Vec<&Url>) = urls
        .map(|request| &request.url)
        .partition(|url| url.host.is_some());
    let (first, others) = whole.split_first()?;
    let root = versioned_root(&first.path)?;
    let under = |url: &&Url| {
        url.path
            .strip_prefix(&root)
            .is_some_and(|rest| rest.starts_with('/'))
    };
    let fits = !others.is_empty() && others.iter().all(under);
    (fits && !bare.is_empty() && !bare.iter().any(under)).then_some(root)
}

/// The prefix that a page about everything states, where request lines do without it.
fn stated(pages: &[ReadPage]) -> Option<String> {
    let overview = pages.iter().filter(|read| read.facts.endpoints.is_empty());
    let mut prefixes = overview.flat_map(|read| &read.facts.conventions.prefixes);
    let bare = |prefix: &&String| {
        let whole = |path: &str| {
            path.strip_prefix(prefix.as_str())
                .is_some_and(|rest| rest.starts_with('/'))
        };
        let mut requests = endpoints(pages)
            .flat_map(|endpoint| &endpoint.requests)
            .peekable();
        requests.peek().is_none() || requests.any(|request| !whole(&request.url.path))
    };
    prefixes
        .find(|prefix| is_root(prefix) && bare(prefix))
        .cloned()
}

/// Whether a path can stand before all others: plain segments, none empty.
fn is_root(path: &str) -> bool {
    let is_odd = |c: char| c.is_whitespace() || c.is_control() || "?#\\:*{<".contains(c);
    path.strip_prefix('/').is_some_and(|rest| {
        rest.split('/')
            .all(|segment| !segment.is_empty() && !segment.contains(is_odd))
    })
}

fn endpoints(pages: &[ReadPage]) -> impl Iterator<Item = &Endpoint> {
    pages.iter().flat_map(|read| &read.facts.endpoints)
}

/// What an address has before the longest template that fits its end.
fn prefix(url: &Url, templates: &[PathTemplate]) -> Option<String> {
    let parts: Vec<&str> = url.path.trim_matches('/').split('/').collect();
    let longest = templates
        .iter()
        .filter(|template| fits_end(&parts, template))
        .map(|template| template.segments().len())
        .max()?;
    let prefix = parts[..parts.len() - longest].join("/");
    Some(if prefix.is_empty() {
        prefix
    } else {
        format!("/{prefix}")
    })
}

fn fits_end(parts: &[&str], template: &PathTemplate) -> bool {
    let segments = template.segments();
    parts.len() >= segments.len()
        && !segments.is_empty()
        && parts[parts.len() - segments.len()..]
            .iter()
            .zip(segments)
            .all(|(part, segment)| segment.as_literal().is_none_or(|literal| literal == *part))
}

/// Roots of operations whose paths are whole although there is a base path: addresses show them
/// without it, or the text states the root.
pub(super) fn other_roots(merged: &[Merged<'_>], base: &Base, pages: &[ReadPage]) -> Vec<String> {
    let mut roots: Vec<String> = Vec::new();
    if base.path.is_empty() {
        return roots;
    }
    let stated: Vec<&String> = pages
        .iter()
        .flat_map(|read| &read.facts.conventions.prefixes)
        .filter(|prefix| is_root(prefix))
        .collect();
    for operation in merged {
        let path = operation.path.as_str();
        let under = |root: &str| {
            path.strip_prefix(root)
                .is_some_and(|rest| rest.starts_with('/'))
        };
        if roots.iter().any(|root| under(root)) {
            continue;
        }
        let stated = stated
            .iter()
            .find(|prefix| under(prefix) && **prefix != &base.path);
        match stated {
            Some(prefix) => roots.push((*prefix).clone()),
            None if operation
                .sections
                .iter()
                .any(|section| shows_whole(section.endpoint, &operation.path)) =>
            {
                let found = root(path).map(|root| root.path);
                roots.extend(found.filter(|root| is_root(root)));
            }
            None => {}
        }
    }
    roots
}

/// Whether an address with a host has just this path.
fn shows_whole(endpoint: &Endpoint, path: &PathTemplate) -> bool {
    let whole = |url: &Url| {
        url.host.is_some()
            && prefix(url, std::slice::from_ref(path)).is_some_and(|prefix| prefix.is_empty())
    };
    endpoint.requests.iter().any(|request| whole(&request.url))
        || endpoint.curls.iter().any(|(curl, _)| whole(&curl.url))
}

/// The beginning of a path.
struct Root {
    path: String,
    versioned: bool,
}

/// Everything up to a version that a path begins with.
pub(crate) fn versioned_root(path: &str) -> Option<String> {
    let root = root(path).filter(|root| root.versioned && is_root(&root.path));
    Some(root?.path)
}

/// Everything up to a version, or the first segment.
fn root(path: &str) -> Option<Root> {
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    let is_version = |part: &&str| {
        part.strip_prefix('v')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let version = parts.iter().position(is_version);
    let end = version.unwrap_or(0);
    let path = format!("/{}", parts.get(..=end)?.join("/"));
    Some(Root {
        path,
        versioned: version.is_some(),
    })
}
