//! All that an engine says of a session.

use std::process::ExitCode;

use berth_runner::{Attachment, Inspection, Runner};

use crate::cli::Inspect;
use crate::exit::Stop;
use crate::{print, row, table};

pub async fn inspect(runner: &Runner, args: Inspect) -> Result<ExitCode, Stop> {
    let inspection = runner.inspection(&args.name).await?;
    match args.json {
        true => print::line(&inspection.json)?,
        false => print::line(&format!("{}\n{}", row::status(&inspection.session), more(&inspection)))?,
    }
    Ok(ExitCode::SUCCESS)
}

/// One line for each property that a status does not have; empty ones are left out.
fn more(Inspection { session, image_id, image_digests, networks, .. }: &Inspection) -> String {
    let variables = session.env.iter().filter_map(|line| line.split('=').next()).collect::<Vec<_>>();
    let labels = session.labels.keys().map(String::as_str).collect::<Vec<_>>();
    let mut table = table::plain();
    for (word, value) in [
        ("Image id", image_id.clone().unwrap_or_default()),
        ("Digest", image_digests.join("\n")),
        ("Networks", networks.iter().map(network).collect::<Vec<_>>().join("\n")),
        ("Restart policy", session.restart_policy.clone()),
        ("Stop signal", session.stop_signal.clone().unwrap_or_default()),
        ("Variables", variables.join("\n")),
        ("Labels", labels.join("\n")),
    ] {
        if !value.is_empty() {
            table.add_row([word.to_owned(), value]);
        }
    }
    table::trimmed(&table)
}

/// `bridge 172.17.0.2, gateway 172.17.0.1, as web, db`.
fn network(Attachment { network, addresses, gateway, aliases, .. }: &Attachment) -> String {
    let mut parts = vec![[std::slice::from_ref(network), addresses.as_slice()].concat().join(" ")];
    parts.extend((!gateway.is_empty()).then(|| format!("gateway {gateway}")));
    parts.extend((!aliases.is_empty()).then(|| format!("as {}", aliases.join(", "))));
    parts.join(", ")
}
