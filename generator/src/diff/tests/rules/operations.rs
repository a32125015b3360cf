//! Operations, their parameters and their responses.

use super::api::{paging, source};
use super::*;

pub(super) const OPERATIONS: &[Case] = &[
    (
        (Rule::OperationRemoved, BreaksBoth),
        (Rule::OperationAdded, Safe),
        |it| {
            it.operations.remove(0);
        },
    ),
    (
        (Rule::OperationRenamed, BreaksBoth),
        (Rule::OperationRenamed, BreaksBoth),
        |it| {
            it.operations[0].id = "all".to_owned();
        },
    ),
    (
        (Rule::OperationMoved, BreaksClient),
        (Rule::OperationMoved, BreaksClient),
        |it| {
            it.operations[0].path = "/tomes".to_owned();
        },
    ),
    (
        (Rule::OperationMoved, Safe),
        (Rule::OperationAliasRemoved, BreaksClient),
        |it| {
            let path = std::mem::replace(&mut it.operations[0].path, "/tomes".to_owned());
            it.operations[0].aliases.push(path);
            it.operations[0].aliases.push("/volumes".to_owned());
        },
    ),
    (
        (Rule::OperationAliasAdded, Safe),
        (Rule::OperationAliasRemoved, BreaksClient),
        |it| {
            it.operations[0].aliases.push("/tomes".to_owned());
        },
    ),
    (
        (Rule::DeprecationAdded, Safe),
        (Rule::DeprecationRemoved, Safe),
        |it| {
            it.operations[0].deprecated = true;
        },
    ),
    (
        (Rule::RequestBodyChanged, BreaksBoth),
        (Rule::RequestBodyChanged, BreaksBoth),
        |it| {
            it.operations[2].request_body.as_mut().unwrap().raw = true;
        },
    ),
    (
        (Rule::RequestMediaTypeAdded, Safe),
        (Rule::RequestMediaTypeRemoved, BreaksClient),
        |it| {
            let body: &mut RequestBody = it.operations[2].request_body.as_mut().unwrap();
            body.media_types.push("text/csv".to_owned());
        },
    ),
    (
        (Rule::RequestExamplesChanged, Prose),
        (Rule::RequestExamplesChanged, Prose),
        |it| {
            let example = it.operations[0].responses[0].examples[0].clone();
            it.operations[2]
                .request_body
                .as_mut()
                .unwrap()
                .examples
                .push(example);
        },
    ),
    (
        (Rule::CallsChanged, Prose),
        (Rule::CallsChanged, Prose),
        |it| {
            it.operations[0].calls.push(super::super::call());
        },
    ),
    (
        (Rule::OperationSectionsChanged, Prose),
        (Rule::OperationSectionsChanged, Prose),
        |it| {
            it.operations[0].sections[0].source = source();
        },
    ),
    (
        (Rule::OperationWordingChanged, Prose),
        (Rule::OperationWordingChanged, Prose),
        |it| {
            it.operations[0].sections[0].title = "All books".to_owned();
        },
    ),
    (
        (Rule::OperationDetailsChanged, Prose),
        (Rule::OperationDetailsChanged, Prose),
        |it| {
            it.operations[0].parameters[0].evidence.clear();
        },
    ),
    (
        (Rule::OperationCodeChanged, BreaksBoth),
        (Rule::OperationCodeChanged, BreaksBoth),
        |it| {
            // A list in an API that pages lists.
            it.api.paging = Some(paging(20));
        },
    ),
];

pub(super) const PARAMETERS: &[Case] = &[
    (
        (Rule::RequestParameterRemoved, BreaksBoth),
        (Rule::RequestParameterAdded, Safe),
        |it| {
            it.operations[0].parameters.remove(0);
        },
    ),
    (
        (Rule::RequestParameterRemoved, BreaksBoth),
        (Rule::RequestRequiredParameterAdded, BreaksClient),
        |it| {
            it.operations[2].parameters.remove(0);
        },
    ),
    (
        (Rule::RequestParameterRenamed, BreaksBoth),
        (Rule::RequestParameterRenamed, BreaksBoth),
        |it| it.operations[0].parameters[0].name = "author_name".to_owned(),
    ),
    (
        (Rule::PathPlaceholderRenamed, BreaksServer),
        (Rule::PathPlaceholderRenamed, BreaksServer),
        |it| {
            it.operations[1].path = "/books/:book_isbn".to_owned();
            it.operations[1].parameters[0].name = "book_isbn".to_owned();
        },
    ),
    // What another kind of identifier stands for is another thing.
    (
        (Rule::PathPlaceholderRenamed, BreaksBoth),
        (Rule::PathPlaceholderRenamed, BreaksBoth),
        |it| {
            it.operations[1].path = "/books/:number".to_owned();
            it.operations[1].parameters[0].name = "number".to_owned();
        },
    ),
    (
        (Rule::RequestParameterMoved, BreaksClient),
        (Rule::RequestParameterMoved, BreaksClient),
        |it| it.operations[0].parameters[0].location = Location::Header,
    ),
    (
        (Rule::RequestParameterBecameRequired, BreaksBoth),
        (Rule::RequestParameterBecameOptional, BreaksBoth),
        |it| it.operations[0].parameters[0].presence = Presence::Required,
    ),
    (
        (Rule::RequestParameterPresenceUnstated, Safe),
        (Rule::RequestParameterPresenceStated, Safe),
        |it| it.operations[0].parameters[0].presence = Presence::Unstated,
    ),
    (
        (Rule::RequestParameterConditionAdded, Safe),
        (Rule::RequestParameterConditionRemoved, Safe),
        |it| it.operations[0].parameters[0].condition = Some("if new".to_owned()),
    ),
    (
        (Rule::RequestParameterTypeChanged, BreaksBoth),
        (Rule::RequestParameterTypeChanged, BreaksBoth),
        |it| it.operations[0].parameters[0].schema = Schema::Integer,
    ),
    (
        (Rule::RequestParameterValueAdded, BreaksServer),
        (Rule::RequestParameterValueRemoved, BreaksBoth),
        |it| {
            let Schema::Enum(values) = &mut it.operations[0].parameters[1].schema else {
                panic!("no enumeration");
            };
            values.push("none".to_owned());
        },
    ),
    (
        (Rule::RequestParameterDefaultAdded, Safe),
        (Rule::RequestParameterDefaultRemoved, Safe),
        |it| it.operations[0].parameters[0].default = Some("Ann".into()),
    ),
    (
        (Rule::RequestParameterLimitTightened, BreaksClient),
        (Rule::RequestParameterLimitLoosened, Safe),
        |it| {
            it.operations[0].parameters[0].limits = Some(Limits {
                max_length: Some(9),
                ..Limits::default()
            });
        },
    ),
    (
        (Rule::RequestParameterStyleChanged, BreaksBoth),
        (Rule::RequestParameterStyleChanged, BreaksBoth),
        |it| it.operations[0].parameters[0].array_style = Some(ArrayStyle::Commas),
    ),
    (
        (Rule::RequestParameterWordingChanged, Prose),
        (Rule::RequestParameterWordingChanged, Prose),
        |it| it.operations[0].parameters[0].description = None,
    ),
    (
        // The identifier of an object is a type of its own where identifiers are told apart.
        (Rule::RequestParameterCodeChanged, BreaksBoth),
        (Rule::RequestParameterCodeChanged, BreaksBoth),
        |it| {
            let mut clash = it.operations[0].parameters[0].clone();
            clash.location = Location::Header;
            it.operations[0].parameters.push(clash);
        },
    ),
];

/// What a parameter already says, said otherwise.
pub(super) const PARAMETER_STATED: &[Case] = &[
    (
        (Rule::RequestParameterConditionChanged, Safe),
        (Rule::RequestParameterConditionChanged, Safe),
        |it| it.operations[0].parameters[0].condition = Some("if old".to_owned()),
    ),
    (
        (Rule::RequestParameterDefaultChanged, BreaksBoth),
        (Rule::RequestParameterDefaultChanged, BreaksBoth),
        |it| it.operations[0].parameters[0].default = Some("Bo".into()),
    ),
];

pub(super) const RESPONSES: &[Case] = &[
    (
        (Rule::ResponseStatusAdded, BreaksServer),
        (Rule::ResponseStatusRemoved, BreaksServer),
        |it| {
            let mut response = it.operations[0].responses[0].clone();
            response.status = 304;
            response.origin = docbind_spec::StatusOrigin::Stated;
            response.schema = None;
            it.operations[0].responses.push(response);
        },
    ),
    (
        (Rule::ResponseStatusChanged, Safe),
        (Rule::ResponseStatusChanged, Safe),
        |it| it.operations[0].responses[0].status = 206,
    ),
    (
        (Rule::ResponseTypeChanged, BreaksBoth),
        (Rule::ResponseTypeChanged, BreaksBoth),
        |it| it.operations[1].responses[0].schema = Some(Schema::Integer),
    ),
    (
        (Rule::ResponseMediaTypeChanged, BreaksBoth),
        (Rule::ResponseMediaTypeChanged, BreaksBoth),
        |it| it.operations[1].responses[0].media_type = Some("text/plain".to_owned()),
    ),
    (
        (Rule::ResponseHeaderAdded, Safe),
        (Rule::ResponseHeaderRemoved, BreaksClient),
        |it| {
            it.operations[0].responses[0].headers.push(Header {
                name: "X-Total".to_owned(),
                description: None,
            });
        },
    ),
    (
        (Rule::ResponseOriginChanged, Prose),
        (Rule::ResponseOriginChanged, Prose),
        |it| it.operations[0].responses[0].origin = docbind_spec::StatusOrigin::Stated,
    ),
    (
        (Rule::ResponseExamplesChanged, Prose),
        (Rule::ResponseExamplesChanged, Prose),
        |it| it.operations[0].responses[0].examples.clear(),
    ),
    (
        (Rule::ResponseWordingChanged, Prose),
        (Rule::ResponseWordingChanged, Prose),
        |it| it.operations[0].responses[0].description = Some("It is there.".to_owned()),
    ),
];
