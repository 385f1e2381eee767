#!/bin/sh
# Prints what is no program.
echo "int main(void) { return nothing; }"
