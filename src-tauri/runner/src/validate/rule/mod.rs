//! The rules that values break, as codes with arguments. The English sentence of each
//! stands beside it; the window makes sentences in other languages of code and arguments.
//!
//! A new rule needs a sentence in `ui/src/notices/text/rules`: the type check of the UI says so.
#![expect(missing_docs, reason = "the sentence of each rule says what it means")]

mod command;
mod env;
mod image;
mod name;
mod option;
mod port;
mod stop;
mod text;
mod volume;

use serde::{Deserialize, Serialize};

pub use command::CommandRule;
pub use env::EnvRule;
pub use image::{ImageRule, ReferenceRule};
pub use name::{NameRule, SignalRule};
pub use option::OptionRule;
pub use port::{PortRule, PortTextRule};
pub use stop::StopStepRule;
pub use text::{TextRule, TextSubject};
pub use volume::{VolumeRule, VolumeTextRule};

/// One rule that a value breaks. Its `Display` names the value and the rule in English, and
/// says what to do. Serialized as `{ "code": …, "args": { … } }`; codes are stable.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error(transparent)]
#[serde(untagged)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Rule {
    Text(#[from] TextRule),
    Name(#[from] NameRule),
    Signal(#[from] SignalRule),
    Image(#[from] ImageRule),
    Command(#[from] CommandRule),
    Env(#[from] EnvRule),
    Volume(#[from] VolumeRule),
    Port(#[from] PortRule),
    StopStep(#[from] StopStepRule),
    Option(#[from] OptionRule),
}

/// A count or a length, as it crosses to the window.
pub(super) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
