//! No argv yields an option from data.

use std::path::PathBuf;

use berth_runner::testing::args::{self, Pull};
use berth_runner::testing::validate;
use berth_runner::{EngineKind, PathContext};

use super::written;

/// The flags of `create` whose value is the next word; all others are one word each.
const WITH_VALUE: [&str; 9] =
    ["--name", "--label", "-w", "-e", "--env-file", "--mount", "--tmpfs", "-v", "-p"];

/// What a person wrote, as a command line: where a flag may stand there is one that Berth wrote, or one that the
/// person asked for by name; what is run comes last, word for word; no secret is among it.
pub fn argv(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let spec = written(&text);
    for kind in [EngineKind::Podman, EngineKind::Docker] {
        let paths = PathContext {
            cwd: PathBuf::from("/folder"),
            home: None,
            variables: [("HOME", "/h")].into(),
            local: true,
        };
        let Ok(checked) = validate::check(&spec, kind, &paths) else { continue };
        let invocation = args::create(kind, &checked, "0123456789abcdef", Pull::Never);
        let words = &invocation.args;
        let end = words.iter().position(|word| word == "--").unwrap();
        let mut at = 1;
        while at < end {
            let word = words[at].as_str();
            let own = word == "-it" || word == "--pull=never";
            let asked = checked.options.extra.iter().any(|flag| flag == word);
            let plain = word.starts_with("--user=");
            assert!(own || asked || plain || WITH_VALUE.contains(&word), "{word:?} in {words:?}");
            at += if WITH_VALUE.contains(&word) && !asked { 2 } else { 1 };
        }
        assert_eq!(at, end, "a value is missing: {words:?}");
        assert_eq!(words[end + 1], checked.image);
        assert!(!checked.image.starts_with('-'));
        assert_eq!(words[end + 2..], checked.argv);
        for var in checked.env.iter().filter(|var| var.value.len() > 24) {
            let elsewhere = text.matches(&var.value).count() > 1;
            assert!(elsewhere || words.iter().all(|word| !word.contains(&var.value)), "{}", var.key);
        }
    }
}
