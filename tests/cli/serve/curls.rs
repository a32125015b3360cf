//! Every documented curl line of the real documents, each against a server that nobody has called
//! before: the documented status, and every key of the documented example.
//!
//! Once as docbind reads the lines, with the status and the examples of the spec; and once as a
//! shell reads them, with the conventions of all three documents: 201 for POST, 200 otherwise.
//! Operations without such a line are called with values of their types.

use std::collections::BTreeSet;
use std::fmt::Display;

use docbind_spec::{
    ApiSpec, Call, CallBody, NameValue, Operation, PartContent, Source, StatusOrigin,
};
use serde_json::Value;

use super::corpora::{Corpus, corpora};
use super::dice::Dice;
use super::http::{Answer, Request};
use super::keys;
use super::requests;
use super::running::Running;
use super::shell;

/// A call that is not answered as documented, because it is wrong itself.
struct Exception {
    /// The documents.
    corpus: &'static str,
    /// Its method and path.
    request: &'static str,
    /// The status that it is answered with.
    status: u16,
    /// What is wrong with it.
    reason: &'static str,
}

const EXCEPTIONS: &[Exception] = &[
    Exception {
        corpus: "gitlab-v3-2016",
        request: "PUT /api/v3/namespaces",
        status: 405,
        reason: "the text beside it lists namespaces, and nothing is said to change all of them",
    },
    Exception {
        corpus: "gitlab-v3-2016",
        request: "POST /api/v3/projects/archive",
        status: 405,
        reason: "it leaves out which project, and the request line has it",
    },
    Exception {
        corpus: "gitlab-v3-2016",
        request: "POST /api/v3/projects/unarchive",
        status: 405,
        reason: "it leaves out which project",
    },
    Exception {
        corpus: "gitlab-v3-2016",
        request: "PATCH /ci/api/v1/builds/1234/trace.txt",
        status: 401,
        reason: "its headers have no colon, so that curl sends neither the token nor the range",
    },
    Exception {
        corpus: "gitlab-v3-2016",
        request: "POST /ci/api/v1/builds/1234/artifacts",
        status: 201,
        reason: "beside the request line of a download stands what curl sends as an upload",
    },
];

/// What is expected of the answer to a call.
struct Expected {
    status: u16,
    /// The documented examples: the answer has the keys of one of them.
    examples: Vec<Value>,
}

impl Expected {
    /// What is wrong with the answer.
    fn fault(&self, request: &Request, answer: &Answer) -> Option<String> {
        if answer.status != self.status {
            let body = String::from_utf8_lossy(&answer.body);
            let body: String = body.chars().take(200).collect();
            return Some(format!(
                "{} instead of {}: {body}",
                answer.status, self.status
            ));
        }
        let Some(first) = self.examples.first() else {
            return None;
        };
        let Some(value) = answer.json() else {
            return Some(format!("no JSON, and the example is {first}"));
        };
        // A list where one object is created or changed is a fault of the documents.
        let is_one = request.method != "GET" && value.is_object();
        let lacks = |example: &Value| match (example, example.get(0)) {
            (Value::Array(_), Some(first)) if is_one => keys::missing(first, &value),
            _ => keys::missing(example, &value),
        };
        let best = self.examples.iter().map(lacks).min_by_key(Vec::len)?;
        (!best.is_empty()).then(|| format!("lacks {}", best.join(", ")))
    }
}

#[test]
fn every_documented_call_is_answered_as_documented() {
    let mut judge = Judge::default();
    for corpus in corpora() {
        judge.hear_what_docbind_reads(&corpus);
        judge.hear_what_a_shell_reads(&corpus);
        judge.hear_what_is_documented(&corpus);
    }
    judge.speak();
}

/// Compares answers with what is documented.
#[derive(Default)]
struct Judge {
    /// How many answers there were.
    answers: usize,
    /// How many of them were compared with an example.
    compared: usize,
    faults: Vec<String>,
    /// The exceptions that there was a call for.
    excepted: BTreeSet<&'static str>,
}

impl Judge {
    /// Makes a call and compares the answer.
    fn hear(&mut self, corpus: &Corpus, request: &Request, expected: &Expected, at: &dyn Display) {
        let server = Running::start(&corpus.mock);
        let answer = request.send(server.address);
        self.answers += 1;
        self.compared += usize::from(!expected.examples.is_empty());
        let Some(fault) = expected.fault(request, &answer) else {
            return;
        };
        match exception(corpus, request).filter(|known| known.status == answer.status) {
            Some(known) => {
                println!(
                    "{}: {}, since {}",
                    known.request, known.status, known.reason
                );
                self.excepted.insert(known.request);
            }
            None => {
                let place = format!("{} {at}: {request}", corpus.name);
                self.faults.push(format!("{place}\n    {fault}"));
            }
        }
    }

    fn hear_what_docbind_reads(&mut self, corpus: &Corpus) {
        for operation in &corpus.spec.operations {
            for call in &operation.calls {
                let request = as_printed(&corpus.spec, call);
                let expected = documented(operation, Some(&call.source));
                self.hear(corpus, &request, &expected, &call.source);
            }
        }
    }

    fn hear_what_a_shell_reads(&mut self, corpus: &Corpus) {
        for (page, text) in &corpus.pages {
            for curl in shell::curls(text) {
                let created = curl.request.method == "POST";
                let expected = Expected {
                    status: if created { 201 } else { 200 },
                    examples: curl.shown.into_iter().collect(),
                };
                let place = format!("{page}:{} {}", curl.line, curl.section);
                self.hear(corpus, &curl.request, &expected, &place);
            }
        }
    }

    /// Every operation, also those without a curl line.
    fn hear_what_is_documented(&mut self, corpus: &Corpus) {
        let mut dice = Dice::new(7);
        for operation in &corpus.spec.operations {
            let request = requests::any(&mut dice, &corpus.spec, operation);
            self.hear(
                corpus,
                &request,
                &documented(operation, None),
                &operation.id,
            );
        }
    }

    #[track_caller]
    fn speak(&self) {
        let (count, faults) = (self.faults.len(), self.faults.join("\n"));
        assert!(faults.is_empty(), "{count} faults:\n{faults}");
        let known = EXCEPTIONS.iter().map(|exception| exception.request);
        let kept: Vec<_> = known.filter(|it| !self.excepted.contains(it)).collect();
        assert!(
            self.answers == 0 || kept.is_empty(),
            "no exceptions any more: {kept:?}"
        );
        println!("{} answers, {} with examples", self.answers, self.compared);
    }
}

fn exception(corpus: &Corpus, request: &Request) -> Option<&'static Exception> {
    let path = request.target.split('?').next()?;
    let request = format!("{} {path}", request.method);
    let is = |known: &&Exception| known.corpus == corpus.name && known.request == request;
    EXCEPTIONS.iter().find(is)
}

/// What is said about the answer: by this section, or by any where it says nothing.
fn documented(operation: &Operation, section: Option<&Source>) -> Expected {
    let success = operation
        .responses
        .iter()
        .filter(|response| response.status < 300)
        .min_by_key(|response| match response.origin {
            StatusOrigin::Override => 0,
            StatusOrigin::Stated => 1,
            StatusOrigin::Convention => 2,
        });
    let Some(success) = success else {
        panic!("{}: no success is documented", operation.path);
    };
    let (own, others): (Vec<_>, Vec<_>) = success
        .examples
        .iter()
        .partition(|example| Some(&example.source) == section);
    let examples = if own.is_empty() { others } else { own };
    Expected {
        status: success.status,
        examples: examples
            .iter()
            .filter_map(|example| example.body.value().cloned())
            .collect(),
    }
}

/// The request of a call, as it stands in the documents.
fn as_printed(spec: &ApiSpec, call: &Call) -> Request {
    let mut target = requests::whole(spec, &call.path);
    if !call.query.is_empty() {
        target.push('?');
        target.push_str(&encoded(&call.query));
    }
    let header = |pair: &NameValue| {
        let is_token = pair.name.to_ascii_lowercase().ends_with("token");
        let value = if is_token { "any" } else { &pair.value };
        (pair.name.clone(), value.to_owned())
    };
    let mut request = Request {
        method: call.method.to_string(),
        target,
        headers: call.headers.iter().map(header).collect(),
        body: Vec::new(),
    };
    if let Some(body) = &call.body {
        let (media_type, bytes) = sent(body);
        let given = |(name, _): &(String, String)| name.eq_ignore_ascii_case("content-type");
        if !request.headers.iter().any(given) {
            let header = ("Content-Type".to_owned(), media_type.to_owned());
            request.headers.push(header);
        }
        request.body = bytes;
    }
    request
}

/// Media type and bytes of a body.
fn sent(body: &CallBody) -> (&'static str, Vec<u8>) {
    match body {
        CallBody::Form(pairs) => (
            "application/x-www-form-urlencoded",
            encoded(pairs).into_bytes(),
        ),
        CallBody::Multipart(parts) => {
            let part = |part: &docbind_spec::Part| match &part.content {
                PartContent::Value(value) => format!("{}={value}", part.name),
                PartContent::File(path) => format!("{}=@{path}", part.name),
            };
            let parts: Vec<String> = parts.iter().map(part).collect();
            let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
            (shell::MULTIPART, shell::multipart(&parts))
        }
        CallBody::Json(value) => ("application/json", value.to_string().into_bytes()),
        CallBody::Text(text) => (
            "application/x-www-form-urlencoded",
            text.clone().into_bytes(),
        ),
    }
}

/// Names and values as they stand in a query or a form.
fn encoded(pairs: &[NameValue]) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
            char::from(byte).to_string()
        }
        other => format!("%{other:02X}"),
    };
    let text = |text: &str| text.bytes().map(byte).collect::<String>();
    let pair = |pair: &NameValue| format!("{}={}", text(&pair.name), text(&pair.value));
    pairs.iter().map(pair).collect::<Vec<_>>().join("&")
}
