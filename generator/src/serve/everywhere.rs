//! The parameters that all operations take, whether or not their sections list them.

use docbind_spec::{ApiSpec, Credential};

/// The names of the parameters that hold credentials and what goes along with them, the user to
/// act as, and pages.
pub(super) fn names(spec: &ApiSpec) -> impl Iterator<Item = &str> {
    let api = &spec.api;
    let credentials = api.security.iter().flat_map(|scheme| {
        let places = scheme.credentials.iter().filter_map(|place| match place {
            Credential::Query(name) | Credential::Parameter(name) => Some(name.as_str()),
            Credential::Header(_) | Credential::Bearer => None,
        });
        places.chain(scheme.along_with.iter().map(String::as_str))
    });
    let sudo = api.sudo.iter().filter_map(|sudo| sudo.query.as_deref());
    let paging = api.paging.iter();
    let paging = paging.flat_map(|it| [it.page.name.as_str(), it.per_page.name.as_str()]);
    credentials.chain(sudo).chain(paging)
}
