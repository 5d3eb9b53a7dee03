//! What the tools answer.

use berth_control::Refusal;
use rmcp::model::{CallToolResult, ContentBlock};
use serde::Serialize;
use serde_json::{Value, json};

use crate::asking::{self, Target};
use crate::exit::{FAILURE, Stop};

/// A value as JSON, under its name.
pub fn answer(target: &Target, key: &str, value: &impl Serialize) -> Result<Value, Stop> {
    let value = serde_json::to_value(value)
        .map_err(|error| Stop::new(FAILURE, format!("Could not write JSON: {error}")))?;
    Ok(json!({ "session": target.name, key: value }))
}

/// Why a session does not answer.
pub fn not_answered(target: &Target) -> impl FnOnce(Refusal) -> Stop {
    let name = target.name.clone();
    move |refusal| asking::stop(refusal, &name)
}

/// What a person would read on stderr, and the exit code.
pub fn refused(stop: &Stop) -> CallToolResult {
    let text = format!("{} (exit code {})", stop.message, stop.code);
    CallToolResult::error(vec![ContentBlock::text(text)])
}
