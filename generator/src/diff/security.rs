//! Which security schemes an operation takes.

use super::operations::Both;
use super::{Found, Rule};

/// Compares the schemes that an operation takes; `None` is all of the API's, none of its own is
/// nothing at all.
pub(super) fn operation(both: &Both<'_>, found: &mut Found) {
    let (old, new) = (&both.old.security, &both.new.security);
    if old == new {
        return;
    }
    let is_open = |schemes: &Option<Vec<String>>| schemes.as_ref().is_some_and(Vec::is_empty);
    let words = |schemes: &Option<Vec<String>>| match schemes {
        None => "that of the API".to_owned(),
        Some(schemes) => schemes.join(", "),
    };
    match (is_open(old), is_open(new)) {
        (true, _) => {
            let change = both.change(Rule::OperationSecurityRequired);
            found.add(change.to(words(new)));
        }
        (false, true) => {
            let change = both.change(Rule::OperationSecurityNotRequired);
            found.add(change.from(words(old)));
        }
        (false, false) => schemes(both, found),
    }
}

fn schemes(both: &Both<'_>, found: &mut Found) {
    let added = Rule::OperationSecurityAdded;
    let removed = Rule::OperationSecurityRemoved;
    match (&both.old.security, &both.new.security) {
        // All of the API's are more than some of them.
        (Some(_), None) => found.add(both.change(added).to("that of the API")),
        (None, Some(_)) => found.add(both.change(removed).from("that of the API")),
        (Some(old), Some(new)) => {
            for scheme in new.iter().filter(|it| !old.contains(it)) {
                found.add(both.change(added).to(scheme));
            }
            for scheme in old.iter().filter(|it| !new.contains(it)) {
                found.add(both.change(removed).from(scheme));
            }
        }
        (None, None) => {}
    }
}
