//! How a session differs from a spec, without doing anything to it.

use super::Runner;
use crate::difference::{Difference, differences};
use crate::error::{Error, Result};
use crate::session::{Session, SessionSpec};

impl Runner {
    /// The session of the spec's name, and how it is not as the spec says; `None` where there is none.
    ///
    /// # Errors
    /// The spec breaks a rule; or the engine refuses or does not answer.
    pub async fn compared(&self, spec: &SessionSpec) -> Result<Option<(Session, Vec<Difference>)>> {
        let checked = self.check(spec).map_err(|problems| Error::Invalid { problems })?;
        let found = self.inspect(&checked.name).await?;
        Ok(found.map(|found| {
            let differences = differences(&checked, &found.session, &found.row);
            (found.session, differences)
        }))
    }
}
