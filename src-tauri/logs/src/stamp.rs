//! The time that an engine puts before each record of a log: RFC 3339, and a space.
//!
//! `2026-11-26T12:00:00.123456789Z text` is docker's, podman's is local: `…+01:00 text`. That of a podman on another
//! machine has no fraction: `2026-11-26T12:00:00Z text` (4.3).

/// A time, and the length of what says it, the space behind it included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// Nanoseconds since 1970.
    pub at: i64,
    /// Bytes.
    pub length: usize,
}

/// The time that a record begins with.
pub fn stamp(record: &[u8]) -> Option<Stamp> {
    let (date, rest) = (record.get(..19)?, record.get(19..)?);
    let separators = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
    if separators.iter().any(|(at, byte)| date.get(*at) != Some(byte)) {
        return None;
    }
    let part = |from: usize, to: usize| number(date.get(from..to)?);
    let (year, month, day) = (part(0, 4)?, part(5, 7)?, part(8, 10)?);
    let (hour, minute, second) = (part(11, 13)?, part(14, 16)?, part(17, 19)?);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let (nanoseconds, fraction_length) = fraction(rest)?;
    let zone = rest.get(fraction_length..)?;
    let (offset, zone_length) = match zone {
        [b'Z', ..] => (0, 1),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2, ..] => {
            let seconds = number(&[*h1, *h2])? * 3600 + number(&[*m1, *m2])? * 60;
            (if *sign == b'-' { -seconds } else { seconds }, 6)
        }
        _ => return None,
    };
    let space = match zone.get(zone_length) {
        Some(b' ') => 1,
        // An empty line, whose space somebody took away.
        None | Some(b'\r') => 0,
        Some(_) => return None,
    };
    let seconds = days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset;
    let at = seconds.checked_mul(1_000_000_000)?.checked_add(nanoseconds)?;
    Some(Stamp { at, length: 19 + fraction_length + zone_length + space })
}

/// Nanoseconds, and the length of what says them.
fn fraction(rest: &[u8]) -> Option<(i64, usize)> {
    let Some(rest) = rest.strip_prefix(b".") else { return Some((0, 0)) };
    let digits = rest.iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
    let fraction = number(rest.get(..digits).filter(|digits| (1..=9).contains(&digits.len()))?)?;
    Some((fraction * 10_i64.pow(9 - u32::try_from(digits).ok()?), digits + 1))
}

fn number(digits: &[u8]) -> Option<i64> {
    digits
        .iter()
        .try_fold(0_i64, |number, byte| byte.is_ascii_digit().then(|| number * 10 + i64::from(byte - b'0')))
}

/// Days from 1970-01-01 to a day of the Gregorian calendar
/// (<https://howardhinnant.github.io/date_algorithms.html#days_from_civil>).
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use jiff::Timestamp;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn times_are_read_and_other_text_is_not() {
        for (record, rest) in [
            ("2026-11-26T12:00:00.123456789Z text", "text"),
            ("2026-11-26T13:00:00.123456789+01:00 text", "text"),
            ("2026-11-26T06:30:00.123456789-05:30 \r", "\r"),
            ("2026-11-26T12:00:00.123456789Z", ""),
        ] {
            let stamp = stamp(record.as_bytes()).unwrap();
            assert_eq!(stamp.at, 1_795_694_400_123_456_789, "{record}");
            assert_eq!(&record[stamp.length..], rest);
        }
        assert_eq!(
            stamp(b"2026-11-26T12:00:00Z text"),
            Some(Stamp { at: 1_795_694_400_000_000_000, length: 21 })
        );
        for record in [
            "",
            "2026-11-26 12:00:00.1Z text",
            "2026-11-26T12:00:00.Z text",
            "2026-11-26T12:00:00",
            "2026-13-26T12:00:00.1Z text",
            "2026-11-26T12:00:00.1234567890Z text",
            "2026-11-26T12:00:00.1Ztext",
            "2026-11-26T12:00:00.1",
            "2026-11-26T12:00:00.1+01 text",
        ] {
            assert_eq!(stamp(record.as_bytes()), None, "{record}");
        }
    }

    proptest! {
        #[test]
        fn any_time_is_read_as_others_read_it(at in 0_i64..7_000_000_000_000_000_000) {
            let time = Timestamp::from_nanosecond(at.into()).unwrap();
            let written = format!("{time:.9} x");
            prop_assert_eq!(stamp(written.as_bytes()), Some(Stamp { at, length: written.len() - 1 }));
        }
    }
}
