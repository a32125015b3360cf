//! Names that a spec keeps: resources, operations, types.
//!
//! What comes in: pages, methods, paths, keys. What goes out: names made of nothing but these,
//! so that neighbours do not matter. Operations of one resource that would share a name are told
//! apart by longer names from the same sources. No name has a number to be unique.

use std::borrow::Cow;
use std::fmt::Write as _;

use docbind_spec::{Method, PathTemplate, Piece};
use heck::{ToSnakeCase, ToUpperCamelCase};

use super::noun::is_singular;
pub use super::noun::{is_plural, singular};

/// The resource of pages about everything.
pub const OVERVIEW: &str = "api";

/// The resource that a page documents: `ci/builds.md` is `ci_builds`.
///
/// ```
/// assert_eq!(docbind::names::mint::resource("ci/merge-requests.md"), "ci_merge_requests");
/// ```
pub fn resource(page: &str) -> String {
    let stem = page_stem(page);
    let name = snake(&stem.replace(['/', '.'], "_"));
    match name.as_str() {
        "" | "readme" | "index" => OVERVIEW.to_owned(),
        _ if name.starts_with(|c: char| c.is_ascii_digit()) => format!("api_{name}"),
        _ => name,
    }
}

/// The path of a page without its ending.
pub(crate) fn page_stem(page: &str) -> &str {
    let endings = [".md", ".mdx", ".markdown"];
    let stem = endings.iter().find_map(|ending| page.strip_suffix(ending));
    stem.unwrap_or(page)
}

/// A name in `snake_case` from any words: ASCII, empty where they have no letter or digit.
///
/// ```
/// use docbind::names::mint::snake;
/// assert_eq!(snake("OAuth2 token & URL"), "o_auth2_token_url");
/// assert_eq!(snake("Bücher"), "bufccher");
/// ```
pub fn snake(words: &str) -> String {
    snake_of(words).into_owned()
}

/// The same, without a copy of what is such a name already.
fn snake_of(words: &str) -> Cow<'_, str> {
    if is_snake(words) {
        Cow::Borrowed(words)
    } else {
        Cow::Owned(ascii(words).to_snake_case())
    }
}

/// Whether words are in `snake_case` already, as most keys and segments of paths are.
fn is_snake(words: &str) -> bool {
    let mut before = b'_';
    let plain = words.bytes().all(|byte| {
        let single = byte != b'_' || before != b'_';
        before = byte;
        single && (byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    });
    plain && (before != b'_' || words.is_empty())
}

/// Letters and digits that identifiers of a spec cannot have, by their code points, so that
/// different words stay different.
fn ascii(words: &str) -> Cow<'_, str> {
    if words.is_ascii() {
        return Cow::Borrowed(words);
    }
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if c.is_ascii() {
            out.push(c);
        } else if c.is_alphanumeric() {
            let _ = write!(out, "u{:x}", u32::from(c));
        } else {
            out.push(' ');
        }
    }
    Cow::Owned(out)
}

/// The name of a type from words that say what it is.
///
/// ```
/// assert_eq!(docbind::names::mint::type_name(&["merge_requests"]), "MergeRequest");
/// assert_eq!(docbind::names::mint::type_name(&["Branch", "commit"]), "BranchCommit");
/// ```
pub fn type_name(words: &[&str]) -> String {
    let mut parts: Vec<String> = words.iter().map(|word| snake(word)).collect();
    if let Some(last) = parts.last_mut() {
        *last = match last.rsplit_once('_') {
            Some((rest, noun)) => format!("{rest}_{}", singular(noun)),
            None => singular(last),
        };
    }
    camel(&parts)
}

/// The name of a type from words that already have the number of what they name.
///
/// ```
/// assert_eq!(docbind::names::mint::object_name(&["shop_settings"]), "ShopSettings");
/// ```
pub fn object_name(words: &[&str]) -> String {
    let parts: Vec<String> = words.iter().map(|word| snake(word)).collect();
    camel(&parts)
}

fn camel(parts: &[String]) -> String {
    let name = upper_camel(&parts.join("_"));
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name
    } else {
        format!("Value{name}")
    }
}

/// The words of a name in `snake_case`, each with a capital, or those that another text has.
fn upper_camel(words: &str) -> String {
    if !is_snake(words) {
        return words.to_upper_camel_case();
    }
    let mut out = String::with_capacity(words.len());
    for word in words.split('_').filter(|word| !word.is_empty()) {
        let mut letters = word.chars();
        out.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        out.push_str(letters.as_str());
    }
    out
}

/// The noun that an operation's answer is about: the last plain segment of its path, or the thing
/// that it acts on.
///
/// ```
/// use docbind::names::mint::answer_noun;
/// use docbind_spec::{Method, PathTemplate};
/// let noun = |method, path| answer_noun(method, &PathTemplate::parse(path), "books");
/// assert_eq!(noun(Method::Get, "/books/:id/cover"), "cover");
/// assert_eq!(noun(Method::Post, "/books/:id/lend"), "books");
/// assert_eq!(noun(Method::Post, "/books/:id/lend_requests"), "lend_requests");
/// ```
pub fn answer_noun(method: Method, path: &PathTemplate, resource: &str) -> String {
    let (words, _) = literals(path);
    let nouns = words.iter().map(Cow::as_ref);
    let mut nouns = nouns
        .rev()
        .filter(|word| !is_qualifier(word) && *word != verb(method));
    let Some(last) = nouns.next() else {
        return resource.to_owned();
    };
    if !(sends(method) && ends_in_action(path)) {
        return last.to_owned();
    }
    let thing = nouns.find(|word| is_plural(word));
    thing.unwrap_or(resource).to_owned()
}

fn sends(method: Method) -> bool {
    matches!(method, Method::Post | Method::Put)
}

/// Whether a path ends in what is done to the thing before: `…/:id/lend`, `/books/register`.
fn ends_in_action(path: &PathTemplate) -> bool {
    let mut segments = path
        .segments()
        .iter()
        .rev()
        .map(|segment| segment.as_literal().map(snake_of));
    let last = segments.next().flatten();
    // `merge_requests` are things, however their first word reads alone.
    if last.as_deref().is_some_and(is_two_word_plural) {
        return false;
    }
    let first_word = last.as_deref().and_then(|last| last.split('_').next());
    let thing_before = match segments.next() {
        Some(None) => true,
        Some(Some(before)) => is_plural(&before),
        None => false,
    };
    thing_before && first_word.is_some_and(|word| !is_plural(word) && !is_noun(word))
}

/// Whether a segment is a plural of two words.
fn is_two_word_plural(segment: &str) -> bool {
    segment
        .split_once('_')
        .is_some_and(|(_, last)| !last.contains('_') && is_plural(last))
}

/// Endings that verbs do not have.
fn is_noun(word: &str) -> bool {
    ["tion", "ment", "ness", "ity", "ship", "ance", "ence", "age"]
        .iter()
        .any(|ending| word.ends_with(ending))
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

/// The names of an operation within its resource, the shortest first. The first one is its name
/// unless another operation of the resource has the same first one, and so on.
///
/// ```
/// use docbind::names::mint::{Answer, operation};
/// use docbind_spec::{Method, PathTemplate};
/// let path = PathTemplate::parse("/projects/:id/repository/branches/:branch/protect");
/// let names = operation(Method::Put, &path, "branches", Answer::Single);
/// assert_eq!(names[..2], ["protect", "update_protect"]);
/// ```
pub fn operation(
    method: Method,
    path: &PathTemplate,
    resource: &str,
    answer: Answer,
) -> Vec<String> {
    let (words, ends_in_placeholder) = literals(path);
    let own = own_segment(&words, resource);
    let (scope, tail) = match own {
        Some(at) => (&words[..at], &words[at + 1..]),
        None => (&words[..0], &words[..]),
    };
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
    // `/user` beside `/users`: the singular is a thing of its own.
    let single = own.filter(|at| *at == 0).map(|at| words[at].as_ref());
    let single = single.filter(|word| !is_plural(word) && is_plural(resource));
    let nouns: Vec<&str> = single
        .into_iter()
        .chain(tail.iter().map(Cow::as_ref))
        .collect();
    let number = if ends_in_placeholder || method == Method::Post {
        Last::Singular
    } else {
        Last::AsIs
    };
    let mut names = Vec::new();
    // A name cannot begin with a digit.
    let begins_well = |word: &&str| word.starts_with(|c: char| c.is_ascii_alphabetic());
    if let (Some(action), true) = (
        tail.last().map(Cow::as_ref).filter(begins_well),
        sends(method) && own.is_some() && ends_in_action(path),
    ) {
        let things = &nouns[..nouns.len() - 1];
        names.push(joined(Some(action), things, Last::AsIs));
    }
    if method == Method::Get && tail.last().is_some_and(|word| word == "search") {
        names.push("search".to_owned());
    }
    let plain = joined(Some(verb), &nouns, number);
    names.push(plain.clone());
    if let Some(around) = scope.iter().rev().find(|word| is_plural(word)) {
        names.push(format!("{plain}_for_{}", singular(around)));
    } else if plain == "list" {
        names.push("list_all".to_owned());
    }
    names.push(full_name(verb, path, &words));
    names.push(exact_name(verb, path));
    names
}

/// The place of a resource in a path: up to and with the segment that is called like it, with
/// placeholders nameless; the whole path where none is.
///
/// ```
/// use docbind::names::mint::collection;
/// use docbind_spec::PathTemplate;
/// let path = PathTemplate::parse("/shops/:id/books/:book_id/lend");
/// assert_eq!(collection(&path, "books"), collection(&PathTemplate::parse("/shops/:key/books"), "books"));
/// ```
pub fn collection(path: &PathTemplate, resource: &str) -> String {
    let (words, _) = literals(path);
    let Some(own) = own_segment(&words, resource) else {
        return path.anonymous();
    };
    let mut left = own + 1;
    let mut out = String::new();
    for segment in path.segments() {
        if left == 0 {
            break;
        }
        out.push('/');
        match segment.as_literal().map(snake_of) {
            Some(word) => {
                left -= usize::from(!word.is_empty());
                out.push_str(&word);
            }
            None => out.push(':'),
        }
    }
    out
}

/// What happens to the last noun of a name.
#[derive(Clone, Copy)]
enum Last {
    Singular,
    AsIs,
}

/// A verb and nouns; all nouns but the last are singular.
fn joined(verb: Option<&str>, nouns: &[&str], number: Last) -> String {
    let mut parts: Vec<String> = verb.map(str::to_owned).into_iter().collect();
    let Some((last, around)) = nouns.split_last() else {
        return parts.join("_");
    };
    parts.extend(around.iter().map(|noun| singular(noun)));
    // `DELETE /runners/delete` says its verb twice.
    if Some(*last) != verb {
        parts.push(match number {
            Last::Singular => singular(last),
            Last::AsIs => (*last).to_owned(),
        });
    }
    snake(&parts.join("_"))
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
        Method::List => "list",
        Method::Copy => "copy",
        Method::Move => "move",
        Method::Link => "link",
        Method::Unlink => "unlink",
        Method::Lock => "lock",
        Method::Unlock => "unlock",
        Method::Purge => "purge",
        Method::Search => "search",
        Method::Query => "query",
    }
}

/// The name that the whole path gives.
fn full_name(verb: &str, path: &PathTemplate, words: &[Cow<'_, str>]) -> String {
    let last = path.segments().last();
    let by = last.filter(|segment| segment.as_literal().is_none());
    let by = by.and_then(|_| path.placeholders().last());
    let mut parts = vec![verb.to_owned()];
    match words {
        [around @ .., last] if by.is_none() => {
            parts.extend(around.iter().map(|word| singular(word)));
            parts.push(last.to_string());
        }
        words => parts.extend(words.iter().map(|word| singular(word))),
    }
    parts.extend(by.map(|name| format!("by_{name}")));
    snake(&parts.join("_"))
}

/// The name that the whole path gives, with every placeholder where it stands.
fn exact_name(verb: &str, path: &PathTemplate) -> String {
    let mut parts = vec![verb.to_owned()];
    for segment in path.segments() {
        match segment.as_literal() {
            Some(word) => parts.push(snake(word)),
            None => parts.extend(
                segment
                    .pieces()
                    .iter()
                    .filter_map(Piece::name)
                    .map(|name| format!("by_{name}")),
            ),
        }
    }
    snake(&parts.join("_"))
}

/// The plain segments of a path in `snake_case`, and whether it ends in a placeholder.
fn literals(path: &PathTemplate) -> (Vec<Cow<'_, str>>, bool) {
    let words = path
        .segments()
        .iter()
        .filter_map(|segment| segment.as_literal())
        .map(snake_of);
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
fn own_segment(words: &[Cow<'_, str>], resource: &str) -> Option<usize> {
    let last_word = resource.rsplit('_').next().unwrap_or(resource);
    let last = |noun: &str| {
        let noun = singular(noun);
        words.iter().rposition(|word| is_singular(word, &noun))
    };
    last(resource).or_else(|| last(last_word))
}

/// Words at the end of a path that choose among things instead of naming them.
pub fn is_qualifier(word: &str) -> bool {
    matches!(
        word,
        "all" | "owned" | "starred" | "search" | "visible" | "recent" | "active" | "pending"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_snake_case_are_joined_as_all_others() {
        for words in ["books", "o_auth2_token", "a_b", "v2_x", "2fa", "x_9_y", ""] {
            assert!(is_snake(words), "{words}");
            assert_eq!(upper_camel(words), words.to_upper_camel_case());
        }
    }

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
            (Post, "/books/:id/pages/keep", "books", "keep_pages"),
            (Post, "/books/register", "books", "register"),
            (Put, "/books/:id/pages/6id", "books", "update_page_6id"),
            (
                Post,
                "/books/:id/reservation",
                "books",
                "create_reservation",
            ),
            (
                Put,
                "/books/:id/lend_until_someone_calls",
                "books",
                "lend_until_someone_calls",
            ),
            (Get, "/books/search/:query", "books", "search"),
            (Get, "/libraries/:id/book/cover", "books", "get_cover"),
            (Post, "/books/:id/pages/keep", "books", "keep_pages"),
            (Post, "/books/register", "books", "register"),
            (
                Post,
                "/books/:id/reservation",
                "books",
                "create_reservation",
            ),
            (
                Put,
                "/books/:id/lend_until_someone_calls",
                "books",
                "lend_until_someone_calls",
            ),
            (Get, "/books/search/:query", "books", "search"),
            (Get, "/libraries/:id/book/cover", "books", "get_cover"),
            (Get, "/books/:id/raw", "books", "get_raw"),
            (Get, "/books/:id/pages", "books", "list_pages"),
            (Get, "/books/:id/pages/:page_id", "books", "get_page"),
            (Post, "/books/:id/pages", "books", "create_page"),
            (Get, "/books/all", "books", "list_all"),
            (Delete, "/books/delete", "books", "delete"),
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
            assert_eq!(names[0], plain, "{method} {path}");
        }
    }

    #[test]
    fn the_path_tells_namesakes_apart() {
        for (path, qualified) in [
            (
                "/libraries/:id/books",
                "list list_for_library list_library_books list_libraries_by_id_books",
            ),
            ("/books", "list list_all list_books list_books"),
            (
                "/books/:id/pages/all",
                "list_page_all list_book_page_all list_books_by_id_pages_all",
            ),
        ] {
            let names = operation(
                Method::Get,
                &PathTemplate::parse(path),
                "books",
                Answer::List,
            );
            assert_eq!(names.join(" "), qualified);
        }
    }

    #[test]
    fn answers_are_about_nouns() {
        use Method::{Delete, Get, Post, Put};
        for (method, path, resource, noun) in [
            (Get, "/libraries/:id/books/:book_id", "books", "books"),
            (Post, "/books/:id/lend", "books", "books"),
            (Put, "/books/:id/pages/:page_id/turn_over", "books", "pages"),
            (Post, "/books/:id/reservation", "books", "reservation"),
            (Post, "/books/register", "books", "books"),
            (Delete, "/books/delete", "books", "books"),
            (Get, "/user", "users", "user"),
            (Get, "/books/owned", "books", "books"),
            (Post, "/login/token", "oauth", "token"),
            (Get, "/books/:id/repository/pages/:name", "books", "pages"),
        ] {
            assert_eq!(
                answer_noun(method, &PathTemplate::parse(path), resource),
                noun,
                "{path}"
            );
        }
    }
}
