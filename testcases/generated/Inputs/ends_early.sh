#!/bin/sh
# Prints a program that ends before it listens.
echo "int main(void) { return 0; }"
