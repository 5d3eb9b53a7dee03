//! What holds for every input, however broken: shared by the fuzz targets and by the
//! bounded run of `tests/it/fuzzed.rs`. Each function takes bytes and panics when one
//! of its promises is broken.

mod answers;
mod argv;
mod files;
mod screens;
mod wire;

use std::path::PathBuf;

use berth_activity::Rules;
use berth_convert::{ExportForm, ImportForm, export, import};
use berth_runner::testing::parse::events::{What, parse_event};
use berth_runner::testing::parse::stderr;
use berth_runner::testing::parse::{inspect, rows, version};
use berth_runner::testing::validate;
use berth_runner::{ContainerOptions, EngineKind, EnvVar, PathContext, SessionSpec};

pub use answers::{answers, pieces};
pub use argv::argv;
pub use files::{definitions, history, settings};
pub use screens::emulator;
pub use wire::socket;

/// What holds for bytes.
pub type Promise = fn(&[u8]);

/// Every target by its name, which is that of its file and of the folder of what is kept.
pub const TARGETS: [(&str, Promise); 16] = [
    ("answers", answers),
    ("argv", argv),
    ("compose", compose),
    ("definitions", definitions),
    ("emulator", emulator),
    ("events", events),
    ("failure", failure),
    ("history", history),
    ("inspect", inspect),
    ("pieces", pieces),
    ("rows", rows),
    ("rules", rules),
    ("run_line", run_line),
    ("settings", settings),
    ("socket", socket),
    ("spec", spec),
];

fn is_id(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// `ps`: ids are whole, and every row is either read or counted.
pub fn rows(bytes: &[u8]) {
    let read = rows::parse(bytes);
    let (read_rows, skipped) = (read.rows.len(), read.skipped as usize);
    let (ids, all_skipped) = rows::ids(read);
    assert!(ids.iter().all(|id| is_id(id)));
    assert_eq!(ids.len() + all_skipped as usize, read_rows + skipped);
}

/// `container inspect` and `version`: a session has an identity, and what it says of
/// its end fits its state.
pub fn inspect(bytes: &[u8]) {
    for row in rows::parse(bytes).rows {
        let Some(session) = inspect::session("engine", &row) else { continue };
        assert!(is_id(&session.id));
        assert!(!session.name.starts_with('/'));
        assert_ne!(session.pid, Some(0));
        let ended = matches!(session.state, berth_runner::State::Exited | berth_runner::State::Dead);
        assert!(ended || (session.exit_code.is_none() && session.finished_at.is_none()));
    }
    version::parse(bytes, true);
}

/// `events`: whose it is is known, and nothing that was run is repeated.
pub fn events(bytes: &[u8]) {
    for line in bytes.split(|byte| *byte == b'\n') {
        let Some(change) = parse_event(line) else { continue };
        assert!(is_id(&change.id));
        assert_ne!(change.name.as_deref(), Some(""));
        if let What::Other(word) = change.what {
            assert!(!word.contains(':'));
        }
    }
}

/// A file of rules: what is wrong in it is named by a place that is in it.
pub fn rules(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (_, faults) = Rules::with_text("rules.toml", &text);
    let lines = text.matches('\n').count() + 1;
    assert!(faults.iter().all(|fault| (1..=lines).contains(&(fault.line as usize)) && fault.column > 0));
}

/// What a person wrote: what passes can't be taken for a flag.
pub fn spec(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let spec = written(&text);
    let kinds = [EngineKind::Podman, EngineKind::Docker];
    let cases = kinds.into_iter().flat_map(|kind| ["/home/user", r"C:\Users\user"].map(|cwd| (kind, cwd)));
    for (kind, cwd) in cases {
        let paths = PathContext {
            cwd: PathBuf::from(cwd),
            home: None,
            variables: [("HOME", "/h")].into(),
            local: true,
        };
        match validate::check(&spec, kind, &paths) {
            Err(problems) => {
                assert!(!problems.is_empty());
                // Values of variables are secrets.
                let secret = |value: &str| value.len() > 24 && value.chars().all(|c| c.is_ascii_hexdigit());
                for var in spec.env.iter().filter(|var| secret(&var.value) && !var.key.contains(&var.value)) {
                    let elsewhere = text.matches(&var.value).count() > 1;
                    assert!(
                        elsewhere || problems.iter().all(|problem| !problem.message.contains(&var.value))
                    );
                }
            }
            Ok(checked) => {
                assert!(checked.name.starts_with(|c: char| c.is_ascii_alphabetic()));
                assert!(checked.name.len() <= 64);
                assert!(!checked.image.is_empty() && !checked.image.starts_with('-'));
                assert!(checked.working_dir.is_none_or(|dir| dir.starts_with('/')));
                assert!(checked.argv.iter().all(|word| !word.contains('\0')));
                assert!(checked.mounts.iter().all(|mount| mount.target.starts_with('/')));
                assert!(checked.env.iter().all(|var| !var.key.is_empty() && !var.key.contains('=')));
            }
        }
    }
}

/// A run line that somebody pasted.
pub fn run_line(bytes: &[u8]) {
    pasted(bytes, ImportForm::Run);
}

/// A compose file that somebody pasted.
pub fn compose(bytes: &[u8]) {
    pasted(bytes, ImportForm::Compose);
}

/// Each text is read, or the reason is said; what is read and keeps the rules is written in every form, and a run line
/// of it is read as the same, or it is said what of it is not (a flag of docker's that podman has not).
fn pasted(bytes: &[u8], form: ImportForm) {
    let text = String::from_utf8_lossy(bytes);
    let imported = import(&text, Some(form), Some("/folder"));
    assert!(!imported.sessions.is_empty() || !imported.remarks.is_empty());
    let lines = text.matches('\n').count() + 1;
    assert!(imported.remarks.iter().all(|remark| (remark.line as usize) <= lines + 1));
    for mut session in imported.sessions {
        // They are not in the line that is written.
        session.spec.env.iter_mut().for_each(|var| var.value.clear());
        for kind in [EngineKind::Podman, EngineKind::Docker] {
            let paths = PathContext {
                cwd: PathBuf::from("/folder"),
                home: None,
                variables: [("HOME", "/h")].into(),
                local: true,
            };
            let check = |spec: &SessionSpec, kind| validate::check(spec, kind, &paths);
            let write = |spec: &SessionSpec, form| export(kind, spec.clone(), &[], form, check);
            for form in [ExportForm::Compose, ExportForm::Quadlet, ExportForm::Systemd, ExportForm::Kube] {
                drop(write(&session.spec, form));
            }
            let Ok(written) = write(&session.spec, ExportForm::Run) else { continue };
            let read = import(&written.text, Some(ImportForm::Run), None);
            let [again] = &read.sessions[..] else { panic!("{} {:?}", written.text, read.remarks) };
            let same = write(&again.spec, ExportForm::Run).map(|text| text.text);
            assert!(
                !read.remarks.is_empty() || same.as_ref() == Ok(&written.text),
                "{same:?} {}",
                written.text
            );
        }
    }
}

/// A line a field; `e:`, `v:` and `p:` begin variables, volumes and ports, `u:` and `x:` user and flags.
fn written(text: &str) -> SessionSpec {
    let mut fields =
        text.lines().filter(|line| !["e:", "v:", "p:", "u:", "x:"].iter().any(|sign| line.starts_with(sign)));
    let mut field = || fields.next().unwrap_or_default().to_owned();
    let (name, image, command) = (field(), field(), field());
    let (working_dir, log_volume, loader) = (field(), field(), field());
    let list = |sign: &str| -> Vec<String> {
        text.lines().filter_map(|line| line.strip_prefix(sign)).map(str::to_owned).collect()
    };
    let variables: Vec<String> = list("e:");
    let variable = |line: &String| {
        let (key, value) = line.split_once('=').unwrap_or((line, ""));
        EnvVar { key: key.to_owned(), value: value.to_owned() }
    };
    SessionSpec {
        name,
        image,
        command,
        working_dir,
        env: variables.iter().map(variable).collect(),
        volumes: list("v:"),
        log_volume,
        ports: list("p:"),
        allow_loader_env: loader == "loader",
        options: ContainerOptions {
            user: list("u:").pop(),
            extra: list("x:"),
            ..ContainerOptions::default()
        },
    }
}

/// stderr of a failed call: there is always a reason to show.
pub fn failure(bytes: &[u8]) {
    let stderr = String::from_utf8_lossy(bytes);
    for kind in [EngineKind::Podman, EngineKind::Docker] {
        if let stderr::StderrClass::Other(reason) = stderr::classify(kind, &stderr) {
            assert!(!reason.to_string().trim().is_empty());
        }
    }
    assert!(!stderr::start_reason(&stderr, &[]).to_string().trim().is_empty());
}
