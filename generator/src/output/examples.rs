//! Examples in documentation: code until here, text from here on.
//!
//! What comes in: tokens in which an example stands as a function in an attribute. What goes out:
//! the same with the function's lines, formatted, as lines of documentation. The lines around its
//! statements are hidden, and it is compiled but not run.

use proc_macro2::{Group, Punct, Spacing, TokenStream, TokenTree};

use super::format::unparse;
use super::relative::{doc_group, is_ident};

/// Name of the attribute.
pub(super) const NAME: &str = "docbind_example";

/// The tokens with examples as documentation. One that is no Rust stays as it is, and the
/// formatter complains about it.
pub(super) fn expand(tokens: TokenStream) -> TokenStream {
    let mut out: Vec<TokenTree> = Vec::new();
    for tree in tokens {
        match tree {
            TokenTree::Group(group) => match lines(&group) {
                Some(lines) => repeat(&mut out, &lines),
                None => out.push(inside(&group)),
            },
            tree => out.push(tree),
        }
    }
    out.into_iter().collect()
}

fn inside(group: &Group) -> TokenTree {
    let mut copy = Group::new(group.delimiter(), expand(group.stream()));
    copy.set_span(group.span());
    copy.into()
}

/// The lines in place of an attribute, whose sign before the brackets is there already.
fn repeat(out: &mut Vec<TokenTree>, lines: &[String]) {
    for (number, line) in lines.iter().enumerate() {
        if number > 0 {
            out.push(Punct::new('#', Spacing::Alone).into());
        }
        out.push(doc_group(line));
    }
}

/// The lines of an example, if the group is the attribute of one.
fn lines(group: &Group) -> Option<Vec<String>> {
    let content: Vec<TokenTree> = group.stream().into_iter().collect();
    let [name, TokenTree::Group(body)] = content.as_slice() else {
        return None;
    };
    if !is_ident(name, NAME) {
        return None;
    }
    let function: syn::Item = syn::parse2(body.stream()).ok()?;
    documentation(&unparse(Vec::new(), vec![function]))
}

/// The lines of documentation for a function, each as it stands behind the signs of one.
pub(super) fn documentation(function: &str) -> Option<Vec<String>> {
    let all: Vec<&str> = function.lines().collect();
    // The signature may take several lines; the last statement and the brace end it.
    let head = all.iter().position(|line| line.ends_with('{'))? + 1;
    let tail = all.len().checked_sub(2).filter(|tail| *tail >= head)?;
    let mut out = vec![" ```no_run".to_owned()];
    out.extend(all[..head].iter().map(|line| format!(" # {line}")));
    out.extend(all[head..tail].iter().map(|line| shown(line)));
    out.extend(all[tail..].iter().map(|line| format!(" # {}", line.trim())));
    out.push(" ```".to_owned());
    Some(out)
}

/// A line inside of the function. rustdoc would hide one that begins with a hash.
fn shown(line: &str) -> String {
    let line = line.strip_prefix("    ").unwrap_or(line);
    let line = match line.trim_start().strip_prefix('#') {
        Some(rest) => format!("##{rest}"),
        None => line.to_owned(),
    };
    format!(" {line}").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_becomes_lines_of_documentation() {
        let text = "mod a { impl B { /// First.\n #[docbind_example { async fn example(c: C) -> R { \
            let b = c.b(\"```\\n# x\").await?; if b { d(); } Ok(()) } }] /// Last.\n fn b() {} } }";
        let expected = "mod a {
    impl B {
        /// First.
        /// ```no_run
        /// # async fn example(c: C) -> R {
        /// let b = c.b(\"```\\n# x\").await?;
        /// if b {
        ///     d();
        /// }
        /// # Ok(())
        /// # }
        /// ```
        /// Last.
        fn b() {}
    }
}
";
        let tokens = expand(text.parse().unwrap());
        let file = syn::parse2(tokens).unwrap();
        assert_eq!(prettyplease::unparse(&file), expected);
    }
}
