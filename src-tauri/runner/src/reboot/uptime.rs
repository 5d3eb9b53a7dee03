//! How long the machine of a podman has been up, as its `info` says it.

/// The seconds in `3h 12m 4.00s (Approximately 0.12 days)`, of podman 4 and 5; podman 3 has `3h 12m 4.5s`.
pub fn uptime(text: &str) -> Option<i64> {
    let words = text.split('(').next().unwrap_or_default().split_whitespace();
    let mut seconds = None;
    for word in words {
        let (number, unit) = word.split_at_checked(word.len().checked_sub(1)?)?;
        let unit = match unit {
            "d" => 86_400.0,
            "h" => 3_600.0,
            "m" => 60.0,
            "s" => 1.0,
            _ => return None,
        };
        let number: f64 = number.parse().ok().filter(|number: &f64| number.is_finite() && *number >= 0.0)?;
        seconds = Some(seconds.unwrap_or(0.0) + number * unit);
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a machine is up for less than the age of the universe"
    )]
    seconds.map(|seconds: f64| seconds as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_podman_prints() {
        for (text, expected) in [
            ("0h 12m 30.00s", Some(750)),
            ("3h 12m 4.00s (Approximately 0.12 days)", Some(11_524)),
            ("100h 0m 1.99s (Approximately 4.17 days)", Some(360_001)),
            ("3h12m", None),
            ("", None),
            ("soon", None),
            ("-1h", None),
            ("é", None),
        ] {
            assert_eq!(uptime(text), expected, "{text}");
        }
    }
}
