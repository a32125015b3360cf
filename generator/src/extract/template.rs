//! One grammar for the placeholders of paths.
//!
//! What comes in: a path as people print it. What goes out: the same path with every placeholder
//! as `:name`, `{name}`, `<name>` or `*name`, names without blanks and punctuation, and without
//! the parts that a caller may leave out.

use std::collections::BTreeMap;

use memchr::memchr2;

/// Words before the colon in `<int:id>`: what is before it is the type, not the name.
const TYPES: &[&str] = &[
    "int", "integer", "float", "number", "str", "string", "uuid", "guid", "slug", "date", "any",
];

/// Words before the colon in `<path:file>`, which takes slashes.
const WITH_SLASHES: &[&str] = &["path", "re_path"];

/// Signs before an opening bracket that belong to it: `${id}`, `#{id}`.
const SIGILS: &[char] = &['$', '#', '%', '@'];

/// Segments of OData that begin with a `$` of their own: `/$metadata`.
const OWN: &[&str] = &[
    "all", "batch", "count", "entity", "links", "metadata", "ref", "value",
];

/// Where an address ends that the text begins with: placeholders in brackets may have blanks.
pub(crate) fn address(text: &str) -> &str {
    // No group goes on after its line.
    let line = text.split('\n').next().unwrap_or_default();
    let end = first_outside(line, char::is_whitespace);
    &line[..end.unwrap_or(line.len())]
}

/// The first place of one of these characters of ASCII outside of all brackets.
pub(super) fn find(text: &str, wanted: &[u8]) -> Option<usize> {
    text.bytes().find(|byte| wanted.contains(byte))?;
    first_outside(text, |c| c.is_ascii() && wanted.contains(&(c as u8)))
}

/// The same of other characters. Only what stands behind a bracket may be inside.
fn first_outside(text: &str, wanted: impl Fn(char) -> bool) -> Option<usize> {
    let first = text.find(&wanted)?;
    if !text.as_bytes()[..first].iter().any(|byte| is_mark(*byte)) {
        return Some(first);
    }
    outside(text).find_map(|(at, c)| wanted(c).then_some(at))
}

/// The characters outside of brackets with their places, an opening bracket itself included. A
/// bracket that nothing closes is a character as others.
fn outside(text: &str) -> impl Iterator<Item = (usize, char)> {
    let groups = Groups::of(text);
    let mut inside_until = 0;
    text.char_indices().filter(move |(at, _)| {
        if *at < inside_until {
            return false;
        }
        inside_until = groups.end(*at).unwrap_or(inside_until);
        true
    })
}

/// What stands in the braces that a text consists of, one pair or two.
pub(super) fn braced(text: &str) -> Option<&str> {
    let within = |text| -> Option<&str> {
        let inner = str::strip_prefix(text, '{')?.strip_suffix('}')?;
        (Groups::of(text).end(0) == Some(text.len())).then_some(inner)
    };
    let inner = within(text)?;
    Some(within(inner).unwrap_or(inner).trim())
}

/// The bracketed groups of a text, found in one pass: texts may have any number of brackets that
/// nothing closes.
struct Groups {
    /// Where each opening bracket that is closed stands, and the end of its group.
    ends: BTreeMap<usize, usize>,
}

impl Groups {
    /// Groups of one kind nest; another kind within is text. None goes on after its line.
    fn of(text: &str) -> Self {
        let mut ends = BTreeMap::new();
        let mut open: [Vec<usize>; BRACKETS.len()] = Default::default();
        let marks = text.bytes().enumerate();
        for (at, byte) in marks.filter(|(_, byte)| is_mark(*byte)) {
            if byte == b'\n' {
                open.iter_mut().for_each(Vec::clear);
            }
            for (kind, starts) in BRACKETS.iter().zip(&mut open) {
                if byte == kind.0 {
                    starts.push(at);
                } else if byte == kind.1 {
                    ends.extend(starts.pop().map(|start| (start, at + 1)));
                }
            }
        }
        Self { ends }
    }

    /// Where the group ends that begins here.
    fn end(&self, start: usize) -> Option<usize> {
        self.ends.get(&start).copied()
    }
}

/// The brackets that placeholders may stand in.
const BRACKETS: [(u8, u8); 4] = [(b'{', b'}'), (b'<', b'>'), (b'(', b')'), (b'[', b']')];

/// Whether a byte is a bracket or ends a line.
const fn is_mark(byte: u8) -> bool {
    matches!(
        byte,
        b'{' | b'}' | b'<' | b'>' | b'(' | b')' | b'[' | b']' | b'\n'
    )
}

/// Whether the end of a path is what a template stands for, or the same template: a base path may
/// stand before it.
pub(crate) fn shows(path: &str, template: &str) -> bool {
    let parts: Vec<&str> = segments(path);
    let segments = segments(template);
    let is_wildcard = |segment: &&str| segment.starts_with('*');
    if segments.iter().any(is_wildcard) {
        let fixed: Vec<&&str> = segments
            .iter()
            .take_while(|segment| !is_wildcard(segment))
            .collect();
        return (0..parts.len()).any(|start| {
            let parts = &parts[start..];
            parts.len() > fixed.len() && fixed.iter().zip(parts).all(|(own, part)| fits(own, part))
        });
    }
    let start = parts.len().checked_sub(segments.len());
    start.is_some_and(|start| {
        segments
            .iter()
            .zip(&parts[start..])
            .all(|(own, part)| fits(own, part))
    })
}

/// Whether a path has a placeholder of this name.
pub(super) fn has(path: &str, name: &str) -> bool {
    let mut segments = segments(path).into_iter();
    segments.any(|segment| {
        is_open(segment) && segment.trim_matches([':', '{', '}', '<', '>', '*']) == name
    })
}

/// Whether a path shows a template with something in place of a placeholder.
pub(super) fn fills_in(path: &str, template: &str) -> bool {
    let open = |path: &str| {
        let segments = segments(path).into_iter();
        segments
            .map(|it| it.matches([':', '{', '<']).count() + usize::from(it.starts_with('*')))
            .sum::<usize>()
    };
    shows(path, template) && open(path) < open(template)
}

/// Whether a path has a segment of several placeholders.
pub(super) fn has_parts(path: &str) -> bool {
    let mut segments = path.split('/');
    segments.any(|segment| segment.matches([':', '{', '<']).count() > 1)
}

/// Whether a path shows a template that has a segment of several placeholders, and shows what
/// stands between them: `/books/1...9` for `/books/:from...:to`.
pub(super) fn fills_in_parts(path: &str, template: &str) -> bool {
    let (parts, own) = (segments(path), segments(template));
    let pairs = || own.iter().zip(&parts);
    parts.len() == own.len()
        && pairs().all(|(own, part)| fits(own, part))
        && pairs().any(|(own, part)| fills_in_segment(own, part))
}

/// Whether a part has the texts that stand between the placeholders of a segment, two at least.
fn fills_in_segment(segment: &str, part: &str) -> bool {
    let mut placeholders = segment.split([':', '{', '<']);
    if placeholders.next() != Some("") || !is_filled(part) {
        return false;
    }
    let mut between: Vec<&str> = placeholders
        .map(|text| text.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_'))
        .map(|text| text.trim_start_matches(['}', '>']))
        .collect();
    let after = between.pop();
    let mut rest = part;
    let all = between.iter().all(|text| match rest.split_once(*text) {
        Some((value, after)) if !text.is_empty() && !value.is_empty() => {
            rest = after;
            true
        }
        _ => false,
    });
    all && !between.is_empty() && !rest.is_empty() && after.is_some_and(|it| rest.ends_with(it))
}

/// Whether a part of a path has no placeholder: a colon behind a letter is one of the text.
fn is_filled(part: &str) -> bool {
    let colons = part.match_indices(':').all(|(at, _)| {
        let before = part.get(..at).and_then(|text| text.chars().next_back());
        before.is_some_and(char::is_alphanumeric)
    });
    colons && !part.contains(['{', '<', '*'])
}

fn segments(path: &str) -> Vec<&str> {
    path.trim_matches('/').split('/').collect()
}

/// Whether a part of a path is a segment of a template, or could be sent for it.
fn fits(segment: &str, part: &str) -> bool {
    segment == part || !part.is_empty() && is_open(segment)
}

fn is_open(segment: &str) -> bool {
    segment.contains([':', '{', '<']) || segment.starts_with('*')
}

/// A path in the one grammar, and the names that it says may follow as a query: `{?page,size}`.
pub(super) fn canonical(path: &str) -> (String, Vec<String>) {
    let is_sign = |byte: u8| is_mark(byte) || byte == b'$';
    if !path.bytes().any(is_sign) && !path.ends_with("/*") {
        return (path.to_owned(), Vec::new());
    }
    let mut out = String::with_capacity(path.len());
    let mut query = Vec::new();
    let groups = Groups::of(path);
    let mut rest = path;
    while let Some(c) = rest.chars().next() {
        let start = path.len() - rest.len();
        let Some(end) = groups.end(start) else {
            if let Some((name, after)) = variable(rest).filter(|_| out.ends_with('/')) {
                out.push_str(&format!("{{{name}}}"));
                rest = after;
                continue;
            }
            out.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        let (whole, after) = rest.split_at(end - start);
        let alone = out.ends_with('/') && (after.is_empty() || after.starts_with('/'));
        match read_group(whole, &out, after) {
            Group::Placeholder(name) => {
                if out.ends_with(SIGILS) {
                    out.pop();
                }
                out.push_str(&format!("{{{name}}}"));
            }
            Group::Wildcard(name) if alone => out.push_str(&format!("*{name}")),
            Group::Wildcard(name) => out.push_str(&format!("{{{name}}}")),
            Group::Query(names) => query.extend(names),
            Group::Left => {}
            Group::Text => {
                out.push(c);
                rest = &rest[c.len_utf8()..];
                continue;
            }
        }
        rest = after;
    }
    if out.ends_with("/*") {
        out.push_str("path");
    }
    (out, query)
}

/// A path with a part that may be left out, without it and with it: `/books[/{id}]`.
pub(super) fn with_and_without(path: &str) -> Option<[String; 2]> {
    memchr2(b'[', b'(', path.as_bytes())?;
    let groups = Groups::of(path);
    let optional = |(at, c): (usize, char)| {
        let begins = matches!(c, '[' | '(') && path[at + 1..].starts_with('/');
        begins.then(|| groups.end(at)).flatten().map(|end| at..end)
    };
    let part = outside(path).find_map(optional)?;
    let (before, after) = (&path[..part.start], &path[part.end..]);
    let inner = &path[part.start + 1..part.end - 1];
    Some([
        format!("{before}{after}"),
        format!("{before}{inner}{after}"),
    ])
}

/// The name of a segment that is `$name`, and what follows.
fn variable(text: &str) -> Option<(&str, &str)> {
    let named = text.strip_prefix('$')?;
    let end = named.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    let (name, after) = named.split_at(end.unwrap_or(named.len()));
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic()) && !OWN.contains(&name);
    (begins && (after.is_empty() || after.starts_with(['/', '.']))).then_some((name, after))
}

/// How the placeholders of a printed path are written, in their order.
pub(crate) fn styles(path: &str) -> Vec<&'static str> {
    let mut found = Vec::new();
    let groups = Groups::of(path);
    let mut rest = path;
    while let Some(c) = rest.chars().next() {
        let (before, _) = path.split_at(path.len() - rest.len());
        let length = match groups.end(before.len()) {
            Some(end) => end - before.len(),
            None => c.len_utf8(),
        };
        let (whole, after) = rest.split_at(length);
        let named = after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        let style = match c {
            ':' if named => Some(":name"),
            '*' if named && before.ends_with('/') => Some("*name"),
            '$' if before.ends_with('/') && variable(rest).is_some() => Some("$name"),
            _ if length == c.len_utf8() => None,
            _ => group_style(whole, before, after),
        };
        found.extend(style);
        rest = after;
    }
    found
}

/// How the placeholder is written that a group is, if it is one.
fn group_style(whole: &str, before: &str, after: &str) -> Option<&'static str> {
    match read_group(whole, before, after) {
        Group::Query(_) => return Some("{?name}"),
        Group::Left | Group::Text => return None,
        Group::Placeholder(_) | Group::Wildcard(_) => {}
    }
    Some(match whole.as_bytes()[0] {
        b'{' if whole.starts_with("{{") => "{{name}}",
        b'{' if before.ends_with(SIGILS) => "${name}",
        b'{' => "{name}",
        b'<' => "<name>",
        b'(' => "(name)",
        _ => "[name]",
    })
}

/// What a bracketed group of a path is.
enum Group {
    Placeholder(String),
    /// A placeholder whose value may have slashes.
    Wildcard(String),
    /// Names of query parameters.
    Query(Vec<String>),
    /// A part that may be left out, and is.
    Left,
    /// Nothing of the kind: the bracket is a character of the path.
    Text,
}

/// `before` and `after` are what stands around it: brackets that share a segment with other text
/// than an ending mean nothing.
fn read_group(whole: &str, before: &str, after: &str) -> Group {
    let inner = whole[1..whole.len() - 1].trim();
    let begins = before.ends_with('/');
    let ends = after.is_empty() || after.starts_with(['/', '.']);
    let placeholder = |text: &str| match name(text) {
        name if name.is_empty() => Group::Text,
        name => Group::Placeholder(name),
    };
    match whole.as_bytes()[0] {
        b'{' => braces(inner),
        b'<' => match inner.split_once(':') {
            Some((kind, text)) if WITH_SLASHES.contains(&kind) => Group::Wildcard(name(text)),
            _ => placeholder(typed(inner)),
        },
        // `[...path]` and `[[...path]]` take slashes.
        b'[' if begins && spread(inner).is_some() => Group::Wildcard(name(inner)),
        // `(.:format)` and `[.format]` are endings that one may write or not.
        b'(' | b'[' if inner.starts_with('.') => Group::Left,
        b'(' | b'[' if begins && ends => placeholder(inner.trim_start_matches(':')),
        b'[' if before.ends_with('.') => placeholder(inner.trim_start_matches(':')),
        // `:id(\d+)` says what the value looks like.
        b'(' if ends_in_placeholder(before) => Group::Left,
        _ => Group::Text,
    }
}

/// The name in `...path` and `[...path]`.
fn spread(inner: &str) -> Option<&str> {
    let inner = inner.trim_start_matches('[').trim_end_matches(']');
    inner.strip_prefix("...").filter(|name| !name.is_empty())
}

fn braces(inner: &str) -> Group {
    if let Some(names) = inner.strip_prefix(['?', '&']) {
        let names = names.split(',').map(|name| name.trim().trim_matches('*'));
        return Group::Query(names.map(str::to_owned).collect());
    }
    let inner = inner.trim_start_matches('{').trim_end_matches('}');
    let inner = inner.split(['#', '=']).next().unwrap_or_default().trim();
    let (open, inner) = match inner.strip_prefix('+') {
        Some(name) => (true, name),
        None => (false, inner),
    };
    let text = typed(inner);
    let many = text == inner && inner.ends_with(['*', '+']);
    match name(text) {
        name if name.is_empty() => Group::Text,
        name if open || many => Group::Wildcard(name),
        name => Group::Placeholder(name),
    }
}

/// `id` of `int:id` and of `id:[0-9]+`.
fn typed(text: &str) -> &str {
    match text.split_once(':') {
        Some((kind, name)) if TYPES.contains(&kind) => name,
        Some((name, _)) if !name.is_empty() => name,
        _ => text,
    }
}

/// A name of letters, digits and `_`: `id or name` is `id_or_name`. What follows a `#` is the
/// target of a link, what follows a `=` a pattern.
pub(super) fn name(text: &str) -> String {
    let text = text.split(['#', '=']).next().unwrap_or_default();
    let mut out = String::new();
    for word in text
        .split('|')
        .map(|word| word.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')))
        .enumerate()
        .flat_map(|(at, words)| (at > 0).then_some("or").into_iter().chain(words))
        .filter(|word| !word.is_empty())
    {
        if !out.is_empty() {
            out.push('_');
        }
        out.push_str(word);
    }
    if out.starts_with(|c: char| c.is_ascii_digit()) {
        out.insert(0, '_');
    }
    out
}

/// Whether a path ends in `:name` or `{name}`.
fn ends_in_placeholder(path: &str) -> bool {
    let before = path.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '_');
    path.ends_with('}') || before.len() < path.len() && before.ends_with(':')
}

#[cfg(test)]
mod tests {
    use super::{address, braced, canonical, fills_in_parts, shows, styles, with_and_without};

    #[test]
    fn one_grammar() {
        for (path, expected) in [
            ("/books/:id/pages/*rest", "/books/:id/pages/*rest"),
            ("/books/{id}.json", "/books/{id}.json"),
            ("/books/<id>", "/books/{id}"),
            ("/books/(id or name)/tag", "/books/{id_or_name}/tag"),
            ("/books/(id)", "/books/{id}"),
            ("/books/{book id}", "/books/{book_id}"),
            ("/books/<book title>", "/books/{book_title}"),
            ("/books/{book.id}/lend", "/books/{book_id}/lend"),
            ("/books/{book.id#PAGES/book}/lend", "/books/{book_id}/lend"),
            ("/books/{book-id}", "/books/{book_id}"),
            ("/books/[:id]", "/books/{id}"),
            ("/books.[format]", "/books.{format}"),
            ("/books[.format]", "/books"),
            ("/books/[id].[format]", "/books/{id}.{format}"),
            ("/books/[id].json", "/books/{id}.json"),
            ("/books/(id).json", "/books/{id}.json"),
            ("/books/[id]/pages", "/books/{id}/pages"),
            ("/files/[...path]", "/files/*path"),
            ("/files/[[...path]]", "/files/*path"),
            ("/books[0].json", "/books[0].json"),
            ("/books/[id]s", "/books/[id]s"),
            ("/books(.:format)", "/books"),
            ("/books/${id}", "/books/{id}"),
            ("/books/$id/pages/$page", "/books/{id}/pages/{page}"),
            ("/books/$5", "/books/$5"),
            ("/books/a$b", "/books/a$b"),
            ("/books/{{id}}/pages", "/books/{id}/pages"),
            ("/books/<int:id>", "/books/{id}"),
            ("/books/{id:[0-9]+}", "/books/{id}"),
            ("/books/:id(\\d+)/pages", "/books/:id/pages"),
            ("/files/<path:file>", "/files/*file"),
            ("/files/{path*}", "/files/*path"),
            ("/files/{proxy+}", "/files/*proxy"),
            ("/files/{+path}", "/files/*path"),
            ("/files/*", "/files/*path"),
            ("/books/{id|isbn}", "/books/{id_or_isbn}"),
            ("/books/:from...:to", "/books/:from...:to"),
            ("/books/{from}...{to}", "/books/{from}...{to}"),
            ("/v1/{name=shelves/*}", "/v1/{name}"),
            ("/books(1)", "/books(1)"),
            ("/books/{}", "/books/{}"),
            ("/books/{id", "/books/{id"),
            ("/books/{1}", "/books/{_1}"),
            ("", ""),
        ] {
            assert_eq!(canonical(path).0, expected, "{path}");
        }
        let (path, query) = canonical("/books{?page,size*}{&sort}");
        assert_eq!(
            (path.as_str(), query.join(" ")),
            ("/books", "page size sort".to_owned())
        );
    }

    #[test]
    fn parts_that_may_be_left_out() {
        for (path, expected) in [
            ("/books[/{id}]", Some(["/books", "/books/{id}"])),
            (
                "/books(/:id)/pages",
                Some(["/books/pages", "/books/:id/pages"]),
            ),
            ("/books/[id]", None),
            ("/books[.format]", None),
            ("/books[/", None),
        ] {
            let expected = expected.map(|both| both.map(str::to_owned));
            assert_eq!(with_and_without(path), expected, "{path}");
        }
    }

    #[test]
    fn styles_of_placeholders() {
        for (path, expected) in [
            ("/books/:id/pages/*rest", ":name *name"),
            ("/books/{id}/<page>/(id or name)", "{name} <name> (name)"),
            ("/books/${id}/{{page}}/[line]", "${name} {{name}} [name]"),
            ("/books{?page,size}", "{?name}"),
            ("https://books.example.com:80/books[.format]", ""),
            ("/:from...:to", ":name :name"),
        ] {
            assert_eq!(styles(path).join(" "), expected, "{path}");
        }
    }

    #[test]
    fn filled_in_paths_show_their_template() {
        for (path, template, expected) in [
            ("/books/42", "/books/:id", true),
            ("/v1/books/42", "/books/{id}", true),
            ("/books/:id", "/books/:id", true),
            ("/books", "/books/:id", false),
            ("/books/42/pages", "/books/:id", false),
            ("/shelves/42", "/books/:id", false),
            ("/v1/files/a/b", "/files/*path", true),
            ("/files", "/files/*path", false),
        ] {
            assert_eq!(shows(path, template), expected, "{path} {template}");
        }
    }

    #[test]
    fn addresses_end_outside_of_brackets() {
        for (text, expected) in [
            (
                "/books/(id or name)/tag HTTP/1.1",
                "/books/(id or name)/tag",
            ),
            ("/books/<id and more", "/books/<id"),
            ("/books/((id or name) and more", "/books/((id or name)"),
            ("/books/(id\nor name)", "/books/(id"),
            ("/books?name=<the name> x", "/books?name=<the name>"),
            ("/books", "/books"),
            ("", ""),
        ] {
            assert_eq!(address(text), expected, "{text}");
        }
    }

    #[test]
    fn braces_are_taken_off_where_they_are_a_pair() {
        for (text, expected) in [
            ("{id}", Some("id")),
            ("{{ id }}", Some("id")),
            ("{a}/{b}", None),
            ("{id", None),
            ("id", None),
        ] {
            assert_eq!(braced(text), expected, "{text}");
        }
    }

    #[test]
    fn what_stands_between_placeholders_tells_an_example() {
        for (path, template, expected) in [
            ("/books/1...9", "/books/:from...:to", true),
            ("/books/ada:1...bo:9", "/books/{from}...{to}", true),
            ("/books/1-9.md", "/books/:from-:to.md", true),
            ("/books/:a...:b", "/books/:from...:to", false),
            ("/books/all", "/books/:from...:to", false),
            ("/books/new.md", "/books/:isbn.md", false),
            ("/books/1", "/books/:isbn", false),
            ("/shelves/1...9", "/books/:from...:to", false),
        ] {
            assert_eq!(fills_in_parts(path, template), expected, "{path}");
        }
    }
}
