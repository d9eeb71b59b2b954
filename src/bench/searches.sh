#!/usr/bin/env bash
# Searches with 10 to 10,000 matches by the gateway beside raw C-FIND, both in front of an Orthanc as it comes out of the package.
# usage: src/bench/searches.sh [MOST (1000000)]
# Rows in which all clients together ask for more than MOST matches at once are left out.
# Needs Orthanc, target/quarkus-app (./mvnw package) and JAVA_HOME. Everything is written below a temporary folder and ended and
# removed at the end. JAVA_OPTS goes to the gateway. Prints tables in Markdown; see README.md.
set -euo pipefail
cd "$(dirname "$0")/../.."
most=${1:-1000000} classes=${CLASSES:-target/classes} java=${JAVA_HOME:?}/bin app=${APP:-target/quarkus-app}
[ -f "$app/quarkus-run.jar" ] || { echo "no $app; build it: ./mvnw -Dquick -DskipTests package" >&2; exit 1; }
work=$(mktemp -d) orthanc='' gateway=''
finish() { for one in $gateway $orthanc; do kill "$one" 2>/dev/null || true; wait "$one" 2>/dev/null || true; done; rm -rf "$work"; }
trap finish EXIT

port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
dicom=$(port) rest=$(port) web=$(port) store=$(port)
cat >"$work/orthanc.json" <<J
{ "StorageDirectory": "$work/db", "IndexDirectory": "$work/db", "Plugins": [], "HttpPort": $rest, "AuthenticationEnabled": false,
  "RemoteAccessAllowed": false, "DicomAet": "ORTHANC", "DicomPort": $dicom, "DicomCheckCalledAet": false, "DicomAlwaysAllowFind": true,
  "StableAge": 1, "LimitFindResults": 0, "SaveJobs": false }
J
await() { for _ in $(seq 600); do curl -sf -o /dev/null "$1" && return; sleep .05; done; echo "$1 does not answer" >&2; exit 1; }
start() { # options of the JVM: starts the gateway
  # shellcheck disable=SC2086
  "$java/java" $1 ${JAVA_OPTS-} --enable-native-access=ALL-UNNAMED -Dquarkus.http.port="$web" -Disthmus.dimse.port="$store" \
    -Disthmus.dimse.pool-wait=10m -Disthmus.spool.dir="$work/spool" -Disthmus.pacs.main.ae-title=ORTHANC -Disthmus.pacs.main.host=127.0.0.1 \
    -Disthmus.pacs.main.port="$dicom" -jar "$work/app/quarkus-run.jar" >>"$work/gateway.log" 2>&1 &
  gateway=$!
  await "http://127.0.0.1:$web/q/health/live"
}
stop() { kill "$gateway"; wait "$gateway" 2>/dev/null || true; gateway=''; }
bench() { "$java/java" -Xmx512m -cp "$work/bench:$work/classes" io.isthmus.bench.SearchBench "$1" "http://127.0.0.1:$web/dicomweb" \
  "http://127.0.0.1:$rest" "$dicom" "$most" "${2-}" || { tail -20 "$work/gateway.log" >&2; exit 1; }; }

mkdir "$work/bench" "$work/spool" "$work/db"
# Copies, so that a build meanwhile does no harm.
cp -r "$classes" "$work/classes"
cp -r "$app" "$work/app"
"$java/javac" -proc:none -nowarn -cp "$work/classes" -d "$work/bench" \
  src/bench/java/io/isthmus/bench/{SearchBench,BenchData,RawDimse,Samples,WebClient}.java
Orthanc "$work/orthanc.json" >"$work/orthanc.log" 2>&1 & orthanc=$!
await "http://127.0.0.1:$rest/system"
echo "loading ..." >&2
bench load
echo "| way | matches | clients | requests | p50 ms | p99 ms | matches a second |"; echo "|---|---|---|---|---|---|---|"
echo "measuring the raw wire ..." >&2
bench raw
echo "measuring the gateway ..." >&2
start ''
bench run
stop
start '-Xmx192m'
bench memory "$gateway"
