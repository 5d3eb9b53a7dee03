//! What a session does, over time.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::activity::Activity;
use crate::verdict::Verdict;

/// What a session does, since when, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Reading {
    /// What it does.
    pub activity: Activity,
    /// Since when.
    #[cfg_attr(feature = "specta", specta(type = String))]
    pub since: Timestamp,
    /// Why; `None` where no rule decides.
    pub verdict: Option<Verdict>,
}

/// What a session does, over time.
///
/// It is done when it worked or asked, is idle now, and nobody has looked at it since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tracker {
    reading: Reading,
    unseen: bool,
}

impl Tracker {
    /// Nothing is known yet.
    pub fn new(now: Timestamp) -> Self {
        Self { reading: Reading { activity: Activity::Unknown, since: now, verdict: None }, unseen: false }
    }

    /// What it does now.
    pub fn reading(&self) -> &Reading {
        &self.reading
    }

    /// Takes what the rules say now; returns the reading if it changed.
    pub fn observe(&mut self, verdict: Option<Verdict>, now: Timestamp) -> Option<&Reading> {
        let judged = verdict.as_ref().map_or(Activity::Unknown, |verdict| verdict.activity);
        if matches!(judged, Activity::Works | Activity::Asks) {
            self.unseen = true;
        }
        let activity = if judged == Activity::Idle && self.unseen { Activity::Done } else { judged };
        self.change(activity, verdict, now)
    }

    /// Somebody looks at it now; returns the reading if it changed.
    pub fn seen(&mut self, now: Timestamp) -> Option<&Reading> {
        // What is still under way will be news when it ends, though somebody looked before.
        if !matches!(self.reading.activity, Activity::Done | Activity::Idle) {
            return None;
        }
        self.unseen = false;
        let verdict = self.reading.verdict.clone();
        self.change(Activity::Idle, verdict, now)
    }

    fn change(&mut self, activity: Activity, verdict: Option<Verdict>, now: Timestamp) -> Option<&Reading> {
        let since = if activity == self.reading.activity { self.reading.since } else { now };
        let reading = Reading { activity, since, verdict };
        if self.reading == reading {
            return None;
        }
        self.reading = reading;
        Some(&self.reading)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::verdict::RuleSource;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn says(activity: Activity) -> Option<Verdict> {
        let (rule, evidence) = (activity.to_string(), String::new());
        let source = RuleSource::Shipped;
        let verdict = Verdict { activity, rule, source, line: None, evidence, choices: Vec::new() };
        (activity != Activity::Unknown).then_some(verdict)
    }

    #[test]
    fn what_ended_is_done_until_somebody_looks() {
        let mut tracker = Tracker::new(at(0));
        let mut observe =
            |activity, second| tracker.observe(says(activity), at(second)).map(|now| now.activity);
        // A prompt that was there from the start is nothing new.
        assert_eq!(observe(Activity::Idle, 1), Some(Activity::Idle));
        assert_eq!(observe(Activity::Works, 2), Some(Activity::Works));
        assert_eq!(observe(Activity::Unknown, 3), Some(Activity::Unknown));
        assert_eq!(observe(Activity::Idle, 4), Some(Activity::Done));
        assert_eq!(observe(Activity::Idle, 5), None);
        assert_eq!(tracker.reading().since, at(4));
        assert_eq!(tracker.seen(at(6)).unwrap().activity, Activity::Idle);
        assert_eq!(tracker.seen(at(7)), None);
        assert_eq!(tracker.reading().since, at(6));
    }

    #[test]
    fn a_look_while_it_works_does_not_hide_its_end() {
        let mut tracker = Tracker::new(at(0));
        tracker.observe(says(Activity::Works), at(1));
        assert_eq!(tracker.seen(at(2)), None);
        assert_eq!(tracker.observe(says(Activity::Idle), at(3)).unwrap().activity, Activity::Done);
    }

    #[derive(Debug, Clone)]
    enum Step {
        Says(Activity),
        Seen,
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let one = prop_oneof![
            Just(Step::Says(Activity::Asks)),
            Just(Step::Says(Activity::Works)),
            Just(Step::Says(Activity::Idle)),
            Just(Step::Says(Activity::Unknown)),
            Just(Step::Seen),
        ];
        prop::collection::vec(one, 0..60)
    }

    proptest! {
        /// Told from the whole past, not step by step.
        #[test]
        fn a_reading_follows_from_the_past(steps in steps()) {
            let mut tracker = Tracker::new(at(0));
            let mut before = tracker.reading().clone();
            for (index, step) in steps.iter().enumerate() {
                let now = at(index as i64 + 1);
                let told = match step {
                    Step::Says(activity) => tracker.observe(says(*activity), now).cloned(),
                    Step::Seen => tracker.seen(now).cloned(),
                };
                let reading = tracker.reading().clone();
                prop_assert_eq!(told.is_some(), reading != before);
                let since = if reading.activity == before.activity { before.since } else { now };
                prop_assert_eq!(reading.since, since);

                let past = &steps[..=index];
                let last = past.iter().rev().find_map(|step| match step {
                    Step::Says(activity) => Some(*activity),
                    Step::Seen => None,
                });
                let last = last.unwrap_or(Activity::Unknown);
                let busy = past.iter().rposition(|step| matches!(step, Step::Says(Activity::Works | Activity::Asks)));
                // Idle since the last work, and looked at while it was.
                let looked = busy.is_some_and(|busy| {
                    let mut idle = false;
                    past[busy..].iter().any(|step| {
                        match step {
                            Step::Says(activity) => idle = *activity == Activity::Idle,
                            Step::Seen => return idle,
                        }
                        false
                    })
                });
                let expected = match last {
                    Activity::Idle if busy.is_some() && !looked => Activity::Done,
                    other => other,
                };
                prop_assert_eq!(reading.activity, expected);
                before = reading;
            }
        }
    }
}
