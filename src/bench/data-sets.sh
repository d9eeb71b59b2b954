#!/usr/bin/env bash
# Speed of reading and writing data sets beside dcmtk and pydicom, on one core.
# usage: src/bench/data-sets.sh CT_FILE [COUNT]     a native CT instance, linked COUNT times (10000)
set -euo pipefail
cd "$(dirname "$0")/../.."
ct=$1 count=${2:-10000} classes=${CLASSES:-target/classes}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/ct" "$work/bench"
cp "$ct" "$work/instance"
for ((i = 0; i < count; i++)); do ln "$work/instance" "$work/ct/$i.dcm"; done
"${JAVA_HOME:?}/bin/javac" -proc:none -nowarn -cp "$classes" -d "$work/bench" src/bench/java/io/isthmus/bench/DataSetSpeed.java
pin() { if command -v taskset >/dev/null; then taskset -c 0 "$@"; else "$@"; fi; }
find "$work/ct" -name '*.dcm' -exec cat {} + >/dev/null # all in the page cache

pin "$JAVA_HOME/bin/java" -cp "$work/bench:$classes" io.isthmus.bench.DataSetSpeed "$work/ct"

rate() { awk -v n="$count" -v a="$2" -v b="$3" -v name="$1" 'BEGIN { printf "%-17s %12.0f files/s\n", name, n / (b - a) }'; }
if command -v dcmdump >/dev/null; then
  start=$(date +%s.%N)
  find "$work/ct" -name '*.dcm' -print0 | pin xargs -0 -n 5000 dcmdump -q -M >/dev/null 2>&1
  rate "dcmdump" "$start" "$(date +%s.%N)"
fi
if python3 -c 'import pydicom' 2>/dev/null; then
  start=$(date +%s.%N)
  pin python3 -c 'import sys, glob, pydicom
for f in glob.glob(sys.argv[1] + "/*.dcm"): len(list(pydicom.dcmread(f, stop_before_pixels=True)))' "$work/ct"
  rate "pydicom" "$start" "$(date +%s.%N)"
fi
