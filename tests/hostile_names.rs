//! Names and texts that mean something to Rust, to a file system or to a reader: each is read, and
//! gives code that parses, in files that stay in their folder, or is told.
//!
//! That such code compiles, `generator/tests/generated.rs` tries.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::collections::BTreeMap;

use docbind::diag::Rule;
use docbind::generate::{GenerateOptions, generate};
use docbind::pipeline::{ReadOptions, Reading, read_docs};
use docbind::source::{SourceFile, SourceSet};
use docbind_tests::probes::erase;

/// The code of pages, by file, without what its texts say; nothing where two names are one, which
/// is told.
fn code(pages: &[(&str, &str)]) -> Option<BTreeMap<String, String>> {
    let files = pages.iter().map(|(path, text)| SourceFile {
        path: (*path).to_owned(),
        text: (*text).to_owned(),
    });
    let options = ReadOptions {
        name: "probe".to_owned(),
        ..ReadOptions::default()
    };
    let Reading {
        spec, diagnostics, ..
    } = read_docs(&SourceSet::new(files.collect()), &options);
    assert!(!spec.operations.is_empty(), "{pages:?}");
    if diagnostics.iter().any(|it| it.rule == Rule::AmbiguousName) {
        return None;
    }
    let made = erase::of_all(&spec);
    if made.is_none() {
        let error = generate(&spec, &GenerateOptions::new("docbind")).unwrap_err();
        assert!(error.to_string().contains("name"), "{error}");
    }
    made
}

/// A page in which a name stands wherever documents have names.
fn page(name: &str) -> String {
    let cell = name.replace('|', "\\|");
    let json = serde_json::to_string(name).unwrap();
    format!(
        "# Things\n\n## Change a thing\n\n```\nPUT /things/:id/{name}\n```\n\n\
         | Attribute | Type | Required | Description |\n|---|---|---|---|\n\
         | `{cell}` | string | yes | one of `{cell}`, `other` |\n\
         | `other` | string | no | Default is `{cell}` |\n\n\
         ```json\n{{\"id\": 1, {json}: {{{json}: {json}, \"id\": 2}}}}\n```\n\n\
         ## {name}\n\n```\nGET /things/:id\n```\n\n\
         ```json\n{{\"id\": 1, {json}: {{{json}: {json}, \"id\": 2}}}}\n```\n"
    )
}

#[track_caller]
fn holds(name: &str) {
    let page = page(name);
    let made = code(&[("things.md", &page)]);
    assert!(made.is_some(), "two names are one in\n{page}");
}

#[test]
fn words_of_rust() {
    for name in [
        "self",
        "Self",
        "super",
        "crate",
        "_",
        "__",
        "r#type",
        "type",
        "fn",
        "async",
        "await",
        "dyn",
        "try",
        "gen",
        "union",
        "macro_rules",
        "static",
        "str",
        "u8",
        "String",
        "Vec",
        "Option",
        "Box",
        "Result",
        "Ok",
        "None",
        "Default",
        "Debug",
        "Clone",
        "drop",
        "std",
        "core",
        "main",
        "test",
        "Client",
        "Server",
        "Error",
        "Page",
        "Auth",
        "runtime",
        "types",
        "values",
        "serde",
        "new",
    ] {
        holds(name);
    }
}

#[test]
fn words_of_nobody() {
    for name in [
        " ",
        "-",
        "--",
        "🎵",
        "🎵🎵",
        "ü",
        "日本",
        "\u{202e}drow",
        "a\u{200b}b",
        "e\u{301}",
        "\u{301}",
        "1",
        "0x",
        "a-b",
        "a.b",
        "a:b",
        "a b",
        "a\tb",
        "$a",
        "@a",
        "#a",
        "a[]",
        "a[b][c]",
        "<a>",
        "\"",
        "'",
        "\\",
        "a\\",
        "*/",
        "/*",
        "//",
        "\"#",
        "#![x]",
        "${x}",
        "%s",
        "{}",
        "{{x}}",
        "&amp;",
        "`",
        "|",
    ] {
        holds(name);
    }
}

#[test]
fn a_name_of_ten_thousand_letters() {
    holds(&"a".repeat(10_000));
    holds(&"ab_".repeat(3_500));
    holds(&"ü".repeat(5_000));
}

#[test]
fn names_that_are_one_without_case() {
    let rows = |names: &[&str]| -> String {
        let row = |name: &&str| format!("| `{name}` | string |\n");
        names.iter().map(row).collect()
    };
    for names in [
        &["id", "ID", "Id", "iD"][..],
        &[
            "user_name",
            "userName",
            "UserName",
            "USER_NAME",
            "user-name",
            "user name",
        ],
        &["straße", "strasse", "STRASSE"],
        &["ı", "i", "İ", "I"],
        &["a", "a_", "_a", "__a", "a__"],
        &["type", "type_", "Type", "r#type"],
    ] {
        let fields: Vec<String> = names.iter().map(|it| format!("{it:?}: 1")).collect();
        let page = format!(
            "## List things\n\n```\nGET /things\n```\n\n| Attribute | Type |\n|---|---|\n{}\n\
             ```json\n[{{{}}}]\n```\n",
            rows(names),
            fields.join(", ")
        );
        code(&[("things.md", &page)]);
    }
}

/// Names of files of generated crates come from pages, paths and headings.
#[test]
fn nothing_is_written_outside_of_the_folder() {
    for name in [
        "../../x",
        "..",
        "....",
        "C:\\x",
        "C:",
        "con",
        "CON",
        "aux",
        "nul",
        "prn",
        "com1",
        "COM9",
        "lpt1",
        "lpt9",
        "con.txt",
        "/etc/passwd",
        "a/b",
        "~",
        "~root",
        "$HOME",
        "a\u{0}b",
        "-rf",
        "--help",
        " x",
        "x ",
        "x.",
        ".git",
        ".docbind-manifest",
        "lib",
        "mod",
        "main",
        "Cargo",
        "build",
        "tests",
        "src",
        "target",
    ] {
        let made = [
            code(&[(&format!("{name}.md"), "## List\n\n```\nGET /\n```\n")]),
            code(&[(
                &format!("{name}/{name}.md"),
                "## List\n\n```\nGET /a\n```\n",
            )]),
            code(&[(
                "a.md",
                &format!("# {name}\n\n## {name}\n\n```\nGET /{name}\n```\n"),
            )]),
            code(&[(
                "a.md",
                &format!("# A\n\n## List\n\n```\nGET /{name}/:id/{name}\n```\n"),
            )]),
        ];
        for files in made {
            assert!(files.is_some(), "{name}: two names are one");
        }
    }
}

/// What people read stays what people read: the code around it is the same for any text.
#[test]
fn texts_that_look_like_code() {
    let page = |text: &str| {
        format!(
            "# Things\n\n## List things\n\n{text}\n\n```\nGET /things\n```\n\n\
             | Attribute | Type | Required | Description |\n|---|---|---|---|\n\
             | `state` | string | no | {} |\n\n```json\n[{{\"id\": 1, \"note\": {}}}]\n```\n",
            text.replace('\n', " ").replace('|', "\\|"),
            serde_json::to_string(text).unwrap()
        )
    };
    let plain = code(&[("things.md", &page("All things."))]);
    assert!(plain.is_some());
    for text in [
        "Ends a comment: */ and begins one: /* /** //! ///",
        "Quotes: \" ' ` \"\"\" and \\ and \\\" and \\u{41} and \\n",
        "Raw: \"# \"## r#\"x\"# br\"x\" c\"x\"",
        "Attributes: #![deny(warnings)] #[doc = \"x\"] #[cfg(any())]",
        "} fn main() { std::process::exit(1) } mod x {",
        "Links: [`String`] [x](crate::Client) [y]: std::vec [Vec<u8>] <https://x.example>",
        "HTML: </div><script>alert(1)</script><b> <!-- x --> &lt; <a href='javascript:x'>",
        "Format: {} {0} {x:?} {{ }} %s ${x} $x",
        "Hidden: \u{202e}\u{2066}abc\u{2069}\u{200b}\u{feff}\u{1b}[31m",
        "Macros: env!(\"PATH\") include_str!(\"/etc/passwd\") concat!() $crate::x!",
    ] {
        let made = code(&[("things.md", &page(text))]);
        assert!(made == plain, "{text}");
    }
}
