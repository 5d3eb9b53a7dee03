//! What of the old container's data the new one gets.

use std::path::Path;

use serde_json::{Value, json};

use super::KeptData;
use crate::args;
use crate::error::Result;
use crate::kind::EngineKind;
use crate::runner::Runner;
use crate::runner::attempt::Attempt;
use crate::runner::call::CallContext;
use crate::runner::inspect::Inspected;
use crate::session::HealthOptions;
use crate::spec_of::{is_anonymous, spec_of, texts_at};
use crate::validate::{Checked, MountSource, MountSpec, PortSpec};

/// What the names of images of kept file systems begin with.
const LAYERS: &str = "localhost/berth-layer/";

/// Attaches the old one's volumes without names, where the new one has nothing else.
pub(super) fn keep_volumes(checked: &mut Checked, old: &Inspected, local: bool) {
    for mount in &old.session.mounts {
        if mount.kind != "volume" || !is_anonymous(&mount.source) {
            continue;
        }
        let source = MountSource::Volume(mount.source.clone());
        let at = checked.mounts.iter().position(|asked| asked.target == mount.target);
        match at.and_then(|at| checked.mounts.get_mut(at)) {
            Some(asked) if asked.source == MountSource::Anonymous => asked.source = source,
            Some(_) => {}
            None => checked.mounts.push(MountSpec {
                source,
                target: mount.target.clone(),
                read_only: mount.read_only,
                options: Vec::new(),
                local,
            }),
        }
    }
}

/// A port that the engine chose stays the same, where nobody asked for another.
pub(super) fn keep_ports(checked: &mut Checked, old: &Inspected) {
    for asked in &mut checked.ports {
        if asked.host.is_some() || asked.container.start() != asked.container.end() {
            continue;
        }
        let ip = asked.ip.map(|ip| ip.to_string()).unwrap_or_default();
        let protocol = protocol(asked);
        let is_it = |port: &&crate::session::Port| {
            port.container == *asked.container.start() && port.protocol == protocol && port.host_ip == ip
        };
        if let Some(host) = old.session.ports.iter().find(is_it).and_then(|port| port.host) {
            asked.host = Some(host..=host);
        }
    }
}

fn protocol(port: &PortSpec) -> String {
    let text = port.to_string();
    text.rsplit_once('/').map_or_else(|| "tcp".to_owned(), |(_, protocol)| protocol.to_owned())
}

impl Runner {
    /// Makes an image of the old container's file system, which says of new ones what its own
    /// image says. It is written out and read in again: an image that is committed keeps the
    /// container's own configuration, with the values of its variables (docker 20.10:
    /// `ContainerConfig`), and those are secrets.
    pub(super) async fn keep_layer(
        &self,
        old: &Inspected,
        reference: &str,
        image: &Value,
        tar: &Path,
    ) -> Result<()> {
        let context = CallContext { operation: "make an image of", name: &old.session.name };
        let limit = self.limits().import;
        let file = tar.to_string_lossy();
        self.attempt(context, None, args::export(&old.session.id, &file), limit).await?.trusted()?;
        let changes = changes(self.engine().kind, image);
        let changes: Vec<&str> = changes.iter().map(String::as_str).collect();
        self.attempt(context, None, args::import(&file, reference, &changes), limit).await?.trusted()
    }

    /// Removes an image if it is such a one, unless a container is made of it: engines refuse that. A failure is only
    /// logged.
    pub(super) async fn remove_layer(&self, reference: &str) {
        if !reference.starts_with(LAYERS) {
            return;
        }
        let context = CallContext { operation: "remove the image", name: reference };
        let attempt = self.attempt(context, None, args::remove_image(reference), self.limits().remove).await;
        if let Err(error) = attempt.and_then(Attempt::trusted) {
            tracing::info!(%error, reference, "the image of a kept file system stays");
        }
    }
}

/// What the image says and an imported one can't: no client takes it as a change.
pub(super) fn keep_words(checked: &mut Checked, image: &Value) {
    let (of_image, _) = spec_of(&json!({ "Config": image }), None);
    let plain = &mut checked.options.plain;
    plain.stop_signal = plain.stop_signal.take().or(of_image.options.stop_signal);
    if plain.health == HealthOptions::default() {
        plain.health = of_image.options.health;
    }
}

/// What the image says, as lines of a Dockerfile.
fn changes(kind: EngineKind, image: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = |word: &str, value: String| lines.push(format!("{word} {value}"));
    for variable in texts_at(image, "/Env") {
        if let Some((key, value)) = variable.split_once('=') {
            line("ENV", format!("{key}={}", quoted(kind, value)));
        }
    }
    for (word, pointer) in [("ENTRYPOINT", "/Entrypoint"), ("CMD", "/Cmd")] {
        let words = texts_at(image, pointer);
        if !words.is_empty() {
            line(word, json!(words).to_string());
        }
    }
    for (word, pointer) in [("WORKDIR", "/WorkingDir"), ("USER", "/User")] {
        let text = image.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
        if !text.is_empty() {
            line(word, text.to_owned());
        }
    }
    for (word, pointer) in [("EXPOSE", "/ExposedPorts"), ("VOLUME", "/Volumes")] {
        let keys = image.pointer(pointer).and_then(Value::as_object);
        keys.into_iter().flatten().for_each(|(key, _)| line(word, key.clone()));
    }
    lines
}

/// docker reads it as a shell does, podman (4.3) takes all behind the sign as it is.
fn quoted(kind: EngineKind, value: &str) -> String {
    match kind {
        EngineKind::Podman => value.to_owned(),
        _ => {
            let escaped = value.replace('\\', "\\\\").replace('"', "\\\"").replace('$', "\\$");
            format!("\"{escaped}\"")
        }
    }
}

/// The name of the image of a kept file system: unique by its time.
pub(super) fn layer_reference(session: &str, stamp: &str) -> String {
    let name: String = session.to_ascii_lowercase().replace(['_', '.'], "-");
    format!("{LAYERS}{}:{stamp}", name.trim_end_matches('-'))
}

/// Whether the data kept needs the old one to be an image.
pub(super) fn is_layer(data: KeptData) -> bool {
    data == KeptData::Layer
}
