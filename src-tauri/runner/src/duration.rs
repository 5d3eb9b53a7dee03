//! Times as Go writes them, and so both engines.

use std::time::Duration;

/// The longest, in seconds: 31 years.
const LONGEST: f64 = 1e9;

/// Reads `1m30s`, `1.5h`, `500ms`: no sign, and a unit behind each number.
pub fn duration(text: &str) -> Option<Duration> {
    let (mut rest, mut seconds) = (text, 0.0);
    while !rest.is_empty() {
        let (number, after) = rest.split_at(rest.find(|c: char| !c.is_ascii_digit() && c != '.')?);
        let units = [("ms", 0.001), ("us", 0.000_001), ("ns", 1e-9), ("s", 1.0), ("m", 60.0), ("h", 3600.0)];
        let (unit, scale) = units.into_iter().find(|(unit, _)| after.starts_with(unit))?;
        seconds += number.parse::<f64>().ok()? * scale;
        rest = after.get(unit.len()..)?;
    }
    (!text.is_empty() && seconds < LONGEST).then(|| Duration::from_secs_f64(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_gos_is_read_and_others_are_not() {
        for (text, seconds) in
            [("1m30s", 90.0), ("500ms", 0.5), ("1.5h", 5400.0), ("0s", 0.0), ("2us", 0.000_002)]
        {
            assert_eq!(duration(text), Some(Duration::from_secs_f64(seconds)), "{text}");
        }
        for text in ["", "5", "s", "-1s", "1 s", "1d", "1.2.3s", "1e3s", "99999999999h"] {
            assert_eq!(duration(text), None, "{text}");
        }
    }
}
