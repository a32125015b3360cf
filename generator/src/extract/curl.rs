//! curl commands as evidence of a call.
//!
//! What comes in: the text of a code block. What goes out: a [`Curl`] for each command in it,
//! with its faults. Commands are read as people mean them: a missing closing quote ends with the
//! line, an unquoted `&` belongs to the address.

use std::ops::Range;

use docbind_spec::{CallBody, Method, NameValue, Part, PartContent, Witness};
use memchr::memmem;

use super::http_message::{self, HttpRequest};
use super::shell::{Word, words};
use super::url::{self, Url};

mod body;
mod places;
mod quotes;

pub(crate) use body::file;
pub(crate) use places::{MethodPlace, Places};
use quotes::Quotes;

/// One command.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Curl {
    /// The method it sends.
    pub(crate) method: Method,
    /// Whether the method was given, not implied.
    pub(crate) explicit: bool,
    /// The address.
    pub(crate) url: Url,
    /// Headers in order.
    pub(crate) headers: Vec<NameValue>,
    /// The body.
    pub(crate) body: Option<CallBody>,
    /// Where it and its parts stand in the text.
    pub(crate) places: Places,
    /// What is wrong with it, each with its place in the text.
    pub(crate) faults: Vec<(Range<usize>, String)>,
    /// What kind of text shows it.
    pub(crate) witness: Witness,
}

impl Curl {
    /// The call that a printed request is.
    pub(crate) fn printed(message: &HttpRequest<'_>) -> Self {
        let whole = message.line.range.clone();
        let body = Some(message.body.trim()).filter(|body| !body.is_empty());
        Self {
            method: message.line.methods.first().copied().unwrap_or(Method::Get),
            explicit: true,
            url: message.line.url.clone(),
            headers: message.headers.clone(),
            body: body.map(|body| printed_body(body, &message.headers)),
            places: Places {
                method: MethodPlace::Unsure,
                headers: vec![None; message.headers.len()],
                whole,
            },
            faults: Vec::new(),
            witness: Witness::Example,
        }
    }

    /// What findings call it.
    pub(crate) const fn shown_as(&self) -> &'static str {
        match self.witness {
            Witness::Example => "the example",
            _ => "the command",
        }
    }

    /// The names that it sends as query or fields of the body.
    pub(crate) fn sent(&self) -> Vec<(&str, Option<&str>)> {
        let mut sent: Vec<_> = self
            .url
            .query
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_deref()))
            .collect();
        match &self.body {
            Some(CallBody::Form(pairs)) => {
                sent.extend(
                    pairs
                        .iter()
                        .map(|pair| (pair.name.as_str(), Some(pair.value.as_str()))),
                );
            }
            Some(CallBody::Multipart(parts)) => {
                sent.extend(parts.iter().map(|part| match &part.content {
                    PartContent::Value(value) => (part.name.as_str(), Some(value.as_str())),
                    PartContent::File(_) => (part.name.as_str(), None),
                }));
            }
            Some(CallBody::Json(serde_json::Value::Object(map))) => {
                sent.extend(
                    map.iter()
                        .map(|(name, value)| (name.as_str(), value.as_str())),
                );
            }
            Some(CallBody::Json(_) | CallBody::Text(_)) | None => {}
        }
        sent
    }
}

/// The body of a printed request: JSON and forms by what the headers say it is.
fn printed_body(body: &str, headers: &[NameValue]) -> CallBody {
    match http_message::media_type(headers).as_deref() {
        Some("application/x-www-form-urlencoded") => {
            let pairs = url::read_query(body).into_iter();
            let pair = |(name, value): (String, Option<String>)| NameValue {
                name,
                value: value.unwrap_or_default(),
            };
            CallBody::Form(pairs.map(pair).collect())
        }
        _ => serde_json::from_str(body)
            .map_or_else(|_| CallBody::Text(body.to_owned()), CallBody::Json),
    }
}

/// Whether a text holds a curl command.
pub(crate) fn looks_like_curl(text: &str) -> bool {
    // Most blocks of code do without the word.
    memmem::find(text.as_bytes(), b"curl").is_some()
        && text.lines().any(|line| command_start(line).is_some())
}

/// Reads every command of a text.
pub(crate) fn read(text: &str) -> Vec<Curl> {
    let mut commands = Vec::new();
    if !looks_like_curl(text) {
        return commands;
    }
    let mut lines = line_ranges(text).into_iter().peekable();
    while let Some(range) = lines.next() {
        let Some(start) = command_start(&text[range.clone()]) else {
            continue;
        };
        let start = range.start + start;
        let mut end = range.end;
        // A backslash or an open single quote (a JSON body) continues the command.
        let mut quotes = Quotes::default();
        quotes.read(text, start..end);
        while lines.peek().is_some()
            && (text[start..end].trim_end().ends_with('\\') || quotes.open_body(&text[..end]))
        {
            let Some(next) = lines.next() else { break };
            quotes.read(text, next.clone());
            end = next.end;
        }
        let here = here_document(text, start..end);
        if let Some(here) = &here {
            while lines.next_if(|line| line.start <= here.end).is_some() {}
        }
        let input = here.map(|here| &text[here]);
        commands.extend(command(text, start..end, input));
    }
    commands
}

/// The lines after a command up to the word that its `<<` names: what it reads as its input.
fn here_document(text: &str, command: Range<usize>) -> Option<Range<usize>> {
    let (_, rest) = text[command.clone()].split_once("<<")?;
    let rest = rest.trim_start_matches('-').trim_start();
    let word = rest.split_whitespace().next()?.trim_matches(['\'', '"']);
    let start = command.end + 1;
    let mut lines = line_ranges(text.get(start..)?).into_iter();
    let last = lines.find(|line| text[start..][line.clone()].trim() == word)?;
    Some(start..start + last.start)
}

/// Where the word `curl` begins a command in a line.
fn command_start(line: &str) -> Option<usize> {
    let indent = line.len() - line.trim_start().len();
    let rest = line[indent..].strip_prefix("$ ").unwrap_or(&line[indent..]);
    let rest = rest.strip_prefix("sudo ").unwrap_or(rest);
    (rest.starts_with("curl ") || rest == "curl").then_some(line.len() - rest.len())
}

fn line_ranges(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    text.split('\n')
        .map(|line| {
            let range = start..start + line.len();
            start += line.len() + 1;
            range
        })
        .collect()
}

/// What a command's options say, before it is judged as a whole.
#[derive(Default)]
struct Options {
    method: Option<Method>,
    /// Where the method stands, once one is given; `None` inside for no certain place.
    method_at: Option<Option<Range<usize>>>,
    get: bool,
    head: bool,
    upload: bool,
    headers: Vec<NameValue>,
    /// Where the names of the headers stand.
    headers_at: Vec<Option<Range<usize>>>,
    data: Vec<String>,
    parts: Vec<Part>,
    addresses: Vec<String>,
}

/// How many fields of a command are read: nobody types more.
const MOST: usize = 1000;

/// The value of an option.
struct Argument<'a> {
    /// The text of the whole command, and of others perhaps.
    source: &'a str,
    /// The option's own word.
    option: &'a Range<usize>,
    /// The word that the value stands in.
    word: Range<usize>,
    value: String,
}

/// Reads one command; `input` is what it reads where a value is `@-`.
fn command(text: &str, range: Range<usize>, input: Option<&str>) -> Option<Curl> {
    let mut faults = Vec::new();
    let words = words(text, range.clone(), &mut faults);
    let mut options = Options::default();
    let mut rest = words.into_iter();
    let name = rest.next()?;
    while let Some(word) = rest.next() {
        if !word.quoted && matches!(word.text.as_str(), "|" | ";" | "&&" | ">") {
            break;
        }
        if input.is_some() && !word.quoted && word.text.starts_with("<<") {
            continue;
        }
        match option(&word) {
            Some((name, joined)) => {
                let (value, place) = match joined {
                    Some(value) => (value, word.range.clone()),
                    None if takes_value(&name) => rest
                        .next()
                        .map(|next| (next.text, next.range))
                        .unwrap_or_default(),
                    None => (String::new(), word.range.clone()),
                };
                let argument = Argument {
                    source: text,
                    option: &word.range,
                    word: place,
                    value,
                };
                options.apply(&name, argument, &mut faults);
            }
            None => {
                if !word.quoted && word.text.contains('&') && word.text.contains('?') {
                    faults.push((
                        word.range.clone(),
                        "an unquoted `&` ends the command in a shell".to_owned(),
                    ));
                }
                options.addresses.push(word.text);
            }
        }
    }
    if options.cut(MOST) {
        let message = format!("more than {MOST} fields: the rest is not read");
        faults.push((name.range.clone(), message));
    }
    for data in options.data.iter_mut().filter(|data| *data == "@-") {
        *data = input.map_or_else(|| data.clone(), str::to_owned);
    }
    options.finish(range, name.range, faults)
}

/// The option that a word is, with a value that is joined to it.
fn option(word: &Word) -> Option<(String, Option<String>)> {
    let text = &word.text;
    if let Some(long) = text.strip_prefix("--") {
        return Some(match long.split_once('=') {
            Some((name, value)) => (format!("--{name}"), Some(value.to_owned())),
            None => (text.clone(), None),
        });
    }
    let short = text.strip_prefix('-')?;
    let first = short.chars().next()?;
    let name = format!("-{first}");
    let joined = &short[first.len_utf8()..];
    if takes_value(&name) && !joined.is_empty() {
        return Some((name, Some(joined.to_owned())));
    }
    // Several flags in one word: the last one may take a value (`-sX POST`).
    match short.chars().last() {
        Some(last) if short.chars().count() > 1 => Some((format!("-{last}"), None)),
        _ => Some((name, None)),
    }
}

fn takes_value(name: &str) -> bool {
    const WITH_VALUE: &[&str] = &[
        "-X",
        "--request",
        "-H",
        "--header",
        "-d",
        "--data",
        "--data-ascii",
        "--data-binary",
        "--data-raw",
        "--data-urlencode",
        "--json",
        "-F",
        "--form",
        "--form-string",
        "-u",
        "--user",
        "-o",
        "--output",
        "-b",
        "--cookie",
        "-A",
        "--user-agent",
        "-e",
        "--referer",
        "-m",
        "--max-time",
        "--url",
        "-T",
        "--upload-file",
        "-w",
        "--write-out",
        "-c",
        "--cookie-jar",
        "--cacert",
        "--cert",
        "--key",
        "-x",
        "--proxy",
        "--unix-socket",
        "--connect-timeout",
    ];
    WITH_VALUE.contains(&name)
}

impl Options {
    /// Keeps the first fields, and says whether there were more.
    fn cut(&mut self, most: usize) -> bool {
        let is_long = self.data.len().max(self.parts.len()) > most;
        self.data.truncate(most);
        self.parts.truncate(most);
        is_long
    }

    fn apply(
        &mut self,
        name: &str,
        argument: Argument<'_>,
        faults: &mut Vec<(Range<usize>, String)>,
    ) {
        let value = argument.value.as_str();
        match name {
            "-X" | "--request" => {
                self.method = Method::parse(&value.to_uppercase());
                self.method_at = Some(places::method(argument.source, &argument.word, value));
                if self.method.is_none() {
                    faults.push((argument.option.clone(), format!("`{value}` is no method")));
                }
            }
            "-G" | "--get" => self.get = true,
            "-I" | "--head" => self.head = true,
            "-H" | "--header" => self.header(&argument, faults),
            "-d" | "--data" | "--data-ascii" | "--data-binary" | "--data-raw"
            | "--data-urlencode" => {
                self.data.push(argument.value);
            }
            "--json" => {
                self.headers_at.push(None);
                self.headers.push(NameValue {
                    name: "Content-Type".to_owned(),
                    value: "application/json".to_owned(),
                });
                self.data.push(argument.value);
            }
            "-T" | "--upload-file" => {
                self.upload = true;
                self.data.push(format!("@{value}"));
            }
            "-F" | "--form" | "--form-string" => self.parts.push(body::part(value)),
            "--url" => self.addresses.push(argument.value),
            _ => {}
        }
    }

    fn header(&mut self, argument: &Argument<'_>, faults: &mut Vec<(Range<usize>, String)>) {
        let header = argument.value.as_str();
        let (name, value, place) = match header.split_once(':') {
            Some((name, value)) => {
                let place = places::header_name(argument.source, &argument.word, name.trim());
                (name, value, place)
            }
            None => {
                faults.push((
                    argument.option.clone(),
                    format!("`{header}` is no header: a colon must follow the name"),
                ));
                let (name, value) = header.split_once('=').unwrap_or((header, ""));
                (name, value, None)
            }
        };
        self.headers_at.push(place);
        self.headers.push(NameValue {
            name: name.trim().to_owned(),
            value: value.trim().to_owned(),
        });
    }

    /// The address that a header took in because its quote is not closed; the header loses it.
    fn swallowed(&mut self) -> Option<Url> {
        self.headers.iter_mut().find_map(|header| {
            let at = header
                .value
                .find("http://")
                .or_else(|| header.value.find("https://"))?;
            let address = header.value.split_off(at);
            header.value.truncate(header.value.trim_end().len());
            url::read_call(&address)
        })
    }

    fn finish(
        mut self,
        whole: Range<usize>,
        name: Range<usize>,
        faults: Vec<(Range<usize>, String)>,
    ) -> Option<Curl> {
        let url = self
            .addresses
            .iter()
            .find_map(|address| url::read_call(address));
        let mut url = url.or_else(|| self.swallowed())?;
        let mut body = None;
        if self.get {
            for data in &self.data {
                url.query.extend(url::read_query(data));
            }
        } else if !self.parts.is_empty() {
            body = Some(CallBody::Multipart(self.parts));
        } else if !self.data.is_empty() {
            body = Some(body::of_data(&self.data));
        }
        let implied = match body {
            Some(_) if self.upload => Method::Put,
            Some(_) => Method::Post,
            None if self.head => Method::Head,
            None => Method::Get,
        };
        let method = match self.method_at {
            Some(Some(range)) => MethodPlace::Given(range),
            None if !self.head && !self.get => MethodPlace::Implied(name),
            Some(None) | None => MethodPlace::Unsure,
        };
        Some(Curl {
            method: self.method.unwrap_or(implied),
            explicit: self.method.is_some(),
            url,
            headers: self.headers,
            body,
            places: Places {
                whole,
                headers: self.headers_at,
                method,
            },
            faults,
            witness: Witness::Curl,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> String {
        let show = |curl: Curl| {
            let sent: Vec<_> = curl
                .sent()
                .iter()
                .map(|(n, v)| format!("{n}={}", v.unwrap_or("@")))
                .collect();
            format!(
                "{} {} [{}] {}",
                curl.method,
                curl.url.path,
                sent.join(" "),
                curl.faults.len()
            )
        };
        read(text)
            .into_iter()
            .map(show)
            .collect::<Vec<_>>()
            .join("; ")
    }

    #[test]
    fn commands_are_read_as_people_mean_them() {
        for (text, expected) in [
            ("curl https://x.org/a", "GET /a [] 0"),
            ("$ curl -X DELETE \"https://x.org/a/1\"", "DELETE /a/1 [] 0"),
            (
                "curl --request \"PUT\" --header 'T: 1' https://x.org/a?b=c",
                "PUT /a [b=c] 0",
            ),
            ("curl https://x.org/a -d b=1 -d c=2", "POST /a [b=1 c=2] 0"),
            ("curl -T c=2.png https://x.org/a", "PUT /a [] 0"),
            ("curl -d @c=2.txt https://x.org/a", "POST /a [] 0"),
            (
                "curl --upload-file c.png -X POST https://x.org/a",
                "POST /a [] 0",
            ),
            (
                "curl --data \"b=1&c=2 3\" https://x.org/a",
                "POST /a [b=1 c=2 3] 0",
            ),
            (
                "curl -F 'f=@/x/y.zip' -F \"t=1\" https://x.org/a",
                "POST /a [f=@ t=1] 0",
            ),
            ("curl -XPOST https://x.org/a?b=1&c=2", "POST /a [b=1 c=2] 1"),
            (
                "curl -H \"T: 1\" \"https://x.org/a?b=1\ncurl https://x.org/b",
                "GET /a [b=1] 1; GET /b [] 0",
            ),
            (
                "curl -X POST \\\n  -H 'A: b' \\\n  https://x.org/a",
                "POST /a [] 0",
            ),
            (
                "for i in 1 2; do\n  curl https://x.org/${i}\ndone",
                "GET /${i} [] 0",
            ),
            (
                "curl -H 'Content-Type: application/json' --data '{\"b\": \"1\"}' https://x.org/a",
                "POST /a [b=1] 0",
            ),
            (
                "curl -d '{\n \"b\": \"1\"\n}' https://x.org/a",
                "POST /a [b=1] 0",
            ),
            ("curl -G -d b=1 https://x.org/a", "GET /a [b=1] 0"),
            ("curl -H \"T=1\" https://x.org/a", "GET /a [] 1"),
            ("curl -H \"T: 1 \"https://x.org/a\"", "GET /a [] 1"),
        ] {
            assert_eq!(show(text), expected, "{text}");
        }
        assert!(!looks_like_curl("the curly brace"));
    }
}
