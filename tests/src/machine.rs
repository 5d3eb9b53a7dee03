//! An engine of a test's own, whose machine can be started anew: everything on it is killed, what a real machine
//! keeps in memory is removed, and programs are shown another start of the machine.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use berth_runner::EngineKind;
use jiff::Timestamp;
use tempfile::TempDir;

use crate::daemon::{Daemon, dockerd};
use crate::engines::{Engines, IMAGE, program_name};
use crate::wait::{is_alive, until};

/// An engine, and the machine that it runs on. Its containers end with it.
#[derive(Debug)]
pub struct Machine {
    pub kind: EngineKind,
    folder: TempDir,
    daemon: Option<Daemon>,
}

impl Machine {
    /// With the tests' image.
    pub fn new(kind: EngineKind) -> Self {
        let folder = TempDir::new_in("/tmp").expect("a folder");
        let mut machine = Self { kind, folder, daemon: None };
        for part in ["root", "run", "tmp", "networks", "proc", "shared"] {
            fs::create_dir(machine.at(part)).expect("a folder");
        }
        // As `tests/engines/up` has it, elsewhere.
        let theirs = |name: &str| {
            let known = Engines::get().env.iter().find(|(key, _)| key == name);
            PathBuf::from(known.map(|(_, path)| path).expect("a variable of the tests' engines"))
        };
        for (name, variable) in
            [("containers.conf", "CONTAINERS_CONF"), ("storage.conf", "CONTAINERS_STORAGE_CONF")]
        {
            let path = theirs(variable);
            let text = fs::read_to_string(&path).expect("a configuration");
            let place = path.parent().expect("its folder").display().to_string();
            fs::write(machine.at(name), text.replace(&place, &machine.path("."))).expect("a configuration");
        }
        machine.was_started(Timestamp::now());
        machine.serve();
        let image = machine.path("image.tar");
        Engines::get().ask(kind, &["save", "-o", &image, IMAGE]);
        machine.ask(&["load", "-i", &image]);
        machine
    }

    /// A folder that its sessions can mount.
    pub fn shared(&self) -> PathBuf {
        self.at("shared")
    }

    /// The variables that lead a client and Berth to it.
    pub fn env(&self) -> Vec<(String, String)> {
        let all = Engines::get().env.iter().cloned().map(|(key, value)| match key.as_str() {
            "CONTAINERS_CONF" => (key, self.path("containers.conf")),
            "CONTAINERS_STORAGE_CONF" => (key, self.path("storage.conf")),
            "DOCKER_HOST" => (key, self.host()),
            _ => (key, value),
        });
        all.collect()
    }

    /// A program on it, to which the machine says when it was started.
    pub fn command(&self, program: &Path) -> Command {
        let mut command = Command::new("unshare");
        let show = format!(
            "mount --bind '{}' /proc/sys/kernel/random/boot_id && mount --bind '{}' /proc/stat && exec \"$@\"",
            self.path("proc/boot_id"),
            self.path("proc/stat")
        );
        command.args(["--mount", "--propagation=slave", "--", "sh", "-c", &show, "sh"]).arg(program);
        command.envs(self.env()).env_remove("CONTAINER_HOST").env_remove("DOCKER_CONTEXT");
        command
    }

    /// The app as a program on it, to which the machine says when it was started.
    pub fn app(&self) -> PathBuf {
        let path = self.at("app");
        let command = self.command(&crate::window::app_binary());
        let words: Vec<String> = [command.get_program()]
            .into_iter()
            .chain(command.get_args())
            .map(|word| format!("'{}'", word.to_string_lossy().replace('\'', "'\\''")))
            .collect();
        // The app's PATH has clients of engines alone.
        let which = |name: &str| which::which(name).expect("a program of the system").display().to_string();
        let script = words.join(" ").replace("'unshare'", &which("unshare")).replace("'sh'", &which("sh"));
        let script = script.replace("mount --bind", &format!("{} --bind", which("mount")));
        fs::write(&path, format!("#!/bin/sh\nexec {script} \"$@\"\n")).expect("a program");
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        fs::set_permissions(&path, mode).expect("a program that can be run");
        path
    }

    /// A folder with its engine's client alone.
    pub fn client(&self) -> TempDir {
        let folder = TempDir::new().expect("a folder for one client");
        let variables: Vec<String> =
            self.env().into_iter().map(|(key, value)| format!("{key}='{value}'")).collect();
        let program = which::which(program_name(self.kind)).expect("the engine's client");
        crate::window::add_client(folder.path(), self.kind, &variables.join(" "), &program);
        folder
    }

    /// Asks its engine past Berth.
    pub fn ask(&self, args: &[&str]) -> String {
        self.try_ask(args).unwrap_or_else(|error| panic!("{args:?}: {error}"))
    }

    pub fn try_ask(&self, args: &[&str]) -> Result<String, String> {
        // The wrapper of the tests' engines leads to those.
        let mut client = Command::new(program_name(self.kind));
        client.args(args).envs(self.env()).env_remove("CONTAINER_HOST").env_remove("DOCKER_CONTEXT");
        let output = client.current_dir(self.folder.path()).output().map_err(|error| error.to_string())?;
        match output.status.success() {
            true => Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned()),
            false => Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
        }
    }

    /// Cuts its power, and starts it. docker comes with it; podman's service does what systemd has it do.
    pub fn reboot(&mut self) {
        self.go_down();
        self.come_up();
    }

    /// Cuts its power: nothing of it runs.
    pub fn go_down(&mut self) {
        // The kernel says in whole seconds when it was started.
        let last = Timestamp::now().as_second();
        let running = self.ask(&["ps", "-q", "--no-trunc"]);
        let ids: Vec<&str> = running.lines().collect();
        let mut pids: Vec<u32> = Vec::new();
        let format = match self.kind {
            EngineKind::Podman => "{{.State.Pid}} {{.State.ConmonPid}}",
            _ => "{{.State.Pid}}",
        };
        if !ids.is_empty() {
            let told = self.ask(&[&["container", "inspect", "--format", format], &ids[..]].concat());
            pids.extend(told.split_whitespace().filter_map(|pid| pid.parse::<u32>().ok()));
        }
        if let Some(daemon) = self.daemon.take() {
            let containerd = fs::read_to_string(self.at("exec/containerd/containerd.pid"));
            let shims: Vec<u32> = pids.iter().filter_map(|pid| parent(*pid)).collect();
            pids.extend(shims);
            pids.extend(containerd.ok().and_then(|pid| pid.trim().parse::<u32>().ok()));
            daemon.kill();
        }
        let words: Vec<String> = pids.iter().map(ToString::to_string).collect();
        if !words.is_empty() {
            // One may have ended with another.
            let _ = Command::new("kill").arg("-KILL").args(&words).stderr(Stdio::null()).status();
        }
        until("everything ends", || pids.iter().all(|pid| !is_alive(*pid)).then_some(()));
        self.unmount();
        // What is on a tmpfs of a real machine. runc's state is named by the container.
        for id in ids {
            let _ = fs::remove_dir_all(Path::new("/run/runc").join(id));
        }
        for (kind, part) in
            [(EngineKind::Podman, "run"), (EngineKind::Podman, "tmp"), (EngineKind::Docker, "exec")]
        {
            if self.kind == kind {
                let _ = fs::remove_dir_all(self.at(part));
                fs::create_dir_all(self.at(part)).expect("a folder");
            }
        }
        let _ = fs::remove_file(self.at("pid"));
        until("the next second", || (Timestamp::now().as_second() > last).then_some(()));
        self.was_started(Timestamp::now());
    }

    /// Starts it: docker's daemon, or what podman-restart.service runs (podman 4.3).
    pub fn come_up(&mut self) {
        self.serve();
        if self.kind == EngineKind::Podman {
            self.ask(&["start", "--all", "--filter", "restart-policy=always"]);
        }
    }

    /// Makes docker's daemon answer; podman has none.
    fn serve(&mut self) {
        if self.kind == EngineKind::Docker {
            self.daemon = Some(dockerd(self.folder.path(), &self.host()));
            until("the daemon answers", || self.try_ask(&["version"]).ok());
        }
    }

    /// What its kernel says of its start.
    fn was_started(&self, at: Timestamp) {
        let nanoseconds = at.as_nanosecond();
        fs::write(self.at("proc/boot_id"), format!("boot-{nanoseconds}\n")).expect("a file");
        fs::write(self.at("proc/stat"), format!("cpu  1 2 3\nbtime {}\n", at.as_second())).expect("a file");
    }

    fn unmount(&self) {
        let mounts = fs::read_to_string("/proc/self/mounts").unwrap_or_default();
        let below = format!("{}/", self.folder.path().display());
        let mut ours: Vec<&str> = mounts
            .lines()
            .filter_map(|line| line.split(' ').nth(1))
            .filter(|at| at.starts_with(&below))
            .collect();
        ours.sort_unstable();
        for at in ours.iter().rev() {
            let _ = Command::new("umount").args(["-l", at]).stderr(Stdio::null()).status();
        }
    }

    fn host(&self) -> String {
        format!("unix://{}", self.path("d.sock"))
    }

    fn at(&self, part: &str) -> PathBuf {
        self.folder.path().join(part)
    }

    fn path(&self, part: &str) -> String {
        let path = if part == "." { self.folder.path().to_owned() } else { self.at(part) };
        path.display().to_string()
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        if let Ok(all) = self.try_ask(&["ps", "-aq"]) {
            let quickly: &[&str] = if self.kind == EngineKind::Podman { &["-t", "0"] } else { &[] };
            for id in all.lines() {
                let _ = self.try_ask(&[&["rm", "-f"], quickly, &[id]].concat());
            }
        }
        self.daemon.take();
        self.unmount();
    }
}

fn parent(pid: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    stat.rsplit_once(") ")?.1.split(' ').nth(1)?.parse().ok()
}
