//! Which values are never to be shown, by their names.

use super::Type;

/// What a name ends with whose value is a secret, as words.
const ENDINGS: &[&[&str]] = &[
    &["token"],
    &["tokens"],
    &["secret"],
    &["passphrase"],
    &["private", "key"],
    &["api", "key"],
];

/// Words that make a secret of a value wherever they stand in its name.
const ANYWHERE: &[&str] = &["password", "passwd"];

/// Whether a value of this name and type is a secret. What cannot hold one is none:
/// `reset_password` is yes or no.
pub(super) fn is_secret(name: &str, ty: &Type) -> bool {
    may_hold_one(ty) && is_named_so(name)
}

fn may_hold_one(ty: &Type) -> bool {
    match ty {
        Type::String | Type::Value | Type::IdOrPath | Type::File => true,
        Type::List(inner) | Type::Map(inner) | Type::Change(inner) => may_hold_one(inner),
        _ => false,
    }
}

fn is_named_so(name: &str) -> bool {
    let words = words(name);
    let ends = |ending: &&[&str]| {
        words
            .iter()
            .rev()
            .take(ending.len())
            .eq(ending.iter().rev())
    };
    ENDINGS.iter().any(ends) || words.iter().any(|word| ANYWHERE.contains(&word.as_str()))
}

/// The words of a name in lower case, whichever way they are joined.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in name.chars() {
        let begins = !before.is_alphanumeric() || c.is_uppercase() && before.is_lowercase();
        if c.is_alphanumeric() {
            if begins {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.extend(c.to_lowercase());
            }
        }
        before = c;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{Type, is_secret};

    #[test]
    fn names_tell_secrets() {
        for (name, expected) in [
            ("token", true),
            ("PRIVATE-TOKEN", true),
            ("refreshToken", true),
            ("runners_token", true),
            ("password", true),
            ("new_password_confirmation", true),
            ("client_secret", true),
            ("secret", true),
            ("private_key", true),
            ("api_key", true),
            ("apiKey", true),
            ("key", false),
            ("public_key", false),
            ("token_type", false),
            ("tokenizer", false),
            ("secretary", false),
            ("private", false),
            ("", false),
        ] {
            assert_eq!(is_secret(name, &Type::String), expected, "{name}");
        }
    }

    #[test]
    fn a_secret_is_a_text() {
        let list = |ty| Type::List(Box::new(ty));
        for (ty, expected) in [
            (Type::Value, true),
            (Type::Change(Box::new(Type::String)), true),
            (list(Type::String), true),
            (Type::Bool, false),
            (Type::Integer, false),
            (list(Type::Struct("Token".to_owned())), false),
        ] {
            assert_eq!(is_secret("password", &ty), expected, "{ty:?}");
        }
    }
}
