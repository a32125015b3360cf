//! What people are told about their pages while they build.

use super::{BOOKS, Built, FAULTY, Package, messages};

#[test]
fn findings_are_warnings_that_point_into_the_page() {
    let package = Package::member("warned", "crates/shop").script(".docs(\"doc/api\")");
    package.write("doc/api/books.md", FAULTY);
    let expected = [
        "crates/shop/doc/api/books.md:12:10: example is not JSON: from here on it cannot be read \
         [invalid-json]",
    ];
    let (_, said) = package.build();
    assert_eq!(messages(&said, "warning", "warned"), expected, "{said}");
    // Cargo says it again where nothing is to be done.
    let said = package.builds(Built::Fresh);
    assert_eq!(messages(&said, "warning", "warned"), expected, "{said}");

    for choices in [".allow(Rule::InvalidJson)", ".warnings(false)"] {
        let package = Package::new("silent").script(&format!(".docs(\"doc\"){choices}"));
        package.write("doc/books.md", FAULTY);
        let (built, said) = package.build();
        assert_ne!(built, Built::Failed, "{said}");
        assert_eq!(messages(&said, "warning", "silent"), [""; 0]);
    }
}

#[test]
fn many_findings_are_few_lines() {
    let package = Package::new("many").script(".docs(\"doc\")");
    for number in 0..20 {
        package.write(&format!("doc/books{number}.md"), FAULTY);
    }
    let (_, said) = package.build();
    let told = messages(&said, "warning", "many");
    assert_eq!(told.len(), 6, "{said}");
    assert!(
        told[5].ends_with(" more findings; `docbind spec --docs doc` shows all of them"),
        "{}",
        told[5]
    );
}

#[test]
fn denied_rules_are_errors_that_point_into_the_page() {
    let choices = ".docs(\"doc\").deny(Rule::InvalidJson).warnings(false)";
    let package = Package::new("denied").script(choices);
    package.write("doc/books.md", FAULTY);
    let said = package.builds(Built::Failed);
    assert_eq!(
        messages(&said, "error", "denied"),
        [
            "doc/books.md:12:10: example is not JSON: from here on it cannot be read \
             [invalid-json]",
            "help: correct the pages; `docbind explain RULE` says how",
        ],
        "{said}"
    );
    package.write("doc/books.md", BOOKS);
    package.builds(Built::Anew);
}

#[test]
fn what_cannot_be_read_is_an_error_with_a_remedy() {
    let package = Package::new("unread").script(".docs(\"doc\").overrides(\"o.yaml\")");
    let told = |package: &Package| {
        let said = package.builds(Built::Failed);
        messages(&said, "error", "unread")
    };
    assert_eq!(
        told(&package),
        [
            "`doc` does not exist",
            "help: give the folder that holds the Markdown pages, or one page; relative paths \
             start at the package's folder",
        ]
    );
    package.write("doc/notes.txt", "");
    package.write("o.yaml", "overrides: []\n");
    assert_eq!(told(&package)[0], "no Markdown page (`.md`) in `doc`");
    package.write("doc/notes.md", "# Notes\n");
    assert_eq!(told(&package)[0], "no operation is documented in `doc`");
    package.write("doc/notes.md", BOOKS);
    package.write("o.yaml", "overrides:\n- at: notes.md\n  sett: 1\n");
    let errors = told(&package);
    assert!(errors[0].starts_with("o.yaml:3:3: "), "{errors:?}");
    assert!(errors[1].starts_with("help: "), "{errors:?}");
    // A decision that has no effect is an error unless it is allowed.
    let unused = "overrides:\n- at: notes.md#gone\n  reason: It was.\n  set:\n    path: /x\n";
    package.write("o.yaml", unused);
    assert!(told(&package)[0].ends_with(" [unused-override]"));
    let package = package.script(".docs(\"doc\").overrides(\"o.yaml\").warn(Rule::UnusedOverride)");
    let said = package.builds(Built::Anew);
    let told = messages(&said, "warning", "unread");
    assert!(told[0].ends_with(" [unused-override]"), "{told:?}");
}

#[test]
fn two_apis_of_one_name_are_an_error() {
    let package = Package::new("twice");
    package.write("v1/api/books.md", BOOKS);
    package.write("v2/api/books.md", BOOKS);
    let compile = |docs: &str| format!("    docbind::Config::new().docs(\"{docs}\").compile()?;\n");
    let script = format!(
        "fn main() -> Result<(), docbind::BuildError> {{\n{}{}    Ok(())\n}}\n",
        compile("v1/api"),
        compile("v2/api")
    );
    package.write("build.rs", &script);
    let said = package.builds(Built::Failed);
    assert_eq!(
        messages(&said, "error", "twice"),
        [
            "two APIs are called `api`",
            "help: give each a name of its own: `.name(\"NAME\")`"
        ]
    );
}

/// A page that could tell Cargo anything could link anything into the program.
#[cfg(unix)]
#[test]
fn no_page_gives_cargo_an_order() {
    let order = "cargo::rustc-env=ORDERED=1";
    let key = format!("\\n{order}\\n");
    let twice = format!("{{\"{key}\": 1, \"{key}\": 2}}");
    let books = FAULTY
        .replace("# Books", &format!("# Books&#10;{order}&#10;"))
        .replace("{\"title\" \"The Sea\"}", &twice);
    let line = format!("a\n{order}\nb.md");
    for (docs, choices, page, text, built) in [
        ("doc", "", "a.md", "", Built::Fresh),
        (
            "doc",
            ".deny(Rule::DuplicateKey)",
            "a.md",
            "",
            Built::Failed,
        ),
        // A line about a page, and a message about its name.
        (".", "", &line, "# A\n", Built::Fresh),
        ("doc", "", &line, &books, Built::Fresh),
    ] {
        let package = Package::new("orders").script(&format!(".docs(\"{docs}\"){choices}"));
        if docs == "." {
            let target = crate::elsewhere::target();
            std::os::unix::fs::symlink(target, package.folder.join("target")).unwrap();
        }
        package.write(&format!("{docs}/books.md"), &books);
        package.write(&format!("{docs}/{page}"), text);
        let library = "const _: () = assert!(option_env!(\"ORDERED\").is_none());\n";
        package.write("src/lib.rs", library);
        package.build();
        let said = package.builds(built);
        // It was about to be obeyed.
        assert!(said.contains(order), "{said}");
        assert!(!said.lines().any(|line| line.trim() == order), "{said}");
    }
}
