//! A docker daemon of a test's own that is reached through TLS.

use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::Command;

use berth_runner::EngineKind;
use tempfile::TempDir;

use super::home::Home;
use super::tools::{REMOTE, UNREACHABLE, free_port, tool};
use crate::daemon::{Daemon, dockerd_behind};
use crate::engines::{Engines, IMAGE};
use crate::wait::until;

/// The daemon, with the tests' image, and a [`Home`] that knows it as [`REMOTE`].
#[derive(Debug)]
pub struct TlsDaemon {
    pub home: Home,
    _daemon: Daemon,
    port: u16,
    place: TempDir,
}

impl TlsDaemon {
    pub fn start() -> Self {
        // The daemon's own socket paths are in it.
        let place = TempDir::new_in("/tmp").expect("a folder");
        certificates(place.path());
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let port = listener.local_addr().expect("its port").port();
        let home = home_with(place.path(), port, Some(("ca", "client")));
        let at = |name: &str| place.path().join(name).display().to_string();
        let (ca, cert, key) = (at("ca.pem"), at("server.pem"), at("server.key"));
        let tls = ["--tlsverify", "--tlscacert", &ca, "--tlscert", &cert, "--tlskey", &key];
        let daemon = dockerd_behind(listener, place.path(), &tls);
        let docker = home.bin().join("docker");
        let ask = |args: &[&str]| Command::new(&docker).args(["--context", REMOTE]).args(args).output();
        until("the daemon", || ask(&["version"]).ok().filter(|output| output.status.success()));

        let archive = Command::new(Engines::get().program(EngineKind::Docker))
            .args(["image", "save", "-o", &at("image.tar"), IMAGE])
            .status();
        assert!(archive.expect("docker runs").success(), "the image can't be saved");
        let loaded = ask(&["image", "load", "-i", &at("image.tar")]).expect("docker runs");
        assert!(loaded.status.success(), "{loaded:?}");
        Self { home, _daemon: daemon, port, place }
    }

    /// A home whose certificate is signed by an authority that the daemon doesn't trust.
    pub fn home_with_untrusted_certificate(&self) -> Home {
        home_with(self.place.path(), self.port, Some(("ca", "stranger")))
    }

    /// A home that trusts an authority that has not signed the daemon's certificate.
    pub fn home_with_other_authority(&self) -> Home {
        home_with(self.place.path(), self.port, Some(("other", "client")))
    }

    /// A home that knows nothing of certificates.
    pub fn home_without_certificates(&self) -> Home {
        home_with(self.place.path(), self.port, None)
    }
}

/// A home of its own for each set of certificates: contexts of one endpoint are one engine.
fn home_with(place: &Path, port: u16, certificates: Option<(&str, &str)>) -> Home {
    let folder =
        certificates.map_or_else(|| "plain".to_owned(), |(authority, own)| format!("{authority}-{own}"));
    let home = Home::new(place.join(folder));
    let mut endpoint = format!("tcp://127.0.0.1:{port}");
    if let Some((authority, own)) = certificates {
        let at = |name: String| place.join(name).display().to_string();
        let (ca, cert, key) =
            (at(format!("{authority}.pem")), at(format!("{own}.pem")), at(format!("{own}.key")));
        endpoint.push_str(&format!(",ca={ca},cert={cert},key={key}"));
    }
    home.context(REMOTE, &endpoint);
    home.context(UNREACHABLE, &format!("tcp://127.0.0.1:{}", free_port()));
    home
}

/// Two authorities; of the first a server's and a client's certificate, of the other a
/// client's.
fn certificates(place: &Path) {
    for name in ["ca", "other"] {
        let (key, cert, subject) = (format!("{name}.key"), format!("{name}.pem"), format!("/CN={name}"));
        let args = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
        let files = ["-keyout", &key, "-out", &cert, "-subj", &subject, "-days", "2"];
        tool(place, "openssl", &[&args[..], &files].concat());
    }
    for (name, by, usage) in
        [("server", "ca", "serverAuth"), ("client", "ca", "clientAuth"), ("stranger", "other", "clientAuth")]
    {
        let (key, asked, cert) = (format!("{name}.key"), format!("{name}.csr"), format!("{name}.pem"));
        let (subject, usage) = (format!("/CN={name}"), format!("extendedKeyUsage={usage}"));
        let args = ["req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
        let files = ["-keyout", &key, "-out", &asked, "-subj", &subject];
        let more = ["-addext", "subjectAltName=IP:127.0.0.1", "-addext", &usage];
        tool(place, "openssl", &[&args[..], &files, &more].concat());
        let (ca, ca_key) = (format!("{by}.pem"), format!("{by}.key"));
        let args = ["x509", "-req", "-in", &asked, "-CA", &ca, "-CAkey", &ca_key, "-CAcreateserial"];
        let files = ["-days", "2", "-copy_extensions", "copyall", "-out", &cert];
        tool(place, "openssl", &[&args[..], &files].concat());
    }
}
