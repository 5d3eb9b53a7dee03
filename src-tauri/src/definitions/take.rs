//! Writes what a container is into the file.

use berth_runner::{Compared, Engine, Error, Runner, SessionSpec};
use tauri::async_runtime;

use super::{Definitions, SessionDefined};
use crate::error::{AppError, WireError};

impl Definitions {
    /// The spec with the secrets of its definition, where the file defines it for this engine: a container does not
    /// tell all of them.
    ///
    /// # Errors
    /// `definition_unresolved`
    pub async fn with_secrets(&self, runner: &Runner, spec: SessionSpec) -> Result<SessionSpec, WireError> {
        let Engine { id, kind, .. } = runner.engine().clone();
        let definition = match self.find(&spec.name) {
            Ok((engine, definition)) if engine == id && !definition.secrets.is_empty() => definition,
            _ => return Ok(spec),
        };
        let name = spec.name.clone();
        let with = async_runtime::spawn_blocking(move || definition.with_secrets(spec, kind)).await;
        Ok(with
            .map_err(AppError::internal)?
            .map_err(|error| AppError::DefinitionUnresolved { name, words: error.to_string() })?)
    }

    /// Writes a container of this engine into the file: of one that is defined only what differs.
    ///
    /// # Errors
    /// It breaks a rule, the file defines its name for another engine, `definition_unwritten`; or the engine refuses.
    pub async fn define(&self, runner: &Runner, id: &str) -> Result<SessionDefined, WireError> {
        let engine = &runner.engine().id;
        let name = runner.status(id).await?.name;
        let (spec, variables) = match self.find(&name) {
            Ok((other, _)) if other != *engine => {
                let words = format!("it is defined there for {other}");
                return Err(AppError::DefinitionUnwritten { name, words }.into());
            }
            Ok((_, definition)) => {
                let asked = definition.clone();
                let wanted = async_runtime::spawn_blocking(move || asked.without_secrets()).await;
                let wanted = wanted
                    .map_err(AppError::internal)?
                    .map_err(|error| AppError::DefinitionUnwritten { name, words: error.to_string() })?;
                match runner.compared(&wanted).await? {
                    Some(Compared { spec, differences, .. }) if !differences.is_empty() => {
                        (definition.taken_over(&spec, &differences), Vec::new())
                    }
                    _ => return Ok(SessionDefined { changed: false, variables: Vec::new() }),
                }
            }
            Err(_) => {
                let (spec, _) = runner.spec(id).await?;
                runner.check(&spec).map_err(|problems| Error::Invalid { problems })?;
                let variables = spec.env.iter().map(|one| one.key.clone()).collect();
                (spec, variables)
            }
        };
        self.save(&spec, engine)?;
        Ok(SessionDefined { changed: true, variables })
    }
}
