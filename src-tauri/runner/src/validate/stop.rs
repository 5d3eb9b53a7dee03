//! The steps of a stop: their text and data, and what they may be.

use std::str::FromStr;

use serde::de::Error;
use serde::{Deserialize, Deserializer};

use super::rule::{Rule, StopStepRule, count};
use super::signal;
use crate::session::StopStep;

/// One step: its signal, its line, its seconds.
///
/// # Errors
/// The rule that it breaks.
pub fn stop_step(step: &StopStep) -> Result<(), Rule> {
    match step {
        StopStep::Type { text, .. } if text.is_empty() => return Err(StopStepRule::StepTextEmpty {}.into()),
        StopStep::Type { text, .. } if text.len() > StopStep::MAX_TEXT => {
            let (bytes, max) = (count(text.len()), count(StopStep::MAX_TEXT));
            return Err(StopStepRule::StepTextLong { bytes, max }.into());
        }
        StopStep::Type { text, .. } => {
            if let Some(character) = text.chars().find(|character| character.is_control()) {
                let character = character.escape_debug().to_string();
                return Err(StopStepRule::StepTextControl { character }.into());
            }
        }
        StopStep::Signal { signal: name, .. } => {
            signal(name)?;
        }
    }
    match step.seconds() {
        seconds if seconds > StopStep::MAX_SECONDS => {
            Err(StopStepRule::StepSeconds { seconds, max: StopStep::MAX_SECONDS }.into())
        }
        _ => Ok(()),
    }
}

/// All steps of a stop.
///
/// # Errors
/// The rule that one breaks, or that there are none or too many.
pub fn stop_steps(steps: &[StopStep]) -> Result<(), Rule> {
    if !(1..=StopStep::MAX_STEPS).contains(&steps.len()) {
        return Err(
            StopStepRule::StepCount { count: count(steps.len()), max: count(StopStep::MAX_STEPS) }.into()
        );
    }
    steps.iter().try_for_each(stop_step)
}

impl StopStep {
    /// Checks all steps of a stop.
    ///
    /// # Errors
    /// The rule that one of them breaks, or that there are none or too many.
    pub fn check_all(steps: &[Self]) -> Result<(), Rule> {
        stop_steps(steps)
    }

    /// Steps as text, separated by commas; `\` before a comma or another `\` takes its meaning away.
    ///
    /// # Errors
    /// The rule that one of them breaks, or that there are none or too many.
    pub fn parse_all(text: &str) -> Result<Vec<Self>, Rule> {
        let (mut parts, mut escaped) = (vec![String::new()], false);
        for character in text.chars() {
            match (character, escaped, parts.last_mut()) {
                ('\\', false, _) => escaped = true,
                (',', false, _) => parts.push(String::new()),
                (_, _, Some(part)) => {
                    part.push(character);
                    escaped = false;
                }
                (_, _, None) => {}
            }
        }
        let steps = parts.iter().map(|part| part.parse()).collect::<Result<Vec<Self>, _>>()?;
        stop_steps(&steps)?;
        Ok(steps)
    }
}

impl FromStr for StopStep {
    type Err = Rule;

    fn from_str(text: &str) -> Result<Self, Rule> {
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let (what, seconds) = match text.rsplit_once('=') {
            Some((what, part)) if digits(part) => (what, part.parse().unwrap_or(u32::MAX)),
            _ => (text, Self::DEFAULT_SECONDS),
        };
        let step = match what.trim_start().strip_prefix("type:") {
            Some(text) => Self::Type { text: text.to_owned(), seconds },
            None => Self::Signal {
                signal: signal(what.trim())
                    .map_err(|_| StopStepRule::NoStep { text: text.chars().take(40).collect() })?,
                seconds,
            },
        };
        stop_step(&step)?;
        Ok(step)
    }
}

impl<'de> Deserialize<'de> for StopStep {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        /// With both fields, so that an error names what is wrong.
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Fields {
            #[serde(rename = "type")]
            text: Option<String>,
            signal: Option<String>,
            seconds: Option<u32>,
        }
        let Fields { text, signal: name, seconds } = Fields::deserialize(from)?;
        let seconds = seconds.unwrap_or(Self::DEFAULT_SECONDS);
        let step = match (text, name) {
            (Some(text), None) => Self::Type { text, seconds },
            (None, Some(name)) => Self::Signal { signal: signal(&name).map_err(D::Error::custom)?, seconds },
            _ => return Err(D::Error::custom("a step has either `type` or `signal`")),
        };
        stop_step(&step).map_err(D::Error::custom)?;
        Ok(step)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests;
