//! Fields of parameters: in a table or list of their own, or with the parameter in their names.
//!
//! What comes in: what stands before a table or list, and the parameters so far. What goes out:
//! parameters with the fields that they have.

use std::collections::{BTreeMap, BTreeSet};

use docbind_spec::{CallBody, Method, Schema};
use serde_json::Value;

use super::endpoint::plain_parameter;
use super::facts::{BodyRole, Endpoint, ParamFact, ParamPlace};
use super::{param_name, type_text};
use crate::few;
use crate::markdown::{Style, Text};

/// Words of a lead to fields.
const FIELDS: &[&str] = &[
    "fields",
    "attributes",
    "properties",
    "keys",
    "members",
    "parameters",
];

/// Words of a lead that names a parameter for another reason.
const OTHERS: &[&str] = &[
    "addition",
    "besides",
    "apart from",
    "except",
    "without",
    "values",
    "one of",
];

/// Words that may follow the name of a parameter in the heading above its fields.
const AFTER_NAME: &[&str] = &[
    "object",
    "objects",
    "hash",
    "fields",
    "attributes",
    "parameters",
    "properties",
    "items",
];

/// The parameter whose fields a heading announces: it has that name.
pub(super) fn owner_in_heading(title: &str, known: &[ParamFact]) -> Option<String> {
    let mut words: Vec<&str> = title.split_whitespace().collect();
    if words.len() > 1
        && words
            .last()
            .is_some_and(|word| AFTER_NAME.contains(&word.to_lowercase().as_str()))
    {
        words.pop();
    }
    let [word] = words.as_slice() else {
        return None;
    };
    let name = param_name::clean(word)?;
    find(known, &name).map(|fact| fact.name.clone())
}

/// The parameter whose fields a lead announces that only names it: "The `author` object:".
pub(super) fn owner_before_colon(lead: &str, known: &[ParamFact]) -> Option<String> {
    let title = lead.trim().strip_suffix(':')?;
    let title = title.strip_prefix("The ").unwrap_or(title);
    let object = title.ends_with(" object") || title.ends_with(" objects");
    object.then(|| owner_in_heading(title, known))?
}

/// Words around the name of a type.
const AROUND_TYPES: &[&str] = &["array", "list", "of", "object", "objects", "the", "a", "an"];

/// The one name in a text that is a type of the documents' own: "array of Author", "The Author
/// object".
pub(super) fn type_name(text: &str) -> Option<String> {
    if type_text::read(text).is_some() {
        return None;
    }
    let is_around = |word: &&str| AROUND_TYPES.contains(&word.to_lowercase().as_str());
    let mut words = text.split_whitespace().filter(|word| !is_around(word));
    let name = words.next()?.trim_end_matches("[]").to_owned();
    (words.next().is_none() && param_name::is_name(&name)).then_some(name)
}

/// The parameter whose type has this name, of those with types of the documents' own.
pub(super) fn owner_of_type(title: &str, types: &[(String, String)]) -> Option<String> {
    let name = type_name(title)?;
    let mut named = types.iter().filter(|(of, _)| is_same(of, &name));
    let (_, owner) = named.next()?;
    // Fields of a type that two parameters have would be those of one only.
    named.next().is_none().then(|| owner.clone())
}

/// The parameters whose fields a paragraph announces: "Each `item` has these fields:", "The `from`
/// and `to` parameters have the same keys:".
pub(super) fn owners_in_lead(text: &Text, known: &[ParamFact]) -> Vec<String> {
    let plain = text.plain();
    if !plain.trim_end().ends_with(':') {
        return Vec::new();
    }
    let lower = plain.to_lowercase();
    let last = lower.rsplit(". ").next().unwrap_or_default();
    let has = |words: &[&str]| words.iter().any(|word| last.contains(word));
    if !last.trim_end().ends_with(':') || !has(FIELDS) || has(OTHERS) {
        return Vec::new();
    }
    let run = named_together(text);
    if run.len() > 1 {
        return run;
    }
    let mut codes = text
        .codes()
        .filter_map(|code| param_name::clean(&code.text));
    let first = codes.find_map(|name| find(known, &name).map(|fact| fact.name.clone()));
    first.into_iter().collect()
}

/// Words behind names that say that these are parameters.
const NAMED: &[&str] = &[
    "parameter",
    "object",
    "hash",
    "attribute",
    "field",
    "propert",
];

/// The names set as code one after the other that a text calls parameters: "both the `from` and
/// `to` objects".
fn named_together(text: &Text) -> Vec<String> {
    let mut names = Vec::new();
    for piece in text.visible() {
        let words = piece.text.trim().to_lowercase();
        if piece.style == Style::Code {
            names.extend(param_name::clean(&piece.text));
        } else if !names.is_empty() && NAMED.iter().any(|word| words.starts_with(word)) {
            return names;
        } else if !matches!(words.as_str(), "and" | "or" | "," | ", and") {
            names.clear();
        }
    }
    Vec::new()
}

/// The parameter or field of this name, in the singular or plural.
fn find<'a>(known: &'a [ParamFact], name: &str) -> Option<&'a ParamFact> {
    let direct = known.iter().find(|fact| is_same(&fact.name, name));
    direct.or_else(|| known.iter().find_map(|fact| find(&fact.fields, name)))
}

fn is_same(one: &str, other: &str) -> bool {
    let plain = |name: &str| {
        let name = name.trim_end_matches("[]").to_lowercase();
        name.strip_suffix('s').map(str::to_owned).unwrap_or(name)
    };
    plain(one) == plain(other)
}

/// Fields without the name of the object they are in: `author.name` below `author` is `name`.
pub(super) fn within(owner: &str, mut fields: Vec<ParamFact>) -> Vec<ParamFact> {
    for field in &mut fields {
        let own = field.name.strip_prefix(owner);
        let own = own.and_then(|rest| rest.strip_prefix('.'));
        if let Some(name) = own.filter(|name| param_name::is_name(name)) {
            field.name = name.to_owned();
        }
    }
    fields
}

/// Gives fields to the parameter that they belong to; hands them back where there is none.
pub(super) fn attach(
    known: &mut [ParamFact],
    owner: &str,
    fields: Vec<ParamFact>,
) -> Option<Vec<ParamFact>> {
    let direct = known.iter().position(|fact| is_same(&fact.name, owner));
    if let Some(fact) = direct.and_then(|at| known.get_mut(at)) {
        fact.fields.extend(fields);
        return None;
    }
    let mut rest = Some(fields);
    for fact in known {
        rest = rest.and_then(|fields| attach(&mut fact.fields, owner, fields));
    }
    rest
}

/// Makes `author[name]`, `author.name` and `author:name` fields of `author` where they are sent in
/// a body. In a query they are names as they stand.
pub(super) fn fold(endpoint: &mut Endpoint) {
    let has_body = |method: Method| matches!(method, Method::Post | Method::Put | Method::Patch);
    if !endpoint
        .requests
        .iter()
        .all(|request| has_body(request.method))
    {
        return;
    }
    let sent = sent_objects(endpoint);
    let mut all = std::mem::take(&mut endpoint.parameters);
    join_shown(&mut all, &sent);
    let named = all.iter().map(|fact| fact.name.clone());
    let parents: BTreeSet<String> = named.chain(sent.into_keys()).collect();
    for fact in all {
        let in_body = matches!(fact.place, ParamPlace::Unsaid | ParamPlace::Body);
        match parts(&fact.name, &parents).filter(|_| in_body) {
            Some(parts) => insert(&mut endpoint.parameters, parts, fact),
            None => few::push(&mut endpoint.parameters, fact),
        }
    }
}

/// The objects that bodies send, lists of them included, with the names of what is in them.
fn sent_objects(endpoint: &Endpoint) -> BTreeMap<String, BTreeSet<String>> {
    let examples = endpoint.examples.iter();
    let shown = examples
        .filter(|example| example.role == BodyRole::Request)
        .filter_map(|example| example.body.value());
    let commands = endpoint.curls.iter();
    let sent = commands.filter_map(|(curl, _)| match &curl.body {
        Some(CallBody::Json(value)) => Some(value),
        _ => None,
    });
    let mut objects: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let bodies = shown.chain(sent).filter_map(Value::as_object);
    for (name, value) in bodies.flatten() {
        let inner = match value {
            Value::Array(items) => items.first().and_then(Value::as_object),
            value => value.as_object(),
        };
        if let Some(inner) = inner {
            let known = objects.entry(name.clone()).or_default();
            known.extend(inner.keys().cloned());
        }
    }
    objects
}

/// Makes one name of `author/name`, which is read as two, where a body shows the second in the
/// first.
fn join_shown(all: &mut Vec<ParamFact>, sent: &BTreeMap<String, BTreeSet<String>>) {
    let mut at = 1;
    while at < all.len() {
        let (before, fact) = (&all[at - 1], &all[at]);
        let inside = sent.get(&before.name);
        if before.range == fact.range && inside.is_some_and(|it| it.contains(&fact.name)) {
            let name = format!("{}.{}", before.name, fact.name);
            all.remove(at);
            all[at - 1].name = name;
        } else {
            at += 1;
        }
    }
}

/// A part of a name: that of an object, or of what is in one.
struct Part {
    name: String,
    /// What is in each of a list's items, where the part is `name[]`.
    holds: Option<Schema>,
}

/// The parts of a name, two at least. A colon parts names only where the first part is known: as a
/// parameter, or as an object that a body shows.
fn parts(name: &str, known: &BTreeSet<String>) -> Option<Vec<Part>> {
    let colon = name
        .split_once(':')
        .is_some_and(|(first, _)| known.contains(first));
    let marks: &[char] = if colon { &['[', '.', ':'] } else { &['[', '.'] };
    let mut parts: Vec<Part> = Vec::new();
    for text in name.split(marks) {
        match (text.trim_end_matches(']'), parts.last_mut()) {
            ("", Some(list)) => list.holds = Some(Schema::Array(Box::new(Schema::Any))),
            ("", None) => return None,
            (name, _) => parts.push(Part {
                name: name.to_owned(),
                holds: None,
            }),
        }
    }
    let sound = parts.iter().all(|part| param_name::is_name(&part.name));
    (sound && parts.len() > 1).then_some(parts)
}

/// Puts a parameter where its parts say, with what is missing above it.
fn insert(known: &mut Vec<ParamFact>, parts: Vec<Part>, mut fact: ParamFact) {
    let mut parts = parts.into_iter().peekable();
    let mut known = known;
    while let Some(Part { name, holds }) = parts.next() {
        if parts.peek().is_none() {
            fact.name = name;
            known.push(fact);
            return;
        }
        let is = |above: &ParamFact| above.name.trim_end_matches("[]") == name;
        let at = known.iter().position(is).unwrap_or_else(|| {
            let mut above = plain_parameter(name.clone(), fact.witness, fact.range.clone());
            above.place = fact.place;
            known.push(above);
            known.len() - 1
        });
        let above = &mut known[at];
        above.schema = above.schema.take().or(holds);
        known = &mut above.fields;
    }
}

#[cfg(test)]
mod tests {
    use super::super::facts::ParamFact;
    use super::super::words::Words;
    use crate::markdown;
    use crate::source::{FileId, SourceFile};

    fn shown(facts: &[ParamFact]) -> String {
        let shown = facts.iter().map(|fact| match fact.fields.as_slice() {
            [] => fact.name.clone(),
            fields => format!("{}({})", fact.name, shown(fields)),
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    /// The parameters of a page with one operation, fields in parentheses.
    fn read(request: &str, text: &str) -> String {
        let file = SourceFile {
            path: "books.md".to_owned(),
            text: format!("## Books\n\n```\n{request}\n```\n\n{text}"),
        };
        let page = markdown::read(FileId(0), &file);
        let (facts, _) = super::super::read(&page, Words::builtin());
        shown(&facts.endpoints[0].parameters)
    }

    #[test]
    fn fields_belong_to_the_parameter_that_the_text_names() {
        let author = "| Field | Type |\n|---|---|\n| authors[] | array |\n| at | Place |\n\n";
        let fields = "| Field | Type |\n|---|---|\n| name | string |\n";
        for (between, expected) in [
            ("", "authors[] at name"),
            ("Each `author` has these fields:\n\n", "authors[](name) at"),
            ("The `author` object:\n\n", "authors[](name) at"),
            ("### Author object\n\n", "authors[](name) at"),
            ("### Authors\n\nWho wrote it.\n\n", "authors[](name) at"),
            ("### Place\n\n", "authors[] at(name)"),
            (
                "The `author` is one of these values:\n\n",
                "authors[] at name",
            ),
            ("Besides `author`, these fields:\n\n", "authors[] at name"),
            (
                "The `author` and `at` objects have the same keys:\n\n",
                "authors[](name) at(name)",
            ),
            (
                "Both the `from` and `to` parameters have these fields:\n\n",
                "authors[] at from(name) to(name)",
            ),
            (
                "Like `from` and `to`, it has these fields:\n\n",
                "authors[] at name",
            ),
        ] {
            let text = format!("{author}{between}{fields}");
            assert_eq!(read("POST /books", &text), expected, "{between}");
        }
        let head =
            author.to_owned() + "| `authors[]` field | Type |\n|---|---|\n| name | string |\n";
        assert_eq!(read("POST /books", &head), "authors[](name) at");
    }

    #[test]
    fn names_with_the_object_in_them_are_fields_in_a_body() {
        for (request, names, expected) in [
            ("POST /books", "`a[b]` `a[c]`", "a(b c)"),
            ("POST /books", "`a` `a.b.c` `d`", "a(b(c)) d"),
            ("POST /books", "`a[][b]`", "a(b)"),
            ("POST /books", "`a:b`", "a:b"),
            ("POST /books", "`a` `a:b`", "a(b)"),
            ("GET /books", "`a[b]` `a.b`", "a[b] a.b"),
        ] {
            let items = names
                .split(' ')
                .map(|name| format!("- {name} (optional)\n"));
            let text: String = items.collect();
            assert_eq!(read(request, &text), expected, "{names}");
        }
    }

    #[test]
    fn bodies_show_what_is_in_an_object() {
        let body = "\nRequest:\n\n```json\n{\"a\": [{\"b\": 1}], \"c\": {\"d\": 1}}\n```\n";
        for (names, expected) in [
            ("`a/b`", "a(b)"),
            ("`a/e`", "a e"),
            ("`c:d` `c:e`", "c(d e)"),
            ("`e:f`", "e:f"),
        ] {
            let items = names
                .split(' ')
                .map(|name| format!("- {name} (optional)\n"));
            let text: String = items.chain([body.to_owned()]).collect();
            assert_eq!(read("POST /books", &text), expected, "{names}");
        }
    }

    #[test]
    fn lists_below_an_object_are_fields_and_others_values() {
        for (lead, expected) in [
            ("**a**", "a(b c)"),
            ("**a** - An object with", "a(b c)"),
            ("**a** (object) - It", "a(b c)"),
            ("**a** - One of these values:", "a"),
            ("**a** (string) - It", "a"),
            ("`a` - It", "a"),
            ("`b` (object) - It", "b(b c)"),
        ] {
            let text = format!("Parameters:\n\n- {lead}\n  - `b` - One\n  - `c` - Two\n");
            assert_eq!(read("POST /books", &text), expected, "{lead}");
        }
        let dotted =
            "Parameters:\n\n- `a` (object) - It\n  - `a.b` (string) - One\n  - `a.c.d` - Two\n";
        assert_eq!(read("POST /books", dotted), "a(b c.d)");
        let rows = "| Name | Type |\n|---|---|\n| a | object |\n| » b | object |\n| »» c | int |\n| d | int |\n";
        assert_eq!(read("POST /books", rows), "a(b(c)) d");
    }
}
