//! The program `xterm`: the yardstick of terminals, with the engine's attach in it.

use std::process::Stdio;
use std::time::Duration;

use berth_tests::window::XServer;
use tokio::process::{Child, Command};

use crate::figures::{Figure, Figures, Whose};
use crate::processes;
use crate::round::{Round, rate};
use crate::stage::Stage;

impl Round {
    /// One listing, from telling the session to the answer of a terminal that parsed it.
    pub async fn native(&self, figures: &mut Figures) {
        let mut stage = Stage::start(self.kind, self.listing.path());
        let server = XServer::start(&[]).await;
        let client = self.client(&stage.session).await;
        let mut xterm: Child = Command::new(which::which("xterm").expect("xterm, of package xterm"))
            .args(["-geometry", "120x40", "-sl", "1000", "-e"])
            .arg(client.get_program())
            .args(client.get_args())
            .envs(client.get_envs().filter_map(|(key, value)| Some((key, value?))))
            .env("DISPLAY", &server.display)
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("xterm starts");
        let pid = xterm.id().expect("xterm runs");
        let mut tries = 0;
        while stage.ask("dev/null").answered().await > Duration::from_secs(1) {
            tries += 1;
            assert!(tries < 12, "xterm answers nothing");
        }
        let own: Vec<_> = processes::tree(pid).into_iter().filter(|each| each.pid == pid).collect();
        let cpu = processes::cpu(&own);
        let took = stage.ask("listing").answered().await;
        figures.add(Whose::Native, Figure::Painted, rate(1, took));
        figures.add(Whose::Native, Figure::PaintedCpu, processes::cpu(&own) - cpu);
        processes::signal(&processes::tree(pid), "KILL");
        xterm.wait().await.expect("xterm is reaped");
    }
}
