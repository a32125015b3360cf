//! Parameters in a code block, one a line.

use docbind_spec::Witness;

use super::facts::ParamFact;
use super::param_item::{self, ParamItem};
use super::words::Words;
use crate::markdown::{Code, Piece, Style, Text};

/// Reads a code block in which every line is a parameter with a marker.
pub(crate) fn read(code: &Code, words: &Words) -> Option<Vec<ParamFact>> {
    let mut parameters = Vec::new();
    for (start, line) in code.lines().filter(|(_, line)| !line.trim().is_empty()) {
        let range = code.range(start..start + line.len());
        let piece = Piece {
            text: line.to_owned(),
            style: Style::Plain,
            link: None,
            range,
        };
        match param_item::read(
            &Text {
                pieces: vec![piece],
            },
            Witness::Preformatted,
            words,
        )? {
            ParamItem::Marked(facts) => parameters.extend(facts),
            ParamItem::Named(_) | ParamItem::Weak(_) | ParamItem::None => return None,
        }
    }
    (!parameters.is_empty()).then_some(parameters)
}
