//! The app's end: a task for each client, a few limits, and no trust.

use std::future::Future;
use std::io::{self, ErrorKind};
use std::sync::Arc;
use std::time::Duration;

use interprocess::local_socket::tokio::{Listener, Stream, prelude::*};
use tokio::io::{AsyncBufRead, AsyncBufReadExt, BufReader};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use crate::line;
use crate::room::{MOST_CLIENTS, Room};
use crate::sessions::Sessions;
use crate::transport::{Claim, check_peer};
use crate::values::{Address, Refusal, RefusalKind};
use crate::wire::{Answer, Hello, MAX_REQUEST, PROTOCOL, Request};

/// How long a client may take to say what it is.
const HELLO_WITHIN: Duration = Duration::from_secs(5);
/// How long a client may take over a request that it began.
const REQUEST_WITHIN: Duration = Duration::from_secs(10);
/// How long a client may take to read an answer.
const READ_WITHIN: Duration = Duration::from_secs(10);
/// At most so often is a list sent to one that watches.
const BETWEEN_LISTS: Duration = Duration::from_millis(100);

/// The app, as far as its socket knows it.
pub trait Host: Sessions + 'static {
    /// Comes to the front, with this session in sight.
    fn open(&self, session: Option<&Address>) -> impl Future<Output = Result<(), Refusal>> + Send;

    /// Comes to the front, and follows a link. It is as somebody wrote it.
    fn follow(&self, link: &str) -> impl Future<Output = Result<(), Refusal>> + Send;

    /// What only the app knows of what is right and wrong here, as JSON.
    fn diagnosis(&self) -> impl Future<Output = Result<serde_json::Value, Refusal>> + Send;

    /// Has a new number after [`Sessions::list`] has another answer.
    fn changes(&self) -> watch::Receiver<u64>;
}

/// Answers clients until it is dropped.
#[derive(Debug)]
pub struct Server {
    listening: JoinHandle<()>,
}

impl Server {
    /// Starts to answer. Needs a runtime of tokio.
    ///
    /// # Errors
    /// The socket's folder or its name is somebody else's, or nothing can be written there.
    pub fn start(claim: Claim, host: Arc<impl Host>) -> io::Result<Self> {
        let listener = claim.listen()?;
        let listening = tokio::spawn(async move {
            let _claim = claim;
            listen(&listener, &host).await;
        });
        Ok(Self { listening })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

async fn listen(listener: &Listener, host: &Arc<impl Host>) {
    let room = Arc::new(Room::new());
    let mut was_full = false;
    loop {
        let stream = match listener.accept().await {
            Ok(stream) => stream,
            Err(error) => {
                tracing::debug!(%error, "a client of the socket was lost");
                // Such as too many open files: it may pass.
                sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let Some(place) = room.place().await else {
            // A flood is one line of the log, and other tasks have their turn in it.
            if !std::mem::replace(&mut was_full, true) {
                tracing::warn!("{MOST_CLIENTS} clients of the socket are at work; others are hung up on");
            }
            drop(stream);
            tokio::task::yield_now().await;
            continue;
        };
        was_full = false;
        let (host, room) = (Arc::clone(host), Arc::clone(&room));
        tokio::spawn(async move {
            let _place = place;
            if let Err(error) = talk(&stream, host.as_ref(), &room).await {
                tracing::debug!(%error, "a client of the socket was hung up on");
            }
        });
    }
}

async fn talk(stream: &Stream, host: &impl Host, room: &Room) -> io::Result<()> {
    check_peer(stream)?;
    let mut from = BufReader::new(stream);
    reply(stream, &Hello::own()).await?;
    let hello = timeout(HELLO_WITHIN, line::read::<Hello>(&mut from, 4096));
    let Some(hello) = room.silent.until(hello).await else { return Ok(()) };
    let hello = hello??;
    match hello {
        Some(hello) if hello.berth == PROTOCOL => {}
        Some(hello) => {
            let what = format!(
                "This is Berth {}, and {} is another version of its lines",
                env!("CARGO_PKG_VERSION"),
                hello.version
            );
            return reply(stream, &Answer::Refused(Refusal::new(RefusalKind::App, what))).await;
        }
        None => return Ok(()),
    }
    loop {
        // Between requests a client may take its time, while there is room.
        match room.idle.until(async { from.fill_buf().await.map(<[u8]>::is_empty) }).await.transpose()? {
            Some(false) => {}
            Some(true) | None => return Ok(()),
        }
        let request = match timeout(REQUEST_WITHIN, line::read::<Request>(&mut from, MAX_REQUEST)).await? {
            Ok(Some(request)) => request,
            Ok(None) => return Ok(()),
            // Where the next one begins is not known any more.
            Err(error) if error.kind() == ErrorKind::InvalidData => {
                let what = format!("That is no request: {error}");
                return reply(stream, &Answer::Refused(Refusal::new(RefusalKind::Invalid, what))).await;
            }
            Err(error) => return Err(error),
        };
        match request {
            Request::Watch => return watch_list(stream, &mut from, host).await,
            request => {
                // What is typed is typed, also for a client that is gone.
                let may_stop = !matches!(request, Request::Send { .. });
                let answer = tokio::select! {
                    answer = answer(host, request) => answer,
                    end = hung_up(&mut from), if may_stop => return end,
                };
                reply(stream, &answer).await?;
            }
        }
    }
}

async fn answer(host: &impl Host, request: Request) -> Answer {
    let answered = match request {
        Request::List => host.list().await.map(Answer::List),
        Request::Peek { session } => host.peek(&session).await.map(|seen| Answer::Peek(Box::new(seen))),
        Request::Send { session, request } => {
            host.send(&session, &request).await.map(|sent| Answer::Send(Box::new(sent)))
        }
        Request::Wait { session, until, timeout } => {
            host.wait(&session, &until, timeout).await.map(Answer::Wait)
        }
        Request::Open { session } => host.open(session.as_ref()).await.map(|()| Answer::Opened),
        Request::Follow { link } => host.follow(&link).await.map(|()| Answer::Opened),
        Request::Diagnosis => host.diagnosis().await.map(Answer::Diagnosis),
        Request::Watch => return Answer::List(Vec::new()),
    };
    answered.unwrap_or_else(Answer::Refused)
}

async fn watch_list(
    stream: &Stream,
    from: &mut (impl AsyncBufRead + Unpin),
    host: &impl Host,
) -> io::Result<()> {
    let mut changes = host.changes();
    loop {
        changes.mark_unchanged();
        reply(stream, &answer(host, Request::List).await).await?;
        let change = async {
            sleep(BETWEEN_LISTS).await;
            changes.changed().await
        };
        tokio::select! {
            change = change => if change.is_err() { return Ok(()) },
            end = hung_up(from) => return end,
        }
    }
}

/// Ends when the client hangs up, or asks before it was answered.
async fn hung_up(from: &mut (impl AsyncBufRead + Unpin)) -> io::Result<()> {
    match from.fill_buf().await? {
        [] => Ok(()),
        _ => Err(io::Error::new(ErrorKind::InvalidData, "It asked before it was answered")),
    }
}

/// A client that does not read is hung up on.
async fn reply(mut stream: &Stream, answer: &impl serde::Serialize) -> io::Result<()> {
    timeout(READ_WITHIN, line::write(&mut stream, answer)).await?
}
