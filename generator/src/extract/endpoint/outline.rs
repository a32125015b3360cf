//! Lists that are outlines: an item such as "Parameters" or "Response 200" is a heading for what
//! stands below it.
//!
//! What comes in: a list. What goes out: facts about what stands below such items, read as what
//! stands below headings is. An answer stays one however its parts are called.

use docbind_spec::{BlockKind as LedgerKind, IgnoreReason, Witness};

use super::lead::Lead;
use super::{Part, Reader};
use crate::extract::facts::StatusFact;
use crate::extract::failures;
use crate::extract::param_item::{self, ParamItem};
use crate::extract::roles::{self, Group, Role};
use crate::extract::status_codes;
use crate::extract::words::{Meaning, Words};
use crate::markdown::{Block, BlockKind, Code, Item, List, Style};

/// A part of a list.
enum Stretch<'a> {
    /// An item that is a heading.
    Labelled(&'a Item, Label),
    /// Items as others.
    Items(List),
}

/// What an item says about what stands below it.
struct Label {
    /// Nothing where its words are none of roles.
    group: Option<Group>,
    /// The status whose case it begins.
    status: Option<StatusFact>,
    /// What it says in parentheses.
    about: Option<String>,
    /// Whether it speaks of what is answered where something went wrong.
    fails: bool,
}

impl Reader<'_> {
    /// Reads a list that is an outline; answers whether it is one.
    pub(super) fn outline(&mut self, list: &List) -> bool {
        let stretches = stretches(list, self.words);
        for stretch in &stretches {
            match stretch {
                Stretch::Labelled(item, label) => self.labelled(item, label),
                Stretch::Items(items) => {
                    if self.role_of_rows() == Role::Unsaid && are_typed(items, self.words) {
                        self.lead.role = Some(Role::Parameters);
                    }
                    self.list(items);
                }
            }
        }
        !stretches.is_empty()
    }

    fn labelled(&mut self, item: &Item, label: &Label) {
        self.fact(LedgerKind::ListItem, &item.range);
        let around = self.held;
        let answers = around.group().role == Role::Response;
        let own = label.group.unwrap_or(around.group());
        let own_role = own.role;
        let group = if answers { around.group() } else { own };
        let status = label.status.as_ref().map(|fact| fact.status);
        self.held = around.below(group, status, label.fails && self.may_fail());
        label
            .status
            .iter()
            .for_each(|fact| self.status(fact.clone()));
        if own_role == Role::Request {
            let about = label.about.iter().filter(|about| is_media_type(about));
            self.endpoint.sent_as.extend(about.cloned());
        }
        for block in inner(item) {
            self.lead = Lead {
                role: (group.role != Role::Unsaid).then_some(group.role),
                ..Lead::default()
            };
            match &block.kind {
                BlockKind::Code(code) if own_role == Role::Headers && answers => {
                    self.answered_headers(code);
                    self.fact(LedgerKind::Code, &block.range);
                }
                BlockKind::Code(_) if own_role == Role::Headers => {
                    self.ignore(LedgerKind::Code, IgnoreReason::OtherCode, &block.range);
                }
                _ => self.content(block, Part::Body),
            }
        }
        self.held = around;
        self.lead = Lead::default();
    }

    /// The headers of an answer as they go over the wire.
    fn answered_headers(&mut self, code: &Code) {
        let status = self.held.status();
        for line in code.text.lines() {
            let name = line.split_once(':').map(|(name, _)| name.trim());
            if let Some(name) = name.filter(|name| param_item::is_header_name(name)) {
                let header = (status, name.to_owned(), String::new());
                self.endpoint.response_headers.push(header);
            }
        }
    }
}

/// What stands below an item's own text.
fn inner(item: &Item) -> impl Iterator<Item = &Block> {
    let text = item
        .blocks
        .iter()
        .position(is_paragraph)
        .unwrap_or_default();
    item.blocks.iter().skip(text + 1)
}

const fn is_paragraph(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Paragraph(_))
}

/// The parts of a list; none where it is no outline.
fn stretches<'a>(list: &'a List, words: &Words) -> Vec<Stretch<'a>> {
    let mut stretches = Vec::new();
    let mut labels = 0;
    for item in &list.items {
        match (label(item, words), stretches.last_mut()) {
            (Some(label), _) => {
                labels += 1;
                stretches.push(Stretch::Labelled(item, label));
            }
            (None, Some(Stretch::Items(items))) => items.items.push(item.clone()),
            (None, _) => stretches.push(Stretch::Items(List {
                ordered: list.ordered,
                items: vec![item.clone()],
            })),
        }
    }
    if labels == 0 {
        stretches.clear();
    }
    stretches
}

/// What an item says that is a heading: it begins a case, or has more below it and no words but
/// those of roles. Names of parameters are set as code or begin with a small letter.
fn label(item: &Item, words: &Words) -> Option<Label> {
    let text = item.text()?;
    let first = text.visible().find(|it| !it.text.trim().is_empty())?;
    let plain = text.plain();
    let title = plain.trim().trim_end_matches(':');
    if first.style == Style::Code || !title.starts_with(char::is_uppercase) {
        return None;
    }
    let (title, about) = about_apart(title);
    let mut label = Label {
        group: None,
        status: None,
        about: about.map(str::to_owned),
        fails: failures::names(title),
    };
    let first = title.split(' ').next().unwrap_or_default().to_lowercase();
    let begins = words.meaning(&first);
    if begins == Some(Meaning::Role(Role::Response)) {
        label.status = status_codes::from_heading(title);
    }
    let more: Vec<&Block> = inner(item).collect();
    if label.status.is_some() {
        label.group = Some(role(Role::Response));
        return Some(label);
    }
    if more.is_empty() {
        return None;
    }
    // "Request to add a book (application/json)" has a title of its own.
    let titled = begins == Some(Meaning::Role(Role::Request))
        && (about.is_some_and(is_media_type) || more.iter().any(|block| is_outline(block, words)));
    label.group = roles::group_of_heading(plain.trim(), words)
        .or_else(|| roles::group_of_heading(title, words))
        .or_else(|| titled.then(|| role(Role::Request)));
    let leads = plain.trim_end().ends_with(':') && more.iter().any(|block| is_table(block));
    (label.group.is_some() || leads).then_some(label)
}

fn role(role: Role) -> Group {
    Group {
        role,
        ..Group::default()
    }
}

fn is_outline(block: &Block, words: &Words) -> bool {
    matches!(&block.kind, BlockKind::List(list) if !stretches(list, words).is_empty())
}

const fn is_table(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Table(_))
}

/// A title, and what stands in parentheses at its end.
fn about_apart(title: &str) -> (&str, Option<&str>) {
    let apart = title
        .strip_suffix(')')
        .and_then(|inner| inner.rsplit_once('('));
    match apart {
        Some((title, about)) => (title.trim_end(), Some(about)),
        None => (title, None),
    }
}

fn is_media_type(text: &str) -> bool {
    let is_token = |text: &str| {
        let mut chars = text.chars();
        !text.is_empty() && chars.all(|c| c.is_ascii_alphanumeric() || "-+.".contains(c))
    };
    text.split_once('/')
        .is_some_and(|(kind, rest)| is_token(kind) && is_token(rest))
}

/// Whether all items have a type beside their name.
fn are_typed(list: &List, words: &Words) -> bool {
    let is_typed = |item: &Item| {
        let text = item.text()?;
        match param_item::read(text, Witness::List, words)? {
            ParamItem::Marked(facts) | ParamItem::Named(facts) | ParamItem::Weak(facts) => {
                Some(facts.iter().all(|fact| fact.schema.is_some()))
            }
            ParamItem::None => None,
        }
    };
    list.items.iter().all(|item| is_typed(item) == Some(true))
}
