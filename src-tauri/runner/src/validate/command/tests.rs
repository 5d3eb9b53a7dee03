#![expect(clippy::unwrap_used, reason = "tests")]
use super::*;

fn split(text: &str) -> Vec<String> {
    command(text).unwrap()
}

#[test]
fn splits_like_a_shell() {
    assert_eq!(split(""), Vec::<String>::new());
    assert_eq!(split("  sleep   100\t"), ["sleep", "100"]);
    assert_eq!(split("sh -c 'echo \"$((6*7))\"; exit 3'"), ["sh", "-c", "echo \"$((6*7))\"; exit 3"]);
    assert_eq!(split(r#"echo a\ b "c\"d" e'f'g ''"#), ["echo", "a b", "c\"d", "efg", ""]);
    assert_eq!(split("sh -c 'a\n\tb'"), ["sh", "-c", "a\n\tb"]);
    assert_eq!(split("bot --join #rust #tokio a#b"), ["bot", "--join", "#rust", "#tokio", "a#b"]);
    assert_eq!(split("-- --privileged -x"), ["--", "--privileged", "-x"]);
    assert_eq!(split("echo $HOME"), ["echo", "$HOME"]);
}

#[test]
fn operators_outside_quotes_are_refused_with_the_way_out() {
    for (text, operator) in [
        ("a; b", ";"),
        ("a && b", "&&"),
        ("a || b", "||"),
        ("a | b", "|"),
        ("a > f", ">"),
        ("a 2>&1", ">"),
        ("a < f", "<"),
        ("a `b`", "`"),
        ("a $(b)", "$("),
        ("a &", "&"),
        ("a ''; b", ";"),
    ] {
        let message = command(text).unwrap_err().to_string();
        assert!(message.contains(&format!("\"{operator}\"")), "{text}: {message}");
        assert!(message.contains(&format!("sh -c {}", shlex::try_quote(text).unwrap())), "{text}: {message}");
    }
    assert!(command("a\nb").unwrap_err().to_string().contains("a line end"));
    assert_eq!(split("\n a \n"), ["a"]);
}

#[test]
fn the_hint_is_itself_accepted() {
    let message = command("cat 'a b' | grep x && echo \"done\"").unwrap_err().to_string();
    let hint = message.split_once("write: ").unwrap().1;
    assert_eq!(split(hint), ["sh", "-c", "cat 'a b' | grep x && echo \"done\""]);
}

#[test]
fn json_is_taken_as_argv() {
    for (text, argv) in [
        (r#"["sleep","100"]"#, &["sleep", "100"][..]),
        (" [ \"sh\",\n  \"-c\",\n  \"a && b | c\" ]\n", &["sh", "-c", "a && b | c"]),
        (r#"["echo","$HOME","","\u00e9"]"#, &["echo", "$HOME", "", "é"]),
        ("[]", &[]),
        // The program `[`.
        ("[ -f x ]", &["[", "-f", "x", "]"]),
        (r#"[ "a" = "a" ]"#, &["[", "a", "=", "a", "]"]),
        // In quotes, as `berthctl` passes what comes after `--`.
        (r#"'["sleep"]'"#, &[r#"["sleep"]"#]),
    ] {
        assert_eq!(split(text), argv, "{text}");
    }
    for (bad, word) in [
        (r#"["sleep", 100]"#, "array of texts"),
        (r#"["sleep" "100"]"#, "array of texts"),
        (r#"["a", "\u0000"]"#, "control character"),
        (r#"["a\u001b[2J"]"#, "control character"),
        (r#"[""]"#, "empty word"),
    ] {
        assert!(command(bad).unwrap_err().to_string().contains(word), "{bad}");
    }
}

#[test]
fn a_copied_prompt_is_named_with_what_is_left() {
    for text in [
        "$ npm run dev",
        "  $  npm run dev",
        "# npm run dev",
        "% npm run dev",
        "ann@host:~/x$ npm run dev",
        "root@3f2a:/app# npm run dev",
    ] {
        let message = command(text).unwrap_err().to_string();
        assert!(message.contains("prompt") && message.ends_with("write: npm run dev"), "{message}");
    }
    assert!(command("$ a | b").unwrap_err().to_string().ends_with("write: a | b"));
    for fine in ["$SHELL -l", "'$' x", "bot #chan", "git clone git@host:x$ y", "'@# '", "'a@b# c' d"] {
        assert!(command(fine).is_ok(), "{fine}");
    }
}

#[test]
fn what_a_shell_would_do_itself_is_refused_with_the_remedy() {
    for text in ["A=1 cmd", "_x9=  cmd --flag", "A='1 2' B=3 cmd"] {
        let message = command(text).unwrap_err().to_string();
        let hint = message.split_once("write: ").unwrap().1;
        assert_eq!(hint, format!("env {text}"));
        assert!(command(hint).is_ok());
    }
    assert!(command("A=1").unwrap_err().to_string().contains("name the program"));
    assert!(command("A=1 a && b").unwrap_err().to_string().contains("sh -c 'A=1 a && b'"));
    let message = command("cd /app").unwrap_err().to_string();
    assert!(message.ends_with("write: sh -c 'cd /app'"), "{message}");
    for fine in ["env A=1 cmd", "'A=1' cmd", "./a=b", "a-b=c x", "--a=b", "=a", "cdrecord", "'[' x"] {
        assert!(command(fine).is_ok(), "{fine}");
    }
}

#[test]
fn quoted_operators_are_text() {
    for text in
        ["echo 'a;b'", r"echo a\;b", "echo \"a && b | c > d\"", "echo '`x` $(y)'", r"find . -exec ls {} \;"]
    {
        assert!(command(text).is_ok(), "{text}");
    }
}

#[test]
fn what_is_unbalanced_too_long_or_invisible_is_refused() {
    for bad in ["echo 'a", "echo \"a", "echo a\\", "echo \"a\\", "a\0b", "a \u{1b}[2J", "a\rb", "'' x"] {
        assert!(command(bad).is_err(), "{bad:?}");
    }
    assert!(command(&"a".repeat(4096)).is_ok());
    assert!(command(&"a".repeat(4097)).unwrap_err().to_string().contains("4097 bytes"));
    assert!(exec_command(" ").is_err());
}
