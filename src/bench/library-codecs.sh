#!/usr/bin/env bash
# Speed of the codecs that are C libraries, in our process and in a worker, beside the libraries' own tools: milliseconds of processor time per frame.
# usage: src/bench/library-codecs.sh FILE...
#   FILE  an image in JPEG 2000, HTJ2K or JPEG XL; its first frame is decoded
# A tool is run ten times on the codestream, its start and the writing of its file included; all on one core.
set -euo pipefail
cd "$(dirname "$0")/../.."
classes=${CLASSES:-target/classes} runs=10
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
java=${JAVA_HOME:?}/bin
mkdir "$work/bench"
"$java/javac" -proc:none -nowarn -cp "$classes" -d "$work/bench" src/bench/java/io/isthmus/bench/FrameSpeed.java
pin() { if command -v taskset >/dev/null; then taskset -c 0 "$@"; else "$@"; fi; }
frames() {
  pin "$java/java" -Xmx2g -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -cp "$work/bench:$classes" io.isthmus.bench.FrameSpeed "$@"
}
tool() {
  local TIMEFORMAT='%U %S'
  { time for ((i = 0; i < runs; i++)); do pin "$@" >/dev/null 2>&1; done; } 2>&1 | awk -v n=$runs '{ printf "%.2f\n", ($1 + $2) * 1000 / n }'
}

echo "| frame | tool | tool ms | ours ms | in a worker ms |"
echo "|---|---|---|---|---|"
for file in "$@"; do
  frames codestream "$file" "$work/frame"
  case $(head -c 2 "$work/frame" | od -An -tx1 | tr -d ' ') in
    ff4f) mv "$work/frame" "$work/frame.j2k"; command=(opj_decompress -i "$work/frame.j2k" -o "$work/out.rawl") ;;
    *) mv "$work/frame" "$work/frame.jxl"; command=(djxl "$work/frame.jxl" "$work/out.ppm" --num_threads=0) ;;
  esac
  echo "| $(basename "$file" .dcm | cut -c1-40) | ${command[0]} | $(tool "${command[@]}") | $(frames decode "$file") | $(frames worker "$file") |"
done
