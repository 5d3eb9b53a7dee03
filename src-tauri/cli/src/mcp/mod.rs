//! The Model Context Protocol on standard input and output: sessions as tools of an agent.
//!
//! Read-only, but for the sessions that the person named with `--allow-input`.

mod allowed;
mod answered;
mod asked;
mod own;
mod tools;

use std::process::ExitCode;

use rmcp::ServiceExt;

use crate::exit::{FAILURE, Stop};
use crate::finding::Finder;
pub use allowed::Allowed;
use tools::Server;

/// Serves one client, until it closes the connection. `engine` is that of sessions that are asked for without one,
/// `allowed` are those that may be typed into.
pub async fn serve(finder: Finder, engine: Option<String>, allowed: Vec<Allowed>) -> Result<ExitCode, Stop> {
    let failed = |error: String| Stop::new(FAILURE, format!("The client of the protocol was lost: {error}"));
    let server = Server::new(finder, engine, allowed);
    let running = server.serve(rmcp::transport::stdio()).await.map_err(|error| failed(error.to_string()))?;
    running.waiting().await.map_err(|error| failed(error.to_string()))?;
    Ok(ExitCode::SUCCESS)
}
