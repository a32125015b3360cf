//! Calls of macros whose input is names, types and signs only, as docbind's own macros take it.
//!
//! What comes in: the name of a macro and its input. What goes out: lines. prettyplease knows
//! nothing about the input of macros, so the rules are docbind's.

use super::tokens::{Kind, Token};

/// How long a line may be.
pub(super) const WIDTH: usize = 100;

/// What stands before each line of a list.
const INDENT: &str = "    ";

/// Adds a token to the input of a macro; nothing for one that is none of those.
pub(super) fn add(input: &mut String, token: Token<'_>) -> Option<()> {
    matches!(token.kind, Kind::Word | Kind::Sign).then_some(())?;
    let follows = matches!(token.text, "," | ">" | "::" | ":" | "<");
    let is_after = input.ends_with("::") || input.ends_with(['<', '!']);
    if !(input.is_empty() || follows || is_after) {
        input.push(' ');
    }
    input.push_str(token.text);
    Some(())
}

/// The lines of a call.
pub(super) fn lines(name: &str, input: &str) -> Vec<String> {
    let line = format!("{name}!({input});");
    if line.len() <= WIDTH {
        return vec![line];
    }
    let mut lines = vec![format!("{name}!(")];
    let mut line = INDENT.to_owned();
    for part in input.split_inclusive(", ") {
        if line != INDENT && line.len() + part.trim_end().len() > WIDTH {
            lines.push(line.trim_end().to_owned());
            INDENT.clone_into(&mut line);
        }
        line.push_str(part);
    }
    lines.extend([line, ");".to_owned()]);
    lines
}
