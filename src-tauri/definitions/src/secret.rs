//! Where the values of secrets are kept: in the keyring of the system, or by the engine.

use keyring::v1::Entry;

/// What the entries of Berth are called in the keyring.
const SERVICE: &str = "berth";
/// The longest name.
const MAX_NAME: usize = 64;
/// The longest value, in bytes: the kernel takes no longer variable.
pub const MAX_SECRET: usize = 128 * 1024 - 1;

/// Where one is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kept {
    Keyring(String),
    Engine(String),
}

impl Kept {
    /// `keyring:NAME` or `engine:NAME`.
    pub fn of(text: &str) -> Option<Self> {
        let (place, name) = text.split_once(':')?;
        match place {
            "keyring" if is_name(name) => Some(Self::Keyring(name.to_owned())),
            "engine" if is_name(name) => Some(Self::Engine(name.to_owned())),
            _ => None,
        }
    }
}

/// Letters, digits, `.`, `_` and `-`, at most 64: both engines and every keyring take them.
fn is_name(name: &str) -> bool {
    let known = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    (1..=MAX_NAME).contains(&name.len()) && name.bytes().all(known) && !name.starts_with('-')
}

/// Why a secret was not read or written. No value is in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// What is none.
    #[error(
        "{name:?} can't be the name of a secret: use letters, digits, \".\", \"_\" and \"-\", at most 64"
    )]
    Name {
        /// The name.
        name: String,
    },
    /// The system has none that answers; on Linux it is a Secret Service on the session bus.
    #[error(
        "no keyring of the system answers ({words}). Start one (GNOME Keyring, KWallet, KeePassXC), or keep the \
         value with the engine (\"engine:NAME\", podman) or in a file of env_file"
    )]
    NoKeyring {
        /// The system's words.
        words: String,
    },
    /// There is none of that name.
    #[error("the keyring has no secret {name}; write it with: berthctl secret set {name}")]
    Absent {
        /// The name.
        name: String,
    },
    /// Locked, or refused.
    #[error("the keyring does not give or take the secret {name}: {words}")]
    Refused {
        /// The name.
        name: String,
        /// The keyring's words.
        words: String,
    },
}

fn entry(name: &str) -> Result<Entry, SecretError> {
    if !is_name(name) {
        return Err(SecretError::Name { name: name.chars().take(MAX_NAME).collect() });
    }
    if let Err(error) = Entry::store_status() {
        return Err(SecretError::NoKeyring { words: error.to_string() });
    }
    Entry::new(SERVICE, name).map_err(|error| refused(name, &error))
}

fn refused(name: &str, error: &keyring::v1::Error) -> SecretError {
    let name = name.to_owned();
    match error {
        keyring::v1::Error::NoEntry => SecretError::Absent { name },
        error => SecretError::Refused { name, words: error.to_string() },
    }
}

/// The value of a secret in the keyring. May block, for as long as a person is asked to unlock it.
///
/// # Errors
/// [`SecretError`]
pub fn secret(name: &str) -> Result<String, SecretError> {
    entry(name)?.get_password().map_err(|error| refused(name, &error))
}

/// Writes a secret into the keyring. May block.
///
/// # Errors
/// [`SecretError`]
pub fn set_secret(name: &str, value: &str) -> Result<(), SecretError> {
    entry(name)?.set_password(value).map_err(|error| refused(name, &error))
}

/// Removes a secret from the keyring. May block.
///
/// # Errors
/// [`SecretError`]
pub fn remove_secret(name: &str) -> Result<(), SecretError> {
    entry(name)?.delete_credential().map_err(|error| refused(name, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_and_a_name() {
        for (text, expected) in [
            ("keyring:bot", Some(Kept::Keyring("bot".into()))),
            ("engine:api.key-2", Some(Kept::Engine("api.key-2".into()))),
            ("keyring:", None),
            ("bot", None),
            ("file:bot", None),
            ("engine:a,type=mount", None),
            ("engine:-x", None),
            ("keyring:a b", None),
        ] {
            assert_eq!(Kept::of(text), expected, "{text}");
        }
    }
}
