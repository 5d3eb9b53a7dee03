//! A Kubernetes cluster for the tests alone: `tests/engines/cluster/up` starts it, `tests/engines/down`
//! removes it. Its API server can be cut off, slow or silent for one test: [`Cluster::behind`].

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use std::time::Duration;

use tempfile::TempDir;

use crate::engines::{IMAGE, new_name};
use crate::remote::Link;

/// The context that may do everything. It asks nobody for rights.
pub const CONTEXT: &str = "tests";
/// As [`CONTEXT`], on a server that asks for rights: [`Cluster::ask_for_rights`] starts it.
pub const WITH_RIGHTS: &str = "rbac";
/// Who may see pods and logs there, and no secret, and change nothing.
pub const READER: &str = "reader";
/// Who may do nothing there.
pub const NOBODY: &str = "nobody";
/// Whose token the server doesn't take any more.
pub const EXPIRED: &str = "expired";
/// At whose server's address nobody listens.
pub const UNREACHABLE: &str = "unreachable";

/// One of the two versions of the client that the tests have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kubectl {
    /// Debian's, 1.20.
    Old,
    /// A current one.
    New,
}

/// The cluster, up and its node ready.
#[derive(Debug)]
pub struct Cluster {
    /// Where its engines' files are, if not where those of the other tests are.
    place: Option<PathBuf>,
    pub kubeconfig: PathBuf,
    old: PathBuf,
    new: PathBuf,
}

impl Cluster {
    /// Brings it up, once a machine. Panics when it does not come up: a test that needs it
    /// fails without it, it is never skipped.
    pub fn get() -> &'static Self {
        static CLUSTER: OnceLock<Cluster> = OnceLock::new();
        CLUSTER.get_or_init(|| Self::up(None))
    }

    /// Another cluster, of one test's own, for what would disturb others: its server killed, its
    /// node off. It ends with the test. Its sockets are in `place`, so that has to be short.
    pub fn own(place: &Path) -> Self {
        Self::up(Some(place.to_owned()))
    }

    fn up(place: Option<PathBuf>) -> Self {
        let output = does(place.as_deref(), "up", &[]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "the cluster did not come up: {said}");
        let answer = String::from_utf8_lossy(&output.stdout);
        let path = |key: &str| {
            let of_key = |line: &str| line.strip_prefix(key)?.strip_prefix('=').map(PathBuf::from);
            answer.lines().find_map(of_key).unwrap_or_else(|| panic!("no {key} from the cluster"))
        };
        let (old, new) = (path("BERTH_KUBECTL_OLD"), path("BERTH_KUBECTL_NEW"));
        Self { place, kubeconfig: path("KUBECONFIG"), old, new }
    }

    /// The client, which still has to be told of a kubeconfig.
    pub fn program(&self, version: Kubectl) -> &Path {
        match version {
            Kubectl::Old => &self.old,
            Kubectl::New => &self.new,
        }
    }

    /// Runs the client past Berth, in [`CONTEXT`] unless `args` say another: its status and its output.
    pub fn run(&self, version: Kubectl, args: &[&str]) -> Output {
        let mut command = Command::new(self.program(version));
        let output = command.env("KUBECONFIG", &self.kubeconfig).args(args).output();
        output.unwrap_or_else(|e| panic!("cannot run kubectl: {e}"))
    }

    /// The same: its stdout, trimmed. Panics when it fails.
    pub fn ask(&self, args: &[&str]) -> String {
        let output = self.run(Kubectl::Old, args);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "kubectl {}: {said}", args.join(" "));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// What befalls the control plane, as `tests/engines/cluster/server` has it: `["kill"]`.
    pub fn server(&self, args: &[&str]) {
        self.script("server", args);
    }

    /// What befalls a node, as `tests/engines/cluster/node` has it: `["unplug", "n2"]`.
    pub fn node(&self, args: &[&str]) {
        self.script("node", args);
    }

    /// The server behind [`WITH_RIGHTS`], [`READER`] and [`NOBODY`] answers.
    pub fn ask_for_rights(&self) {
        self.server(&["start", "rbac"]);
    }

    /// The cluster's server as [`CONTEXT`] over a link of one test's own that takes `delay` each way, and
    /// can be cut and go silent.
    pub fn behind(&self, delay: Duration) -> Behind {
        let text = fs::read_to_string(&self.kubeconfig).expect("a kubeconfig");
        let far = text.lines().find_map(|line| {
            let (_, server) = line.split_once("name: tests, cluster: {server: \"https://")?;
            server.split_once('"')?.0.parse::<SocketAddr>().ok()
        });
        let far = far.expect("the server's address");
        let link = Link::to(far, delay);
        let place = tempfile::tempdir().expect("a folder");
        let kubeconfig = place.path().join("config");
        let near = text.replace(&format!("https://{far}\""), &format!("https://127.0.0.1:{}\"", link.port()));
        fs::write(&kubeconfig, near).expect("a kubeconfig");
        Behind { link, kubeconfig, _place: place }
    }

    fn script(&self, name: &str, args: &[&str]) {
        let output = does(self.place.as_deref(), name, args);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{name} {}: {said}", args.join(" "));
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if self.place.is_some() {
            does(self.place.as_deref(), "down", &[]);
        }
    }
}

/// A pod of one test, with a terminal; gone with it.
#[derive(Debug)]
pub struct Pod<'a> {
    cluster: &'a Cluster,
    pub name: String,
}

/// A new pod whose `sh` runs this script; `stem` says what it is for. It has a terminal, its name begins with `bt-`.
pub fn pod_that_runs<'a>(cluster: &'a Cluster, stem: &str, script: &str) -> Pod<'a> {
    let name = new_name(stem);
    let image = format!("--image={IMAGE}");
    let how = ["--image-pull-policy=Never", "--restart=Never", "--stdin", "--tty", "--attach=false"];
    let command = ["--", "sh", "-c", script];
    cluster.ask(&[&["run", &name, &image][..], &how, &command].concat());
    Pod { cluster, name }
}

impl Drop for Pod<'_> {
    fn drop(&mut self) {
        let now = ["--grace-period=0", "--force", "--wait=false", "--ignore-not-found"];
        self.cluster.run(Kubectl::Old, &[&["delete", "pod", &self.name][..], &now].concat());
    }
}

/// The way to a cluster's server, for one test.
#[derive(Debug)]
pub struct Behind {
    pub link: Link,
    pub kubeconfig: PathBuf,
    _place: TempDir,
}

fn does(place: Option<&Path>, script: &str, args: &[&str]) -> Output {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("engines/cluster").join(script);
    let mut command = Command::new(&path);
    if let Some(place) = place {
        command.env("BERTH_ENGINES_DIR", place);
    }
    command.args(args).output().unwrap_or_else(|e| panic!("cannot run {}: {e}", path.display()))
}
