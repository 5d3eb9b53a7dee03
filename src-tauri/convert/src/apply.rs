//! One flag of `run` to the part of a spec that says it. Compose files and dev containers come here, too: what they say,
//! a flag says.

use berth_runner::{EngineKind, EnvVar, LABEL_OWNER, LABEL_TOKEN, Rule, command_line, extra_flag};

use crate::draft::Draft;
use crate::flags::Flag;
use crate::mount;
use crate::remark::RemarkProblem;

impl Draft {
    /// Takes a flag; `key` is what it is called where it stands.
    pub fn flag(&mut self, key: &str, flag: &Flag) {
        self.line = if flag.line == 0 { self.line } else { flag.line };
        if !flag.own {
            let program = self.kind.word().to_owned();
            return self.remark(key, RemarkProblem::FlagOfOther { program });
        }
        match &flag.value {
            Some(value) if !is_switch(&flag.name) => self.value(key, &flag.name, value),
            _ => self.switch(key, &flag.name, flag.is_on()),
        }
    }

    /// A flag with a value.
    pub fn value(&mut self, key: &str, name: &str, value: &str) {
        match name {
            // Their parts may be put in by whoever runs the text.
            "volume" => return self.volume(value),
            "tmpfs" => return self.volume(&format!("tmpfs:{value}")),
            "mount" => return mount::take(self, key, value),
            "env" => return self.variable(key, value),
            "env-file" => {
                let file = self.references.written(value);
                return self.remark(key, RemarkProblem::EnvironmentFile { file });
            }
            _ => {}
        }
        let Some(value) = self.plain(key, value) else { return };
        let text = value.clone();
        let nothing = text.is_empty();
        let options = &mut self.spec.options;
        match name {
            "name" => self.name(key, &text),
            "publish" => self.spec.ports.push(text),
            "workdir" => self.spec.working_dir = text,
            "entrypoint" => self.entrypoint(key, &text),
            "label" => self.label(&text),
            "network" | "net" => self.network(key, &text),
            "network-alias" | "net-alias" => options.network_aliases.push(text),
            // docker (28) takes NAME=IP, too.
            "add-host" if !text.contains(':') => options.hosts.push(text.replacen('=', ":", 1)),
            "add-host" => options.hosts.push(text),
            "device" => options.devices.push(text),
            "cap-add" => options.cap_add.push(text),
            "cap-drop" => options.cap_drop.push(text),
            "restart" => options.restart = Some(text).filter(|_| !nothing),
            // 0 is no limit.
            "memory" => options.memory = Some(text).filter(|text| text != "0"),
            "memory-swap" => options.memory_swap = Some(text).filter(|text| text != "0"),
            "cpus" => options.cpus = Some(text).filter(|text| text.parse() != Ok(0.0)),
            "pids-limit" => {
                let limit = self.number(key, &text);
                self.spec.options.pids_limit = limit.map(|limit| if limit == 0 { -1 } else { limit });
            }
            // podman's word for ever.
            "stop-timeout" if text == u32::MAX.to_string() => options.stop_timeout = Some(-1),
            "stop-timeout" => self.spec.options.stop_timeout = self.number(key, &text),
            "user" => options.user = Some(text).filter(|_| !nothing),
            "hostname" => options.hostname = Some(text).filter(|_| !nothing),
            "stop-signal" => options.stop_signal = Some(text),
            "gpus" => options.gpus = Some(text),
            "pod" => options.pod = Some(text),
            // podman's word for it.
            "health-cmd" if text == "none" => options.health.off = true,
            "health-cmd" => options.health.command = Some(text).filter(|_| !nothing),
            "health-interval" => options.health.interval = Some(text),
            "health-timeout" => options.health.timeout = Some(text),
            "health-start-period" => options.health.start_period = Some(text),
            "health-retries" => match text.parse() {
                Ok(tries) => options.health.retries = Some(tries).filter(|tries| *tries > 0),
                Err(_) => self.remark(key, RemarkProblem::OtherShape {}),
            },
            "security-opt" if is_no_new_privileges(&text) => {
                options.no_new_privileges = !text.ends_with("false")
            }
            // What the client does while the container is made.
            "pull" => {}
            _ => self.further(key, &format!("--{name}={value}")),
        }
    }

    fn switch(&mut self, key: &str, name: &str, is_on: bool) {
        let options = &mut self.spec.options;
        match name {
            "tty" => self.tty = is_on,
            "interactive" => self.interactive = is_on,
            "read-only" => options.read_only = is_on,
            "init" => options.init = is_on,
            "no-healthcheck" => options.health.off = is_on,
            // What the client does while the container is made.
            "detach" | "quiet" | "sig-proxy" | "tls-verify" | "replace" => {}
            "rm" | "rmi" if is_on => self.remark(key, RemarkProblem::KeptAfterEnd {}),
            _ if is_on => self.further(key, &format!("--{name}")),
            // Those that are on without a word.
            "http-proxy" | "read-only-tmpfs" => self.further(key, &format!("--{name}=false")),
            _ => {}
        }
    }

    fn further(&mut self, key: &str, flag: &str) {
        match extra_flag(self.kind, flag) {
            Ok(flag) => self.spec.options.extra.push(flag),
            Err(rule) => self.rule(key, rule),
        }
    }

    pub fn rule(&mut self, key: &str, rule: Rule) {
        self.remark(key, RemarkProblem::BreaksRule { rule });
    }

    pub fn volume(&mut self, text: &str) {
        let text = self.references.volume(text);
        self.spec.volumes.push(text);
    }

    fn variable(&mut self, key: &str, text: &str) {
        let (name, value) = text.split_once('=').map_or((text, None), |(name, value)| (name, Some(value)));
        let Some(name) = self.plain(key, name) else { return };
        // podman takes all that begin so.
        if name.ends_with('*') && value.is_none() {
            return self.remark(key, RemarkProblem::OtherShape {});
        }
        let known = value.filter(|value| self.references.first(value).is_none());
        if known.is_none() {
            self.remark(key, RemarkProblem::ValueMissing { name: name.clone() });
        }
        // The last one counts.
        self.spec.env.retain(|var| var.key != name);
        self.spec.env.push(EnvVar { key: name, value: known.unwrap_or_default().to_owned() });
    }

    fn label(&mut self, text: &str) {
        let (name, value) = text.split_once('=').unwrap_or((text, ""));
        if name != LABEL_OWNER && name != LABEL_TOKEN {
            self.spec.options.labels.insert(name.to_owned(), value.to_owned());
        }
    }

    /// podman's may be an array; any other text is one word.
    fn entrypoint(&mut self, key: &str, text: &str) {
        let array = Some(text).filter(|text| self.kind == EngineKind::Podman && text.starts_with('['));
        let words = match array.and_then(|text| serde_json::from_str::<Vec<String>>(text).ok()) {
            Some(words) => words,
            None if text.is_empty() => Vec::new(),
            None => vec![text.to_owned()],
        };
        match command_line(&words) {
            Some(line) => self.spec.options.entrypoint = Some(line),
            None => self.remark(key, RemarkProblem::OtherShape {}),
        }
    }

    fn network(&mut self, key: &str, text: &str) {
        let mut name = text;
        // docker's long form.
        let fields = text.split(',').map(|field| field.split_once('='));
        if text.starts_with("name=") || text.contains(",name=") {
            for (field, value) in fields.flatten() {
                match field {
                    "name" => name = value,
                    "alias" => self.spec.options.network_aliases.push(value.to_owned()),
                    "ip" | "ip6" | "mac-address" | "link-local-ip" => {
                        self.further(key, &format!("--{field}={value}"))
                    }
                    _ => self.remark(key, RemarkProblem::NoField {}),
                }
            }
        }
        match self.spec.options.network.clone() {
            Some(used) => self.remark(key, RemarkProblem::OneNetwork { used }),
            None => self.spec.options.network = Some(name.to_owned()),
        }
    }

    pub fn number(&mut self, key: &str, text: &str) -> Option<i32> {
        let number = text.parse().ok();
        if number.is_none() {
            self.remark(key, RemarkProblem::OtherShape {});
        }
        number
    }
}

fn is_no_new_privileges(text: &str) -> bool {
    let rest = text.strip_prefix("no-new-privileges");
    matches!(rest, Some("" | ":true" | "=true" | ":false" | "=false"))
}

/// The switches that have a field, and those that tell nothing.
fn is_switch(name: &str) -> bool {
    const SWITCHES: [&str; 20] = [
        "tty",
        "interactive",
        "read-only",
        "init",
        "no-healthcheck",
        "detach",
        "quiet",
        "sig-proxy",
        "tls-verify",
        "replace",
        "rm",
        "rmi",
        "privileged",
        "oom-kill-disable",
        "publish-all",
        "disable-content-trust",
        "no-hosts",
        "no-hostname",
        "http-proxy",
        "read-only-tmpfs",
    ];
    SWITCHES.contains(&name)
}
