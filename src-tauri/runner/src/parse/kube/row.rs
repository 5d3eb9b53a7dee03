//! A pod -> rows in the words of `container inspect`, one a container.

use serde_json::{Map, Value, json};

use super::life::life;
use super::text::{flag, list, text, texts};
use crate::args::{PodContainer, secret_of};
use crate::session::{LABEL_OWNER, LABEL_TOKEN, OWNER};

/// A container of a pod: where it is, and what it is like.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// How kubectl is told of it.
    pub place: PodContainer,
    /// In the words of `container inspect`.
    pub row: Value,
}

impl Row {
    /// The id of its session.
    pub fn id(&self) -> String {
        self.row.get("Id").and_then(Value::as_str).unwrap_or_default().to_owned()
    }
}

/// The containers of a pod that its spec lists; `None` where it is no pod. Those that prepare it
/// (init) and those that were put into it later (ephemeral) are none of their own.
pub fn rows(pod: &Value) -> Option<Vec<Row>> {
    let (name, ids) = (text(pod, "/metadata/name")?, ids(pod)?);
    let of_pod = |pointer: &str| text(pod, pointer).unwrap_or_default().to_owned();
    let containers = list(pod, "/spec/containers");
    let row = |(container, id): (&Value, &String)| {
        let own = text(container, "/name")?;
        let secret = secret(pod, container, name);
        let place = PodContainer {
            namespace: of_pod("/metadata/namespace"),
            pod: name.to_owned(),
            uid: of_pod("/metadata/uid"),
            container: own.to_owned(),
            secret,
        };
        let shown = if containers.len() > 1 { format!("{name}/{own}") } else { name.to_owned() };
        Some(Row { place, row: row(pod, container, id, &shown) })
    };
    containers.iter().zip(&ids).map(row).collect()
}

/// The Secret that Berth made for its own.
fn secret(pod: &Value, container: &Value, name: &str) -> Option<String> {
    let labels = pod.pointer("/metadata/labels")?;
    let own = labels.get(LABEL_OWNER)?.as_str()? == OWNER;
    let secret = secret_of(name, labels.get(LABEL_TOKEN)?.as_str()?);
    let uses = |var: &Value| text(var, "/valueFrom/secretKeyRef/name") == Some(&secret);
    (own && list(container, "/env").iter().any(uses)).then_some(secret)
}

/// The ids of its containers, in the order of its spec: the digits of its UID, then the place in the
/// order, which is fixed when a pod is made.
pub(super) fn ids(pod: &Value) -> Option<Vec<String>> {
    let uid: String = text(pod, "/metadata/uid")?.chars().filter(|c| *c != '-').collect();
    let is_hex = uid.len() == 32 && uid.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    let count = list(pod, "/spec/containers").len();
    is_hex.then(|| (0..count).map(|index| format!("{uid}{index:032x}")).collect())
}

fn row(pod: &Value, container: &Value, id: &str, name: &str) -> Value {
    let life = life(pod, text(container, "/name").unwrap_or_default());
    let (command, args) = (texts(container, "/command"), texts(container, "/args"));
    // A command is the image's entrypoint.
    let argv: Vec<&str> = command.iter().chain(&args).copied().collect();
    let tty = flag(container, "/tty");
    json!({
        "Id": id,
        "Name": name,
        "Created": text(pod, "/metadata/creationTimestamp"),
        "Pod": if name.contains('/') { text(pod, "/metadata/name") } else { None },
        "Path": command.first(),
        "Args": argv.get(1..).unwrap_or_default(),
        "RestartCount": life.restarts,
        "Config": {
            "Image": text(container, "/image"),
            "Tty": tty,
            "OpenStdin": flag(container, "/stdin"),
            "Labels": pod.pointer("/metadata/labels"),
            "Env": env(container),
            "Entrypoint": command,
            "Cmd": args,
            "WorkingDir": text(container, "/workingDir"),
            "StopTimeout": pod.pointer("/spec/terminationGracePeriodSeconds"),
        },
        "State": life.state,
        "HostConfig": {
            // A pod that is stopped is gone.
            "AutoRemove": true,
            "RestartPolicy": { "Name": restart_policy(pod) },
            "PortBindings": ports(container),
        },
        "Mounts": mounts(pod, container),
        "Kubernetes": {
            "Namespace": text(pod, "/metadata/namespace"),
            "Pod": text(pod, "/metadata/name"),
            "Uid": text(pod, "/metadata/uid"),
            "Node": text(pod, "/spec/nodeName"),
            "Owner": owner(pod),
            "Annotations": pod.pointer("/metadata/annotations"),
            "Status": pod.get("status"),
        },
    })
}

/// What makes the pod anew: of several owners the one that says so.
fn owner(pod: &Value) -> Option<Value> {
    let owner = list(pod, "/metadata/ownerReferences").iter().find(|owner| flag(owner, "/controller"))?;
    Some(json!({ "Kind": text(owner, "/kind"), "Name": text(owner, "/name") }))
}

fn restart_policy(pod: &Value) -> &'static str {
    match text(pod, "/spec/restartPolicy") {
        Some("Never") => "no",
        Some("OnFailure") => "on-failure",
        _ => "always",
    }
}

/// The variables whose values stand in the pod.
fn env(container: &Value) -> Vec<String> {
    let variable = |var: &Value| {
        let value = text(var, "/value").or_else(|| var.get("valueFrom").is_none().then_some(""))?;
        Some(format!("{}={value}", text(var, "/name")?))
    };
    list(container, "/env").iter().filter_map(variable).collect()
}

fn ports(container: &Value) -> Map<String, Value> {
    let mut ports = Map::new();
    for port in list(container, "/ports") {
        let Some(number) = port.get("containerPort").and_then(Value::as_u64) else { continue };
        let protocol = text(port, "/protocol").unwrap_or("TCP").to_ascii_lowercase();
        let host = port.get("hostPort").and_then(Value::as_u64).map(|host| {
            json!([{ "HostIp": text(port, "/hostIP").unwrap_or_default(), "HostPort": host.to_string() }])
        });
        ports.insert(format!("{number}/{protocol}"), host.unwrap_or(Value::Null));
    }
    ports
}

fn mounts(pod: &Value, container: &Value) -> Vec<Value> {
    let volumes = list(pod, "/spec/volumes");
    let mount = |mount: &Value| {
        let name = text(mount, "/name")?;
        let volume = volumes.iter().find(|volume| text(volume, "/name") == Some(name));
        let (kind, source) = volume.and_then(source).unwrap_or(("volume", name));
        let key = if kind == "volume" { "Name" } else { "Source" };
        let mut row = json!({
            "Type": kind,
            "Destination": text(mount, "/mountPath")?,
            "RW": !flag(mount, "/readOnly"),
        });
        if let Some(row) = row.as_object_mut() {
            row.insert(key.to_owned(), source.into());
        }
        Some(row)
    };
    list(container, "/volumeMounts").iter().filter_map(mount).collect()
}

/// What a volume is, in the words of engines where they have one, else of Kubernetes.
fn source(volume: &Value) -> Option<(&str, &str)> {
    let of = |pointer: &str| text(volume, pointer);
    if let Some(path) = of("/hostPath/path") {
        return Some(("bind", path));
    }
    if let Some(claim) = of("/persistentVolumeClaim/claimName") {
        return Some(("volume", claim));
    }
    let kind = volume.as_object()?.keys().find(|key| *key != "name")?;
    Some((kind, of("/configMap/name").or_else(|| of("/secret/secretName")).unwrap_or_default()))
}
