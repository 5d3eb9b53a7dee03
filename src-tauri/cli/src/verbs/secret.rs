//! Secrets in the keyring of the system.

use std::io::{IsTerminal, Read};
use std::process::ExitCode;

use berth_definitions::{MAX_SECRET, SecretError, remove_secret, set_secret};

use crate::cli::SecretVerb;
use crate::exit::{FAILURE, NOT_FOUND, Stop, USAGE};
use crate::print;

/// Writes or removes one.
///
/// # Errors
/// The keyring does not answer or refuses; or standard input is no value.
pub async fn secret(verb: SecretVerb) -> Result<ExitCode, Stop> {
    // The keyring has a runtime of its own.
    let done = tokio::task::spawn_blocking(move || -> Result<String, Stop> {
        match verb {
            SecretVerb::Set { name } => {
                let value = value()?;
                set_secret(&name, &value).map_err(refused)?;
                Ok(format!("The keyring has the secret {name}"))
            }
            SecretVerb::Remove { name } => {
                remove_secret(&name).map_err(refused)?;
                Ok(format!("The keyring has no secret {name} any more"))
            }
        }
    });
    let line = done.await.map_err(|error| Stop::new(FAILURE, error.to_string()))??;
    print::line(&line)?;
    Ok(ExitCode::SUCCESS)
}

/// Never from an argument, which every process of the machine can read, and never shown while it is typed.
fn value() -> Result<String, Stop> {
    let stdin = std::io::stdin();
    if stdin.is_terminal() {
        let message = "Give the value on standard input, for example: berthctl secret set NAME < FILE";
        return Err(Stop::new(USAGE, message));
    }
    let mut bytes = Vec::new();
    let read = stdin.take(MAX_SECRET as u64 + 2).read_to_end(&mut bytes);
    read.map_err(|error| Stop::new(FAILURE, format!("Standard input can't be read: {error}")))?;
    let no_value = |why: &str| Stop::new(USAGE, format!("This is no value for a variable: it {why}"));
    let text = String::from_utf8(bytes).map_err(|_| no_value("is no UTF-8"))?;
    let text = text.strip_suffix('\n').map_or(text.as_str(), |line| line.strip_suffix('\r').unwrap_or(line));
    match text {
        "" => Err(no_value("is empty")),
        text if text.contains('\0') => Err(no_value("has a NUL character in it")),
        text if text.len() > MAX_SECRET => Err(no_value("is longer than 128 KiB")),
        text => Ok(text.to_owned()),
    }
}

fn refused(error: SecretError) -> Stop {
    let code = match &error {
        SecretError::Name { .. } => USAGE,
        SecretError::Absent { .. } => NOT_FOUND,
        SecretError::NoKeyring { .. } | SecretError::Refused { .. } => FAILURE,
    };
    let mut message = error.to_string();
    if let Some(first) = message.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    Stop::new(code, message)
}
