//! What is written is read back as it was, whatever texts it holds.

mod strategies;

use docbind_spec::yaml::{read_overrides, read_spec, write_overrides, write_spec};
use proptest::prelude::*;

fn fail(error: impl std::fmt::Display) -> TestCaseError {
    TestCaseError::fail(error.to_string())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn specs_survive(spec in strategies::spec()) {
        let text = write_spec(&spec).map_err(fail)?;
        let unwanted = ['\r', '\0', '\x1b', '\u{85}', '\u{2028}', '\u{feff}'];
        prop_assert!(text.ends_with('\n') && !text.contains(unwanted), "{}", text);
        let read = read_spec(&text, "spec.yaml").map_err(fail)?;
        prop_assert_eq!(&read, &spec);
        // Equality of JSON forgives another order of keys and the sign of zero; its text does not.
        let json = serde_json::to_string(&spec).map_err(fail)?;
        prop_assert_eq!(serde_json::to_string(&read).map_err(fail)?, json);
        prop_assert_eq!(write_spec(&read), Ok(text));
    }

    #[test]
    fn overrides_survive(overrides in strategies::overrides()) {
        let text = write_overrides(&overrides).map_err(fail)?;
        prop_assert_eq!(read_overrides(&text, "overrides.yaml"), Ok(overrides));
    }

    #[test]
    fn any_text_is_read_or_refused(text in strategies::text()) {
        let _ = read_spec(&text, "spec.yaml");
        let _ = read_overrides(&format!("overrides:\n- {text}"), "overrides.yaml");
    }
}
