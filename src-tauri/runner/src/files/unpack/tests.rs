#![expect(clippy::unwrap_used, reason = "tests")]

use tar::{Builder, Header};

use super::*;

/// Adds what a well-behaved builder would refuse, byte for byte.
fn raw(builder: &mut Builder<Vec<u8>>, path: &str, kind: EntryType, mode: u32, content: &[u8], target: &str) {
    let mut header = Header::new_gnu();
    header.as_gnu_mut().unwrap().name[..path.len()].copy_from_slice(path.as_bytes());
    header.as_gnu_mut().unwrap().linkname[..target.len()].copy_from_slice(target.as_bytes());
    header.set_entry_type(kind);
    header.set_mode(mode);
    header.set_uid(12_345);
    header.set_gid(12_345);
    header.set_mtime(1_700_000_000);
    header.set_size(content.len() as u64);
    header.set_cksum();
    builder.append(&header, content).unwrap();
}

fn unpacked(with: impl FnOnce(&mut Builder<Vec<u8>>)) -> (tempfile::TempDir, Copied) {
    let mut builder = Builder::new(Vec::new());
    with(&mut builder);
    let bytes = builder.into_inner().unwrap();
    let outer = tempfile::tempdir().unwrap();
    fs::create_dir(outer.path().join("draft")).unwrap();
    let copied =
        unpack(bytes.as_slice(), &outer.path().join("draft"), Some("data"), false, &Progress::default())
            .unwrap();
    (outer, copied)
}

fn names(copied: &Copied) -> Vec<(&str, LeftOutBecause)> {
    copied.left_out.iter().map(|one| (one.path.as_str(), one.because)).collect()
}

#[test]
fn a_folder_is_copied_with_its_modes() {
    let (outer, copied) = unpacked(|builder| {
        raw(builder, "t/", EntryType::Directory, 0o500, b"", "");
        raw(builder, "t/a", EntryType::Regular, 0o4750, b"hello", "");
        raw(builder, "t/hard", EntryType::Link, 0o750, b"", "t/a");
        raw(builder, "t/new\nline", EntryType::Regular, 0o600, b"x", "");
    });
    let top = outer.path().join("draft/t");
    // Windows can't have a line break in a name.
    let counts = if cfg!(windows) { (3, 5, 1) } else { (4, 6, 0) };
    assert_eq!((copied.files, copied.bytes, copied.left_out_count), counts, "{copied:?}");
    assert_eq!(fs::read(top.join("hard")).unwrap(), b"hello");
    if cfg!(windows) {
        assert_eq!(names(&copied), [("t/new\nline", LeftOutBecause::Name)]);
    } else {
        assert!(top.join("new\nline").is_file());
    }
    assert_eq!(
        top.join("a").metadata().unwrap().modified().unwrap(),
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000)
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o7777;
        assert_eq!((mode(&top), mode(&top.join("a"))), (0o500, 0o750));
        fs::set_permissions(&top, fs::Permissions::from_mode(0o700)).unwrap();
    }
}

#[test]
fn nothing_is_written_outside() {
    let (outer, copied) = unpacked(|builder| {
        raw(builder, "t/", EntryType::Directory, 0o755, b"", "");
        raw(builder, "../escaped", EntryType::Regular, 0o644, b"x", "");
        raw(builder, "/escaped", EntryType::Regular, 0o644, b"x", "");
        raw(builder, "t/../../escaped", EntryType::Regular, 0o644, b"x", "");
        raw(builder, "t/up", EntryType::Symlink, 0o777, b"", "..");
        raw(builder, "t/up/escaped", EntryType::Regular, 0o644, b"x", "");
        raw(builder, "t/out", EntryType::Symlink, 0o777, b"", "/etc/passwd");
        raw(builder, "t/out", EntryType::Regular, 0o644, b"x", "");
        raw(builder, "t/hard", EntryType::Link, 0o644, b"", "/etc/passwd");
        raw(builder, "t/harder", EntryType::Link, 0o644, b"", "../escaped");
        raw(builder, "t/dev", EntryType::Char, 0o644, b"", "");
        raw(builder, "t/pipe", EntryType::Fifo, 0o644, b"", "");
        raw(builder, "t/fine", EntryType::Symlink, 0o777, b"", "t2/../..");
    });
    use LeftOutBecause::*;
    assert_eq!(
        names(&copied),
        [
            ("../escaped", Name),
            ("/escaped", Name),
            ("t/../../escaped", Name),
            ("t/up", LinkOut),
            ("t/up/escaped", Name),
            ("t/out", LinkOut),
            ("t/hard", LinkOut),
            ("t/harder", LinkOut),
            ("t/dev", Special),
            ("t/pipe", Special),
            ("t/fine", LinkOut)
        ]
    );
    assert!(!outer.path().join("escaped").exists() && !Path::new("/escaped").exists());
    // The second of its name is a file of its own, in our folder.
    assert_eq!(fs::read(outer.path().join("draft/t/out")).unwrap(), b"x");
    assert_eq!(fs::read_dir(outer.path().join("draft")).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn links_that_stay_inside_are_kept_and_never_followed() {
    let (outer, copied) = unpacked(|builder| {
        raw(builder, "t/", EntryType::Directory, 0o755, b"", "");
        raw(builder, "t/sub/", EntryType::Directory, 0o755, b"", "");
        raw(builder, "t/sub/l", EntryType::Symlink, 0o777, b"", "../a");
        raw(builder, "t/dir", EntryType::Symlink, 0o777, b"", "sub");
        raw(builder, "t/dir/x", EntryType::Regular, 0o644, b"x", "");
        raw(builder, "t/a", EntryType::Regular, 0o644, b"a", "");
    });
    let top = outer.path().join("draft/t");
    assert_eq!(names(&copied), [("t/dir/x", LeftOutBecause::Name)]);
    assert_eq!(fs::read(top.join("sub/l")).unwrap(), b"a");
    assert_eq!(fs::read_link(top.join("dir")).unwrap(), Path::new("sub"));
    assert!(!top.join("sub/x").exists());
}

#[test]
fn a_volume_that_is_called_the_root_has_its_name() {
    let (outer, copied) = unpacked(|builder| {
        raw(builder, "/", EntryType::Directory, 0o755, b"", "");
        raw(builder, "/sub", EntryType::Directory, 0o755, b"", "");
        raw(builder, "/sub/a", EntryType::Regular, 0o644, b"a", "");
        raw(builder, "/hard", EntryType::Link, 0o644, b"", "/sub/a");
        raw(builder, "/../out", EntryType::Regular, 0o644, b"x", "");
    });
    assert_eq!(names(&copied), [("/../out", LeftOutBecause::Name)]);
    assert_eq!(fs::read(outer.path().join("draft/data/hard")).unwrap(), b"a");
    assert_eq!(fs::read_dir(outer.path().join("draft")).unwrap().count(), 1);
}

#[test]
fn a_link_may_go_up_only_where_it_begins() {
    for (path, target, inside) in [
        ("t/l", "a", true),
        ("t/l", "./a/b", true),
        ("t/l", "..", false),
        ("t/s/l", "..", true),
        ("t/s/l", "../..", false),
        ("t/s/l", "a/../b", false),
        ("t/l", "/a", false),
        ("t/l", "", false),
        // A link alone leads out of what is copied: itself.
        ("l", "a", false),
    ] {
        assert_eq!(stays_inside(Path::new(path), target), inside, "{path} -> {target}");
    }
}

#[test]
fn a_stream_that_breaks_off_is_an_error() {
    let mut builder = Builder::new(Vec::new());
    raw(&mut builder, "a", EntryType::Regular, 0o644, &[7; 5000], "");
    let bytes = builder.into_inner().unwrap();
    let outer = tempfile::tempdir().unwrap();
    assert!(unpack(&bytes[..2048], outer.path(), None, false, &Progress::default()).is_err());
}
