//! The session that a verb is about.

use berth_control::Address;
use berth_runner::Runner;

use crate::exit::Stop;

/// A session by its name: found once, for the name may go to another one.
pub struct Target {
    pub name: String,
    pub address: Address,
}

impl Target {
    pub async fn find(runner: &Runner, name: &str) -> Result<Self, Stop> {
        let session = runner.status(name).await?;
        let address = Address { engine: session.engine, id: session.id };
        Ok(Self { name: session.name, address })
    }
}
