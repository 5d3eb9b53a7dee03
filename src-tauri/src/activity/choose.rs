//! Decides which sessions are observed. Pure.

use std::cmp::Reverse;

use berth_archive::SessionKey;
use berth_runner::{Session, State};
use jiff::Timestamp;

use super::wire::NotObserved;
use crate::settings::{ActivitySettings, Observe};

/// The label by which a session says for itself whether it is observed: `yes` or `no`.
pub const LABEL_OBSERVE: &str = "dev.berth.observe";

/// A session, as far as it has to be known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub key: SessionKey,
    pub own: bool,
    pub started_at: Option<Timestamp>,
    pub runs: bool,
    /// Its processes are frozen: whoever attaches now waits until they go on.
    pub paused: bool,
    pub tty: bool,
    pub attachable: bool,
    /// What its label says.
    pub wish: Option<bool>,
    /// Its terminal is open.
    pub open: bool,
    /// The window starts it on a terminal just now.
    pub starting: bool,
    /// Somebody looks at its screen in a card.
    pub peeked: bool,
    /// It is observed already.
    pub observed: bool,
}

/// What is to be done about a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    /// Its open terminal tells.
    Open,
    Observe,
    /// Not yet: its terminal is about to be opened.
    Wait,
    Leave(NotObserved),
}

impl Candidate {
    pub fn of(session: &Session) -> Self {
        let wish = session.labels.get(LABEL_OBSERVE).and_then(|wish| match wish.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        });
        Self {
            key: SessionKey { engine: session.engine.clone(), container: session.id.clone() },
            own: session.own,
            started_at: session.started_at,
            runs: matches!(session.state, State::Running | State::Stopping),
            paused: session.state == State::Paused,
            tty: session.tty,
            attachable: session.attachable,
            wish,
            open: false,
            starting: false,
            peeked: false,
            observed: false,
        }
    }

    /// Why it can't be observed, whoever asks; `None` where it can.
    pub fn obstacle(&self) -> Option<NotObserved> {
        // One that is frozen can't be joined; who has joined it stays.
        let can_be_joined = self.runs || (self.paused && self.observed);
        if !can_be_joined {
            Some(NotObserved::NotRunning)
        } else if !self.tty {
            Some(NotObserved::NoTerminal)
        } else if !self.attachable {
            Some(NotObserved::AttachStops)
        } else {
            None
        }
    }

    /// Why it is not observed by itself.
    fn refusal(&self, settings: &ActivitySettings) -> Option<NotObserved> {
        match (self.wish, settings.observe) {
            (Some(true), _) | (None, Observe::All) => None,
            (Some(false), _) | (None, Observe::None) => Some(NotObserved::Setting),
            (None, Observe::Own) => (!self.own).then_some(NotObserved::Foreign),
        }
    }

    /// Those first that asked for it, then own ones, then what is observed already, then the latest.
    fn rank(&self) -> impl Ord + use<> {
        let first = (self.wish != Some(true), !self.own, !self.observed);
        (first, Reverse(self.started_at), self.key.clone())
    }
}

/// What is to be done about each.
pub fn choose(settings: &ActivitySettings, candidates: &[Candidate]) -> Vec<Plan> {
    let mut plans: Vec<Plan> = candidates.iter().map(|one| alone(settings, one)).collect();
    let by_itself = |at: &usize| plans[*at] == Plan::Observe && !candidates[*at].peeked;
    let mut wanted: Vec<usize> = (0..plans.len()).filter(by_itself).collect();
    wanted.sort_by_key(|at| candidates[*at].rank());
    for at in wanted.into_iter().skip(settings.most as usize) {
        plans[at] = Plan::Leave(NotObserved::TooMany);
    }
    plans
}

fn alone(settings: &ActivitySettings, one: &Candidate) -> Plan {
    if one.open {
        return Plan::Open;
    }
    if one.starting {
        return Plan::Wait;
    }
    if let Some(reason) = one.obstacle() {
        return Plan::Leave(reason);
    }
    match one.refusal(settings) {
        // Who looks at its card asks for it, but for one that does not want it.
        Some(reason) if !(one.peeked && one.wish != Some(false)) => Plan::Leave(reason),
        _ => Plan::Observe,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(name: &str) -> Candidate {
        Candidate {
            key: SessionKey { engine: "podman".into(), container: name.into() },
            own: true,
            started_at: Some(Timestamp::constant(100, 0)),
            runs: true,
            paused: false,
            tty: true,
            attachable: true,
            wish: None,
            open: false,
            starting: false,
            peeked: false,
            observed: false,
        }
    }

    fn settings(observe: Observe, most: u32) -> ActivitySettings {
        ActivitySettings { observe, most }
    }

    #[test]
    fn what_is_done_about_one_session() {
        use NotObserved::{AttachStops, Foreign, NoTerminal, NotRunning, Setting};
        use Observe::{All, None as Nobody, Own};
        let own = || candidate("a");
        let foreign = || Candidate { own: false, ..candidate("a") };
        for (name, one, observe, expected) in [
            ("an own one", own(), Own, Plan::Observe),
            ("a foreign one", foreign(), Own, Plan::Leave(Foreign)),
            ("a foreign one, and all are wanted", foreign(), All, Plan::Observe),
            ("none is wanted", own(), Nobody, Plan::Leave(Setting)),
            ("it asks for it", Candidate { wish: Some(true), ..foreign() }, Nobody, Plan::Observe),
            ("it does not want it", Candidate { wish: Some(false), ..own() }, All, Plan::Leave(Setting)),
            ("it is open", Candidate { open: true, wish: Some(false), ..own() }, Nobody, Plan::Open),
            ("it is being started", Candidate { starting: true, ..own() }, Own, Plan::Wait),
            ("it has ended", Candidate { runs: false, ..own() }, Own, Plan::Leave(NotRunning)),
            ("it is paused", Candidate { runs: false, paused: true, ..own() }, Own, Plan::Leave(NotRunning)),
            (
                "it was paused while it was observed",
                Candidate { runs: false, paused: true, observed: true, ..own() },
                Own,
                Plan::Observe,
            ),
            ("it has no terminal", Candidate { tty: false, ..own() }, Own, Plan::Leave(NoTerminal)),
            (
                "an attach would stop it",
                Candidate { attachable: false, wish: Some(true), ..own() },
                All,
                Plan::Leave(AttachStops),
            ),
            ("a card shows it", Candidate { peeked: true, ..foreign() }, Own, Plan::Observe),
            (
                "a card shows it, and none is wanted",
                Candidate { peeked: true, ..own() },
                Nobody,
                Plan::Observe,
            ),
            (
                "a card shows one that does not want it",
                Candidate { peeked: true, wish: Some(false), ..own() },
                Own,
                Plan::Leave(Setting),
            ),
        ] {
            assert_eq!(choose(&settings(observe, 9), &[one]), [expected], "{name}");
        }
    }

    #[test]
    fn of_too_many_the_first_are_those_that_ask_for_it_and_then_the_latest() {
        let started = |name: &str, second| Candidate {
            started_at: Some(Timestamp::constant(second, 0)),
            ..candidate(name)
        };
        let too_many = Plan::Leave(NotObserved::TooMany);
        let asks = Candidate { own: false, wish: Some(true), ..started("a", 1) };
        let open = Candidate { open: true, ..started("b", 9) };
        let peeked = Candidate { peeked: true, ..started("c", 1) };
        let all = [asks, open, peeked, started("d", 5), started("e", 7), started("f", 6)];
        let plans = choose(&settings(Observe::Own, 2), &all);
        assert_eq!(plans, [Plan::Observe, Plan::Open, Plan::Observe, too_many, Plan::Observe, too_many]);
        // One that comes later takes nobody's place.
        let kept = Candidate { observed: true, ..started("d", 5) };
        let plans = choose(&settings(Observe::Own, 1), &[kept, started("g", 8)]);
        assert_eq!(plans, [Plan::Observe, too_many]);
        assert_eq!(choose(&settings(Observe::All, 0), &[candidate("a")]), [too_many]);
    }

    #[test]
    fn the_label_says_yes_or_no() {
        let wish = |label: &str| {
            let labels = serde_json::json!({ "labels": { LABEL_OBSERVE: label } });
            Candidate::of(&crate::test_session::session(&labels)).wish
        };
        assert_eq!([wish("yes"), wish("no"), wish("perhaps")], [Some(true), Some(false), None]);
    }
}
