//! Against real programs of the system's shell.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "tests")]

use std::path::PathBuf;

use super::*;

fn call(script: &str, limit: Duration) -> Call<'static> {
    Call {
        program: Path::new("/bin/sh"),
        args: vec!["-c".to_owned(), script.to_owned()],
        env: Vec::new(),
        env_file: Vec::new(),
        input: None,
        limit,
        folder: None,
        streams: Streams::Apart,
        stdin: None,
        asked_to_end: false,
    }
}

#[tokio::test]
async fn an_env_file_is_on_standard_input_alone() {
    let env_file =
        vec![("DOCKER_HOST".to_owned(), "a b # \"c\"".to_owned()), ("BIG".to_owned(), "x".repeat(300_000))];
    let script = "cat /dev/stdin; tr '\\0' '\\n' </proc/$$/environ | grep -c '^DOCKER_HOST=a\\|^BIG='";
    let output =
        collect(Call { env_file: env_file.clone(), ..call(script, LONG) }, Caps::default()).await.unwrap();
    let expected = format!("DOCKER_HOST=a b # \"c\"\nBIG={}\n0\n", "x".repeat(300_000));
    assert!(output.stdout == expected.as_bytes(), "{:.80}", String::from_utf8_lossy(&output.stdout));
    // One that reads nothing ends all the same.
    let output = collect(Call { env_file, ..call("exit 3", LONG) }, Caps::default()).await.unwrap();
    assert_eq!(output.status.code(), Some(3));
}

const LONG: Duration = Duration::from_secs(60);
const SHORT: Duration = Duration::from_millis(300);

async fn ok(script: &str) -> Output {
    collect(call(script, LONG), Caps::default()).await.unwrap()
}

/// Waits until no process has the file's first line as its pid.
async fn gone(pid_file: &Path) -> bool {
    let deadline = Instant::now() + Duration::from_secs(10);
    while Instant::now() < deadline {
        let pid = std::fs::read_to_string(pid_file).unwrap_or_default();
        if !pid.trim().is_empty() {
            let check = format!("kill -0 {} 2>/dev/null", pid.trim());
            if !ok(&check).await.success() {
                return true;
            }
        }
        tokio::task::yield_now().await;
    }
    false
}

fn pid_file() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pid");
    (folder, file)
}

#[tokio::test]
async fn a_client_is_started_where_the_call_says() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().canonicalize().unwrap();
    let there = Call { folder: Some(&place), ..call("pwd -P", LONG) };
    let output = collect(there, Caps::default()).await.unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), place.to_str().unwrap());
}

#[tokio::test]
async fn status_and_both_streams_are_kept() {
    let output = ok("printf out; printf err >&2; exit 7").await;
    assert_eq!(output.status.code(), Some(7));
    assert_eq!((output.stdout.as_slice(), output.stderr_text().as_str()), (&b"out"[..], "err"));
}

#[tokio::test]
async fn a_program_that_is_not_there_is_a_spawn_failure() {
    let absent = Call { program: Path::new("/nowhere/podman"), ..call("", LONG) };
    assert!(matches!(collect(absent, Caps::default()).await, Err(CallError::Spawn(_))));
}

#[tokio::test]
async fn the_environment_is_plain_and_extras_arrive() {
    let mut call = call("printf '%s|%s|%s' \"$LC_ALL\" \"$NO_COLOR\" \"$SECRET\"; cat", LONG);
    call.env = vec![("SECRET".to_owned(), "s3cret".to_owned())];
    assert_eq!(collect(call, Caps::default()).await.unwrap().stdout, b"C|1|s3cret");
}

#[tokio::test]
async fn merged_streams_keep_their_order() {
    let script = "for i in 1 2 3 4 5 6 7 8 9; do echo o$i; echo e$i >&2; done";
    let mut seen = Vec::new();
    let merged = Call { streams: Streams::Merged, ..call(script, LONG) };
    run(merged, |stream, bytes| {
        assert_eq!(stream, Stream::Out);
        seen.extend_from_slice(bytes);
        Ok(())
    })
    .await
    .unwrap();
    let expected: String = (1..10).map(|i| format!("o{i}\ne{i}\n")).collect();
    assert_eq!(String::from_utf8(seen).unwrap(), expected);
}

#[tokio::test]
async fn invalid_utf8_passes_as_bytes_and_is_replaced_in_words() {
    let output = ok(r"printf 'a\377b'; printf 'x\377y' >&2").await;
    assert_eq!(output.stdout, b"a\xffb");
    assert_eq!(output.stderr_text(), "x\u{fffd}y");
}

#[tokio::test]
async fn much_output_below_the_cap_arrives_whole() {
    let output = ok("head -c 8000000 /dev/zero").await;
    assert_eq!(output.stdout.len(), 8_000_000);
}

#[tokio::test]
async fn endless_output_is_ended_at_the_cap() {
    let caps = Caps { stdout: 1 << 20, stderr: 1 << 16 };
    for script in ["yes", "yes >&2"] {
        let failure = collect(call(script, LONG), caps).await.unwrap_err();
        assert!(matches!(failure, CallError::TooMuch { .. }), "{script}: {failure:?}");
    }
}

#[tokio::test]
async fn a_client_that_hangs_and_ignores_term_is_killed_with_its_children() {
    let (_folder, file) = pid_file();
    let script = format!(
        "trap '' TERM HUP INT; echo why >&2; sleep 1000 & echo $! > {}; wait; sleep 1000",
        file.display()
    );
    let failure = collect(call(&script, SHORT), Caps::default()).await.unwrap_err();
    let CallError::TimedOut { stderr } = failure else { unreachable!("{failure:?}") };
    assert_eq!(stderr, b"why\n");
    assert!(gone(&file).await);
}

#[tokio::test]
async fn a_dropped_call_kills_its_client_and_children() {
    let (_folder, file) = pid_file();
    let script = format!("sleep 1000 & echo $! > {}; wait", file.display());
    let pending = collect(call(&script, LONG), Caps::default());
    assert!(timeout(SHORT, pending).await.is_err());
    assert!(gone(&file).await);
}

#[tokio::test]
async fn a_helper_that_holds_the_output_open_is_not_waited_for_and_lives() {
    let (_folder, file) = pid_file();
    let script = format!("sleep 30 & echo $! > {}; echo done", file.display());
    let asked = Instant::now();
    let output = ok(&script).await;
    assert!(output.success() && output.stdout == b"done\n");
    assert!(asked.elapsed() < Duration::from_secs(10), "{:?}", asked.elapsed());
    let end = format!("kill $(cat {})", file.display());
    assert!(ok(&end).await.success(), "the helper was alive");
}

#[tokio::test]
async fn a_sink_that_fails_ends_the_client() {
    let failure = run(call("yes", LONG), |_, _| Err(CallError::TooMuch { cap: 1 })).await;
    assert!(matches!(failure, Err(CallError::TooMuch { cap: 1 })));
}

#[tokio::test]
async fn lines_come_whole_and_end_with_the_client() {
    let script = "printf 'one\\ntw'; printf 'o\\n\\nlast'; echo why >&2; exit 3";
    let mut lines = Lines::open(call(script, LONG)).unwrap();
    let mut seen = Vec::new();
    while let Some(line) = lines.next().await {
        seen.push(String::from_utf8(line).unwrap());
    }
    assert_eq!(seen, ["one", "two", "", "last"]);
    assert_eq!(lines.stderr_text(), "why");
}

#[tokio::test]
async fn a_dropped_client_of_lines_is_killed_with_its_children() {
    let (_folder, file) = pid_file();
    let script = format!("trap '' TERM HUP INT; sleep 1000 & echo $! > {}; echo up; wait", file.display());
    let mut lines = Lines::open(call(&script, LONG)).unwrap();
    assert_eq!(lines.next().await.unwrap(), b"up");
    drop(lines);
    assert!(gone(&file).await);
}

#[tokio::test]
async fn a_client_of_lines_ends_when_its_guard_does() {
    // As when we are killed: nobody kills the group, the pipe just ends.
    let (_folder, file) = pid_file();
    let guarded = parent_death::guarded(
        Path::new("/bin/sh"),
        vec!["-c".to_owned(), format!("trap '' TERM HUP; echo $$ > {}; sleep 1000", file.display())],
    )
    .unwrap();
    let (mut client, _chunks) =
        start(Call { program: &guarded.program, args: guarded.args, ..call("", LONG) }, guarded.stdin)
            .unwrap();
    while std::fs::read_to_string(&file).unwrap_or_default().is_empty() {
        tokio::task::yield_now().await;
    }
    drop(guarded.guard);
    let status = timeout(LONG, client.child().inner_mut().wait()).await.unwrap().unwrap();
    client.ended = true;
    assert!(!status.success());
    assert!(gone(&file).await);
}

/// A terminal where there is one: what it prints is the same, but for the ends of its lines.
#[tokio::test]
async fn a_terminal_is_one_to_the_client() {
    let script = "test -t 1 && test -t 2 && ! test -t 0 && stty size <&1; echo last >&2; exit 3";
    let mut printed = Vec::new();
    let status = run(Call { streams: Streams::Terminal, ..call(script, LONG) }, |stream, bytes| {
        assert_eq!(stream, Stream::Out);
        printed.extend_from_slice(bytes);
        Ok(())
    })
    .await
    .unwrap();
    assert_eq!(String::from_utf8_lossy(&printed), "500 200\r\nlast\r\n");
    assert_eq!(status.code(), Some(3));
}

#[tokio::test]
async fn a_client_reads_a_file_and_how_far_is_seen() {
    use std::io::{Seek, Write};

    let mut file = tempfile::tempfile().unwrap();
    file.write_all(&[b'x'; 100_000]).unwrap();
    file.rewind().unwrap();
    let stdin = Some(file.try_clone().unwrap().into());
    let output =
        collect(Call { stdin, ..call("head -c 60000 | wc -c", LONG) }, Caps::default()).await.unwrap();
    assert_eq!(output.stdout.trim_ascii(), b"60000");
    assert!(file.stream_position().unwrap() >= 60_000);
}

/// One that is asked to end may end what it began; one that does not is killed.
#[tokio::test]
async fn a_client_that_is_asked_to_end_ends_its_own_before() {
    let (_folder, file) = pid_file();
    let script = format!(
        "setsid sleep 1000 & trap 'kill $!; exit' TERM; echo $! > {}.part; mv {0}.part {0}; wait",
        file.display()
    );
    let asked = tokio::spawn(async move {
        let call = Call { asked_to_end: true, ..call(&script, LONG) };
        run(call, |_, _| Ok(())).await.map(drop)
    });
    while std::fs::read_to_string(&file).unwrap_or_default().is_empty() {
        tokio::task::yield_now().await;
    }
    asked.abort();
    assert!(asked.await.unwrap_err().is_cancelled());
    assert!(gone(&file).await);
}
