//! What berthctl asks of a session while the window is open: what the window has of it answers.

use std::collections::BTreeMap;
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::{Path, PathBuf};

use berth_activity::Activity;
use berth_archive::RunFilter;
use berth_control::{Address, App, Place, Sessions};
use berth_runner::EngineKind;
use berth_tests::engines::{Engines, Named};
use berth_tests::harness::runs;
use berth_tests::on_both;
use berth_tests::wait;
use berth_tests::window::{Setup, Window, app_binary};
use serde_json::Value;

use super::single::{environment, run};

on_both!(kind: an_open_terminal_answers_and_is_not_joined_again, a_session_that_nobody_has_open_is_answered);

/// Berth looks at sessions of its own.
const OWN: [&str; 2] = ["--label", "dev.berth.owner=berth"];

/// Asks again after each answer, and counts the sizes that it was told of.
const ASKS: &str = r#"
    stty -echo; sizes=0; trap 'sizes=$((sizes + 1))' WINCH
    echo ready
    while :; do if read answer; then echo; echo "got $answer. $sizes sizes"; printf 'Again? [y/N] '; fi; done"#;

/// The app that has a window, and one session of it.
struct Asked {
    environment: BTreeMap<String, String>,
    place: Place,
    session: Named,
    address: Address,
}

impl Asked {
    fn new(window: &Window, session: Named) -> Self {
        let state = window.archive().path().parent().expect("its folder").to_owned();
        let id = Engines::get().ask(session.kind, &["inspect", "--format", "{{.Id}}", &session.name]);
        let address = Address { engine: session.kind.word().to_owned(), id };
        Self { environment: environment(window), place: Place::of(&state), session, address }
    }

    async fn app(&self) -> App {
        App::find(&self.place).await.expect("an app to talk to").expect("an app that runs")
    }

    /// What berthctl prints, and its exit code.
    async fn berthctl(&self, verb: &str, args: &[&str]) -> (String, Option<i32>) {
        let berthctl = app_binary().with_file_name("berthctl");
        let kind = self.session.kind.word();
        let all = [&["--engine", kind, verb, &self.session.name], args].concat();
        let output = run(&berthctl, &all, &self.environment).await;
        (String::from_utf8_lossy(&output.stdout).into_owned(), output.status.code())
    }

    async fn peek(&self) -> Value {
        let (text, code) = self.berthctl("peek", &["--json"]).await;
        assert_eq!(code, Some(0), "{text}");
        serde_json::from_str(&text).expect("JSON")
    }

    /// Waits, looks and answers; then the old screen is no good any more.
    async fn look_and_answer(&self, answer: &str) {
        let asks = self.berthctl("wait", &["--activity", "asks", "--timeout", "30"]).await;
        assert_eq!(asks, ("asks\n".to_owned(), Some(0)));
        let seen = self.peek().await;
        assert_eq!(seen["activity"], "asks", "{seen}");
        let hash = seen["hash"].as_str().expect("a hash");
        let guarded = ["--if-activity", "asks", "--if-screen", hash, "--text", answer, "--enter"];
        assert_eq!(self.berthctl("send", &guarded).await.1, Some(0));
        let got = format!("^got {answer}\\.");
        let (line, code) = self.berthctl("wait", &["--text", &got, "--timeout", "30"]).await;
        assert!(code == Some(0) && line.starts_with(&format!("got {answer}. 0 sizes")), "{line:?}");
        assert_eq!(self.berthctl("send", &guarded).await.1, Some(8));
    }

    /// Four programs that write at once.
    async fn four_write(&self) {
        const EACH: usize = 3;
        let write = async |writer: usize| {
            for at in 0..EACH {
                let sent = self.berthctl("send", &["--text", &format!("w{writer}-{at}"), "--enter"]).await;
                assert_eq!(sent.1, Some(0));
            }
        };
        tokio::join!(write(0), write(1), write(2), write(3));
        let log = wait::until_async("all lines", || async {
            let log = Engines::get().ask(self.session.kind, &["logs", &self.session.name]);
            (log.matches("got w").count() >= 4 * EACH).then_some(log)
        })
        .await;
        let all: Vec<_> = log.match_indices("got w").map(|(at, _)| &log[at + 4..at + 8]).collect();
        for writer in 0..4 {
            let of = all.iter().filter(|word| word.starts_with(&format!("w{writer}")));
            let expected: Vec<_> = (0..EACH).map(|at| format!("w{writer}-{at}")).collect();
            assert!(of.copied().eq(expected.iter().map(String::as_str)), "{all:?}");
        }
    }

    /// Clients of the engine that have joined the session.
    fn clients(&self) -> usize {
        let all = std::fs::read_dir("/proc").expect("/proc").flatten();
        let told = all.filter_map(|process| std::fs::read(process.path().join("cmdline")).ok());
        let words = told.map(|words| String::from_utf8_lossy(&words).into_owned());
        let is = |words: &String| {
            let mut words = words.split('\0');
            words.clone().any(|word| word == self.address.id) && words.any(|word| word == "attach")
        };
        words.filter(is).count()
    }
}

fn sockets(folder: &Path) -> Vec<PathBuf> {
    let note = std::fs::read_to_string(folder.join("control.address")).expect("the note of the app");
    let folder = Path::new(note.trim()).parent().expect("its folder").to_owned();
    let all = std::fs::read_dir(folder).expect("the folder of the socket").flatten().map(|file| file.path());
    all.filter(|path| path.metadata().is_ok_and(|file| file.file_type().is_socket())).collect()
}

async fn an_open_terminal_answers_and_is_not_joined_again(kind: EngineKind) {
    let session = Named::start(kind, "askopen").script(ASKS).run();
    let name = session.name.clone();
    let window = Window::open(Setup::with_engines(kind)).await;
    window.attach(&name).await;
    let asked = Asked::new(&window, session);
    // The size of the pane was told when it was opened.
    window.type_into(&name, "first\n").await;
    window.terminal_line(&name, "a question", |line| line.starts_with("Again?")).await;
    let told = asked.peek().await["lines"].to_string();
    assert!(told.contains("got first."), "{told}");
    assert_eq!(asked.clients(), 1, "its open terminal");

    let app = asked.app().await;
    let waits = tokio::spawn({
        let (app, address) = (asked.app().await, asked.address.clone());
        async move { app.wait(&address, &berth_control::Until::Text("never".to_owned()), None).await }
    });
    let seen = app.peek(&asked.address).await.expect("a screen");
    assert_eq!((seen.status.activity, seen.ended_at), (Activity::Asks, None));
    assert_eq!(asked.clients(), 1, "it was joined again");
    waits.abort();
    // What berthctl types is in the terminal of the window.
    let hash = seen.hash.as_str();
    let sent = asked.berthctl("send", &["--if-screen", hash, "--text", "second", "--enter"]).await;
    assert_eq!(sent.1, Some(0));
    window.terminal_line(&name, "the answer", |line| line.contains("got second.")).await;
    assert_eq!(asked.berthctl("send", &["--if-screen", hash, "--text", "no", "--enter"]).await.1, Some(8));
    asked.four_write().await;
    assert_eq!(asked.clients(), 1, "it was joined again");

    let state = window.archive().path().parent().expect("its folder").to_owned();
    for socket in sockets(&state) {
        assert_eq!(socket.metadata().expect("the socket").mode() & 0o777, 0o600, "{}", socket.display());
    }
    assert!(!sockets(&state).is_empty());
    window.close().await;
}

async fn a_session_that_nobody_has_open_is_answered(kind: EngineKind) {
    let session = Named::start(kind, "askshut").options(&OWN).script(ASKS).run();
    let name = session.name.clone();
    let window = Window::open(Setup::with_engines(kind)).await;
    window.find_like("row", &format!("^{name}, running")).await;
    let asked = Asked::new(&window, session);
    let (told, code) = asked.berthctl("wait", &["--text", "^ready$", "--timeout", "30"]).await;
    assert_eq!((told.as_str(), code), ("ready\n", Some(0)));
    assert_eq!(asked.berthctl("send", &["--text", "first", "--enter"]).await.1, Some(0));
    // docker's log has no prompt, and Berth saw it written.
    asked.look_and_answer("one").await;
    asked.look_and_answer("two").await;
    asked.four_write().await;
    // What a script waits for ends with the run.
    let over = asked.berthctl("wait", &["--text", "never", "--timeout", "30"]);
    let stop = async {
        Engines::get().ask(kind, &["kill", &name]);
    };
    let ((_, code), ()) = tokio::join!(over, stop);
    assert_eq!(code, Some(7));
    // Its last screen was kept, though nobody had it open.
    let archive = window.archive();
    let is_kept =
        || async { runs(&archive, &RunFilter::default()).iter().any(|run| run.has_screen).then_some(()) };
    wait::until_async("a last screen in the archive", is_kept).await;
    let last = wait::until_async("its last screen", || async {
        let last = asked.peek().await;
        (!last["ended_at"].is_null()).then_some(last)
    })
    .await;
    assert!(last["lines"].to_string().contains("got w"), "{last}");
    window.close().await;
}
