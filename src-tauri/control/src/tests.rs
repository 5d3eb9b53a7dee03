//! Server and client over a real socket, with a host that answers from memory.

mod strangers;
#[cfg(unix)]
mod unix;

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
    Seen { status: status(id), hash, cols, rows, cursor, title, alternate, lines, ansi, ended_at: None }
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

    async fn follow(&self, link: &str) -> Result<(), Refusal> {
        match link {
            "berth://session/bot" => Ok(()),
            _ => Err(Refusal::new(RefusalKind::Invalid, "no link")),
        }
    }

    async fn diagnosis(&self) -> Result<serde_json::Value, Refusal> {
        Ok(serde_json::json!([{ "about": "web view" }]))
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
    assert_eq!(app.follow("berth://session/bot").await, Ok(()));
    assert_eq!(app.diagnosis().await, Ok(serde_json::json!([{ "about": "web view" }])));
    assert_eq!(app.follow("\u{0}\n").await.unwrap_err().kind, RefusalKind::Invalid);
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
async fn a_watch_is_told_each_change() {
    let running = running();
    let app = running.app().await;
    let mut told = Vec::new();
    let watched = app.watch(|list| {
        told.push(list[0].session.id.clone());
        running.host.changes.send_modify(|number| *number += 1);
        told.len() < 3
    });
    timeout(Duration::from_secs(10), watched).await.unwrap().unwrap();
    assert_eq!(told, ["0", "1", "2"]);
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
