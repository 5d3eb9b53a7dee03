//! A session as a text for another tool.

mod compose;
mod kube;
mod quadlet;
mod run;
mod systemd;
#[cfg(test)]
mod tests;
mod unit;
mod yaml;

use berth_runner::{Checked, EngineKind, Lost, MountSpec, SessionSpec};
use serde::{Deserialize, Serialize};

use crate::draft::session_named;
use crate::remark::{Remark, RemarkProblem};

/// What a session can be written as.
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
pub enum ExportForm {
    /// `podman run …` or `docker run …`.
    Run,
    /// A compose file.
    Compose,
    /// A `.container` file of podman's Quadlet.
    Quadlet,
    /// A unit of systemd that calls the client.
    Systemd,
    /// A pod of Kubernetes, for `podman kube play` too.
    Kube,
}

impl ExportForm {
    /// For which engine a spec is checked that is written so: Quadlet and `kube play` are podman's.
    pub fn kind(self, engine: EngineKind) -> EngineKind {
        match self {
            Self::Quadlet | Self::Kube => EngineKind::Podman,
            // A cluster has no run lines.
            Self::Run | Self::Compose | Self::Systemd if engine == EngineKind::Kubernetes => {
                EngineKind::Docker
            }
            Self::Run | Self::Compose | Self::Systemd => engine,
        }
    }

    /// What people call it.
    fn word(self) -> &'static str {
        match self {
            Self::Run => "A run line",
            Self::Compose => "A compose file",
            Self::Quadlet => "Quadlet",
            Self::Systemd => "A systemd unit",
            Self::Kube => "Kubernetes",
        }
    }
}

/// A text, and what it needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Exported {
    /// What it is.
    pub form: ExportForm,
    /// The name that its file should have.
    pub file: String,
    /// The text, which ends with a line end. No value of a variable is in it.
    pub text: String,
    /// What has to be given, and what the form can't say.
    pub remarks: Vec<Remark>,
}

/// Writes a session by its spec, which `check` checks for an engine of that kind; `lost` is what its spec could not say.
///
/// # Errors
/// Those of `check`.
pub fn export<E>(
    kind: EngineKind,
    mut spec: SessionSpec,
    lost: &[Lost],
    form: ExportForm,
    check: impl FnOnce(&SessionSpec, EngineKind) -> Result<Checked, E>,
) -> Result<Exported, E> {
    let mut remarks = Vec::new();
    // That of a container that Berth did not make.
    let used = session_named(&spec.name);
    if used != spec.name {
        let name = std::mem::replace(&mut spec.name, used.clone());
        remarks.push(Remark::new("--name", 0, RemarkProblem::NameChanged { name, used }));
    }
    let checked = check(&spec, form.kind(kind))?;
    remarks.extend(
        lost.iter()
            .map(|part| Remark::new(&part.part, 0, RemarkProblem::LostPart { value: part.value.clone() })),
    );
    let mut exported = write(kind, &checked, form);
    exported.remarks.splice(..0, remarks);
    Ok(exported)
}

/// A session as the manifest of a pod. Values of variables are in the Secret of that name, which is not in it.
pub fn manifest(spec: &Checked, secret: &str) -> String {
    let mut notes = Notes { form: ExportForm::Kube, remarks: Vec::new() };
    kube::text(spec, Some(secret), &mut notes)
}

/// Writes a spec that was checked for [`ExportForm::kind`].
pub(crate) fn write(kind: EngineKind, spec: &Checked, form: ExportForm) -> Exported {
    let kind = form.kind(kind);
    let mut notes = Notes { form, remarks: Vec::new() };
    let name = &spec.name;
    let (file, text) = match form {
        ExportForm::Run => (format!("{name}.sh"), run::text(kind, spec, &mut notes)),
        ExportForm::Compose => ("compose.yaml".to_owned(), compose::text(kind, spec, &mut notes)),
        ExportForm::Quadlet => (format!("{name}.container"), quadlet::text(spec, &mut notes)),
        ExportForm::Systemd => (format!("{name}.service"), systemd::text(kind, spec, &mut notes)),
        ExportForm::Kube => (format!("{name}.yaml"), kube::text(spec, None, &mut notes)),
    };
    Exported { form, file, text, remarks: notes.remarks }
}

/// What is said beside a text.
struct Notes {
    form: ExportForm,
    remarks: Vec<Remark>,
}

impl Notes {
    fn add(&mut self, key: &str, problem: RemarkProblem) {
        self.remarks.push(Remark::new(key, 0, problem));
    }

    fn not_said(&mut self, key: &str) {
        let form = self.form.word().to_owned();
        self.add(key, RemarkProblem::NotSaid { form });
    }
}

/// The file that values of variables go into.
fn env_file(spec: &Checked) -> String {
    format!("{}.env", spec.name)
}

/// The options of a volume as `-v` has them, its access among them.
fn options_of(mount: &MountSpec) -> String {
    let access = mount.read_only.then_some("ro");
    access.into_iter().chain(mount.options.iter().map(String::as_str)).collect::<Vec<_>>().join(",")
}

/// Names of variables that have a value.
fn valued(spec: &Checked) -> Vec<&str> {
    spec.env.iter().filter(|var| !var.value.is_empty()).map(|var| var.key.as_str()).collect()
}
