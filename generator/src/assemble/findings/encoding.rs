//! Pages that were saved in another encoding than UTF-8.

use crate::diag::{Diagnostic, Rule};
use crate::markdown::Page;

/// Reports the first unreadable character of a page.
pub(super) fn report(page: &Page, text: &str, found: &mut Vec<Diagnostic>) {
    let unreadable = char::REPLACEMENT_CHARACTER;
    let Some(start) = text.find(unreadable) else {
        return;
    };
    let message = match text.matches(unreadable).count() {
        1 => "what stands here is no UTF-8".to_owned(),
        2 => "what stands here is no UTF-8, nor is 1 more character of this page".to_owned(),
        all => format!(
            "what stands here is no UTF-8, nor are {} more characters of this page",
            all - 1
        ),
    };
    let span = page.span(start..start + unreadable.len_utf8());
    let help = "save the page as UTF-8";
    found.push(Diagnostic::new(Rule::InvalidUtf8, span, message).help(help));
}
