//! Times on the command line, as the engines' clients take them.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Span, SpanRelativeTo, Timestamp};

/// A time in the past: how long ago (`10m`, `1h30m`, `2d`), a time of RFC 3339, one without a
/// zone (of this machine's), or seconds since 1970.
pub fn since(text: &str) -> Result<Timestamp, String> {
    before(text, Timestamp::now()).ok_or_else(|| {
        "write how long ago (10m, 1h30m, 2d), a time (2026-01-31T12:00:00Z), or seconds since 1970".to_owned()
    })
}

fn before(text: &str, now: Timestamp) -> Option<Timestamp> {
    if let Ok(seconds) = text.parse() {
        return Timestamp::from_second(seconds).ok();
    }
    if let Ok(time) = text.parse() {
        return Some(time);
    }
    if let Ok(time) = text.parse::<DateTime>() {
        return TimeZone::system().to_timestamp(time).ok();
    }
    let ago = text.parse::<Span>().ok()?.to_duration(SpanRelativeTo::days_are_24_hours()).ok()?;
    now.checked_sub(ago.abs()).ok()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn times_are_read_as_the_engines_read_them() {
        let now: Timestamp = "2026-11-26T12:00:00Z".parse().unwrap();
        for (text, expected) in [
            ("10m", "2026-11-26T11:50:00Z"),
            ("1h30m", "2026-11-26T10:30:00Z"),
            ("90s", "2026-11-26T11:58:30Z"),
            ("1.5h", "2026-11-26T10:30:00Z"),
            ("2d", "2026-11-24T12:00:00Z"),
            ("1700000000", "2023-11-14T22:13:20Z"),
            ("2026-01-31T12:00:00+01:00", "2026-01-31T11:00:00Z"),
            ("2026-01-31T12:00:00.5Z", "2026-01-31T12:00:00.5Z"),
        ] {
            assert_eq!(before(text, now), Some(expected.parse().unwrap()), "{text}");
        }
        assert!(before("2026-01-31", now).is_some() && before("2026-01-31T12:00:00", now).is_some());
        for text in ["", "yesterday", "m", "10 parsecs"] {
            assert!(since(text).is_err(), "{text}");
        }
    }
}
