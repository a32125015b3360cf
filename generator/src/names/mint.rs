//! Names that a spec keeps: resources, operations, types.
//!
//! What comes in: pages, methods, paths, keys. What goes out: names made of nothing but these,
//! so that neighbours do not matter; [`OperationNames::qualified`] tells operations of one
//! resource apart that would share a name, from the path again. No name has a number to be
//! unique.

use docbind_spec::{Method, PathTemplate};
use heck::{ToSnakeCase, ToUpperCamelCase};

/// The resource that a page documents: `ci/builds.md` is `ci_builds`.
///
/// ```
/// assert_eq!(docbind::names::mint::resource("ci/merge-requests.md"), "ci_merge_requests");
/// ```
pub fn resource(page: &str) -> String {
    let stem = page.strip_suffix(".md").unwrap_or(page);
    let name = stem.replace(['/', '.'], "_").to_snake_case();
    match name.as_str() {
        "" | "readme" | "index" => "api".to_owned(),
        _ if name.starts_with(|c: char| c.is_ascii_digit()) => format!("api_{name}"),
        _ => name,
    }
}

/// A name in `snake_case` from any words.
///
/// ```
/// assert_eq!(docbind::names::mint::snake("OAuth2 token & URL"), "o_auth2_token_url");
/// ```
pub fn snake(words: &str) -> String {
    words.to_snake_case()
}

/// The singular of a noun, as far as plain endings tell.
///
/// ```
/// use docbind::names::mint::singular;
/// assert_eq!(singular("branches"), "branch");
/// assert_eq!(singular("statuses"), "status");
/// assert_eq!(singular("status"), "status");
/// assert_eq!(singular("keys"), "key");
/// ```
pub fn singular(noun: &str) -> String {
    const ENDINGS: &[(&str, &str)] = &[
        ("ies", "y"),
        ("sses", "ss"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("xes", "x"),
        ("uses", "us"),
        ("ss", "ss"),
        ("us", "us"),
        ("is", "is"),
        ("s", ""),
    ];
    let lower = noun.to_lowercase();
    for (plural, single) in ENDINGS {
        if let Some(stem) = lower.strip_suffix(plural) {
            return if stem.len() < 2 {
                lower
            } else {
                format!("{stem}{single}")
            };
        }
    }
    lower
}

/// The name of a type from words that say what it is.
///
/// ```
/// assert_eq!(docbind::names::mint::type_name(&["merge_requests"]), "MergeRequest");
/// assert_eq!(docbind::names::mint::type_name(&["Branch", "commit"]), "BranchCommit");
/// ```
pub fn type_name(words: &[&str]) -> String {
    let mut parts: Vec<String> = words.iter().map(|word| word.to_snake_case()).collect();
    if let Some(last) = parts.last_mut() {
        *last = match last.rsplit_once('_') {
            Some((rest, noun)) => format!("{rest}_{}", singular(noun)),
            None => singular(last),
        };
    }
    let name = parts.join("_").to_upper_camel_case();
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name
    } else {
        format!("Value{name}")
    }
}

/// The noun that an operation's answer is about: the last plain segment of its path that is a
/// noun, or the resource where the path has none.
pub fn answer_noun(path: &PathTemplate, resource: &str) -> String {
    let (literals, ends_in_placeholder) = literals(path);
    let nouns: Vec<&String> = literals.iter().filter(|word| !is_qualifier(word)).collect();
    match nouns.last() {
        Some(last) if ends_in_placeholder || is_plural(last) || nouns.len() == 1 => (*last).clone(),
        // An action on something: the thing is the noun.
        Some(_) => nouns
            .iter()
            .rev()
            .find(|word| is_plural(word))
            .map_or_else(|| resource.to_owned(), |word| (*word).clone()),
        None => resource.to_owned(),
    }
}

/// The two names that an operation can have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperationNames {
    /// The short one.
    pub plain: String,
    /// The one for operations that would share the short one: the path tells them apart.
    pub qualified: String,
}

/// What an operation answers with, as far as names care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// A list.
    List,
    /// Anything else.
    Single,
    /// Nothing shows it.
    Unknown,
}

/// The names of an operation within its resource.
///
/// ```
/// use docbind::names::mint::{Answer, operation};
/// use docbind_spec::{Method, PathTemplate};
/// let path = PathTemplate::parse("/projects/:id/repository/branches/:branch/protect");
/// assert_eq!(operation(Method::Put, &path, "branches", Answer::Single).plain, "protect");
/// ```
pub fn operation(
    method: Method,
    path: &PathTemplate,
    resource: &str,
    answer: Answer,
) -> OperationNames {
    let (words, ends_in_placeholder) = literals(path);
    let own = own_segment(&words, resource);
    let (scope, tail) = match own {
        Some(at) => (&words[..at], &words[at + 1..]),
        None => (&words[..0], &words[..]),
    };
    // `/user` beside `/users`: the singular is a thing of its own.
    let single = own
        .map(|at| words[at].as_str())
        .filter(|word| !is_plural(word) && is_plural(resource));
    let lists = answer == Answer::List
        || answer == Answer::Unknown
            && !ends_in_placeholder
            && words
                .last()
                .is_some_and(|last| is_plural(last) || is_qualifier(last));
    let verb = if method == Method::Get && lists {
        "list"
    } else {
        verb(method)
    };
    let plain = plain_name(
        method,
        verb,
        single,
        tail,
        ends_in_placeholder,
        own.is_some(),
    );
    let qualified = match scope.iter().rev().find(|word| is_plural(word)) {
        Some(around) => format!("{plain}_for_{}", singular(around)),
        None => full_name(verb, path),
    };
    OperationNames { plain, qualified }
}

fn plain_name(
    method: Method,
    verb: &str,
    single: Option<&str>,
    tail: &[String],
    ends_in_placeholder: bool,
    owned: bool,
) -> String {
    let mut nouns: Vec<String> = single.map(str::to_owned).into_iter().collect();
    nouns.extend(tail.iter().cloned());
    let Some(noun) = nouns.pop() else {
        return verb.to_owned();
    };
    let around: Vec<String> = nouns.iter().map(|noun| singular(noun)).collect();
    let acts = owned && !ends_in_placeholder && !is_plural(&noun) && single != Some(noun.as_str());
    let words = match method {
        // An action: `POST …/star`.
        Method::Post | Method::Put | Method::Patch if acts => [around, vec![noun]].concat(),
        _ => {
            let noun = if ends_in_placeholder || method == Method::Post {
                singular(&noun)
            } else {
                noun
            };
            [vec![verb.to_owned()], around, vec![noun]].concat()
        }
    };
    words.join("_").to_snake_case()
}

fn verb(method: Method) -> &'static str {
    match method {
        Method::Get => "get",
        Method::Post => "create",
        Method::Put => "update",
        Method::Patch => "patch",
        Method::Delete => "delete",
        Method::Head => "head",
        Method::Options => "options",
    }
}

/// The name that the whole path gives.
fn full_name(verb: &str, path: &PathTemplate) -> String {
    let (words, ends_in_placeholder) = literals(path);
    let mut parts = vec![verb.to_owned()];
    let count = words.len();
    for (at, word) in words.iter().enumerate() {
        let last = at + 1 == count && !ends_in_placeholder;
        parts.push(if last { word.clone() } else { singular(word) });
    }
    let placeholders: Vec<&str> = path.placeholders().collect();
    if let Some(last) = placeholders.last().filter(|_| ends_in_placeholder) {
        parts.push(format!("by_{last}"));
    }
    parts.join("_").to_snake_case()
}

/// The plain segments of a path in `snake_case`, and whether it ends in a placeholder.
fn literals(path: &PathTemplate) -> (Vec<String>, bool) {
    let words = path
        .segments()
        .iter()
        .filter_map(|segment| segment.as_literal())
        .map(|word| word.to_snake_case());
    let ends_in_placeholder = path
        .segments()
        .last()
        .is_some_and(|segment| segment.as_literal().is_none());
    (
        words.filter(|word| !word.is_empty()).collect(),
        ends_in_placeholder,
    )
}

/// Which segment is the resource itself: the last that is its name or the last word of it.
fn own_segment(words: &[String], resource: &str) -> Option<usize> {
    let last_word = resource.rsplit('_').next().unwrap_or(resource);
    let fits = |word: &String, noun: &str| singular(word) == singular(noun);
    words
        .iter()
        .rposition(|word| fits(word, resource))
        .or_else(|| words.iter().rposition(|word| fits(word, last_word)))
}

/// Words at the end of a path that choose among things instead of naming them.
fn is_qualifier(word: &str) -> bool {
    matches!(
        word,
        "all" | "owned" | "starred" | "search" | "visible" | "recent" | "active" | "pending"
    )
}

fn is_plural(word: &str) -> bool {
    let last = word.rsplit('_').next().unwrap_or(word);
    singular(last) != last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_are_named_by_method_and_path() {
        use Method::{Delete, Get, Post, Put};
        for (method, path, resource, plain) in [
            (Get, "/libraries/:id/books", "books", "list"),
            (Post, "/libraries/:id/books", "books", "create"),
            (Get, "/libraries/:id/books/:book_id", "books", "get"),
            (Put, "/libraries/:id/books/:book_id", "books", "update"),
            (Delete, "/libraries/:id/books/:book_id", "books", "delete"),
            (Post, "/books/:id/lend", "books", "lend"),
            (Delete, "/books/:id/lend", "books", "delete_lend"),
            (Get, "/books/:id/raw", "books", "get_raw"),
            (Get, "/books/:id/pages", "books", "list_pages"),
            (Get, "/books/:id/pages/:page_id", "books", "get_page"),
            (Post, "/books/:id/pages", "books", "create_page"),
            (Get, "/books/all", "books", "list_all"),
            (Get, "/user", "users", "get_user"),
            (Get, "/user/keys", "users", "list_user_keys"),
            (Get, "/users/:uid/keys", "users", "list_keys"),
            (Put, "/application/settings", "settings", "update"),
            (Get, "/application/settings", "settings", "list"),
            (Post, "/session", "session", "create"),
            (Post, "/login/token", "oauth", "create_login_token"),
        ] {
            let names = operation(
                method,
                &PathTemplate::parse(path),
                resource,
                Answer::Unknown,
            );
            assert_eq!(names.plain, plain, "{method} {path}");
        }
    }

    #[test]
    fn the_path_tells_namesakes_apart() {
        for (path, qualified) in [
            ("/libraries/:id/books", "list_for_library"),
            ("/books", "list_books"),
        ] {
            let names = operation(
                Method::Get,
                &PathTemplate::parse(path),
                "books",
                Answer::List,
            );
            assert_eq!(names.qualified, qualified);
        }
    }

    #[test]
    fn answers_are_about_nouns() {
        for (path, resource, noun) in [
            ("/libraries/:id/books/:book_id", "books", "books"),
            ("/books/:id/lend", "books", "books"),
            ("/user", "users", "user"),
            ("/books/owned", "books", "books"),
            ("/books/:id/repository/pages/:name", "books", "pages"),
        ] {
            assert_eq!(
                answer_noun(&PathTemplate::parse(path), resource),
                noun,
                "{path}"
            );
        }
    }
}
