//! Times as the database holds them: nanoseconds since 1970.

use jiff::{SignedDuration, Timestamp};

/// Times beyond the years 1678 to 2262 become the nearest of these.
pub fn to_sql(time: Timestamp) -> i64 {
    let nanoseconds = time.as_nanosecond();
    i64::try_from(nanoseconds).unwrap_or(if nanoseconds < 0 { i64::MIN } else { i64::MAX })
}

pub fn from_sql(nanoseconds: i64) -> Timestamp {
    Timestamp::from_nanosecond(nanoseconds.into()).unwrap_or_default()
}

/// The time that much later, or earlier; the last or the first where there is none.
pub fn shifted(time: Timestamp, by: SignedDuration) -> Timestamp {
    let end = if by.is_negative() { Timestamp::MIN } else { Timestamp::MAX };
    time.checked_add(by).unwrap_or(end)
}
