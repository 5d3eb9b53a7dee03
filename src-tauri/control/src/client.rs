//! The other end: asks the app that runs.

use std::io;
use std::time::Duration;

use interprocess::local_socket::tokio::Stream;
use tokio::io::BufReader;
use tokio::sync::Mutex;
use tokio::time::timeout;

use crate::line;
use crate::place::Place;
use crate::sessions::Sessions;
use crate::transport::connect;
use crate::values::{Address, Refusal, RefusalKind, Seen, SendRequest, Sent, Status, Until, Waited};
use crate::wire::{Answer, Hello, MAX_ANSWER, PROTOCOL, Request};

/// How long an app may take to greet, before it counts as stuck.
const GREETED_WITHIN: Duration = Duration::from_secs(3);

/// What an app says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Greeting {
    /// Its version, for people.
    pub version: String,
    /// Its process.
    pub pid: u32,
}

/// An app that runs. It is asked one thing at a time.
#[derive(Debug)]
pub struct App {
    greeting: Greeting,
    stream: Mutex<BufReader<Stream>>,
}

impl App {
    /// The app of this state folder; `None` where none runs.
    ///
    /// # Errors
    /// There is one, and it can't be talked to: another version, another user, or stuck.
    pub async fn find(place: &Place) -> Result<Option<Self>, Refusal> {
        let unusable = |why: String| Refusal::new(RefusalKind::App, why);
        let stream = match connect(place).await {
            Ok(Some(stream)) => stream,
            Ok(None) => return Ok(None),
            Err(error) => return Err(unusable(format!("Berth can't be reached: {error}"))),
        };
        let mut stream = BufReader::new(stream);
        let greeted = timeout(GREETED_WITHIN, async {
            let hello = line::read::<Hello>(&mut stream, 4096).await?;
            line::write(stream.get_mut(), &Hello::own()).await?;
            io::Result::Ok(hello)
        });
        match greeted.await {
            Ok(Ok(Some(Hello { berth: PROTOCOL, version, pid }))) => {
                Ok(Some(Self { greeting: Greeting { version, pid }, stream: Mutex::new(stream) }))
            }
            Ok(Ok(Some(Hello { version, .. }))) => Err(unusable(format!(
                "The Berth that runs is of version {version}, and this is {}; update them together",
                env!("CARGO_PKG_VERSION")
            ))),
            // It is about to end, or has as many clients as it takes.
            Ok(Ok(None)) => Ok(None),
            Ok(Err(error)) => Err(unusable(format!("Berth can't be reached: {error}"))),
            Err(_) => Err(unusable("The Berth that runs does not answer".to_owned())),
        }
    }

    /// What it says of itself.
    pub fn greeting(&self) -> &Greeting {
        &self.greeting
    }

    /// Brings its window to the front, with this session in sight.
    ///
    /// # Errors
    /// The app refuses, or ends meanwhile.
    pub async fn open(&self, session: Option<&Address>) -> Result<(), Refusal> {
        match self.ask(&Request::Open { session: session.cloned() }).await? {
            Answer::Opened => Ok(()),
            _ => Err(strange()),
        }
    }

    /// Brings its window to the front, and has it follow a link, which may say anything.
    ///
    /// # Errors
    /// The app refuses, or ends meanwhile.
    pub async fn follow(&self, link: &str) -> Result<(), Refusal> {
        match self.ask(&Request::Follow { link: link.to_owned() }).await? {
            Answer::Opened => Ok(()),
            _ => Err(strange()),
        }
    }

    /// What only the app knows of what is right and wrong here, as JSON.
    ///
    /// # Errors
    /// The app refuses, as one of an older version does, or ends meanwhile.
    pub async fn diagnosis(&self) -> Result<serde_json::Value, Refusal> {
        match self.ask(&Request::Diagnosis).await? {
            Answer::Diagnosis(checks) => Ok(checks),
            _ => Err(strange()),
        }
    }

    /// Calls with what sessions do, now and after each change, until the app ends or `listen`
    /// returns `false`.
    ///
    /// # Errors
    /// The app refuses, or ends.
    pub async fn watch(&self, mut listen: impl FnMut(Vec<Status>) -> bool) -> Result<(), Refusal> {
        let mut stream = self.stream.lock().await;
        line::write(stream.get_mut(), &Request::Watch).await.map_err(lost)?;
        loop {
            match next(&mut stream).await? {
                Answer::List(list) => match listen(list) {
                    true => {}
                    false => return Ok(()),
                },
                _ => return Err(strange()),
            }
        }
    }

    async fn ask(&self, request: &Request) -> Result<Answer, Refusal> {
        let mut stream = self.stream.lock().await;
        line::write(stream.get_mut(), request).await.map_err(lost)?;
        next(&mut stream).await
    }
}

async fn next(stream: &mut BufReader<Stream>) -> Result<Answer, Refusal> {
    match line::read(stream, MAX_ANSWER).await.map_err(lost)? {
        Some(Answer::Refused(refusal)) => Err(refusal),
        Some(answer) => Ok(answer),
        None => Err(lost(io::ErrorKind::UnexpectedEof.into())),
    }
}

fn lost(error: io::Error) -> Refusal {
    Refusal::new(RefusalKind::Lost, format!("Berth ended while it was asked: {error}"))
}

fn strange() -> Refusal {
    Refusal::new(RefusalKind::App, "Berth answered something else than what it was asked")
}

impl Sessions for App {
    async fn list(&self) -> Result<Vec<Status>, Refusal> {
        match self.ask(&Request::List).await? {
            Answer::List(list) => Ok(list),
            _ => Err(strange()),
        }
    }

    async fn peek(&self, session: &Address) -> Result<Seen, Refusal> {
        match self.ask(&Request::Peek { session: session.clone() }).await? {
            Answer::Peek(seen) => Ok(*seen),
            _ => Err(strange()),
        }
    }

    async fn send(&self, session: &Address, request: &SendRequest) -> Result<Sent, Refusal> {
        match self.ask(&Request::Send { session: session.clone(), request: request.clone() }).await? {
            Answer::Send(sent) => Ok(*sent),
            _ => Err(strange()),
        }
    }

    async fn wait(
        &self,
        session: &Address,
        until: &Until,
        timeout: Option<Duration>,
    ) -> Result<Waited, Refusal> {
        let (session, until) = (session.clone(), until.clone());
        match self.ask(&Request::Wait { session, until, timeout }).await? {
            Answer::Wait(waited) => Ok(waited),
            _ => Err(strange()),
        }
    }
}
