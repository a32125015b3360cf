//! Changes for `grep`: one line each.

use super::{Change, Titles, sorted};

/// One line a change, what concerns people most first: `place: level[rule]: message`.
pub fn concise(changes: &[Change], titles: &Titles) -> String {
    sorted(changes)
        .into_iter()
        .map(|change| {
            let place = titles
                .new_place(change)
                .or_else(|| titles.old_place(change));
            let place = place.map_or_else(String::new, |place| format!("{place}: "));
            format!(
                "{place}{}[{}]: {}\n",
                change.level.name(),
                change.rule.name(),
                change.line()
            )
        })
        .collect()
}
