//! Sizes for people.

/// `120 bytes`, `1.5 KiB`, `2 GiB`.
pub fn size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["KiB", "MiB", "GiB", "TiB"];
    if bytes < 1024 {
        return if bytes == 1 { "1 byte".to_owned() } else { format!("{bytes} bytes") };
    }
    // The step above any number of 64 bits is more than the last unit.
    let step = (usize::try_from(bytes.ilog2()).unwrap_or(0) / 10).min(UNITS.len());
    let unit = UNITS.get(step - 1).copied().unwrap_or_default();
    // Tenths, rounded down: no limit is said to be more than it is.
    let tenths = u128::from(bytes) * 10 / (1_u128 << (10 * step));
    match (tenths / 10, tenths % 10) {
        (whole, rest) if rest == 0 || whole >= 100 => format!("{whole} {unit}"),
        (whole, rest) => format!("{whole}.{rest} {unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_a_unit() {
        for (bytes, text) in [
            (0, "0 bytes"),
            (1, "1 byte"),
            (1023, "1023 bytes"),
            (1024, "1 KiB"),
            (1536, "1.5 KiB"),
            (64 << 20, "64 MiB"),
            ((200 << 20) + 900_000, "200 MiB"),
            (2 << 30, "2 GiB"),
            (u64::MAX, "16777215 TiB"),
        ] {
            assert_eq!(size(bytes), text);
        }
    }
}
