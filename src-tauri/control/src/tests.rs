//! Server and client over a real socket, with a host that answers from memory.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use berth_activity::Activity;
use interprocess::local_socket::tokio::Stream;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::watch;
use tokio::time::timeout;

use super::*;
use crate::transport::connect;

/// Answers a peek at `big` with a screen of many MB, a wait with nothing for ever.
struct Memory {
    changes: watch::Sender<u64>,
    waiting: watch::Sender<usize>,
}

fn status(id: &str) -> Status {
    let session = Address { engine: "podman".to_owned(), id: id.to_owned() };
    let since = "2026-11-26T12:00:00Z".parse().unwrap();
    Status { session, activity: Activity::Asks, since, why: None }
}

fn seen(id: &str) -> Seen {
    let lines = match id {
        "big" => vec!["x".repeat(1024); 16 * 1024],
        _ => vec!["Continue? [y/N]".to_owned()],
    };
    let (title, hash) = (String::new(), "0123456789abcdef".to_owned());
    let (cols, rows, cursor, alternate, ansi) = (80, 24, Some((0, 15)), false, Vec::new());
    Seen { status: status(id), hash, cols, rows, cursor, title, alternate, lines, ansi }
}

impl Sessions for Memory {
    async fn list(&self) -> Result<Vec<Status>, Refusal> {
        Ok(vec![status(&self.changes.borrow().to_string())])
    }

    async fn peek(&self, session: &Address) -> Result<Seen, Refusal> {
        match session.id.as_str() {
            "none" => Err(Refusal::new(RefusalKind::Unknown, "There is no such session")),
            id => Ok(seen(id)),
        }
    }

    async fn send(&self, session: &Address, request: &SendRequest) -> Result<Sent, Refusal> {
        Ok(Sent { sent: request.only_if.screen.is_none(), seen: seen(&session.id) })
    }

    async fn wait(&self, _: &Address, _: &Until, limit: Option<Duration>) -> Result<Waited, Refusal> {
        struct Gone<'a>(&'a watch::Sender<usize>);
        impl Drop for Gone<'_> {
            fn drop(&mut self) {
                self.0.send_modify(|waiting| *waiting -= 1);
            }
        }
        self.waiting.send_modify(|waiting| *waiting += 1);
        let _gone = Gone(&self.waiting);
        match limit {
            Some(limit) => tokio::time::sleep(limit).await,
            None => std::future::pending().await,
        }
        Ok(Waited::TimedOut { seen: None })
    }
}

impl Host for Memory {
    async fn open(&self, _: Option<&Address>) -> Result<(), Refusal> {
        Ok(())
    }

    fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }
}

/// An app that runs in a folder of its own.
struct Running {
    state: TempDir,
    place: Place,
    host: Arc<Memory>,
    _server: Server,
}

fn running() -> Running {
    let state = TempDir::new().unwrap();
    let place = place(state.path());
    let host = Arc::new(Memory { changes: watch::Sender::new(0), waiting: watch::Sender::new(0) });
    let Claimed::First(claim) = Claim::take(&place).unwrap() else { unreachable!("it is new") };
    let _server = Server::start(claim, Arc::clone(&host)).unwrap();
    Running { state, place, host, _server }
}

fn place(state: &Path) -> Place {
    Place::of(state)
}

impl Running {
    async fn app(&self) -> App {
        App::find(&self.place).await.unwrap().expect("an app that runs")
    }

    async fn raw(&self) -> Stream {
        connect(&self.place).await.unwrap().expect("a socket")
    }
}

fn bot() -> Address {
    Address { engine: "podman".to_owned(), id: "bot".to_owned() }
}

#[tokio::test]
async fn what_is_asked_is_answered() {
    let running = running();
    let app = running.app().await;
    assert_eq!(app.greeting().pid, std::process::id());
    assert_eq!(app.list().await, Ok(vec![status("0")]));
    assert_eq!(app.peek(&bot()).await, Ok(seen("bot")));
    let unknown = app.peek(&Address { id: "none".to_owned(), ..bot() }).await.unwrap_err();
    assert_eq!(unknown.kind, RefusalKind::Unknown);
    let request = |screen: Option<&str>| SendRequest {
        inputs: vec![berth_activity::Input::Text("yes\n\u{1f600}".to_owned())],
        only_if: Conditions { activity: None, screen: screen.map(str::to_owned) },
    };
    assert!(app.send(&bot(), &request(None)).await.unwrap().sent);
    assert!(!app.send(&bot(), &request(Some("0"))).await.unwrap().sent);
    let waited = app.wait(&bot(), &Until::Exit, Some(Duration::from_millis(1))).await;
    assert_eq!(waited, Ok(Waited::TimedOut { seen: None }));
    assert_eq!(app.open(None).await, Ok(()));
    assert_eq!(app.open(Some(&bot())).await, Ok(()));
}

#[tokio::test]
async fn one_app_has_the_place_until_it_ends() {
    let running = running();
    assert!(matches!(Claim::take(&running.place), Ok(Claimed::Taken)));
    let Running { state, place, _server, .. } = running;
    drop(_server);
    // The task ends with the next turn.
    let claim = timeout(Duration::from_secs(10), async {
        loop {
            match Claim::take(&place).unwrap() {
                Claimed::First(claim) => break claim,
                Claimed::Taken => tokio::task::yield_now().await,
            }
        }
    });
    drop(claim.await.unwrap());
    assert!(App::find(&place).await.unwrap().is_none());
    drop(state);
}

#[tokio::test]
async fn a_watch_hears_each_change() {
    let running = running();
    let app = running.app().await;
    let mut heard = Vec::new();
    let watched = app.watch(|list| {
        heard.push(list[0].session.id.clone());
        running.host.changes.send_modify(|number| *number += 1);
        heard.len() < 3
    });
    timeout(Duration::from_secs(10), watched).await.unwrap().unwrap();
    assert_eq!(heard, ["0", "1", "2"]);
}

#[tokio::test]
async fn a_client_that_leaves_waits_no_longer() {
    let running = running();
    let mut waiting = running.host.waiting.subscribe();
    let app = running.app().await;
    let asked = tokio::spawn(async move { app.wait(&bot(), &Until::Exit, None).await });
    timeout(Duration::from_secs(10), waiting.wait_for(|waiting| *waiting == 1)).await.unwrap().unwrap();
    asked.abort();
    timeout(Duration::from_secs(10), waiting.wait_for(|waiting| *waiting == 0)).await.unwrap().unwrap();
}

/// All that comes until the other end hangs up.
async fn rest(stream: &mut Stream) -> String {
    let mut rest = Vec::new();
    // Where the server hung up on what it had not read, the system says so.
    let _ = timeout(Duration::from_secs(10), stream.read_to_end(&mut rest)).await.expect("it hangs up");
    String::from_utf8_lossy(&rest).into_owned()
}

#[tokio::test]
async fn garbage_is_refused_and_harms_nothing() {
    let running = running();
    let hello = serde_json::to_string(&wire::Hello::own()).unwrap();
    for garbage in [
        "GET / HTTP/1.1\r\n\r\n".to_owned(),
        format!("{hello}\n{{\"ask\":\"destroy\"}}\n"),
        format!("{hello}\n\u{0}\u{1}\u{2}\n"),
        format!("{hello}\n{}", "x".repeat(wire::MAX_REQUEST + 10)),
        format!("{hello}\n{}{}\n", "[".repeat(20_000), "]".repeat(20_000)),
        format!("{hello}\n{{\"ask\":\"list\"}}\n{{\"ask\":\"list"),
        "x".repeat(100_000),
    ] {
        let mut stream = running.raw().await;
        let written = stream.write_all(garbage.as_bytes()).await;
        // Half a line is no reason to wait for more.
        if written.is_ok() && garbage.ends_with('t') {
            drop(stream);
        } else {
            rest(&mut stream).await;
        }
        assert_eq!(running.app().await.list().await, Ok(vec![status("0")]));
    }
    let mut stream = running.raw().await;
    stream.write_all(format!("{hello}\n{{\"ask\":\"what\"}}\n").as_bytes()).await.unwrap();
    let said = rest(&mut stream).await;
    assert!(said.contains("\"refused\"") && said.contains("\"invalid\""), "{said}");
}

#[tokio::test]
async fn another_version_is_told_so() {
    let running = running();
    let mut stream = running.raw().await;
    stream.write_all(b"{\"berth\":999,\"version\":\"9.9\",\"pid\":1}\n").await.unwrap();
    let said = rest(&mut stream).await;
    assert!(said.contains("9.9") && said.contains("refused"), "{said}");
}

#[tokio::test]
async fn more_clients_than_there_is_room_for_are_hung_up_on() {
    let running = running();
    let mut idle = Vec::new();
    for _ in 0..200 {
        // The queue of the socket may be full for a moment.
        if let Ok(Some(stream)) = connect(&running.place).await {
            idle.push(stream);
        }
    }
    assert!(idle.len() > 64);
    rest(idle.last_mut().unwrap()).await;
    drop(idle);
    timeout(Duration::from_secs(10), async {
        while App::find(&running.place).await.ok().flatten().is_none() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    })
    .await
    .expect("there is room again");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};

    use super::*;

    // The pipes of Wine take all that is written.
    #[tokio::test]
    async fn one_that_reads_nothing_holds_up_nobody() {
        let running = running();
        let mut slow = running.raw().await;
        let hello = serde_json::to_string(&wire::Hello::own()).unwrap();
        let ask = r#"{"ask":"peek","session":{"engine":"podman","id":"big"}}"#;
        slow.write_all(format!("{hello}\n{ask}\n").as_bytes()).await.unwrap();
        for _ in 0..3 {
            let app = running.app().await;
            assert_eq!(timeout(Duration::from_secs(5), app.list()).await.unwrap(), Ok(vec![status("0")]));
        }
        // 16 MB are too much for any socket's buffer; the server gives up after its time limit.
        tokio::time::pause();
        tokio::time::sleep(Duration::from_secs(60)).await;
        tokio::time::resume();
        let read = rest(&mut slow).await;
        assert!(!read.ends_with('\n'), "the end of the answer came: {} bytes", read.len());
    }

    #[tokio::test]
    async fn the_socket_is_for_this_user_alone() {
        let running = running();
        let address = running.place.noted().unwrap();
        let socket = std::fs::metadata(&address).unwrap();
        let folder = std::fs::metadata(Path::new(&address).parent().unwrap()).unwrap();
        assert_eq!((socket.mode() & 0o777, folder.mode() & 0o777), (0o600, 0o700));
    }

    #[tokio::test]
    async fn what_is_left_behind_is_replaced_and_what_is_foreign_is_not() {
        let first = running();
        let address = first.place.noted().unwrap();
        let Running { state, place, _server, .. } = first;
        drop(_server);
        tokio::task::yield_now().await;
        // As after a kill: the socket and the note are there, and nobody listens.
        drop(std::os::unix::net::UnixListener::bind(&address));
        place.set_note(&address).unwrap();
        assert!(App::find(&place).await.unwrap().is_none());
        let host = Arc::new(Memory { changes: watch::Sender::new(0), waiting: watch::Sender::new(0) });
        let start = |place: &Place| {
            let Claimed::First(claim) = Claim::take(place).unwrap() else { unreachable!("nobody has it") };
            Server::start(claim, Arc::clone(&host))
        };
        let server = start(&place).unwrap();
        assert!(App::find(&place).await.unwrap().is_some());
        drop(server);
        tokio::task::yield_now().await;
        // Somebody's file in its place stays.
        std::fs::write(&address, "mine").unwrap();
        let refused = start(&place).unwrap_err().to_string();
        assert!(refused.contains(&address), "{refused}");
        assert_eq!(std::fs::read_to_string(&address).unwrap(), "mine");
        std::fs::remove_file(&address).unwrap();
        // A folder that others may enter is refused.
        let folder = Path::new(&address).parent().unwrap();
        if folder.starts_with(state.path()) {
            std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755)).unwrap();
            assert!(start(&place).unwrap_err().to_string().contains("0700"));
        }
    }
}
