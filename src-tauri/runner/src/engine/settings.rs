//! Which clusters the person turned on, and what they allow there.

use serde::{Deserialize, Serialize};

use super::Engine;
use crate::config::{Section, ValueRule};

/// `[kubernetes]` in the configuration. Places are `CONTEXT` or `CONTEXT/NAMESPACE`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClusterSettings {
    /// Those that are engines beside those of podman and docker. No other is asked for anything unless it is named.
    pub shown: Vec<String>,
    /// Those where Berth changes what it did not start, too; elsewhere it only looks at that.
    pub change_others: Vec<String>,
}

impl Section for ClusterSettings {
    const NAME: &'static str = "kubernetes";

    fn rule(_: &str) -> ValueRule {
        ValueRule::Clusters {}
    }
}

impl Engine {
    /// The same with what the person allows on it.
    #[must_use]
    pub fn allowed_by(self, settings: &ClusterSettings) -> Self {
        let Some(namespace) = &self.namespace else { return self };
        let (context, place) = (self.context(), format!("{}/{namespace}", self.context()));
        let changes_others = settings.change_others.iter().any(|one| one == context || *one == place);
        Self { changes_others, ..self }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::config::Config;
    use crate::kind::EngineKind;

    fn cluster(context: &str, namespace: &str) -> Engine {
        Engine {
            global_args: ["--context", context, "--namespace", namespace].map(str::to_owned).to_vec(),
            namespace: Some(namespace.to_owned()),
            ..Engine::new(EngineKind::Kubernetes, PathBuf::from("/usr/bin/kubectl"))
        }
    }

    #[test]
    fn a_place_is_a_context_with_all_its_namespaces_or_one() {
        let change_others = ["dev", "prod/team"].map(str::to_owned).to_vec();
        let settings = ClusterSettings { change_others, ..ClusterSettings::default() };
        let allowed = |context, namespace| cluster(context, namespace).allowed_by(&settings).changes_others;
        assert!(allowed("dev", "default") && allowed("dev", "team") && allowed("prod", "team"));
        assert!(!allowed("prod", "default") && !allowed("other", "dev"));
        let podman = Engine::new(EngineKind::Podman, PathBuf::from("/usr/bin/podman"));
        assert_eq!(podman.clone().allowed_by(&settings), podman);
    }

    #[test]
    fn none_is_on_until_the_person_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        let read = |text: &str| {
            std::fs::write(&path, text).unwrap();
            let (section, faults) = Config::read(&path).section::<ClusterSettings>();
            (section.shown, section.change_others, faults.len())
        };
        assert_eq!(read(""), (Vec::new(), Vec::new(), 0));
        let text = "[kubernetes]\nshown = [\"dev\", \"prod/team\"]\nchange_others = [\"dev\"]\n";
        let shown = ["dev", "prod/team"].map(str::to_owned).to_vec();
        assert_eq!(read(text), (shown, vec!["dev".to_owned()], 0));
        assert_eq!(read("[kubernetes]\nshown = true\nall = 1\n"), (Vec::new(), Vec::new(), 2));
    }
}
