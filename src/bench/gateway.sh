#!/usr/bin/env bash
# The gateway beside the raw wire, both in front of an Orthanc as it comes out of the package, with generated data.
# usage: src/bench/gateway.sh [ROUNDS (3)]
# Needs Orthanc, target/quarkus-app (./mvnw package) and JAVA_HOME. Everything is written below a temporary folder and ended and
# removed at the end. JAVA_OPTS goes to the gateway. Prints tables in Markdown; see README.md.
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds=${1:-3} classes=${CLASSES:-target/classes} java=${JAVA_HOME:?}/bin
jar=target/quarkus-app/quarkus-run.jar
[ -f "$jar" ] || { echo "no $jar; build it: ./mvnw -Dquick -DskipTests package" >&2; exit 1; }
work=$(mktemp -d) orthanc='' gateway=''
finish() { for one in $gateway $orthanc; do kill "$one" 2>/dev/null || true; wait "$one" 2>/dev/null || true; done; rm -rf "$work"; }
trap finish EXIT

port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
dicom=$(port) rest=$(port) web=$(port) store=$(port) relay=$(port)
cat >"$work/orthanc.json" <<J
{ "StorageDirectory": "$work/db", "IndexDirectory": "$work/db", "Plugins": [], "HttpPort": $rest, "AuthenticationEnabled": false,
  "RemoteAccessAllowed": false, "DicomAet": "ORTHANC", "DicomPort": $dicom, "DicomCheckCalledAet": false, "DicomAlwaysAllowGet": true,
  "DicomAlwaysAllowFind": true, "DicomAlwaysAllowMove": true, "StableAge": 1, "LimitFindResults": 0, "SaveJobs": false,
  "DicomModalities": { "gateway": [ "ISTHMUS", "127.0.0.1", $store ] } }
J
await() { for _ in $(seq 600); do curl -sf -o /dev/null "$1" && return; sleep .05; done; echo "$1 does not answer" >&2; exit 1; }

pacs() { echo "-Disthmus.pacs.$1.ae-title=ORTHANC -Disthmus.pacs.$1.host=127.0.0.1 -Disthmus.pacs.$1.port=$2"; }
start() { # settings and options of the JVM: starts the gateway
  # shellcheck disable=SC2086
  "$java/java" $1 ${JAVA_OPTS-} --enable-native-access=ALL-UNNAMED -Dquarkus.http.port="$web" -Disthmus.dimse.port="$store" \
    -Disthmus.spool.dir="$work/spool" -jar "$jar" >>"$work/gateway.log" 2>&1 &
  gateway=$!
}
stop() { kill "$gateway"; wait "$gateway" 2>/dev/null || true; gateway=''; }
bench() { "$java/java" -Xmx1g -cp "$work/bench:$classes" io.isthmus.bench.GatewayBench "$1" "http://127.0.0.1:$web/dicomweb" \
  "http://127.0.0.1:$rest" "$dicom" "$2" "$rounds"; }

mkdir "$work/bench" "$work/spool" "$work/db"
# Copies, so that a build meanwhile does no harm.
cp -r "$classes" "$work/classes" && classes=$work/classes
cp -r target/quarkus-app "$work/app" && jar=$work/app/quarkus-run.jar
"$java/javac" -proc:none -nowarn -cp "$classes" -d "$work/bench" \
  src/bench/java/io/isthmus/bench/{GatewayBench,BenchData,RawDimse,CountingRelay,Samples,WebClient}.java
Orthanc "$work/orthanc.json" >"$work/orthanc.log" 2>&1 & orthanc=$!
await "http://127.0.0.1:$rest/system"
echo "loading ..." >&2
bench load 0
echo "measuring the raw wire ..." >&2
bench raw 0
run() { # what, settings
  start "$2"; await "http://127.0.0.1:$web/q/health/live"
  bench "$1" "$relay" || { tail -20 "$work/gateway.log" >&2; exit 1; }
  stop
}
echo "measuring the gateway ..." >&2
run run "$(pacs main "$dicom")"
# By themselves: with more associations open than Orthanc has threads, each would wait for a thread.
run extra "$(pacs moving "$dicom") -Disthmus.pacs.moving.retrieve=move -Disthmus.pacs.moving.max-associations=2 $(pacs counted "$relay") \
  -Disthmus.pacs.counted.max-associations=2 -Disthmus.default-pacs=counted"

echo; echo "| what | figure | |"; echo "|---|---|---|"
for _ in 1 2 3; do
  begin=$(date +%s%N); start "$(pacs main "$dicom")"
  until curl -sf -o /dev/null "http://127.0.0.1:$web/dicomweb/studies?limit=1"; do sleep .01; done
  echo "| start to first answer | $((($(date +%s%N) - begin) / 1000000)) ms | |"; stop
done
start "-Xmx192m $(pacs main "$dicom")"
await "http://127.0.0.1:$web/q/health/live"
bench memory "$gateway"
