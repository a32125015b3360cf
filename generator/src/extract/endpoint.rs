//! One scope of a page to one endpoint: every block becomes a fact, a finding or is listed as
//! ignored.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use docbind_spec::{BlockKind as LedgerKind, IgnoreReason, Presence, Schema, Witness};

use self::lead::{Held, Lead};
use super::accounts::{self, Accounts};
use super::facts::{
    Endpoint, IgnoredFact, ParamFact, ParamPlace, Request, RequestOrigin, StatusFact,
};
use super::http_message::{HttpRequest, HttpResponse};
use super::lower::Lower;
use super::param_list::Promise;
use super::roles::{self, Role};
use super::scope::{Placed, Scope};
use super::sentences::Said;
use super::words::Words;
use super::{
    curl, definitions, directives, http_message, inline_params, json_example, loose, nested,
    param_item, param_spans, phrases, preformatted_params, prose, request, said_place,
    status_codes, unmarked,
};
use crate::diag::{Diagnostic, Rule};
use crate::few;
use crate::ledger::{Entry, Outcome};
use crate::markdown::{Block, BlockKind, Code, Page, Style, Text};

mod bodies;
mod lead;
mod outline;
mod rows;

/// What a scope became.
pub(super) struct Extracted {
    pub(super) endpoint: Endpoint,
    pub(super) ignored: Vec<IgnoredFact>,
    pub(super) ledger: Vec<Entry>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// What the paragraphs of the sections around others say. Several scopes stand in one section, and
/// each of its paragraphs is looked at once.
pub(super) struct Around<'a> {
    page: &'a Page,
    sections: BTreeMap<usize, Vec<Said<'a>>>,
}

impl<'a> Around<'a> {
    /// No section of the page has been asked for.
    pub(super) const fn new(page: &'a Page) -> Self {
        Self {
            page,
            sections: BTreeMap::new(),
        }
    }

    /// The paragraphs of a section; none where it has a request, of which they speak.
    fn said(&mut self, number: usize) -> &[Said<'a>] {
        let blocks = &self.page.sections[number].blocks;
        self.sections.entry(number).or_insert_with(|| {
            if blocks.iter().any(|it| request::of_block(it).is_some()) {
                return Vec::new();
            }
            let paragraphs = blocks.iter().filter_map(|block| match &block.kind {
                BlockKind::Paragraph(text) => Some(Said::of(text)),
                _ => None,
            });
            paragraphs.collect()
        })
    }
}

/// Reads a scope of the page that `around` is of.
pub(super) fn read(around: &mut Around<'_>, scope: &Scope<'_>, words: &Words) -> Extracted {
    let page = around.page;
    let mut reader = Reader::new(page, requests(scope), scope.section, words);
    let title = page.sections[scope.section].title.plain();
    reader.endpoint.deprecated = prose::is_deprecated(&Lower::of(&title));
    reader.inherited(around);
    for placed in &scope.intro {
        reader.block(*placed, Part::Intro);
    }
    reader.lead = Lead::default();
    reader.held = Held::default();
    for placed in &scope.body {
        reader.block(*placed, Part::Body);
    }
    let lines = reader.endpoint.requests.iter().map(|request| Entry {
        span: page.span(request.range.clone()),
        block: LedgerKind::RequestLine,
        outcome: Outcome::Fact,
    });
    let lines = lines.collect();
    reader.finish(lines, scope.intro.iter().chain(&scope.body))
}

/// Reads the blocks that follow a request which only the text describes.
pub(super) fn read_prose(
    page: &Page,
    request: Request,
    section: usize,
    blocks: &[Placed<'_>],
    words: &Words,
) -> Extracted {
    let mut reader = Reader::new(page, vec![request], section, words);
    for placed in blocks {
        reader.block(*placed, Part::Body);
    }
    reader.finish(Vec::new(), blocks.iter())
}

fn requests(scope: &Scope<'_>) -> Vec<Request> {
    let origin = if scope.first {
        RequestOrigin::First
    } else {
        RequestOrigin::Further
    };
    scope
        .requests
        .iter()
        .map(|line| Request {
            method: line.method,
            url: line.url.clone(),
            range: line.range.clone(),
            origin,
        })
        .collect()
}

/// Where in its scope a block stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Before the request.
    Intro,
    /// After it.
    Body,
}

struct Reader<'a> {
    page: &'a Page,
    endpoint: Endpoint,
    section: usize,
    lead: Lead,
    /// What the last heading or lead says about all lists and tables below it.
    held: Held,
    /// Types of the documents' own, each with the parameter that has it.
    types: Vec<(String, String)>,
    /// Whether the last block of code was a command, and no words of the text came since.
    after_command: bool,
    /// Whether a row is the body as a whole.
    whole_body: bool,
    words: &'a Words,
    ignored: Vec<IgnoredFact>,
    /// Parameters that a sentence about all of them leaves out.
    exceptions: Vec<(Presence, Vec<String>)>,
    /// Blocks that became facts.
    facts: Vec<(LedgerKind, Range<usize>)>,
    /// Tables of whose rows one finding speaks.
    told: Vec<Range<usize>>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    fn new(page: &'a Page, requests: Vec<Request>, section: usize, words: &'a Words) -> Self {
        let endpoint = Endpoint::new(section, requests);
        Self {
            page,
            endpoint,
            section,
            lead: Lead::default(),
            held: Held::default(),
            types: Vec::new(),
            after_command: false,
            whole_body: false,
            words,
            ignored: Vec::new(),
            exceptions: Vec::new(),
            facts: Vec::new(),
            told: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// Closes the books.
    fn finish<'b>(
        mut self,
        mut ledger: Vec<Entry>,
        blocks: impl Iterator<Item = &'b Placed<'b>>,
    ) -> Extracted {
        nested::fold(&mut self.endpoint);
        self.body_unseen();
        for (presence, names) in &self.exceptions {
            let parameters = self.endpoint.parameters.iter_mut();
            for fact in parameters.filter(|fact| names.contains(&fact.name)) {
                if fact.presence == Presence::Unstated {
                    fact.presence = *presence;
                }
            }
        }
        let blocks: Vec<Placed<'_>> = blocks.copied().collect();
        let accounts = Accounts {
            facts: &self.facts,
            ignored: &self.ignored,
            told: &self.told,
        };
        ledger.extend(accounts::close(
            self.page,
            &blocks,
            &accounts,
            &mut self.diagnostics,
        ));
        self.endpoint.parameters.shrink_to_fit();
        Extracted {
            endpoint: self.endpoint,
            ignored: self.ignored,
            ledger,
            diagnostics: self.diagnostics,
        }
    }

    /// Takes what the sections around this one say about all of their sub-sections.
    fn inherited(&mut self, around: &mut Around<'_>) {
        let mut parent = self.page.sections[self.endpoint.section].parent;
        let mut numbers = vec![0];
        while let Some(number) = parent {
            numbers.push(number);
            parent = self.page.sections[number].parent;
        }
        numbers.retain(|number| *number != self.endpoint.section);
        for number in numbers {
            for said in around.said(number) {
                self.parameters_in_prose(said);
                self.endpoint.security.extend(prose::security(said.flat()));
                let unmarked = unmarked::of_plain(&said.plain);
                self.endpoint.unmarked = unmarked.or(self.endpoint.unmarked);
            }
        }
    }

    fn block(&mut self, placed: Placed<'_>, part: Part) {
        if placed.section != self.section {
            self.section = placed.section;
            self.heading(&self.page.sections[placed.section].title);
        }
        self.content(placed.block, part);
    }

    /// Reads a block, whatever it stands in.
    fn content(&mut self, block: &Block, part: Part) {
        match &block.kind {
            BlockKind::Paragraph(text) => return self.paragraph(text, part),
            BlockKind::Quote(blocks) => {
                blocks.iter().for_each(|block| self.quoted(block));
                if part == Part::Intro {
                    self.lead = self.lead_in_quote(blocks);
                    return;
                }
            }
            BlockKind::Code(code) => {
                self.code(code, &block.range, part);
                self.held.had_code();
                self.after_command = curl::looks_like_curl(&code.text);
            }
            BlockKind::Table(table) => {
                self.table(table);
                self.held.had_rows();
            }
            BlockKind::List(list) => {
                self.list(list);
                self.held.had_rows();
            }
            BlockKind::Html(_) | BlockKind::Element(_) | BlockKind::Rule => {}
        }
        self.lead = Lead {
            // One lead may speak of several errors, one after the other.
            fails: self.lead.fails && matches!(block.kind, BlockKind::Code(_)),
            ..Lead::default()
        };
    }

    /// A quote is an aside: it may state facts, but it leads to no block.
    fn quoted(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(text) => self.stated(text),
            BlockKind::List(list) => self.list(list),
            _ => self.nested(block),
        }
    }

    /// Code and tables that stand in an item or a quote are read as those outside.
    fn nested(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Code(code) => self.code(code, &block.range, Part::Body),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Quote(blocks) => blocks.iter().for_each(|block| self.quoted(block)),
            _ => {}
        }
    }

    fn paragraph(&mut self, text: &Text, part: Part) {
        self.after_command = false;
        let spans = || param_spans::read(text).filter(|_| self.role_of_rows().is_sent());
        if let Some(facts) = spans() {
            return self.parameters(facts);
        }
        let plain = text.plain();
        if let Some(fact) = status_codes::labelled(&plain) {
            return self.begins_case(fact);
        }
        let shown = text.described();
        if part == Part::Body
            && let Some(case) = status_codes::from_heading(&plain)
        {
            return self.case(case, shown);
        }
        let said = Said::of(text);
        let statuses = status_codes::from_text(&said.marked);
        let status = statuses.last().map(|fact| fact.status);
        self.statements(&said, statuses);
        let leads = shown.trim_end().ends_with(':');
        let role = self.led_by(text, &shown, status);
        let only_lead = leads && role != Role::Unsaid && status.is_none() && part == Part::Body;
        let leads = role != Role::Unsaid || roles::presence(&shown, self.words).is_some();
        let short_lead = leads && shown.split_whitespace().count() <= 4;
        let consumed = prose::security(said.flat()).is_some();
        if !only_lead && !short_lead && !consumed {
            let words = self.without_request(text).unwrap_or(shown);
            self.endpoint
                .description
                .extend(Some(words).filter(|words| !words.is_empty()));
        }
    }

    /// A status alone: what is answered with it comes next.
    fn begins_case(&mut self, fact: StatusFact) {
        self.held.announce(fact.status);
        self.lead = Lead {
            role: Some(Role::Response),
            ..Lead::default()
        };
        self.status(fact);
    }

    /// What a text says after the request that it begins with, the dash between left out.
    fn without_request(&self, text: &Text) -> Option<String> {
        let whole = text.range();
        let mut requests = self.endpoint.requests.iter();
        let end = requests
            .rfind(|it| whole.start <= it.range.start && it.range.end <= whole.end)
            .map(|it| it.range.end)?;
        let first = text
            .pieces
            .iter()
            .position(|piece| piece.range.start >= end);
        let apart = text.pieces.iter().all(|piece| {
            let begins = piece.range.start >= end;
            begins || piece.style != Style::Plain || piece.text.trim().is_empty()
        });
        let pieces = text.pieces[first.unwrap_or(text.pieces.len())..].to_vec();
        let words = Text { pieces }.described();
        let words = words.trim_start_matches(['-', '–', '—', ':', ' ']);
        apart.then(|| words.to_owned())
    }

    /// What a text states about the operation, where it leads to nothing.
    fn stated(&mut self, text: &Text) {
        let said = Said::of(text);
        self.statements(&said, status_codes::from_text(&said.marked));
    }

    /// The same with the statuses that the text names.
    fn statements(&mut self, said: &Said<'_>, statuses: Vec<StatusFact>) {
        for status in statuses {
            self.status(status);
        }
        self.parameters_in_prose(said);
        let endpoint = &mut self.endpoint;
        let headers = prose::response_headers(&said.marked);
        endpoint.response_headers.extend(headers);
        endpoint.security.extend(prose::security(said.flat()));
        endpoint.raw_body |= prose::is_raw_body(said.flat());
        endpoint.sends_list |= directives::sends_list(&said.marked);
        endpoint.takes_from.extend(directives::takes_from(said));
        if endpoint.returns.is_none() {
            endpoint.returns = definitions::returned(said);
        }
        endpoint.sent_as.extend(prose::sent_as(&said.marked));
        endpoint.deprecated |= prose::is_deprecated(&said.plain);
        endpoint.unmarked = unmarked::of_plain(&said.plain).or(endpoint.unmarked);
        self.exceptions.extend(unmarked::exceptions(said));
        endpoint.answer = endpoint.answer.or_else(|| prose::answer(said.flat()));
    }

    fn parameters_in_prose(&mut self, said: &Said<'_>) {
        let requests = self.endpoint.requests.iter();
        let paths: Vec<&str> = requests.map(|it| it.url.path.as_str()).collect();
        let stated = prose::parameters(said, &paths);
        for fact in inline_params::read(said, self.words)
            .into_iter()
            .chain(stated)
        {
            let known = &mut self.endpoint.parameters;
            if known.iter().all(|known| known.name != fact.name) {
                known.push(fact);
            }
        }
    }

    fn status(&mut self, fact: StatusFact) {
        if (200..300).contains(&fact.status) && self.endpoint.answer.is_none() {
            self.endpoint.answer = fact.description.as_deref().and_then(prose::answer_in);
        }
        if self
            .endpoint
            .statuses
            .iter()
            .all(|known| known.status != fact.status)
        {
            self.endpoint.statuses.push(fact);
        }
    }

    fn code(&mut self, code: &Arc<Code>, range: &Range<usize>, part: Part) {
        let ignored = self.ignored.len();
        self.code_facts(code, range, part);
        if self.ignored.len() == ignored {
            self.fact(LedgerKind::Code, range);
        }
    }

    fn code_facts(&mut self, code: &Arc<Code>, range: &Range<usize>, part: Part) {
        let shows_body = part == Part::Body || self.shows_body();
        if loose::is_template(&code.text) {
            // What it stands for is not on the page.
            self.ignore(LedgerKind::Code, IgnoreReason::OtherCode, range);
        } else if curl::looks_like_curl(&code.text) {
            let commands = curl::read(&code.text);
            if commands.is_empty() {
                self.ignore(LedgerKind::Code, IgnoreReason::OtherCode, range);
            }
            for command in commands {
                self.curl(code, command);
            }
        } else if let Some(message) = http_message::read_response(&code.text) {
            self.response(code, &message);
        } else if let Some(messages) = http_message::read_requests(&code.text) {
            messages
                .iter()
                .for_each(|message| self.message(code, message));
        } else if let Some(message) = http_message::read_request(&code.text) {
            self.message(code, &message);
        } else if shows_body && self.fails_somehow(&code.text) {
            self.ignore(LedgerKind::Code, IgnoreReason::ErrorWithoutStatus, range);
        } else if shows_body
            && (json_example::looks_like_json(&code.text)
                || json_example::is_scalar(&code.info, &code.text))
        {
            self.body(code, 0);
        } else if let Some(parameters) = preformatted_params::read(code, self.words) {
            self.parameters(parameters);
        } else if let Some(facts) = prose::client_code(code) {
            self.client_code(code, facts, range);
        } else if self.lead.role == Some(Role::Response) && !code.text.trim().is_empty() {
            self.text(code, 0, None);
        } else {
            let reason = loose::reason_for_code(code, &self.lead.text);
            self.ignore(LedgerKind::Code, reason, range);
        }
    }

    fn curl(&mut self, code: &Code, command: curl::Curl) {
        let places = command.places.map(|range| code.range(range));
        for (range, message) in &command.faults {
            let span = self.page.span(code.range(range.clone()));
            self.diagnostics
                .push(Diagnostic::new(Rule::MalformedCurl, span, message.clone()));
        }
        few::push(&mut self.endpoint.curls, (command, places));
    }

    /// A request as it goes over the wire, and the response that may follow in the same block.
    fn message(&mut self, code: &Arc<Code>, message: &HttpRequest<'_>) {
        let after = message.body_at + message.body.len();
        if !message.body.trim().is_empty() {
            self.sent(code, message);
        }
        let call = curl::Curl::printed(message);
        let places = call.places.map(|range| code.range(range));
        few::push(&mut self.endpoint.curls, (call, places));
        if let Some(response) = http_message::read_response_at(&code.text, after) {
            self.response(code, &response);
        }
    }

    /// A response as it goes over the wire.
    fn response(&mut self, code: &Arc<Code>, message: &HttpResponse<'_>) {
        self.lead.status = Some(message.status);
        self.lead.role = Some(Role::Response);
        self.status(StatusFact {
            status: message.status,
            phrase: None,
            description: None,
        });
        let printed = message.headers.iter().map(|header| &header.name);
        for name in printed.filter(|name| http_message::is_of_api(name)) {
            let header = (Some(message.status), name.clone(), String::new());
            self.endpoint.response_headers.push(header);
        }
        if message.body.trim().is_empty() {
            self.held.announce(message.status);
        }
        self.answer(code, message);
    }

    /// What a snippet in a programming language sends and shows.
    fn client_code(&mut self, code: &Arc<Code>, facts: prose::ClientCode, range: &Range<usize>) {
        if !facts.fields.is_empty() {
            self.endpoint
                .sent_as
                .push("application/x-www-form-urlencoded".to_owned());
        }
        for (name, _) in facts.fields {
            let mut fact = plain_parameter(name, Witness::Example, range.clone());
            fact.place = ParamPlace::Body;
            self.parameters(vec![fact]);
        }
        if let Some(at) = facts.body_at {
            self.lead.role = Some(Role::Response);
            self.body(code, at);
        }
    }

    /// Takes parameters; what the group says holds for those that say nothing themselves.
    fn parameters(&mut self, facts: Vec<ParamFact>) {
        for mut fact in facts {
            if fact.place == ParamPlace::Unsaid {
                let said = fact.description.as_deref().and_then(said_place::read);
                fact.place = said.unwrap_or(self.held.group().place);
            }
            if fact.presence == Presence::Unstated && fact.condition.is_none() {
                fact.presence = self.held.group().presence;
            }
            if fact.place == ParamPlace::Header && !param_item::is_header_name(&fact.name) {
                self.unread_header(&fact.range);
            } else {
                few::push(&mut self.endpoint.parameters, fact);
            }
        }
    }

    fn unread(&mut self, range: &Range<usize>, message: &str, help: &str) {
        let span = self.page.span(range.clone());
        let finding = Diagnostic::new(Rule::UnreadBlock, span, message);
        self.diagnostics.push(finding.help(help));
    }

    fn unread_header(&mut self, range: &Range<usize>) {
        let help = "write the name alone, such as `X-Name`: letters, digits and `-`";
        self.unread(range, "this cannot be the name of a header", help);
    }

    fn fact(&mut self, block: LedgerKind, range: &Range<usize>) {
        self.facts.push((block, range.clone()));
    }

    fn ignore(&mut self, block: LedgerKind, reason: IgnoreReason, range: &Range<usize>) {
        self.ignored.push(IgnoredFact {
            section: self.section,
            block,
            reason,
            range: range.clone(),
        });
    }
}

/// A parameter of which only the name is known.
pub(super) fn plain_parameter(name: String, witness: Witness, range: Range<usize>) -> ParamFact {
    ParamFact {
        name,
        presence: Presence::Unstated,
        presence_by: None,
        condition: None,
        schema: None::<Schema>,
        values: phrases::ValueFacts::default(),
        description: None,
        witness,
        place: ParamPlace::Unsaid,
        fields: Vec::new(),
        is_a: None,
        from: None,
        range,
    }
}
