//! Makes pods.

use crate::args::{self, Invocation, Subject, secret_of};
use crate::error::Result;
use crate::reason::Refusal;
use crate::runner::Runner;
use crate::runner::call::CallContext;
use crate::session::{LABEL_OWNER, LABEL_TOKEN, OWNER};
use crate::validate::Checked;

impl Runner {
    /// What makes the pod of a session: a manifest, by who writes them.
    pub(in crate::runner) fn pod_creation(&self, spec: &Checked, token: &str) -> Result<Invocation> {
        let context = CallContext { operation: "create", name: &spec.name };
        let write = self.manifest.ok_or_else(|| self.refusal(context, Refusal::NotOnKubernetes {}))?;
        let mut own = spec.clone();
        let labels = [(LABEL_OWNER, OWNER), (LABEL_TOKEN, token)];
        own.options.plain.labels.extend(labels.map(|(key, value)| (key.to_owned(), value.to_owned())));
        // The ports of a node are not this machine's.
        own.ports.iter_mut().for_each(|port| (port.host, port.ip) = (None, None));
        let secret = secret_of(&spec.name, token);
        Ok(args::kube_create(&secret, &write(&own, &secret), &spec.env))
    }

    /// Has the Secret of a new pod go with it. Where that is not allowed, only a stop by Berth removes it.
    pub(in crate::runner) async fn tie_secret(&self, id: &str) {
        let Subject::Pod(place) = self.subject(id) else { return };
        if let Some(secret) = &place.secret {
            self.change_secret(args::kube_tie_secret(secret, &place), secret).await;
        }
    }

    /// Removes the Secret that was made for a pod that was not.
    pub(in crate::runner) async fn remove_secret_of(&self, spec: &Checked, token: &str) {
        let has_values = spec.env.iter().any(|var| !var.value.is_empty());
        if self.engine().namespace.is_some() && has_values {
            self.remove_secret(&secret_of(&spec.name, token)).await;
        }
    }

    pub(super) async fn remove_secret(&self, secret: &str) {
        self.change_secret(args::kube_remove_secret(secret), secret).await;
    }

    async fn change_secret(&self, invocation: Invocation, secret: &str) {
        let context = CallContext { operation: "change the Secret", name: secret };
        let words = match self.call(context, invocation, self.limits().remove).await {
            Ok(output) if output.success() => return,
            Ok(output) => output.stderr_text(),
            Err(error) => error.to_string(),
        };
        tracing::warn!(secret, words, "a Secret may outlive its pod");
    }
}
