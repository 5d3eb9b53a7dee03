# Sourced by up, down and env: where the tests' own engines live, and how to talk to them.
# Nothing here is shared with the machine's own podman or docker.

# Kept short: a unix socket's path ends at 107 bytes.
place=${BERTH_ENGINES_DIR:-${TMPDIR:-/tmp}/berth-engines}
image=berth-test:latest
infra_image=berth-infra:latest

# The variables that lead podman, the docker CLI, Berth and berthctl to these engines.
engine_variables() {
    printf '%s\n' \
        "CONTAINERS_CONF=$place/podman/containers.conf" \
        "CONTAINERS_STORAGE_CONF=$place/podman/storage.conf" \
        "DOCKER_HOST=unix://$place/docker/docker.sock" \
        "DOCKER_CONFIG=$place/docker/config" \
        "REGISTRY_AUTH_FILE=$place/podman/auth.json" \
        "SSL_CERT_DIR=$place/registry/authorities"
}

# Of the tests' registry: who logs in to it.
registry_user=sailor
registry_password=tests-only-42

use_engines() {
    local line
    while IFS= read -r line; do export "${line?}"; done < <(engine_variables)
    unset CONTAINER_HOST CONTAINER_CONNECTION DOCKER_CONTEXT
}

say() { printf 'engines: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }
