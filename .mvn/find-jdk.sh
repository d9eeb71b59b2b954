# Sourced by mvnw and by deploy/isthmus: leaves JAVA_HOME at a JDK 25 or newer, or ends with one sentence.
# A JAVA_HOME or a javac on the PATH that is good enough is kept.

isthmus_jdk_major() { # prints the major version of the JDK in folder $1, or nothing
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

isthmus_jdk_good() { # folder
  isthmus_major=$(isthmus_jdk_major "$1")
  [ -n "$isthmus_major" ] && [ "$isthmus_major" -ge 25 ]
}

isthmus_find_jdk() {
  if [ -n "${JAVA_HOME-}" ] && isthmus_jdk_good "$JAVA_HOME"; then
    return 0
  fi
  isthmus_javac=$(command -v javac 2>/dev/null || :)
  if [ -n "$isthmus_javac" ]; then
    isthmus_javac=$(readlink -f "$isthmus_javac" 2>/dev/null || printf %s "$isthmus_javac")
    if isthmus_jdk_good "${isthmus_javac%/bin/javac}"; then
      JAVA_HOME=${isthmus_javac%/bin/javac}
      export JAVA_HOME
      return 0
    fi
  fi
  for isthmus_home in "${JDK_HOME-}" /usr/lib/jvm/* /opt/java/* /opt/jdk* "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$isthmus_home" ] && isthmus_jdk_good "$isthmus_home"; then
      JAVA_HOME=$isthmus_home
      export JAVA_HOME
      return 0
    fi
  done
  echo "Isthmus needs a JDK 25 or newer and found none in JAVA_HOME, on the PATH or in the usual places: install one (for example from adoptium.net) or set JAVA_HOME." >&2
  return 1
}

isthmus_find_jdk || exit 1
