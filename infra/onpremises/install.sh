#!/bin/sh
# Installs the unpacked archive, without a network: sh install.sh [--prefix /opt/credit-connector] [--data DIR] [--no-service]
# An installed version stays beside the new one; `current` names the one that runs. Run it again to upgrade.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
prefix=/opt/credit-connector
data=/var/lib/credit-connector
service=yes
while [ $# -gt 0 ]; do
  case $1 in
    --prefix) prefix=$2 && shift 2 ;;
    --data) data=$2 && shift 2 ;;
    --no-service) service=no && shift ;;
    *) echo 'install.sh [--prefix DIR] [--data DIR] [--no-service]' >&2 && exit 2 ;;
  esac
done
case $(uname -m) in
  x86_64 | amd64) arch=amd64 ;;
  aarch64 | arm64) arch=arm64 ;;
  *) echo "There is no build for $(uname -m): amd64 and arm64 alone." >&2 && exit 2 ;;
esac
version=$(cat "$here/VERSION")
cd "$here"
sha256sum --check --quiet --strict SHA256SUMS || { echo 'The archive is damaged. Nothing was installed.' >&2; exit 1; }
[ "$(find . -type f | wc -l)" -eq "$(($(wc -l <SHA256SUMS) + 1))" ] ||
  { echo 'The archive has files that are not on its list. Nothing was installed.' >&2; exit 1; }

target=$prefix/$version
if [ "$here" != "$target" ]; then
  rm -rf "$target.new"
  mkdir -p "$target.new"
  cp -R . "$target.new"
  rm -rf "$target"
  mv "$target.new" "$target"
fi
"$target/node/linux-$arch/bin/node" --version >/dev/null || { echo 'Node.js does not run here.' >&2; exit 1; }
mkdir -p "$data"
chmod 700 "$data"
ln -sfn "$version" "$prefix/current"
if [ "$service" = yes ] && [ -d /etc/systemd/system ] && [ "$(id -u)" -eq 0 ]; then
  id credit-connector >/dev/null 2>&1 || useradd --system --home-dir "$data" --shell /usr/sbin/nologin credit-connector
  chown -R credit-connector: "$data"
  mkdir -p /etc/credit-connector
  [ -e /etc/credit-connector/environment ] || (umask 077 && : >/etc/credit-connector/environment)
  sed -e "s|@prefix@|$prefix|g" -e "s|@data@|$data|g" "$target/credit-connector.service" >/etc/systemd/system/credit-connector.service
  echo 'Settings: /etc/credit-connector/environment. Then: systemctl daemon-reload && systemctl enable --now credit-connector'
fi
echo "credit-connector $version is installed in $target"
