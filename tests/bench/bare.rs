//! The bare window: other ways of bringing a session's output to the same WebKitGTK, of
//! which none skips anything.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::time::Instant;

use berth_tests::window::{Setup, Window, app_binary};
use serde_json::json;

use crate::figures::{Figure, Figures, Whose};
use crate::peer::Peer;
use crate::round::{LONG, Round, greeted, rate};
use crate::stage::Stage;
use crate::{page, processes};

/// The ways through Tauri's channel: in batches or a message a read, with credits or without.
const WAYS: [(Whose, bool, bool); 4] = [
    (Whose::EachRead, false, false),
    (Whose::EachReadCredits, false, true),
    (Whose::Batches, true, false),
    (Whose::BatchesCredits, true, true),
];

impl Round {
    /// One listing by each way.
    pub async fn ways(&self, figures: &mut Figures) {
        let window = self.bare_window().await;
        for (whose, batches, credits) in WAYS {
            let mut stage = Stage::start(self.kind, self.listing.path());
            let command = self.client(&stage.session).await;
            let text = |text: &OsStr| text.to_string_lossy().into_owned();
            let set = command.get_envs().filter_map(|(key, value)| Some((text(key), text(value?))));
            let env: Vec<_> = set.collect();
            let args: Vec<_> = command.get_args().map(text).collect();
            let way = json!({ "batches": batches, "credits": credits });
            let client = json!({ "program": text(command.get_program()), "args": args, "env": env });
            let attach = json!({ "client": client, "way": way });
            page::open_wire(&window, attach).await;
            greeted(&window, "wire", &mut stage).await;
            if whose == WAYS[0].0 {
                let own = processes::of_window(window.app_pid());
                figures.add(Whose::Bare, Figure::Memory, processes::pss(&own));
            }
            shown(figures, whose, &window, "wire", &mut stage).await;
        }
        window.close().await;
    }

    /// The peer's page in the same window.
    pub async fn peer(&self, figures: &mut Figures, long: bool) {
        let window = self.bare_window().await;
        let mut stage = Stage::start(self.kind, self.listing.path());
        let peer = Peer::start(&self.client(&stage.session).await).await;
        window.client.goto(&peer.address).await.expect("the peer's page opens");
        greeted(&window, "peer", &mut stage).await;
        if long {
            let turn = stage.print_often(LONG);
            let painted = page::watch(&window, "peer", &turn.mark).await;
            figures.add(Whose::Ttyd, Figure::Long, rate(LONG, turn.began.elapsed()));
            figures.add(Whose::Ttyd, Figure::LongFrames, painted.frames * 1000.0 / painted.milliseconds);
        } else {
            let server = peer.process();
            let before = processes::cpu(&server);
            shown(figures, Whose::Ttyd, &window, "peer", &mut stage).await;
            figures.add_to_last(Whose::Ttyd, Figure::PaintedCpu, processes::cpu(&server) - before);
        }
        window.close().await;
    }

    async fn bare_window(&self) -> Window {
        let window = Window::open_app(&bare_binary(), Setup::with_engines(self.kind)).await;
        page::prepare(&window).await;
        window
    }
}

/// Has the listing printed, and notes how it came to be painted.
async fn shown(figures: &mut Figures, whose: Whose, window: &Window, name: &str, stage: &mut Stage) {
    let own = processes::of_window(window.app_pid());
    let cpu = processes::cpu(&own);
    let turn = stage.print();
    // Tauri 2 tells calls that are under way apart by random numbers of 32 bits, two each.
    // Without credits there are 14,000 calls: in one flood of eleven two have the same, one
    // of them is never answered, and all that follows waits for it. The app has a few.
    let Some(painted) = page::watch_for(window, name, &turn.mark).await else {
        eprintln!("{name}: a message was lost on its way, this round has no figure");
        return;
    };
    let took = Instant::now() - turn.began;
    figures.add(whose, Figure::Painted, rate(1, took));
    figures.add(whose, Figure::PaintedCpu, processes::cpu(&own) - cpu);
    figures.add(whose, Figure::Frames, painted.frames * 1000.0 / painted.milliseconds);
}

/// `src-tauri/examples/wire`, built beside the app.
fn bare_binary() -> PathBuf {
    app_binary().with_file_name("examples").join(format!("wire{}", std::env::consts::EXE_SUFFIX))
}
