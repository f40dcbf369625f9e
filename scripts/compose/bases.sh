#!/usr/bin/env bash
# bases.sh: prints a folder with root file systems (*.tar) that stand in for the base images which
# docker-compose.yml and deploy/Dockerfile name, made from Debian packages: a test machine may have no image
# registry. They are kept in .tools/bases.
set -euo pipefail
scripts=$(dirname "$(dirname "$(realpath "$0")")")
root=$(dirname "$scripts")
bases=$root/.tools/bases
mkdir -p "$bases"
exec 9>"$bases/lock"
flock 9

"$scripts/ensure-debian.sh" debootstrap
nats=$("$scripts/ensure-nats.sh")
entrypoint=$root/tests/compose/bases/postgres-entrypoint.sh
want=$({ cat "$0" "$entrypoint"; "$nats" --version; } | sha256sum)
if [ "$(cat "$bases/.made-from" 2>/dev/null)" = "$want" ]; then
  echo "$bases"
  exit
fi

work=$(mktemp -d --tmpdir huiyin-bases.XXXXXX)
trap 'rm -rf "$work"' EXIT
rm -f "$bases"/*.tar "$bases/.made-from"

# What the official slim image leaves out as well.
slim() { rm -rf "$1"/usr/share/{doc,man,locale,info}/* "$1"/var/lib/apt/lists/* "$1"/var/cache/apt/* "$1"/var/log/*; }
pack() { tar --create --file "$bases/$2.tar" --numeric-owner --directory "$1" .; }

echo "preparing base images from Debian packages in .tools/bases" >&2
debootstrap --variant=minbase bookworm "$work/debian" >"$work/log" 2>&1 || { tail -n 20 "$work/log" >&2; exit 1; }
cp -a "$work/debian" "$work/postgres"
slim "$work/debian"
pack "$work/debian" debian

# nats:alpine is a busybox with the server. Debian's static busybox gives the same tools.
(cd "$work" && apt-get -qq download busybox-static >&2 && dpkg-deb --extract busybox-static_*.deb busybox)
mkdir -p "$work"/nats/{bin,usr/local/bin,tmp,proc,sys,dev,etc}
chmod 1777 "$work/nats/tmp"
cp "$work/busybox/bin/busybox" "$work/nats/bin/"
for tool in sh mkdir chown chmod wget; do ln -s busybox "$work/nats/bin/$tool"; done
cp "$nats" "$work/nats/usr/local/bin/nats-server"
pack "$work/nats" nats

# The official image's user is 999; Debian's package would take the next free number.
chroot "$work/postgres" groupadd --system --gid 999 postgres
chroot "$work/postgres" useradd --system --uid 999 --gid 999 --home-dir /var/lib/postgresql postgres
mkdir -p "$work/postgres/etc/postgresql-common"
echo "create_main_cluster = false" >"$work/postgres/etc/postgresql-common/createcluster.conf"
cp /etc/resolv.conf "$work/postgres/etc/resolv.conf"
chroot "$work/postgres" env DEBIAN_FRONTEND=noninteractive LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin sh -euc '
  apt-get -qq update
  apt-get -qq install --yes --no-install-recommends postgresql
' >"$work/log" 2>&1 || { tail -n 20 "$work/log" >&2; exit 1; }
# As there, so that a named volume may be owned by whoever runs the server.
chroot "$work/postgres" install -d -o postgres -g postgres -m 1777 /var/lib/postgresql/data
install -m 0755 "$entrypoint" "$work/postgres/usr/local/bin/docker-entrypoint.sh"
slim "$work/postgres"
pack "$work/postgres" postgres

echo "$want" >"$bases/.made-from"
echo "$bases"
