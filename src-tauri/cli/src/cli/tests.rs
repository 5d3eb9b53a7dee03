use jiff::Timestamp;

use super::*;
use clap::CommandFactory;

fn parse(line: &str) -> Cli {
    Cli::try_parse_from(line.split(' ')).unwrap()
}

#[test]
fn the_command_line_is_sound() {
    Cli::command().debug_assert();
}

#[test]
fn everything_of_a_start_is_understood() {
    let cli = parse(
        "berthctl --engine docker start bot --image bb -e A=1 --env B -v ./x:/x -v data:/d -p 80 -w /w --log-volume l:/l -- sh -c --engine",
    );
    assert_eq!(cli.engine.as_deref(), Some("docker"));
    let Verb::Start(start) = cli.verb else { unreachable!() };
    assert_eq!((start.name.as_str(), start.image.as_deref()), ("bot", Some("bb")));
    assert_eq!(
        (start.env, start.volumes),
        (vec!["A=1".to_owned(), "B".to_owned()], vec!["./x:/x".to_owned(), "data:/d".to_owned()])
    );
    assert_eq!(
        (start.ports.as_slice(), start.working_dir.as_str(), start.log_volume.as_str()),
        (&["80".to_owned()][..], "/w", "l:/l")
    );
    assert_eq!(start.command, ["sh", "-c", "--engine"]);
}

#[test]
fn the_engine_may_be_named_anywhere() {
    for id in ["podman", "docker", "docker:far away", "podman:box:1"] {
        let cli = Cli::try_parse_from(["berthctl", "list", "--json", "--engine", id]).unwrap();
        assert_eq!(cli.engine.as_deref(), Some(id));
    }
    for id in ["lxc", "", "docker:", "lxc:x", ":x"] {
        assert!(Cli::try_parse_from(["berthctl", "list", "--engine", id]).is_err(), "{id}");
    }
}

#[test]
fn exec_takes_both_flags_at_once() {
    let Verb::Exec { interactive, tty, name, command } = parse("berthctl exec -it bot -- ls -l").verb else {
        unreachable!()
    };
    assert_eq!(
        (interactive, tty, name.as_str(), command),
        (true, true, "bot", vec!["ls".to_owned(), "-l".to_owned()])
    );
    assert!(Cli::try_parse_from(["berthctl", "exec", "bot"]).is_err());
}

#[test]
fn logs_take_the_words_of_the_engines() {
    let query = |line: &str| match parse(line).verb {
        Verb::Logs(logs) => (logs.lines, logs.follow, logs.since, logs.timestamps),
        _ => unreachable!(),
    };
    assert_eq!(query("berthctl logs bot"), (berth_runner::DEFAULT_LINES, false, None, false));
    let all = query("berthctl logs -ft --tail all --since 1700000000 bot");
    assert_eq!(all, (u32::MAX, true, Timestamp::from_second(1_700_000_000).ok(), true));
    assert_eq!(query("berthctl logs -n 5 bot").0, 5);
    assert!(Cli::try_parse_from(["berthctl", "logs", "bot", "--tail", "many"]).is_err());
}

#[test]
fn a_stop_takes_the_words_of_the_engines() {
    for flag in ["--timeout", "--time", "-t"] {
        let Verb::Stop { timeout, .. } = parse(&format!("berthctl stop {flag} 3 bot")).verb else {
            unreachable!()
        };
        assert_eq!(timeout, Some(3));
    }
}

#[test]
fn the_help_documents_the_exit_codes() {
    let help = Cli::command().render_help().to_string();
    assert!(help.contains("3  no such session") && help.contains("5  no engine"), "{help}");
}

#[test]
fn images_take_the_words_of_the_engines() {
    for (line, expected) in [
        ("berthctl images ls --json", "List { text: None, json: true }"),
        ("berthctl image rm a b", "Remove { images: [\"a\", \"b\"] }"),
        ("berthctl image tag a b", "Tag { image: \"a\", name: \"b\" }"),
        ("berthctl image prune -ay", "Prune { all: true, yes: true, json: false }"),
        ("berthctl image load -i x.tar", "Load { file: \"x.tar\", json: false }"),
        ("berthctl image save -o x.tar a", "Save { image: \"a\", file: \"x.tar\" }"),
    ] {
        let Verb::Image { verb } = parse(line).verb else { unreachable!() };
        assert_eq!(format!("{verb:?}"), expected);
    }
    let Verb::Image { verb: ImageVerb::Build(build) } =
        parse("berthctl image build -t app:1 -f D --no-cache --pull .").verb
    else {
        unreachable!()
    };
    assert_eq!(
        (build.tag.as_str(), build.file.as_str(), build.no_cache, build.pull),
        ("app:1", "D", true, true)
    );
    assert!(Cli::try_parse_from(["berthctl", "image", "build", "."]).is_err());
}
