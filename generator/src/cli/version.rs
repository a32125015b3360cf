//! The version of a crate, and the one that it needs after a change.
//!
//! What comes in: the version that `docbind.toml` gives the crate, and the step of what changed.
//! What goes out: words that name the next version. Nobody's settings are edited.

use std::fmt;

use serde::Deserialize;

use crate::diff::Step;

/// The three numbers of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Version([u64; 3]);

/// What to set the version to, in words; `None` where nothing has to change.
pub(super) fn next(version: Version, step: Step) -> Option<String> {
    let new = version.raised(step)?;
    Some(format!(
        "version {version} → {new}: set `version = \"{new}\"` in `docbind.toml`"
    ))
}

impl Default for Version {
    /// That of a crate of which nobody said one.
    fn default() -> Self {
        Self([0, 1, 0])
    }
}

impl TryFrom<String> for Version {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let mut parts = text.split('.');
        let mut number = || -> Option<u64> {
            let part = parts.next()?;
            let plain = part.bytes().all(|byte| byte.is_ascii_digit());
            let short = part == "0" || !part.starts_with('0');
            part.parse().ok().filter(|_| plain && short)
        };
        let numbers = [number(), number(), number()];
        match (numbers, parts.next()) {
            ([Some(major), Some(minor), Some(patch)], None) => Ok(Self([major, minor, patch])),
            _ => Err(format!(
                "`{text}` is no version: give three numbers, such as 1.2.0"
            )),
        }
    }
}

impl Version {
    /// The next version of this step. Before 1.0, the second number is what the first is later.
    fn raised(self, step: Step) -> Option<Self> {
        let Self([major, minor, patch]) = self;
        let numbers = match step {
            Step::None => return None,
            Step::Patch => [major, minor, patch.checked_add(1)?],
            Step::Minor if major == 0 => [major, minor, patch.checked_add(1)?],
            Step::Major if major > 0 => [major.checked_add(1)?, 0, 0],
            Step::Minor | Step::Major => [major, minor.checked_add(1)?, 0],
        };
        Some(Self(numbers))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self([major, minor, patch]) = self;
        write!(f, "{major}.{minor}.{patch}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::FIRST_VERSION;

    #[test]
    fn steps_are_those_of_cargo() {
        for (version, step, expected) in [
            ("1.2.3", Step::Major, Some("2.0.0")),
            ("1.2.3", Step::Minor, Some("1.3.0")),
            ("1.2.3", Step::Patch, Some("1.2.4")),
            ("1.2.3", Step::None, None),
            ("0.2.3", Step::Major, Some("0.3.0")),
            ("0.2.3", Step::Minor, Some("0.2.4")),
            ("0.0.3", Step::Major, Some("0.1.0")),
            ("18446744073709551615.0.0", Step::Major, None),
        ] {
            let parsed = Version::try_from(version.to_owned()).unwrap();
            let raised = parsed.raised(step).map(|version| version.to_string());
            assert_eq!(raised.as_deref(), expected, "{version}");
        }
        for text in [
            "", "1", "1.2", "1.2.3.4", "1.2.x", "01.2.3", "1.2.3-a", "+1.2.3",
        ] {
            assert!(Version::try_from(text.to_owned()).is_err(), "{text}");
        }
        assert_eq!(Version::default().to_string(), FIRST_VERSION);
    }
}
