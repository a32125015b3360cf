//! Points in time that keep the text they were read from.

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;

use std::fmt;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

/// A point in time, as the server wrote it. Reading one never fails; it is parsed on demand.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(String);

impl Timestamp {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Milliseconds since the first moment of 1970, UTC; `None` if the text is not a date, a
    /// time and an offset as RFC 3339 writes them, or with a space instead of the `T` or before
    /// the offset, or with `UTC` as the offset.
    pub fn unix_millis(&self) -> Option<i64> {
        let (seconds, nanos) = self.unix_time()?;
        Some(seconds * 1000 + i64::from(nanos / 1_000_000))
    }

    /// Seconds since the first moment of 1970, UTC, rounded down, and nanoseconds besides.
    fn unix_time(&self) -> Option<(i64, u32)> {
        let (date, rest) = self.0.split_at_checked(10)?;
        let days = days_of_date(date)?;
        let rest = rest.strip_prefix(['T', 't', ' '])?;
        let (clock, rest) = rest.split_at_checked(8)?;
        let digits = rest
            .strip_prefix('.')
            .map_or("", |rest| &rest[..count_digits(rest)]);
        let offset = match rest.strip_prefix('.') {
            Some(fraction) => &fraction[digits.len()..],
            None => rest,
        };
        let nanos = format!("{digits:0<9}").get(..9)?.parse().ok()?;
        let seconds = days * 86_400 + seconds_of_clock(clock)? - offset_seconds(offset.trim())?;
        Some((seconds, nanos))
    }

    /// The moment for the standard library; `None` where [`unix_millis`](Self::unix_millis) is,
    /// and before 1970.
    pub fn to_system_time(&self) -> Option<SystemTime> {
        let millis = u64::try_from(self.unix_millis()?).ok()?;
        SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(millis))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for Timestamp {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for Timestamp {
    fn from(text: String) -> Self {
        Self(text)
    }
}

/// A calendar date, as the server wrote it. Reading one never fails.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Date(String);

impl Date {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Days since the first day of 1970; `None` if the text is not `YYYY-MM-DD`.
    pub fn unix_days(&self) -> Option<i64> {
        days_of_date(&self.0)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for Date {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for Date {
    fn from(text: String) -> Self {
        Self(text)
    }
}

/// Seconds since 1970 of a moment in UTC.
#[cfg(feature = "client")]
pub(crate) fn unix_seconds(year: i64, month: i64, day: i64, clock: &str) -> Option<i64> {
    Some(days(year, month, day)? * 86_400 + seconds_of_clock(clock)?)
}

fn days_of_date(text: &str) -> Option<i64> {
    let mut parts = text.splitn(3, '-').map(number);
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    (text.len() == 10).then(|| days(year, month, day)).flatten()
}

/// Days since 1970 in the Gregorian calendar, counted from March so that leap days come last.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=length).contains(&day) {
        return None;
    }
    let year = if month > 2 { year } else { year - 1 };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(era * 146_097 + day_of_era - 719_468)
}

fn seconds_of_clock(text: &str) -> Option<i64> {
    let mut parts = text.splitn(3, ':').map(number);
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
    (text.len() == 8 && hour < 24 && minute < 60 && second <= 60)
        .then_some(hour * 3600 + minute * 60 + second)
}

fn offset_seconds(text: &str) -> Option<i64> {
    if matches!(text, "Z" | "z" | "UTC") {
        return Some(0);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let digits = text.strip_prefix(['+', '-'])?.replace(':', "");
    let (hours, minutes) = digits.split_at_checked(2)?;
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    (digits.len() == 4 && hours < 24 && minutes < 60)
        .then_some(sign * (hours * 3600 + minutes * 60))
}

fn number(text: &str) -> Option<i64> {
    text.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| text.parse().ok())
        .flatten()
}

fn count_digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, millis: Option<i64>) {
        assert_eq!(Timestamp::from(text).unix_millis(), millis, "{text}");
    }

    #[test]
    fn moments() {
        check("1970-01-01T00:00:00Z", Some(0));
        check("2000-02-29T12:00:00.123456Z", Some(951_825_600_123));
        check("2026-11-23 02:03:04 UTC", Some(1_795_399_384_000));
        check("2026-11-23T02:03:04.5 -0130", Some(1_795_404_784_500));
        check("1969-12-31T23:59:59Z", Some(-1000));
        check("1970-01-02T01:00:00.500+01:00", Some(86_400_500));
        assert_eq!(Date::from("1970-02-01").unix_days(), Some(31));
        assert_eq!(Date::from("1970-2-1").unix_days(), None);
    }

    #[test]
    fn other_texts() {
        for text in [
            "",
            "soon",
            "2001-02-29T00:00:00Z",
            "2001-02-28T24:00:00Z",
            "2001-02-28T00:00:00",
            "2001-02-28T00:00:00+1",
            "2001-02-28Tüüüü",
            "2001-13-01T00:00:00Z",
            "2001-02-28T00:00:00.Ä",
        ] {
            check(text, None);
        }
    }
}
