use proptest::prelude::*;

use super::*;

use LogLevel::{Debug, Error, Info, None, Trace, Warn};

#[test]
fn levels_of_the_usual_forms() {
    let cases: &[(&str, LogLevel)] = &[
        // logfmt and JSON.
        ("level=warn msg=\"a b\"", Warn),
        ("time=\"2026-11-26T12:00:00Z\" level=error msg=x", Error),
        ("ts=1 caller=main.go:1 level=\"debug\"", Debug),
        ("lvl=eror msg=x", Error),
        (r#"{"level":"error","msg":"x"}"#, Error),
        (r#"{"msg":"an INFO about an error", "severity" : "WARNING"}"#, Warn),
        (r#"{"ts":1,"log.level":"info"}"#, Info),
        (r#"{"level":50,"time":1,"msg":"x"}"#, Error),
        (r#"{"name":"a","hostname":"b","level":30}"#, Info),
        (r#"{"level":10}"#, Trace),
        (r#"{"levelname": "CRITICAL"}"#, Error),
        (r#"{"short_message":"x","level":4}"#, Warn),
        (r#"{"msg":"ERROR: not a level"}"#, None),
        (r#"12:00 {"level":"trace"}"#, Trace),
        // Words.
        ("[ERROR] text", Error),
        ("ERROR: text", Error),
        ("2026-11-26 12:00:00,123 WARN text", Warn),
        ("2026-11-26 12:00:00 - app.module - DEBUG - text", Debug),
        ("12:00:00.123 [main] INFO  com.example.App - text", Info),
        ("2026-11-26T12:00:00.1Z  INFO 1 --- [main] c.e.App : text", Info),
        ("INFO:     127.0.0.1:80 - \"GET / HTTP/1.1\" 200", Info),
        ("WARNING:root:text", Warn),
        ("2026/11/26 12:00:00 [error] 29#29: *1 open() failed", Error),
        ("2026/11/26 12:00:00 [notice] 1#1: start", Info),
        ("[Thu Nov 26 12:00:00.1 2026] [core:error] [pid 1] text", Error),
        ("2026-11-26 12:00:00.1 UTC [1] FATAL:  role does not exist", Error),
        ("2026-11-26 12:00:00.1 UTC [1] LOG:  ready", Info),
        ("2026-11-26T12:00:00.1Z 0 [Warning] [MY-010068] [Server] text", Warn),
        ("2026-11-26T12:00:00.1Z 0 [System] [MY-010116] [Server] text", Info),
        ("2026-11-26 12:00:00.123 | ERROR    | app:main:1 - text", Error),
        ("12:00:00 INF listening", Info),
        ("[12:00:00 WRN] text", Warn),
        ("info: Microsoft.Hosting.Lifetime[0]", Info),
        ("fail: Microsoft.AspNetCore[1]", Error),
        ("dbug: x", Debug),
        ("error: could not compile", Error),
        ("error[E0308]: mismatched types", Error),
        ("warning: unused variable", Warn),
        ("main.c:3:5: error: expected ;", Error),
        ("npm ERR! code E404", Error),
        ("npm WARN deprecated x", Warn),
        ("\tTRACE\tx", Trace),
        ("SEVERE: x", Error),
        // Marks.
        ("E0102 15:04:05.000000       1 main.go:1] x", Error),
        ("W1126 12:00:00.000000 1 x.go:1] x", Warn),
        ("I1126 12:00:00.000000 1 x.go:1] ERROR in text", Info),
        ("E, [2026-11-26T12:00:00.1 #1] ERROR -- : x", Error),
        ("<3>disk failed", Error),
        ("<30>Nov 26 12:00:00 app: x", Info),
        ("<12>x", Warn),
        ("1:M 26 Nov 2026 12:00:00.000 # WARNING overcommit", Warn),
        ("1:M 26 Nov 2026 12:00:00.000 * Ready", Info),
        // Failures.
        ("panic: runtime error: index out of range", Error),
        ("Traceback (most recent call last):", Error),
        ("java.lang.IllegalStateException: no", Error),
        ("Exception in thread \"main\" java.lang.Error", Error),
        ("ValueError: no", Error),
        ("thread 'main' panicked at src/main.rs:1:2:", Error),
        ("Caused by: java.io.IOException", Error),
        // No level.
        ("", None),
        ("hello", None),
        ("there was no error in it", None),
        ("Found an Error somewhere", None),
        ("Information desk", None),
        ("log in please", None),
        ("CATALOG: x", None),
        ("LOG the cabin", None),
        ("ERROR_COUNT 5", None),
        ("E2E tests", None),
        ("GET /error HTTP/1.1", None),
        ("127.0.0.1 - - [26/Nov/2026:12:00:00 +0000] \"GET / HTTP/1.1\" 500", None),
        ("<html>", None),
        ("<300>x", None),
        ("Error", None),
    ];
    for (line, expected) in cases {
        assert_eq!(level(line.as_bytes()), *expected, "{line}");
    }
}

#[test]
fn lines_that_go_on_have_the_level_of_their_head() {
    let log: &[(&str, LogLevel)] = &[
        ("2026-11-26 12:00:00 ERROR failed", Error),
        ("java.lang.IllegalStateException: no", Error),
        ("\tat com.example.App.main(App.java:1)", Error),
        ("\t... 3 more", Error),
        ("Caused by: java.io.IOException: x", Error),
        ("\tat a.B.c(B.java:2)", Error),
        ("plain", None),
        ("  indented below it", None),
        ("WARN low", Warn),
        ("  details: x", Warn),
        ("  INFO more", Info),
        ("", None),
        ("  below nothing", None),
        ("Traceback (most recent call last):", Error),
        ("  File \"a.py\", line 1, in <module>", Error),
        ("ValueError: no", Error),
        ("panic: no", Error),
        ("goroutine 1 [running]:", Error),
    ];
    let mut levels = Levels::default();
    for (line, expected) in log {
        assert_eq!(levels.next(line.as_bytes()), *expected, "{line}");
    }
}

proptest! {
    #[test]
    fn no_line_is_too_odd(line in proptest::collection::vec(any::<u8>(), 0..80)) {
        let _ = level(&line);
    }

    #[test]
    fn no_form_is_too_odd(line in "[<\\[{\"]{0,2}(level|E0102|1:M|ERROR|fail)?[\":= ]{0,3}[0-9a-zE\\]>]{0,8}") {
        let _ = level(line.as_bytes());
    }
}
