//! Tokens to formatted text, with a blank line between items.
//!
//! What comes in: the tokens of one file. What goes out: its text. Works without rustfmt.

use proc_macro2::{TokenStream, TokenTree};
use syn::{File, Item};

use super::examples;

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
pub(crate) fn format(path: &str, tokens: TokenStream) -> Result<String, FormatError> {
    let file: File = syn::parse2(examples::expand(tokens)).map_err(|error| FormatError {
        path: path.to_owned(),
        message: error.to_string(),
    })?;
    let mut out = unparse(file.attrs, Vec::new());
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
    let items = format_items(file.items);
    if !out.is_empty() && !items.is_empty() {
        out.push('\n');
    }
    out.push_str(&items);
    Ok(out)
}

/// Formats items, one after the other.
pub(super) fn format_items(items: Vec<Item>) -> String {
    let mut out = String::new();
    let mut previous: Option<Kind> = None;
    for item in items {
        let kind = Kind::of(&item);
        let joined = kind != Kind::Block && previous == Some(kind);
        if !out.is_empty() && !joined {
            out.push('\n');
        }
        out.push_str(&format_item(item));
        previous = Some(kind);
    }
    out
}

/// How items of a kind are set apart.
#[derive(PartialEq, Eq, Clone, Copy)]
enum Kind {
    Use,
    Mod,
    Block,
}

impl Kind {
    fn of(item: &Item) -> Self {
        match item {
            Item::Use(_) => Self::Use,
            Item::Mod(module) if module.content.is_none() => Self::Mod,
            _ => Self::Block,
        }
    }
}

pub(super) fn unparse(attrs: Vec<syn::Attribute>, items: Vec<Item>) -> String {
    prettyplease::unparse(&File {
        shebang: None,
        frontmatter: None,
        attrs,
        items,
    })
}

/// An item with blank lines between the functions in it.
fn format_item(item: Item) -> String {
    if let Item::Macro(call) = &item
        && let Some(text) = format_items_in_macro(call).or_else(|| format_words_in_macro(call))
    {
        return text;
    }
    let parts: Vec<Item> = match &item {
        Item::Impl(whole) => {
            let with = |items| {
                Item::Impl(syn::ItemImpl {
                    items,
                    ..whole.clone()
                })
            };
            std::iter::once(with(Vec::new()))
                .chain(whole.items.iter().map(|part| with(vec![part.clone()])))
                .collect()
        }
        Item::Trait(whole) => {
            let with = |items| {
                Item::Trait(syn::ItemTrait {
                    items,
                    ..whole.clone()
                })
            };
            std::iter::once(with(Vec::new()))
                .chain(whole.items.iter().map(|part| with(vec![part.clone()])))
                .collect()
        }
        _ => Vec::new(),
    };
    join_parts(parts).unwrap_or_else(|| unparse(Vec::new(), vec![item]))
}

/// A call of a macro whose input is items, written like a module.
fn format_items_in_macro(call: &syn::ItemMacro) -> Option<String> {
    let name = call.mac.path.get_ident()?;
    let is_plain = call.attrs.is_empty() && call.ident.is_none();
    if !is_plain || !matches!(call.mac.delimiter, syn::MacroDelimiter::Brace(_)) {
        return None;
    }
    let file: File = syn::parse2(call.mac.tokens.clone()).ok()?;
    let items: Vec<String> = file.items.into_iter().map(format_item).collect();
    let mut out = format!("{name}! {{\n");
    for line in items.join("\n").lines() {
        if !line.is_empty() {
            out.push_str("    ");
            out.push_str(line);
        }
        out.push('\n');
    }
    out.push_str("}\n");
    Some(out)
}

/// How long a line may be.
const WIDTH: usize = 100;

/// What stands before each line of a list.
const INDENT: &str = "    ";

/// Signs as tokens are printed, and as they are written.
const TIGHT: &[(&str, &str)] = &[
    (" ,", ","),
    (" :: ", "::"),
    (" : ", ": "),
    (" < ", "<"),
    (" >", ">"),
    ("! ", "!"),
];

/// A call of a macro whose input is names, types and signs only, written as such.
fn format_words_in_macro(call: &syn::ItemMacro) -> Option<String> {
    let is_word = |tree| matches!(tree, TokenTree::Ident(_) | TokenTree::Punct(_));
    if !call.mac.tokens.clone().into_iter().all(is_word) {
        return None;
    }
    let name = call.mac.path.get_ident()?;
    let mut text = call.mac.tokens.to_string();
    for (wide, narrow) in TIGHT {
        text = text.replace(wide, narrow);
    }
    let line = format!("{name}!({text});\n");
    if line.trim_end().len() <= WIDTH {
        return Some(line);
    }
    let mut lines = vec![format!("{name}!("), INDENT.to_owned()];
    for part in text.split_inclusive(", ") {
        let mut line = lines.pop()?;
        if line != INDENT && line.len() + part.trim_end().len() > WIDTH {
            lines.push(line.trim_end().to_owned());
            INDENT.clone_into(&mut line);
        }
        lines.push(line + part);
    }
    lines.push(");\n".to_owned());
    Some(lines.join("\n"))
}

/// Joins copies of one block, the first empty, the others with one part each.
fn join_parts(parts: Vec<Item>) -> Option<String> {
    let mut texts = parts
        .into_iter()
        .map(|part| unparse(Vec::new(), vec![part]));
    let head = format!("{}{{\n", texts.next()?.strip_suffix("{}\n")?);
    let bodies = texts
        .map(|text| {
            let body = text.strip_prefix(&head)?.strip_suffix("}\n")?;
            Some(body.to_owned())
        })
        .collect::<Option<Vec<_>>>()?;
    (bodies.len() > 1).then(|| format!("{head}{}}}\n", bodies.join("\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_items_and_methods_apart() {
        let text = "#![allow(dead_code)] use a::b; use c::d; mod e; mod f; /// Doc.\nstruct G; \
            impl G { fn h() {} const I: u8 = 1; } trait J { fn k(); fn l() { 1; } } impl M for G {} \
            n! { /// Doc.\n enum O { P = 1, } } q!(a => b Vec<c::D>, !e);";
        let tokens = text.parse().unwrap();
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

q!(a => b Vec<c::D>, !e);
";
        assert_eq!(format("x.rs", tokens).unwrap(), expected);
    }

    #[test]
    fn breaks_long_lists_in_macros() {
        let names: Vec<String> = (0..30).map(|number| format!("a{number}")).collect();
        let text = format!("q!(B: {});", names.join(", "));
        let formatted = format("x.rs", text.parse().unwrap()).unwrap();
        let lines: Vec<&str> = formatted.lines().collect();
        assert_eq!(lines.len(), 4, "{formatted}");
        assert!(lines.iter().all(|line| line.len() <= WIDTH), "{formatted}");
        assert_eq!(
            formatted.split_whitespace().collect::<Vec<_>>().join(""),
            text.replace(' ', "")
        );
    }

    #[test]
    fn names_the_file_that_does_not_parse() {
        let error = format("src/x.rs", "struct".parse().unwrap()).unwrap_err();
        assert_eq!(error.path, "src/x.rs");
    }
}
