//! A place in what is sent: the texts about it, and the values that examples show there.

use docbind_spec::{Evidence, Schema, Source};
use serde_json::Value;

use crate::assemble::infer::observed::Observed;
use crate::assemble::infer::slots::{Found, Seen};
use crate::extract::facts::ParamFact;

/// A text about a place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said<'a> {
    pub(super) fact: &'a ParamFact,
    pub(super) source: &'a Source,
}

/// A value in a place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown<'a> {
    pub(super) value: &'a Value,
    pub(super) source: &'a Source,
}

/// A place in what is sent.
#[derive(Debug, Clone)]
pub(super) struct Place<'a> {
    /// What leads to it: resource, operation, and names as they are sent.
    pub(super) words: Vec<String>,
    pub(super) said: Vec<Said<'a>>,
    pub(super) shown: Vec<Shown<'a>>,
    /// Its type in an earlier spec.
    pub(super) frozen: Option<&'a Schema>,
}

impl<'a> Place<'a> {
    /// The same place with the type that an earlier spec gives it.
    pub(super) fn frozen(self, frozen: Option<&'a Schema>) -> Self {
        Self { frozen, ..self }
    }

    /// The objects of all values, those in lists included.
    pub(super) fn objects(&self) -> Vec<Seen<'a>> {
        let values = self.shown.iter();
        let found = values.map(|shown| Found::in_value(shown.value, shown.source));
        found.flat_map(|found| found.objects).collect()
    }

    /// Whether its values are lists.
    pub(super) fn is_list(&self) -> bool {
        let stated = |said: &Said<'_>| matches!(said.fact.schema, Some(Schema::Array(_)));
        self.said.iter().any(stated) || self.shown.iter().any(|shown| shown.value.is_array())
    }

    /// What all values have in common; each object is one of the group 0.
    pub(super) fn observed(&self) -> Observed {
        let mut observed = Observed::default();
        for shown in &self.shown {
            note(shown.value, &mut observed);
        }
        observed
    }

    /// What stands under the keys of objects whose keys are data.
    pub(super) fn entries(&self, objects: &[Seen<'a>]) -> Self {
        let mut shown = Vec::new();
        for seen in objects {
            let source = seen.source;
            shown.extend(seen.map.values().map(|value| Shown { value, source }));
        }
        Self {
            words: self.words.clone(),
            said: Vec::new(),
            shown,
            frozen: match self.frozen {
                Some(Schema::Map(inner)) => Some(inner),
                _ => None,
            },
        }
    }

    /// The fields of its objects: those that texts list in their order, then those that only
    /// examples show.
    pub(super) fn fields(&self, objects: &[Seen<'a>]) -> Vec<Self> {
        let listed = self.said.iter().flat_map(|said| &said.fact.fields);
        let keys = objects.iter().flat_map(|seen| seen.map.keys());
        let mut names: Vec<&str> = Vec::new();
        for name in listed.map(|fact| &fact.name).chain(keys) {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
        names.iter().map(|name| self.field(name, objects)).collect()
    }

    fn field(&self, name: &str, objects: &[Seen<'a>]) -> Self {
        let mut said = Vec::new();
        for text in &self.said {
            let source = text.source;
            let own = text.fact.fields.iter().filter(|fact| fact.name == name);
            said.extend(own.map(|fact| Said { fact, source }));
        }
        let shown = objects.iter().filter_map(|seen| {
            let value = seen.map.get(name)?;
            let source = seen.source;
            Some(Shown { value, source })
        });
        let mut words = self.words.clone();
        words.push(name.to_owned());
        Self {
            words,
            said,
            shown: shown.collect(),
            frozen: None,
        }
    }

    /// Which texts list it.
    pub(super) fn evidence(&self) -> Vec<Evidence> {
        let mut all: Vec<Evidence> = Vec::new();
        for said in &self.said {
            let evidence = Evidence {
                witness: said.fact.witness,
                source: said.source.clone(),
            };
            if !all.contains(&evidence) {
                all.push(evidence);
            }
        }
        all
    }

    /// The sections that list its fields or show its objects.
    pub(super) fn sources(&self, objects: &[Seen<'_>]) -> Vec<Source> {
        let lists = self.said.iter().filter(|said| !said.fact.fields.is_empty());
        let texts = lists.map(|said| said.source);
        let mut sources: Vec<Source> = Vec::new();
        for source in texts.chain(objects.iter().map(|seen| seen.source)) {
            if !sources.contains(source) {
                sources.push(source.clone());
            }
        }
        sources
    }
}

/// The values under a name in bodies that are objects.
pub(super) fn below<'a, 'b>(
    bodies: impl Iterator<Item = &'b Shown<'a>>,
    name: &str,
) -> Vec<Shown<'a>>
where
    'a: 'b,
{
    let found = bodies.filter_map(|body| {
        let value = body.value.get(name)?;
        let source = body.source;
        Some(Shown { value, source })
    });
    found.collect()
}

fn note(value: &Value, observed: &mut Observed) {
    match value {
        Value::Object(_) => observed.object(0),
        Value::Array(items) => {
            let inner = observed.items();
            for item in items {
                note(item, inner);
            }
        }
        scalar => observed.scalar(scalar),
    }
}
