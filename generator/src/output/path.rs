//! The one check that every path of a written file passes.

/// Why a path is refused, or nothing. A path is relative, its parts are separated by `/`, and
/// each part is made of ASCII letters, digits, `_`, `-` and `.` and begins with none of `-`
/// and, a leading dot of a file name aside, no dot.
pub(super) fn refusal(path: &str) -> Option<&'static str> {
    if path.is_empty() {
        return Some("it is empty");
    }
    if path.starts_with('/') {
        return Some("it is absolute");
    }
    for part in path.split('/') {
        if part.is_empty() || part == "." || part == ".." {
            return Some("it has an empty part, `.` or `..`");
        }
        if part.starts_with('-') || part.ends_with('.') {
            return Some("a part begins with `-` or ends with `.`");
        }
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        if !part.chars().all(plain) {
            return Some("it has characters other than letters, digits, `_`, `-` and `.`");
        }
        let stem = part.split('.').next().unwrap_or_default();
        if DEVICES
            .iter()
            .any(|device| stem.eq_ignore_ascii_case(device))
        {
            return Some("a part is the name of a device on Windows");
        }
    }
    None
}

const DEVICES: &[&str] = &[
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

#[cfg(test)]
mod tests {
    use super::refusal;

    #[test]
    fn refuses_what_is_no_plain_relative_path() {
        for path in [
            "Cargo.toml",
            "src/client/a_b.rs",
            ".docbind-manifest",
            "a-b/c.json",
        ] {
            assert_eq!(refusal(path), None, "{path}");
        }
        for path in [
            "",
            "/etc/x",
            "../x",
            "a/../b",
            "a//b",
            "./a",
            "a/-x",
            "a b",
            "a\\b",
            "C:x",
            "ä",
            "a\u{0}",
            "src/con.rs",
            "AUX",
            "a/..",
            "a.",
        ] {
            assert!(refusal(path).is_some(), "{path}");
        }
    }
}
