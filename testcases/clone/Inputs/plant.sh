#!/bin/sh
# plant.sh COPY: adds files that name paths outside of the copy. The names are put
# together here, so that this file names none.
set -eu
cd "$1"
up=..
cat >scripts/planted <<END
. "\$ROOT/$up/shared/lib.sh"
cd "\$(dirname "\$0")/$up/$up/shared" || exit
cp "\$HOME/$up/x" "\$prefix/$up/$up/$up/y" /usr/lib/z .
END
echo "see [the design]($up/$up/design.md), or /""home/me/design.md" >docs/planted.md
echo "RUN: cat %S/$up/$up/$up/shared $PWD/x /$PWD $up/$up/$up/$up/made-up" \
  >testcases/clone/planted.test
: >x
ln -s "$up/$up/shared" bench/planted
