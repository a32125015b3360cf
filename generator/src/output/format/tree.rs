//! The same by way of a syntax tree and prettyplease: for code of any shape, and for modules that
//! are put inside of each other.

use proc_macro2::TokenTree;
use syn::{File, Item};

use super::tokens::{self, Kind as TokenKind};
use super::{records, words};
use crate::output::examples;

/// Formats one file.
pub(super) fn format_file(code: &str) -> syn::Result<String> {
    let file = parse(code)?;
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

/// Formats one item.
pub(super) fn format_one(code: &str) -> syn::Result<String> {
    parse(code).map(|file| format_items(file.items))
}

fn parse(code: &str) -> syn::Result<File> {
    syn::parse2(examples::expand(code.parse()?))
}

/// Formats items, one after the other.
pub(crate) fn format_items(items: Vec<Item>) -> String {
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

pub(crate) fn unparse(attrs: Vec<syn::Attribute>, items: Vec<Item>) -> String {
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
        && let Some(text) = format_record(call)
            .or_else(|| format_items_in_macro(call))
            .or_else(|| format_words_in_macro(call))
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

/// How the fields of a struct are read, one a line.
fn format_record(call: &syn::ItemMacro) -> Option<String> {
    if !call.mac.path.is_ident(records::NAME) {
        return None;
    }
    let text = call.mac.tokens.to_string();
    let tokens = tokens::tokens(&text)?;
    let inside = tokens
        .into_iter()
        .filter(|token| token.kind != TokenKind::End);
    let lines = records::lines(inside)?;
    let lines = lines.iter().map(|line| format!("    {line}\n"));
    Some(format!("record! {{\n{}}}\n", lines.collect::<String>()))
}

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
    Some(words::lines(&name.to_string(), &text).join("\n") + "\n")
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
