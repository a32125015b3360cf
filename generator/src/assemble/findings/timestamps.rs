//! Points in time that no program reads as they are printed.

use super::place::{leaves, of_leaves};
use crate::diag::{Diagnostic, Rule};
use crate::extract::facts::{ExampleFact, PageFacts};
use crate::markdown::Page;

/// Names of time zones have no more letters.
const MOST_IN_ZONE: usize = 4;

/// One finding per example that shows such texts.
pub(super) fn report(page: &Page, facts: &PageFacts, found: &mut Vec<Diagnostic>) {
    let examples = facts
        .endpoints
        .iter()
        .flat_map(|endpoint| &endpoint.examples);
    found.extend(examples.filter_map(|example| malformed(page, example)));
}

fn malformed(page: &Page, example: &ExampleFact) -> Option<Diagnostic> {
    let malformed = leaves(example, |leaf| fault(leaf.value.as_str()?));
    let ((first, fault), others) = malformed.split_first()?;
    let text = first.value.as_str().unwrap_or_default();
    let mut places = of_leaves(example, &malformed).into_iter();
    let mut finding = Diagnostic::new(
        Rule::MalformedTimestamp,
        page.span(places.next()?.value),
        format!("`{}` is `{text}`: {fault}", first.key),
    )
    .help("write it as RFC 3339 does: `2020-01-31T23:59:59Z`");
    for (place, (leaf, fault)) in places.zip(others) {
        let span = page.span(place.value);
        finding = finding.related(span, format!("`{}`: {fault}", leaf.key));
    }
    Some(finding)
}

/// What is wrong with a text that is meant to be a point in time; nothing for other texts.
fn fault(text: &str) -> Option<&'static str> {
    let bytes = text.as_bytes();
    // Most texts are none.
    bytes.first().filter(|first| first.is_ascii_digit())?;
    let date = text.get(..10)?;
    if !is_shape(date, "dddd-dd-dd") || !matches!(bytes.get(10), Some(b'T' | b't' | b' ')) {
        return None;
    }
    let time = text.get(11..)?;
    // Other words make it a sentence that begins with a date.
    let is_time = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | ' ' | '+' | '-');
    let words = time.trim_matches(is_time);
    let zone_only = words.len() <= MOST_IN_ZONE && words.chars().all(|c| c.is_ascii_alphabetic());
    if !time.starts_with(|c: char| c.is_ascii_digit()) || !time.contains(':') || !zone_only {
        return None;
    }
    if !is_day(date) {
        return Some("there is no such day");
    }
    let clock_end = time
        .find(|c: char| !c.is_ascii_digit() && c != ':')
        .unwrap_or(time.len());
    let (clock, zone) = time.split_at(clock_end);
    if !is_shape(clock, "dd:dd:dd") && !is_shape(clock, "dd:dd") {
        let gap = zone.starts_with(' ') && clock.ends_with(':');
        return Some(if gap {
            "blanks stand between hours, minutes or seconds"
        } else {
            "hours, minutes and seconds have two digits each"
        });
    }
    if !is_clock(clock) {
        return Some("there is no such time of day");
    }
    zone_fault(zone)
}

/// What is wrong with what follows the seconds.
fn zone_fault(zone: &str) -> Option<&'static str> {
    let rest = match zone.strip_prefix('.') {
        Some(fraction) => {
            let rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            if rest.len() == fraction.len() {
                return Some("no digits follow the seconds' point");
            }
            rest
        }
        None => zone,
    };
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    let offset = rest.strip_prefix(['+', '-']);
    let named =
        (2..=MOST_IN_ZONE).contains(&rest.len()) && rest.chars().all(|c| c.is_ascii_uppercase());
    let sound = named
        || matches!(rest, "" | "Z" | "z")
        || offset.is_some_and(|offset| {
            ["dd:dd", "dddd", "dd"]
                .iter()
                .any(|shape| is_shape(offset, shape))
        });
    (!sound).then_some(if rest.contains(' ') {
        "blanks stand in the time zone"
    } else {
        "the time zone is none"
    })
}

fn is_shape(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text
            .bytes()
            .zip(shape.bytes())
            .all(|(byte, shape)| match shape {
                b'd' => byte.is_ascii_digit(),
                other => byte == other,
            })
}

/// Whether the calendar has a day, given as `dddd-dd-dd`.
fn is_day(date: &str) -> bool {
    let number = |range| {
        date.get(range)
            .and_then(|text: &str| text.parse::<u32>().ok())
    };
    let (Some(year), Some(month), Some(day)) = (number(0..4), number(5..7), number(8..10)) else {
        return false;
    };
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// Whether a day has this time, given as `dd:dd:dd` or `dd:dd`; a leap second counts.
fn is_clock(clock: &str) -> bool {
    let mut parts = clock
        .split(':')
        .map(|part| part.parse::<u32>().unwrap_or(99));
    let most = [23, 59, 60];
    most.iter()
        .all(|most| parts.next().is_none_or(|part| part <= *most))
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn what_programs_read_is_no_fault() {
        for text in [
            "2020-01-02T03:04:05Z",
            "2020-02-29T23:59:60.123456789+05:30",
            "2020-01-02 03:04:05 UTC",
            "2020-01-02 03:04:05 +0200",
            "2020-01-02T03:04:05",
            "2020-01-02",
            "2020-01-02 is a day",
            "2020-01-02T10:30Z",
            "2020-01-02 03:04:05 CEST",
            "2020-01-02 03:04:05 INFO started",
            "2020-01-02 10 things to do",
            "2020-01-02 10:30 and later",
            "2020-01-02 T",
            "1.2.3",
            "",
            "2020-01-02Té",
        ] {
            assert_eq!(fault(text), None, "{text}");
        }
    }

    #[test]
    fn faults_are_named() {
        for (text, expected) in [
            (
                "2020-01-02T03: 04: 05Z",
                "blanks stand between hours, minutes or seconds",
            ),
            (
                "2020-01-02T3:04:05Z",
                "hours, minutes and seconds have two digits each",
            ),
            (
                "2020-01-02T03:04:05+00: 00",
                "blanks stand in the time zone",
            ),
            ("2019-02-29T03:04:05Z", "there is no such day"),
            ("2020-13-01T03:04:05Z", "there is no such day"),
            ("2020-01-02T24:04:05Z", "there is no such time of day"),
            (
                "2020-01-02T03:04:05.Z",
                "no digits follow the seconds' point",
            ),
            ("2020-01-02T03:04:05Q", "the time zone is none"),
        ] {
            assert_eq!(fault(text), Some(expected), "{text}");
        }
    }
}
