//! Devices, capabilities, privileges and GPUs.

use serde_json::Value;

use super::lost::Lost;
use super::read::{Container, texts};
use crate::session::ContainerOptions;

/// The security option that has a field of its own, in each way of writing it.
pub(super) const NO_NEW: [&str; 3] =
    ["no-new-privileges", "no-new-privileges:true", "no-new-privileges=true"];

pub(super) fn read(container: &Container<'_>, options: &mut ContainerOptions, lost: &mut Vec<Lost>) {
    options.no_new_privileges =
        container.texts("/HostConfig/SecurityOpt").iter().any(|option| NO_NEW.contains(&option.as_str()));
    options.gpus = gpus(container, lost);
    // podman's have a name and no place: `[{"Name":"token","ID":"…","UID":0,"GID":0,"Mode":0}]`.
    let secrets = container.row.pointer("/Config/Secrets").and_then(Value::as_array);
    let names = secrets.into_iter().flatten().filter_map(|one| one.get("Name")?.as_str());
    lost.extend(names.map(|name| Lost::new("Config.Secrets", name)));
    // It has all of them.
    if container.flag("/HostConfig/Privileged") {
        return;
    }
    let list = |pointer: &str| {
        let named = container.texts(pointer).into_iter();
        let mut names: Vec<String> =
            named.map(|name| name.strip_prefix("CAP_").unwrap_or(&name).to_ascii_uppercase()).collect();
        names.sort();
        names
    };
    options.cap_add = list("/HostConfig/CapAdd");
    options.cap_drop = list("/HostConfig/CapDrop");
    let devices = container.row.pointer("/HostConfig/Devices").and_then(Value::as_array);
    options.devices = devices.into_iter().flatten().filter_map(device).collect();
}

fn device(device: &Value) -> Option<String> {
    let text = |name: &str| device.get(name).and_then(Value::as_str).unwrap_or_default();
    let (host, inside, rights) = (text("PathOnHost"), text("PathInContainer"), text("CgroupPermissions"));
    let inside = if inside == host { String::new() } else { format!(":{inside}") };
    // podman 4.3 leaves them empty, whatever was asked for.
    let rights = if matches!(rights, "" | "rwm") { String::new() } else { format!(":{rights}") };
    (!host.is_empty()).then(|| format!("{host}{inside}{rights}"))
}

/// docker's: `[{"Driver":"","Count":-1,"DeviceIDs":null,"Capabilities":[["gpu"]],"Options":{}}]`.
fn gpus(container: &Container<'_>, lost: &mut Vec<Lost>) -> Option<String> {
    let requests = container.row.pointer("/HostConfig/DeviceRequests").and_then(Value::as_array)?;
    let [request] = requests.as_slice() else {
        lost.extend((!requests.is_empty()).then(|| unsaid(requests)));
        return None;
    };
    let ids = texts(request.get("DeviceIDs"));
    let count = request.get("Count").and_then(Value::as_i64).unwrap_or(0);
    let is_gpu = request.pointer("/Capabilities/0/0").and_then(Value::as_str) == Some("gpu");
    match (is_gpu, ids.as_slice(), count) {
        (true, [], -1) => Some("all".to_owned()),
        (true, [], 1..) => Some(count.to_string()),
        (true, [_, ..], _) => Some(format!("\"device={}\"", ids.join(","))),
        _ => {
            lost.push(unsaid(requests));
            None
        }
    }
}

fn unsaid(requests: &[Value]) -> Lost {
    Lost::new("HostConfig.DeviceRequests", serde_json::json!(requests).to_string())
}
