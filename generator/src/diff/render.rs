//! Differences as text, and as JSON.

use std::fmt;

use serde_json::{Value, json};

use super::{Difference, Subject};
use crate::diag::render::visible;

impl Difference {
    /// What happened, in one line without the subject.
    ///
    /// ```
    /// use docbind::diff::{Difference, Kind, Subject};
    /// let difference = Difference {
    ///     subject: Subject::Type("Book".to_owned()),
    ///     kind: Kind::FieldType,
    ///     part: "`pages`".to_owned(),
    ///     from: "integer".to_owned(),
    ///     to: "number".to_owned(),
    /// };
    /// assert_eq!(difference.message(), "field `pages`: type integer → number");
    /// ```
    pub fn message(&self) -> String {
        let mut out = String::new();
        let mut rest = self.kind.words();
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            out.push_str(before);
            out.push_str(match name {
                "part" => &self.part,
                "from" => &self.from,
                _ => &self.to,
            });
            rest = after;
        }
        out.push_str(rest);
        visible(&out).into_owned()
    }

    /// The difference for programs: kind, subject, part, both sides and the message.
    pub fn to_json(&self) -> Value {
        let (subject, name) = match &self.subject {
            Subject::Api => ("api", None),
            Subject::Conventions => ("conventions", None),
            Subject::Operation { name, .. } => ("operation", Some(name)),
            Subject::Type(name) => ("type", Some(name)),
        };
        let request = match &self.subject {
            Subject::Operation { request, .. } => Some(request),
            _ => None,
        };
        let some = |text: &String| (!text.is_empty()).then(|| text.clone());
        json!({
            "kind": self.kind.name(),
            "subject": subject,
            "name": name,
            "request": request,
            "part": some(&self.part),
            "from": some(&self.from),
            "to": some(&self.to),
            "message": self.message(),
        })
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api => f.write_str("API"),
            Self::Conventions => f.write_str("conventions"),
            Self::Operation { request, name } => {
                write!(f, "{} ({})", visible(request), visible(name))
            }
            Self::Type(name) => write!(f, "type {}", visible(name)),
        }
    }
}

/// The differences as indented lines, those of one subject under its name.
pub fn text(differences: &[Difference]) -> String {
    let mut out = String::new();
    let mut subject: Option<&Subject> = None;
    for difference in differences {
        if subject != Some(&difference.subject) {
            out.push_str(&format!("  {}\n", difference.subject));
            subject = Some(&difference.subject);
        }
        out.push_str(&format!("    {}\n", difference.message()));
    }
    out
}
