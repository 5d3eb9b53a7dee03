#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;

fn sole(text: &str) -> (ImportedSession, Vec<Remark>) {
    let mut imported = read(text);
    assert_eq!(imported.sessions.len(), 1, "{text}: {:?}", imported.remarks);
    (imported.sessions.remove(0), imported.remarks)
}

/// Key, line and code of each remark.
fn codes(remarks: &[Remark]) -> Vec<String> {
    let code = |remark: &Remark| {
        let problem = serde_json::to_value(&remark.problem).unwrap();
        let rule = problem.pointer("/args/rule/code").or(problem.pointer("/code")).unwrap();
        format!("{}:{} {}", remark.line, remark.key, rule.as_str().unwrap())
    };
    remarks.iter().map(code).collect()
}

#[test]
fn a_line_as_people_paste_it_is_read() {
    let text = "\
$ sudo docker run -d --name web \\
    -p 8080:80 -p 443:443/tcp \\
    -e 'GREETING=hello world' -e MODE=a=b \\
    -v \"$(pwd)\"/site:/usr/share/nginx/html:ro \\
    -v data:/data -v ~/x:/x \\
    --restart=unless-stopped --memory 512m --cpus=1.5 -h box \\
    --health-cmd='curl -f http://localhost || exit 1' --health-retries 3 \\
    --security-opt no-new-privileges --shm-size=1g --privileged -it \\
    nginx:1.27 nginx -g 'daemon off;'
";
    let (session, remarks) = sole(text);
    let spec = session.spec;
    assert_eq!(
        (session.engine.as_str(), spec.name.as_str(), spec.image.as_str()),
        ("docker", "web", "nginx:1.27")
    );
    assert_eq!(spec.ports, ["8080:80", "443:443/tcp"]);
    let env: Vec<_> = spec.env.iter().map(|var| (var.key.as_str(), var.value.as_str())).collect();
    assert_eq!(env, [("GREETING", "hello world"), ("MODE", "a=b")]);
    assert_eq!(spec.volumes, ["$(pwd)/site:/usr/share/nginx/html:ro", "data:/data", "~/x:/x"]);
    assert_eq!(spec.command, "nginx -g 'daemon off;'");
    let options = spec.options;
    assert_eq!(options.restart.as_deref(), Some("unless-stopped"));
    assert_eq!((options.memory.as_deref(), options.cpus.as_deref()), (Some("512m"), Some("1.5")));
    assert_eq!(options.health.command.as_deref(), Some("curl -f http://localhost || exit 1"));
    assert_eq!(
        (options.health.retries, options.no_new_privileges, options.no_terminal),
        (Some(3), true, false)
    );
    assert_eq!(options.extra, ["--shm-size=1g", "--privileged"]);
    assert_eq!(codes(&remarks), ["1:sudo as_root"]);
}

#[test]
fn what_a_shell_would_put_in_is_refused_in_words_or_left_to_the_volume() {
    let text = "docker run -u $(id -u):$(id -g) -e A=$A -e B='$B' -e \"C=x$C\" \\\n -v $HOME/a:/a -v '/lit$x:/b' -w \"$PWD\" bb sh -c 'echo $X'";
    let (session, remarks) = sole(text);
    let spec = session.spec;
    assert_eq!(spec.options.user, None);
    let env: Vec<_> = spec.env.iter().map(|var| (var.key.as_str(), var.value.as_str())).collect();
    assert_eq!(env, [("A", ""), ("B", "$B"), ("C", "")]);
    assert_eq!(spec.volumes, ["$HOME/a:/a", "/lit$$x:/b"]);
    assert_eq!((spec.working_dir.as_str(), spec.command.as_str()), ("", "sh -c 'echo $X'"));
    assert_eq!(
        codes(&remarks),
        ["1:--user reference", "1:--env value_missing", "1:--env value_missing", "2:--workdir reference"]
    );
    assert_eq!(
        remarks[0].why,
        "Whoever runs the text puts in $(id -u), which is not known here; write its value"
    );
}

#[test]
fn signs_of_other_shells_prompts_and_comments_are_known() {
    for text in [
        "docker run `\n  --name a `\n  bb",
        "docker run ^\r\n  --name a ^\r\n  bb\r\n",
        "# starts it\nann@host:~$ docker run --name a bb # the end",
        "# docker run --name a bb",
        "docker run --name a \\ \n bb",
        "docker.exe container run --name a bb",
        "FOO=bar BAR=x /usr/bin/docker create --name a bb",
        "sudo -u ann docker run --name a bb",
    ] {
        let (session, _) = sole(text);
        assert_eq!((session.spec.name.as_str(), session.spec.image.as_str()), ("a", "bb"), "{text}");
    }
}

#[test]
fn a_place_of_the_client_is_the_engine() {
    for (text, engine) in [
        ("docker --context far run bb", "docker:far"),
        ("podman -c far run bb", "podman:far"),
        ("podman --connection=far --log-level debug run bb", "podman:far"),
        ("podman run bb", "podman"),
    ] {
        assert_eq!(sole(text).0.engine, engine, "{text}");
    }
}

#[test]
fn what_can_not_be_taken_is_said_with_its_line() {
    let text = "podman run --rm -i \\\n --env-file x.env -e KEY \\\n --cidfile /x --creds a:b --name my.bot \\\n --network one --network two bb";
    let (session, remarks) = sole(text);
    assert_eq!(
        (session.spec.name.as_str(), session.spec.options.network.as_deref()),
        ("my-bot", Some("one"))
    );
    assert!(session.spec.options.no_terminal);
    assert_eq!(
        codes(&remarks),
        [
            "1:--rm kept_after_end",
            "2:--env-file environment_file",
            "2:--env value_missing",
            "3:--cidfile extra_breaks",
            "3:--creds extra_secret",
            "3:--name name_changed",
            "4:--network one_network",
            "4:--interactive input_alone",
        ]
    );
    let other = sole("docker run --tz=local --gpus all bb").1;
    assert_eq!(codes(&other), ["1:--tz flag_of_other"]);
}

#[test]
fn what_is_no_run_line_is_refused_with_the_reason() {
    for (text, expected) in [
        ("docker build .", "0: no_run_line"),
        ("docker run --fancy bb", "1:--fancy flag_unknown"),
        ("docker run --name", "1:--name flag_value_missing"),
        ("docker run bb && docker ps", "1: line_operator"),
        ("docker run bb 'x", "1: line_unbalanced"),
        ("hello", "0: no_run_line"),
        ("# nothing", "0: no_run_line"),
    ] {
        let imported = read(text);
        assert!(imported.sessions.is_empty(), "{text}");
        assert_eq!(codes(&imported.remarks), [expected], "{text}");
    }
    let (session, remarks) = sole("docker run -d");
    assert_eq!(
        (session.spec.name.as_str(), codes(&remarks)),
        ("session", vec!["1: image_missing".to_owned()])
    );
}

#[test]
fn several_lines_are_several_sessions() {
    let imported =
        read("docker network create back\ndocker run --name a bb\n\npodman run \\\n --name b bb x\n");
    let names: Vec<_> =
        imported.sessions.iter().map(|one| (one.spec.name.as_str(), one.engine.as_str())).collect();
    assert_eq!(names, [("a", "docker"), ("b", "podman")]);
    assert_eq!(codes(&imported.remarks), ["1: other_command"]);
}

#[test]
fn mounts_are_volumes() {
    for (text, volume) in [
        ("type=bind,source=/a,target=/b,readonly", "/a:/b:ro"),
        ("type=bind,src=$PWD,dst=/b,bind-propagation=rslave", "$PWD:/b:rslave"),
        ("type=volume,source=data,target=/b,volume-nocopy=true", "data:/b:nocopy"),
        ("type=volume,target=/b", "/b"),
        ("type=tmpfs,destination=/b,tmpfs-size=64m,tmpfs-mode=1777", "tmpfs:/b:size=64m,mode=1777"),
        ("'type=bind,\"source=/a,b\",target=/b'", "/a,b:/b"),
    ] {
        let (session, remarks) = sole(&format!("docker run --mount {text} bb"));
        assert_eq!(session.spec.volumes, [volume], "{remarks:?}");
        assert!(remarks.is_empty());
    }
    for text in ["type=bind,target=/b", "type=npipe,source=a,target=/b", "type=volume,source=ab:c,target=/c"]
    {
        let (session, remarks) = sole(&format!("docker run --mount {text} bb"));
        assert!(session.spec.volumes.is_empty() && remarks.len() == 1, "{text}");
    }
}

#[test]
fn the_last_value_of_a_variable_counts_and_berths_labels_go() {
    let text =
        "docker create -e A=1 -e A=2 --label dev.berth.owner=berth --label dev.berth.token=T -l x=y -l z bb";
    let spec = sole(text).0.spec;
    assert_eq!(spec.env.iter().map(|var| var.value.as_str()).collect::<Vec<_>>(), ["2"]);
    let labels: Vec<_> = spec.options.labels.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    assert_eq!(labels, [("x", "y"), ("z", "")]);
}
