#!/usr/bin/env bash
# with-dockerd.sh COMMAND…: runs it with a Docker daemon of its own, which leaves nothing behind: the daemon and the
# command live in namespaces of their own (processes, mounts, network), so bridges, firewall rules, overlay mounts
# and containers end with them, and a daemon that this machine may run already is not touched.
# Without a network to the outside, an image that would have to be pulled fails at once.
set -euo pipefail
here=$(dirname "$(realpath "$0")")

if [ "${1:-}" != --inside ]; then
  if [ "$(id -u)" -ne 0 ]; then
    echo "a Docker daemon is started by root only: run this as root" >&2
    exit 1
  fi
  "$here/../ensure-debian.sh" docker.io iptables iproute2
  dir=$(mktemp -d --tmpdir huiyin-docker.XXXXXX)
  cgroup=huiyin-docker-$$
  discard() {
    trap '' INT TERM
    # The last processes of the namespace may take a moment to leave their control groups and files.
    for _ in $(seq 20); do
      find /sys/fs/cgroup -depth -type d -path "*/$cgroup*" -exec rmdir {} + 2>/dev/null || true
      rm -rf "$dir" 2>/dev/null || true
      [ -d "$dir" ] || [ -n "$(find /sys/fs/cgroup -maxdepth 3 -type d -name "$cgroup" -print -quit)" ] || break
      sleep 0.5
    done
  }
  trap discard EXIT
  trap : INT TERM
  status=0
  unshare --mount --net --pid --fork --kill-child --mount-proc "$0" --inside "$dir" "$cgroup" "$@" || status=$?
  exit "$status"
fi

dir=$2 cgroup=$3
shift 3
# A containerd of this machine would start the containers outside our namespaces.
mkdir -p /run/containerd
mount -t tmpfs tmpfs /run/containerd
ip link set lo up
# As on a machine that is no router. dockerd then switches forwarding on and drops what it did not open itself;
# where forwarding is on already (a new namespace takes it over), it leaves everything open.
echo 0 >/proc/sys/net/ipv4/ip_forward

dockerd --data-root "$dir/data" --exec-root "$dir/exec" --pidfile "$dir/pid" --host "unix://$dir/docker.sock" \
  --group "$(id -g)" --cgroup-parent "/$cgroup" >"$dir/log" 2>&1 &
daemon=$!
leave() {
  status=$?
  trap '' INT TERM
  kill "$daemon" 2>/dev/null && wait "$daemon" || true
  exit "$status"
}
trap leave EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

export DOCKER_HOST=unix://$dir/docker.sock
# Docker's own settings of this machine (contexts, registries' logins) do not matter here.
export DOCKER_CONFIG=$dir/config
mkdir "$DOCKER_CONFIG"
for _ in $(seq 150); do
  docker version >/dev/null 2>&1 && break
  if ! kill -0 "$daemon" 2>/dev/null; then
    echo "dockerd did not start:" >&2
    tail -n 5 "$dir/log" >&2
    exit 1
  fi
  sleep 0.2
done
"$@" &
# Waited for, not run in the foreground, so that a signal ends it as well.
command=$!
trap 'kill "$command" 2>/dev/null; wait "$command"; exit 143' INT TERM
wait "$command"
