//! The peer: `peer/server.mjs`, a web terminal of the shape of ttyd.

use std::process::Stdio;

use berth_tests::window::repository;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::processes::{self, Process};

/// It ends with its server when dropped.
pub struct Peer {
    pub address: String,
    server: Child,
}

impl Peer {
    /// Serves `client` to the page that comes.
    pub async fn start(client: &std::process::Command) -> Self {
        let folder = repository().join("tests/bench/peer");
        let mut server = Command::new("node")
            .arg(folder.join("server.mjs"))
            .arg(client.get_program())
            .args(client.get_args())
            .envs(client.get_envs().filter_map(|(key, value)| Some((key, value?))))
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("node runs");
        let said = server.stdout.take().expect("what the peer says");
        let address = BufReader::new(said).lines().next_line().await;
        let address =
            address.expect("the peer speaks").expect("the peer starts; `npm ci` in tests/bench/peer");
        Self { address, server }
    }

    /// Its server, without the client.
    pub fn process(&self) -> Vec<Process> {
        let pid = self.server.id().expect("the peer runs");
        processes::tree(pid).into_iter().filter(|each| each.pid == pid).collect()
    }
}
