//! The commands of a start, for people.

use crate::args::invocation::ENV_FILE;
use crate::args::{self, Pull};
use crate::engine::Engine;
use crate::kind::EngineKind;
use crate::quote::shell_line;
use crate::validate::Checked;

/// Shown in place of the token that a start makes.
const PREVIEW_TOKEN: &str = "TOKEN";

/// The commands that a start runs, for a person to read and paste: one a line, values masked.
pub fn preview(engine: &Engine, spec: &Checked) -> String {
    // Its context or connection: without it the command would be another engine's.
    let program: Vec<_> =
        [engine.kind.program().to_owned()].into_iter().chain(engine.global_args.iter().cloned()).collect();
    let line = |args: &[String]| shell_line(&[&program, args].concat());
    if engine.namespace.is_some() {
        // Of a manifest, which `berth-convert` writes.
        return line(&["create", "-f", "-"].map(str::to_owned));
    }
    let create = args::create(engine.kind, spec, PREVIEW_TOKEN, Pull::Never).masked();
    format!("{}\n{}", line(&create), line(&args::start(&spec.name).args))
}

/// The words of a `create` for use elsewhere: without Berth's labels, and what the terminal can do. Variables stand by
/// name (`-e KEY`), but those that would steer the client, which are in `env_file`; so are the words `--env-file` and
/// that name.
pub fn create_words(kind: EngineKind, spec: &Checked, env_file: &str) -> Vec<String> {
    let spec = Checked { terminal_env: Vec::new(), ..spec.clone() };
    let words = args::create_foreign(kind, &spec).args.into_iter();
    words.map(|word| if word == ENV_FILE { env_file.to_owned() } else { word }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::tests::{bare, spec};

    #[test]
    fn the_preview_is_what_runs_with_every_value_masked() {
        for (kind, program) in [(EngineKind::Podman, "podman"), (EngineKind::Docker, "docker")] {
            let text = preview(&Engine::new(kind, program.into()), &spec());
            let lines: Vec<_> = text.lines().collect();
            let (Some(first), Some(second)) = (lines.first(), lines.get(1)) else {
                return assert_eq!(lines.len(), 2);
            };
            assert!(
                !text.contains("s3cret")
                    && !text.contains("/secret")
                    && first.contains(" -e TERM=xterm-256color -e TOKEN=… -e EMPTY=… -e PATH=… "),
                "{text}"
            );
            assert!(
                first.starts_with(&format!("{program} create --name bot -it --label dev.berth.owner=berth ")),
                "{text}"
            );
            assert_eq!(*second, format!("{program} start -- bot"));
            let tokens = shlex::split(first).unwrap_or_default();
            // Variables in an env-file are shown as all others are.
            let shown = |arg: String| match arg.as_str() {
                "--env-file" => "-e".to_owned(),
                ENV_FILE => "PATH=…".to_owned(),
                _ => arg,
            };
            let run: Vec<_> =
                args::create(kind, &spec(), "TOKEN", Pull::Never).args.into_iter().map(shown).collect();
            let same = |a: &String, b: &String| {
                a == b || a.split_once('=').is_some_and(|(key, value)| value == "…" && b.starts_with(key))
            };
            assert_eq!(tokens.len(), run.len() + 1);
            assert!(tokens.iter().skip(1).zip(&run).all(|(a, b)| same(a, b)), "{tokens:?} {run:?}");
        }
    }

    #[test]
    fn the_preview_names_the_engine() {
        let far = Engine {
            global_args: vec!["--context".to_owned(), "far away".to_owned()],
            ..Engine::new(EngineKind::Docker, "docker".into())
        };
        let text = preview(&far, &bare());
        assert!(text.starts_with("docker --context 'far away' create --name bot "), "{text}");
        assert!(text.ends_with("\ndocker --context 'far away' start -- bot"), "{text}");
    }
}
