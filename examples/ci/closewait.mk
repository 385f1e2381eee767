# make closewait: analyses what `make` builds. In the Makefile:
# include closewait.mk

.PHONY: closewait
closewait: compile_commands.json
	closewait check $(CLOSEWAIT_FLAGS)

compile_commands.json: Makefile
	bear -- $(MAKE) --always-make
