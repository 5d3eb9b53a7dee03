#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;

const FILE: &str = "\
name: shop
x-common: &common
  restart: always
  logging: {driver: journald, options: {tag: web}}
services:
  web:
    <<: *common
    image: nginx:${TAG:-1.27}
    build: .
    command: [\"nginx\", \"-g\", \"daemon off;\"]
    entrypoint: /entry.sh --now
    environment:
      A: one
      B:
      C: ${SECRET}
      D: $$5
    env_file: [.env, {path: more.env}]
    ports:
      - \"8080:80\"
      - {target: 443, published: 8443, host_ip: 127.0.0.1, protocol: tcp}
    volumes:
      - ./site:/site:ro
      - ../up:/up
      - data:/data
      - /anonymous
      - {type: bind, source: ./b, target: /b, read_only: true, bind: {propagation: rslave}}
      - {type: tmpfs, target: /run, tmpfs: {size: 64m}}
    networks:
      back: {aliases: [front]}
      other:
    healthcheck:
      test: [CMD, curl, -f, http://localhost]
      interval: 30s
      retries: 3
    ulimits: {nofile: {soft: 1024, hard: 2048}, nproc: 64}
    deploy:
      replicas: 2
      resources: {limits: {memory: 512m, cpus: '1.5'}}
    cap_add: [SYS_PTRACE]
    extra_hosts: {db: 10.0.0.2}
    labels: {a.b: c}
    read_only: true
    stop_grace_period: 1m30s
    depends_on: [db]
    tty: true
    stdin_open: true
  db_1:
    image: postgres
    container_name: db
    network_mode: service:web
    profiles: [x]
    healthcheck: {disable: true}
    user: '1000:1000'
volumes:
  data:
networks:
  back: {external: true}
  other:
secrets:
  s: {file: x}
";

fn lines(remarks: &[Remark]) -> Vec<String> {
    let code = |remark: &Remark| {
        let problem = serde_json::to_value(&remark.problem).unwrap();
        format!("{} {} {}", remark.line, remark.key, problem["code"].as_str().unwrap())
    };
    remarks.iter().map(code).collect()
}

#[test]
fn a_service_is_a_session() {
    let imported = read(FILE, Some("/home/ann/shop"));
    assert_eq!(imported.sessions.len(), 2, "{:?}", imported.remarks);
    let web = &imported.sessions[0].spec;
    assert_eq!((web.name.as_str(), web.image.as_str()), ("web", "nginx:1.27"));
    assert_eq!(web.command, "nginx -g 'daemon off;'");
    assert_eq!(web.options.entrypoint.as_deref(), Some("/entry.sh --now"));
    let env: Vec<_> = web.env.iter().map(|var| format!("{}={}", var.key, var.value)).collect();
    assert_eq!(env, ["A=one", "B=", "C=", "D=$5"]);
    assert_eq!(web.ports, ["8080:80", "127.0.0.1:8443:443/tcp"]);
    assert_eq!(
        web.volumes,
        [
            "/home/ann/shop/site:/site:ro",
            "/home/ann/up:/up",
            "data:/data",
            "/anonymous",
            "/home/ann/shop/b:/b:ro,rslave",
            "tmpfs:/run:size=64m"
        ]
    );
    let options = &web.options;
    assert_eq!(
        (options.network.as_deref(), &options.network_aliases),
        (Some("back"), &vec!["front".to_owned()])
    );
    assert_eq!(options.health.command.as_deref(), Some("curl -f http://localhost"));
    assert_eq!((options.restart.as_deref(), options.stop_timeout), (Some("always"), Some(90)));
    assert_eq!((options.memory.as_deref(), options.cpus.as_deref()), (Some("512m"), Some("1.5")));
    assert_eq!(options.hosts, ["db:10.0.0.2"]);
    assert!(options.read_only && !options.no_terminal);
    let mut extra = options.extra.clone();
    extra.sort();
    assert_eq!(
        extra,
        ["--log-driver=journald", "--log-opt=tag=web", "--ulimit=nofile=1024:2048", "--ulimit=nproc=64"]
    );
    let db = &imported.sessions[1].spec;
    assert_eq!((db.name.as_str(), db.options.network.as_deref()), ("db", Some("container:web")));
    assert!(db.options.health.off && db.options.no_terminal);
    assert_eq!(db.options.user.as_deref(), Some("1000:1000"));
}

#[test]
fn each_key_that_is_not_taken_is_said_with_its_line() {
    let imported = read(FILE, Some("/home/ann/shop"));
    assert_eq!(
        lines(&imported.remarks),
        [
            "9 services.web.build builds_image",
            "14 services.web.environment value_missing",
            "15 services.web.environment value_missing",
            "17 services.web.env_file environment_file",
            "24 services.web.volumes project_name",
            "30 services.web.networks one_network",
            "37 services.web.deploy.replicas no_field",
            "44 services.web.depends_on starts_first",
            "51 services.db_1.profiles no_field",
            "59 secrets no_field",
        ]
    );
}

#[test]
fn a_folder_that_is_not_known_is_said() {
    let imported = read("services: {a: {image: bb, volumes: ['./x:/x', '~/y:/y', '${HOME}/z:/z']}}", None);
    assert_eq!(imported.sessions[0].spec.volumes, ["./x:/x", "~/y:/y", "${HOME}/z:/z"]);
    assert_eq!(lines(&imported.remarks), ["1 services.a.volumes relative_folder"]);
}

#[test]
fn what_is_no_compose_file_is_refused() {
    assert_eq!(lines(&read("a: 1", None).remarks), ["0  no_services"]);
    assert_eq!(lines(&read("services: [", None).remarks)[0].split(' ').next_back(), Some("not_yaml"));
    let empty = read("services: {a: }", None);
    assert_eq!(lines(&empty.remarks), ["1 services.a.image image_missing"]);
}
