#!/bin/sh
# A clang that kills whoever has started it where it is asked for the facts of
# server.c.
#
# usage: kills-parent.sh ARGUMENT..., with CLANG in the environment
case $* in
*facts=*server.c*) kill -KILL "$PPID" ;;
*) exec "$CLANG" "$@" ;;
esac
