//! Whether a figure grows over time, by Theil and Sen: the median of the slopes between each two samples, which
//! a few that are out of line do not turn.

/// What became of one figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    pub median: f64,
    /// How much it grew from the first sample to the last, by its slope.
    pub growth: f64,
    /// How much it may grow in that time: a tenth of its median, or more where noise is.
    pub allowed: f64,
}

impl Trend {
    /// Of samples at their times; `noise` may always be grown by.
    ///
    /// Panics with fewer than two samples.
    pub fn of(samples: &[(f64, f64)], noise: f64) -> Self {
        let slopes = samples.iter().enumerate().flat_map(|(at, first)| {
            samples[at + 1..].iter().map(move |second| (second.1 - first.1) / (second.0 - first.0))
        });
        let slope = median(slopes.collect());
        let (first, last) = (samples.first().expect("a sample"), samples.last().expect("a sample"));
        let median = median(samples.iter().map(|sample| sample.1).collect());
        Self { median, growth: slope * (last.0 - first.0), allowed: noise.max(median / 10.0) }
    }

    /// It grew more than it may.
    pub fn grows(&self) -> bool {
        self.growth > self.allowed
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() % 2 {
        1 => values[middle],
        _ => f64::midpoint(values[middle - 1], values[middle]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 60 samples, a minute apart.
    fn samples(value: impl Fn(f64) -> f64) -> Vec<(f64, f64)> {
        (0..60).map(f64::from).map(|at| (at, value(at))).collect()
    }

    fn noise(at: f64) -> f64 {
        (at * 7.3).sin() * 4.0
    }

    #[test]
    fn what_grows_is_found_beneath_the_noise() {
        for grown in [12.0, 30.0, 100.0] {
            let trend = Trend::of(&samples(|at| 100.0 + grown * at / 59.0 + noise(at)), 5.0);
            assert!(trend.grows() && (trend.growth - grown).abs() < 2.0, "{grown}: {trend:?}");
        }
    }

    #[test]
    fn what_stays_or_shrinks_does_not_grow() {
        let shapes: [&dyn Fn(f64) -> f64; 5] = [
            &|_| 100.0,
            &|at| 100.0 + noise(at),
            &|at| 150.0 - at,
            // Fills and is emptied again.
            &|at| 100.0 + at % 10.0,
            // Twice something else altogether.
            &|at| if at as u32 % 30 == 29 { 900.0 } else { 100.0 },
        ];
        for (number, shape) in shapes.iter().enumerate() {
            let trend = Trend::of(&samples(shape), 5.0);
            assert!(!trend.grows(), "{number}: {trend:?}");
        }
    }

    #[test]
    fn one_handle_for_each_sample_is_a_leak() {
        assert!(Trend::of(&samples(|at| 40.0 + at), 10.0).grows());
        assert!(!Trend::of(&samples(|at| 40.0 + (at / 10.0).floor()), 10.0).grows());
    }
}
