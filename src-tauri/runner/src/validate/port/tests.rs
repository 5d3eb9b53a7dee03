#![expect(clippy::unwrap_used, reason = "tests")]
use super::*;
use crate::kind::EngineKind::{Docker, Podman};

const KINDS: [EngineKind; 2] = [Podman, Docker];

#[test]
fn every_shape_becomes_the_engines_text() {
    for (text, rendered) in [
        ("80", "80/tcp"),
        ("80/udp", "80/udp"),
        ("8080:80", "8080:80/tcp"),
        ("127.0.0.1:8080:80/tcp", "127.0.0.1:8080:80/tcp"),
        ("[::1]:8080:80", "[::1]:8080:80/tcp"),
        ("[0:0::1]:53:53/udp", "[::1]:53:53/udp"),
        ("8000-8010:9000-9010", "8000-8010:9000-9010/tcp"),
        ("8000-8001", "8000-8001/tcp"),
        ("1:65535", "1:65535/tcp"),
        ("80/TCP", "80/tcp"),
        ("9999:9999/sctp", "9999:9999/sctp"),
        ("53:53/Udp", "53:53/udp"),
        ("08080:080", "8080:80/tcp"),
        // Any free port.
        (":80", "80/tcp"),
        ("::80", "80/tcp"),
        ("0:80", "80/tcp"),
        ("127.0.0.1::80", "127.0.0.1::80/tcp"),
        ("127.0.0.1:0:80", "127.0.0.1::80/tcp"),
        ("127.0.0.1::80-82", "127.0.0.1::80-82/tcp"),
        ("[::1]::80", "[::1]::80/tcp"),
        // Addresses without their brackets, and IPv4 within some.
        ("::1:8080:80", "[::1]:8080:80/tcp"),
        ("fd00::1:8080:80/udp", "[fd00::1]:8080:80/udp"),
        ("[127.0.0.1]:8080:80", "127.0.0.1:8080:80/tcp"),
        ("[::]:8080:80", "[::]:8080:80/tcp"),
    ] {
        for kind in KINDS {
            assert_eq!(port(text, kind).unwrap().to_string(), rendered, "{text}");
        }
    }
}

#[test]
fn docker_alone_picks_from_a_range() {
    for text in ["8080-8081:80", "127.0.0.1:8080-8090:80/udp"] {
        assert_eq!(port(text, Docker).unwrap().to_string().split('/').next(), text.split('/').next());
        let message = port(text, Podman).unwrap_err().to_string();
        assert!(message.contains("only docker") && message.ends_with(": 80"), "{message}");
    }
    for kind in KINDS {
        assert!(
            port("8090-8095:80-82", kind)
                .unwrap_err()
                .to_string()
                .contains("6 host ports for 3 container ports")
        );
    }
}

#[test]
fn common_slips_are_named_with_the_remedy() {
    for (text, remedy) in [
        ("localhost:8080:80", "write 127.0.0.1"),
        ("127.0.0.1:80", "127.0.0.1::80"),
        ("[::1]:80", "[::1]::80"),
        ("[fe80::1%eth0]:80:80", "interface"),
        ("80/http", "use tcp, udp or sctp"),
        ("1.2.3:80:80", "is not an address"),
    ] {
        let message = port(text, Docker).unwrap_err().to_string();
        assert!(message.contains(remedy), "{message}");
    }
}

#[test]
fn what_breaks_a_rule_is_refused() {
    for bad in [
        "",
        "0",
        "65536",
        "80:0",
        "x",
        "-1",
        "+80",
        " 80",
        "80 ",
        "80/",
        "80/tcp/udp",
        "80:",
        "1:2:3",
        "127.0.0.1:80",
        "1.2.3:80:80",
        "1.2.3.4.5:80:80",
        "300.1.1.1:80:80",
        "[::1]80",
        "[::1]",
        "[::1]:80",
        "[::g]:80:80",
        "[fe80::1%eth0]:80:80",
        "80-70",
        "8000:80-81",
        "1-2-3",
        "80-",
        "-80",
        "localhost:80:80",
        "8\u{0660}",
    ] {
        let message = port(bad, Docker).unwrap_err().to_string();
        assert!(bad.is_empty() || message.contains(&format!("{}", bad.escape_debug())), "{bad}: {message}");
    }
}

#[test]
fn host_ports_are_wanted_once() {
    let problems = |texts: &[&str]| {
        let mut found = Problems::default();
        check(&texts.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>(), Docker, &mut found);
        found.none().err().unwrap_or_default()
    };
    for clash in [
        ["80:80", "80:81"],
        ["127.0.0.1:80:80", "80:81"],
        ["0.0.0.0:80:80", "127.0.0.1:80:81"],
        ["[::]:80:80", "127.0.0.1:80:81"],
        ["8000-8010:8000-8010", "8005:80"],
    ] {
        let found = problems(&clash);
        assert_eq!(found.len(), 1, "{clash:?}");
        assert_eq!(found.first().and_then(|p| p.index), Some(1));
    }
    for fine in [
        ["80:80/tcp", "80:80/udp"],
        ["127.0.0.1:80:80", "127.0.0.2:80:80"],
        ["80", "80"],
        ["0.0.0.0:80:80", "[::1]:80:80"],
        ["8080-8081:80", "8080:81"],
        ["127.0.0.1::80", "127.0.0.1::80"],
    ] {
        assert_eq!(problems(&fine), [], "{fine:?}");
    }
    let many: Vec<String> = (1..=51).map(|p| format!("{p}:{p}")).collect();
    assert_eq!(problems(&many.iter().map(String::as_str).collect::<Vec<_>>()).len(), 1);
}
