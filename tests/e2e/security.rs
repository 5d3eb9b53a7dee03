//! What a page gets that somebody else wrote, and what of other people's words becomes more than text.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, Named};
use berth_tests::window::{Setup, Window};
use serde_json::json;
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;

/// Everything that such a page would try.
const PAGE: &str = include_str!("scripts/hostile_page.js");

/// A server that notes what it is asked.
struct Server {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("its address"));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&asked);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut begin = [0; 64];
                let read = stream.read(&mut begin).await.unwrap_or(0);
                noted
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(String::from_utf8_lossy(&begin[..read]).into_owned());
            }
        });
        Self { address, asked }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The files in a folder that have this in their name.
fn files_named(folder: &Path, part: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if entry.file_name().to_string_lossy().contains(part) {
            found.push(path.display().to_string());
        }
        if path.is_dir() && !path.is_symlink() {
            found.extend(files_named(&path, part));
        }
    }
    found
}

#[tokio::test]
async fn a_hostile_page_gets_nothing() {
    let session = Named::start(EngineKind::Podman, "target").script("echo ready; sleep 100000").run();
    let server = Server::start().await;
    let window = Window::open(Setup::with_engines(EngineKind::Podman)).await;
    window.attach(&session.name).await;
    let title = window.client.title().await.expect("a title");
    let before = window.client.windows().await.expect("windows").len();
    let id = Engines::get().ask(EngineKind::Podman, &["inspect", "-f", "{{.Id}}", &session.name]);
    let key = json!({ "engine": "podman", "id": id });
    let _copied = window.server.copy("stolen words").await;
    let outcomes = window.client.execute_async(PAGE, vec![json!(server.address), key]).await;
    let outcomes = outcomes.expect("the page answers");
    let outcomes: Vec<(&str, &str)> = outcomes
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| Some((one[0].as_str()?, one[1].as_str()?)))
        .collect();
    let done: Vec<_> = outcomes.iter().filter(|(_, outcome)| outcome.starts_with("done")).collect();
    assert!(done.is_empty(), "{done:#?}");
    assert!(outcomes.len() > 50, "{outcomes:#?}");
    let of = |attempt: &str| outcomes.iter().find(|(name, _)| *name == attempt).map(|(_, outcome)| *outcome);
    for (attempt, refusal) in [
        ("copy in", "not_chosen"),
        ("build", "not_chosen"),
        ("show a file", "not_chosen"),
        ("open file:///etc/passwd", "no_link"),
        ("open ssh://-oProxyCommand=x/", "no_link"),
        ("a window of nothing", "session_not_found"),
        ("engine docker:evil", "engine_not_found"),
        ("id --help", "session_not_found"),
        ("replace", "TypeError"),
    ] {
        assert_eq!(of(attempt), Some(format!("refused: {refusal}").as_str()), "{attempt}");
    }
    assert_eq!(server.asked(), [""; 0], "a server heard of it");
    assert_eq!(files_named(window.home.path(), "stolen"), [""; 0], "a file was written");
    // It is where it was, and goes on.
    assert_eq!(window.client.windows().await.expect("windows").len(), before);
    assert_eq!(window.client.title().await.expect("a title"), title);
    window.type_into(&session.name, "x").await;
    window.row(&session.name).await;
    window.shot("after-a-hostile-page").await;
    window.close().await;
}
