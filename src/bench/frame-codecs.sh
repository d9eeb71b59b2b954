#!/usr/bin/env bash
# Speed of the frame codecs beside dcmtk's tools, each on one core, in turns: milliseconds of processor time per frame.
# usage: src/bench/frame-codecs.sh FILE...
#   FILE  a native or compressed image that dcmtk decodes; its first frame is encoded in each syntax
# A tool of dcmtk is run on files of 10 and 110 times as many frames, so that the time of its start does not count; reading and writing of its files does.
set -euo pipefail
cd "$(dirname "$0")/../.."
classes=${CLASSES:-target/classes} rounds=${ROUNDS:-3} few=10 many=110
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
java=${JAVA_HOME:?}/bin
mkdir "$work/bench"
"$java/javac" -proc:none -nowarn -cp "$classes" -d "$work/bench" src/bench/java/io/isthmus/bench/FrameSpeed.java
pin() { if command -v taskset >/dev/null; then taskset -c 0 "$@"; else "$@"; fi; }
frames() { pin "$java/java" -Xmx2g -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -cp "$work/bench:$classes" io.isthmus.bench.FrameSpeed "$@"; }

user() { local TIMEFORMAT='%U'; { time pin "$@" >/dev/null 2>&1; } 2>&1; }

# per_frame NAME COMMAND...: of files $work/few.dcm and $work/many.dcm
per_frame() {
  local a b
  a=$(user "$@" "$work/few.dcm" "$work/out.dcm"); b=$(user "$@" "$work/many.dcm" "$work/out.dcm")
  awk -v a="$a" -v b="$b" -v n=$((many - few)) 'BEGIN { printf "%.4f\n", (b - a) * 1000 / n }'
}
best() { sort -g | head -1; }

# pair NAME FILE "TOOL..." JAVA...: both in turn, the best of the rounds
pair() {
  local name=$1 file=$2 tool=$3; shift 3
  frames repeat "$file" $few "$work/few.dcm"; frames repeat "$file" $many "$work/many.dcm"
  : >"$work/c"; : >"$work/java"
  for ((i = 0; i < rounds; i++)); do
    per_frame $tool >>"$work/c"
    frames "$@" >>"$work/java"
  done
  awk -v name="$name" -v c="$(best <"$work/c")" -v j="$(best <"$work/java")" -v bytes="$bytes" 'BEGIN {
    printf "| %s | %.2f | %.2f | %.0f | %.2fx |\n", name, c, j, bytes / j / 1000, c / j }'
}

echo "| frame | dcmtk ms | ours ms | ours MB/s | speed to dcmtk |"
echo "|---|---|---|---|---|"
for file in "$@"; do
  native=$work/native.dcm
  dcmdjpeg "$file" "$native" 2>/dev/null || dcmdjpls "$file" "$native" 2>/dev/null || dcmdrle "$file" "$native"
  frames repeat "$native" 1 "$work/one.dcm"; mv "$work/one.dcm" "$native"
  bytes=$(dcmdump "$native" 2>/dev/null | awk '/^\(7fe0,0010\)/ { sub(",", "", $0); for (i = 1; i <= NF; i++) if ($i == "#") print $(i + 1) }' | tail -1)
  name=$(basename "$file" .dcm | cut -c1-24)
  stored=$(dcmdump +P BitsStored "$native" | awk '{ print $3; exit }')
  lossy=+ee; [ "$stored" -le 8 ] && lossy=+eb
  dcmcrle "$native" "$work/rle.dcm"; dcmcjpeg +e1 "$native" "$work/70.dcm"; dcmcjpeg +el +sv 4 "$native" "$work/57.dcm"
  dcmcjpls "$native" "$work/80.dcm"; dcmcjpls +en "$native" "$work/81.dcm" 2>/dev/null || rm -f "$work/81.dcm"
  dcmcjpeg $lossy "$native" "$work/51.dcm" 2>/dev/null || rm -f "$work/51.dcm"
  pair "$name, RLE" "$work/rle.dcm" dcmdrle decode "$work/rle.dcm"
  [ -f "$work/51.dcm" ] && pair "$name, JPEG lossy ($lossy)" "$work/51.dcm" dcmdjpeg decode "$work/51.dcm"
  pair "$name, JPEG lossless SV1" "$work/70.dcm" dcmdjpeg decode "$work/70.dcm"
  pair "$name, JPEG lossless, predictor 4" "$work/57.dcm" dcmdjpeg decode "$work/57.dcm"
  pair "$name, JPEG-LS" "$work/80.dcm" dcmdjpls decode "$work/80.dcm"
  [ -f "$work/81.dcm" ] && pair "$name, JPEG-LS near-lossless" "$work/81.dcm" dcmdjpls decode "$work/81.dcm"
  pair "$name, into RLE" "$native" dcmcrle encode "$native" 1.2.840.10008.1.2.5
  pair "$name, into JPEG lossless" "$native" "dcmcjpeg +e1" encode "$native" 1.2.840.10008.1.2.4.70
  pair "$name, into JPEG-LS" "$native" dcmcjpls encode "$native" 1.2.840.10008.1.2.4.80
done
