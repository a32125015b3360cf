//! Names and texts that mean something to Rust, to a file system or to a reader: each is read, and
//! gives code that parses, in files that stay in their folder, or is told.
//!
//! That such code compiles, `generator/tests/generated.rs` tries.

#![allow(clippy::panic, clippy::unwrap_used, reason = "tests fail by panicking")]

use std::collections::BTreeMap;

use docbind::generate::{GenerateOptions, generate};
use docbind::pipeline::{ReadOptions, Reading, read_docs};
use docbind::source::{SourceFile, SourceSet};
use docbind_tests::probes::erase;

/// The spec of pages, and what is the matter with them.
fn read(pages: &[(String, String)]) -> Reading {
    let files = pages.iter().map(|(path, text)| SourceFile {
        path: path.clone(),
        text: text.clone(),
    });
    let options = ReadOptions {
        name: "probe".to_owned(),
        ..ReadOptions::default()
    };
    read_docs(&SourceSet::new(files.collect()), &options)
}

/// The code of pages, by file, without what its texts say.
fn code(pages: &[(String, String)]) -> BTreeMap<String, String> {
    let spec = read(pages).spec;
    assert!(!spec.operations.is_empty(), "{pages:?}");
    match erase::of_all(&spec) {
        Some(code) => code,
        None => panic!(
            "{:?}",
            generate(&spec, &GenerateOptions::new("docbind")).err()
        ),
    }
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

/// Reads each name by itself, and makes code of all of them together, each below a path of its
/// own: there is one crate to be looked at, not one for each name.
fn holds(names: &[&str]) {
    let pages: Vec<(String, String)> = names
        .iter()
        .enumerate()
        .map(|(number, name)| {
            let own = format!("/n{number}/things/");
            (
                format!("n{number}.md"),
                page(name).replace("/things/", &own),
            )
        })
        .collect();
    for page in &pages {
        let spec = read(std::slice::from_ref(page)).spec;
        let faults = docbind_spec::validate(&spec);
        assert!(faults.is_empty(), "{faults:?}\n{}", page.1);
    }
    code(&pages);
}

/// The names of a list, which are separated by `¦`.
fn names(list: &'static str) -> Vec<&'static str> {
    list.split('¦').collect()
}

#[test]
fn words_of_rust() {
    holds(&names(
        "self¦Self¦super¦crate¦_¦__¦r#type¦type¦fn¦async¦await¦dyn¦try¦gen¦union¦macro_rules¦static¦\
         str¦u8¦String¦Vec¦Option¦Box¦Result¦Ok¦None¦Default¦Debug¦Clone¦drop¦std¦core¦main¦test¦\
         Client¦Server¦Error¦Page¦Auth¦runtime¦types¦values¦serde¦new",
    ));
}

#[test]
fn words_of_nobody() {
    holds(&names(
        " ¦-¦--¦🎵¦🎵🎵¦ü¦日本¦\u{202e}drow¦a\u{200b}b¦e\u{301}¦\u{301}¦1¦0x¦a-b¦a.b¦a:b¦a b¦a\tb¦\
         $a¦@a¦#a¦a[]¦a[b][c]¦<a>¦\"¦'¦\\¦a\\¦*/¦/*¦//¦\"#¦#![x]¦${x}¦%s¦{}¦{{x}}¦&amp;¦`¦|¦",
    ));
}

#[test]
fn a_name_of_ten_thousand_letters() {
    holds(&[
        &"a".repeat(10_000),
        &"ab_".repeat(3_500),
        &"ü".repeat(5_000),
    ]);
}

#[test]
fn names_that_are_one_without_case() {
    let lists = [
        "id¦ID¦Id¦iD",
        "user_name¦userName¦UserName¦USER_NAME¦user-name¦user name",
        "straße¦strasse¦STRASSE",
        "ı¦i¦İ¦I",
        "a¦a_¦_a¦__a¦a__",
        "type¦type_¦Type¦r#type",
    ];
    for (number, list) in lists.into_iter().enumerate() {
        let row = |name: &&str| format!("| `{name}` | string |\n");
        let rows: String = names(list).iter().map(row).collect();
        let fields: Vec<String> = names(list).iter().map(|it| format!("{it:?}: 1")).collect();
        let page = format!(
            "## List things\n\n```\nGET /things\n```\n\n| Attribute | Type |\n|---|---|\n{rows}\n\
             ```json\n[{{{}}}]\n```\n",
            fields.join(", ")
        );
        code(&[(format!("things{number}.md"), page)]);
    }
}

/// Names of files of generated crates come from pages, paths and headings.
#[test]
fn nothing_is_written_outside_of_the_folder() {
    let names = names(
        "../../x¦..¦....¦C:\\x¦C:¦con¦CON¦aux¦nul¦prn¦com1¦COM9¦lpt1¦lpt9¦con.txt¦/etc/passwd¦a/b¦~¦\
         ~root¦$HOME¦a\0b¦-rf¦--help¦ x¦x ¦x.¦.git¦.docbind-manifest¦lib¦mod¦main¦Cargo¦build¦tests¦\
         src¦target",
    );
    let list = |path: &str| format!("## List\n\n```\nGET {path}\n```\n");
    let of_page = names.iter().enumerate().map(|(number, name)| {
        let page = format!("{name}/{name}.md");
        (page, list(&format!("/{number}/:id/x")))
    });
    code(&of_page.collect::<Vec<_>>());
    let of_path = names.iter().enumerate().map(|(number, name)| {
        let text = list(&format!("/{number}/{name}/:id/{name}"));
        (format!("{number}.md"), text)
    });
    code(&of_path.collect::<Vec<_>>());
    let of_resource = names.iter().enumerate().map(|(number, name)| {
        let text = format!("# {name}\n\n## {name}\n\n{}", list(&format!("/{name}")));
        (format!("{number}.md"), text)
    });
    code(&of_resource.collect::<Vec<_>>());
}

/// What people read stays what people read: the code around it is the same for any text.
#[test]
fn texts_that_look_like_code() {
    let page = |text: &str| {
        let text = format!(
            "# Things\n\n## List things\n\n{text}\n\n```\nGET /things\n```\n\n\
             | Attribute | Type | Required | Description |\n|---|---|---|---|\n\
             | `state` | string | no | {} |\n\n```json\n[{{\"id\": 1, \"note\": {}}}]\n```\n",
            text.replace('|', "\\|"),
            serde_json::to_string(text).unwrap()
        );
        [("things.md".to_owned(), text)]
    };
    let plain = code(&page("All things."));
    let texts = [
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
    ];
    for text in texts {
        assert!(code(&page(text)) == plain, "{text}");
    }
    let all = texts.join("\n\n");
    let single = |text: &str| erase::of_single(&read(&page(text)).spec).unwrap();
    assert!(single(&all) == single("All things."));
}
