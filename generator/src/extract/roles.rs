//! What a heading or a lead says about the blocks that follow it.
//!
//! What comes in: the text of a heading or paragraph, and the [`Words`]. What goes out: a role,
//! and with it where parameters below are sent and whether they must be. Never looks at the
//! blocks themselves.

use docbind_spec::Presence;

use super::facts::ParamPlace;
use super::lower::Lower;
use super::words::{Meaning, Words};

/// What follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Parameters.
    Parameters,
    /// Request headers.
    Headers,
    /// A request.
    Request,
    /// A response.
    Response,
    /// An example of either.
    Example,
    /// Something beside the request and the response: errors, permissions, values.
    Aside,
    /// Nothing in particular.
    Unsaid,
}

/// What the text before a group of parameters says about all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Group {
    /// What they are.
    pub(crate) role: Role,
    /// Where they are sent.
    pub(crate) place: ParamPlace,
    /// Whether they must be.
    pub(crate) presence: Presence,
}

impl Default for Group {
    fn default() -> Self {
        Self {
            role: Role::Unsaid,
            place: ParamPlace::Unsaid,
            presence: Presence::Unstated,
        }
    }
}

impl Group {
    /// Takes what one more word says; the role that is the least likely to be sent wins.
    fn take(&mut self, meaning: Meaning) {
        match meaning {
            Meaning::Role(role) => self.role = self.role.min_with(role),
            Meaning::Sent(role, place) => {
                self.role = self.role.min_with(role);
                self.place(place);
            }
            Meaning::Place(place) => self.place(place),
            Meaning::Presence(presence) => self.presence = presence,
            Meaning::Joining => {}
        }
    }

    /// The first word decides, but one for the whole address: the "URL query string" is the query.
    const fn place(&mut self, place: ParamPlace) {
        if matches!(self.place, ParamPlace::Unsaid | ParamPlace::Address) {
            self.place = place;
        }
    }

    /// The same, said of nothing that is sent.
    fn checked(mut self) -> Self {
        if matches!(self.role, Role::Response | Role::Aside) {
            self.place = ParamPlace::Unsaid;
            self.presence = Presence::Unstated;
        }
        self
    }
}

impl Role {
    /// The roles in the order in which they decide.
    const ORDER: [Self; 7] = [
        Self::Response,
        Self::Headers,
        Self::Parameters,
        Self::Request,
        Self::Example,
        Self::Aside,
        Self::Unsaid,
    ];

    /// The one of two that decides.
    fn min_with(self, other: Self) -> Self {
        let first = Self::ORDER
            .into_iter()
            .find(|role| *role == self || *role == other);
        first.unwrap_or(self)
    }

    /// Whether what follows is sent.
    pub(crate) const fn is_sent(self) -> bool {
        matches!(self, Self::Parameters | Self::Headers | Self::Request)
    }
}

/// What a heading says that has no other words than those of roles; `None` where it names
/// something.
pub(crate) fn group_of_heading(title: &str, words: &Words) -> Option<Group> {
    let lower = title.to_lowercase();
    let mut group = Group::default();
    for word in split(&lower) {
        group.take(words.meaning(word)?);
    }
    // A heading such as "Optional" or "Query" is one of parameters, but may name a thing as well.
    (group.role != Role::Unsaid).then(|| group.checked())
}

/// The role of a heading that never ends a section and never names a resource.
pub(crate) fn of_heading(title: &str, words: &Words) -> Option<Role> {
    let role = group_of_heading(title, words)?.role;
    (role != Role::Aside).then_some(role)
}

/// The place that a text is nothing but a name of: "Query", "in body".
pub(crate) fn place(text: &str, words: &Words) -> Option<ParamPlace> {
    let lower = text.to_lowercase();
    let mut group = Group::default();
    for word in split(&lower) {
        group.take(words.meaning(word)?);
    }
    (group.place != ParamPlace::Unsaid).then_some(group.place)
}

/// What a text says that is nothing but a word for whether something must be sent: "Required:".
pub(crate) fn presence(text: &str, words: &Words) -> Option<Presence> {
    let apart = |c: char| c.is_ascii() && !c.is_ascii_alphanumeric();
    let is_word = |part: &&str| part.bytes().any(|byte| byte.is_ascii_alphanumeric());
    if text.split(apart).filter(is_word).nth(1).is_some() {
        return None;
    }
    let lower = text.to_lowercase();
    let mut all = split(&lower);
    let word = all.next().filter(|_| all.next().is_none())?;
    match words.meaning(word)? {
        Meaning::Presence(presence) => Some(presence),
        _ => None,
    }
}

/// Words of leads, one line each, the first match decides.
const LEADS: &[(&str, Role)] = &[
    ("response", Role::Response),
    ("returns:", Role::Response),
    ("returns an object", Role::Response),
    ("returns a json object", Role::Response),
    ("returns the following", Role::Response),
    ("the answer", Role::Response),
    ("you will get", Role::Response),
    ("you'll get", Role::Response),
    ("receive", Role::Response),
    ("request body", Role::Request),
    ("send:", Role::Request),
    ("send the following", Role::Request),
    ("data constraints", Role::Request),
    ("data example", Role::Request),
    ("with parameters", Role::Request),
    ("with the following body", Role::Request),
    ("header", Role::Headers),
    ("parameter", Role::Parameters),
    ("attribute", Role::Parameters),
    ("argument", Role::Parameters),
    ("following filter", Role::Parameters),
    ("following option", Role::Parameters),
    ("available filter", Role::Parameters),
    ("available option", Role::Parameters),
    ("supported filter", Role::Parameters),
    ("supported option", Role::Parameters),
    ("request", Role::Request),
    ("example", Role::Example),
];

/// What a paragraph says about the block after it.
pub(crate) fn group_of_lead(text: &str, words: &Words) -> Group {
    // Only what a lead ends with speaks of the next block.
    let last = text.trim().rsplit(". ").next().unwrap_or_default();
    let short = || last.split_whitespace().nth(4).is_none();
    if !last.ends_with(':') && !short() {
        return Group::default();
    }
    let lower = Lower::of(last);
    let last = lower.as_str();
    let known = LEADS.iter().find(|(word, _)| lower.all().has(word));
    let sent = || sends_body(last).then_some(Role::Request);
    let known = known.map(|(_, role)| *role).or_else(sent);
    let known = known.unwrap_or(Role::Unsaid);
    if let Some(group) = group_of_heading(last, words).filter(|it| it.role != Role::Example) {
        return group;
    }
    let mut group = modifiers(last, words);
    group.role = known;
    group.checked()
}

/// Whether a lead speaks of a body, and of nothing that is answered: "with a body of:".
fn sends_body(lead: &str) -> bool {
    let mut words = split(lead);
    words.any(|word| matches!(word, "body" | "payload")) && !speaks_of_answer(lead)
}

/// Words for what is answered, or their beginnings.
const ANSWERS: &[&str] = &[
    "return", "respon", "answer", "receive", "result", "get back",
];

/// Whether a lead, in any letters, speaks of what is answered.
pub(crate) fn speaks_of_answer(lead: &str) -> bool {
    let lower = lead.to_lowercase();
    ANSWERS.iter().any(|word| lower.contains(word))
}

/// The words that stand around the noun of a lead: "the required query parameters", "parameters in
/// the request body".
fn modifiers(lead: &str, words: &Words) -> Group {
    let all: Vec<&str> = split(lead).collect();
    let is_noun = |word: &&str| words.meaning(word) == Some(Meaning::Role(Role::Parameters));
    let mut group = Group::default();
    let Some(noun) = all.iter().position(is_noun) else {
        return group;
    };
    let known = |word: &&str| words.meaning(word);
    for meaning in all[..noun].iter().rev().map_while(known) {
        group.take(meaning);
    }
    if all.get(noun + 1).is_some_and(|word| *word == "in") {
        for meaning in all[noun + 1..].iter().map_while(known) {
            group.take(meaning);
        }
    }
    group
}

/// The words of a text, marks left out.
fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use docbind_spec::Presence::{Optional, Required, Unstated};

    #[test]
    fn headings_and_leads() {
        let words = Words::default();
        for (text, heading, lead) in [
            ("Parameters:", Some(Role::Parameters), Role::Parameters),
            ("Parameters", Some(Role::Parameters), Role::Parameters),
            ("Example response", Some(Role::Response), Role::Response),
            ("Request headers", Some(Role::Headers), Role::Headers),
            ("Returns:", Some(Role::Response), Role::Response),
            ("Example request:", Some(Role::Request), Role::Request),
            (
                "JSON fields in response",
                Some(Role::Response),
                Role::Response,
            ),
            ("Sample payload", Some(Role::Request), Role::Request),
            ("Errors", None, Role::Aside),
            ("Status codes:", None, Role::Aside),
            ("Lend a book", None, Role::Unsaid),
            (
                "You can send a request to it with parameters:",
                None,
                Role::Request,
            ),
            ("with a body of:", None, Role::Request),
            ("The following filters may be used:", None, Role::Parameters),
            ("Filters:", Some(Role::Parameters), Role::Parameters),
            ("The water runs through two filters:", None, Role::Unsaid),
            ("To lend it, set `until` in the body:", None, Role::Request),
            ("It returns a JSON body with the loan:", None, Role::Unsaid),
            (
                "All of the parameters of this operation are sent in its query",
                None,
                Role::Unsaid,
            ),
        ] {
            let found = (of_heading(text, &words), group_of_lead(text, &words).role);
            assert_eq!(found, (heading, lead), "{text}");
        }
    }

    #[test]
    fn groups_say_where_and_whether() {
        let words = Words::default();
        for (text, place, presence) in [
            ("Query parameters:", ParamPlace::Query, Unstated),
            ("Query String Params", ParamPlace::Query, Unstated),
            ("JSON parameters", ParamPlace::Body, Unstated),
            ("Form Params", ParamPlace::Body, Unstated),
            ("Body", ParamPlace::Body, Unstated),
            ("URL Parameters", ParamPlace::Address, Unstated),
            ("URL path parameters", ParamPlace::Path, Unstated),
            ("Path Parameters", ParamPlace::Path, Unstated),
            ("Request Headers", ParamPlace::Header, Unstated),
            ("Required Parameters", ParamPlace::Unsaid, Required),
            ("Optional query arguments", ParamPlace::Query, Optional),
            (
                "It takes these optional query parameters:",
                ParamPlace::Query,
                Optional,
            ),
            (
                "Send the parameters in the request body:",
                ParamPlace::Body,
                Unstated,
            ),
            ("Parameters", ParamPlace::Unsaid, Unstated),
            ("Response headers", ParamPlace::Unsaid, Unstated),
        ] {
            let group = group_of_lead(text, &words);
            assert_eq!((group.place, group.presence), (place, presence), "{text}");
        }
    }
}
