#!/usr/bin/env bash
# One study of 200 CT over 1, 2 and 4 associations, from an Orthanc as it comes out of the package, near and behind a relay that adds time (ADR 0006).
# usage: src/bench/side-by-side.sh [ROUNDS (5)]
# Needs Orthanc, target/classes (./mvnw package) and JAVA_HOME. Everything is written below a temporary folder and removed at the end.
set -euo pipefail
cd "$(dirname "$0")/../.."
classes=${CLASSES:-target/classes} java=${JAVA_HOME:?}/bin work=$(mktemp -d) orthanc=''
finish() { if [ -n "$orthanc" ]; then kill "$orthanc" 2>/dev/null || true; wait "$orthanc" 2>/dev/null || true; fi; rm -rf "$work"; }
trap finish EXIT
port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
dicom=$(port) rest=$(port)
mkdir "$work/bench" "$work/db"
cp -r "$classes" "$work/classes"
cat >"$work/orthanc.json" <<J
{ "StorageDirectory": "$work/db", "IndexDirectory": "$work/db", "Plugins": [], "HttpPort": $rest, "AuthenticationEnabled": false,
  "RemoteAccessAllowed": false, "DicomAet": "ORTHANC", "DicomPort": $dicom, "DicomCheckCalledAet": false, "DicomAlwaysAllowFind": true,
  "DicomAlwaysAllowGet": true, "StableAge": 1, "LimitFindResults": 0, "SaveJobs": false }
J
"$java/javac" -proc:none -nowarn -cp "$work/classes" -d "$work/bench" \
  src/bench/java/io/isthmus/bench/{SideBySideBench,LateRelay,Relay,BenchData}.java
Orthanc "$work/orthanc.json" >"$work/orthanc.log" 2>&1 & orthanc=$!
for _ in $(seq 600); do curl -sf -o /dev/null "http://127.0.0.1:$rest/system" && break; sleep .05; done
"$java/java" -Xmx512m -cp "$work/bench:$work/classes" io.isthmus.bench.SideBySideBench "http://127.0.0.1:$rest" "$dicom" "${1:-5}"
