//! What sessions use, once or again and again.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::process::ExitCode;
use std::time::Duration;

use berth_runner::{Measuring, Meter, Runner, Session, State, Usage, size};
use jiff::Timestamp;
use serde::Serialize;
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout_at};

use crate::cli::Stats;
use crate::exit::{FAILURE, NOT_RUNNING, Stop};
use crate::{print, table};

/// Between two samples of one session; of `--once` too, whose first sample has no CPU.
const EVERY: Duration = Duration::from_secs(2);
const ONCE_EVERY: Duration = Duration::from_secs(1);
/// How long `--once` waits for the samples of all.
const PATIENCE: Duration = Duration::from_secs(20);

/// The shape of `--json`. Fields are added, never taken away.
#[derive(Debug, Serialize)]
struct Line<'a> {
    name: &'a str,
    engine: &'a str,
    id: &'a str,
    /// When it was measured, by our clock.
    at: Timestamp,
    /// Percent of one core.
    cpu: Option<f64>,
    /// Bytes, as all amounts.
    memory: u64,
    memory_limit: u64,
    net_in: Option<u64>,
    net_out: Option<u64>,
    block_in: Option<u64>,
    block_out: Option<u64>,
    /// Processes and threads.
    pids: u32,
}

/// A session, and its last sample.
struct Row {
    engine: String,
    name: String,
    usage: Option<Usage>,
}

/// By the full id.
type Rows = BTreeMap<String, Row>;

pub async fn stats(runners: Vec<Runner>, args: Stats) -> Result<ExitCode, Stop> {
    let (mut rows, mut measurings) = (Rows::new(), Vec::new());
    let every = if args.once { ONCE_EVERY } else { EVERY };
    for (runner, sessions) in chosen(&runners, &args.names).await? {
        let meter = Meter::new(runner.clone(), every);
        measurings.push(meter.measure(sessions.iter().map(|session| session.id.clone())));
        rows.extend(
            sessions
                .into_iter()
                .map(|Session { id, engine, name, .. }| (id, Row { engine, name, usage: None })),
        );
    }
    if rows.is_empty() {
        print::err("No session runs");
        return Ok(ExitCode::SUCCESS);
    }
    let mut samples = all(measurings);
    if args.once { once(samples, rows, args.json).await } else { go_on(&mut samples, rows, args.json).await }
}

/// The sessions to measure, by their engine.
async fn chosen<'a>(
    runners: &'a [Runner],
    names: &[String],
) -> Result<Vec<(&'a Runner, Vec<Session>)>, Stop> {
    let mut found = Vec::new();
    if names.is_empty() {
        let mut stops = Vec::new();
        for runner in runners {
            match runner.list().await {
                Ok(listing) => found.push((runner, listing.sessions)),
                Err(error) => stops.push(Stop::from(error)),
            }
        }
        if found.is_empty() && !stops.is_empty() {
            return Err(stops.remove(0));
        }
        stops.iter().for_each(print::stop);
        for (_, sessions) in &mut found {
            sessions.retain(|session| session.state == State::Running);
        }
    } else if let Some(runner) = runners.first() {
        let mut sessions: Vec<Session> = Vec::new();
        for name in names {
            let session = runner.status(name).await?;
            if session.state != State::Running {
                return Err(Stop::new(
                    NOT_RUNNING,
                    format!("{name} does not run; start it with: berthctl start {name}"),
                ));
            }
            if sessions.iter().all(|other| other.id != session.id) {
                sessions.push(session);
            }
        }
        found.push((runner, sessions));
    }
    found.retain(|(_, sessions)| !sessions.is_empty());
    Ok(found)
}

/// The samples of all engines.
fn all(measurings: Vec<Measuring>) -> mpsc::Receiver<Vec<Usage>> {
    let (sender, samples) = mpsc::channel(16);
    for mut measuring in measurings {
        let sender = sender.clone();
        tokio::spawn(async move {
            while let Some(round) = measuring.next().await {
                if sender.send(round).await.is_err() {
                    return;
                }
            }
        });
    }
    samples
}

async fn once(mut samples: mpsc::Receiver<Vec<Usage>>, mut rows: Rows, json: bool) -> Result<ExitCode, Stop> {
    let deadline = Instant::now() + PATIENCE;
    let lacks = |row: &Row| row.usage.as_ref().is_none_or(|usage| usage.cpu.is_none());
    while rows.values().any(lacks) {
        let Ok(Some(round)) = timeout_at(deadline, samples.recv()).await else { break };
        keep(&mut rows, round);
    }
    let (measured, missed): (Vec<&Row>, Vec<&Row>) = rows.values().partition(|row| row.usage.is_some());
    match json {
        true => print::out(lines(&measured)?.as_bytes())?,
        false => print::line(&text(&measured))?,
    }
    if missed.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    let names: Vec<&str> = missed.iter().map(|row| row.name.as_str()).collect();
    Err(Stop::new(FAILURE, format!("Not measured within {} s: {}", PATIENCE.as_secs(), names.join(", "))))
}

async fn go_on(
    samples: &mut mpsc::Receiver<Vec<Usage>>,
    mut rows: Rows,
    json: bool,
) -> Result<ExitCode, Stop> {
    // Home, the table, and what was below it.
    let (before, after) =
        if std::io::stdout().is_terminal() && !json { ("\x1b[H\x1b[2J", "\n") } else { ("", "\n\n") };
    while let Some(round) = samples.recv().await {
        let ids: Vec<String> = round.iter().map(|usage| usage.id.clone()).collect();
        keep(&mut rows, round);
        let text = if json {
            let new: Vec<&Row> = ids.iter().filter_map(|id| rows.get(id)).collect();
            lines(&new)?
        } else {
            let measured: Vec<&Row> = rows.values().filter(|row| row.usage.is_some()).collect();
            format!("{before}{}{after}", text(&measured))
        };
        if !print::out_while_read(text.as_bytes())? {
            break;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn keep(rows: &mut Rows, round: Vec<Usage>) {
    for usage in round {
        if let Some(row) = rows.get_mut(&usage.id) {
            row.usage = Some(usage);
        }
    }
}

fn lines(rows: &[&Row]) -> Result<String, Stop> {
    let line = |row: &&Row| {
        let Usage { ref id, at, cpu, memory, memory_limit, net_in, net_out, block_in, block_out, pids } =
            *row.usage.as_ref()?;
        let Row { name, engine, .. } = row;
        let line = Line {
            name,
            engine,
            id,
            at,
            cpu,
            memory,
            memory_limit,
            net_in,
            net_out,
            block_in,
            block_out,
            pids,
        };
        Some(print::json_line(&line))
    };
    rows.iter().filter_map(line).collect()
}

/// A table, by name.
fn text(rows: &[&Row]) -> String {
    let mut rows = rows.to_vec();
    rows.sort_by(|a, b| (&a.name, &a.engine).cmp(&(&b.name, &b.engine)));
    let mut table = table::plain();
    table.set_header([
        "NAME",
        "CPU",
        "MEMORY",
        "OF",
        "NETWORK IN / OUT",
        "DISK IN / OUT",
        "PROCESSES",
        "ENGINE",
    ]);
    for Row { engine, name, usage } in rows {
        let Some(usage) = usage else { continue };
        let pair = |first: Option<u64>, second: Option<u64>| match (first, second) {
            (Some(first), Some(second)) => format!("{} / {}", size(first), size(second)),
            _ => String::new(),
        };
        table.add_row([
            name.clone(),
            usage.cpu.map_or_else(String::new, |cpu| format!("{cpu:.1} %")),
            size(usage.memory),
            size(usage.memory_limit),
            pair(usage.net_in, usage.net_out),
            pair(usage.block_in, usage.block_out),
            usage.pids.to_string(),
            engine.clone(),
        ]);
    }
    table::trimmed(&table)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn a_sample_is_a_row_and_a_line() {
        let usage = Usage {
            id: "9f".repeat(32),
            at: "2026-11-26T12:00:00Z".parse().unwrap(),
            cpu: Some(12.34),
            memory: 340 << 20,
            memory_limit: 512 << 20,
            net_in: Some(1586),
            net_out: Some(0),
            block_in: None,
            block_out: None,
            pids: 3,
        };
        let row = |name: &str, usage| Row {
            engine: "podman".to_owned(),
            name: name.to_owned(),
            usage: Some(usage),
        };
        let first = Usage { cpu: None, ..usage.clone() };
        let rows = [row("web", usage), row("bot", first)];
        let rows: Vec<&Row> = rows.iter().collect();
        let text = text(&rows);
        let cells: Vec<Vec<&str>> = text
            .lines()
            .map(|line| line.split("  ").filter(|cell| !cell.is_empty()).map(str::trim).collect())
            .collect();
        assert_eq!(cells[1], ["bot", "340 MiB", "512 MiB", "1.5 KiB / 0 bytes", "3", "podman"]);
        assert_eq!(cells[2], ["web", "12.3 %", "340 MiB", "512 MiB", "1.5 KiB / 0 bytes", "3", "podman"]);
        let lines = lines(&rows).unwrap();
        let value: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
        assert_eq!(
            (&value["name"], &value["cpu"], &value["pids"]),
            (&json!("web"), &json!(12.34), &json!(3))
        );
        assert_eq!(value["memory"], json!(340_u64 << 20));
        assert_eq!((&value["memory_limit"], lines.lines().count()), (&json!(512_u64 << 20), 2));
    }
}
