//! The modules of a crate as one text that can be included inside of any module.
//!
//! What comes in: the files of a library. What goes out: one file with the same modules inside of
//! each other. It holds without the crate around it: paths from the crate's root become relative
//! ones, features are decided, tests are left out, and examples are not run. Nor does the crate
//! around it see more of it than its own code: what its lints say is not said of this file, and
//! its edition may be older.

use std::collections::BTreeMap;

use syn::{Attribute, Expr, File, Item, Meta, parse_quote};

use super::format::{FormatError, format_items};
use super::{examples, prelude, relative};

/// The module of the support code.
const SUPPORT: &str = "runtime";

/// A file of a library: its path, such as `src/client/mod.rs`, and its code.
pub(crate) type LibraryFile = (String, String);

/// Puts the modules inside of each other; `features` are those that are on.
pub(crate) fn inline(files: Vec<LibraryFile>, features: &[&str]) -> Result<String, FormatError> {
    let mut parsed: BTreeMap<Vec<String>, File> = BTreeMap::new();
    for (path, code) in files {
        let place = place(&path);
        let mut file = parse(&code, place.len()).map_err(|error| FormatError {
            path: path.clone(),
            message: error.to_string(),
        })?;
        if place.first().is_some_and(|module| module == SUPPORT) {
            prelude::import(&mut file);
        }
        parsed.insert(place, file);
    }
    let library = Library { parsed, features };
    let root = library.items(&[]);
    let root = root.into_iter().map(|mut item| {
        if let Some(attributes) = attributes(&mut item) {
            attributes.push(lints());
        }
        item
    });
    Ok(format_items(root.collect()))
}

/// The syntax tree of a file that stands so many modules below the root.
fn parse(code: &str, depth: usize) -> syn::Result<File> {
    let tokens = code.parse()?;
    syn::parse2(relative::rewrite(examples::expand(tokens), depth))
}

/// What is allowed, whatever the crate around it denies: the author of that crate can mend
/// nothing here. Lints about faults that nobody overlooks in tests of docbind, such as
/// `unsafe_code`, are not among them.
fn lints() -> Attribute {
    parse_quote!(#[allow(
        clippy::all,
        clippy::cargo,
        clippy::nursery,
        clippy::pedantic,
        clippy::restriction,
        deprecated_in_future,
        elided_lifetimes_in_paths,
        explicit_outlives_requirements,
        keyword_idents,
        let_underscore_drop,
        missing_copy_implementations,
        missing_debug_implementations,
        missing_docs,
        non_ascii_idents,
        redundant_imports,
        redundant_lifetimes,
        renamed_and_removed_lints,
        rust_2018_idioms,
        rust_2021_compatibility,
        rust_2024_compatibility,
        rustdoc::all,
        single_use_lifetimes,
        trivial_casts,
        trivial_numeric_casts,
        unexpected_cfgs,
        unit_bindings,
        unknown_lints,
        unnameable_types,
        unreachable_pub,
        unused,
        unused_import_braces,
        unused_lifetimes,
        unused_qualifications,
        unused_results,
        variant_size_differences
    )])
}

/// The modules that lead to a file.
fn place(path: &str) -> Vec<String> {
    let path = path.strip_prefix("src/").unwrap_or(path);
    let path = path.strip_suffix(".rs").unwrap_or(path);
    let mut parts: Vec<String> = path.split('/').map(str::to_owned).collect();
    let is_root = parts.len() == 1 && path == "lib";
    if is_root || parts.last().is_some_and(|last| last == "mod") {
        parts.pop();
    }
    parts
}

struct Library<'a> {
    parsed: BTreeMap<Vec<String>, File>,
    features: &'a [&'a str],
}

impl Library<'_> {
    /// The items of a file, with the modules that it names.
    fn items(&self, place: &[String]) -> Vec<Item> {
        let Some(file) = self.parsed.get(place) else {
            return Vec::new();
        };
        file.items
            .iter()
            .filter_map(|item| self.decide(item.clone()))
            .map(|item| match item {
                Item::Mod(mut module) if module.content.is_none() => {
                    let mut inner = place.to_vec();
                    inner.push(module.ident.to_string());
                    if let Some(file) = self.parsed.get(&inner) {
                        module.attrs.extend(file.attrs.iter().cloned());
                        module.content = Some((syn::token::Brace::default(), self.items(&inner)));
                        module.semi = None;
                    }
                    Item::Mod(module)
                }
                item => item,
            })
            .collect()
    }

    /// The item without conditions, or nothing where they do not hold.
    fn decide(&self, mut item: Item) -> Option<Item> {
        if let Some(attributes) = attributes(&mut item) {
            if !self.keeps(attributes) {
                return None;
            }
            attributes.retain(|attribute| {
                let first = attribute.path().segments.first();
                first.is_none_or(|segment| segment.ident != "rustfmt")
            });
        }
        match &mut item {
            Item::Impl(block) => block.items.retain_mut(|item| match item {
                syn::ImplItem::Fn(function) => self.keeps(&mut function.attrs),
                _ => true,
            }),
            Item::Static(item) => self.decide_elements(&mut item.expr),
            _ => {}
        }
        Some(item)
    }

    /// Elements of a list that is borrowed, which are borrowed themselves, without conditions.
    fn decide_elements(&self, list: &mut Expr) {
        let Expr::Reference(list) = list else { return };
        let Expr::Array(list) = &mut *list.expr else {
            return;
        };
        let elements = std::mem::take(&mut list.elems);
        list.elems = elements
            .into_iter()
            .filter_map(|mut element| match &mut element {
                Expr::Reference(borrowed) => self.keeps(&mut borrowed.attrs).then_some(element),
                _ => Some(element),
            })
            .collect();
    }

    /// Whether all conditions hold, which are taken away.
    fn keeps(&self, attributes: &mut Vec<Attribute>) -> bool {
        let mut conditions = attributes.iter().filter_map(condition);
        let kept = conditions.all(|condition| self.holds(&condition));
        attributes.retain(|attribute| condition(attribute).is_none());
        kept
    }

    fn holds(&self, condition: &Meta) -> bool {
        let parts = |list: &syn::MetaList| {
            list.parse_args_with(
                syn::punctuated::Punctuated::<Meta, syn::Token![,]>::parse_terminated,
            )
            .map(|parts| parts.into_iter().collect::<Vec<_>>())
            .unwrap_or_default()
        };
        match condition {
            Meta::Path(_) => false,
            Meta::NameValue(pair) => match &pair.value {
                Expr::Lit(syn::ExprLit {
                    lit: syn::Lit::Str(name),
                    ..
                }) => {
                    pair.path.is_ident("feature") && self.features.contains(&name.value().as_str())
                }
                _ => false,
            },
            Meta::List(list) if list.path.is_ident("any") => {
                parts(list).iter().any(|part| self.holds(part))
            }
            Meta::List(list) if list.path.is_ident("all") => {
                parts(list).iter().all(|part| self.holds(part))
            }
            Meta::List(list) if list.path.is_ident("not") => {
                !parts(list).iter().any(|part| self.holds(part))
            }
            Meta::List(_) => false,
        }
    }
}

/// The condition in a `cfg` attribute.
fn condition(attribute: &Attribute) -> Option<Meta> {
    let is_cfg = attribute.path().is_ident("cfg");
    is_cfg.then(|| attribute.parse_args().ok()).flatten()
}

/// The attributes of the kinds of item that support code puts conditions on.
fn attributes(item: &mut Item) -> Option<&mut Vec<Attribute>> {
    Some(match item {
        Item::Const(item) => &mut item.attrs,
        Item::Enum(item) => &mut item.attrs,
        Item::Fn(item) => &mut item.attrs,
        Item::Impl(item) => &mut item.attrs,
        Item::Macro(item) => &mut item.attrs,
        Item::Mod(item) => &mut item.attrs,
        Item::Static(item) => &mut item.attrs,
        Item::Struct(item) => &mut item.attrs,
        Item::Trait(item) => &mut item.attrs,
        Item::Type(item) => &mut item.attrs,
        Item::Use(item) => &mut item.attrs,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> LibraryFile {
        (path.to_owned(), text.to_owned())
    }

    #[test]
    fn puts_modules_inside_of_each_other() {
        let files = vec![
            file(
                "src/lib.rs",
                "//! Root.\n#![cfg_attr(docsrs, feature(doc_cfg))] #[cfg(feature = \"client\")] #[rustfmt::skip] pub mod client; #[cfg(feature = \"server\")] pub mod server; pub mod types; #[cfg(any(feature = \"server\", feature = \"client\"))] pub use client::C;",
            ),
            file(
                "src/client/mod.rs",
                "//! Client.\nuse crate::types; pub mod a; pub struct C(crate::types::T); #[cfg(test)] mod tests { } pub static L: &[&u8] = &[#[cfg(feature = \"a\")] &1, #[cfg(feature = \"client\")] &2, &3];",
            ),
            file(
                "src/client/a.rs",
                "use crate::types::{self, T}; pub(crate) fn f(_: crate::types::T) {} macro_rules! m { ($x:ident) => { $crate::types::$x } }",
            ),
            file("src/server/mod.rs", "pub struct S;"),
            file(
                "src/types.rs",
                "/// ```\n/// # hidden\n/// run();\n/// ```\npub struct T;",
            ),
        ];
        let text = inline(files, &["client"]).unwrap();
        let lints = text.find("pub mod client").unwrap();
        let lints = &text[..lints];
        assert!(lints.starts_with("#[allow(\n    clippy::all,\n"), "{lints}");
        let expected = "pub mod client {
    //! Client.
    use super::types;
    pub mod a {
        use super::super::types::{self, T};
        pub(crate) fn f(_: super::super::types::T) {}
        macro_rules! m {
            ($x:ident) => {
                super::super::types::$x
            };
        }
    }
    pub struct C(super::types::T);
    pub static L: &[&u8] = &[&2, &3];
}

pub mod types {
    /// ```text
    /// run();
    /// ```
    pub struct T;
}

pub use client::C;
";
        assert_eq!(text.replace(lints, ""), expected);
    }
}
