//! Ten operations of a shipped crate as whoever uses them sees them, one snapshot for each: the
//! method of the client with its call, the method of the server with what it takes and answers,
//! and the operation as data. A change of the generator shows here as what it does to them.

#![allow(clippy::expect_used, clippy::panic, reason = "tests fail by panicking")]

use std::fs;
use std::path::Path;

/// Resource and method: lists, updates, files, passwords, several statuses, many parameters.
const OPERATIONS: &[(&str, &str)] = &[
    ("issues", "list"),
    ("issues", "create"),
    ("issues", "update"),
    ("merge_requests", "merge"),
    ("builds", "get_artifacts"),
    ("projects", "create_upload"),
    ("users", "create"),
    ("labels", "create"),
    ("session", "create"),
    ("services", "bamboo"),
];

#[test]
fn operations_one_would_defend() {
    for (resource, method) in OPERATIONS {
        let parts = [
            client(resource, method),
            server(resource, method),
            operation(resource, method),
        ];
        insta::assert_snapshot!(format!("{resource}_{method}"), parts.join("\n\n"));
    }
}

fn client(resource: &str, method: &str) -> String {
    let file = Source::read("client", resource);
    let call = upper_camel(method);
    let parts = [
        file.method(&format!("    pub fn {method}(")),
        file.items(
            &format!("pub struct {call} {{"),
            &format!("call!({call} => "),
        ),
    ];
    file.titled(&parts)
}

fn server(resource: &str, method: &str) -> String {
    let file = Source::read("server", resource);
    let call = upper_camel(method);
    let mut parts = vec![file.method(&format!("    fn {method}("))];
    let params = format!("pub struct {call} {{");
    let hiding = format!("debug_hiding!({call}: ");
    let has = |line: &str| file.text.contains(&format!("\n{line}"));
    parts.push(file.items(&params, if has(&hiding) { &hiding } else { &params }));
    let answers = format!("pub enum {call}Answer {{");
    if has(&answers) {
        parts.push(file.items(&answers, &answers));
    }
    file.titled(&parts)
}

fn operation(resource: &str, method: &str) -> String {
    let file = Source::read("operations", resource);
    let constant = format!("pub static {}: ", method.to_uppercase());
    file.titled(&[file.items(&constant, &constant)])
}

fn upper_camel(snake: &str) -> String {
    let words = snake.split('_').map(|word| {
        let (first, rest) = word.split_at(1);
        first.to_uppercase() + rest
    });
    words.collect()
}

/// A file of the crate.
struct Source {
    path: String,
    text: String,
}

impl Source {
    fn read(half: &str, resource: &str) -> Self {
        let path = format!("src/{half}/{resource}.rs");
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated/gitlab-v3-2016");
        let text = fs::read_to_string(root.join(&path)).expect("the crate has the file");
        Self { path, text }
    }

    /// What stands between empty lines: items, and the functions in them.
    fn blocks(&self) -> Vec<&str> {
        self.text.split("\n\n").collect()
    }

    /// The place of the first block with a line that begins so.
    fn place(&self, beginning: &str) -> usize {
        let begins = |block: &&str| block.lines().any(|line| line.starts_with(beginning));
        let place = self.blocks().iter().position(begins);
        place.unwrap_or_else(|| panic!("`{beginning}` is not in {}", self.path))
    }

    /// The items from one to another.
    fn items(&self, first: &str, last: &str) -> String {
        let blocks = self.blocks();
        let places = self.place(first)..=self.place(last);
        let items = blocks.get(places).expect("the second follows the first");
        items.join("\n\n").trim_end().to_owned()
    }

    /// The first function in an item that begins so, without the item around it.
    fn method(&self, beginning: &str) -> String {
        let blocks = self.blocks();
        let block = blocks.get(self.place(beginning)).expect("there is one");
        let inside = block.lines().filter(|line| line.starts_with("    "));
        inside.collect::<Vec<_>>().join("\n")
    }

    fn titled(&self, parts: &[String]) -> String {
        format!("// {}\n\n{}", self.path, parts.join("\n\n"))
    }
}
