//! What the app has at one moment.

use std::fmt;
use std::time::Duration;

use berth_tests::processes::{handles, of_window, pss, threads, tree};

use crate::acts::Stage;

/// One of the figures.
pub struct Figure {
    pub name: &'static str,
    /// What it may always grow by: caches, and what a collector has not collected yet.
    pub noise: f64,
    /// One that grows with what is kept on purpose is only shown.
    pub judged: bool,
}

pub const FIGURES: [Figure; 7] = [
    Figure { name: "app, MB", noise: 12.0, judged: true },
    Figure { name: "page, MB", noise: 40.0, judged: true },
    Figure { name: "handles", noise: 12.0, judged: true },
    Figure { name: "handles of page", noise: 20.0, judged: true },
    Figure { name: "threads", noise: 8.0, judged: true },
    Figure { name: "children", noise: 3.0, judged: true },
    Figure { name: "history, MB", noise: 0.0, judged: false },
];

pub struct Sample {
    pub at: Duration,
    pub values: [f64; FIGURES.len()],
}

impl Sample {
    pub fn take(at: Duration, stage: &Stage) -> Self {
        let pid = stage.window.app_pid();
        let (app, page): (Vec<_>, Vec<_>) = of_window(pid).into_iter().partition(|each| each.pid == pid);
        let history = std::fs::metadata(stage.window.archive().path()).map_or(0, |file| file.len());
        let count = |number: usize| number as f64;
        let values = [
            pss(&app),
            pss(&page),
            count(handles(&app)),
            count(handles(&page)),
            count(threads(&app)),
            count(tree(pid).len() - 1),
            history as f64 / f64::from(1 << 20),
        ];
        Self { at, values }
    }

    pub fn header() -> String {
        FIGURES
            .iter()
            .map(|figure| format!("{:>16}", figure.name))
            .fold("  minutes".to_owned(), |a, b| a + &b)
    }
}

impl fmt::Display for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:>9.1}", self.at.as_secs_f64() / 60.0)?;
        self.values.iter().try_for_each(|value| write!(f, "{value:>16.1}"))
    }
}
