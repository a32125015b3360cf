//! Parameters of one operation from all of its sections.

use std::collections::BTreeMap;

use docbind_spec::{
    Call, CallBody, Conventions, Credential, Evidence, Example, Location, Method, Parameter,
    PartContent, Presence, RequestBody, Schema, Source, Witness,
};
use serde_json::Value;

use super::infer::stated;
use super::operation::Merged;
use super::sections::SectionOperation;
use crate::extract::curl::Curl;
use crate::extract::facts::{BodyRole, ParamFact, ParamPlace};
use crate::extract::param_item;

/// A parameter with the facts about it and the sections they stand in, in document order.
pub(super) struct Gathered<'a> {
    pub(super) name: String,
    pub(super) location: Location,
    pub(super) facts: Vec<(usize, &'a ParamFact)>,
    evidence: Vec<Evidence>,
}

/// All parameters: those of the path in order, then as documented.
pub(super) fn merge(merged: &Merged<'_>, api: &Conventions) -> Vec<Parameter> {
    let gathered = gather(merged, &general_names(api));
    gathered
        .into_iter()
        .map(|gathered| parameter(gathered, merged))
        .collect()
}

/// Parameters so far, found again by name.
struct Slots<'m, 'a> {
    merged: &'m Merged<'a>,
    all: Vec<Gathered<'a>>,
    /// Where the parameter of a name stands in `all`; headers are of their own.
    places: BTreeMap<(String, bool), usize>,
}

impl<'m, 'a> Slots<'m, 'a> {
    /// Those of the path.
    fn new(merged: &'m Merged<'a>) -> Self {
        let mut slots = Self {
            merged,
            all: Vec::new(),
            places: BTreeMap::new(),
        };
        for name in merged.path.placeholders() {
            slots.add(name, Location::Path);
        }
        slots
    }

    fn add(&mut self, name: &str, location: Location) -> usize {
        let number = self.all.len();
        let header = location == Location::Header;
        self.places
            .entry((name.to_owned(), header))
            .or_insert(number);
        self.all.push(Gathered {
            name: name.to_owned(),
            location,
            facts: Vec::new(),
            evidence: Vec::new(),
        });
        number
    }

    /// The parameter of this name; a new one where there is none.
    fn get(
        &mut self,
        name: &str,
        section: &SectionOperation<'_>,
        fact: Option<&ParamFact>,
    ) -> &mut Gathered<'a> {
        let header = fact.is_some_and(|fact| fact.place == ParamPlace::Header);
        let known = self.places.get(&(name.to_owned(), header)).copied();
        let number = known.unwrap_or_else(|| {
            let location = if header {
                Location::Header
            } else {
                let said = fact.and_then(|_| section.unlabelled);
                said.unwrap_or_else(|| location(self.merged.method, section))
            };
            self.add(name, location)
        });
        &mut self.all[number]
    }
}

/// Everything that the sections say about each parameter, those of the path first.
pub(super) fn gather<'a>(merged: &Merged<'a>, general: &[&str]) -> Vec<Gathered<'a>> {
    let mut slots = Slots::new(merged);
    for (number, section) in merged.sections.iter().enumerate() {
        let own: Vec<&str> = section.path.placeholders().collect();
        for name in section
            .requests
            .iter()
            .flat_map(|request| request.url.query.iter().map(|(name, _)| name))
        {
            if param_item::is_name(name) && !general.contains(&name.as_str()) {
                let slot = slots.get(name, section, None);
                add_evidence(slot, Witness::RequestLine, &section.source);
            }
        }
        for fact in &section.endpoint.parameters {
            // The placeholders of a later section may have other names than the first's,
            // nor can they have hyphens.
            let plain = fact.name.replace('-', "_");
            let position = own
                .iter()
                .position(|name| *name == fact.name || *name == plain);
            let name = position
                .and_then(|at| merged.path.placeholders().nth(at))
                .unwrap_or(&fact.name);
            let slot = slots.get(name, section, Some(fact));
            slot.facts.push((number, fact));
            add_evidence(slot, fact.witness, &section.source);
        }
        for name in example_fields(section) {
            let slot = slots.get(&name, section, None);
            add_evidence(slot, Witness::Example, &section.source);
        }
        for (curl, _) in section
            .endpoint
            .curls
            .iter()
            .filter(|(curl, _)| calls(curl, section, merged))
        {
            for (name, _) in curl
                .sent()
                .into_iter()
                .filter(|(name, _)| param_item::is_name(name) && !general.contains(name))
            {
                let slot = slots.get(&base_name(name), section, None);
                add_evidence(slot, curl.witness, &section.source);
            }
        }
    }
    slots.all
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

/// `scope[]` and `variables[A]` are the parameters `scope` and `variables`.
fn base_name(name: &str) -> String {
    name.split('[').next().unwrap_or(name).to_owned()
}

fn example_fields(section: &SectionOperation<'_>) -> Vec<String> {
    let requests = section
        .endpoint
        .examples
        .iter()
        .filter(|example| example.role == BodyRole::Request);
    requests
        .filter_map(|example| example.body.value())
        .filter_map(Value::as_object)
        .flat_map(|map| map.keys().cloned())
        .filter(|name| param_item::is_name(name))
        .collect()
}

/// Where parameters go that are neither in the path nor headers.
fn location(method: Method, section: &SectionOperation<'_>) -> Location {
    let bodiless = matches!(
        method,
        Method::Get | Method::Delete | Method::Head | Method::Options
    );
    if bodiless || section.endpoint.raw_body {
        Location::Query
    } else {
        Location::Body
    }
}

fn add_evidence(gathered: &mut Gathered<'_>, witness: Witness, source: &Source) {
    let evidence = Evidence {
        witness,
        source: source.clone(),
    };
    if !gathered.evidence.contains(&evidence) {
        gathered.evidence.push(evidence);
    }
}

fn parameter(mut gathered: Gathered<'_>, merged: &Merged<'_>) -> Parameter {
    let sent = sent_values(&gathered.name, merged);
    let uploads = uploads(&gathered.name, merged);
    let facts = gathered.facts.iter().map(|(_, fact)| *fact);
    let (schema, typed_by) = match stated::schema(&facts, uploads) {
        (None, _) if sends_entries(&gathered.name, merged) => {
            let map = Schema::Map(Box::new(Schema::String));
            (Some(map), Some(Witness::Curl))
        }
        stated => stated,
    };
    let (presence, condition) = presence(&gathered, merged);
    let values = || gathered.facts.iter().map(|(_, fact)| &fact.values);
    let default = values()
        .find_map(|values| values.default.as_deref())
        .map(|text| stated::default(text, schema.as_ref()));
    let limits = values().find_map(|values| values.limits);
    let description = gathered
        .facts
        .iter()
        .find_map(|(_, fact)| fact.description.clone());
    if gathered.location == Location::Path {
        let request = Evidence {
            witness: Witness::RequestLine,
            source: merged.sections[0].source.clone(),
        };
        gathered.evidence.insert(0, request);
    }
    Parameter {
        array_style: stated::array_style(
            schema.as_ref().unwrap_or(&Schema::String),
            &gathered.name,
            values().any(|values| values.commas),
            merged_curls(merged),
        ),
        name: gathered.name,
        location: gathered.location,
        presence,
        condition,
        schema: schema.unwrap_or_else(|| stated::from_sent(&sent)),
        typed_by: typed_by.or_else(|| {
            (!matches!(stated::from_sent(&sent), Schema::String)).then_some(Witness::Curl)
        }),
        default,
        limits,
        description,
        evidence: gathered.evidence,
    }
}

fn merged_curls<'a>(merged: &'a Merged<'_>) -> impl Iterator<Item = &'a Curl> {
    merged
        .sections
        .iter()
        .flat_map(|section| section.endpoint.curls.iter().map(|(curl, _)| curl))
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

/// Required where every section says so; optional where one says so, or lacks it.
fn presence(gathered: &Gathered<'_>, merged: &Merged<'_>) -> (Presence, Option<String>) {
    if gathered.location == Location::Path {
        return (Presence::Required, None);
    }
    let condition = gathered
        .facts
        .iter()
        .find_map(|(_, fact)| fact.condition.clone());
    let said = |presence| {
        gathered
            .facts
            .iter()
            .any(|(_, fact)| fact.presence == presence)
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
    (presence, condition)
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
    let raw = merged
        .sections
        .iter()
        .any(|section| section.endpoint.raw_body);
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
            body: example.body.clone(),
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
    let sent = calls
        .iter()
        .filter_map(|call| media_type(call.body.as_ref()?, raw));
    Some(RequestBody {
        media_types: media_types(raw, file, shown.chain(sent)),
        raw: raw && !fields,
        examples: examples.collect(),
    })
}

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

/// The media type of a body that a command sends.
fn media_type(body: &CallBody, raw: bool) -> Option<&'static str> {
    match body {
        CallBody::Form(_) => Some(FORM),
        CallBody::Multipart(_) => Some(MULTIPART),
        CallBody::Json(_) => Some(JSON),
        CallBody::Text(_) => raw.then_some("text/plain"),
    }
}

/// The media types that documents show, and the one that fits the fields.
fn media_types<'a>(raw: bool, file: bool, shown: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut types: Vec<&str> = shown.collect();
    if file {
        types.insert(0, MULTIPART);
    }
    if raw && types.is_empty() {
        types.push("application/octet-stream");
    } else if !raw && !file {
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
