//! Generated code without what its strings and its documentation say.

use std::collections::BTreeMap;

use docbind::generate::{GenerateOptions, generate, generate_single_file};
use docbind_spec::ApiSpec;
use docbind_templates::FILES;
use proc_macro2::{Delimiter, Group, Literal, TokenStream, TokenTree};

/// The code of the crate of a spec, file by file; nothing where two things would have one name or
/// no crate can be called so, which is told.
///
/// # Panics
///
/// Where a file of Rust or TOML does not parse, or would be written to a strange place.
pub fn of_all(spec: &ApiSpec) -> Option<BTreeMap<String, String>> {
    let options = GenerateOptions::new("docbind generate");
    let made = generate(spec, &options).ok()?;
    let mut code = BTreeMap::new();
    for file in &made.files {
        assert!(is_plain(&file.path), "{} is no plain path", file.path);
        // What is the same in every crate holds nothing of a spec.
        if FILES.iter().any(|(path, _)| *path == file.path) {
            continue;
        }
        if file.path.ends_with(".rs") {
            code.insert(file.path.clone(), erased(&file.path, &file.text));
        } else if file.path.ends_with(".toml") {
            let parsed = file.text.parse::<toml::Table>();
            assert!(parsed.is_ok(), "{}: {parsed:?}", file.path);
        }
    }
    Some(code)
}

/// The same for the library as one file.
pub fn of_single(spec: &ApiSpec) -> Option<String> {
    let text = generate_single_file(spec, &GenerateOptions::new("docbind generate")).ok()?;
    Some(erased("the single file", &text))
}

/// Whether a path stays in its folder, on every system.
fn is_plain(path: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
    path.split('/').all(|part| {
        let is_dots = part.chars().all(|c| c == '.');
        !is_dots && part.chars().all(plain)
    })
}

/// The tokens of a file, with empty texts and no documentation.
fn erased(path: &str, text: &str) -> String {
    let parsed = syn::parse_file(text);
    let error = parsed.as_ref().err().map(ToString::to_string);
    assert!(error.is_none(), "{path}: {error:?}\n{text}");
    let tokens: TokenStream = text.parse().unwrap_or_default();
    without_texts(tokens).to_string()
}

fn without_texts(tokens: TokenStream) -> TokenStream {
    let mut kept: Vec<TokenTree> = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) if is_doc(&group) => {
                // The signs before it: `#`, and `!` for the documentation of a module.
                while kept.pop_if(|it| is_sign(it)).is_some() {}
            }
            TokenTree::Group(group) => {
                let inside = without_texts(group.stream());
                kept.push(Group::new(group.delimiter(), inside).into());
            }
            TokenTree::Literal(literal) if literal.to_string().contains('"') => {
                kept.push(Literal::string("").into());
            }
            TokenTree::Ident(ident) => {
                let name = ident.to_string();
                assert!(name.is_ascii(), "`{name}` is no name");
                kept.push(ident.into());
            }
            other => kept.push(other),
        }
    }
    kept.into_iter().collect()
}

fn is_doc(group: &Group) -> bool {
    let first = group.stream().into_iter().next();
    let is_doc = |token: &TokenTree| matches!(token, TokenTree::Ident(name) if name == "doc");
    group.delimiter() == Delimiter::Bracket && first.as_ref().is_some_and(is_doc)
}

fn is_sign(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(sign) if matches!(sign.as_char(), '#' | '!'))
}
