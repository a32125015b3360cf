//! Changes for `grep`: one line each.

use super::{Change, Titles};

/// One line a change, what concerns people most first: `place: level[rule]: message`.
pub fn concise(changes: &[Change], titles: &Titles) -> String {
    let mut sorted: Vec<&Change> = changes.iter().collect();
    sorted.sort_by_key(|change| change.level);
    sorted
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
