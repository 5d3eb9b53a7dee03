use std::path::Path;

use berth_tests::engines::{IMAGE, Named};
use berth_tests::harness::Harness;
use berth_tests::on_both;
use berth_tests::registry::Registry;
use serde_json::Value;

use super::{code, said};

on_both!(harness: images_are_built_listed_kept_and_removed,
    a_pull_has_its_exit_codes,
);

fn folder(harness: &Harness, steps: &str) -> String {
    let folder = harness.history.path().join("app");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("Containerfile"), format!("FROM {IMAGE}\n{steps}")).unwrap();
    folder.display().to_string()
}

async fn images_are_built_listed_kept_and_removed(harness: &Harness) {
    let (tag, other) = {
        let name = Named::new(harness.kind, "ctlimage").name.clone();
        (format!("localhost/{name}:1"), format!("localhost/{name}:2"))
    };
    let folder = folder(harness, "RUN echo ran > /ran\n");
    assert!(said(harness, &["image", "build", "-t", &tag, &folder]).starts_with(&format!("Built {tag} (")));
    let rows: Value = serde_json::from_str(&said(harness, &["images", "ls", &tag, "--json"])).unwrap();
    let row = &rows[0];
    assert_eq!((&row["tags"][0], row["usedBy"].as_array().unwrap().len()), (&Value::from(tag.as_str()), 0));
    let id = row["id"].as_str().unwrap().to_owned();
    assert!(said(harness, &["image", "list", &tag]).contains(&id[..12]));
    said(harness, &["image", "tag", &tag, &other]);
    let file = harness.history.path().join("image.tar").display().to_string();
    said(harness, &["image", "save", &tag, "-o", &file]);
    assert!(said(harness, &["image", "rm", &other]).contains(&format!("the image is there as {tag}")));
    assert_eq!(said(harness, &["image", "rm", &tag]), format!("Removed {tag}\n"));
    assert_eq!(code(harness, &["image", "rm", &tag]).0, 3);
    assert!(said(harness, &["image", "load", "-i", &file]).contains(&format!("Loaded {tag}")));
    let preview: Value =
        serde_json::from_str(&said(harness, &["image", "prune", "--all", "--json"])).unwrap();
    assert!(
        preview["images"].as_array().unwrap().iter().any(|image| image["id"] == id.as_str()),
        "{preview}"
    );
    // Nobody was asked: nothing is removed.
    assert_eq!(code(harness, &["image", "prune", "--all"]).0, 2);
    assert_eq!(said(harness, &["image", "rm", &id]), format!("Removed {id}\n"));

    let failing = self::folder(harness, "RUN exit 7\n");
    let (ended, stderr) = code(harness, &["image", "build", "-t", &tag, &failing]);
    assert!(ended == 1 && stderr.contains("its step failed: RUN exit 7"), "{stderr}");
    assert_eq!(code(harness, &["image", "build", "-t", "Bad Name", &failing]).0, 2);
    assert!(Path::new(&file).is_file());
}

async fn a_pull_has_its_exit_codes(harness: &Harness) {
    let Registry { open, locked } = Registry::get();
    let name = format!("{}:1", Named::new(harness.kind, "ctlpull").name);
    let whole = Registry::get().push(harness.kind, IMAGE, &name);
    said(harness, &["image", "rm", &whole]);
    let all = [format!("{open}/nothing:1"), whole.clone()];
    let (ended, stderr) = code(harness, &["image", "pull", &all[0], &all[1]]);
    assert!(ended == 1 && stderr.contains("1 of 2 were not pulled"), "{stderr}");
    assert!(stderr.contains("no such image, or not by this tag"), "{stderr}");
    assert_eq!(said(harness, &["image", "newer", &whole]), format!("{whole}: no newer one\n"));
    let (ended, stderr) = code(harness, &["image", "pull", &format!("{locked}/any:1")]);
    assert!(ended == 1 && stderr.contains(&format!("login {locked}")), "{stderr}");
    assert_eq!(code(harness, &["image", "newer", "localhost/absent:1"]).0, 3);
    said(harness, &["image", "rm", &whole]);
}
