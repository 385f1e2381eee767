#!/bin/sh
# An archive of Debian for scripts/fetch-field: this script stands for apt-get,
# apt-cache, dpkg-query and dpkg-source, by the name that it is called by.
# $OFFERED holds the versions that the archive offers, $MISSING a version whose
# files the archive does not have.
set -eu
for last; do :; done
case ${0##*/} in
dpkg-query) echo "install ok installed" ;;
apt-cache) for version in $OFFERED; do echo "Version: $version"; done ;;
apt-get)
  case $* in
  indextargets*) echo "Debian http://archive.invalid/debian/ sid main" ;;
  *"--only-source toy=$MISSING") exit 100 ;;
  *"--only-source toy="*)
    version=${last#*=}
    echo "$version" >"toy_${version#*:}.dsc"
    ;;
  *source*) exit 100 ;;
  esac
  ;;
dpkg-source)
  mkdir -p "$last"
  echo 'int main(void) { return 0; }' >"$last/toy.c"
  ;;
esac
