#!/usr/bin/env bash
# Ten million mutated bytes of PDUs over real connections: no crash, no hang, memory bounded (-Xmx64m).
# usage: src/bench/wire-mutations.sh [BYTES] [SEED]     after ./mvnw test-compile
set -euo pipefail
cd "$(dirname "$0")/../.."
classes=${CLASSES:-target/classes:target/test-classes}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${JAVA_HOME:?}/bin/javac" -proc:none -nowarn -cp "$classes" -d "$work" src/bench/java/io/isthmus/bench/WireMutations.java
"$JAVA_HOME/bin/java" -Xmx64m -cp "$work:$classes" io.isthmus.bench.WireMutations "${1:-10000000}" "${2:-1}"
