//! What the rules said of the corpus, per program.

use std::collections::BTreeMap;
use std::fmt;

use berth_activity::{Activity, Verdict};

use crate::case::Case;

#[derive(Default)]
struct Row {
    right: usize,
    unknown: usize,
    wrong: Vec<String>,
}

#[derive(Default)]
pub struct Table {
    programs: BTreeMap<String, Row>,
    /// Of `asks`: told and so, told and not so, not told.
    hits: f64,
    false_alarms: f64,
    missed: f64,
    missing: Vec<String>,
}

impl Table {
    pub fn add(&mut self, case: &Case, verdict: Option<&Verdict>) {
        let says = verdict.map_or(Activity::Unknown, |verdict| verdict.activity);
        let program = case.name.split('.').next().unwrap_or_default();
        let row = self.programs.entry(program.into()).or_default();
        if says == case.expects {
            row.right += 1;
        } else if says == Activity::Unknown {
            row.unknown += 1;
            self.missing.push(case.title());
        } else {
            let rule = verdict.map_or("", |verdict| &verdict.rule);
            row.wrong.push(format!("{} is {}, not {says} by {rule}", case.title(), case.expects));
        }
        match (says == Activity::Asks, case.expects == Activity::Asks) {
            (true, true) => self.hits += 1.0,
            (true, false) => self.false_alarms += 1.0,
            (false, true) => self.missed += 1.0,
            (false, false) => {}
        }
    }

    /// The share of questions among what was called one.
    pub fn precision(&self) -> f64 {
        self.hits / (self.hits + self.false_alarms)
    }

    /// The share of questions that was called so.
    pub fn recall(&self) -> f64 {
        self.hits / (self.hits + self.missed)
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:16}{:>6}{:>9}{:>7}", "program", "right", "unknown", "wrong")?;
        let (mut right, mut unknown, mut wrong) = (0, 0, 0);
        for (program, row) in &self.programs {
            writeln!(f, "{program:16}{:6}{:9}{:7}", row.right, row.unknown, row.wrong.len())?;
            row.wrong.iter().try_for_each(|wrong| writeln!(f, "    {wrong}"))?;
            (right, unknown, wrong) = (right + row.right, unknown + row.unknown, wrong + row.wrong.len());
        }
        writeln!(f, "{:16}{right:6}{unknown:9}{wrong:7}", "all")?;
        writeln!(f, "asks: precision {:.4}, recall {:.4}", self.precision(), self.recall())?;
        writeln!(f, "unknown: {}", self.missing.join(" "))
    }
}
