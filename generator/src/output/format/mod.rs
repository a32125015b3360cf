//! Code to formatted text, with a blank line between items.
//!
//! What comes in: the code of one file. What goes out: its text. Works without rustfmt.

mod attributes;
mod expressions;
mod items;
mod layout;
mod lines;
mod macros;
mod records;
mod statements;
mod tokens;
mod tree;
mod types;
mod values;
mod words;
mod writer;

pub(super) use tree::{format_items, unparse};

use crate::code::Code;
use writer::Writer;

/// The tokens are no Rust file: a fault of docbind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the generated code of `{path}` does not parse: {message}; this is a fault of docbind")]
pub struct FormatError {
    /// The file.
    pub path: String,
    /// What the parser says.
    pub message: String,
}

/// Formats one file.
pub(crate) fn format(path: &str, code: &Code) -> Result<String, FormatError> {
    format_text(code.as_str()).map_err(|error| FormatError {
        path: path.to_owned(),
        message: error.to_string(),
    })
}

/// The same by way of prettyplease, whose rules these are.
#[cfg(test)]
pub(crate) fn format_by_tree(code: &Code) -> syn::Result<String> {
    tree::format_file(code.as_str())
}

fn format_text(code: &str) -> syn::Result<String> {
    match tokens::tokens(code) {
        Some(tokens) => Writer::new(&tokens).file(code),
        None => tree::format_file(code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::code;

    #[test]
    fn sets_items_and_methods_apart() {
        let text = "#![allow(dead_code)] use a::b; use c::d; mod e; mod f; /// Doc.\nstruct G; \
            impl G { fn h() {} const I: u8 = 1; } trait J { fn k(); fn l() { 1; } } impl M for G {} \
            n! { /// Doc.\n enum O { P = 1, } } \
            record! { R { 0 : s from \"t u\" needed , 1: v from \"v\" plain, ..w } } q!(a => b Vec<c::D>, !e);";
        let expected = "#![allow(dead_code)]

use a::b;
use c::d;

mod e;
mod f;

/// Doc.
struct G;

impl G {
    fn h() {}

    const I: u8 = 1;
}

trait J {
    fn k();

    fn l() {
        1;
    }
}

impl M for G {}

n! {
    /// Doc.
    enum O {
        P = 1,
    }
}

record! {
    R {
        0: s from \"t u\" needed,
        1: v from \"v\" plain,
        ..w
    }
}

q!(a => b Vec<c::D>, !e);
";
        assert_eq!(format_text(text).unwrap(), expected);
        assert_eq!(tree::format_file(text).unwrap(), expected);
    }

    #[test]
    fn breaks_long_lists_in_macros() {
        let names: Vec<String> = (0..30).map(|number| format!("a{number}")).collect();
        let text = format!("q!(B: {});", names.join(", "));
        let formatted = format_text(&text).unwrap();
        let lines: Vec<&str> = formatted.lines().collect();
        assert_eq!(lines.len(), 4, "{formatted}");
        assert!(
            lines.iter().all(|line| line.len() <= words::WIDTH),
            "{formatted}"
        );
        assert_eq!(
            formatted.split_whitespace().collect::<Vec<_>>().join(""),
            text.replace(' ', "")
        );
    }

    #[test]
    fn names_the_file_that_does_not_parse() {
        let error = format("src/x.rs", &code!(struct)).unwrap_err();
        assert_eq!(error.path, "src/x.rs");
    }
}
