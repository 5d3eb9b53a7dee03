use super::*;

fn endpoint(name: &str, address: &str, current: bool) -> Endpoint {
    Endpoint { name: name.to_owned(), address: address.to_owned(), current, machine: false }
}

fn ids(engines: &[Engine]) -> Vec<(&str, &str)> {
    engines.iter().map(|engine| (engine.id.as_str(), engine.endpoint.as_str())).collect()
}

const DOCKER: &str = "/usr/bin/docker";
const PODMAN: &str = "/usr/bin/podman";

#[test]
fn the_current_context_is_docker_and_is_pinned() {
    let known = [
        endpoint("default", "unix:///var/run/docker.sock", false),
        endpoint("desktop", "unix:///home/ann/.docker/docker.sock", true),
        endpoint("same", "unix:///home/ann/.docker/docker.sock", false),
        endpoint("far", "ssh://ann@far", false),
    ];
    let engines = all(EngineKind::Docker, Path::new(DOCKER), &known, |_| None);
    assert_eq!(
        ids(&engines),
        [
            ("docker", "unix:///home/ann/.docker/docker.sock"),
            ("docker:default", "unix:///var/run/docker.sock"),
            ("docker:far", "ssh://ann@far")
        ]
    );
    let args: Vec<_> = engines.iter().map(|engine| engine.global_args.join(" ")).collect();
    assert_eq!(args, ["--context desktop", "--context default", "--context far"]);
    assert!(engines.iter().map(Engine::is_local).eq([true, true, false]));
}

#[test]
fn contexts_of_one_address_differ_in_their_certificates() {
    let known = [
        endpoint("ann", "tcp://far:2376", true),
        endpoint("bob", "tcp://far:2376", false),
        endpoint("a", "ssh://ann@far", false),
        endpoint("b", "ssh://ann@far", false),
    ];
    let engines = all(EngineKind::Docker, Path::new(DOCKER), &known, |_| None);
    let ids: Vec<_> = engines.iter().map(|engine| engine.id.as_str()).collect();
    assert_eq!(ids, ["docker", "docker:bob", "docker:a"]);
}

#[test]
fn podman_heeds_its_variables() {
    let known =
        [endpoint("a", "ssh://ann@a/run/podman/podman.sock", true), endpoint("b", "ssh://ann@b/x", false)];
    let of = |env| {
        ids(&all(EngineKind::Podman, Path::new(PODMAN), &known, env))
            .into_iter()
            .map(|(id, endpoint)| format!("{id} {endpoint}"))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        of(|key| (key == "CONTAINER_HOST").then(|| "unix:///x.sock".to_owned())),
        ["podman unix:///x.sock", "podman:a ssh://ann@a/run/podman/podman.sock", "podman:b ssh://ann@b/x"]
    );
    assert_eq!(
        of(|key| (key == "CONTAINER_CONNECTION").then(|| "b".to_owned())),
        ["podman ssh://ann@b/x", "podman:a ssh://ann@a/run/podman/podman.sock"]
    );
}

#[cfg(target_os = "linux")]
#[test]
fn on_linux_podman_is_its_own_engine() {
    let env = |key: &str| (key == "XDG_RUNTIME_DIR").then(|| "/run/user/7".to_owned());
    let own =
        if is_root() { "unix:///run/podman/podman.sock" } else { "unix:///run/user/7/podman/podman.sock" };
    let known = [endpoint("own", own, true), endpoint("b", "ssh://ann@b/x", false)];
    let engines = all(EngineKind::Podman, Path::new(PODMAN), &known, env);
    assert_eq!(ids(&engines), [("podman", own), ("podman:b", "ssh://ann@b/x")]);
    assert_eq!(engines.first().map(|engine| engine.global_args.len()), Some(0));
}

#[test]
fn a_client_that_knows_nothing_has_its_plain_engine() {
    for (kind, key) in [(EngineKind::Docker, "DOCKER_HOST"), (EngineKind::Podman, "CONTAINER_HOST")] {
        let env: fn(&str) -> Option<String> =
            |key| key.ends_with("_HOST").then(|| "tcp://10.0.0.2:2375".to_owned());
        let engines = all(kind, Path::new("/x"), &[], env);
        assert_eq!(ids(&engines), [(kind.word(), "tcp://10.0.0.2:2375")], "{key}");
        assert!(engines.iter().all(|engine| engine.global_args.is_empty() && !engine.is_local()));
    }
}
