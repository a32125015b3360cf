//! One line per finding.

use std::fmt::Write as _;

use super::{Diagnostic, Level, Renderer, level_name, visible};

impl Renderer<'_> {
    pub(super) fn concise(&self, finding: &Diagnostic, level: Level, out: &mut String) {
        let place = self.place(&finding.span);
        // Writing to a `String` cannot fail.
        let _ = writeln!(
            out,
            "{}:{}:{}: {}[{}]: {}",
            place.path,
            place.start.line,
            place.start.column,
            level_name(level),
            finding.rule.name(),
            visible(&finding.message),
        );
    }
}
