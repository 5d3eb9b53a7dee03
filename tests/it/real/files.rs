//! Files of sessions: lists, text, copies and changes; with hostile names, and without programs.

use std::fs;
use std::path::Path;

use berth_runner::{
    Change, Error, FileEntry, FileKind, Folder, LeftOutBecause, Noise, Refusal, Transfer, name_of_copy,
};
use berth_tests::engines::{Engines, Named};
use berth_tests::harness::Harness;
use berth_tests::on_both;
use berth_tests::wait::until_async;

on_both!(harness:
    a_folder_with_hostile_names_is_listed,
    a_session_that_ended_has_its_files,
    a_session_without_programs_has_its_files,
    ten_thousand_files_are_listed,
    text_is_read_and_written_back,
    text_of_an_ended_session_keeps_its_owner,
    a_volume_has_its_files_whether_the_session_runs_or_not,
    what_is_no_text_is_refused,
    a_copy_out_writes_nowhere_else,
    a_copy_goes_in_and_comes_out,
    a_cancelled_copy_leaves_nothing,
    changes_are_told_from_noise,
);

const HOSTILE: &str = "mkdir -p /t/sub /t/.dot; cd /t; echo hi >a; chown 1000:1001 a; chmod 4750 a; \
    printf x >\"$(printf 'new\\nline')\"; printf x >\"$(printf '81a4 0 0 0 1 \\n81a4 0 0 5 0 x')\"; \
    printf x >\"$(printf 'b\\377d')\"; touch -- '-rf' ' sp' '...' '$(id)' ';' \"'\" '\"' '*'; \
    printf '\\033[2J' >\"$(printf 'e\\033[2Jsc')\"; \
    ln -s /etc/passwd out; ln -s ../../../../etc up; ln -s a in; ln -s sub dir; ln -s nowhere gone; \
    mkfifo p; ln a hard; echo deep >sub/deep; echo ready; ";

async fn hostile(harness: &Harness, then: &str) -> Named {
    let script = format!("{HOSTILE}{then}");
    let named = Named::start(harness.kind, "files").without_terminal().script(&script).run();
    until_async("its files", || async {
        let log = harness.runner.logs(&named.name, 5).await.ok()?;
        String::from_utf8_lossy(&log).contains("ready").then_some(())
    })
    .await;
    named
}

fn entry<'a>(folder: &'a Folder, name: &str) -> &'a FileEntry {
    folder
        .entries
        .iter()
        .find(|entry| entry.name == name)
        .unwrap_or_else(|| panic!("{name:?} in {folder:#?}"))
}

fn refusal(error: Error) -> Refusal {
    match error {
        Error::Refused { reason, .. } => reason,
        other => panic!("{other:?}"),
    }
}

fn hostile_are_whole(folder: &Folder) {
    use FileKind::*;
    for (name, kind) in [
        ("sub", Folder),
        (".dot", Folder),
        ("a", File),
        ("hard", File),
        ("new\nline", File),
        ("81a4 0 0 0 1 \n81a4 0 0 5 0 x", File),
        ("b\u{fffd}d", File),
        ("-rf", File),
        (" sp", File),
        ("...", File),
        ("$(id)", File),
        (";", File),
        ("'", File),
        ("\"", File),
        ("*", File),
        ("e\u{1b}[2Jsc", File),
        ("out", Link),
        ("up", Link),
        ("in", Link),
        ("dir", Link),
        ("gone", Link),
        ("p", Pipe),
    ] {
        assert_eq!(entry(folder, name).kind, kind, "{name:?}");
    }
    assert_eq!((folder.entries.len(), folder.complete), (22, true), "{folder:#?}");
    let a = entry(folder, "a");
    assert_eq!((a.size, a.mode), (3, 0o4750));
    assert_eq!(entry(folder, "hard").size, 3);
    assert!(!entry(folder, "b\u{fffd}d").exact && a.exact && a.modified.is_some());
    assert_eq!(entry(folder, "out").target.as_deref(), Some("/etc/passwd"));
}

async fn a_folder_with_hostile_names_is_listed(harness: &Harness) {
    let named = hostile(harness, "sleep 1000").await;
    let folder = harness.runner.files(&named.name, "//t/./sub/..").await.unwrap();
    assert_eq!(folder.path, "/t");
    hostile_are_whole(&folder);
    let a = entry(&folder, "a");
    assert_eq!((a.uid, a.gid), (Some(1000), Some(1001)));
    let led: Vec<_> =
        ["out", "up", "in", "dir", "gone"].map(|name| entry(&folder, name).leads_to).into_iter().collect();
    use FileKind::*;
    assert_eq!(led, [Some(File), Some(Folder), Some(File), Some(Folder), None]);
    // Folders, and links to them, come first.
    let first: Vec<_> = folder.entries[..4].iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(first, [".dot", "dir", "sub", "up"]);
    let through = harness.runner.files(&named.name, "/t/dir").await.unwrap();
    assert_eq!(through.entries.iter().map(|entry| entry.name.as_str()).collect::<Vec<_>>(), ["deep"]);
    let empty = harness.runner.files(&named.name, "/t/.dot").await.unwrap();
    assert_eq!((empty.entries.len(), empty.complete), (0, true));
    let missing = harness.runner.files(&named.name, "/t/absent").await.unwrap_err();
    assert_eq!(missing.code(), "file_not_found", "{missing:?}");
    for path in ["/t/a", "/t/p"] {
        let refused = refusal(harness.runner.files(&named.name, path).await.unwrap_err());
        assert!(matches!(refused, Refusal::NotFolder { .. }), "{path}: {refused:?}");
    }
    assert!(matches!(
        refusal(harness.runner.files(&named.name, "t").await.unwrap_err()),
        Refusal::PathBad { .. }
    ));
}

async fn a_session_that_ended_has_its_files(harness: &Harness) {
    let named = hostile(harness, "exit 0").await;
    harness.until(&named, berth_runner::State::Exited).await;
    let folder = harness.runner.files(&named.name, "/t").await.unwrap();
    hostile_are_whole(&folder);
    let root = harness.runner.files(&named.name, "/").await.unwrap();
    assert_eq!(entry(&root, "t").kind, FileKind::Folder);
    let through = harness.runner.files(&named.name, "/t/dir").await.unwrap();
    assert_eq!(through.entries.len(), 1, "{through:?}");
    assert_eq!(harness.runner.files(&named.name, "/absent").await.unwrap_err().code(), "file_not_found");
    let refused = refusal(harness.runner.files(&named.name, "/t/a").await.unwrap_err());
    assert!(matches!(refused, Refusal::NotFolder { .. }), "{refused:?}");
}

async fn a_session_without_programs_has_its_files(harness: &Harness) {
    let busy = "cp /bin/busybox /only; rm -rf /bin /usr/bin /sbin; echo ready; exec /only sleep 1000";
    let script = format!("mkdir /t; echo hi >/t/a; {busy}");
    let named = Named::start(harness.kind, "bare").without_terminal().script(&script).run();
    until_async("its programs to go", || async {
        let log = harness.runner.logs(&named.name, 5).await.ok()?;
        String::from_utf8_lossy(&log).contains("ready").then_some(())
    })
    .await;
    let folder = harness.runner.files(&named.name, "/t").await.unwrap();
    assert_eq!(entry(&folder, "a").size, 3);
    assert_eq!(harness.runner.read_file(&named.name, "/t/a").await.unwrap().text, "hi\n");
    harness.runner.write_file(&named.name, "/t/a", "hi\n", "there\n").await.unwrap();
    assert_eq!(harness.runner.read_file(&named.name, "/t/a").await.unwrap().text, "there\n");
}

async fn ten_thousand_files_are_listed(harness: &Harness) {
    let script = "mkdir /many; cd /many; i=0; while [ $i -lt 10000 ]; do echo $i; i=$((i+1)); done | xargs touch; \
        echo ready; sleep 1000";
    let named = Named::start(harness.kind, "many").without_terminal().script(script).run();
    until_async("its files", || async {
        let log = harness.runner.logs(&named.name, 5).await.ok()?;
        String::from_utf8_lossy(&log).contains("ready").then_some(())
    })
    .await;
    let folder = harness.runner.files(&named.name, "/many").await.unwrap();
    assert_eq!((folder.entries.len(), folder.complete), (10_000, true));
    // They are one line of what changed.
    let changes = harness.runner.changed_files(&named.name).await.unwrap();
    let lines: Vec<_> = changes.iter().filter(|one| one.noise.is_none() && !one.within).collect();
    let of = |path: &str| lines.iter().find(|one| one.path == path).map(|one| (one.change, one.below));
    assert_eq!(of("/many"), Some((Change::Added, 10_000)), "{lines:#?}");
    assert!(lines.iter().all(|one| !one.path.starts_with("/many/")), "{} lines", lines.len());
    assert_eq!(changes.iter().filter(|one| one.within).count(), 10_000);
}

async fn text_is_read_and_written_back(harness: &Harness) {
    let named = hostile(harness, "sleep 1000").await;
    let runner = &harness.runner;
    let read = runner.read_file(&named.name, "/t/in").await.unwrap();
    assert_eq!((read.text.as_str(), read.mode), ("hi\n", 0o4750));
    runner.write_file(&named.name, "/t/in", "hi\n", "new …\n").await.unwrap();
    assert_eq!(runner.read_file(&named.name, "/t/a").await.unwrap().text, "new …\n");
    // The link is one still, and the file has its owner and mode.
    let folder = runner.files(&named.name, "/t").await.unwrap();
    assert_eq!(entry(&folder, "in").kind, FileKind::Link);
    let a = entry(&folder, "a");
    assert_eq!((a.uid, a.gid, a.mode), (Some(1000), Some(1001), 0o4750));
    // Somebody else was faster.
    harness.exec(&named, &["sh", "-c", "echo other >/t/a"]);
    let refused = refusal(runner.write_file(&named.name, "/t/a", "new …\n", "mine").await.unwrap_err());
    assert_eq!(refused, Refusal::FileChanged { path: "/t/a".to_owned() });
    assert_eq!(runner.read_file(&named.name, "/t/a").await.unwrap().text, "other\n");
    for name in ["new\nline", "$(id)", "-rf", " sp"] {
        let path = format!("/t/{name}");
        let before = runner.read_file(&named.name, &path).await.unwrap().text;
        runner.write_file(&named.name, &path, &before, "changed").await.unwrap();
        assert_eq!(runner.read_file(&named.name, &path).await.unwrap().text, "changed", "{name:?}");
    }
}

async fn text_of_an_ended_session_keeps_its_owner(harness: &Harness) {
    let script = "[ -e /t ] || { mkdir /t; echo hi >/t/a; chown 1000:1001 /t/a; ln -s a /t/in; }; echo ready; sleep 1000";
    let named = Named::start(harness.kind, "owner").without_terminal().script(script).run();
    until_async("its files", || async { harness.runner.read_file(&named.name, "/t/in").await.ok() }).await;
    Engines::get().ask(harness.kind, &["kill", &named.name]);
    harness.until(&named, berth_runner::State::Exited).await;
    harness.runner.write_file(&named.name, "/t/in", "hi\n", "late\n").await.unwrap();
    assert_eq!(harness.runner.read_file(&named.name, "/t/a").await.unwrap().text, "late\n");
    Engines::get().ask(harness.kind, &["start", &named.name]);
    let stat = harness.exec(&named, &["stat", "-c", "%u %g", "/t/a"]);
    assert_eq!(String::from_utf8_lossy(&stat.stdout).trim(), "1000 1001");
}

async fn a_volume_has_its_files_whether_the_session_runs_or_not(harness: &Harness) {
    let script = "[ -e /data/sub ] || { mkdir /data/sub; echo hi >/data/sub/a; chown 1000:1001 /data/sub /data/sub/a; \
        chmod 640 /data/sub/a; }; sleep 1000";
    let named =
        Named::start(harness.kind, "volume").without_terminal().options(&["-v", "/data"]).script(script);
    let named = named.run();
    until_async("its files", || async { harness.runner.read_file(&named.name, "/data/sub/a").await.ok() })
        .await;
    let outer = tempfile::tempdir().unwrap();
    fs::write(outer.path().join("b"), "new").unwrap();
    for (ended, before, after) in [(false, "hi\n", "runs"), (true, "runs", "ended")] {
        if ended {
            Engines::get().ask(harness.kind, &["kill", &named.name]);
            harness.until(&named, berth_runner::State::Exited).await;
        }
        let folder = harness.runner.files(&named.name, "/data").await.unwrap();
        assert_eq!((entry(&folder, "sub").kind, folder.complete), (FileKind::Folder, true), "{after}");
        let inner = harness.runner.files(&named.name, "/data/sub").await.unwrap();
        assert_eq!(
            (entry(&inner, "a").size, entry(&inner, "a").mode),
            (before.len() as u64, 0o640),
            "{after}"
        );
        harness.runner.write_file(&named.name, "/data/sub/a", before, after).await.unwrap();
        assert_eq!(harness.runner.read_file(&named.name, "/data/sub/a").await.unwrap().text, after);
        let source = [outer.path().join("b")];
        harness.runner.copy_in(&named.name, &source, "/data/sub", false, |_| {}).await.unwrap();
        let to = outer.path().join(after);
        let copied = harness.runner.copy_out(&named.name, "/data", &to, |_| {}).await.unwrap();
        assert_eq!((copied.files, copied.left_out_count), (4, 0), "{copied:?}");
        assert_eq!(fs::read_to_string(to.join("sub/a")).unwrap(), after);
    }
    Engines::get().ask(harness.kind, &["start", &named.name]);
    for name in ["a", "b"] {
        let stat = harness.exec(&named, &["stat", "-c", "%u %g", &format!("/data/sub/{name}")]);
        assert_eq!(String::from_utf8_lossy(&stat.stdout).trim(), "1000 1001", "{name}");
    }
    Engines::get().ask(harness.kind, &["kill", &named.name]);
    Engines::get().ask(harness.kind, &["rm", "-f", "-v", "--", &named.name]);
}

async fn what_is_no_text_is_refused(harness: &Harness) {
    let named = hostile(harness, "head -c 1048577 /dev/zero >/t/large; sleep 1000").await;
    let read = async |path| refusal(harness.runner.read_file(&named.name, path).await.unwrap_err());
    until_async("a large file", || async {
        let folder = harness.runner.files(&named.name, "/t").await.ok()?;
        folder.entries.iter().any(|entry| entry.size == 1_048_577).then_some(())
    })
    .await;
    assert!(matches!(read("/t/large").await, Refusal::FileTooLarge { mebibytes: 1, .. }));
    assert!(matches!(read("/bin/busybox").await, Refusal::FileTooLarge { .. }));
    assert!(matches!(read("/t/sub").await, Refusal::NotFile { .. }));
    assert!(matches!(read("/t/p").await, Refusal::NotFile { .. }));
    harness.exec(&named, &["sh", "-c", "printf 'a\\000b' >/t/nul; printf '\\377' >/t/latin"]);
    assert!(matches!(read("/t/nul").await, Refusal::FileNoText { .. }));
    assert!(matches!(read("/t/latin").await, Refusal::FileNoText { .. }));
    let missing = harness.runner.read_file(&named.name, "/t/gone").await.unwrap_err();
    assert_eq!(missing.code(), "file_not_found", "{missing:?}");
}

async fn a_copy_out_writes_nowhere_else(harness: &Harness) {
    let named = hostile(harness, "sleep 1000").await;
    let outer = tempfile::tempdir().unwrap();
    let to = outer.path().join("inner/copy");
    fs::create_dir(outer.path().join("inner")).unwrap();
    let copied = harness.runner.copy_out(&named.name, "/t", &to, |_| {}).await.unwrap();
    let out: Vec<_> = copied.left_out.iter().map(|one| (one.path.as_str(), one.because)).collect();
    for expected in [
        ("t/out", LeftOutBecause::LinkOut),
        ("t/up", LeftOutBecause::LinkOut),
        ("t/p", LeftOutBecause::Special),
    ] {
        assert!(out.contains(&expected), "{out:?}");
    }
    assert_eq!(fs::read_to_string(to.join("a")).unwrap(), "hi\n");
    assert_eq!(fs::read_to_string(to.join("new\nline")).unwrap(), "x");
    assert_eq!(fs::read_to_string(to.join("in")).unwrap(), "hi\n");
    assert_eq!(fs::read_to_string(to.join("dir/deep")).unwrap(), "deep\n");
    assert!(fs::symlink_metadata(to.join("out")).is_err() && fs::symlink_metadata(to.join("up")).is_err());
    // Only what was asked for, and no draft.
    assert_eq!(fs::read_dir(outer.path().join("inner")).unwrap().count(), 1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // Nobody becomes its owner by running it.
        assert_eq!(to.join("a").metadata().unwrap().permissions().mode() & 0o7777, 0o750);
    }
    let taken = refusal(harness.runner.copy_out(&named.name, "/t/a", &to, |_| {}).await.unwrap_err());
    assert!(matches!(taken, Refusal::PathTaken { .. }));
    // A link is copied as what it leads to in the session, never here.
    let passwd = outer.path().join("passwd");
    harness.runner.copy_out(&named.name, "/t/out", &passwd, |_| {}).await.unwrap();
    assert!(fs::read_to_string(&passwd).unwrap().starts_with("root:x:0:0:root:/root:/bin/sh\nnobody"));
    let nothing = harness.runner.copy_out(&named.name, "/t/p", &outer.path().join("p"), |_| {}).await;
    assert!(matches!(refusal(nothing.unwrap_err()), Refusal::NothingToCopy { .. }));
    assert_eq!(name_of_copy("bot", "/t/../"), "bot");
    assert_eq!(fs::read_dir(outer.path()).unwrap().count(), 2);
}

async fn a_copy_goes_in_and_comes_out(harness: &Harness) {
    let named = hostile(harness, "mkdir /h; chown 7:8 /h; mv /h /home; sleep 1000").await;
    until_async("a folder", || async { harness.runner.files(&named.name, "/home").await.ok() }).await;
    let from = tempfile::tempdir().unwrap();
    let top = from.path().join("top\nfolder");
    fs::create_dir_all(top.join("sub")).unwrap();
    fs::write(top.join("sub/large"), vec![7; 3 << 20]).unwrap();
    fs::write(from.path().join("one"), "1").unwrap();
    let mut seen = Vec::<Transfer>::new();
    let sources = [top.clone(), from.path().join("one")];
    let copied =
        harness.runner.copy_in(&named.name, &sources, "/home", false, |at| seen.push(at)).await.unwrap();
    assert_eq!((copied.files, copied.bytes, copied.left_out_count), (4, (3 << 20) + 1, 0));
    assert_eq!(seen.last(), Some(&Transfer { done: copied.bytes, total: copied.bytes }));
    let folder = harness.runner.files(&named.name, "/home").await.unwrap();
    for name in ["top\nfolder", "one"] {
        let entry = entry(&folder, name);
        assert_eq!((entry.uid, entry.gid), (Some(7), Some(8)), "{name:?}");
    }
    let back = from.path().join("back");
    harness.runner.copy_out(&named.name, "/home/top\nfolder", &back, |_| {}).await.unwrap();
    assert_eq!(fs::read(back.join("sub/large")).unwrap(), vec![7; 3 << 20]);
    let refused = harness.runner.copy_in(&named.name, &sources, "/t/a", false, |_| {}).await.unwrap_err();
    assert!(matches!(refusal(refused), Refusal::NotFolder { .. }));
    let missing = harness.runner.copy_in(&named.name, &sources, "/absent", false, |_| {}).await.unwrap_err();
    assert!(matches!(missing.code(), "file_not_found" | "refused"), "{missing:?}");
    let absent = [Path::new("/absent/here").to_owned()];
    let missing = harness.runner.copy_in(&named.name, &absent, "/t", false, |_| {}).await.unwrap_err();
    assert_eq!(missing.code(), "file", "{missing:?}");
    // Into one that has ended, too.
    Engines::get().ask(harness.kind, &["kill", &named.name]);
    harness.until(&named, berth_runner::State::Exited).await;
    harness.runner.copy_in(&named.name, &sources[1..], "/t/sub", false, |_| {}).await.unwrap();
    assert_eq!(harness.runner.read_file(&named.name, "/t/sub/one").await.unwrap().text, "1");
}

async fn a_cancelled_copy_leaves_nothing(harness: &Harness) {
    let named = hostile(harness, "sleep 1000").await;
    harness.exec(&named, &["sh", "-c", "head -c 100000000 /dev/zero >/t/large"]);
    let outer = tempfile::tempdir().unwrap();
    let to = outer.path().join("large");
    let (begun, mut begins) = tokio::sync::mpsc::unbounded_channel();
    let copy = harness.runner.copy_out(&named.name, "/t/large", &to, move |at| {
        if at.done > 0 {
            _ = begun.send(());
        }
    });
    tokio::select! {
        _ = copy => {}
        _ = begins.recv() => {}
    }
    let left =
        || async { (fs::read_dir(outer.path()).unwrap().count() == usize::from(to.exists())).then_some(()) };
    until_async("the draft to go", left).await;
}

async fn changes_are_told_from_noise(harness: &Harness) {
    let named =
        hostile(harness, "echo x >/tmp/x; rm /etc/group; echo more >>/etc/motd; echo done; sleep 1000").await;
    until_async("its end", || async {
        let log = harness.runner.logs(&named.name, 5).await.ok()?;
        String::from_utf8_lossy(&log).contains("done").then_some(())
    })
    .await;
    let changes = harness.runner.changed_files(&named.name).await.unwrap();
    let of = |path: &str| {
        let change = changes.iter().find(|change| change.path == path);
        change.map(|change| (change.change, change.noise)).unwrap_or_else(|| panic!("{path} in {changes:#?}"))
    };
    assert_eq!(of("/t/a"), (Change::Added, None));
    assert_eq!(of("/etc/motd"), (Change::Changed, None));
    assert_eq!(of("/etc/group"), (Change::Deleted, None));
    assert_eq!(of("/etc"), (Change::Changed, Some(Noise::Parent)));
    assert_eq!(of("/tmp/x").1, Some(Noise::Temporary));
    assert_eq!(of("/t/new\nline"), (Change::Added, None));
}
