//! Names that Rust knows without an import since the edition of 2024.
//!
//! What comes in: a file of the support code, which is written in that edition. What goes out: the
//! same with those names imported, so that crates of older editions can include it as well.

use syn::{File, Item, UseTree, parse_quote};

/// Imports what the file does not import itself.
pub(super) fn import(file: &mut File) {
    let names: [(&str, Item); 2] = [
        (
            "Future",
            parse_quote!(
                use ::std::future::Future;
            ),
        ),
        (
            "IntoFuture",
            parse_quote!(
                use ::std::future::IntoFuture;
            ),
        ),
    ];
    for (name, import) in names {
        let mut items = file.items.iter();
        if !items.any(|item| matches!(item, Item::Use(it) if brings(&it.tree, name))) {
            file.items.insert(0, import);
        }
    }
}

/// Whether an import brings this name.
fn brings(tree: &UseTree, name: &str) -> bool {
    match tree {
        UseTree::Path(path) => brings(&path.tree, name),
        UseTree::Name(it) => it.ident == name,
        UseTree::Rename(it) => it.rename == name,
        UseTree::Group(group) => group.items.iter().any(|tree| brings(tree, name)),
        UseTree::Glob(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_imported_is() {
        let mut file: File =
            parse_quote!(use std::{a, future::{self, Future}}; impl IntoFuture for A {});
        import(&mut file);
        let expected: File = parse_quote! {
            use ::std::future::IntoFuture;
            use std::{a, future::{self, Future}};
            impl IntoFuture for A {}
        };
        assert_eq!(
            prettyplease::unparse(&file),
            prettyplease::unparse(&expected)
        );
    }
}
