//! Changes as notes beside the lines of a pull request.

use super::{Change, Level, Titles, sorted};
use crate::diag::render::note;

/// One workflow command for each change: errors for what breaks, warnings for contradictions,
/// notices for the rest. The runner shows the first few of each, so what concerns people most
/// comes first.
pub fn github(changes: &[Change], titles: &Titles) -> String {
    sorted(changes)
        .into_iter()
        .map(|change| {
            let kind = match change.level {
                level if level.breaks() => "error",
                Level::Contradiction => "warning",
                _ => "notice",
            };
            let message = message(change, titles);
            // What is gone stood in a page that most likely is still there.
            let place = change.new.as_ref().or(change.old.as_ref());
            let (Some(place), Some(folder)) = (place, &titles.new_files) else {
                return note(kind, None, change.rule.name(), &message);
            };
            let page = match folder.as_str() {
                "" => place.source.page().to_owned(),
                folder => format!("{}/{}", folder.trim_end_matches('/'), place.source.page()),
            };
            // A line that is gone is no line of the file.
            let at = place.at.filter(|_| change.new.is_some());
            note(kind, Some((&page, at)), change.rule.name(), &message)
        })
        .collect()
}

fn message(change: &Change, titles: &Titles) -> String {
    let mut message = format!("{}\n{}", change.line(), change.level.words());
    if let Some(places) = titles.places(change) {
        message.push_str(&format!("\n{places}"));
    }
    message
}
