//! Points in time and dates as those of the crate `chrono`.

use ::chrono::{DateTime, NaiveDate, SecondsFormat, TimeDelta, TimeZone, Utc};

use super::{Date, Timestamp};
use crate::runtime::values::Change;

impl Timestamp {
    /// The moment for `chrono`; `None` where [`unix_millis`](Self::unix_millis) is.
    pub fn to_chrono(&self) -> Option<DateTime<Utc>> {
        let (seconds, nanos) = self.unix_time()?;
        DateTime::from_timestamp(seconds, nanos)
    }
}

impl<Tz: TimeZone> From<DateTime<Tz>> for Timestamp {
    fn from(moment: DateTime<Tz>) -> Self {
        Self(moment.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

impl<Tz: TimeZone> From<DateTime<Tz>> for Change<Timestamp> {
    fn from(moment: DateTime<Tz>) -> Self {
        Self::Value(moment.into())
    }
}

impl Date {
    /// The date for `chrono`; `None` where [`unix_days`](Self::unix_days) is.
    pub fn to_chrono(&self) -> Option<NaiveDate> {
        let first = NaiveDate::from_ymd_opt(1970, 1, 1)?;
        first.checked_add_signed(TimeDelta::try_days(self.unix_days()?)?)
    }
}

impl From<NaiveDate> for Date {
    fn from(date: NaiveDate) -> Self {
        Self(date.to_string())
    }
}

impl From<NaiveDate> for Change<Date> {
    fn from(date: NaiveDate) -> Self {
        Self::Value(date.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_and_dates_come_and_go() {
        for (text, shown) in [
            ("2001-02-03T04:05:06Z", "2001-02-03T04:05:06Z"),
            (
                "2001-02-03 04:05:06.123456789 +0130",
                "2001-02-03T02:35:06.123456789Z",
            ),
            ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500Z"),
            ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
        ] {
            let moment = Timestamp::from(text).to_chrono().unwrap();
            assert_eq!(Timestamp::from(moment).as_str(), shown);
        }
        let abroad = DateTime::parse_from_rfc3339("2001-02-03T04:05:06+01:30").unwrap();
        assert_eq!(
            Timestamp::from(abroad).as_str(),
            "2001-02-03T04:05:06+01:30"
        );
        assert_eq!(Timestamp::from("soon").to_chrono(), None);
        let leap = NaiveDate::from_ymd_opt(2000, 2, 29);
        let date = Date::from("2000-02-29");
        assert_eq!(date.to_chrono(), leap);
        assert_eq!(leap.map(Date::from), Some(date));
        assert_eq!(Date::from("2001-02-29").to_chrono(), None);
    }
}
