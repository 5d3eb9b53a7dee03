//! What would be done, for a person to read before.

use serde_json::Value;

use super::RecreatePlan;
use super::limits::{in_place, lasting};
use crate::args;
use crate::error::Result;
use crate::parse::stderr::{self, StderrClass};
use crate::preview::preview;
use crate::runner::Runner;
use crate::runner::call::CallContext;
use crate::runner::inspect::Inspected;
use crate::session::SessionSpec;
use crate::spec_of::{Lost, compare, spec_of};

impl Runner {
    /// The spec by which a session was created, whoever did, and what no spec can say of it.
    ///
    /// # Errors
    /// There is no such session, or the engine refuses or does not answer.
    pub async fn spec(&self, key: &str) -> Result<(SessionSpec, Vec<Lost>)> {
        let found = self.resolve(key).await?;
        self.spec_of_found(&found).await
    }

    pub(in crate::runner) async fn spec_of_found(
        &self,
        found: &Inspected,
    ) -> Result<(SessionSpec, Vec<Lost>)> {
        let image = self.config_of_image(found).await?;
        let (mut spec, lost) = spec_of(&found.row, image.as_ref());
        // Its name, where the inspect has the id.
        if spec.options.pod.is_some() {
            spec.options.pod.clone_from(&found.session.pod);
        }
        Ok((spec, lost))
    }

    /// What the image of a container says, `None` where it is gone.
    pub(super) async fn config_of_image(&self, found: &Inspected) -> Result<Option<Value>> {
        let Some(id) = found.row.get("Image").and_then(Value::as_str) else { return Ok(None) };
        let context = CallContext { operation: "look for the image", name: &found.session.image };
        let output = self.call(context, args::image_config(id), self.limits().inspect).await?;
        if output.success() {
            return Ok(serde_json::from_slice(&output.stdout).ok());
        }
        match stderr::classify(self.engine().kind, &output.stderr_text()) {
            StderrClass::NoSuchImage => Ok(None),
            _ => Err(self.refused(context, &output)),
        }
    }

    /// What a recreation by `spec` would change; nothing is done. Its own spec where there is none.
    ///
    /// # Errors
    /// As [`Runner::spec`], and the new spec breaks a rule.
    pub async fn recreate_plan(&self, key: &str, spec: Option<&SessionSpec>) -> Result<RecreatePlan> {
        let found = self.resolve(key).await?;
        let (before, lost) = self.spec_of_found(&found).await?;
        let after = spec.unwrap_or(&before);
        let checked = |spec: &SessionSpec| self.check_edited(spec, &found.session.name);
        let command = |spec: &SessionSpec| checked(spec).map(|checked| preview(self.engine(), &checked));
        let command_after = match (command(after), spec) {
            (Ok(command), _) => command,
            (Err(problems), Some(_)) => return Err(crate::error::Error::Invalid { problems }),
            (Err(_), None) => String::new(),
        };
        let differences = compare(&before, after);
        Ok(RecreatePlan {
            in_place: in_place(self.engine().kind, found.session.state, after, &differences),
            lasting: lasting(self.engine().kind),
            command_before: command(&before).unwrap_or_default(),
            command_after,
            before,
            lost,
            differences,
        })
    }
}
