//! The health check.

use super::super::problem::Field;
use super::super::rule::OptionRule;
use super::check::Check;
use super::limits;
use crate::kind::EngineKind;
use crate::session::HealthOptions;

pub(super) fn check(check: &mut Check<'_>, asked: &HealthOptions) -> HealthOptions {
    let nothing = HealthOptions::default();
    if asked.off {
        let off = HealthOptions { off: true, ..nothing };
        if *asked != off {
            check.found.add(Field::Health, None, OptionRule::HealthOff {});
        }
        return off;
    }
    if *asked == nothing {
        return nothing;
    }
    // podman 4.3: "must define a healthcheck command for all healthchecks".
    if asked.command.is_none() && check.kind == EngineKind::Podman {
        check.found.add(Field::Health, None, OptionRule::HealthCommand {});
    }
    if asked.retries == Some(0) {
        check.found.add(Field::Health, None, OptionRule::HealthTries {});
    }
    let command = check.text(Field::Health, &asked.command, |text| Ok(text.to_owned()));
    let mut time = |text| check.text(Field::Health, text, limits::duration);
    HealthOptions {
        off: false,
        command,
        interval: time(&asked.interval),
        timeout: time(&asked.timeout),
        retries: asked.retries,
        start_period: time(&asked.start_period),
    }
}
