//! What a window is told of the file.

use berth_definitions::{Definition, DefinitionFault, File, Shelf};
use berth_runner::{Difference, Session, SessionSpec, StopStep};
use serde::Serialize;

use super::row::row;
use crate::settings::NoticeRule;

/// What the file says now.
#[derive(Debug, Clone, Default, PartialEq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DefinitionsNow {
    /// Its path.
    pub path: String,
    /// In the order of the file.
    pub sessions: Vec<DefinedSession>,
    pub layouts: Vec<DefinedLayout>,
    /// What is wrong with it; the rest counts.
    pub faults: Vec<DefinitionFault>,
}

/// A session that is defined.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DefinedSession {
    /// Its row while it has no container; its state is `defined`.
    pub session: Session,
    /// What it is created from, for a form.
    pub spec: SessionSpec,
    /// The template that it is made from.
    pub template: Option<String>,
    /// Where it stands in the file.
    pub line: u32,
    /// How it is stopped; empty for the usual way.
    pub stop: Vec<StopStep>,
    /// Exactly this is told of it; `null` is as the settings say.
    pub notices: Option<Vec<NoticeRule>>,
    /// Whether its program draws its screen anew when its terminal is opened.
    pub redraw: bool,
    /// How its container is not as the file says; nothing where it has none, or before it was looked at.
    pub drift: Vec<Difference>,
}

/// What became of writing a container into the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct SessionDefined {
    /// `false` where the file says the same already.
    pub changed: bool,
    /// Variables whose values are in the file now.
    pub variables: Vec<String>,
}

/// Sessions that stand side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct DefinedLayout {
    pub name: String,
    /// Names of sessions: columns from left to right, in each from top to bottom.
    pub columns: Vec<Vec<String>>,
}

impl DefinitionsNow {
    pub fn of(file: &File, shelf: &Shelf, default_engine: &str) -> Self {
        let defined = |definition: &Definition| DefinedSession {
            session: row(definition, definition.engine_or(default_engine)),
            spec: definition.spec.clone(),
            template: definition.template.clone(),
            line: definition.line,
            stop: definition.stop.clone(),
            notices: definition
                .notices
                .as_ref()
                .map(|told| told.iter().copied().map(NoticeRule::from).collect()),
            redraw: definition.redraw,
            drift: Vec::new(),
        };
        let layouts = shelf.layouts.iter().cloned();
        Self {
            path: file.path().display().to_string(),
            sessions: shelf.definitions.iter().map(defined).collect(),
            layouts: layouts
                .map(|layout| DefinedLayout { name: layout.name, columns: layout.columns })
                .collect(),
            faults: shelf.faults.clone(),
        }
    }
}
