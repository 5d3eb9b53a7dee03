# Sourced by the cluster's scripts: where it lives, its programs, and how to talk to it.
. "$(dirname "${BASH_SOURCE[0]}")/../place.sh"

home=$place/cluster
cache=${BERTH_TESTS_CACHE:-$HOME/.cache/berth-tests}

# The newest Kubernetes of which no registry but PyPI has a kubectl, and Debian's own, of which it has the sources.
new_kubectl=1.37.1
go=1.19

# What holds the namespaces of a pod.
pause_image=berth-pause:latest

cluster_says() { printf 'cluster: %s\n' "$*" >&2; }
cluster_dies() { cluster_says "$*"; exit 1; }

# The version of a Debian package that apt would take.
version_of() { apt-cache show --no-all-versions "$1" 2>/dev/null | sed -n 's/^Version: //p'; }

# Where programs are kept between runs, by their versions. Sets `programs`.
programs_named() {
    local kubernetes etcd
    kubernetes=$(version_of kubernetes-client) etcd=$(version_of etcd-server)
    if [ -z "$kubernetes" ] || [ -z "$etcd" ]; then
        [ "$(id -u)" != 0 ] || apt-get update -qq
        kubernetes=$(version_of kubernetes-client) etcd=$(version_of etcd-server)
    fi
    [ -n "$kubernetes" ] && [ -n "$etcd" ] || cluster_dies "apt knows no kubernetes-client and etcd-server"
    programs=$cache/kubernetes-${kubernetes//:/_}-etcd-${etcd//:/_}-kubectl-$new_kubectl
}

# What leads to the cluster, for those who want it: engines of other tests are found without it.
cluster_variables() {
    printf '%s\n' \
        "KUBECONFIG=$home/kubeconfig" \
        "BERTH_KUBECTL_OLD=$home/bin/old/kubectl" \
        "BERTH_KUBECTL_NEW=$home/bin/new/kubectl"
}

# A process that `begun` began: its id is in a file beside its log.
runs() { [ -f "$home/$1.pid" ] && kill -0 "$(cat "$home/$1.pid")" 2>/dev/null; }
begun() { # NAME PROGRAM ARGUMENT…
    local name=$1
    shift
    setsid "$@" </dev/null >>"$home/$name.log" 2>&1 9>&- &
    echo $! >"$home/$name.pid"
}
ended() { # NAME
    local pid
    runs "$1" || return 0
    pid=$(cat "$home/$1.pid")
    kill -CONT "$pid" && kill "-${2:-TERM}" "$pid"
    for _ in $(seq 50); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
    kill -KILL "$pid" 2>/dev/null || true
    rm -f "$home/$1.pid"
}

# Waits until a command succeeds, 60 s at most, or until the process that it asks has ended.
until_it() { # WHAT PROCESS COMMAND…
    local what=$1 process=$2 tries=0
    shift 2
    until "$@" >/dev/null 2>&1; do
        runs "$process" || { tail -n 20 "$home/$process.log" >&2; cluster_dies "$process ended"; }
        [ $((tries += 1)) -lt 600 ] || { tail -n 20 "$home/$process.log" >&2; cluster_dies "no $what after a minute"; }
        sleep 0.1
    done
}

# Standard input becomes a file, whole at once.
made_whole() { cat >"$1.part" && mv "$1.part" "$1"; }
