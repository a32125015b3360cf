//! Pages that are far longer, wider or deeper than people write: each is read in a time that grows
//! with its length, on the stack of any thread.
//!
//! What is too long to be read at all, `tests/cli/faults.rs` has.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests fail by panicking"
)]

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use docbind::diag::Rule;
use docbind::pipeline::Reading;
use docbind_tests::probes::sound::read;

/// Pages that are so many times longer take at most so many times longer to read: less than the
/// square of it, more than what a loaded machine adds to the time itself.
const LONGER: usize = 8;
const MOST_SLOWER: u32 = 20;

/// The best time of several is what the machine can do; the rest is what else it does.
const TRIES: usize = 3;

/// Reads a page of two lengths, whose time would grow with the square of the length if anything
/// looked at all of it for each of its parts.
fn check_growth(what: &str, count: usize, page: impl Fn(usize) -> String) {
    check_growth_of(what, count, page, |page| {
        read(page);
    });
}

/// Does something with two sizes of what is made, whose time would grow with the square of the
/// size if anything looked at all of it for each of its parts.
fn check_growth_of<T>(what: &str, count: usize, make: impl Fn(usize) -> T, work: impl Fn(&T)) {
    let time = |size: usize| {
        let made = make(size);
        let work = |_| {
            let start = Instant::now();
            work(&made);
            start.elapsed()
        };
        (0..TRIES).map(work).min().unwrap_or_default()
    };
    let (less, more) = (time(count), time(count * LONGER));
    let most = less * MOST_SLOWER + Duration::from_millis(100);
    assert!(
        more < most,
        "{what}: {count} took {less:?}, {LONGER} times as many {more:?}"
    );
}

/// Lines of text, one for each number.
fn many(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |mut all, number| {
        writeln!(all, "{}", line(number)).expect("a text takes all");
        all
    })
}

/// A page with one operation and this text in its section.
fn section(text: &str) -> String {
    format!("# Things\n\n## List things\n\n```\nGET /things\n```\n\n{text}\n")
}

/// Whether a rule tells of something on the page.
fn tells(reading: &Reading, rule: Rule) -> bool {
    reading.diagnostics.iter().any(|found| found.rule == rule)
}

#[test]
fn many_requests_in_a_section_take_no_time() {
    let head = "## Things\n\n";
    check_growth("a table of requests", 150, |count| {
        let rows = many(count, |at| format!("| GET | /things{at}/:id{at} |"));
        format!("{head}| Method | Path |\n|---|---|\n{rows}")
    });
    check_growth("requests as code spans", 150, |count| {
        let spans = many(count, |at| format!("`GET /things{at}/:id`\n"));
        format!("{head}{spans}")
    });
}

#[test]
fn many_resources_take_no_time() {
    let one = read(&section("")).spec;
    let many = |count| {
        let mut spec = one.clone();
        spec.operations = (0..count)
            .flat_map(|number| {
                let mut operations = one.operations.clone();
                for operation in &mut operations {
                    operation.resource = format!("resource_of_number_{number}");
                }
                operations
            })
            .collect();
        spec
    };
    check_growth_of("resources", 1000, many, |spec| {
        let names = docbind::names::assign(spec).expect("names");
        let api = docbind::lower::lower(spec, &names).expect("code");
        assert_eq!(api.resources.len(), spec.operations.len());
    });
}

#[test]
fn brackets_that_nothing_closes_take_no_time() {
    for open in ["(", "{", "<", "[", "({<["] {
        let pages: [&dyn Fn(&str) -> String; 3] = [
            &|path| format!("## Things\n\n```\nGET /{path}\n```\n"),
            &|path| format!("## GET /{path}\n"),
            &|path| format!("## Things\n\n`GET /things` {path}\n"),
        ];
        for page in pages {
            check_growth(&format!("a path of {open}"), 2000, |count| {
                page(&open.repeat(count))
            });
        }
    }
}

#[test]
fn many_names_in_a_cell_take_no_time() {
    check_growth("a cell of names", 200, |count| {
        let names: Vec<String> = (0..count)
            .map(|at| format!("`a_long_name_of_a_parameter_{at}`"))
            .collect();
        format!(
            "## Things\n\n```\nGET /things/:id\nGET /shelves/:shelf/things\n```\n\n\
             | Attribute | Type |\n|---|---|\n| {} | string |\n",
            names.join(", ")
        )
    });
}

#[test]
fn a_hundred_thousand_nested_lists() {
    for (what, line) in [("list", "- "), ("numbered list", "1. "), ("quote", "> ")] {
        let reading = read(&section(&line.repeat(100_000)));
        assert_eq!(reading.spec.operations.len(), 1, "{what}");
    }
    for tag in ["<ul><li>", "<table><tr><td>", "<div>", "<dl><dd>", "<pre>"] {
        let reading = read(&section(&tag.repeat(5_000)));
        assert_eq!(reading.spec.operations.len(), 1, "{tag}");
    }
}

#[test]
fn a_hundred_thousand_nested_brackets() {
    const COUNT: usize = 100_000;
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":", "}]")] {
        for closing in [COUNT, COUNT - 1, 0] {
            let json = format!("{}1{}", open.repeat(COUNT), close.repeat(closing));
            let reading = read(&section(&format!("```json\n{json}\n```")));
            assert!(tells(&reading, Rule::InvalidJson), "{open}");
        }
    }
}

#[test]
fn tables_of_many_rows() {
    check_growth("rows", 120, |count| {
        let rows = many(count, |at| format!("| `a{at}` | string | no | Any |"));
        section(&format!(
            "| Attribute | Type | Required | Description |\n|---|---|---|---|\n{rows}"
        ))
    });
    check_growth("rows of one name", 120, |count| {
        let rows = "| `a` | string | no | Any |\n".repeat(count);
        section(&format!(
            "| Attribute | Type | Required | Description |\n|---|---|---|---|\n{rows}"
        ))
    });
    check_growth("columns", 120, |count| {
        let row = |cell: &str| format!("|{}\n", cell.repeat(count));
        section(&[row(" a |"), row("---|"), row(" `b` |")].concat())
    });
}

/// A million where tests are built for speed, as all of them take minutes otherwise; that time
/// grows with the number only, the other tests of tables see.
#[test]
fn a_table_of_a_million_rows() {
    let count = if cfg!(debug_assertions) {
        2_000
    } else {
        1_000_000
    };
    let rows = many(count, |at| format!("| `a{at}` | string | no | Any |"));
    let reading = read(&section(&format!(
        "| Attribute | Type | Required | Description |\n|---|---|---|---|\n{rows}"
    )));
    let [operation] = &reading.spec.operations[..] else {
        panic!("one operation, not {}", reading.spec.operations.len());
    };
    let mut names = operation.parameters.iter().map(|it| it.name.as_str());
    let last = format!("a{}", count - 1);
    assert_eq!(names.clone().count(), count);
    assert_eq!(names.next_back(), Some(last.as_str()));
}

#[test]
fn many_values_of_one_parameter() {
    check_growth("values", 120, |count| {
        let values: Vec<String> = (0..count).map(|at| format!("`v{at}`")).collect();
        let values = values.join(", ");
        section(&format!(
            "| Attribute | Type | Description |\n|---|---|---|\n| `a` | string | One of {values} |"
        ))
    });
}

#[test]
fn objects_of_many_keys() {
    check_growth("keys", 120, |count| {
        let keys: Vec<String> = (0..count).map(|at| format!("\"k{at}\": {at}")).collect();
        section(&format!("```json\n{{{}}}\n```", keys.join(", ")))
    });
    check_growth("one key", 120, |count| {
        let keys = vec!["\"k\": 1"; count];
        section(&format!("```json\n{{{}}}\n```", keys.join(", ")))
    });
}

/// What no server takes is not read to its end, and the command is told.
#[test]
fn addresses_and_commands_without_end() {
    let pairs: Vec<String> = (0..100_000).map(|at| format!("a{at}=1")).collect();
    let reading = read(&format!(
        "## List\n\n```\nGET /things?{}\n```\n",
        pairs.join("&")
    ));
    assert!(reading.spec.operations.is_empty());
    let words = pairs.join(" -d ");
    let command = format!("```\ncurl -d {words} https://x.example/things\n```");
    let reading = read(&section(&command));
    assert!(tells(&reading, Rule::MalformedCurl));
}
