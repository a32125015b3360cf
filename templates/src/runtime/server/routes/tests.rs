//! The tree gives what looking at one path after the other gives.

use super::*;
use crate::runtime::encoding::plain;
use crate::runtime::{self, ErrorShape, Param};

const GET: runtime::Method = runtime::Method::Get;
static SHELVES: Operation = Operation::new("shelves", GET, "/shelves");
static SHELF: Operation = Operation::new("shelf", GET, "/shelves/:id").params(&[Param::path("id")]);
static NEWEST: Operation = Operation::new("newest", GET, "/shelves/newest");
static DUST: Operation = Operation::new("dust", runtime::Method::Delete, "/shelves/:id/dust")
    .params(&[Param::path("id")]);
static TEXT: Operation = Operation::new("text", GET, "/shelves/:id/texts/:path")
    .params(&[Param::path("id"), Param::path("path").free_text()]);
static SPINE: Operation = Operation::new("spine", GET, "/shelves/:id/texts/:path/spine")
    .params(&[Param::path("id"), Param::path("path").free_text()]);
static DIFF: Operation = Operation::new("diff", GET, "/diff/:from...:to.txt");
static OLD: Operation = Operation::new("old", GET, "/racks/:rack/rows/:row")
    .aliases(&["/rows/:row/of/:rack", "/racks/newest/:row/:rack"])
    .params(&[Param::path("rack"), Param::path("row")]);
static TILL: Operation = Operation::new("till", GET, "/till/v1").rooted();
static API: Api = Api {
    name: "t",
    base_path: "/api",
    operations: &[
        &SHELVES, &SHELF, &NEWEST, &DUST, &TEXT, &SPINE, &DIFF, &OLD, &TILL,
    ],
    security: &[],
    sudo: None,
    paging: None,
    errors: ErrorShape::DEFAULT,
};

fn show(found: Found<'_>) -> String {
    match found {
        Found::Route(route, values) => {
            let values: Vec<String> = values
                .iter()
                .map(|(name, value)| format!(" {name}={}", plain(value)))
                .collect();
            format!("{}{}", route.operation.id, values.concat())
        }
        Found::OtherMethods(methods) => format!("405 {}", methods.join(",")),
        Found::Nothing => "404".to_owned(),
    }
}

fn routes(api: &'static Api) -> Routes {
    let handlers: Vec<_> = api.operations.iter().map(|o| (*o, None)).collect();
    Routes::new(api, &handlers)
}

#[track_caller]
fn check(request: &str, expected: &str) {
    let (method, path) = request.split_once(' ').unwrap();
    let routes = routes(&API);
    let found = routes.find(&method.parse().unwrap(), path);
    assert_eq!(show(found), expected, "{request}");
}

#[test]
fn paths() {
    check("GET /api/shelves", "shelves");
    check("GET //api///shelves/", "shelves");
    check("GET /api/shelves.json", "shelves");
    check("GET /api/shelves/7", "shelf id=7");
    check("GET /api/shelves/a%2Fb", "shelf id=a/b");
    check("GET /api/shelves/a%2Fb.json", "shelf id=a/b");
    check("GET /api/shelves/a%252Fb", "shelf id=a%2Fb");
    check("GET /api/shelves/newest", "newest");
    check("GET /api/shelves/newest.json", "newest");
    check("GET /shelves", "404");
    check("GET /till/v1", "till");
    check("GET /api/till/v1", "404");
    check("GET /", "404");
}

#[test]
fn free_text_spans_segments() {
    check("GET /api/shelves/7/texts/a", "text id=7 path=a");
    check("GET /api/shelves/7/texts/a/b.txt", "text id=7 path=a/b.txt");
    check(
        "GET /api/shelves/7/texts/a%2Fb.json",
        "text id=7 path=a/b.json",
    );
    check("GET /api/shelves/7/texts/a/spine", "spine id=7 path=a");
    check("GET /api/shelves/7/texts/a/b/spine", "spine id=7 path=a/b");
    check("GET /api/shelves/7/9/texts/a", "404");
    check("GET /api/diff/1.0...2.0.txt", "diff from=1.0 to=2.0");
}

#[test]
fn aliases() {
    check("GET /api/racks/7/rows/8", "old rack=7 row=8");
    check("GET /api/rows/8/of/7.json", "old row=8 rack=7");
    check("GET /api/racks/newest/8/7", "old row=8 rack=7");
    check("PUT /api/rows/8/of/7", "405 GET,HEAD");
}

#[test]
fn methods() {
    check("HEAD /api/shelves/7", "shelf id=7");
    check("POST /api/shelves/7", "405 GET,HEAD");
    check("GET /api/shelves/7/dust", "405 DELETE");
    check("PUT /api/shelves/7/texts/a/b", "405 GET,HEAD");
}

/// What the tree stands for: a look at one route after the other.
fn scan<'r>(routes: &'r Routes, method: &str, path: &str) -> Found<'r> {
    let asked = Asked::new(path);
    let methods: &[&str] = match method {
        "HEAD" => &["HEAD", "GET"],
        _ => &[method],
    };
    for span in [Span::One, Span::Several] {
        for method in methods {
            let mut matches = matches(routes, &asked, span);
            let found = matches.find(|(route, _)| route.operation.method.as_str() == *method);
            if let Some((route, values)) = found {
                return Found::Route(route, values);
            }
        }
    }
    for span in [Span::One, Span::Several] {
        let matches = matches(routes, &asked, span);
        let mut allowed: Vec<&str> = matches
            .map(|(route, _)| route.operation.method.as_str())
            .collect();
        if allowed.contains(&"GET") {
            allowed.push("HEAD");
        }
        allowed.sort_unstable();
        allowed.dedup();
        if !allowed.is_empty() {
            return Found::OtherMethods(allowed);
        }
    }
    Found::Nothing
}

fn matches<'r>(
    routes: &'r Routes,
    asked: &Asked<'_>,
    span: Span,
) -> impl Iterator<Item = (&'r Route, Values)> {
    routes.routes.iter().filter_map(move |route| {
        let bare = asked.bare.as_deref();
        let bare = bare.filter(|_| !route.ends_in_free_text());
        let mut values = Vec::new();
        let fits = bare.is_some_and(|texts| fits(&route.segments, texts, span, &mut values))
            || fits(&route.segments, &asked.texts, span, &mut values);
        fits.then_some((route, values))
    })
}

fn fits(segments: &[Segment], texts: &[&str], span: Span, values: &mut Values) -> bool {
    let Some((segment, segments)) = segments.split_first() else {
        return texts.is_empty();
    };
    let Some((text, rest)) = texts.split_first() else {
        return false;
    };
    let before = values.len();
    match segment {
        Segment::Literal(literal) => {
            return decode(text) == *literal && fits(segments, rest, span, values);
        }
        Segment::Mixed(shape, names) => {
            let read = shape.read(text).unwrap_or_default();
            let fitting = !read.is_empty();
            let read = read.into_iter().map(|text| scalar(decode(text)));
            values.extend(names.iter().copied().zip(read));
            if fitting && fits(segments, rest, span, values) {
                return true;
            }
            values.truncate(before);
        }
        Segment::Placeholder(name, own) => {
            let several = span == Span::Several && *own == Span::Several;
            let longest = if several { texts.len() } else { 1 };
            for length in 1..=longest {
                let (taken, rest) = texts.split_at(length);
                values.push((name, scalar(decoded(taken))));
                if fits(segments, rest, span, values) {
                    return true;
                }
                values.truncate(before);
            }
        }
    }
    false
}

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    fn path(&mut self, segments: &[&str]) -> String {
        (0..self.below(5))
            .map(|_| format!("/{}", self.one_of(segments)))
            .collect()
    }
}

/// An API of which many paths fit the same requests.
fn api(dice: &mut Dice) -> &'static Api {
    const SEGMENTS: &[&str] = &[
        "a", "b", "a.json", ":x", ":y", ":text", ":x.json", "v:x", ":x-:y", ":y-:x.b",
    ];
    const METHODS: &[runtime::Method] = &[GET, GET, runtime::Method::Delete, runtime::Method::Head];
    const PARAMS: &[Param] = &[
        Param::path("x"),
        Param::path("y"),
        Param::path("text").free_text(),
    ];
    let operations = (0..12).map(|number: usize| {
        let id: &str = number.to_string().leak();
        let path: &str = dice.path(SEGMENTS).leak();
        let alias: &str = dice.path(SEGMENTS).leak();
        let operation = Operation::new(id, dice.one_of(METHODS), path).params(PARAMS);
        let operation = match dice.below(3) {
            0 => operation.aliases(vec![alias].leak()),
            _ => operation,
        };
        &*Box::leak(Box::new(operation))
    });
    Box::leak(Box::new(Api {
        base_path: "",
        operations: operations.collect::<Vec<_>>().leak(),
        ..API
    }))
}

#[test]
fn the_tree_gives_what_a_scan_gives() {
    const TEXTS: &[&str] = &[
        "a",
        "b",
        "c",
        "%61",
        "a.json",
        "c.json",
        "b.json.json",
        ".json",
        "v1",
        "v",
        "a-b",
        "a-b-a.b",
        "a%2Fb",
        "-",
        "",
    ];
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let mut found = 0;
    for _ in 0..200 {
        let routes = routes(api(&mut dice));
        for _ in 0..60 {
            let (path, method) = (
                dice.path(TEXTS),
                dice.one_of(&["GET", "HEAD", "DELETE", "PUT"]),
            );
            let expected = show(scan(&routes, method, &path));
            let tree = show(routes.find(&method.parse().unwrap(), &path));
            let paths: Vec<&str> = routes.routes.iter().map(|it| it.operation.path).collect();
            assert_eq!(tree, expected, "{method} {path} of {paths:#?}");
            found += usize::from(expected.contains('='));
        }
    }
    assert!(found > 1500, "too few requests fit: {found}");
}
