//! Amounts of bytes as the engines print them.

/// `1.586kB`, `62.92MB` (thousands), `168.0b`, `8.0MiB` (1,024s), with three or four digits.
pub fn bytes(text: &str) -> Option<u64> {
    let text = text.trim();
    let unit = text.find(|character: char| character.is_ascii_alphabetic())?;
    let (number, unit) = text.split_at(unit);
    let number: f64 = number.trim().parse().ok().filter(|number: &f64| (0.0..1e6).contains(number))?;
    let factor = match unit {
        "b" | "B" => 1.0,
        "kB" | "KB" => 1e3,
        "MB" => 1e6,
        "GB" => 1e9,
        "TB" => 1e12,
        "KiB" => 1024.0,
        "MiB" => 1024.0 * 1024.0,
        "GiB" => 1024.0 * 1024.0 * 1024.0,
        "TiB" => 1024.0 * 1024.0 * 1024.0 * 1024.0,
        _ => return None,
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 1.1e18 fits")]
    Some((number * factor).round() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_of_both_engines_are_bytes() {
        for (text, expected) in [
            ("0B", Some(0)),
            ("0.0b", Some(0)),
            ("168B", Some(168)),
            ("1.586kB", Some(1586)),
            ("426kB", Some(426_000)),
            ("62.92MB", Some(62_920_000)),
            ("1.2GB", Some(1_200_000_000)),
            ("25.28GB", Some(25_280_000_000)),
            ("1.7KiB", Some(1741)),
            (" 60.0MiB ", Some(60 << 20)),
            ("23.54GiB", Some(25_275_882_537)),
            ("", None),
            ("--", None),
            ("12", None),
            ("xMB", None),
            ("-1MB", None),
            ("1.2.3kB", None),
            ("9XB", None),
            ("3 parsecs", None),
        ] {
            assert_eq!(bytes(text), expected, "{text}");
        }
    }
}
