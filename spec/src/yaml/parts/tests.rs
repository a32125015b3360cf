//! Whatever is read in parts is what the whole is, and whatever is not laid out so is left alone.

use super::*;
use crate::yaml::tests::bookshop;
use crate::yaml::{read_spec, write_spec};

/// Descriptions with lines that look like the places where the text is cut.
const HARD: [&str; 5] = [
    "plain",
    "- a list\n- of two\n\n# and a heading\n",
    "operations:\n- \"quoted\n- ' and {open [\n\n\n",
    "types: []\n...\n---\n",
    "*alias &anchor",
];

fn spec_of(count: usize) -> ApiSpec {
    let mut spec = bookshop();
    let operation = spec.operations.remove(0);
    spec.operations = (0..count)
        .map(|at| {
            let mut operation = operation.clone();
            operation.id = format!("show{at}");
            operation.sections[0].description = HARD.get(at % 6).map(|text| (*text).to_owned());
            operation
        })
        .collect();
    spec
}

#[test]
fn parts_are_the_whole_on_any_number_of_cores() {
    for count in 1..14 {
        let spec = spec_of(count);
        let text = write_spec(&spec).expect("the spec can be written");
        for cores in 1..20 {
            let read = read_on(cores, &text);
            assert_eq!(read.as_ref(), Some(&spec), "{count} on {cores} cores");
        }
    }
}

#[test]
fn comments_and_empty_lines_between_operations_are_no_cuts() {
    let text = write_spec(&spec_of(4)).expect("the spec can be written");
    let spaced = text.replace("\n- id: ", "\n\n# a remark\n- id: ");
    let at = spaced.find("\n\n# a remark").expect("there are remarks");
    // Between `operations:` and the first item, there is another layout: that is read as a whole.
    assert_eq!(read_on(3, &spaced), None);
    let spaced = spaced.replacen("\n\n# a remark", "", 1);
    assert_eq!(&spaced[at..at + 7], "\n- id: ");
    assert_eq!(read_on(3, &spaced), Some(spec_of(4)));
}

#[test]
fn what_is_open_across_a_cut_is_read_as_a_whole() {
    let text = write_spec(&spec_of(4)).expect("the spec can be written");
    let name = "name: bookshop\n";
    let faulty = [
        // A quotation and a bracket that only the end of the text closes.
        text.replacen(name, "name: \"bookshop\n", 1) + "\"\n",
        text.replacen("title: 'Show: a book'", "title: [", 1) + "]\n",
        text.replacen("deprecated: false", "deprecated: \"", 1) + "\"\n",
        // An anchor in another part.
        text.replacen(name, "name: &name bookshop\n", 1)
            .replace("resource: books", "resource: *name"),
        format!("%YAML 1.2\n---\n{text}"),
        text.replacen("\n- id: show2", "\n...\n- id: show2", 1),
        text.clone() + "operations:\n- 1\n",
    ];
    for (at, text) in faulty.iter().enumerate() {
        assert_eq!(read_on(3, text), None, "the text {at}");
    }
}

#[test]
fn a_fault_of_a_long_spec_has_its_place() {
    let text = write_spec(&spec_of(200)).expect("the spec can be written");
    assert!(text.len() > SHORT, "the text is read in parts");
    let faulty = text.replacen("id: show150", "idd: show150", 1);
    let line = text
        .lines()
        .take_while(|line| *line != "- id: show150")
        .count()
        + 1;
    let error = read_spec(&faulty, "spec.yaml")
        .expect_err("a key is unknown")
        .to_string();
    let place = format!("spec.yaml:{line}:3: unknown key `idd`");
    assert!(error.starts_with(&place), "{error}");
    assert_eq!(read_spec(&text, "spec.yaml"), Ok(spec_of(200)));
}
