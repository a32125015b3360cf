//! What headings and paragraphs say about the blocks after them.
//!
//! A lead speaks of the next block. A group, such as "Query parameters", holds for all lists and
//! tables down to the next one.

use super::Reader;
use crate::extract::facts::StatusFact;
use crate::extract::roles::{self, Group, Role};
use crate::extract::words::Words;
use crate::extract::{definitions, failures, nested, status_codes};
use crate::markdown::{Block, BlockKind, Style, Text};

/// What the text before a block says about it.
#[derive(Default)]
pub(super) struct Lead {
    pub(super) role: Option<Role>,
    /// The status of response headers listed next.
    pub(super) status: Option<u16>,
    pub(super) text: String,
    /// The parameters whose fields follow.
    pub(super) owners: Vec<String>,
    /// Whether it is answered where something went wrong.
    pub(super) fails: bool,
}

/// The group that holds.
#[derive(Default, Clone, Copy)]
pub(super) struct Held {
    group: Group,
    /// Who said so.
    by: By,
    /// Whether it had a list or table already.
    used: bool,
    /// Whether it had a code block already.
    shown: bool,
    /// The status whose case the heading begins.
    status: Option<u16>,
    /// The status of a message without a body, which the next block shows.
    announced: Option<u16>,
    /// Whether a heading says that all of this is answered where something went wrong.
    fails: bool,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum By {
    #[default]
    Lead,
    Heading,
}

impl Held {
    /// What holds for the parameters of the next list or table.
    pub(super) const fn group(&self) -> Group {
        self.group
    }

    /// The status of the body that comes now, where its lead says none.
    pub(super) fn status(&mut self) -> Option<u16> {
        self.announced.take().or(self.status)
    }

    /// The status whose case the heading begins.
    pub(super) const fn case(&self) -> Option<u16> {
        self.status
    }

    /// Whether a heading says that all of this is answered where something went wrong.
    pub(super) const fn fails(&self) -> bool {
        self.fails
    }

    /// Whether the body that comes now has a status.
    pub(super) const fn has_status(&self) -> bool {
        self.announced.is_some() || self.status.is_some()
    }

    /// A message without a body came.
    pub(super) const fn announce(&mut self, status: u16) {
        self.announced = Some(status);
    }

    /// What holds below an item that is a heading.
    pub(super) fn below(&self, group: Group, status: Option<u16>, fails: bool) -> Self {
        Self {
            group,
            by: By::Heading,
            used: false,
            shown: false,
            status: status.or(self.status),
            announced: None,
            fails: fails || self.fails,
        }
    }

    /// No group holds; the case that the heading begins goes on.
    fn nothing(&self) -> Self {
        Self {
            status: self.status,
            announced: self.announced,
            fails: self.fails,
            ..Self::default()
        }
    }

    /// A list or table came.
    pub(super) const fn had_rows(&mut self) {
        self.used = true;
    }

    /// Whether the next code block is what is sent, where its own lead says nothing.
    pub(super) fn shows_request(&self) -> bool {
        self.group.role == Role::Request && !self.shown && !self.used
    }

    /// A code block came: what a paragraph said was about it.
    pub(super) fn had_code(&mut self) {
        self.shown = true;
        if self.by == By::Lead && !matches!(self.group.role, Role::Parameters | Role::Headers) {
            *self = self.nothing();
        }
    }

    /// A paragraph came: another lead begins another group, and other text ends what the last one
    /// promises once it had its list.
    fn had_text(&mut self, group: Group, leads: Leads) {
        if group.role != Role::Unsaid {
            *self = Self {
                group,
                by: By::Lead,
                used: false,
                shown: false,
                ..*self
            };
        } else if leads == Leads::Yes {
            *self = self.nothing();
        } else if self.used {
            self.group.role = Role::Unsaid;
        }
    }
}

/// Whether a paragraph ends as one does that speaks of the next block.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Leads {
    Yes,
    No,
}

/// What holds below words that speak of an answer.
fn answers() -> Group {
    Group {
        role: Role::Response,
        ..Group::default()
    }
}

impl Reader<'_> {
    /// The heading of a sub-section may be a role, or name the parameter that it describes.
    pub(super) fn heading(&mut self, title: &Text) {
        let shown = title.plain();
        let case = status_codes::from_heading(&shown);
        let answer = || case.as_ref().map(|_| answers());
        let owner = nested::owner_in_heading(&shown, &self.endpoint.parameters)
            .or_else(|| nested::owner_of_type(&shown, &self.types));
        let group = answer()
            .or_else(|| roles::group_of_heading(&shown, self.words))
            .or_else(|| self.defines(&shown).filter(|_| owner.is_none()));
        self.held = Held {
            group: group.unwrap_or_default(),
            by: By::Heading,
            used: false,
            shown: false,
            status: case.as_ref().map(|case| case.status),
            announced: None,
            fails: self.may_fail() && failures::names(&shown),
        };
        case.into_iter().for_each(|case| self.status(case));
        self.lead = Lead {
            role: group.map(|group| group.role),
            status: None,
            owners: owner.into_iter().collect(),
            text: shown,
            fails: false,
        };
    }

    /// Whether what goes wrong is no answer as others, as it is where errors are what is asked for.
    pub(super) fn may_fail(&self) -> bool {
        let mut requests = self.endpoint.requests.iter();
        requests.all(|request| {
            let path = request.url.path.to_lowercase();
            !path.contains("error") && !path.contains("fail")
        })
    }

    /// A heading such as `Book object` below a request that has no body is about what is answered.
    fn defines(&self, title: &str) -> Option<Group> {
        let mut requests = self.endpoint.requests.iter();
        let answered = requests.all(|request| request.method.is_bodiless());
        (answered && definitions::is_heading(title)).then(answers)
    }

    /// A paragraph that is nothing but a status, such as `Status: 200 OK`, is that of the next
    /// block.
    pub(super) fn case(&mut self, case: StatusFact, shown: String) {
        self.lead = Lead {
            role: Some(Role::Response),
            status: Some(case.status),
            owners: Vec::new(),
            text: shown,
            fails: false,
        };
        self.held.had_text(answers(), Leads::No);
        self.status(case);
    }

    /// What a paragraph says about the next block, the statuses it names aside; answers its role.
    pub(super) fn led_by(&mut self, text: &Text, shown: &str, status: Option<u16>) -> Role {
        let leads = shown.trim_end().ends_with(':');
        let strong = || strong_lead(text, self.words);
        let fails = status.is_none() && self.may_fail() && failures::leads(shown);
        // "a `400 Bad Request` is answered with:" speaks of an answer, whatever words are in it.
        let group = if leads && status.is_some() || fails {
            answers()
        } else {
            let group = roles::group_of_lead(shown, self.words);
            if group.role == Role::Unsaid {
                strong().unwrap_or(group)
            } else {
                group
            }
        };
        let mut owners = nested::owners_in_lead(text, &self.endpoint.parameters);
        if owners.is_empty() && self.held.group().role != Role::Response {
            owners.extend(nested::owner_before_colon(
                &text.plain(),
                &self.endpoint.parameters,
            ));
        }
        if owners.is_empty() {
            owners = std::mem::take(&mut self.lead.owners);
        }
        let presence = roles::presence(shown, self.words);
        self.lead = Lead {
            role: (group.role != Role::Unsaid).then_some(group.role),
            status: status.filter(|_| leads),
            owners,
            text: shown.to_owned(),
            fails,
        };
        let leads = if leads { Leads::Yes } else { Leads::No };
        match presence {
            Some(presence) if self.held.group.role.is_sent() => self.held.group.presence = presence,
            _ => self.held.had_text(group, leads),
        }
        group.role
    }

    /// What a quote says about the next block, where it ends as a lead does: some note beside
    /// their examples what each is.
    pub(super) fn lead_in_quote(&self, blocks: &[Block]) -> Lead {
        let text = blocks.last().and_then(|block| match &block.kind {
            BlockKind::Paragraph(text) => Some(text.described()),
            _ => None,
        });
        let Some(text) = text.filter(|text| text.trim_end().ends_with(':')) else {
            return Lead::default();
        };
        let fails = self.may_fail() && failures::leads(&text);
        let role = roles::group_of_lead(&text, self.words).role;
        let role = if fails { Role::Response } else { role };
        Lead {
            role: (role != Role::Unsaid).then_some(role),
            status: status_codes::from_text_str(&text),
            owners: Vec::new(),
            fails,
            text,
        }
    }

    /// The role of the next list or table.
    pub(super) fn role_of_rows(&self) -> Role {
        self.lead.role.unwrap_or(self.held.group().role)
    }
}

/// What the strong words say that a paragraph begins with, where they speak of what is sent or
/// answered: "**Request body** All fields must be sent."
fn strong_lead(text: &Text, words: &Words) -> Option<Group> {
    let first = text.visible().find(|piece| !piece.text.trim().is_empty())?;
    let strong = first.style == Style::Strong;
    let group = strong.then(|| roles::group_of_lead(&first.text, words))?;
    matches!(group.role, Role::Request | Role::Response).then_some(group)
}
