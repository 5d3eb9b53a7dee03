//! Times on the command line, as the engines' clients take them, and for people.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Span, SpanRelativeTo, Timestamp};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

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

/// The largest unit is enough to tell a morning's session from last week's.
pub fn age(then: Timestamp, now: Timestamp) -> String {
    match seconds(then, now) {
        seconds @ 0..MINUTE => format!("{seconds} s"),
        seconds @ MINUTE..HOUR => format!("{} min", seconds / MINUTE),
        seconds @ HOUR..DAY => format!("{} h", seconds / HOUR),
        seconds => format!("{} d", seconds / DAY),
    }
}

/// The time between two instants in two units: `42 s`, `3 h 12 min`, `2 d 5 h`.
pub fn duration(from: Timestamp, to: Timestamp) -> String {
    let two = |seconds: i64, (big, big_word): (i64, &str), (small, small_word): (i64, &str)| {
        let whole = format!("{} {big_word}", seconds / big);
        match seconds % big / small {
            0 => whole,
            rest => format!("{whole} {rest} {small_word}"),
        }
    };
    match seconds(from, to) {
        seconds @ 0..MINUTE => format!("{seconds} s"),
        seconds @ MINUTE..HOUR => two(seconds, (MINUTE, "min"), (1, "s")),
        seconds @ HOUR..DAY => two(seconds, (HOUR, "h"), (MINUTE, "min")),
        seconds => two(seconds, (DAY, "d"), (HOUR, "h")),
    }
}

/// Date and time of an instant, by this machine's clock: `2026-11-26 09:04:17`.
pub fn moment(then: Timestamp) -> String {
    TimeZone::system().to_datetime(then).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// Never negative: the engine's clock may be ahead of ours.
fn seconds(from: Timestamp, to: Timestamp) -> i64 {
    to.duration_since(from).as_secs().max(0)
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

    #[test]
    fn spans_are_for_people() {
        let at = |seconds| Timestamp::from_second(seconds).unwrap();
        for (seconds, one, two) in [
            (-5, "0 s", "0 s"),
            (42, "42 s", "42 s"),
            (120, "2 min", "2 min"),
            (125, "2 min", "2 min 5 s"),
            (3 * HOUR + 12 * MINUTE + 9, "3 h", "3 h 12 min"),
            (2 * DAY + 5 * HOUR, "2 d", "2 d 5 h"),
            (100 * DAY, "100 d", "100 d"),
        ] {
            assert_eq!((age(at(0), at(seconds)), duration(at(0), at(seconds))), (one.into(), two.into()));
        }
    }
}
