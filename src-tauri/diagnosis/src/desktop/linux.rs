//! The display, the session bus, and who answers there.

use std::env;
use std::time::Duration;

use tokio::time::timeout;
use zbus::Connection;
use zbus::fdo::DBusProxy;

use crate::check::Check;
use crate::fact::{Advice, Fact, Subject};

/// A bus that is stuck must not hold up a report.
const WITHIN: Duration = Duration::from_secs(2);

/// Names on the bus.
#[derive(Debug, Default)]
struct Names {
    taken: Vec<String>,
    startable: Vec<String>,
}

/// What the app needs of a desktop.
pub async fn checks() -> Vec<Check> {
    let mut checks = vec![display()];
    let bus = Subject::SessionBus {};
    match timeout(WITHIN, names()).await {
        Ok(Ok(names)) => {
            checks.push(Check::good(bus, Fact::Answers {}));
            checks.extend(services(&names));
        }
        Ok(Err(_)) if env::var_os("DBUS_SESSION_BUS_ADDRESS").is_none_or(|value| value.is_empty()) => {
            checks.push(Check::note(bus, Fact::Absent {}).advising(Advice::BusIsNeeded {}));
        }
        Ok(Err(error)) => {
            let fact = Fact::Silent { words: error.to_string() };
            checks.push(Check::note(bus, fact).advising(Advice::BusIsNeeded {}));
        }
        Err(_) => {
            let fact = Fact::Silent { words: format!("not within {} s", WITHIN.as_secs()) };
            checks.push(Check::note(bus, fact).advising(Advice::BusIsNeeded {}));
        }
    }
    checks
}

fn display() -> Check {
    let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let display = ["WAYLAND_DISPLAY", "DISPLAY"].into_iter().find(|name| is_set(name));
    match display {
        Some(name) => Check::good(Subject::Display {}, Fact::Display { variable: name.to_owned() }),
        None => Check::note(Subject::Display {}, Fact::DisplayAbsent {}),
    }
}

async fn names() -> zbus::Result<Names> {
    let connection = Connection::session().await?;
    let bus = DBusProxy::new(&connection).await?;
    let taken = bus.list_names().await?.iter().map(ToString::to_string).collect();
    let startable = bus.list_activatable_names().await?.iter().map(ToString::to_string).collect();
    Ok(Names { taken, startable })
}

fn services(names: &Names) -> Vec<Check> {
    let wanted = [
        (Subject::Notices {}, "org.freedesktop.Notifications", Advice::NoNotices {}),
        (Subject::Tray {}, "org.kde.StatusNotifierWatcher", Advice::NoTray {}),
        (Subject::Portal {}, "org.freedesktop.portal.Desktop", Advice::NoPortal {}),
        (Subject::Keyring {}, "org.freedesktop.secrets", Advice::NoKeyring {}),
    ];
    let has = |names: &[String], name: &str| names.iter().any(|one| one == name);
    let check = |(about, name, advice): (Subject, &str, Advice)| {
        if has(&names.taken, name) {
            Check::good(about, Fact::Answers {})
        } else if has(&names.startable, name) {
            Check::good(about, Fact::Startable {})
        } else {
            Check::note(about, Fact::Absent {}).advising(advice)
        }
    };
    wanted.into_iter().map(check).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_runs_or_can_be_started_or_is_absent() {
        let names = Names {
            taken: vec!["org.freedesktop.Notifications".to_owned(), ":1.7".to_owned()],
            startable: vec!["org.freedesktop.secrets".to_owned()],
        };
        let facts: Vec<_> = services(&names).into_iter().map(|check| check.fact).collect();
        assert_eq!(facts, [Fact::Answers {}, Fact::Absent {}, Fact::Absent {}, Fact::Startable {}]);
    }
}
