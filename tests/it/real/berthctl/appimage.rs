//! Berth inside an AppImage: its engines are the system's, and so is what they see.

use std::process::Command;

use berth_tests::engines::program_name;
use berth_tests::fake::{FakeEngine, listed};
use berth_tests::on_both;

use super::program;

on_both!(fake: an_engine_sees_nothing_of_the_appimage);

async fn an_engine_sees_nothing_of_the_appimage(mut fake: FakeEngine) {
    // Beside the program, for a link to it: what AppRun mounts, and what it then starts.
    let appdir = tempfile::tempdir_in(program().parent().unwrap()).unwrap();
    let inside = |place: &str| appdir.path().join(place).display().to_string();
    std::fs::create_dir_all(appdir.path().join("usr/bin")).unwrap();
    let berthctl = inside("usr/bin/berthctl");
    std::fs::hard_link(program(), &berthctl).unwrap();
    let path = format!("{}:{}", inside("usr/bin"), fake.folder().display());
    let given = [
        ("APPDIR", appdir.path().display().to_string()),
        ("APPIMAGE", "/home/ann/Berth.AppImage".into()),
        ("OWD", "/home/ann".into()),
        ("PATH", path),
        ("LD_LIBRARY_PATH", format!("{}:/opt/ann/lib", inside("usr/lib"))),
        ("XDG_DATA_DIRS", format!("{}:/usr/share", inside("usr/share"))),
        ("PYTHONHOME", inside("usr/")),
        ("GIO_MODULE_DIR", inside("usr/lib/gio/modules")),
        ("GTK_EXE_PREFIX", inside("usr")),
        ("DOCKER_CONFIG", "/home/ann/.docker".into()),
    ];
    fake.record_env(&given.each_ref().map(|(key, _)| *key));
    fake.on(&["ps"], [listed(fake.kind, &[])]);

    let mut list = Command::new(&berthctl);
    list.args(["--engine", program_name(fake.kind), "list"]).envs(given);
    let output = list.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let mut seen = fake.calls_with(&["ps"]).remove(0).env;
    seen.retain(|(key, _)| !["LC_ALL", "NO_COLOR"].contains(&key.as_str()));
    let left = [
        ("PATH", fake.folder().to_str().unwrap()),
        ("LD_LIBRARY_PATH", "/opt/ann/lib"),
        ("XDG_DATA_DIRS", "/usr/share"),
        ("DOCKER_CONFIG", "/home/ann/.docker"),
    ];
    assert_eq!(seen, left.map(|(key, value)| (key.to_owned(), value.to_owned())));
}
