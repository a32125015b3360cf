//! What each rule means: one text for all its findings, opened from any of them without a script.

use std::collections::BTreeSet;

use super::findings::rule_address;
use super::model::ApiView;
use crate::diag::Rule;
use crate::html::Html;
use crate::markdown::{self, Block, BlockKind, Style, Text};
use crate::source::{FileId, SourceFile};

/// The documentation of every rule that has findings.
pub(super) fn write(html: &mut Html, views: &[ApiView<'_>]) {
    let rules: BTreeSet<Rule> = views
        .iter()
        .flat_map(ApiView::findings)
        .map(|found| found.finding.rule)
        .collect();
    for rule in rules {
        let id = rule_address(rule.name());
        html.open(
            "section",
            &[
                ("class", "ruledoc"),
                ("id", &id),
                ("popover", "auto"),
                ("aria-label", rule.name()),
            ],
        );
        html.open(
            "button",
            &[
                ("type", "button"),
                ("class", "close"),
                ("popovertarget", &id),
                ("popovertargetaction", "hide"),
                ("aria-label", "Close"),
            ],
        );
        html.markup("×</button>");
        documentation(html, rule);
        html.markup("</section>\n");
    }
}

fn documentation(html: &mut Html, rule: Rule) {
    let source = SourceFile {
        path: rule.name().to_owned(),
        text: rule.documentation().to_owned(),
    };
    for section in markdown::read(FileId(0), &source).sections {
        match section.level {
            0 => {}
            1 => html.element("h3", &[], &section.title.plain()),
            _ => html.element("h4", &[], &section.title.plain()),
        }
        section
            .blocks
            .iter()
            .for_each(|block| write_block(html, block));
    }
}

fn write_block(html: &mut Html, block: &Block) {
    match &block.kind {
        BlockKind::Paragraph(words) => {
            html.markup("<p>");
            text(html, words);
            html.markup("</p>");
        }
        BlockKind::Code(code) => {
            html.markup("<pre>");
            html.text(&code.text);
            html.markup("</pre>");
        }
        BlockKind::List(list) => {
            html.markup("<ul>");
            for item in &list.items {
                html.markup("<li>");
                item.blocks
                    .iter()
                    .for_each(|block| write_block(html, block));
                html.markup("</li>");
            }
            html.markup("</ul>");
        }
        BlockKind::Quote(blocks) => blocks.iter().for_each(|block| write_block(html, block)),
        BlockKind::Table(_) | BlockKind::Html(_) | BlockKind::Element(_) | BlockKind::Rule => {}
    }
}

fn text(html: &mut Html, text: &Text) {
    for piece in text.visible() {
        match piece.style {
            Style::Code => html.element("code", &[], &piece.text),
            Style::Strong => html.element("strong", &[], &piece.text),
            Style::Struck => html.element("s", &[], &piece.text),
            Style::Plain | Style::Html => html.text(&piece.text),
        }
    }
}
