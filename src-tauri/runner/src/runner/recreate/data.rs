//! What of the old container's data the new one gets.

use serde_json::Value;

use super::KeptData;
use crate::args;
use crate::error::Result;
use crate::runner::Runner;
use crate::runner::call::CallContext;
use crate::runner::inspect::Inspected;
use crate::spec_of::{is_anonymous, texts_at};
use crate::validate::{Checked, MountSource, MountSpec, PortSpec};

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
    /// Makes an image of the old container, which says of new ones what its own image says:
    /// values of variables are secrets, and stay out.
    pub(super) async fn commit_layer(&self, old: &Inspected, reference: &str, image: &Value) -> Result<()> {
        let context = CallContext { operation: "make an image of", name: &old.session.name };
        let changes = changes(&old.row, image);
        let changes: Vec<&str> = changes.iter().map(String::as_str).collect();
        let invocation = args::commit(&old.session.id, reference, &changes);
        self.attempt(context, None, invocation, self.limits().import).await?.trusted()
    }

    /// Removes such an image again; a failure is only logged.
    pub(super) async fn forget_layer(&self, reference: &str) {
        let context = CallContext { operation: "remove the image", name: reference };
        let attempt = self.attempt(context, None, args::remove_image(reference), self.limits().remove).await;
        if let Err(error) = attempt.and_then(crate::runner::attempt::Attempt::trusted) {
            tracing::warn!(%error, reference, "an image that nobody needs stays");
        }
    }
}

/// Lines of a Dockerfile that put back what the image said, and blank what it did not.
fn changes(row: &Value, image: &Value) -> Vec<String> {
    let of_image = texts_at(image, "/Env");
    let value_of = |key: &str| {
        let line = of_image.iter().find(|line| line.split('=').next() == Some(key));
        line.and_then(|line| line.split_once('=')).map(|(_, value)| value).unwrap_or_default()
    };
    let set = texts_at(row, "/Config/Env");
    let keys = set.iter().filter(|line| !of_image.contains(line)).filter_map(|line| line.split('=').next());
    // A name with a space or a quote would be another line.
    let sound =
        keys.filter(|key| key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')));
    let env = sound.map(|key| format!("ENV {key}={}", quoted(value_of(key))));
    let words = |pointer: &str| serde_json::json!(texts_at(image, pointer)).to_string();
    let text = |pointer: &str| image.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    let folder = Some(text("/WorkingDir")).filter(|folder| !folder.is_empty()).unwrap_or("/");
    let user = Some(text("/User")).filter(|user| !user.is_empty()).unwrap_or("0");
    env.chain([
        format!("ENTRYPOINT {}", words("/Entrypoint")),
        format!("CMD {}", words("/Cmd")),
        format!("WORKDIR {folder}"),
        format!("USER {user}"),
    ])
    .collect()
}

fn quoted(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Whether the data kept needs the old one to be an image.
pub(super) fn is_layer(data: KeptData) -> bool {
    data == KeptData::Layer
}
