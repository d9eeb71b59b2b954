#!/usr/bin/env bash
# No figure but a proof: a gateway whose disk others have filled, far below the bound of its spool. Studies larger than the disk still pass
# through it, byte for byte; an instance larger than the disk is refused or breaks off, and the next study is given again.
# usage: src/bench/full-disk.sh (as root, as it mounts a tmpfs of 160 MB)
# Needs target/quarkus-app (./mvnw package) and JAVA_HOME. Everything is ended and removed at the end.
set -euo pipefail
cd "$(dirname "$0")/../.."
classes=${CLASSES:-target/classes} java=${JAVA_HOME:?}/bin app=${APP:-target/quarkus-app}
[ "$(id -u)" = 0 ] || { echo "only root can mount a file system" >&2; exit 1; }
work=$(mktemp -d) gateway='' made=''
end() { if [ -n "$1" ]; then kill "$1" 2>/dev/null || true; wait "$1" 2>/dev/null || true; fi; }
finish() { end "$gateway"; end "$made"; umount "$work/disk" 2>/dev/null || true; rm -rf "$work"; }
trap finish EXIT
port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
web=$(port) store=$(port) pacs=$(port) root="http://127.0.0.1:$web/dicomweb"
mkdir "$work/bench" "$work/disk"
mount -t tmpfs -o size=160m tmpfs "$work/disk"
"$java/javac" -proc:none -nowarn -cp "$classes" -d "$work/bench" \
  src/bench/java/io/isthmus/bench/{MadeStudies,MadePacs,Report,Resident,BenchData,Samples,WebClient}.java
"$java/java" -Xmx512m -cp "$work/bench:$classes" io.isthmus.bench.MadePacs "$pacs" & made=$!
studies() { # clients, studies, instances, rows of 1,024 bytes
  "$java/java" -Xmx512m -cp "$work/bench:$classes" io.isthmus.bench.MadeStudies large "$root" "$gateway" "$@"
}
for encrypt in false true; do
  "$java/java" -Xmx256m --enable-native-access=ALL-UNNAMED -Dquarkus.http.port="$web" -Disthmus.dimse.port="$store" -Disthmus.spool.dir="$work/disk" \
    -Disthmus.spool.max-bytes=100000000000 -Disthmus.spool.wait=5s -Disthmus.spool.encrypt=$encrypt -Disthmus.pacs.main.ae-title=MADE \
    -Disthmus.pacs.main.host=127.0.0.1 -Disthmus.pacs.main.port="$pacs" -jar "$app/quarkus-run.jar" >"$work/gateway.log" 2>&1 & gateway=$!
  for _ in $(seq 1200); do curl -sf -o /dev/null "http://127.0.0.1:$web/q/health/live" && break; sleep .05; done
  head -c 60000000 /dev/zero >"$work/disk/of-others"
  echo "encrypted: $encrypt; a disk of 160 MB, 60 of them taken by others"
  studies 1 1 100 4096
  studies 4 4 60 2048
  if studies 1 1 1 204800 >"$work/larger" 2>&1; then echo "an instance larger than the disk was given"; exit 1; fi
  grep -m1 -oE 'answered 503|the answer broke off|Connection reset' "$work/larger"
  studies 1 1 110 2048
  end "$gateway"; gateway=''
  rm "$work/disk/of-others"
  left=$(ls -A "$work/disk"); [ -z "$left" ] || { echo "left on the disk: $left"; exit 1; }
done
