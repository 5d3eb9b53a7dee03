//! Tidying up: ended sessions of ours, each archived and removed.

use tokio::time::sleep;

use super::Runner;
use super::stop::{RESTART_GRACE, ensure_removable};
use crate::error::{Error, Result};
use crate::session::{DeleteOptions, Session, State};

/// What became of one session of a [`Runner::prune`].
#[derive(Debug)]
pub struct Pruned {
    pub id: String,
    /// Its name, or its id where no such session was found.
    pub name: String,
    /// The history folder of its run, or why it is still there.
    pub outcome: Result<String>,
}

impl Runner {
    /// What a prune would remove: own sessions that have ended.
    pub async fn prune_preview(&self) -> Result<Vec<Session>> {
        let sessions = self.list().await?.sessions;
        Ok(sessions.into_iter().filter(|session| may_be_pruned(session).is_ok()).collect())
    }

    /// Archives and removes ended own sessions, by their ids, one after the other.
    ///
    /// Each is looked at again before: one that runs by now, that is not ours, or that
    /// belongs to another program stays. Volumes stay.
    pub async fn prune(&self, ids: &[String]) -> Vec<Pruned> {
        let mut results = Vec::with_capacity(ids.len());
        for id in ids {
            let mut name = id.clone();
            let outcome = self.prune_one(id, &mut name).await;
            results.push(Pruned { id: id.clone(), name, outcome });
        }
        results
    }

    async fn prune_one(&self, id: &str, name: &mut String) -> Result<String> {
        let mut found = self.resolve(id).await?;
        name.clone_from(&found.session.name);
        if found.session.restart_policy != "no" {
            // podman 4.3 says "stopped" between two runs.
            sleep(RESTART_GRACE).await;
            found = self.resolve(&found.session.id).await?;
        }
        may_be_pruned(&found.session)?;
        let folder = self.archive_run(&found).await?;
        self.remove(&found, DeleteOptions::default()).await?;
        Ok(folder)
    }
}

fn may_be_pruned(session: &Session) -> Result<()> {
    ensure_removable(session)?;
    let reason = if !session.own {
        "Berth did not create it".to_owned()
    } else if !matches!(session.state, State::Exited | State::Dead) {
        format!("it has not ended (it is {})", session.engine_state)
    } else {
        return Ok(());
    };
    Err(Error::Refused {
        operation: "tidy away",
        engine: session.engine.clone(),
        name: session.name.clone(),
        reason,
        status: None,
        detail: String::new(),
    })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::parse::{inspect, rows, samples};

    #[test]
    fn only_ended_ones_of_ours_go() {
        let row = rows::parse(samples::PODMAN_CREATED.as_bytes()).rows.remove(0);
        let ended = Session { state: State::Exited, own: true, ..inspect::session("podman", &row).unwrap() };
        assert!(may_be_pruned(&ended).is_ok());
        assert!(may_be_pruned(&Session { state: State::Dead, ..ended.clone() }).is_ok());
        assert!(may_be_pruned(&Session { own: false, ..ended.clone() }).is_err());
        for state in [
            State::Created,
            State::Running,
            State::Paused,
            State::Restarting,
            State::Stopping,
            State::Unknown,
        ] {
            assert!(may_be_pruned(&Session { state, ..ended.clone() }).is_err(), "{state:?}");
        }
        let mut systemd = ended;
        systemd.labels.insert("PODMAN_SYSTEMD_UNIT".to_owned(), "x.service".to_owned());
        assert_eq!(may_be_pruned(&systemd).unwrap_err().code(), "protected");
    }
}
