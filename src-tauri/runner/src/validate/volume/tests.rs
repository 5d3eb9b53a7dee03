#![expect(clippy::unwrap_used, reason = "tests")]
use super::super::Problem;
use super::*;
use std::path::PathBuf;

fn paths(cwd: &str, home: &str) -> PathContext {
    let variables = [
        ("DATA", "/srv/data"),
        ("DRIVE", r"D:\x"),
        ("VOLUME", "cache"),
        ("REL", "sub/dir"),
        ("ODD", "/a,b c"),
        ("EMPTY", ""),
        ("UP", "/srv/../etc"),
        ("LINES", "/a\n/b"),
        ("COLON", "/a:b"),
        ("ProgramFiles(x86)", r"C:\Program Files (x86)"),
    ];
    PathContext {
        cwd: PathBuf::from(cwd),
        home: Some(PathBuf::from(home)),
        variables: variables.into(),
        local: true,
    }
}

fn unix() -> PathContext {
    paths("/srv/here", "/home/ann")
}

fn windows() -> PathContext {
    paths(r"C:\work", r"C:\Users\ann")
}

fn remote() -> PathContext {
    PathContext { local: false, ..unix() }
}

fn volume(text: &str, paths: &PathContext) -> Result<MountSpec, Rule> {
    super::volume(text, EngineKind::Docker, paths)
}

fn host(path: &str) -> MountSource {
    MountSource::Host(path.to_owned())
}

#[test]
fn host_paths_become_absolute() {
    for (text, path, target) in [
        ("/data:/data", "/data", "/data"),
        ("/a,b:/m", "/a,b", "/m"),
        ("/a//b/./c/:/m//n/", "/a/b/c", "/m/n"),
        ("./data:/m", "/srv/here/data", "/m"),
        (".:/m", "/srv/here", "/m"),
        (".hidden:/m", "/srv/here/.hidden", "/m"),
        ("sub/dir:/m", "/srv/here/sub/dir", "/m"),
        ("~:/m", "/home/ann", "/m"),
        ("~/x y:/m", "/home/ann/x y", "/m"),
        ("/:/host", "/", "/host"),
        (r"/a\b:/m", r"/a\b", "/m"),
    ] {
        let mount = volume(text, &unix()).unwrap();
        assert_eq!((&mount.source, mount.target.as_str()), (&host(path), target), "{text}");
    }
}

#[test]
fn drive_letters_are_understood() {
    for (text, path) in [
        (r"C:\data:/data:ro", r"C:\data"),
        ("C:/data:/data", r"C:\data"),
        (r"d:\:/data", r"d:\"),
        (r".\sub:/data", r"C:\work\sub"),
        (r"sub\dir:/data", r"C:\work\sub\dir"),
        (r"~\x:/data", r"C:\Users\ann\x"),
        (r"\\server\share\x:/data", r"\\server\share\x"),
        ("/mnt/x:/data", "/mnt/x"),
    ] {
        let mount = volume(text, &windows()).unwrap();
        assert_eq!((&mount.source, mount.target.as_str()), (&host(path), "/data"), "{text}");
    }
    assert!(volume(r"C:\data:/data:ro", &windows()).unwrap().read_only);
    assert!(volume(r"C:\data:/data", &unix()).unwrap_err().to_string().contains("path of Windows"));
    assert!(volume("c:/data", &unix()).unwrap_err().to_string().contains("no path in the container"));
    assert!(volume(r"C:data:/data", &windows()).is_err(), "relative to a drive's own current folder");
}

#[test]
fn a_word_is_a_named_volume() {
    let mount = volume("data:/m:ro", &unix()).unwrap();
    assert_eq!(mount.source, MountSource::Volume("data".to_owned()));
    assert!(mount.read_only);
    let here = volume("./data:/m", &unix()).unwrap();
    assert_eq!((here.source, here.local), (host("/srv/here/data"), true));
    let far = volume("/d:/m", &remote()).unwrap();
    assert_eq!((far.source, far.local), (host("/d"), false));
}

#[test]
fn relative_paths_mean_nothing_on_another_machine() {
    for text in ["./x:/m", "~/x:/m", "a/b:/m"] {
        assert!(volume(text, &remote()).unwrap_err().to_string().contains("another machine"), "{text}");
    }
    assert_eq!(volume(r"C:\x:/m", &remote()).unwrap().source, host(r"C:\x"));
    assert_eq!(volume("cache:/m", &remote()).unwrap().source, MountSource::Volume("cache".to_owned()));
}

#[test]
fn variables_of_this_machine_are_expanded() {
    for (text, path) in [
        ("$PWD:/m", "/srv/here"),
        ("$PWD/x:/m", "/srv/here/x"),
        ("${PWD}/x:/m", "/srv/here/x"),
        ("$(pwd)/x:/m", "/srv/here/x"),
        ("`pwd`/x:/m", "/srv/here/x"),
        ("$HOME:/m", "/home/ann"),
        ("$HOME/x:/m", "/home/ann/x"),
        ("${HOME}/x:/m", "/home/ann/x"),
        ("$DATA/$REL:/m", "/srv/data/sub/dir"),
        ("$REL:/m", "/srv/here/sub/dir"),
        ("/a/${REL}x:/m", "/a/sub/dirx"),
        ("$ODD:/m", "/a,b c"),
        // Plain ones.
        ("/a$$b/c$/$1:/m", "/a$b/c$/$1"),
        ("/100%/x%:/m", "/100%/x%"),
    ] {
        let mount = volume(text, &unix()).unwrap();
        assert_eq!((&mount.source, mount.target.as_str()), (&host(path), "/m"), "{text}");
    }
    let mount = volume("$VOLUME:/m", &unix()).unwrap();
    assert_eq!(mount.source, MountSource::Volume("cache".to_owned()));
    for (text, path) in [
        (r"%USERPROFILE%\x:/m", r"C:\Users\ann\x"),
        (r"%userprofile%:/m", r"C:\Users\ann"),
        (r"$env:USERPROFILE\x:/m", r"C:\Users\ann\x"),
        (r"$Env:drive\y:/m", r"D:\x\y"),
        (r"${HOME}\x:/m", r"C:\Users\ann\x"),
        (r"%CD%\x:/m", r"C:\work\x"),
        (r"%ProgramFiles(x86)%\x:/m", r"C:\Program Files (x86)\x"),
        (r"\\server\c$\x:/m", r"\\server\c$\x"),
    ] {
        assert_eq!(volume(text, &windows()).unwrap().source, host(path), "{text}");
    }
}

#[test]
fn a_variable_that_is_no_help_is_named() {
    for (text, named) in [
        ("$NOPE/x:/m", "\"NOPE\" is not set"),
        ("${NOPE}:/m", "\"NOPE\" is not set"),
        ("%USERPROFILE%/x:/m", "\"USERPROFILE\" is not set"),
        ("$EMPTY/etc:/m", "\"EMPTY\" is empty"),
        ("$UP:/m", "\"UP\" is no path"),
        ("$LINES:/m", "\"LINES\" is no path"),
        ("${DATA:-/x}:/m", "\"${DATA:-/x}\" is more than a variable"),
        ("$(date):/m", "\"$(date)\" is a command"),
        ("${DATA:/m", "${DATA"),
    ] {
        let message = volume(text, &unix()).unwrap_err().to_string();
        assert!(message.contains(named) && message.contains("can't be used"), "{text}: {message}");
    }
    let message = volume("$HOME/x:/m", &remote()).unwrap_err().to_string();
    assert!(message.contains("\"HOME\"") && message.contains("runs on another"), "{message}");
    assert!(!format!("{:?}", unix()).contains("/srv/data"), "values may be secrets");
}

#[test]
fn what_breaks_a_rule_is_refused() {
    for bad in [
        "",
        "data",
        "~/data",
        "./data",
        "/",
        "/$HOME",
        ":/m",
        "/data:",
        "/data:m",
        "/data:./m",
        "/data:/",
        "/data://",
        "/data:/m:",
        "/../x:/m",
        "a/../b:/m",
        "../x:/m",
        "..:/m",
        "~/../x:/m",
        r"a\..\b:/m",
        "/data:/m/../n",
        "~bob/x:/m",
        "x:/m",
        "-v:/m",
        "_a:/m",
        "a b:/m",
        "é:/m",
        r"a\b:/m",
        "/a\0b:/m",
        "/a\nb:/m",
        "/a:/m\u{1b}",
        "/a:/b:/c",
        "/d:/m:rx",
        "/d:/m:ro,rw",
        "/d:/m:ro,ro",
        "/d:/m:,",
        "/d:/m:U",
        "/d:/m:nocopy",
        "data:/m:U",
        "data:/m:copy",
        "/d:/m:O",
        "data:/m:nocopy,nocopy",
        "tmpfs:m",
        "tmpfs:/",
        "tmpfs:/m:size=",
        "tmpfs:/m:size=1x",
        "tmpfs:/m:mode=9",
        "tmpfs:/m:uid=5",
        "tmpfs:/m:z",
        "tmpfs:/m:ro,rw",
        "tmpfs:/m:size=1m,size=2m",
        "data:/m:rslave",
        "/d:/m:z,Z",
    ] {
        assert!(volume(bad, &unix()).is_err(), "{bad:?}");
    }
    assert!(volume(&format!("/{}:/m", "a".repeat(9000)), &unix()).is_err());
    assert!(
        volume("~/x:/m", &PathContext { home: None, ..unix() })
            .unwrap_err()
            .to_string()
            .contains("home folder")
    );
}

#[test]
fn options_are_kept_apart() {
    let mount = volume("/d:/m:Z,ro,rslave,cached", &unix()).unwrap();
    assert!(mount.read_only);
    assert_eq!(mount.options, ["Z", "rslave", "cached"]);
    assert!(!volume("/d:/m:rw", &unix()).unwrap().read_only);
}

#[test]
fn each_target_is_mounted_once_the_log_volume_included() {
    let problems = |volumes: &[&str], log: &str| -> Vec<Problem> {
        let mut found = Problems::default();
        let volumes = volumes.iter().map(|v| (*v).to_owned()).collect();
        check(
            &SessionSpec { volumes, log_volume: log.to_owned(), ..SessionSpec::default() },
            EngineKind::Docker,
            &unix(),
            &mut found,
        );
        found.none().err().unwrap_or_default()
    };
    assert_eq!(problems(&["aa:/m", "bb:/n"], "logs:/var/log"), []);
    let found = problems(&["aa:/m", "bb:/m/"], "");
    assert_eq!(found.iter().map(|p| (p.field, p.index)).collect::<Vec<_>>(), [(Field::Volumes, Some(1))]);
    let found = problems(&["aa:/var/log"], "logs:/var/log");
    assert_eq!(found.iter().map(|p| (p.field, p.index)).collect::<Vec<_>>(), [(Field::LogVolume, None)]);
    let many: Vec<String> = (0..21).map(|i| format!("vol{i}:/m{i}")).collect();
    assert_eq!(problems(&many.iter().map(String::as_str).collect::<Vec<_>>(), "").len(), 1);
}

#[test]
fn a_path_alone_is_a_volume_without_a_name() {
    for paths in [unix(), remote(), windows()] {
        let mount = volume("/var//lib/x/", &paths).unwrap();
        assert_eq!((mount.source, mount.target.as_str()), (MountSource::Anonymous, "/var/lib/x"));
    }
}

#[test]
fn memory_is_a_mount_with_options_of_its_own() {
    let mount = volume("tmpfs:/run/x:size=64m,mode=1777,noexec,ro", &unix()).unwrap();
    assert_eq!(
        (&mount.source, mount.target.as_str(), mount.read_only),
        (&MountSource::Tmpfs, "/run/x", true)
    );
    assert_eq!(mount.options, ["size=64m", "mode=1777", "noexec"]);
    let plain = volume("tmpfs:/run", &unix()).unwrap();
    assert_eq!((plain.source, plain.options.len()), (MountSource::Tmpfs, 0));
    assert!(volume("tmpfs:/run:size=50%", &remote()).is_ok());
}

#[test]
fn each_engine_has_its_options() {
    for (text, options) in [
        ("/d:/m:U", "U"),
        ("v1:/m:U,nocopy", "U nocopy"),
        ("/d:/m:O", "O"),
        ("v1:/m:noexec,idmap", "noexec idmap"),
    ] {
        let mount = super::volume(text, EngineKind::Podman, &unix()).unwrap();
        assert_eq!(mount.options.join(" "), options, "{text}");
        let message = volume(text, &unix()).unwrap_err().to_string();
        assert!(message.contains("is an option of podman"), "{text}: {message}");
    }
    for kind in [EngineKind::Podman, EngineKind::Docker] {
        assert_eq!(super::volume("v1:/m:ro,Z,nocopy", kind, &unix()).unwrap().options, ["Z", "nocopy"]);
        let message = super::volume("/d:/m:nocopy", kind, &unix()).unwrap_err().to_string();
        assert!(message.contains("is for volumes"), "{message}");
    }
    for text in ["/d:/m:O,ro", "/d:/m:z,O"] {
        let message = super::volume(text, EngineKind::Podman, &unix()).unwrap_err().to_string();
        assert!(message.contains("exclude each other"), "{text}: {message}");
    }
    // As `-v` it would be split.
    for (kind, option, taken) in [
        (EngineKind::Podman, "O", false),
        (EngineKind::Podman, "z", true),
        (EngineKind::Docker, "z", false),
        (EngineKind::Docker, "rslave", true),
    ] {
        assert_eq!(super::volume(&format!("$COLON:/m:{option}"), kind, &unix()).is_ok(), taken, "{option}");
    }
}
