//! Points in time and calendar dates as the strictest parsers take them.
//!
//! What comes in: texts as people print them. What goes out: the same moment as RFC 3339 writes
//! it, or nothing where no moment can be read.

use docbind_templates::runtime::values::{Date, Timestamp};

/// The shape of a date.
const DAY: &str = "dddd-dd-dd";

/// The shape of what stands before the fraction of a second.
const WHOLE_SECONDS: &str = "dddd-dd-ddTdd:dd:dd";

/// The most digits of a fraction of a second.
const FRACTION: usize = 9;

/// Whether every parser reads the text as a point in time: RFC 3339 with a `T`, no leap second,
/// and a day that the calendar has.
pub(super) fn is_moment(text: &str) -> bool {
    let Some((whole, rest)) = text.split_at_checked(WHOLE_SECONDS.len()) else {
        return false;
    };
    let zone = match rest.strip_prefix('.') {
        None => rest,
        Some(fraction) => {
            let zone = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            if !(1..=FRACTION).contains(&(fraction.len() - zone.len())) {
                return false;
            }
            zone
        }
    };
    is_shape(whole, WHOLE_SECONDS)
        && !whole.ends_with(":60")
        && (zone == "Z" || zone.starts_with(['+', '-']) && is_shape(&zone[1..], "dd:dd"))
        && Timestamp::from(text).unix_millis().is_some()
}

/// Whether the text is a calendar date, `YYYY-MM-DD`.
pub(super) fn is_day(text: &str) -> bool {
    is_shape(text, DAY) && Date::from(text).unix_days().is_some()
}

/// The point in time that the text tells, as RFC 3339 writes it. Blanks within, single digits,
/// missing seconds and other zones than `Z` are what people print; a zone with a name that only
/// people know is taken for UTC, and a date alone is its first moment.
pub(super) fn moment(text: &str) -> Option<String> {
    if is_moment(text) {
        return Some(text.to_owned());
    }
    let mut rest = Rest(text.trim());
    let day = rest.day()?;
    if rest.0.is_empty() {
        return Some(format!("{day}T00:00:00Z")).filter(|text| is_moment(text));
    }
    rest.skip(&['T', 't', ' ', ',']);
    let hour = rest.number(2)?;
    rest.after(':')?;
    let minute = rest.number(2)?;
    let second = match rest.after(':') {
        Some(()) => rest.number(2)?.min(59),
        None => 0,
    };
    let fraction = match rest.after('.') {
        Some(()) => format!(".{}", rest.digits(FRACTION)?),
        None => String::new(),
    };
    let zone = rest.zone()?;
    let text = format!("{day}T{hour:02}:{minute:02}:{second:02}{fraction}{zone}");
    is_moment(&text).then_some(text)
}

/// The day that the text tells, perhaps with a time that is left out.
pub(super) fn day(text: &str) -> Option<String> {
    let day = Rest(text.trim()).day()?;
    is_day(&day).then_some(day)
}

/// Whether a text that is no point in time for a parser is meant to be one: it is a date and a
/// time and nothing else.
pub(super) fn is_malformed(text: &str) -> bool {
    let begins = text.get(..DAY.len()).is_some_and(|day| is_shape(day, DAY));
    begins && text.contains(':') && !is_moment(text) && moment(text).is_some()
}

fn is_shape(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(byte, expected)| {
            if expected == b'd' {
                byte.is_ascii_digit()
            } else {
                byte == expected
            }
        })
}

/// What of a text is still to be read.
struct Rest<'t>(&'t str);

impl<'t> Rest<'t> {
    fn day(&mut self) -> Option<String> {
        let year = self.number(4).filter(|year| *year >= 1000)?;
        self.after('-').or_else(|| self.after('/'))?;
        let month = self.number(2)?;
        self.after('-').or_else(|| self.after('/'))?;
        let day = self.number(2)?;
        Some(format!("{year:04}-{month:02}-{day:02}"))
    }

    /// What follows the seconds, as RFC 3339 writes it.
    fn zone(&mut self) -> Option<String> {
        self.skip(&[' ']);
        let Some(offset) = self.0.strip_prefix(['+', '-']) else {
            // Half a day would be wrong, not just some hours.
            let known = self.0.len() <= 5 && !matches!(self.0, "AM" | "PM" | "am" | "pm");
            let word = self.0.chars().all(|c| c.is_ascii_alphabetic());
            return (known && word).then(|| "Z".to_owned());
        };
        let sign = if self.0.starts_with('-') { '-' } else { '+' };
        let digits: String = offset.chars().filter(|c| !matches!(c, ' ' | ':')).collect();
        let digits = format!("{digits:0<4}");
        is_shape(&digits, "dddd").then(|| format!("{sign}{}:{}", &digits[..2], &digits[2..]))
    }

    /// The next digits, as many as there are.
    fn digits(&mut self, most: usize) -> Option<&'t str> {
        self.skip(&[' ']);
        let end = self.0.find(|c: char| !c.is_ascii_digit());
        let (digits, rest) = self.0.split_at(end.unwrap_or(self.0.len()));
        self.0 = rest;
        digits
            .get(..digits.len().min(most))
            .filter(|it| !it.is_empty())
    }

    fn number(&mut self, most: usize) -> Option<u32> {
        let digits = self.digits(usize::MAX)?;
        (digits.len() <= most)
            .then(|| digits.parse().ok())
            .flatten()
    }

    /// Goes behind this character and the blanks around it, if it is the next one.
    fn after(&mut self, expected: char) -> Option<()> {
        self.0 = self.0.trim_start_matches(' ').strip_prefix(expected)?;
        Some(())
    }

    fn skip(&mut self, characters: &[char]) {
        self.0 = self.0.trim_start_matches(characters);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strict_parsers_take_only_rfc_3339() {
        for text in [
            "2020-02-29T23:59:59Z",
            "2020-01-02T03:04:05.123456789+05:30",
            "2020-01-02T03:04:05.1-00:30",
        ] {
            assert!(is_moment(text), "{text}");
            assert_eq!(moment(text).as_deref(), Some(text));
        }
        for text in [
            "",
            "2020-01-02",
            "2020-01-02 03:04:05Z",
            "2020-01-02t03:04:05z",
            "2020-01-02T03:04:05",
            "2020-01-02T03:04:60Z",
            "2020-01-02T03:04:05.Z",
            "2020-01-02T03:04:05.1234567890Z",
            "2020-01-02T03:04:05+0530",
            "2020-01-02T03:04:05 UTC",
            "2021-02-29T03:04:05Z",
            "2020-01-02T03:04:05é",
        ] {
            assert!(!is_moment(text), "{text}");
        }
    }

    #[test]
    fn moments_are_written_as_parsers_want_them() {
        for (text, expected) in [
            ("2020-01-02T03: 04: 05Z", "2020-01-02T03:04:05Z"),
            ("2020-01-02T03: 04: 05+00: 00", "2020-01-02T03:04:05+00:00"),
            ("2020-01-02 3:04:05 UTC", "2020-01-02T03:04:05Z"),
            ("2020-01-02 03:04:05 CEST", "2020-01-02T03:04:05Z"),
            ("2020-01-02 03:04:05 -0130", "2020-01-02T03:04:05-01:30"),
            (
                "2020-01-02T03:04:05.250 +02",
                "2020-01-02T03:04:05.250+02:00",
            ),
            ("2020/1/2 03:04", "2020-01-02T03:04:00Z"),
            ("2020-01-02T03:04:60Z", "2020-01-02T03:04:59Z"),
            ("2020-01-02", "2020-01-02T00:00:00Z"),
            (" 2020-01-02t03:04:05z ", "2020-01-02T03:04:05Z"),
        ] {
            assert_eq!(moment(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "",
            "soon",
            "2020",
            "2020-01",
            "20-01-02T03:04:05Z",
            "2021-02-29T03:04:05Z",
            "2020-01-02T25:04:05Z",
            "2020-01-02 03:04 PM",
            "2020-01-02 is a day",
            "2020-01-02T03:04:05+9:9:9:9",
            "2020-01-02T03:04:05é",
        ] {
            assert_eq!(moment(text), None, "{text}");
        }
    }

    #[test]
    fn days_lose_their_time() {
        assert!(is_day("2020-02-29") && !is_day("2021-02-29") && !is_day("2020-2-9"));
        assert_eq!(day("2020-2-9").as_deref(), Some("2020-02-09"));
        assert_eq!(day("2020-01-02T03:04:05Z").as_deref(), Some("2020-01-02"));
        assert_eq!(day("2021-02-29"), None);
        assert_eq!(day("tomorrow"), None);
    }

    #[test]
    fn only_what_is_meant_as_a_moment_is_malformed() {
        assert!(is_malformed("2020-01-02T03: 04: 05Z"));
        assert!(is_malformed("2020-01-02 03:04:05 UTC"));
        for text in [
            "2020-01-02T03:04:05Z",
            "2020-01-02",
            "2020-01-02 10:30 and later",
            "v1",
        ] {
            assert!(!is_malformed(text), "{text}");
        }
    }
}
