//! Pages that were saved in another encoding than UTF-8.

use super::Picture;
use crate::diag::{Diagnostic, Rule};

/// Reports the first unreadable character of each page.
pub(super) fn report(picture: &Picture<'_>, found: &mut Vec<Diagnostic>) {
    let unreadable = char::REPLACEMENT_CHARACTER;
    for number in 0..picture.pages.len() {
        let text = picture.text(number);
        let Some(start) = text.find(unreadable) else {
            continue;
        };
        let end = start + unreadable.len_utf8();
        if let Some(span) = picture.span(number, start..end) {
            let message = match text.matches(unreadable).count() {
                1 => "what stands here is no UTF-8".to_owned(),
                2 => {
                    "what stands here is no UTF-8, nor is 1 more character of this page".to_owned()
                }
                all => format!(
                    "what stands here is no UTF-8, nor are {} more characters of this page",
                    all - 1
                ),
            };
            let help = "save the page as UTF-8";
            found.push(Diagnostic::new(Rule::InvalidUtf8, span, message).help(help));
        }
    }
}
