//! Whether and when a call is sent again.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::time::{Duration, SystemTime};

use http::header::RETRY_AFTER;
use http::{HeaderMap, StatusCode};

use super::{Content, Error};
use crate::runtime::values::unix_seconds;

/// The first wait; each further one is twice as long, up to [`LONGEST_BACKOFF`].
const FIRST_BACKOFF: Duration = Duration::from_millis(250);

/// The longest wait that is not asked for by the server.
const LONGEST_BACKOFF: Duration = Duration::from_secs(10);

/// The longest `Retry-After` that is honoured.
const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(60);

/// What to do after an attempt.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Hand the outcome to the caller.
    Final,
    /// Send again after this time.
    Again(Duration),
}

/// Judges the outcome of attempt number `attempt`, counted from 0.
pub(super) fn judge(
    outcome: &Result<Content, Error>,
    attempt: u32,
    now: fn() -> SystemTime,
) -> Verdict {
    match outcome {
        Err(error) if error.is_retryable() => Verdict::Again(backoff(attempt)),
        Ok(answer) if is_passing(answer.status()) => match retry_after(answer.headers(), now()) {
            Some(wait) if wait > LONGEST_RETRY_AFTER => Verdict::Final,
            Some(wait) => Verdict::Again(wait),
            None => Verdict::Again(backoff(attempt)),
        },
        _ => Verdict::Final,
    }
}

/// Whether a status says that the same call may succeed later.
pub(super) fn is_passing(status: StatusCode) -> bool {
    matches!(status.as_u16(), 429 | 502 | 503 | 504)
}

/// The wait that a `Retry-After` header asks for.
pub(super) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    delay(headers.get(RETRY_AFTER)?.to_str().ok()?, now)
}

/// Between half of and the whole exponential wait.
fn backoff(attempt: u32) -> Duration {
    let whole = FIRST_BACKOFF
        .saturating_mul(1 << attempt.min(10))
        .min(LONGEST_BACKOFF);
    // The standard library seeds each state at random; that is random enough to spread clients.
    let random = RandomState::new().build_hasher().finish() % 1000;
    let share = u32::try_from(random).unwrap_or(0);
    whole / 2 + whole / 2 * share / 1000
}

/// A wait in seconds, or until a date of HTTP.
fn delay(text: &str, now: SystemTime) -> Option<Duration> {
    let text = text.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let moment = u64::try_from(http_date(text)?).ok()?;
    let moment = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(moment))?;
    Some(moment.duration_since(now).unwrap_or_default())
}

/// Seconds since 1970 of a date such as `Mon, 23 Nov 2026 02:03:04 GMT`.
fn http_date(text: &str) -> Option<i64> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let (_, date) = text.split_once(", ")?;
    let mut words = date.split(' ');
    let day = words.next()?.parse().ok()?;
    let month = words.next()?;
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    let year = words.next()?.parse().ok()?;
    let clock = words.next()?;
    unix_seconds(year, i64::try_from(month).ok()?, day, clock)
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::super::Response;
    use super::*;

    fn now() -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_399_384)
    }

    fn judged(status: u16, retry_after: Option<&str>) -> Verdict {
        let mut answer = http::Response::builder().status(status);
        if let Some(text) = retry_after {
            answer = answer.header(RETRY_AFTER, text);
        }
        let answer = Response::from(answer.body(Bytes::new()).unwrap());
        judge(&Ok(Content::from(answer)), 0, now)
    }

    #[test]
    fn retry_after_is_honoured_up_to_a_minute() {
        let again = |seconds| Verdict::Again(Duration::from_secs(seconds));
        assert_eq!(judged(429, Some("7")), again(7));
        assert_eq!(
            judged(503, Some("Mon, 23 Nov 2026 02:03:14 GMT")),
            again(10)
        );
        assert_eq!(judged(503, Some("Mon, 23 Nov 2020 02:03:14 GMT")), again(0));
        assert_eq!(judged(429, Some("61")), Verdict::Final);
        assert_eq!(judged(500, Some("1")), Verdict::Final);
        assert_eq!(judged(200, None), Verdict::Final);
    }

    #[test]
    fn backoff_grows_and_is_bounded() {
        for _ in 0..50 {
            for (attempt, longest) in [(0, 250), (1, 500), (4, 4000), (40, 10_000)] {
                let wait = backoff(attempt).as_millis();
                assert!((longest / 2..=longest).contains(&wait), "{attempt}: {wait}");
            }
        }
        assert!(matches!(judged(502, Some("soon")), Verdict::Again(_)));
    }
}
