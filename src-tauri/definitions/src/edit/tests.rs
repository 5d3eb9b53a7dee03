#![expect(clippy::unwrap_used, reason = "tests")]

use berth_runner::{ContainerOptions, EnvVar, HealthOptions};
use proptest::prelude::*;

use super::*;

const TEXT: &str = r#"#:schema ./sessions.schema.json
# Mine.

# The bot, since 2024.
[sessions.bot]   # the first
image = "bot:1"   # pinned
ports = [
    "8080:80",  # web
    # and the back
    "9000:9000",
]
volumes = ["./data:/data"]

[sessions.bot.env]
# Not secret.
A = "1"  # one

# Things that last.

# A shell.
[sessions.db]
image = 'postgres:16'

[layouts.day] # behind
columns = ["bot", "db"]
# The end.
"#;

fn path() -> &'static Path {
    Path::new("/home/ann/dots/sessions.toml")
}

fn spec(text: &str, name: &str) -> SessionSpec {
    Shelf::read(path(), text).find(name).unwrap().spec.clone()
}

fn with(text: &str, spec: &SessionSpec) -> String {
    with_session(path(), text, spec, None).unwrap()
}

#[test]
fn what_does_not_differ_is_not_written() {
    for text in [TEXT.to_owned(), TEXT.replace('\n', "\r\n"), format!("\u{feff}{TEXT}")] {
        assert_eq!(with(&text, &spec(&text, "bot")), text);
        assert_eq!(with(&text, &spec(&text, "db")), text);
    }
}

#[test]
fn a_changed_value_keeps_what_stands_around_it() {
    let mut bot = spec(TEXT, "bot");
    bot.image = "bot:2".into();
    bot.ports = vec!["8081:80".into(), "9000:9000".into(), "53/udp".into()];
    bot.env[0].value = "2".into();
    bot.env.push(EnvVar { key: "B".into(), value: "new".into() });
    let expected = TEXT
        .replace("bot:1\"", "bot:2\"")
        .replace("\"8080:80\"", "\"8081:80\"")
        .replace("    \"9000:9000\",\n", "    \"9000:9000\",\n    \"53/udp\",\n")
        .replace("A = \"1\"  # one\n", "A = \"2\"  # one\nB = \"new\"\n");
    assert_eq!(with(TEXT, &bot), expected);
    let windows = |text: &str| text.replace('\n', "\r\n");
    assert_eq!(with(&windows(TEXT), &bot), windows(&expected));
}

#[test]
fn an_entry_that_goes_leaves_the_comments_beside_it() {
    let mut bot = spec(TEXT, "bot");
    bot.ports.clear();
    bot.working_dir = "/srv".into();
    let edited = with(TEXT, &bot);
    assert!(!edited.contains("ports") && edited.contains("working_dir = \"/srv\"\n"), "{edited}");
    let mut bot = spec(TEXT, "bot");
    bot.ports.remove(1);
    let edited = with(TEXT, &bot);
    assert!(edited.contains("# and the back") && edited.contains("# web"), "{edited}");
    assert_eq!(spec(&edited, "bot").ports, ["8080:80"]);
}

#[test]
fn a_new_session_stands_at_the_end() {
    let new = SessionSpec {
        name: "web".into(),
        image: "nginx".into(),
        ports: vec!["80".into()],
        env: vec![
            EnvVar { key: "A".into(), value: "1".into() },
            EnvVar { key: "B".into(), value: "a \"b\"\n".into() },
        ],
        ..SessionSpec::default()
    };
    let edited = with_session(path(), TEXT, &new, Some("docker")).unwrap();
    assert_eq!(
        edited.strip_prefix(TEXT).unwrap(),
        "\n[sessions.web]\nengine = \"docker\"\nimage = \"nginx\"\nports = [\"80\"]\n\n[sessions.web.env]\n\
         A = \"1\"\nB = \"\"\"\na \\\"b\\\"\n\"\"\"\n"
            .replace("\"\"\"\na \\\"b\\\"\n\"\"\"", "\"\"\"\na \"b\"\n\"\"\"")
    );
    assert_eq!(spec(&edited, "web"), new);
    let line = with("sessions = { bot = { image = \"x\" } } # one line\n", &new);
    assert!(line.contains("# one line"), "{line}");
    assert_eq!(spec(&line, "web"), new);
}

#[test]
fn a_removed_session_takes_its_own_comments_along() {
    let edited = without_session(path(), TEXT, "db").unwrap();
    let expected = TEXT.replace("# A shell.\n[sessions.db]\nimage = 'postgres:16'\n\n", "");
    assert_eq!(edited, expected);
    let edited = without_session(path(), TEXT, "bot").unwrap();
    assert!(edited.starts_with("#:schema ./sessions.schema.json\n# Mine.\n\n"), "{edited}");
    assert!(!edited.contains("sessions.bot") && edited.contains("# Things that last."), "{edited}");
    assert!(Shelf::read(path(), &edited).find("db").is_some());
    assert_eq!(without_session(path(), TEXT, "web"), Err(Unedited::Absent("web".into())));
}

#[test]
fn values_of_a_template_are_overridden_where_they_differ() {
    let text = "[templates.t]\nparams = [\"n\"]\nimage = \"i{{n}}\"\nports = [\"80\"]\n\n\
                [sessions.a]\ntemplate = \"t\" # made\nparams = { n = 1 }\n";
    let mut a = spec(text, "a");
    assert_eq!(with(text, &a), text);
    a.command = "sh".into();
    a.ports.clear();
    let edited = with(text, &a);
    assert_eq!(edited, format!("{text}command = \"sh\"\nports = []\n"));
    assert_eq!(spec(&edited, "a"), a);
}

fn words() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec("[a-z0-9:/ \"'#\\\\\u{e4}]{1,8}", 0..5)
}

/// Lines that a person may have put anywhere between sections.
fn noise() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec("(# [a-z\u{f6} ]{0,12}|[ \t]{0,3})", 1..4)
}

fn text() -> impl Strategy<Value = Option<String>> {
    prop::option::of("[ -~\u{e4}\n]{0,8}")
}

fn options() -> impl Strategy<Value = ContainerOptions> {
    let texts = prop::collection::vec(text(), 11);
    let lists = prop::collection::vec(words(), 6);
    let labels = prop::collection::btree_map(
        "([a-zA-Z._]{1,6}|dev\\.berth\\.(kind|observe))",
        "[a-z ]{0,3}|yes",
        0..4,
    );
    let numbers =
        (prop::option::of(-1..=i32::MAX), prop::option::of(-1..=i32::MAX), prop::option::of(1..u32::MAX));
    let health = (any::<bool>(), prop::collection::vec(text(), 4));
    (texts, lists, labels, numbers, health, any::<[bool; 4]>()).prop_map(
        |(texts, lists, labels, (pids_limit, stop_timeout, retries), (off, health), flags)| {
            let [
                restart,
                memory,
                memory_swap,
                cpus,
                user,
                entrypoint,
                network,
                hostname,
                stop_signal,
                gpus,
                pod,
            ] = <[_; 11]>::try_from(texts).unwrap();
            let [network_aliases, hosts, devices, cap_add, cap_drop, extra] =
                <[_; 6]>::try_from(lists).unwrap();
            let [command, interval, timeout, start_period] = <[_; 4]>::try_from(health).unwrap();
            let [read_only, init, no_new_privileges, no_terminal] = flags;
            let health = HealthOptions { off, command, interval, timeout, retries, start_period };
            // Whoever adds an option adds it here: nothing is left out.
            ContainerOptions {
                restart,
                memory,
                memory_swap,
                cpus,
                pids_limit,
                user,
                entrypoint,
                network,
                network_aliases,
                hosts,
                hostname,
                labels,
                stop_signal,
                stop_timeout,
                health,
                devices,
                cap_add,
                cap_drop,
                read_only,
                init,
                no_new_privileges,
                gpus,
                pod,
                no_terminal,
                extra,
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// A spec that is written says the same when it is read, new in the file or in the place of another; and what
    /// was read and is written again changes nothing.
    #[test]
    fn a_spec_and_its_section_say_the_same(first in options(), second in options(), command in text(), volumes in words()) {
        let spec = |options| SessionSpec {
            name: "a".into(),
            image: "x".into(),
            command: command.clone().unwrap_or_default(),
            // Paths are another test's: a relative one begins at the folder of the file.
            volumes: volumes.iter().map(|one| format!("/{one}")).collect(),
            options,
            ..SessionSpec::default()
        };
        let mut now = "# Mine.\n[templates.t]\nimage = \"y\"\n".to_owned();
        for wanted in [spec(first), spec(second)] {
            now = with(&now, &wanted);
            let shelf = Shelf::read(path(), &now);
            prop_assert_eq!(shelf.find("a").map(|known| &known.spec), Some(&wanted), "{}\n{:?}", now, shelf.faults);
            prop_assert_eq!(&with(&now, &wanted), &now);
        }
    }

    /// Edits say what is wanted, keep every comment, and touch no line of another session.
    #[test]
    fn edits_keep_what_they_are_not_for(
        noise in prop::collection::vec(noise(), 5),
        edits in prop::collection::vec((0..4usize, "[a-z]{1,6}", words(), words()), 1..5),
        windows: bool,
    ) {
        let end = if windows { "\r\n" } else { "\n" };
        let lines = |index: usize| noise[index].iter().map(|line| format!("{line}{end}")).collect::<String>();
        let session = |name: &str| format!(
            "[sessions.{name}] # {name}{end}image = 'x' # i{end}ports = [ '1', # p{end}  '2' ]{end}env = {{ A = '1' }} # e{end}"
        );
        let text = format!(
            "{}{}{}{}{}{}{}", lines(0), session("a"), lines(1), session("b"), lines(2), session("c"), lines(3)
        );
        let mut now = text.clone();
        for (which, image, ports, env) in edits {
            let name = ["a", "b", "c", "new"][which];
            let mut keys: Vec<String> = env.iter().enumerate().map(|(index, _)| format!("K{index}")).collect();
            keys.sort();
            // A value is none of the comments that are counted below.
            prop_assume!(!ports.iter().chain(&env).any(|word| word.contains("# i")));
            let wanted = SessionSpec {
                name: name.into(),
                image,
                ports,
                env: keys.into_iter().zip(env).map(|(key, value)| EnvVar { key, value }).collect(),
                ..SessionSpec::default()
            };
            let before = Shelf::read(path(), &now);
            now = with(&now, &wanted);
            let after = Shelf::read(path(), &now);
            prop_assert_eq!(after.find(name).map(|known| &known.spec), Some(&wanted), "{}\n{:?}", now, after.faults);
            for other in before.definitions.iter().filter(|other| other.name != name) {
                prop_assert_eq!(&after.find(&other.name).unwrap().spec, &other.spec);
            }
        }
        let count = |text: &str, what: &str| text.matches(what).count();
        for line in noise.iter().take(4).flatten() {
            prop_assert!(now.contains(line.as_str()), "{line:?} is lost:\n{now}");
        }
        for header in ["[sessions.a] # a", "[sessions.b] # b", "[sessions.c] # c"] {
            prop_assert!(now.contains(header));
        }
        prop_assert_eq!(count(&now, "# i"), count(&text, "# i"));
        if windows {
            prop_assert_eq!(count(&now, "\n"), count(&now, "\r\n"));
        } else {
            prop_assert!(!now.contains('\r'));
        }
    }
}
