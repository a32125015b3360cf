//! Values in paths that only a command shows: placeholders where something says so.
//!
//! What comes in: the operations of all sections. What goes out: the same; a value of a command's
//! path has the name that a row of its section, or the path of another operation, has for it.
//! Without such a name it stays.

use docbind_spec::PathTemplate;

use super::sections::{SectionOperation, fills_in, is_value};
use crate::extract::facts::{ParamPlace, RequestOrigin};

/// Names the values.
pub(super) fn name_values(all: &mut [SectionOperation<'_>]) {
    for at in 0..all.len() {
        let found = &all[at];
        let mut requests = found.requests.iter();
        if !requests.all(|request| request.origin == RequestOrigin::Command) {
            continue;
        }
        let known = || {
            let mut others = all.iter().map(|other| &other.path);
            others.find(|path| fills_in(&found.path, path)).cloned()
        };
        if let Some(path) = by_row(found).or_else(known) {
            all[at].path = path;
        }
    }
}

/// The path whose only value has the name of the only parameter that is said to stand in it.
fn by_row(found: &SectionOperation<'_>) -> Option<PathTemplate> {
    let parameters = found.endpoint.parameters.iter();
    let mut names = parameters
        .filter(|fact| matches!(fact.place, ParamPlace::Path | ParamPlace::Address))
        .map(|fact| fact.name.as_str());
    let name = names.next()?;
    let mut parts: Vec<String> = found.path.as_str().split('/').map(str::to_owned).collect();
    let mut values = parts
        .iter_mut()
        .filter(|part| is_value(part) && !part.is_empty());
    let value = values.next()?;
    if names.next().is_some() || values.next().is_some() {
        return None;
    }
    *value = format!(":{name}");
    Some(PathTemplate::parse(&parts.join("/")))
}
