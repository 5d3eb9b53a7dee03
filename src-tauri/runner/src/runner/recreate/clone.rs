//! A second session like one that there is.

use std::collections::HashSet;
use std::net::TcpListener;

use crate::error::Result;
use crate::runner::Runner;
use crate::session::{Session, SessionSpec};
use crate::spec_of::Lost;
use crate::validate::{PortSpec, port, session_name};

/// How many names or ports are tried.
const TRIES: u16 = 1000;
/// Characters of a name, at most, see [`session_name`].
const MAX_NAME: usize = 64;

impl Runner {
    /// The spec of a session like `key`, with another name and host ports that are free; without
    /// `name` it is the next free one, such as `bot-2`. Named volumes and folders are the same.
    ///
    /// # Errors
    /// As [`Runner::spec`] and [`Runner::list`].
    pub async fn clone_spec(&self, key: &str, name: Option<&str>) -> Result<(SessionSpec, Vec<Lost>)> {
        let (mut spec, lost) = self.spec(key).await?;
        let sessions = self.list().await?.sessions;
        let taken: HashSet<&str> = sessions.iter().map(|session| session.name.as_str()).collect();
        spec.name = name.map_or_else(|| next_name(&spec.name, &taken), str::to_owned);
        let local = self.engine().is_local();
        let mut used = used_ports(&sessions);
        let kind = self.engine().kind;
        let next = |text: &String| match port::port(text, kind) {
            Ok(port) => next_port(&port, &mut used, |port| !local || is_free(port)).to_string(),
            Err(_) => text.clone(),
        };
        spec.ports = spec.ports.iter().map(next).collect();
        Ok((spec, lost))
    }
}

/// `bot` -> `bot-2`, `bot-2` -> `bot-3`; a foreign name loses what Berth's names have not.
fn next_name(name: &str, taken: &HashSet<&str>) -> String {
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '_' | '-') { c } else { '-' })
        .collect();
    let plain = if session_name(&plain).is_ok() { plain } else { format!("s-{plain}") };
    let numbered =
        plain.rsplit_once('-').and_then(|(stem, number)| Some((stem, number.parse::<u16>().ok()?)));
    let (stem, from) =
        numbered.map_or((plain.as_str(), 2), |(stem, number)| (stem, number.saturating_add(1)));
    let stem: String = stem.chars().take(MAX_NAME - 6).collect();
    let names = (from..=from.saturating_add(TRIES)).map(|number| format!("{stem}-{number}"));
    names.into_iter().find(|name| !taken.contains(name.as_str())).unwrap_or_else(|| format!("{stem}-copy"))
}

fn used_ports(sessions: &[Session]) -> HashSet<u16> {
    sessions.iter().flat_map(|session| session.ports.iter().filter_map(|port| port.host)).collect()
}

/// The same port, with the next host ports that nobody has; one that the engine chooses stays so.
fn next_port(port: &PortSpec, used: &mut HashSet<u16>, is_free: impl Fn(u16) -> bool) -> PortSpec {
    let Some(host) = port.host.clone() else { return port.clone() };
    let length = host.end() - host.start();
    let tries = (1..=TRIES).filter_map(|step| {
        let start = host.start().checked_add(step)?;
        Some(start..=start.checked_add(length)?)
    });
    let mut free = tries.filter(|range| range.clone().all(|port| !used.contains(&port) && is_free(port)));
    match free.next() {
        Some(range) => {
            used.extend(range.clone());
            PortSpec { host: Some(range), ..port.clone() }
        }
        None => PortSpec { host: None, ..port.clone() },
    }
}

/// Whether a program of this machine listens there.
fn is_free(port: u16) -> bool {
    TcpListener::bind(("0.0.0.0", port)).is_ok()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::kind::EngineKind;

    #[test]
    fn names_count_up() {
        let long = "x".repeat(64);
        let cut = format!("{}-2", "x".repeat(58));
        let taken: HashSet<&str> = ["bot", "bot-2", "web-9"].into();
        for (name, next) in [
            ("bot", "bot-3"),
            ("bot-2", "bot-3"),
            ("web-9", "web-10"),
            ("my.app_1", "my-app_1-2"),
            ("9lives", "s-9lives-2"),
            (long.as_str(), cut.as_str()),
        ] {
            assert_eq!(next_name(name, &taken), next);
            assert!(session_name(&next_name(name, &taken)).is_ok());
        }
    }

    #[test]
    fn ports_are_the_next_free_ones() {
        let mut used: HashSet<u16> = [8080, 8081, 9000].into();
        let mut next = |text: &str| {
            let port = port::port(text, EngineKind::Docker).unwrap();
            next_port(&port, &mut used, |port| port != 8082).to_string()
        };
        assert_eq!(next("8080:80"), "8083:80/tcp");
        assert_eq!(next("127.0.0.1:8080:80/udp"), "127.0.0.1:8084:80/udp");
        assert_eq!(next("8080-8082:1-3"), "8085-8087:1-3/tcp");
        assert_eq!(next("80"), "80/tcp");
        // There is none after it.
        assert_eq!(next("65535:80"), "80/tcp");
    }
}
