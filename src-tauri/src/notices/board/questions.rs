//! Sessions that wait for an answer.

use std::time::Instant;

use berth_archive::SessionKey;
use jiff::Timestamp;

use super::Board;
use super::posted::{News, Subject};
use crate::notices::notice::What;

/// A session that asks.
#[derive(Debug, Clone, Copy)]
pub struct Asker<'a> {
    pub key: &'a SessionKey,
    pub name: &'a str,
    pub own: bool,
}

impl Board {
    /// A session asks this from now on. Its next question is another one only after an answer: a line that is
    /// drawn anew is none.
    pub fn see_question(&mut self, now: Instant, at: Timestamp, asker: &Asker<'_>, line: String) {
        let Asker { key, name, own } = *asker;
        let subject = Subject::Session(key.clone());
        let what = What::Asks { line };
        let same = |subject_of: &Subject, what: &What, over: bool| {
            !over && *subject_of == subject && matches!(what, What::Asks { .. })
        };
        if let Some(known) =
            self.posted.iter_mut().find(|one| same(&one.subject, &one.notice.what, one.notice.over))
        {
            self.changed |= known.notice.what != what;
            known.notice.what = what;
            return;
        }
        if let Some(held) = self.held.iter_mut().find(|one| same(&one.news.subject, &one.news.what, false)) {
            held.news.what = what;
        } else if self.rules.follows(own, &key.engine, name) {
            self.hold(now, News { subject, what, name: name.to_owned(), run: None, at, restarts: 0 });
        }
    }

    /// It waits for no answer any more.
    pub fn end_question(&mut self, key: &SessionKey) {
        self.end(key, |what, _| matches!(what, What::Asks { .. }));
    }
}
