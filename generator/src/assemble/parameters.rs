//! Parameters of one operation from all of its sections.

use std::sync::Arc;

use docbind_spec::{
    ArrayStyle, Call, CallBody, Conventions, Credential, Evidence, Example, Location, Parameter,
    PartContent, Presence, PresenceBy, RequestBody, Schema, Witness,
};

use super::gather::{Gathered, gather};
use super::infer::stated;
use super::operation::Merged;
use super::sections::SectionOperation;
use crate::extract::curl::{self, Curl};
use crate::extract::facts::{BodyRole, ParamFact};

/// All parameters: those of the path in order, then as documented.
pub(super) fn merge(merged: &Merged<'_>, api: &Conventions) -> Vec<Parameter> {
    let gathered = gather(merged, &general_names(api));
    gathered
        .into_iter()
        .map(|gathered| parameter(gathered, merged))
        .collect()
}

/// Whether a command of a section calls this operation, possibly with a wrong method; not where
/// the section has a request line of that method as well.
pub(super) fn calls(curl: &Curl, section: &SectionOperation<'_>, merged: &Merged<'_>) -> bool {
    let mut requests = section.endpoint.requests.iter();
    fits(curl, merged)
        && (curl.method == merged.method || requests.all(|other| other.method != curl.method))
}

/// Whether a command calls this operation, its method aside; what stands before the path is of no
/// consequence.
fn fits(curl: &Curl, merged: &Merged<'_>) -> bool {
    let segments = merged.path.segments();
    let parts: Vec<&str> = curl.url.path.trim_matches('/').split('/').collect();
    let Some(most) = parts.len().checked_sub(segments.len()) else {
        return false;
    };
    let wildcard = segments.iter().any(super::calls::is_wildcard);
    let least = if wildcard { 0 } else { most };
    (least..=most).any(|start| super::calls::parts_fit(&parts[start..], segments))
}

/// Names that go with every call and belong to none: credentials and the like.
pub(super) fn general_names(api: &Conventions) -> Vec<&str> {
    let credentials = api.security.iter().flat_map(|scheme| {
        let places = scheme
            .credentials
            .iter()
            .filter_map(|credential| match credential {
                Credential::Query(name) => Some(name.as_str()),
                Credential::Header(_) | Credential::Bearer | Credential::Parameter(_) => None,
            });
        places.chain(scheme.along_with.iter().map(String::as_str))
    });
    credentials
        .chain(api.sudo.iter().filter_map(|sudo| sudo.query.as_deref()))
        .collect()
}

fn parameter(gathered: Gathered<'_>, merged: &Merged<'_>) -> Parameter {
    let sent = sent_values(&gathered.name, merged);
    let in_json = type_in_json(&gathered.name, merged);
    let uploads = uploads(&gathered.name, merged);
    let facts = gathered.facts.iter().map(|(_, fact)| *fact);
    let (schema, typed_by) = match stated::schema(&facts, uploads) {
        (None, _) if sends_entries(&gathered.name, merged) => {
            let map = Schema::Map(Box::new(Schema::String));
            (Some(map), Some(Witness::Curl))
        }
        (schema, witness) if gathered.bracketed => {
            let item = schema.unwrap_or(Schema::String);
            let list = match item {
                Schema::Array(_) => item,
                item => Schema::Array(Box::new(item)),
            };
            (Some(list), witness)
        }
        stated => stated,
    };
    let said = presence(&gathered, merged);
    let values = || gathered.facts.iter().map(|(_, fact)| &fact.values);
    let default = values()
        .find_map(|values| values.default.as_deref())
        .map(|text| stated::default(text, schema.as_ref()));
    let limits = values().find_map(|values| values.limits);
    let description = gathered
        .facts
        .iter()
        .find_map(|(_, fact)| fact.description.clone());
    let mut evidence = gathered.evidence();
    if gathered.location == Location::Path {
        let request = Evidence {
            witness: Witness::RequestLine,
            source: merged.sections[0].source.clone(),
        };
        evidence.insert(0, request);
    }
    Parameter {
        array_style: if gathered.bracketed {
            Some(ArrayStyle::Brackets)
        } else {
            stated::array_style(
                schema.as_ref().unwrap_or(&Schema::String),
                &gathered.name,
                values().any(|values| values.commas),
                merged_curls(merged),
            )
        },
        name: gathered.name.into_owned(),
        location: gathered.location,
        presence: said.presence,
        presence_by: said.by,
        condition: said.condition,
        schema: schema
            .or_else(|| in_json.clone())
            .unwrap_or_else(|| stated::from_sent(&sent)),
        typed_by: typed_by.or(in_json.map(|_| Witness::Example)).or_else(|| {
            (!matches!(stated::from_sent(&sent), Schema::String)).then_some(Witness::Curl)
        }),
        default,
        limits,
        description,
        evidence,
    }
}

fn merged_curls<'a>(merged: &'a Merged<'_>) -> impl Iterator<Item = &'a Curl> {
    merged
        .sections
        .iter()
        .flat_map(|section| section.endpoint.curls.iter().map(|(curl, _)| curl))
}

/// The type of the values that JSON bodies have under a name, where they are plain and alike.
fn type_in_json(name: &str, merged: &Merged<'_>) -> Option<Schema> {
    let examples = merged
        .sections
        .iter()
        .flat_map(|section| &section.endpoint.examples);
    let shown = examples
        .filter(|example| example.role == BodyRole::Request)
        .filter_map(|example| example.body.value());
    let sent = merged_curls(merged).filter_map(|curl| match &curl.body {
        Some(CallBody::Json(value)) => Some(value),
        _ => None,
    });
    let mut types = shown
        .chain(sent)
        .filter_map(|body| body.get(name))
        .filter(|value| !value.is_null())
        .map(Schema::of_plain);
    let first = types.next()??;
    types
        .all(|other| other.as_ref() == Some(&first))
        .then_some(first)
}

/// The values that request lines, commands and bodies send.
fn sent_values(name: &str, merged: &Merged<'_>) -> Vec<String> {
    let commands = merged_curls(merged)
        .flat_map(Curl::sent)
        .collect::<Vec<_>>();
    let lines = merged
        .sections
        .iter()
        .flat_map(|section| &section.requests)
        .flat_map(|request| &request.url.query);
    let bodies = merged
        .sections
        .iter()
        .flat_map(|section| &section.endpoint.examples);
    let fields = bodies
        .filter(|example| example.role == BodyRole::Request)
        .filter_map(|example| example.body.value()?.get(name))
        .map(|value| {
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned)
        });
    commands
        .into_iter()
        .chain(lines.map(|(name, value)| (name.as_str(), value.as_deref())))
        .filter(|(sent, _)| *sent == name)
        .filter_map(|(_, value)| value)
        .filter(|value| !value.starts_with(':'))
        .map(str::to_owned)
        .chain(fields)
        .collect()
}

/// Whether a command sends `name[key]=value`.
fn sends_entries(name: &str, merged: &Merged<'_>) -> bool {
    let is_entry = |sent: &str| {
        let rest = sent
            .strip_prefix(name)
            .and_then(|rest| rest.strip_prefix('['));
        rest.is_some_and(|rest| rest.len() > 1 && rest.find(']') == Some(rest.len() - 1))
    };
    merged_curls(merged).any(|curl| curl.sent().iter().any(|(sent, _)| is_entry(sent)))
}

fn uploads(name: &str, merged: &Merged<'_>) -> bool {
    merged_curls(merged).any(|curl| match &curl.body {
        Some(CallBody::Multipart(parts)) => parts
            .iter()
            .any(|part| part.name == name && matches!(part.content, PartContent::File(_))),
        _ => false,
    })
}

/// What the sections say about presence.
struct Said {
    presence: Presence,
    /// Who says so, where no text beside the parameter does.
    by: Option<PresenceBy>,
    condition: Option<String>,
}

/// Required where every section says so; optional where one says so, or lacks it.
fn presence(gathered: &Gathered<'_>, merged: &Merged<'_>) -> Said {
    if gathered.location == Location::Path {
        return Said {
            presence: Presence::Required,
            by: None,
            condition: None,
        };
    }
    let facts = || gathered.facts.iter().map(|(_, fact)| *fact);
    let condition = facts().find_map(|fact| fact.condition.clone());
    // What a text says of one parameter counts more than what is said of all.
    let own = facts().any(|fact| fact.presence_by.is_none() && fact.presence != Presence::Unstated);
    let counted = |fact: &&ParamFact| !own || fact.presence_by.is_none();
    let said = |presence| {
        facts()
            .filter(counted)
            .any(|fact| fact.presence == presence)
    };
    let everywhere = (0..merged.sections.len())
        .all(|section| gathered.facts.iter().any(|(number, _)| *number == section));
    let presence = if condition.is_some() {
        Presence::Unstated
    } else if said(Presence::Optional) || said(Presence::Required) && !everywhere {
        Presence::Optional
    } else if said(Presence::Required) {
        Presence::Required
    } else {
        Presence::Unstated
    };
    let by = facts().filter(counted).find_map(|fact| fact.presence_by);
    Said {
        presence,
        by: by.filter(|_| presence != Presence::Unstated),
        condition,
    }
}

/// What the operation takes as its body.
pub(super) fn request_body(
    merged: &Merged<'_>,
    parameters: &[Parameter],
    calls: &[Call],
) -> Option<RequestBody> {
    let fields = parameters
        .iter()
        .any(|parameter| parameter.location == Location::Body);
    let said = merged
        .sections
        .iter()
        .any(|section| section.endpoint.raw_body);
    let files =
        || !merged.method.is_bodiless() && calls.iter().any(|call| file_type(call).is_some());
    let raw = said || !fields && files();
    if !fields && !raw {
        return None;
    }
    let examples = merged.sections.iter().flat_map(|section| {
        let requests = section
            .endpoint
            .examples
            .iter()
            .filter(|example| example.role == BodyRole::Request);
        requests.map(|example| Example {
            source: section.source.clone(),
            body: Arc::clone(&example.body),
        })
    });
    let file = parameters
        .iter()
        .any(|parameter| parameter.schema == Schema::File);
    let shown = merged
        .sections
        .iter()
        .flat_map(|section| &section.endpoint.sent_as)
        .map(String::as_str);
    let printed: Vec<&str> = merged
        .sections
        .iter()
        .flat_map(|section| &section.endpoint.printed_as)
        .map(String::as_str)
        .collect();
    let sent = calls
        .iter()
        .filter_map(|call| {
            let file = file_type(call).filter(|_| raw);
            file.or_else(|| media_type(call.body.as_ref()?, raw))
        })
        .filter(|_| printed.is_empty());
    Some(RequestBody {
        media_types: media_types(raw, file, &printed, shown.chain(sent)),
        raw: raw && !fields,
        schema: None,
        examples: examples.collect(),
    })
}

pub(super) const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";
const BYTES: &str = "application/octet-stream";

/// The media type of the file that a command sends as its whole body.
fn file_type(call: &Call) -> Option<&str> {
    let Some(CallBody::Text(text)) = &call.body else {
        return None;
    };
    curl::file(text)?;
    let mut headers = call.headers.iter();
    let said = headers.find(|header| header.name.eq_ignore_ascii_case("content-type"));
    let said = said.and_then(|header| header.value.split(';').next());
    Some(said.map_or(BYTES, str::trim))
}

/// The media type of a body that a command sends.
fn media_type(body: &CallBody, raw: bool) -> Option<&'static str> {
    match body {
        CallBody::Form(_) => Some(FORM),
        CallBody::Multipart(_) => Some(MULTIPART),
        CallBody::Json(_) => Some(JSON),
        CallBody::Text(_) => raw.then_some("text/plain"),
    }
}

/// The media types that documents show, and the one that fits the fields. A printed request says
/// itself what its body is.
fn media_types<'a>(
    raw: bool,
    file: bool,
    printed: &[&'a str],
    shown: impl Iterator<Item = &'a str>,
) -> Vec<String> {
    let mut types: Vec<&str> = printed.iter().copied().chain(shown).collect();
    if file {
        types.insert(0, MULTIPART);
    }
    if raw && types.is_empty() {
        types.push(BYTES);
    } else if !raw && !file && printed.is_empty() {
        types.push(JSON);
    }
    let mut unique: Vec<String> = Vec::new();
    for media_type in types {
        if !unique.iter().any(|known| known == media_type) {
            unique.push(media_type.to_owned());
        }
    }
    unique
}
