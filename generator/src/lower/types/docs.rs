//! What the documentation of a type says: where it is found, on which evidence, and the places.

use std::collections::BTreeSet;

use docbind_spec::{Operation, Schema, TypeDef};

use super::Types;

/// How many of several things a sentence names.
const SHOWN: usize = 3;

impl Types<'_> {
    /// The paragraphs about the type at this place.
    pub(super) fn documentation(&self, index: usize, definition: &TypeDef) -> Vec<String> {
        let objects = match definition.seen {
            1 => "1 documented object".to_owned(),
            many => format!("{many} documented objects"),
        };
        let mut paragraphs: Vec<String> = self.found(index, &definition.name).into_iter().collect();
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
    fn found(&self, index: usize, name: &str) -> Option<String> {
        let types = self.spec.types.iter().zip(&self.names.types).enumerate();
        let holders = types.filter(|(place, (definition, _))| {
            let mut fields = definition.fields.iter().map(|field| &field.schema);
            *place != index && fields.any(|schema| holds(schema, name))
        });
        let part_of = holders.map(|(_, (_, names))| names.name.clone());
        let sentences = [
            sentence(
                "Answered by",
                self.operations(name, |it| it.answered().collect()),
            ),
            sentence("Part of", part_of),
            sentence("Taken by", self.operations(name, |it| it.taken().collect())),
        ];
        let sentences: Vec<String> = sentences.into_iter().flatten().collect();
        (!sentences.is_empty()).then(|| sentences.join(" "))
    }

    /// The names of the operations in whose schemas of a kind the type stands.
    fn operations<'t>(
        &'t self,
        name: &'t str,
        schemas: fn(&Operation) -> Vec<&Schema>,
    ) -> impl Iterator<Item = String> + 't {
        let all = self.spec.operations.iter();
        let found = all.filter(move |operation| {
            let mut schemas = schemas(operation).into_iter();
            schemas.any(|schema| holds(schema, name))
        });
        found.map(|operation| format!("{}.{}", operation.resource, operation.id))
    }
}

/// Whether a schema names the type itself.
fn holds(schema: &Schema, name: &str) -> bool {
    match schema {
        Schema::Ref(named) => named == name,
        Schema::Array(inner) | Schema::Map(inner) => holds(inner, name),
        Schema::OneOf(variants) => variants.iter().any(|variant| holds(variant, name)),
        _ => false,
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
