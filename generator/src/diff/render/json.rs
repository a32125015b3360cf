//! Changes for programs: one object for each, and one for what they come to.

use serde_json::{Value, json};

use super::{Change, Item, Place, Rule, Subject, Titles};
use crate::diff::Summary;

/// One JSON object a line: the changes, then the summary.
pub fn json(changes: &[Change], titles: &Titles) -> String {
    let objects = changes.iter().map(Change::to_json);
    objects
        .chain([Summary::of(changes, titles.audience).to_json()])
        .map(|mut object| {
            if let (Some(api), Some(members)) = (&titles.api, object.as_object_mut()) {
                members.insert("api".to_owned(), json!(api));
            }
            format!("{object}\n")
        })
        .collect()
}

impl Change {
    /// The change for programs: its rule, level and step, what it is about, both sides and the
    /// message.
    pub fn to_json(&self) -> Value {
        let (subject, name, request) = match &self.subject {
            Subject::Api => ("api", None, None),
            Subject::Conventions => ("conventions", None, None),
            Subject::Operation { name, request } => ("operation", Some(name), Some(request)),
            Subject::Type(name) => ("type", Some(name), None),
        };
        let some = |text: &String| (!text.is_empty()).then(|| text.clone());
        json!({
            "kind": "change",
            "rule": self.rule.name(),
            "level": self.level.name(),
            "step": self.step().name(),
            "subject": subject,
            "name": name,
            "request": request,
            "part": some(&self.part),
            "in": self.location,
            "from": some(&self.from),
            "to": some(&self.to),
            "contents": contents(self),
            "message": self.message(),
            "old": self.old.as_ref().map(place),
            "new": self.new.as_ref().map(place),
        })
    }
}

/// The parameters or fields that came or went; nothing for other changes.
fn contents(change: &Change) -> Option<Vec<Value>> {
    let whole = matches!(
        change.rule,
        Rule::OperationAdded | Rule::OperationRemoved | Rule::TypeAdded | Rule::TypeRemoved
    );
    let item = |item: &Item| json!({"name": item.name, "in": item.location});
    whole.then(|| change.contents.iter().map(item).collect())
}

fn place(place: &Place) -> Value {
    json!({
        "source": place.source.0,
        "line": place.at.map(|at| at.line),
        "column": place.at.map(|at| at.column),
    })
}

impl Summary {
    /// The summary for programs: counts, and the step of the crate and of each half.
    pub fn to_json(&self) -> Value {
        json!({
            "kind": "summary",
            "added": self.added,
            "breaking": self.breaking,
            "contradictions": self.contradictions,
            "safe": self.safe,
            "prose": self.prose,
            "step": self.step.name(),
            "client_step": self.client.name(),
            "server_step": self.server.name(),
            "message": self.headline(),
        })
    }
}
