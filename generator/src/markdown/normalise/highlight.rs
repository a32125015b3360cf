//! Code between template tags: `{% highlight json %}…{% endhighlight %}` becomes a fenced block.

use std::ops::Range;

use super::super::edited::Edit;
use super::super::line;
use super::super::scan::Scan;
use super::vanish;

/// How such a block begins and ends: the marks of its tags, the word that begins it, and the one
/// that ends it.
struct Form {
    open: &'static str,
    close: &'static str,
    word: &'static str,
    last: &'static str,
}

const FORMS: &[Form] = &[
    Form {
        open: "{%",
        close: "%}",
        word: "highlight",
        last: "endhighlight",
    },
    Form {
        open: "{{<",
        close: ">}}",
        word: "highlight",
        last: "/highlight",
    },
    Form {
        open: "{{%",
        close: "%}}",
        word: "highlight",
        last: "/highlight",
    },
];

/// Longer than any fence that stands in code.
const FENCE: &str = "~~~~~~";

/// Turns such blocks into fenced ones.
pub(super) fn edits(text: &str, scan: &Scan) -> Vec<Edit> {
    let mut edits = Vec::new();
    for form in FORMS {
        let mut from = 0;
        while let Some((open, info)) = next(text, scan, form, form.word, from) {
            let Some((close, _)) = next(text, &Scan::default(), form, form.last, open.end) else {
                break;
            };
            from = close.end;
            // What stands before the tag on its line stays before the fence.
            let own_line = vanish::is_alone(text, &(open.start..line::end(text, open.start)));
            let before = if own_line { "" } else { "\n\n" };
            let begun = text.get(open.end..).is_some_and(|it| it.starts_with('\n'));
            let after = if begun { "" } else { "\n" };
            let language = info.split_whitespace().next().unwrap_or_default();
            edits.push(Edit::replace(
                open,
                format!("{before}{FENCE}{language}{after}"),
            ));
            let own_line = vanish::is_alone(text, &close);
            let before = if own_line { "" } else { "\n" };
            edits.push(Edit::replace(close.clone(), format!("{before}{FENCE}")));
        }
    }
    edits
}

/// The next tag with a word, and what follows the word in it.
fn next<'a>(
    text: &'a str,
    scan: &Scan,
    form: &Form,
    word: &str,
    from: usize,
) -> Option<(Range<usize>, &'a str)> {
    let mut from = from;
    loop {
        let at = scan.find(text, form.open, from)?;
        let inner = at + form.open.len();
        let length = text.get(inner..)?.find(form.close)?;
        let shown = text.get(inner..inner + length)?.trim_matches(['-', ' ']);
        let end = inner + length + form.close.len();
        if let Some(info) = shown.strip_prefix(word)
            && !info.starts_with(|c: char| c.is_alphanumeric())
        {
            return Some((at..end, info));
        }
        from = end;
    }
}

#[cfg(test)]
mod tests {
    use super::super::after;
    use super::edits;

    #[test]
    fn code_between_tags_is_fenced() {
        for (text, expected) in [
            (
                "{% highlight json linenos %}\n[]\n{% endhighlight %}\n",
                "~~~~~~json\n[]\n~~~~~~\n",
            ),
            (
                "{{< highlight http >}}GET /a{{< /highlight >}}\n",
                "~~~~~~http\nGET /a\n~~~~~~\n",
            ),
            ("a `{% highlight x %}` b\n", "a `{% highlight x %}` b\n"),
            ("{% highlight x %}\n", "{% highlight x %}\n"),
            ("{% highlighted %}\n", "{% highlighted %}\n"),
        ] {
            assert_eq!(after(edits, text), expected, "{text}");
        }
    }
}
