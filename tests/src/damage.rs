//! Containers whose files an engine has lost, as after a crash or on a full disk: it still lists them, and can't
//! describe them.

use std::fs;

use serde_json::Value;

use crate::window::Setup;

/// Takes a container out of the storage of a new podman, but not out of podman's own records.
pub fn lose_layer_of_podman(setup: &Setup, name: &str) {
    let file = setup.storage().join("root/vfs-containers/containers.json");
    let mut containers: Vec<Value> =
        serde_json::from_slice(&fs::read(&file).expect("the storage's containers")).expect("a list of them");
    let before = containers.len();
    let is_it =
        |container: &Value| container["names"].as_array().is_some_and(|names| names.contains(&name.into()));
    containers.retain(|container| !is_it(container));
    assert_eq!(containers.len() + 1, before, "{name} was in the storage");
    fs::write(&file, serde_json::to_vec(&containers).expect("a list")).expect("the storage takes it");
}
