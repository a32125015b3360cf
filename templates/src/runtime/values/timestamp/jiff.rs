//! Points in time and dates as those of the crate `jiff`.

use ::jiff::ToSpan as _;
use ::jiff::civil;

use super::{Date, Timestamp};
use crate::runtime::values::Change;

impl Timestamp {
    /// The moment for `jiff`; `None` where [`unix_millis`](Self::unix_millis) is, and beyond the
    /// years that `jiff` knows.
    pub fn to_jiff(&self) -> Option<::jiff::Timestamp> {
        let (seconds, nanos) = self.unix_time()?;
        let whole = ::jiff::Timestamp::from_second(seconds).ok()?;
        whole.checked_add(i64::from(nanos).nanoseconds()).ok()
    }
}

impl From<::jiff::Timestamp> for Timestamp {
    fn from(moment: ::jiff::Timestamp) -> Self {
        Self(moment.to_string())
    }
}

impl From<::jiff::Timestamp> for Change<Timestamp> {
    fn from(moment: ::jiff::Timestamp) -> Self {
        Self::Value(moment.into())
    }
}

impl Date {
    /// The date for `jiff`; `None` where [`unix_days`](Self::unix_days) is.
    pub fn to_jiff(&self) -> Option<civil::Date> {
        let days = self.unix_days()?;
        civil::date(1970, 1, 1).checked_add(days.days()).ok()
    }
}

impl From<civil::Date> for Date {
    fn from(date: civil::Date) -> Self {
        Self(date.to_string())
    }
}

impl From<civil::Date> for Change<Date> {
    fn from(date: civil::Date) -> Self {
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
            ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.5Z"),
            ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
        ] {
            let moment = Timestamp::from(text).to_jiff().unwrap();
            assert_eq!(moment.to_string(), shown);
            assert_eq!(Timestamp::from(moment).as_str(), shown);
        }
        assert_eq!(Timestamp::from("soon").to_jiff(), None);
        let date = Date::from("2000-02-29");
        assert_eq!(date.to_jiff(), Some(civil::date(2000, 2, 29)));
        assert_eq!(Date::from(civil::date(2000, 2, 29)), date);
        assert_eq!(Date::from("2001-02-29").to_jiff(), None);
    }
}
