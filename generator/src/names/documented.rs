//! Names for those who write no Rust, such as a server that answers from the documents.
//!
//! What comes in: a spec. What goes out: [`Names`] by which everything is called as the documents
//! call it. They are no identifiers, and nothing can clash: two things of one name are two things.

use docbind_spec::{ApiSpec, Credential};

use super::{CredentialNames, Names, OperationNames, ResourceNames, TypeNames, enums};

/// Calls everything in a spec what the spec calls it.
pub(crate) fn as_documented(spec: &ApiSpec) -> Names {
    let operations = spec.operations.iter();
    let resources = operations.clone().map(|operation| {
        let resource = operation.resource.clone();
        let names = ResourceNames {
            module: resource.clone(),
            handle: resource.clone(),
        };
        (resource, names)
    });
    let operations = operations.map(|operation| OperationNames {
        method: operation.id.clone(),
        call: operation.id.clone(),
        answers: operation.id.clone(),
        constant: operation.id.clone(),
        parameters: operation
            .parameters
            .iter()
            .map(|parameter| parameter.name.clone())
            .collect(),
    });
    let types = spec.types.iter().map(|definition| TypeNames {
        name: definition.name.clone(),
        module: definition.name.clone(),
        fields: definition
            .fields
            .iter()
            .map(|field| field.name.clone())
            .collect(),
    });
    Names {
        resources: resources.collect(),
        operations: operations.collect(),
        types: types.collect(),
        enums: enums::as_documented(spec),
        credentials: credentials(spec),
    }
}

/// One per scheme and place that is no parameter of operations.
fn credentials(spec: &ApiSpec) -> Vec<CredentialNames> {
    let schemes = spec.api.security.iter();
    let places = schemes.flat_map(|scheme| {
        let places = scheme.credentials.iter();
        let apart = places.filter(|place| !matches!(place, Credential::Parameter(_)));
        apart.map(move |_| CredentialNames {
            function: scheme.id.clone(),
            along_with: scheme.along_with.clone(),
        })
    });
    places.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::lower_operations;
    use crate::pipeline::{ReadOptions, read_docs};
    use crate::source::{SourceFile, SourceSet};

    #[test]
    fn everything_is_called_what_the_documents_call_it() {
        let text = "# Books\n\n## List books\n\n```\nGET /books\n```\n\n\
                    | Attribute | Type | Required |\n|---|---|---|\n\
                    | `from_year` | integer | no |\n| `from-year` | integer | no |\n";
        let pages = SourceSet::new(vec![SourceFile {
            path: "books.md".to_owned(),
            text: text.to_owned(),
        }]);
        let spec = read_docs(&pages, &ReadOptions::default()).spec;
        let lowered = lower_operations(&spec, &as_documented(&spec)).unwrap();
        let params = lowered.resources[0].operations[0].params.iter();
        let names: Vec<&str> = params.map(|param| param.wire.as_str()).collect();
        assert_eq!(names, ["from_year", "from-year"]);
    }
}
