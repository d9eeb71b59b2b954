#!/usr/bin/env bash
# Speed of reading and writing data sets beside dcmtk and pydicom, each on one core, in turns.
# usage: src/bench/data-sets.sh CT_FILE [COUNT [CORPUS]]
#   CT_FILE  a native CT instance, linked COUNT times (10000)
#   CORPUS   a folder of DICOM files
set -euo pipefail
cd "$(dirname "$0")/../.."
ct=$1 count=${2:-10000} corpus=${3:-} classes=${CLASSES:-target/classes} rounds=${ROUNDS:-3}
python=${PYTHON:-/usr/bin/python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/ct" "$work/bench" "$work/large" "$work/out"
cp "$ct" "$work/instance"
for ((i = 0; i < count; i++)); do ln "$work/instance" "$work/ct/$i.dcm"; done
java=${JAVA_HOME:?}/bin
"$java/javac" -proc:none -nowarn -cp "$classes" -d "$work/bench" src/bench/java/io/isthmus/bench/DataSet*.java
pin() { if command -v taskset >/dev/null; then taskset -c 0 "$@"; else "$@"; fi; }
isthmus() { pin "$java/java" -Xmx256m -cp "$work/bench:$classes" "io.isthmus.bench.$@"; }

# timed NAME COMMAND...: wall and processor seconds of a command that may print what it likes
timed() {
  local name=$1; shift
  local TIMEFORMAT='%R %U %S'
  local times; times=$({ time "$@" >/dev/null 2>&1; } 2>&1) || true
  awk -v name="$name" '{ printf "%-38s %8.2f s wall %8.2f s cpu\n", name, $1, $2 + $3 }' <<<"$times"
}

headers_dcmdump() { find "$work/ct" -name '*.dcm' -print0 | pin xargs -0 -n 5000 dcmdump -q -M; }
headers_pydicom() {
  pin "$python" -c 'import sys, glob, pydicom
for f in glob.glob(sys.argv[1] + "/*.dcm"): len(list(pydicom.dcmread(f, stop_before_pixels=True)))' "$work/ct"
}
each_dcmconv() { local i=0; for file in "$1"/*; do pin dcmconv -q +te "$file" "$2/$((i++)).dcm" || true; done; }
each_pydicom() {
  pin "$python" -W ignore -c 'import sys, os, pydicom
for i, f in enumerate(sorted(os.listdir(sys.argv[1]))):
    try:
        d = pydicom.dcmread(os.path.join(sys.argv[1], f), force=True)
        for e in d.iterall(): pass
        if not d.file_meta.TransferSyntaxUID.is_encapsulated:
            d.file_meta.TransferSyntaxUID = "1.2.840.10008.1.2.1"; d.is_implicit_VR = False; d.is_little_endian = True
        d.save_as(os.path.join(sys.argv[2], str(i) + ".dcm"))
    except Exception as e: print(f, type(e))' "$1" "$2"
}

find "$work/ct" -name '*.dcm' -exec cat {} + >/dev/null # all in the page cache
for ((round = 1; round <= rounds; round++)); do
  echo "-- round $round: headers of $count CT"
  isthmus DataSetSpeed "$work/ct"
  command -v dcmdump >/dev/null && timed "dcmdump -q -M" headers_dcmdump
  "$python" -c 'import pydicom' 2>/dev/null && timed "pydicom, stop before pixels" headers_pydicom
done

if [ -n "$corpus" ]; then
  mkdir "$work/flat"
  find "$corpus" -name '*.dcm' -not -path '*/malformed/*' -exec sh -c 'n=0; for f; do n=$((n+1)); cp "$f" "'"$work"'/flat/$n-$(basename "$f")"; done' _ {} +
  for ((round = 1; round <= rounds; round++)); do
    echo "-- round $round: $(ls "$work/flat" | wc -l) files of many kinds, read and written"
    timed "isthmus, one process" isthmus DataSetRewrite "$work/flat" "$work/out"
    command -v dcmconv >/dev/null && timed "dcmconv +te, a process each" each_dcmconv "$work/flat" "$work/out"
    "$python" -c 'import pydicom' 2>/dev/null && timed "pydicom, one process" each_pydicom "$work/flat" "$work/out"
  done
fi

# 2 GiB less 64 KiB of pixel data, in Implicit VR Little Endian, so that all of it is read and written in another form
"$python" - "$work/large/large.dcm" <<'P'
import struct, sys
size = (1 << 31) - (1 << 16)
def explicit(g, e, vr, v): return struct.pack('<HH2sH', g, e, vr, len(v)) + v
uid = lambda s: s.encode() + b'\0' * (len(s) % 2)
meta = explicit(2, 2, b'UI', uid('1.2.840.10008.5.1.4.1.1.2')) + explicit(2, 3, b'UI', uid('2.25.1')) + explicit(2, 16, b'UI', uid('1.2.840.10008.1.2'))
with open(sys.argv[1], 'wb') as f:
    f.write(b'\0' * 128 + b'DICM' + explicit(2, 0, b'UL', struct.pack('<I', len(meta))) + meta)
    for g, e, v in ((8, 0x16, uid('1.2.840.10008.5.1.4.1.1.2')), (8, 0x18, uid('2.25.1'))): f.write(struct.pack('<HHI', g, e, len(v)) + v)
    f.write(struct.pack('<HHI', 0x7FE0, 0x10, size))
    block = bytes(range(256)) * 4096
    for _ in range(size // len(block)): f.write(block)
    f.write(block[: size % len(block)])
P
for ((round = 1; round <= rounds; round++)); do
  echo "-- round $round: one file of 2 GiB, read and written"
  timed "isthmus, 256 MB of heap" isthmus DataSetRewrite "$work/large" "$work/out"
  rm -f "$work"/out/*
  command -v dcmconv >/dev/null && timed "dcmconv +te" each_dcmconv "$work/large" "$work/out"
  rm -f "$work"/out/*
  "$python" -c 'import pydicom' 2>/dev/null && timed "pydicom" each_pydicom "$work/large" "$work/out"
  rm -f "$work"/out/*
done
