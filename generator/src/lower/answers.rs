//! The answers of operations whose documents state more than one status.
//!
//! An operation that answers with one status, or whose only others hold for the whole API, needs
//! no type of its own: its success is the answer, and everything else a failure.

use docbind_spec::{Operation, Response, StatusOrigin};

use super::operations::{answer_of, is_success};
use super::types::Types;
use super::{Answer, Answers, LowerError, StatusVariant};
use crate::names::status_variant;

/// The type of the answers of an operation, if it has one; `success` is what the client expects.
pub(super) fn answers(
    operation: &Operation,
    success: (u16, &Answer),
    ident: &str,
    types: &Types<'_>,
) -> Result<Option<Answers>, LowerError> {
    let mut variants = Vec::new();
    for response in operation.responses.iter().filter(|own| is_own(own)) {
        let body = if response.status == success.0 {
            Some(success.1.clone())
        } else {
            body(operation, response, types)?
        };
        variants.push(variant(response.status, response.description.clone(), body));
    }
    if !variants.iter().any(|variant| variant.status == success.0) {
        variants.insert(0, variant(success.0, None, Some(success.1.clone())));
    }
    Ok((variants.len() > 1).then(|| Answers {
        ident: ident.to_owned(),
        variants,
    }))
}

/// Whether a status is the operation's own: a refusal that follows from the conventions of the
/// API is none.
fn is_own(response: &Response) -> bool {
    response.origin != StatusOrigin::Convention || is_success(response.status)
}

/// What comes with a status other than the one that the client expects.
fn body(
    operation: &Operation,
    response: &Response,
    types: &Types<'_>,
) -> Result<Option<Answer>, LowerError> {
    match response.status {
        status if is_success(status) => answer_of(operation, response, types).map(Some),
        // Where it says that nothing changed or where to look, the status and headers say it all.
        ..400 => Ok(Some(Answer::Empty)),
        _ => Ok(None),
    }
}

fn variant(status: u16, doc: Option<String>, body: Option<Answer>) -> StatusVariant {
    StatusVariant {
        ident: status_variant(status),
        status,
        doc,
        body,
    }
}
