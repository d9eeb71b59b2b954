#!/usr/bin/env bash
# The gateway beside the raw wire, both in front of an Orthanc as it comes out of the package, with generated data.
# usage: src/bench/gateway.sh [rounds=2] [rows=queries,first,studies,full,frames,growth,shared,memory,start,large,many] [ways=get,move] [tls=no,yes]
#        [large="CLIENTS STUDIES INSTANCES ROWS"] [spool=BYTES of large] [many="STUDIES INSTANCES"]
# Needs Orthanc, openssl (for tls=yes), target/quarkus-app (./mvnw package) and JAVA_HOME. Everything is written below a temporary folder and
# ended and removed at the end. JAVA_OPTS goes to the gateway. Prints one table in Markdown; see README.md.
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds=2 rows=queries,first,studies,full,frames,growth,shared,memory,start,large,many ways=get,move tls=no,yes
# 64 clients at 16 studies of 40 instances of 51,200 rows of 1,024 bytes, which are 2.1 GB each; and 1,000 studies of 1,000 instances.
large='64 16 40 51200' spool=1000000000 many='1000 1000'
for argument in "$@"; do
  case $argument in rounds=* | rows=* | ways=* | tls=* | large=* | spool=* | many=*) declare "$argument" ;; *) echo "what is $argument?" >&2; exit 1 ;; esac
done
classes=${CLASSES:-target/classes} java=${JAVA_HOME:?}/bin app=${APP:-target/quarkus-app}
[ -f "$app/quarkus-run.jar" ] || { echo "no $app; build it: ./mvnw -Dquick -DskipTests package" >&2; exit 1; }
work=$(mktemp -d) orthanc='' gateway='' made=''
end() { if [ -n "$1" ]; then kill "$1" 2>/dev/null || true; wait "$1" 2>/dev/null || true; fi; }
finish() { for one in $gateway $orthanc $made; do end "$one"; done; rm -rf "$work"; }
trap finish EXIT
wants() { case ",$rows," in *",$1,"*) ;; *) return 1 ;; esac }
wanted() { local some=''; for one in "$@"; do if wants "$one"; then some+=$one,; fi; done; echo "${some%,}"; }

port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
dicom=$(port) rest=$(port) web=$(port) store=$(port) relay=$(port) raw=$(port)
root="http://127.0.0.1:$web/dicomweb"
await() { for _ in $(seq 600); do curl -sf -o /dev/null "$1" && return; sleep .05; done; echo "$1 does not answer" >&2; exit 1; }
keys() {
  for one in gateway pacs; do
    openssl req -x509 -nodes -days 2 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -subj "/CN=$one" -addext subjectAltName=DNS:localhost \
      -keyout "$work/$one.key" -out "$work/$one.crt" 2>/dev/null
    openssl pkcs12 -export -passout pass:changeit -name "$one" -inkey "$work/$one.key" -in "$work/$one.crt" -out "$work/$one.p12"
  done
}
pacs() { # yes for TLS: starts Orthanc on what it has stored before
  local secure=''
  [ "$1" = no ] || secure="\"DicomTlsEnabled\": true, \"DicomTlsPrivateKey\": \"$work/pacs.key\", \"DicomTlsCertificate\": \"$work/pacs.crt\",
    \"DicomTlsTrustedCertificates\": \"$work/gateway.crt\", \"DicomTlsRemoteCertificateRequired\": true,"
  local use; use=$([ "$1" = no ] && echo false || echo true)
  cat >"$work/orthanc.json" <<J
{ "StorageDirectory": "$work/db", "IndexDirectory": "$work/db", "Plugins": [], "HttpPort": $rest, "AuthenticationEnabled": false,
  "RemoteAccessAllowed": false, "DicomAet": "ORTHANC", "DicomPort": $dicom, "DicomCheckCalledAet": false, "DicomAlwaysAllowGet": true,
  "DicomAlwaysAllowFind": true, "DicomAlwaysAllowMove": true, "StableAge": 1, "LimitFindResults": 0, "SaveJobs": false, $secure
  "DicomModalities": { "gateway": { "AET": "ISTHMUS", "Host": "localhost", "Port": $store, "UseDicomTls": $use },
    "bench": { "AET": "BENCH", "Host": "localhost", "Port": $raw, "UseDicomTls": $use } } }
J
  end "$orthanc"
  Orthanc "$work/orthanc.json" >"$work/orthanc.log" 2>&1 & orthanc=$!
  await "http://127.0.0.1:$rest/system"
}
start() { # settings and options of the JVM: starts the gateway in front of the PACS of main_is
  # shellcheck disable=SC2086
  "$java/java" $1 ${JAVA_OPTS-} --enable-native-access=ALL-UNNAMED -Dquarkus.http.port="$web" -Disthmus.dimse.port="$store" \
    -Disthmus.spool.dir="$work/spool" -Disthmus.dimse.pool-wait=10m -Disthmus.pacs.main.ae-title=ORTHANC \
    -Disthmus.pacs.main.host=localhost -jar "$work/app/quarkus-run.jar" >>"$work/gateway.log" 2>&1 &
  gateway=$!
}
started() { start "$1"; await "http://127.0.0.1:$web/q/health/live"; }
stop() { end "$gateway"; gateway=''; }
program() { "$java/java" -Xmx1g -cp "$work/bench:$work/classes" "$@" || { tail -20 "$work/gateway.log" >&2; exit 1; }; }
bench() { program io.isthmus.bench.GatewayBench "$rounds" "$@"; }

mkdir "$work/bench" "$work/spool" "$work/db"
# Copies, so that a build meanwhile does no harm.
cp -r "$classes" "$work/classes" && cp -r "$app" "$work/app"
"$java/javac" -proc:none -nowarn -cp "$classes" -d "$work/bench" \
  src/bench/java/io/isthmus/bench/{GatewayBench,RawBench,BenchPlan,Report,Resident,MadeStudies,MadePacs,BenchData,RawDimse,CountingRelay,Relay,Samples,WebClient}.java
[[ $tls != *yes* ]] || keys

orthanc_rows=$(wanted queries first studies full frames growth shared memory start)
speed=$(wanted queries first studies frames growth)
if [ -n "$orthanc_rows" ]; then
  echo "loading ..." >&2
  pacs no
  bench "$orthanc_rows" load "http://127.0.0.1:$rest"
fi
measure() { # ways, TLS
  [ -n "$speed" ] || return 0
  local secure='' named='' keys=''
  if [ "$2" = yes ]; then
    named=', TLS' keys=$work
    secure="-Dquarkus.tls.pacs.key-store.pem.0.cert=$work/gateway.crt -Dquarkus.tls.pacs.key-store.pem.0.key=$work/gateway.key
      -Dquarkus.tls.pacs.trust-store.pem.certs=$work/pacs.crt -Disthmus.pacs.main.tls-configuration-name=pacs
      -Disthmus.dimse.tls-configuration-name=pacs"
    secure=${secure//$'\n'/ }
  fi
  pacs "$2"
  for way in ${1//,/ }; do
    echo "measuring C-${way^^}$named ..." >&2
    bench "$speed" raw "$way" "$dicom" "$raw" $keys
    started "-Disthmus.pacs.main.port=$dicom -Disthmus.pacs.main.retrieve=$way $secure"
    bench "$speed" run "$root" "gateway C-${way^^}$named"
    stop
  done
}
others() {
  if wants full; then
    pacs no
    started "-Disthmus.pacs.main.port=$dicom -Disthmus.spool.max-bytes=300000000"
    bench full run "$root" "gateway C-GET, spool full"
    stop
  fi
  if wants shared; then
    pacs no
    started "-Disthmus.pacs.main.port=$relay"
    bench "$rows" shared "$root" "gateway C-GET" "$relay" "$dicom"
    stop
  fi
  if wants memory; then
    pacs no
    started "-Xmx192m -Disthmus.pacs.main.port=$dicom"
    bench "$rows" memory "$root" "gateway C-GET, -Xmx192m" "$gateway"
    stop
  fi
  if wants start; then
    pacs no
    for _ in 1 2 3; do
      begin=$(date +%s%N); start "-Disthmus.pacs.main.port=$dicom"
      until curl -sf -o /dev/null "$root/studies?limit=1"; do sleep .01; done
      figure=$((($(date +%s%N) - begin) / 1000000))
      echo "| start to first answer | 1 | gateway | $figure ms | | |"
      stop
    done
  fi
}
# Heap in use after each collection; the last one was asked for and is full.
heap() { # what, clients
  "$java/jcmd" "$gateway" GC.run >/dev/null
  awk -v what="$1" -v clients="$2" -F'->' '/Pause/ { split($2, used, "M"); last = used[1] + 0; if (last > most) most = last }
    END { printf "| %s | %s | gateway C-GET, -Xmx256m | heap after a collection: %s MB at most, %s MB at the end | | |\n", what, clients, most, last }' "$work/gc.log"
}
made() { # row, parameters, settings, clients: studies that are made while they are sent
  rm -f "$work/gc.log"
  started "-Xmx256m -Xlog:gc:file=$work/gc.log -Disthmus.pacs.main.port=$generated -Disthmus.pacs.main.retrieve=get $3"
  # shellcheck disable=SC2086
  program io.isthmus.bench.MadeStudies "$1" "$root" "$gateway" $2
  heap "$1: $2" "$4"
  # A million files take it minutes to remove; the whole folder goes at the end.
  kill -9 "$gateway"; wait "$gateway" 2>/dev/null || true; gateway=''
}

# To a file, not to a pipe: what is started has to be known to this shell, which ends it.
{
  for secure in ${tls//,/ }; do measure "$ways" "$secure"; done
  others
  if wants large || wants many; then
    generated=$(port)
    "$java/java" -Xmx512m -cp "$work/bench:$work/classes" io.isthmus.bench.MadePacs "$generated" & made=$!
    if wants large; then
      echo "measuring large studies ..." >&2
      made large "$large" "-Disthmus.pacs.main.max-associations=64 -Disthmus.spool.max-bytes=$spool" "${large%% *}"
    fi
    if wants many; then
      echo "measuring many instances ..." >&2
      made many "$many" "-Disthmus.spool.max-age=10h" 4
    fi
  fi
} >"$work/rows"
echo "| what | clients | way | p50, or as it says | p99 | a second |"; echo "|---|---|---|---|---|---|"
sort -s -t'|' -k2,2 -k3,3n "$work/rows"
