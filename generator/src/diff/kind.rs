//! The kinds of difference, with their words.

macro_rules! kinds {
    ($($variant:ident = $name:literal, $words:literal;)*) => {
        /// What happened to a part of a spec.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Kind {
            $(#[doc = concat!("`", $name, "`: ", $words)] $variant,)*
        }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Its name for programs, `kebab-case`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// Its words, in which `{part}`, `{from}` and `{to}` stand for what differs.
            pub const fn words(self) -> &'static str {
                match self { $(Self::$variant => $words,)* }
            }
        }
    };
}

kinds! {
    ApiName = "api-name", "name: {from} → {to}";
    ApiTitle = "api-title", "title: {from} → {to}";
    ApiContent = "api-content", "content: {from} → {to}";
    IgnoredBlocks = "ignored-blocks", "ignored blocks: {from} → {to}";
    Placeholders = "placeholders", "texts in examples and calls have other placeholders";
    OperationsReordered = "operations-reordered", "operations stand in another order";
    TypesReordered = "types-reordered", "types stand in another order";
    ApiDetails = "api-details", "details such as the places of ignored blocks";

    ConventionAdded = "convention-added", "{part} added: {to}";
    ConventionRemoved = "convention-removed", "{part} removed: {from}";
    ConventionChanged = "convention-changed", "{part}: {from} → {to}";
    ConventionsDetails = "conventions-details", "details such as wording, examples or sources";

    OperationAdded = "operation-added", "added";
    OperationRemoved = "operation-removed", "removed";
    OperationRenamed = "operation-renamed", "renamed: {from} → {to}";
    OperationRequest = "operation-request", "request: {from} → {to}";
    OperationDeprecated = "operation-deprecated", "deprecated: {from} → {to}";
    OperationSecurity = "operation-security", "security schemes: {from} → {to}";
    OperationBody = "operation-body", "request body: {from} → {to}";
    OperationExamples = "operation-examples", "request examples changed: {to}";
    OperationCalls = "operation-calls", "documented calls changed: {to}";
    OperationSections = "operation-sections", "documented at: {from} → {to}";
    OperationWording = "operation-wording", "wording of its sections";
    OperationDetails = "operation-details", "details such as evidence, sources or corrections";

    ParameterAdded = "parameter-added", "parameter {part} added: {to}";
    ParameterRemoved = "parameter-removed", "parameter {part} removed: {from}";
    ParameterLocation = "parameter-location", "parameter {part}: location {from} → {to}";
    ParameterPresence = "parameter-presence", "parameter {part}: presence {from} → {to}";
    ParameterCondition = "parameter-condition", "parameter {part}: condition {from} → {to}";
    ParameterType = "parameter-type", "parameter {part}: type {from} → {to}";
    ParameterValues = "parameter-values", "parameter {part}: values {from} → {to}";
    ParameterDefault = "parameter-default", "parameter {part}: default {from} → {to}";
    ParameterLimits = "parameter-limits", "parameter {part}: limits {from} → {to}";
    ParameterArrayStyle = "parameter-array-style", "parameter {part}: written {from} → {to}";
    ParameterWording = "parameter-wording", "parameter {part}: wording";

    ResponseAdded = "response-added", "response {part} added: {to}";
    ResponseRemoved = "response-removed", "response {part} removed: {from}";
    ResponseType = "response-type", "response {part}: type {from} → {to}";
    ResponseMediaType = "response-media-type", "response {part}: media type {from} → {to}";
    ResponseHeaders = "response-headers", "response {part}: headers {from} → {to}";
    ResponseOrigin = "response-origin", "response {part}: said by {from} → {to}";
    ResponseExamples = "response-examples", "response {part}: examples changed: {to}";
    ResponseWording = "response-wording", "response {part}: wording";

    TypeAdded = "type-added", "added: {to}";
    TypeRemoved = "type-removed", "removed";
    FieldAdded = "field-added", "field {part} added: {to}";
    FieldRemoved = "field-removed", "field {part} removed: {from}";
    FieldType = "field-type", "field {part}: type {from} → {to}";
    FieldValues = "field-values", "field {part}: values {from} → {to}";
    FieldPresence = "field-presence", "field {part}: {from} → {to}";
    TypeEvidence = "type-evidence", "examples that show it: {from} → {to}";
    TypeDetails = "type-details", "details such as the order or counts of fields, or sources";
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn names_of_kinds_are_unique() {
        let mut names: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Kind::ALL.len());
    }
}
