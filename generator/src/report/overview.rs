//! The beginning of the page: totals, findings by rule, pages, and the filters.

use std::collections::BTreeMap;

use super::findings::rule_button;
use super::model::{ApiView, PageView, State};
use crate::diag::{Level, Rule};
use crate::html::Html;
use crate::ledger::Totals;

/// The title of the page.
pub(super) fn title(views: &[ApiView<'_>]) -> String {
    let names: Vec<&str> = views
        .iter()
        .map(|view| view.api.spec.name.as_str())
        .collect();
    format!("Review of {}", names.join(", "))
}

/// All that stands before the pages.
pub(super) fn write(html: &mut Html, views: &[ApiView<'_>]) {
    html.markup("<header class=\"top\" id=\"top\">\n<h1>");
    match views {
        [_] => html.text(&title(views)),
        _ => html.text(&format!("Review of {} APIs", views.len())),
    }
    html.markup(
        "</h1>\n<p class=\"lead\">Each document as it stands in its file, beside what docbind read \
         from it. Every code block, table row and list item of an operation’s section is a \
         <span class=\"key fact\">fact</span>, <span class=\"key finding\">not understood</span> or \
         <span class=\"key ignored\">ignored</span> for a reason; faint text belongs to no \
         operation.</p>\n<div class=\"sums\">\n",
    );
    for view in views {
        sum(html, view);
    }
    html.markup("</div>\n");
    by_rule(html, views);
    by_page(html, views);
    html.markup("</header>\n");
    filters(html, views);
}

fn sum(html: &mut Html, view: &ApiView<'_>) {
    let spec = view.api.spec;
    html.markup("<section class=\"sum\"><h2>");
    html.link("", &view.id, &spec.name);
    html.markup("</h2><dl>");
    let waived = view.api.waived.len();
    let open = view.findings().count() - waived;
    let parameters = spec
        .operations
        .iter()
        .map(|operation| operation.parameters.len());
    for (count, one, many) in [
        (spec.operations.len(), "operation", "operations"),
        (parameters.sum(), "parameter", "parameters"),
        (spec.types.len(), "type", "types"),
        (open, "finding", "findings"),
        (waived, "waived", "waived"),
    ] {
        html.markup("<div><dd>");
        html.number(count);
        html.markup("</dd><dt>");
        html.markup(if count == 1 { one } else { many });
        html.markup("</dt></div>");
    }
    html.markup("</dl>");
    let totals = Totals::of(view.api.ledger);
    bar(html, totals);
    html.markup("<p class=\"shares\">");
    for (class, word, count) in [
        ("key fact", "facts", totals.facts),
        ("key finding", "not understood", totals.findings),
        ("key ignored", "ignored", totals.ignored),
    ] {
        html.element("span", &[("class", class)], &format!("{count} {word}"));
        let share = if count > 0 {
            percent(count, totals.all())
        } else {
            String::new()
        };
        html.element("span", &[("class", "share")], &share);
    }
    html.markup("of ");
    html.number(totals.all());
    html.markup(" blocks, rows and items</p>");
    let allowed = view.api.levels.count(view.api.findings, Level::Allow);
    if allowed > 0 {
        html.markup("<p class=\"note\">");
        html.number(allowed);
        html.markup(" more findings are allowed and not shown</p>");
    }
    html.markup("</section>\n");
}

/// The shares of the ledger as a bar, for the eye only: the numbers stand beside it.
fn bar(html: &mut Html, totals: Totals) {
    html.markup("<div class=\"bar\" aria-hidden=\"true\">");
    for (class, count) in [
        ("fact", totals.facts),
        ("finding", totals.findings),
        ("ignored", totals.ignored),
    ] {
        if count > 0 {
            html.open(
                "i",
                &[("class", class), ("style", &format!("flex-grow:{count}"))],
            );
            html.markup("</i>");
        }
    }
    html.markup("</div>");
}

/// A share with one digit after the point; what is not all is never called all.
fn percent(count: usize, all: usize) -> String {
    if all == 0 {
        return "0 %".to_owned();
    }
    let tenths = count * 1000 / all;
    format!("{}.{} %", tenths / 10, tenths % 10)
}

/// The totals of one page in its head.
pub(super) fn page_totals(html: &mut Html, page: &PageView<'_>) {
    if page.totals.all() == 0 && page.findings().count() == 0 {
        html.markup("<p class=\"note\">no operation</p>");
        return;
    }
    bar(html, page.totals);
    html.markup("<p class=\"note\">");
    let totals = page.totals;
    let findings = page.findings().count();
    let words = if findings == 1 { "finding" } else { "findings" };
    html.text(&format!(
        "{} of {} blocks are facts",
        totals.facts,
        totals.all()
    ));
    for (count, what) in [
        (totals.findings, "not understood"),
        (totals.ignored, "ignored"),
    ] {
        if count > 0 {
            html.text(&format!(", {count} {what}"));
        }
    }
    html.text(&format!(" · {findings} {words}"));
    html.markup("</p>");
}

fn by_rule(html: &mut Html, views: &[ApiView<'_>]) {
    let mut rules: BTreeMap<(&str, Rule), (State<'_>, Vec<usize>)> = BTreeMap::new();
    for found in views.iter().flat_map(ApiView::findings) {
        let known = rules
            .entry((found.state.word(), found.finding.rule))
            .or_insert((found.state, Vec::new()));
        known.1.push(found.number);
    }
    let all: usize = rules.values().map(|(_, numbers)| numbers.len()).sum();
    html.markup("<details class=\"index\" open><summary>Findings by rule <small>");
    html.number(all);
    html.markup("</small></summary>\n");
    if all == 0 {
        html.markup("<p class=\"none\">Nothing is wrong with these documents, as far as docbind can tell.</p>");
    } else {
        html.markup("<table>\n");
    }
    let mut rules: Vec<_> = rules.into_iter().collect();
    rules.sort_by_key(|((word, rule), (state, numbers))| {
        let rank = match state {
            State::Error => 0,
            State::Warning => 1,
            State::Waived(_) => 2,
        };
        (rank, std::cmp::Reverse(numbers.len()), *word, *rule)
    });
    for ((level, rule), (_, numbers)) in rules {
        html.markup("<tr><td class=\"count\">");
        html.number(numbers.len());
        html.markup("</td><td>");
        html.element("span", &[("class", &format!("level {level}"))], level);
        html.markup("</td><th scope=\"row\">");
        rule_button(html, rule.name());
        html.markup("</th><td class=\"summary\">");
        html.text(rule.summary());
        html.markup("</td><td class=\"go\">");
        if let Some(first) = numbers.first() {
            html.link("first", &format!("finding-{first}"), "first");
        }
        html.open(
            "a",
            &[
                ("class", "only"),
                ("href", &format!("#?rule={}", rule.name())),
                ("hidden", "hidden"),
            ],
        );
        html.markup("only these</a></td></tr>\n");
    }
    html.markup(if all == 0 {
        "</details>\n"
    } else {
        "</table></details>\n"
    });
}

fn by_page(html: &mut Html, views: &[ApiView<'_>]) {
    let count: usize = views.iter().map(|view| view.pages.len()).sum();
    html.markup(if views.len() > 1 {
        "<details class=\"index\"><summary>Pages <small>"
    } else {
        "<details class=\"index\" open><summary>Pages <small>"
    });
    html.number(count);
    html.markup(
        "</small></summary>\n<table class=\"pages\"><thead><tr><th>page<th class=\"wide\">\
         <th>operations<th>ignored<th>findings</tr></thead>\n",
    );
    for view in views {
        if views.len() > 1 {
            html.markup("<tr class=\"sub\"><th colspan=\"5\" scope=\"rowgroup\">");
            html.text(&view.api.spec.name);
            html.markup("</th></tr>\n");
        }
        for page in &view.pages {
            html.markup("<tr><th scope=\"row\">");
            html.link("", &page.id, page.path);
            html.markup("</th><td class=\"wide\">");
            bar(html, page.totals);
            html.markup("</td>");
            let operations: usize = page.groups.iter().map(|group| group.operations.len()).sum();
            for count in [operations, page.totals.ignored, page.findings().count()] {
                let class = if count == 0 { "count zero" } else { "count" };
                html.element("td", &[("class", class)], &count.to_string());
            }
            html.markup("</tr>\n");
        }
    }
    html.markup("</table></details>\n");
}

/// The filters, which the script shows.
fn filters(html: &mut Html, views: &[ApiView<'_>]) {
    html.markup(
        "<nav id=\"filters\" aria-label=\"Filters\" hidden>\n\
         <a class=\"up\" href=\"#top\" title=\"To the totals\">Review</a>\n\
         <select id=\"by-page\" aria-label=\"Page\"><option value=\"\">All pages</option>",
    );
    for view in views {
        html.open("optgroup", &[("label", &view.api.spec.name)]);
        for page in &view.pages {
            html.element("option", &[("value", &page.id)], page.path);
        }
        html.markup("</optgroup>");
    }
    html.markup("</select>\n<select id=\"by-rule\" aria-label=\"Rule\"><option value=\"\">All rules</option>");
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for found in views.iter().flat_map(ApiView::findings) {
        *rules.entry(found.finding.rule.name()).or_default() += 1;
    }
    for (rule, count) in rules {
        html.element("option", &[("value", rule)], &format!("{rule} ({count})"));
    }
    html.markup(
        "</select>\n<select id=\"by-outcome\" aria-label=\"Outcome\">\
         <option value=\"\">All outcomes</option><option value=\"fact\">Facts</option>\
         <option value=\"finding\">Findings</option><option value=\"ignored\">Ignored</option>\
         <option value=\"outside\">Outside of operations</option></select>\n\
         <button type=\"button\" id=\"clear\" hidden>Show all</button>\n\
         <span id=\"shown\" role=\"status\"></span>\n<span class=\"steps\">\
         <button type=\"button\" id=\"previous\" title=\"Previous (p)\">↑ <kbd>p</kbd></button>\
         <output id=\"position\"></output>\
         <button type=\"button\" id=\"next\" title=\"Next (n)\">↓ <kbd>n</kbd></button></span>\n</nav>\n",
    );
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn not_all_is_never_all() {
        assert_eq!(percent(9999, 10000), "99.9 %");
        assert_eq!(percent(3, 3), "100.0 %");
        assert_eq!(percent(0, 0), "0 %");
    }
}
