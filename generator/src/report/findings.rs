//! Findings in place: what is the matter, why, and what to do.

use super::model::{ApiView, Finding, State};
use crate::diag::Edit;
use crate::html::Html;
use crate::source::Span;

/// The address of a rule's documentation.
pub(super) fn rule_address(name: &str) -> String {
    format!("rule-{name}")
}

/// A finding below its line.
pub(super) fn write(html: &mut Html, view: &ApiView<'_>, found: &Finding<'_>) {
    let finding = found.finding;
    let level = found.state.word();
    let id = format!("finding-{}", found.number);
    html.open(
        "aside",
        &[
            ("class", &format!("finding {level}")),
            ("id", &id),
            ("data-rule", finding.rule.name()),
            ("tabindex", "-1"),
        ],
    );
    html.markup("<p class=\"message\">");
    html.link("number", &id, level);
    html.markup(" ");
    html.words(&finding.message);
    html.markup(" ");
    rule_button(html, finding.rule.name());
    html.markup("</p>");
    if !finding.label.is_empty() {
        html.markup("<p><b>here:</b> ");
        html.words(&finding.label);
        html.markup("</p>");
    }
    for (span, label) in &finding.related {
        html.markup("<p><b>see also:</b> ");
        place(html, view, span);
        html.markup(" ");
        html.words(label);
        html.markup("</p>");
    }
    if let State::Waived(reason) = found.state {
        html.markup("<p><b>waived:</b> ");
        html.words(reason);
        html.markup("</p>");
    }
    if let Some(help) = &finding.help {
        html.markup("<p><b>help:</b> ");
        html.words(help);
        html.markup("</p>");
    }
    if !finding.repair.is_empty() {
        html.markup("<p class=\"repair\"><b>repair:</b>");
        for edit in &finding.repair {
            repair(html, view, edit);
        }
        html.markup("</p>");
    }
    html.markup("</aside>\n");
}

/// Findings about no page that there is.
pub(super) fn homeless(html: &mut Html, view: &ApiView<'_>) {
    if view.homeless.is_empty() {
        return;
    }
    html.markup("<div class=\"homeless\">");
    for found in &view.homeless {
        write(html, view, found);
    }
    html.markup("</div>\n");
}

/// The name of a rule, which opens its documentation.
pub(super) fn rule_button(html: &mut Html, name: &str) {
    html.element(
        "button",
        &[
            ("type", "button"),
            ("class", "rule"),
            ("popovertarget", &rule_address(name)),
            ("title", "What this rule means"),
        ],
        name,
    );
}

/// A link to a line.
fn place(html: &mut Html, view: &ApiView<'_>, span: &Span) {
    let Some(page) = view.pages.iter().find(|page| page.file == span.file) else {
        return;
    };
    let line = page.line_at(span.range.start);
    let text = format!("{}:{}", page.path, line + 1);
    html.link("place", &page.line_address(line), &text);
}

fn repair(html: &mut Html, view: &ApiView<'_>, edit: &Edit) {
    let file = view.api.sources.get(edit.span.file);
    let before = file.and_then(|file| file.text.get(edit.span.range.clone()));
    if let Some(before) = before.filter(|before| !before.is_empty()) {
        html.markup(" ");
        html.element("del", &[], before);
    }
    if !edit.text.is_empty() {
        html.markup(" ");
        html.element("ins", &[], &edit.text);
    }
}
