//! The lines on the socket: JSON, one a line, both ways.
//!
//! Each side begins with a [`Hello`]. Then the client asks, one request at a time, and the server
//! answers each; a [`Request::Watch`] is answered until the client hangs up.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::values::{Address, Refusal, Seen, SendRequest, Sent, Status, Until, Waited};

/// The version of these lines. What is added is no other version; what is changed is.
pub const PROTOCOL: u32 = 1;

/// The most bytes of a request, a long paste included.
pub(crate) const MAX_REQUEST: usize = 1024 * 1024;
/// The most bytes of an answer: a screen is some 100 KB at most, in colours.
pub(crate) const MAX_ANSWER: usize = 64 * 1024 * 1024;

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Hello {
    /// [`PROTOCOL`].
    pub berth: u32,
    /// Of the program, for people.
    pub version: String,
    pub pid: u32,
}

impl Hello {
    pub fn own() -> Self {
        Self { berth: PROTOCOL, version: env!("CARGO_PKG_VERSION").to_owned(), pid: std::process::id() }
    }
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "lowercase")]
pub(crate) enum Request {
    List,
    Peek {
        session: Address,
    },
    Send {
        session: Address,
        request: SendRequest,
    },
    Wait {
        session: Address,
        until: Until,
        timeout: Option<Duration>,
    },
    /// Answers with the list now and after each change.
    Watch,
    /// Brings the app to the front, with this session in sight.
    Open {
        session: Option<Address>,
    },
    /// Says what only the app knows of what is right and wrong here.
    Diagnosis,
    /// Brings the app to the front, and has it follow a link. It is as somebody wrote it.
    Follow {
        link: String,
    },
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "answer", content = "value", rename_all = "lowercase")]
pub(crate) enum Answer {
    List(Vec<Status>),
    Peek(Box<Seen>),
    Send(Box<Sent>),
    Wait(Waited),
    Opened,
    /// As `berth-diagnosis` writes it.
    Diagnosis(serde_json::Value),
    Refused(Refusal),
}
