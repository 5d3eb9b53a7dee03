//! Writing a small file of text.

use std::io::{Seek, Write};
use std::process::Stdio;

use jiff::Timestamp;

use super::super::inspect::Inspected;
use crate::args;
use crate::error::{Error, Result};
use crate::files::FileKind;
use crate::files::path::{cleaned, split};
use crate::files::single::{self, Single};
use crate::files::text::{MOST, text, too_large};
use crate::reason::Refusal;
use crate::runner::{CallContext, Runner};
use crate::session::Session;

impl Runner {
    /// Replaces the text of a file of a session, whether it runs or not, if it still is `before`. Its owner and
    /// mode stay; a link stays one.
    ///
    /// # Errors
    /// There is no such session or file, it has another text by now, it is too large, its owner can't be told,
    /// or the engine refuses or does not answer.
    pub async fn write_file(&self, key: &str, path: &str, before: &str, after: &str) -> Result<()> {
        let Inspected { session, .. } = self.resolve(key).await?;
        let context = CallContext { operation: "write a file of", name: &session.name };
        let refused = |reason| self.refusal(context, reason);
        let path = cleaned(path).map_err(refused)?;
        if after.len() as u64 > MOST {
            return Err(refused(too_large(&path)));
        }
        let (path, facts) = self.file_itself(context, &session, path).await?;
        if self.text_now(context, &session.id, &path).await? != before {
            return Err(refused(Refusal::FileChanged { path }));
        }
        let (folder, name) = split(&path).ok_or_else(|| refused(Refusal::NotFile { path: path.clone() }))?;
        let failed = |source| Error::File { operation: "write", path: path.clone().into(), source };
        let now = u64::try_from(Timestamp::now().as_second()).unwrap_or(0);
        let archive = single::archive(name, &facts, after.as_bytes(), now).map_err(failed)?;
        let mut file = tempfile::tempfile().map_err(failed)?;
        file.write_all(&archive).and_then(|()| file.rewind()).map_err(failed)?;
        let call = args::copy_in(self.engine().kind, &session.id, folder);
        match self.fed(context, call, Stdio::from(file), self.limits().remove).await {
            Ok(output) if output.success() => Ok(()),
            Ok(output) => Err(self.copy_refused(context, &output, folder)),
            Err(error @ Error::Spawn { .. }) => Err(error),
            // It may have happened all the same.
            Err(error) => match self.text_now(context, &session.id, &path).await {
                Ok(now) if now == after => Ok(()),
                _ => Err(error),
            },
        }
    }

    /// The file behind links, with its owner.
    async fn file_itself(
        &self,
        context: CallContext<'_>,
        session: &Session,
        path: String,
    ) -> Result<(String, Single)> {
        let refused = |reason| self.refusal(context, reason);
        let (path, facts) = self.facts_itself(context, session, path).await?;
        match facts {
            Some(facts) if facts.kind == FileKind::File => Ok((path, facts)),
            Some(_) => Err(refused(Refusal::NotFile { path })),
            None => Err(refused(Refusal::OwnerUnknown { path })),
        }
    }

    async fn text_now(&self, context: CallContext<'_>, id: &str, path: &str) -> Result<String> {
        let content = self.fetched(context, id, path).await?.content;
        let content = content.ok_or_else(|| self.refusal(context, too_large(path)))?;
        text(path, content).map_err(|reason| self.refusal(context, reason))
    }
}
