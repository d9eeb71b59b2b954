#!/usr/bin/env bash
# What is held, of several builds of the gateway in turns, in front of one Orthanc.
# usage: src/bench/held.sh ROUNDS NAME=APP_FOLDER...   (APP_FOLDER as target/quarkus-app; JAVA_OPTS goes to all of them;
# ONLY is a regular expression of the rows that are wanted)
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds=$1; shift
classes=${CLASSES:-target/classes} java=${JAVA_HOME:?}/bin work=$(mktemp -d) pids=()
finish() { for one in "${pids[@]}"; do kill "$one" 2>/dev/null || true; wait "$one" 2>/dev/null || true; done; rm -rf "$work"; }
trap finish EXIT
port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
await() { for _ in $(seq 600); do curl -sf -o /dev/null "$1" && return; sleep .05; done; echo "$1 does not answer" >&2; exit 1; }
dicom=$(port) rest=$(port); mkdir "$work/db" "$work/bench"
cat >"$work/orthanc.json" <<J
{ "StorageDirectory": "$work/db", "IndexDirectory": "$work/db", "Plugins": [], "HttpPort": $rest, "AuthenticationEnabled": false,
  "RemoteAccessAllowed": false, "DicomAet": "ORTHANC", "DicomPort": $dicom, "DicomCheckCalledAet": false, "DicomAlwaysAllowGet": true,
  "DicomAlwaysAllowFind": true, "StableAge": 1, "SaveJobs": false }
J
"$java/javac" -proc:none -nowarn -cp "$classes" -d "$work/bench" src/bench/java/io/isthmus/bench/{HeldBench,BenchData,WebClient}.java
Orthanc "$work/orthanc.json" >"$work/orthanc.log" 2>&1 & pids+=($!)
await "http://127.0.0.1:$rest/system"
bench() { "$java/java" -Xmx1g -Donly="${ONLY-.*}" -cp "$work/bench:$classes" io.isthmus.bench.HeldBench "$@"; }
bench load "http://127.0.0.1:$rest"
sides=()
for side in "$@"; do
  web=$(port); mkdir "$work/spool-${side%%=*}"
  # shellcheck disable=SC2086
  "$java/java" ${JAVA_OPTS-} --enable-native-access=ALL-UNNAMED -Dquarkus.http.port="$web" -Disthmus.dimse.port="$(port)" \
    -Disthmus.spool.dir="$work/spool-${side%%=*}" -Disthmus.pacs.main.ae-title=ORTHANC -Disthmus.pacs.main.host=127.0.0.1 \
    -Disthmus.pacs.main.port="$dicom" -Disthmus.pacs.main.max-associations=2 -jar "${side#*=}/quarkus-run.jar" >>"$work/gateway.log" 2>&1 & pids+=($!)
  await "http://127.0.0.1:$web/q/health/live"
  sides+=("${side%%=*}=http://127.0.0.1:$web/dicomweb")
done
uptime
bench turns "$rounds" "${sides[@]}" || { tail -20 "$work/gateway.log" >&2; exit 1; }
uptime
