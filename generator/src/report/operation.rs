//! Operations as cards: everything that the spec says of one, each part with where it comes from.

use docbind_spec::{
    BlockKind, Location, Operation, Parameter, PathTemplate, Piece, Presence, Witness,
};
use serde_json::Value;

use super::conventions;
use super::links::{Part, Target};
use super::model::{ApiView, Group, PageView, Shown};
use super::types;
use crate::html::Html;

/// Whether anything was read from a group.
pub(super) fn is_beside(view: &ApiView<'_>, page: &PageView<'_>, group: &Group<'_>) -> bool {
    !group.operations.is_empty() || conventions::is_beside(view, page, group)
}

/// What was read from a group.
pub(super) fn cards(html: &mut Html, view: &ApiView<'_>, page: &PageView<'_>, group: &Group<'_>) {
    html.markup("<div class=\"stack\">");
    conventions::card(html, view, page, group);
    for number in &group.operations {
        let Some(operation) = view.api.spec.operations.get(*number) else {
            continue;
        };
        let card = Card {
            view,
            number: *number,
            operation,
        };
        let first = operation.sections.first().map(|section| &section.source);
        if group
            .headings
            .iter()
            .any(|heading| Some(&heading.source) == first)
        {
            card.full(html);
        } else {
            card.reference(html);
        }
    }
    html.markup("</div>");
}

/// Operations of which no page has a section.
pub(super) fn elsewhere(html: &mut Html, view: &ApiView<'_>) {
    for number in &view.elsewhere {
        if let Some(operation) = view.api.spec.operations.get(*number) {
            let number = *number;
            Card {
                view,
                number,
                operation,
            }
            .full(html);
        }
    }
}

/// An operation about to be written.
pub(super) struct Card<'a> {
    pub(super) view: &'a ApiView<'a>,
    number: usize,
    pub(super) operation: &'a Operation,
}

impl Card<'_> {
    pub(super) fn address(&self, part: Part) -> String {
        self.view.part_address(&Target {
            operation: self.number,
            part,
        })
    }

    /// All of the operation.
    fn full(&self, html: &mut Html) {
        let operation = self.operation;
        let id = self.address(Part::Operation);
        html.open(
            "article",
            &[("class", "op"), ("id", &id), ("tabindex", "-1")],
        );
        self.head(html, &id);
        html.markup("<p class=\"note\">");
        html.element(
            "code",
            &[],
            &format!("{}.{}", operation.resource, operation.id),
        );
        if operation.deprecated {
            html.markup(" · <b class=\"deprecated\">deprecated</b>");
        }
        if let Some(schemes) = &operation.security {
            html.text(&format!(" · authentication: {}", schemes.join(", ")));
        }
        for alias in &operation.aliases {
            html.markup(" · also at <span class=\"path\">");
            path(html, alias);
            html.markup("</span>");
        }
        if operation.sections.len() > 1 {
            html.markup(" · documented in");
            for section in &operation.sections {
                html.markup(" ");
                html.link(
                    "source",
                    &self.view.address_of(&section.source),
                    &section.source.0,
                );
            }
        }
        html.markup("</p>");
        self.parameters(html);
        self.body(html);
        self.responses(html);
        self.calls(html);
        self.corrections(html);
        html.markup("</article>\n");
    }

    /// Beside a further section that documents the operation, too.
    fn reference(&self, html: &mut Html) {
        html.markup("<article class=\"op again\">");
        self.head(html, &self.address(Part::Operation));
        html.markup("<p class=\"note\">Documented above all in ");
        if let Some(section) = self.operation.sections.first() {
            html.link(
                "source",
                &self.view.address_of(&section.source),
                &section.source.0,
            );
        }
        html.markup("; what this section says is part of that.</p></article>\n");
    }

    fn head(&self, html: &mut Html, id: &str) {
        let operation = self.operation;
        let method = operation.method.as_str();
        html.markup("<h4>");
        html.open("a", &[("class", "request"), ("href", &format!("#{id}"))]);
        html.element(
            "b",
            &[("class", &format!("method {}", method.to_lowercase()))],
            method,
        );
        html.markup(" <span class=\"path\">");
        path(html, &operation.path);
        html.markup("</span></a></h4>");
    }

    fn parameters(&self, html: &mut Html) {
        if self.operation.parameters.is_empty() {
            html.markup("<p class=\"none\">No parameters.</p>");
            return;
        }
        html.markup(
            "<h5>Parameters</h5><table class=\"params\"><thead><tr><th>name<th>in<th>type\
             <th>presence<th>read from</tr></thead><tbody>",
        );
        for (number, parameter) in self.operation.parameters.iter().enumerate() {
            let id = self.address(Part::Parameter(number));
            html.open("tr", &[("id", &id), ("tabindex", "-1")]);
            self.parameter(html, number, parameter);
            html.markup("</tr>\n");
        }
        html.markup("</tbody></table>");
    }

    fn parameter(&self, html: &mut Html, number: usize, parameter: &Parameter) {
        html.element("th", &[("scope", "row")], &parameter.name);
        html.element("td", &[], location(parameter.location));
        html.markup("<td>");
        types::schema(html, self.view, &parameter.schema);
        if parameter.typed_by.is_none() {
            html.markup(
                " <i class=\"note\" title=\"Nothing states or shows the type\">assumed</i>",
            );
        }
        for words in details(parameter) {
            html.element("span", &[("class", "detail")], &words);
        }
        html.markup("</td>");
        let (class, word) = presence(parameter.presence);
        html.open("td", &[("class", class)]);
        html.markup(word);
        if let Some(condition) = &parameter.condition {
            html.element("span", &[("class", "detail")], condition);
        }
        html.markup("</td><td class=\"evidence\">");
        let own = Target {
            operation: self.number,
            part: Part::Parameter(number),
        };
        let mut blocks = self
            .view
            .shown_by
            .get(&own)
            .into_iter()
            .flatten()
            .peekable();
        for (place, evidence) in parameter.evidence.iter().enumerate() {
            html.markup(if place > 0 { " · " } else { "" });
            let fits = |shown: &&Shown| is_witness(shown.kind, evidence.witness);
            let word = witness(evidence.witness);
            match blocks.next_if(fits) {
                Some(Shown { block, line, .. }) => {
                    html.link(
                        "line",
                        &format!("b{block}"),
                        &format!("{word}, line {}", line + 1),
                    );
                }
                None => html.link("", &self.view.address_of(&evidence.source), word),
            }
        }
        html.markup("</td>");
    }

    fn corrections(&self, html: &mut Html) {
        if self.operation.corrections.is_empty() {
            return;
        }
        html.markup("<h5>Corrected by people</h5>");
        for correction in &self.operation.corrections {
            html.markup("<p class=\"correction\"><b>");
            html.text(&correction.subject);
            html.markup("</b>: the documents say ");
            let documented = match &correction.documented {
                Value::Null => "nothing".to_owned(),
                Value::String(text) => format!("“{text}”"),
                other => other.to_string(),
            };
            html.text(&documented);
            html.markup(". ");
            html.words(&correction.reason);
            html.markup("</p>");
        }
    }
}

/// A path with its placeholders told apart.
fn path(html: &mut Html, path: &str) {
    let template = PathTemplate::parse(path);
    for segment in template.segments() {
        // A line may break before each segment.
        html.markup("<wbr>/");
        for piece in segment.pieces() {
            match piece {
                Piece::Literal(text) => html.text(text),
                Piece::Placeholder(name) => html.element("i", &[], &format!(":{name}")),
                Piece::Wildcard(name) => html.element("i", &[], &format!("*{name}")),
            }
        }
    }
}

/// Default, limits and style of a parameter.
fn details(parameter: &Parameter) -> Vec<String> {
    let mut all = Vec::new();
    if let Some(default) = &parameter.default {
        all.push(format!("default {default}"));
    }
    if let Some(limits) = &parameter.limits {
        all.extend(limits.min.map(|min| format!("at least {min}")));
        all.extend(limits.max.map(|max| format!("at most {max}")));
        all.extend(
            limits
                .max_length
                .map(|length| format!("at most {length} characters")),
        );
    }
    all.extend(parameter.array_style.map(|style| {
        match style {
            docbind_spec::ArrayStyle::Commas => "sent as a,b",
            docbind_spec::ArrayStyle::Repeat => "sent repeatedly",
            docbind_spec::ArrayStyle::Brackets => "sent as name[]",
        }
        .to_owned()
    }));
    all
}

const fn location(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Body => "body",
    }
}

const fn presence(presence: Presence) -> (&'static str, &'static str) {
    match presence {
        Presence::Required => ("required", "required"),
        Presence::Optional => ("optional", "optional"),
        Presence::Unstated => ("unstated", "unstated"),
    }
}

const fn witness(witness: Witness) -> &'static str {
    match witness {
        Witness::Table => "table",
        Witness::List => "list",
        Witness::Preformatted => "code",
        Witness::RequestLine => "request line",
        Witness::Curl => "curl",
        Witness::Example => "example",
        Witness::Prose => "text",
        Witness::Override => "override",
    }
}

/// Whether blocks of this kind are what a witness speaks from.
const fn is_witness(block: BlockKind, witness: Witness) -> bool {
    matches!(
        (block, witness),
        (BlockKind::TableRow, Witness::Table)
            | (BlockKind::ListItem, Witness::List)
            | (BlockKind::Code, Witness::Preformatted)
    )
}
