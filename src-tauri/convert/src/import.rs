//! A text to sessions.

use berth_runner::SessionSpec;
use serde::{Deserialize, Serialize};

use crate::remark::{Remark, RemarkProblem};
use crate::{compose, devcontainer, line};

/// Bytes of a text, at most.
pub const MAX_TEXT: usize = 256 * 1024;

/// What a text may be.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::Display,
    strum::EnumString,
    strum::VariantArray,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum ImportForm {
    /// `docker run …`, `podman create …`, several of them, with comments between.
    Run,
    /// A compose file.
    Compose,
    /// `devcontainer.json`.
    Devcontainer,
}

impl ImportForm {
    /// What a text looks like.
    fn of(text: &str) -> Self {
        let mut lines = text.lines().map(str::trim);
        // A comment of JSON, or its first brace.
        let json = |line: &str| line.starts_with('{') || line.starts_with("//") || line.starts_with("/*");
        let key = |line: &str| {
            ["services:", "version:", "name:", "x-", "include:", "---", "networks:", "volumes:"]
                .iter()
                .any(|key| line.starts_with(key))
        };
        match lines.find(|line| !line.is_empty() && !line.starts_with('#')) {
            Some(line) if json(line) => Self::Devcontainer,
            Some(line) if key(line) => Self::Compose,
            _ if text.lines().any(|line| line.starts_with("services:")) => Self::Compose,
            _ => Self::Run,
        }
    }
}

/// One session of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ImportedSession {
    /// As far as a spec can say it. Where a value is missing a remark says so.
    pub spec: SessionSpec,
    /// The engine that the text names, as `docker` or `podman:far`; empty where it names none.
    pub engine: String,
}

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Imported {
    /// What the text was read as.
    pub form: ImportForm,
    /// In the order of the text; none where it can't be read, which a remark says.
    pub sessions: Vec<ImportedSession>,
    /// What was not taken, in the order of the text.
    pub remarks: Vec<Remark>,
}

impl Imported {
    pub(crate) fn refused(form: ImportForm, line: u32, problem: RemarkProblem) -> Self {
        Self { form, sessions: Vec::new(), remarks: vec![Remark::new("", line, problem)] }
    }
}

/// Reads a text; without a form that which it looks like. `folder` is where its file stands: relative host paths begin
/// there.
pub fn import(text: &str, form: Option<ImportForm>, folder: Option<&str>) -> Imported {
    let form = form.unwrap_or_else(|| ImportForm::of(text));
    if text.trim().is_empty() {
        return Imported::refused(form, 0, RemarkProblem::TextEmpty {});
    }
    if text.len() > MAX_TEXT {
        let limit = u32::try_from(MAX_TEXT / 1024).unwrap_or(u32::MAX);
        return Imported::refused(form, 0, RemarkProblem::TextLarge { limit });
    }
    // A byte order mark is no part of the text.
    let text = text.trim_start_matches('\u{feff}');
    match form {
        ImportForm::Run => line::read(text),
        ImportForm::Compose => compose::read(text, folder),
        ImportForm::Devcontainer => devcontainer::read(text, folder),
    }
}
