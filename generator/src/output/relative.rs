//! Code that does not know where it stands: paths without `crate`, examples that do not run.

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

/// Where macros are called from: modules of resources, two below the root.
const CALLERS: usize = 2;

/// Rewrites the tokens of a file that stands `depth` modules below the root.
pub(super) fn rewrite(tokens: TokenStream, depth: usize) -> TokenStream {
    Rewriter { in_fence: false }.stream(tokens, depth)
}

struct Rewriter {
    /// Whether the documentation is inside of an example.
    in_fence: bool,
}

impl Rewriter {
    fn stream(&mut self, tokens: TokenStream, depth: usize) -> TokenStream {
        let trees: Vec<TokenTree> = tokens.into_iter().collect();
        let mut out: Vec<TokenTree> = Vec::new();
        let mut rest = trees.as_slice();
        while let Some((first, after)) = rest.split_first() {
            rest = after;
            if let Some((marks, text, tail)) = documentation(first, after) {
                rest = tail;
                if let Some(text) = self.line(&text, depth) {
                    out.extend(marks);
                    out.push(doc_group(&text));
                }
            } else if let Some(tail) = root_path(first, after) {
                rest = tail;
                out.extend(supers(depth));
            } else if let (true, [bang, name, TokenTree::Group(body), tail @ ..]) =
                (is_ident(first, "macro_rules"), after)
            {
                rest = tail;
                out.extend([first.clone(), bang.clone(), name.clone()]);
                out.push(self.group(body, CALLERS));
            } else if let TokenTree::Group(group) = first {
                out.push(self.group(group, depth));
            } else {
                out.push(first.clone());
            }
        }
        out.into_iter().collect()
    }

    fn group(&mut self, group: &Group, depth: usize) -> TokenTree {
        let inner = self.stream(group.stream(), depth);
        Group::new(group.delimiter(), inner).into()
    }

    /// A line of documentation; nothing for the hidden lines of an example.
    fn line(&mut self, text: &str, depth: usize) -> Option<String> {
        let content = text.trim();
        if content.starts_with("```") {
            self.in_fence = !self.in_fence;
            let indent = text.len() - text.trim_start().len();
            let fence = if self.in_fence { "```text" } else { "```" };
            return Some(format!("{}{fence}", &text[..indent]));
        }
        if self.in_fence && (content == "#" || content.starts_with("# ")) {
            return None;
        }
        let root = if depth == 0 {
            "self::".to_owned()
        } else {
            "super::".repeat(depth)
        };
        Some(text.replace("crate::", &root))
    }
}

/// The line of a `doc` attribute with the signs before its brackets and what follows it.
fn documentation<'a>(
    first: &TokenTree,
    after: &'a [TokenTree],
) -> Option<(Vec<TokenTree>, String, &'a [TokenTree])> {
    if !is_punct(first, '#') {
        return None;
    }
    let (marks, group, tail) = match after {
        [bang, TokenTree::Group(group), tail @ ..] if is_punct(bang, '!') => {
            (vec![first.clone(), bang.clone()], group, tail)
        }
        [TokenTree::Group(group), tail @ ..] => (vec![first.clone()], group, tail),
        _ => return None,
    };
    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
    let [name, equals, TokenTree::Literal(literal)] = inner.as_slice() else {
        return None;
    };
    if !is_ident(name, "doc") || !is_punct(equals, '=') {
        return None;
    }
    let text: syn::LitStr = syn::parse2(TokenTree::Literal(literal.clone()).into()).ok()?;
    Some((marks, text.value(), tail))
}

pub(super) fn doc_group(text: &str) -> TokenTree {
    let inner = [
        TokenTree::Ident(Ident::new("doc", Span::call_site())),
        TokenTree::Punct(Punct::new('=', Spacing::Alone)),
        TokenTree::Literal(Literal::string(text)),
    ];
    Group::new(Delimiter::Bracket, inner.into_iter().collect()).into()
}

/// What follows `crate::` or `$crate::`.
fn root_path<'a>(first: &TokenTree, after: &'a [TokenTree]) -> Option<&'a [TokenTree]> {
    let (word, after) = if is_punct(first, '$') {
        after.split_first()?
    } else {
        (first, after)
    };
    match after {
        [one, two, tail @ ..]
            if is_ident(word, "crate") && is_punct(one, ':') && is_punct(two, ':') =>
        {
            Some(tail)
        }
        _ => None,
    }
}

/// `super::super::`, or `self::` in the root.
fn supers(depth: usize) -> Vec<TokenTree> {
    let word = if depth == 0 { "self" } else { "super" };
    let mut out = Vec::new();
    for _ in 0..depth.max(1) {
        out.push(Ident::new(word, Span::call_site()).into());
        out.push(Punct::new(':', Spacing::Joint).into());
        out.push(Punct::new(':', Spacing::Alone).into());
    }
    out
}

pub(super) fn is_punct(tree: &TokenTree, sign: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == sign)
}

pub(super) fn is_ident(tree: &TokenTree, word: &str) -> bool {
    matches!(tree, TokenTree::Ident(ident) if ident == word)
}
