//! What was set aside, counted by section.

use docbind_spec::{BlockKind, IgnoreReason, Ignored};

use super::ReadPage;
use super::sections::{Collected, source};

/// The ignored blocks of all pages in document order.
pub(super) fn ignored(pages: &[ReadPage], collected: &Collected<'_>) -> Vec<Ignored> {
    let mut all = Vec::new();
    for (number, read) in pages.iter().enumerate() {
        let mut found: Vec<(usize, usize, BlockKind, IgnoreReason)> = read
            .facts
            .ignored
            .iter()
            .filter(|fact| {
                let key = (number, (fact.block, fact.range.start));
                !collected.indexed.contains(&key)
            })
            .map(|fact| (fact.section, fact.range.start, fact.block, fact.reason))
            .collect();
        let calls = collected
            .filled_in
            .iter()
            .filter(|call| call.page == number);
        found.extend(calls.map(|call| {
            (
                call.section,
                call.range.start,
                BlockKind::RequestLine,
                IgnoreReason::FilledInCall,
            )
        }));
        found.sort_by_key(|(section, start, ..)| (*section, *start));
        for (section, _, block, reason) in found {
            let source = source(&read.page, section);
            // What one section has stands together.
            let same = |known: &&mut Ignored| known.block == block && known.reason == reason;
            let own = |known: &&mut Ignored| known.source == source;
            match all.iter_mut().rev().take_while(own).find(same) {
                Some(known) => known.count += 1,
                None => all.push(Ignored {
                    source,
                    block,
                    reason,
                    count: 1,
                }),
            }
        }
    }
    all
}
