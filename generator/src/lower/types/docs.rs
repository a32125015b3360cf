//! What the documentation of a type says: where it is found, on which evidence, and the places.

use std::collections::BTreeSet;

use docbind_spec::{Schema, TypeDef};

use super::Types;

/// How many of several things a sentence names.
const SHOWN: usize = 3;

/// What mentions a type, as places in the spec.
#[derive(Debug, Default, Clone)]
pub(super) struct Mentions {
    answered_by: Vec<usize>,
    taken_by: Vec<usize>,
    /// Other types.
    part_of: Vec<usize>,
}

impl Types<'_> {
    /// The paragraphs about the type at this place.
    pub(super) fn documentation(&self, index: usize, definition: &TypeDef) -> Vec<String> {
        let objects = match definition.seen {
            1 => "1 documented object".to_owned(),
            many => format!("{many} documented objects"),
        };
        let mut paragraphs: Vec<String> = self.found(index).into_iter().collect();
        let listed = definition.fields.iter().any(|it| !it.evidence.is_empty());
        if definition.seen > 0 || !listed {
            paragraphs.push(format!("Inferred from {objects}."));
        }
        paragraphs.extend(documented_at(
            definition.sources.iter().map(|source| source.0.as_str()),
        ));
        paragraphs
    }

    /// Which operations answer and take it, and what it is a part of.
    fn found(&self, index: usize) -> Option<String> {
        let mentions = self.mentions.get(index)?;
        let holders = mentions.part_of.iter();
        let holders = holders.filter_map(|at| Some(self.names.types.get(*at)?.name.clone()));
        let sentences = [
            sentence("Answered by", self.operation_names(&mentions.answered_by)),
            sentence("Part of", holders),
            sentence("Taken by", self.operation_names(&mentions.taken_by)),
        ];
        let sentences: Vec<String> = sentences.into_iter().flatten().collect();
        (!sentences.is_empty()).then(|| sentences.join(" "))
    }

    fn operation_names(&self, places: &[usize]) -> impl Iterator<Item = String> {
        let all = places.iter();
        let all = all.filter_map(|place| self.spec.operations.get(*place));
        all.map(|operation| format!("{}.{}", operation.resource, operation.id))
    }

    /// What mentions each type.
    pub(super) fn find_mentions(&self) -> Vec<Mentions> {
        let mut all = vec![Mentions::default(); self.spec.types.len()];
        let mut named = Vec::new();
        let mut add = |place, schema: &Schema, list: fn(&mut Mentions) -> &mut Vec<usize>| {
            self.mentioned(schema, &mut named);
            for index in named.drain(..) {
                if let Some(list) = all.get_mut(index).map(list)
                    && list.last() != Some(&place)
                {
                    list.push(place);
                }
            }
        };
        for (place, operation) in self.spec.operations.iter().enumerate() {
            for schema in operation.answered() {
                add(place, schema, |it| &mut it.answered_by);
            }
            for schema in operation.taken() {
                add(place, schema, |it| &mut it.taken_by);
            }
        }
        for (place, definition) in self.spec.types.iter().enumerate() {
            for field in &definition.fields {
                add(place, &field.schema, |it| &mut it.part_of);
            }
        }
        for (index, mentions) in all.iter_mut().enumerate() {
            mentions.part_of.retain(|holder| *holder != index);
        }
        all
    }
}

/// A paragraph that says where something is documented.
pub(in crate::lower) fn documented_at<'a>(
    sources: impl Iterator<Item = &'a str>,
) -> Option<String> {
    sentence("Documented at", sources.map(str::to_owned))
}

/// A sentence that names the first of several things; nothing where there are none.
fn sentence(beginning: &str, things: impl Iterator<Item = String>) -> Option<String> {
    let mut seen = BTreeSet::new();
    let list: Vec<String> = things
        .filter(|thing| seen.insert(thing.clone()))
        .map(|thing| format!("`{thing}`"))
        .collect();
    let (shown, more) = list.split_at(list.len().min(SHOWN));
    let more = match more.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    (!list.is_empty()).then(|| format!("{beginning} {}{more}.", shown.join(", ")))
}

#[cfg(test)]
mod tests {
    use docbind_spec::yaml::read_spec;

    use super::documented_at;
    use crate::{lower, names};

    #[test]
    fn few_places_are_named() {
        let text = |sources: &[&'static str]| documented_at(sources.iter().copied());
        assert_eq!(text(&[]), None);
        assert_eq!(
            text(&["a", "b", "a"]).as_deref(),
            Some("Documented at `a`, `b`.")
        );
        assert_eq!(
            text(&["a", "b", "c", "d", "e"]).as_deref(),
            Some("Documented at `a`, `b`, `c` and 2 more.")
        );
    }

    #[test]
    fn types_begin_with_where_they_are_found() {
        let text = include_str!("../../../tests/data/music.yaml");
        let spec = read_spec(text, "music.yaml").unwrap();
        let api = lower::lower(&spec, &names::assign(&spec).unwrap()).unwrap();
        let structs = api.type_modules.iter().flat_map(|module| &module.structs);
        let first: Vec<(&str, &str)> = structs
            .map(|it| (it.ident.as_str(), it.doc[0].as_str()))
            .collect();
        for expected in [
            (
                "Track",
                "Answered by `tracks.list`, `tracks.create`, `tracks.get` and 2 more.",
            ),
            ("TrackSelf", "Part of `Track`."),
            ("Part", "Taken by `tracks.create`."),
            (
                "Link",
                "Answered by `support.compare`, `option.option`. Part of `Track`.",
            ),
        ] {
            assert!(first.contains(&expected), "{expected:?} {first:?}");
        }
    }
}
