//! `tests/exceptions.rs`: what is documented but contradicts its operation, one list, and a test
//! that each entry really does.

use super::rust_type::ident;
use crate::code::{Code, code, list};

use super::fixtures::crate_name;
use super::{Source, doc, gate};
use crate::lower::{Exception, Reason, RustApi};

/// The file.
pub(super) fn emit(api: &RustApi) -> Source {
    let docs = doc::inner(&[
        "Documented calls and examples that contradict their operation, and how.",
        "They are not among the other tests. An entry that contradicts nothing fails here.",
    ]);
    let name = crate_name(api);
    let name = ident(&name);
    let pairs = api.resources.iter().zip(&api.fixtures);
    let entries = list(pairs.flat_map(|(resource, fixtures)| {
        let gate = gate::resource(resource);
        let entries = fixtures.exceptions.iter().map(entry);
        entries.map(|entry| code!(#gate #entry)).collect::<Vec<_>>()
    }));
    let tokens = code! {
        #docs
        #[path = "contradictions/mod.rs"]
        mod contradictions;
        use #name::operations::OPERATIONS;
        use #name::runtime::BodyKind;
        use contradictions::{Exception, Facts};
        #[doc = " The list, in the order of the operations."]
        const EXCEPTIONS: &[Exception] = &[#entries];
        #[test]
        fn each_is_a_contradiction() {
            contradictions::check(EXCEPTIONS, facts);
        }
        #[doc = " What the crate knows of an operation."]
        fn facts(id: &str) -> Option<Facts> {
            let operation = OPERATIONS.iter().find(|operation| operation.id == id)?;
            let parameters = operation.params.iter();
            Some(Facts {
                method: operation.method.as_str(),
                path: operation.path,
                parameters: parameters.map(|param| (param.name, param.required)).collect(),
                raw: operation.body == BodyKind::Raw,
            })
        }
    };
    Source::code("tests/exceptions.rs", tokens)
}

/// The whole path of the reason: there may be no entry that would use an import.
fn entry(exception: &Exception) -> Code {
    let (operation, source) = (&exception.operation, &exception.source);
    let reason = match &exception.reason {
        Reason::OtherMethod { documented } => code!(OtherMethod { documented: #documented }),
        Reason::OtherPath { documented } => code!(OtherPath { documented: #documented }),
        Reason::UnlistedParameter { name } => code!(UnlistedParameter { name: #name }),
        Reason::MissingParameter { name, sent } => {
            let sent = list(sent);
            code!(MissingParameter { name: #name, sent: &[#sent] })
        }
        Reason::SentTwice { name, times } => {
            code!(SentTwice { name: #name, times: #times })
        }
        Reason::OtherType {
            name,
            value,
            expected,
        } => code!(OtherType { name: #name, value: #value, expected: #expected }),
        Reason::OtherBody => code!(OtherBody),
        Reason::InvalidExample { text } => code!(InvalidExample { text: #text }),
    };
    code! {
        Exception { operation: #operation, source: #source, reason: contradictions::Reason::#reason }
    }
}
