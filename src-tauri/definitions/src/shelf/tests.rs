#![expect(clippy::unwrap_used, reason = "tests")]

use berth_runner::AfterReboot;

use super::*;

fn read(text: &str) -> Shelf {
    Shelf::read(Path::new("/home/ann/dots/sessions.toml"), text)
}

/// `line:column name: sentence` of each fault.
fn faults(text: &str) -> Vec<String> {
    read(text)
        .faults
        .iter()
        .map(|fault| fault.to_string().split_off("/home/ann/dots/sessions.toml:".len()))
        .collect()
}

/// As Windows has them, too.
fn slashes(path: &str) -> String {
    path.replace('\\', "/")
}

fn names(text: &str) -> Vec<String> {
    read(text).definitions.into_iter().map(|definition| definition.name).collect()
}

const WHOLE: &str = r#"
[sessions.bot]
engine = "podman"
image = "bot:1"
command = "bot --once"
working_dir = "/srv"
env = { A = "1" }
env_file = "bot.env"
secrets = { TOKEN = "keyring:bot" }
volumes = ["./data:/data"]
log_volume = "bot-logs:/logs"
ports = ["8080:80"]
allow_loader_env = true
redraw = true
stop = [{ type = "exit", seconds = 5 }, { signal = "SIGINT", seconds = 10 }]
after_reboot = "ask"
after_reboot_delay = 5
resume_command = "bot --resume"
activity = { observe = true, kind = "agent" }
notices = ["ended", "asks"]
restart = "on-failure:3"
memory = "1g"
memory_swap = "2g"
cpus = "1.5"
pids_limit = -1
user = "1000:1000"
entrypoint = ""
network = "back"
network_aliases = ["bot"]
hosts = ["db:10.0.0.2"]
hostname = "bot"
labels = { team = "a", isBig = "yes" }
stop_signal = "SIGINT"
stop_timeout = 30
health = { command = "true", interval = "30s", timeout = "5s", retries = 3, start_period = "1m" }
devices = ["/dev/fuse"]
cap_add = ["SYS_PTRACE"]
cap_drop = ["ALL"]
read_only = true
init = true
no_new_privileges = true
gpus = "all"
pod = "work"
no_terminal = true
extra = ["--shm-size=1g"]
"#;

#[test]
fn every_key_of_a_session_is_read() {
    let shelf = read(WHOLE);
    assert_eq!(shelf.faults, []);
    let bot = shelf.find("bot").unwrap();
    assert_eq!((bot.engine.as_deref(), bot.line), (Some("podman"), 2));
    assert_eq!((bot.spec.name.as_str(), bot.spec.image.as_str()), ("bot", "bot:1"));
    assert_eq!(slashes(&bot.spec.volumes[0]), "/home/ann/dots/data:/data");
    assert_eq!(slashes(&bot.env_files[0]), "/home/ann/dots/bot.env");
    assert_eq!(bot.secrets["TOKEN"], "keyring:bot");
    assert_eq!((bot.after_reboot, bot.after_reboot_delay), (Some(AfterReboot::Ask), 5));
    assert_eq!(bot.notices, Some(vec![crate::NoticeKind::Ended, crate::NoticeKind::Asks]));
    let steps: Vec<_> = bot.stop.iter().map(ToString::to_string).collect();
    assert_eq!(steps, ["type:exit=5", "SIGINT=10"]);
    let options = &bot.spec.options;
    assert_eq!((options.pids_limit, options.entrypoint.as_deref()), (Some(-1), Some("")));
    assert_eq!((options.health.retries, options.health.start_period.as_deref()), (Some(3), Some("1m")));
    // The names of labels are a person's own; what Berth looks at are labels as well.
    let labels: Vec<_> = options.labels.iter().map(|(key, value)| format!("{key}={value}")).collect();
    assert_eq!(labels, ["dev.berth.kind=agent", "dev.berth.observe=yes", "isBig=yes", "team=a"]);
    assert!(bot.redraw && bot.spec.allow_loader_env && bot.resume_command == "bot --resume");
    // Nothing of the file is lost on the way: each key is there.
    let keys: Vec<_> = bot.table.keys().into_iter().map(|(key, _)| key).collect();
    let schema = SCHEMAS.session["properties"].as_object().unwrap();
    let known: Vec<_> = schema.keys().filter(|key| !["template", "params"].contains(&key.as_str())).collect();
    assert!(known.iter().all(|key| keys.contains(key)), "{known:?} {keys:?}");
}

#[test]
fn a_fault_costs_its_session_and_has_a_place() {
    for (text, expected) in [
        ("imagee = \"x\"", "2:1: bot: there is no key \"imagee\" here; do you mean \"image\"?"),
        ("image = 3", "2:9: bot: image must be a text"),
        ("image = \"x\"\nports = \"80\"", "3:9: bot: ports must be a list"),
        ("image = \"x\"\nports = [80]", "3:10: bot: ports must be a text"),
        (
            "image = \"x\"\nafter_reboot = \"never\"",
            "3:16: bot: after_reboot can't be \"never\": use start, ask, leave",
        ),
        (
            "image = \"x\"\nnotices = [\"end\"]",
            "3:12: bot: notices can't be \"end\": use ended, out_of_memory, unhealthy, crash_loop, asks",
        ),
        ("image = \"x\"\nstop = [{ seconds = 5 }]", "3:9: bot: a step needs one of type and signal"),
        (
            "image = \"x\"\nstop = [{ type = \"x\", seconds = 3601 }]",
            "3:33: bot: seconds must be from 0 to 3600",
        ),
        (
            "image = \"x\"\nstop = [{ signal = \"LOUD\" }]",
            "3:9: bot: \"LOUD\" is not a signal; write a name such as TERM, INT, HUP or KILL, or a number from 1 to 64",
        ),
        (
            "image = \"x\"\nsecrets = { A = \"bot\" }",
            "3:17: bot: A must be \"keyring:NAME\" or \"engine:NAME\"; NAME has letters, digits, \".\", \"_\" and \"-\"",
        ),
        ("image = \"x\"\npids_limit = -2", "3:14: bot: pids_limit must be from -1 to 2147483647"),
        (
            "image = \"x\"\nhealth = { retires = 3 }",
            "3:12: bot: there is no key \"retires\" here; do you mean \"retries\"?",
        ),
        ("image = \"x\"\nread_only = \"yes\"", "3:13: bot: read_only must be true or false"),
        (
            "image = \"x\"\nactivity = { kinds = \"x\" }",
            "3:14: bot: there is no key \"kinds\" here; do you mean \"kind\"?",
        ),
        ("command = \"x\"", "1:11: bot: image is missing"),
        ("template = \"agnt\"", "2:12: bot: there is no template \"agnt\"; do you mean \"agent\"?"),
        ("image = \"x\"\nparams = {}", "3:1: bot: template is missing"),
        ("image = \"x\"\nenv = { A = 1 }", "3:13: bot: A must be a text"),
    ] {
        let text = format!(
            "[sessions.bot]\n{text}\n[templates.agent]\nimage = \"y\"\n[sessions.web]\nimage = \"y\"\n"
        );
        assert_eq!(faults(&text), [expected], "{text}");
        assert_eq!(names(&text), ["web"]);
    }
}

#[test]
fn what_is_no_toml_costs_the_session_that_it_is_in() {
    for (part, expected) in [
        ("image = \"x", "2:11: bot: this is not TOML: invalid basic string, expected `\"`"),
        ("image x", "2:8: bot: this is not TOML: key with no value, expected `=`"),
        ("ports = [\"80\",", "2:14: bot: this is not TOML: unclosed array, expected `]`"),
        ("image = \"x\"\nimage = \"y\"", "3:1: bot: this is not TOML: duplicate key"),
    ] {
        let text =
            format!("[sessions.bot]\n{part}\n[sessions.web]\nimage = \"y\"\n[sessions.web.env]\nA = \"1\"\n");
        let found = faults(&text);
        assert_eq!(found.len(), 1, "{found:?}");
        let place = |text: &str| {
            text.split(": this").next().unwrap().rsplit_once(':').map(|(_, name)| name.to_owned())
        };
        assert_eq!(place(&found[0]), place(expected), "{found:?}");
        assert!(found[0].starts_with(&expected[..2]), "{found:?} {expected}");
        assert_eq!(names(&text), ["web"], "{text}");
        assert_eq!(read(&text).find("web").unwrap().spec.env.len(), 1);
        assert!(!read(&text).is_broken());
    }
}

#[test]
fn a_file_whose_sections_cannot_be_told_apart_does_not_count() {
    for text in [
        "[sessions.bot\nimage = \"x\"\n[sessions.web]\nimage = \"y\"\n",
        "[sessions.bot]\ncommand = \"\"\"\n[sessions.web]\nimage = \"y\"\n",
        "sessions =\n[sessions.web]\nimage = \"y\"\n",
        "\u{0}",
    ] {
        let shelf = read(text);
        assert!(shelf.is_broken() && shelf.definitions.is_empty(), "{text:?} {shelf:?}");
    }
}

#[test]
fn sections_with_other_names_and_types_are_told() {
    assert_eq!(
        faults("[session.bot]\nimage = \"x\"\n"),
        ["1:2: there is no key \"session\" here; do you mean \"sessions\"?"]
    );
    assert_eq!(faults("sessions = 3\n"), ["1:12: sessions must be a table"]);
    assert_eq!(faults("[sessions]\nbot = 3\n"), ["2:7: bot: session must be a table"]);
    assert_eq!(read("\u{feff}[sessions.bot]\r\nimage = \"x\"\r\n").definitions.len(), 1);
}

const AGENT: &str = r#"
[templates.agent]
params = { folder = {}, image = { default = "debian:12" }, ports = { default = [], about = "open ones" } }
image = "{{image}}"
command = "agent --in {{ folder }} --format '{{.Name}}'"
volumes = ["{{folder}}:/work"]
ports = "{{ports}}"
env = { A = "1", B = "2" }
"#;

#[test]
fn a_template_is_filled_with_parameters() {
    let text = format!(
        "{AGENT}[sessions.api]\ntemplate = \"agent\"\nparams = {{ folder = \"./api\", ports = [\"80\"] }}\n\
         env = {{ B = \"3\" }}\nworking_dir = \"/work\"\n"
    );
    let shelf = read(&text);
    assert_eq!(shelf.faults, []);
    assert_eq!(shelf.templates, ["agent"]);
    let api = shelf.find("api").unwrap();
    assert_eq!(api.template.as_deref(), Some("agent"));
    assert_eq!(api.spec.image, "debian:12");
    assert_eq!(api.spec.command, "agent --in ./api --format '{{.Name}}'");
    assert_eq!(slashes(&api.spec.volumes[0]), "/home/ann/dots/api:/work");
    assert_eq!(api.spec.ports, ["80"]);
    let env: Vec<_> = api.spec.env.iter().map(|one| format!("{}={}", one.key, one.value)).collect();
    assert_eq!((env.join(" "), api.spec.working_dir.as_str()), ("A=1 B=3".to_owned(), "/work"));
}

#[test]
fn parameters_that_lack_or_do_not_exist_are_named() {
    let session = |keys: &str| faults(&format!("{AGENT}[sessions.api]\ntemplate = \"agent\"\n{keys}\n"));
    assert_eq!(session(""), ["10:12: api: the template \"agent\" needs the parameter \"folder\""]);
    assert_eq!(
        session("params = { folder = \"x\", imag = \"y\" }"),
        ["11:26: api: the template \"agent\" has no parameter \"imag\"; do you mean \"image\"?"]
    );
    assert_eq!(session("params = { folder = \"x\", image = 3 }"), ["11:34: api: image must be a text"]);
    assert_eq!(
        faults(
            "[templates.t]\nparams = [\"folder\"]\nimage = \"{{floder}}\"\n[sessions.a]\ntemplate = \"t\"\n"
        ),
        [
            "3:9: t: {{floder}} is no parameter of this template; do you mean \"folder\"?; list it in params",
            "5:12: a: the template \"t\" has a fault",
        ]
    );
}

#[test]
fn layouts_name_sessions_of_the_file() {
    let base = "[sessions.a]\nimage = \"x\"\n[sessions.b]\nimage = \"x\"\n[sessions.bad]\nimage = 3\n[layouts.day]\n";
    let shelf = read(&format!("{base}columns = [\"a\", [\"b\", \"bad\"]]\n"));
    assert_eq!(shelf.layouts[0].columns, [vec!["a"], vec!["b", "bad"]]);
    let of_layout = |text: &str| faults(&format!("{base}{text}\n")).split_off(1);
    assert_eq!(
        of_layout("columns = [\"c\"]"),
        ["8:12: day: there is no session \"c\" in this file; do you mean \"a\"?"]
    );
    assert_eq!(of_layout("columns = [\"a\", [\"a\"]]"), ["8:18: day: \"a\" is in this layout already"]);
    assert_eq!(of_layout("rows = []").len(), 2);
}

#[test]
fn the_order_is_that_of_the_file() {
    let text =
        "[sessions.zoo]\nimage = \"x\"\n[sessions.ant]\nimage = \"x\"\n[sessions.zoo.env]\nA = \"1\"\n";
    assert_eq!(names(text), ["zoo", "ant"]);
}

/// Printed, not asserted: it is said in docs/definitions.md.
#[test]
fn five_hundred_are_no_burden() {
    let session = |number: usize| {
        format!(
            "# The {number}th.\n[sessions.agent-{number}]\ntemplate = \"agent\"\n\
             params = {{ folder = \"~/src/{number}\" }}\nworking_dir = \"/work\"\n\n"
        )
    };
    let text = format!("{AGENT}\n{}", (0..500).map(session).collect::<String>());
    let began = std::time::Instant::now();
    let shelf = read(&text);
    let took = began.elapsed();
    assert_eq!((shelf.definitions.len(), shelf.faults.len()), (500, 0));
    #[expect(clippy::print_stdout, reason = "a figure")]
    {
        println!("500 definitions, {} KiB: {took:?}", text.len() / 1024);
    }
}
