//! Calls of the macro `record!`, which tell how the fields of a struct are read.
//!
//! What comes in: the tokens between its braces. What goes out: lines, one for each field.

use super::tokens::{Kind, Token};

/// The name of the macro.
pub(super) const NAME: &str = "record";

/// What stands before a field.
const INDENT: &str = "    ";

/// The lines between the braces of a call; nothing where there is more than names, signs, texts
/// and numbers.
pub(super) fn lines<'a>(tokens: impl Iterator<Item = Token<'a>>) -> Option<Vec<String>> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for token in tokens {
        match (token.kind, token.text) {
            (Kind::Open, "{") => lines.push(std::mem::take(&mut line) + " {"),
            (Kind::Close, "}") => {
                if !line.is_empty() {
                    lines.push(INDENT.to_owned() + &std::mem::take(&mut line));
                }
                lines.push("}".to_owned());
            }
            (Kind::Sign, ",") => lines.push(INDENT.to_owned() + &std::mem::take(&mut line) + ","),
            (Kind::Word | Kind::Sign | Kind::Text | Kind::Number, text) => {
                let is_joined = line.is_empty() || line == ".." || text == ":";
                line.push_str(if is_joined { "" } else { " " });
                line.push_str(text);
            }
            _ => return None,
        }
    }
    line.is_empty().then_some(lines)
}
