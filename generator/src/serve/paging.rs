//! How lists are paged where no overview says so, but the operations themselves.
//!
//! What comes in: a spec. What goes out: the same with the convention that its operations follow.
//! A client that asks for one page after the other stops at an empty one, so that a server that
//! passes over the page would never let it go.

use docbind_spec::{ApiSpec, Location, Operation, Paging, PagingParameter, Parameter};

/// Names of parameters that hold the number of a page.
const PAGE: &[&str] = &["page", "page_number", "pageNumber"];

/// Names of parameters that hold the size of a page.
const SIZE: &[&str] = &[
    "per_page",
    "page_size",
    "perPage",
    "pageSize",
    "limit",
    "size",
];

/// The size of a page that nothing tells.
const DEFAULT: u64 = 100;

/// The spec with a convention for pages, if its operations have one.
pub(super) fn with_paging(mut spec: ApiSpec) -> ApiSpec {
    if spec.api.paging.is_none() {
        spec.api.paging = spec.operations.iter().find_map(paging);
    }
    spec
}

/// The convention that the parameters of an operation show.
fn paging(operation: &Operation) -> Option<Paging> {
    let find = |names: &[&str]| {
        let mut all = names.iter();
        all.find_map(|name| {
            let mut own = operation.parameters.iter();
            own.find(|it| it.location == Location::Query && it.name == *name)
        })
    };
    let (page, size) = (find(PAGE)?, find(SIZE)?);
    let mut per_page = described(size);
    per_page.default.get_or_insert(DEFAULT);
    Some(Paging {
        page: described(page),
        per_page,
        link_header: false,
        headers: Vec::new(),
        source: operation.sections.first()?.source.clone(),
    })
}

fn described(parameter: &Parameter) -> PagingParameter {
    let max = parameter.limits.and_then(|limits| limits.max);
    PagingParameter {
        name: parameter.name.clone(),
        default: parameter
            .default
            .as_ref()
            .and_then(serde_json::Value::as_u64),
        max: max.and_then(|max| u64::try_from(max).ok()),
    }
}
