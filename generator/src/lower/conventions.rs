//! What holds for all operations: constructors of credentials, the words of errors.

use docbind_spec::{ApiSpec, Conventions, Credential, ErrorKind, SecurityScheme};

use super::{CredentialFn, ErrorWords};
use crate::names::Names;

/// The functions that make credentials, one per scheme and place.
pub(super) fn credentials(spec: &ApiSpec, names: &Names) -> Vec<CredentialFn> {
    let places = spec
        .api
        .security
        .iter()
        .flat_map(|scheme| scheme.credentials.iter().map(move |place| (scheme, place)))
        .filter(|(_, place)| !matches!(place, Credential::Parameter(_)));
    places
        .zip(&names.credentials)
        .map(|((scheme, place), idents)| CredentialFn {
            ident: idents.function.clone(),
            scheme: scheme.id.clone(),
            place: place.clone(),
            along_with: scheme
                .along_with
                .iter()
                .cloned()
                .zip(idents.along_with.iter().cloned())
                .collect(),
            doc: vec![describe(scheme, place)],
        })
        .collect()
}

fn describe(scheme: &SecurityScheme, place: &Credential) -> String {
    let place = match place {
        Credential::Header(name) => format!("the token in the header `{name}`"),
        Credential::Query(name) => format!("the token in the query parameter `{name}`"),
        Credential::Bearer => "`Authorization: Bearer` with the token".to_owned(),
        Credential::Parameter(name) => format!("the token in the parameter `{name}`"),
    };
    let along: Vec<_> = scheme
        .along_with
        .iter()
        .map(|name| format!("`{name}`"))
        .collect();
    if along.is_empty() {
        format!("The scheme `{}`: {place}.", scheme.id)
    } else {
        format!(
            "The scheme `{}`: {place}, with the query parameter {}.",
            scheme.id,
            along.join(", ")
        )
    }
}

/// The words of errors: those of the documented example whose text quotes a name, else words of
/// our own under the documented key.
pub(super) fn error_words(api: &Conventions) -> ErrorWords {
    let texts = || {
        api.errors.iter().filter_map(|shape| {
            let text = shape.example.value()?.get(&shape.key)?.as_str()?;
            (shape.kind == ErrorKind::Text).then_some((shape, text))
        })
    };
    let quoted = texts().find_map(|(shape, text)| Some((shape, with_hole(text)?)));
    if let Some((shape, missing)) = quoted {
        let invalid = missing
            .strip_suffix("not given")
            .or_else(|| missing.strip_suffix("is missing"))
            .map_or_else(|| missing.clone(), |start| format!("{start}is invalid"));
        return ErrorWords {
            key: shape.key.clone(),
            missing,
            invalid,
        };
    }
    let key = api.errors.first().map_or("message", |shape| &shape.key);
    ErrorWords {
        key: key.to_owned(),
        missing: "400 (Bad request) \"{}\" not given".to_owned(),
        invalid: "400 (Bad request) \"{}\" is invalid".to_owned(),
    }
}

/// The text with `{}` for the name that it quotes; nothing where it quotes none.
fn with_hole(text: &str) -> Option<String> {
    let start = text.find('"')? + 1;
    let end = start + text.get(start..)?.find('"')?;
    let name = text.get(start..end)?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    (is_name && !text.contains(['{', '}']))
        .then(|| format!("{}{{}}{}", &text[..start], &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::with_hole;

    #[test]
    fn finds_the_quoted_name() {
        assert_eq!(
            with_hole("no \"title\" given").as_deref(),
            Some("no \"{}\" given")
        );
        assert_eq!(with_hole("no title"), None);
        assert_eq!(with_hole("a \"b c\""), None);
        assert_eq!(with_hole("{} \"b\""), None);
        assert_eq!(with_hole("\""), None);
    }
}
