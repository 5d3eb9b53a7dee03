//! `berthctl secret …`.

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub enum SecretVerb {
    /// Write the value that comes on standard input; one line end behind it is not of it
    Set {
        /// Its name, as in secrets = { TOKEN = "keyring:NAME" }
        name: String,
    },
    /// Remove it
    Remove {
        /// Its name
        name: String,
    },
}
