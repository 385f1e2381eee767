# Test cases for lit: see README.md in this folder.
import os
import shutil
import subprocess

import lit.formats

config.name = "closewait-llvm-%d" % config.llvm_version
config.test_format = lit.formats.ShTest(execute_external=True)
config.suffixes = [".c", ".cpp", ".test"]
config.excludes = ["Inputs", "judge", "generator", "options"]
config.test_source_root = os.path.dirname(__file__)
config.environment["PATH"] = os.pathsep.join(
    [config.command_bin, config.llvm_bin, config.environment["PATH"]]
)

# scripts/mutate tests plugins of its own.
config.plugin = lit_config.params.get("plugin", config.plugin)

# The analyzer as users start it, through the driver, with the real headers.
clang = os.path.join(config.llvm_bin, "clang")
analyze = "%s --analyze -fplugin=%s -o /dev/null" % (clang, config.plugin)
alone = "%s --analyzer-no-default-checks -Xclang -analyzer-checker=core,socket" % analyze
beside = "%s -Xclang -analyzer-checker=socket" % analyze
# As the command runs the plugin: no other checker uses the paths.
only = "%s -Xclang -analyzer-config -Xclang socket:OnlySockets=true" % alone
# The flags of distributions: glibc then gives read() and similar functions inline
# bodies with calls of __read_chk() and similar functions.
fortified = "-O2 -D_FORTIFY_SOURCE=2"



# Tests that need not run with each version, or would take too long.
asked_whole = config.llvm_version == 19


def verify(flags):
    return " && ".join(
        "%s %s %s -Wall -Xclang -verify -Xclang -verify-ignore-unexpected=note %%s"
        % (how, with_what, flags)
        for how, with_what in [
            (alone, "-O0"),
            (alone, fortified),
            (beside, "-O0 -D_GNU_SOURCE"),
            (beside, fortified + " -D_GNU_SOURCE"),
        ] + ([(only, "-O0")] if asked_whole else [])
    )


# Only pkg-config has the folders of GLib's headers.
gio = subprocess.run(
    ["pkg-config", "--cflags", "gio-2.0"], check=True, text=True, capture_output=True
).stdout.strip()

# A runtime case and its repaired twin: see runtime/README.md.
ways = ["%s -O0" % alone, "%s -O0" % only] if asked_whole else []
verify_both = " && ".join(
    "%s -Wall -Xclang -verify=%s -Xclang -verify-ignore-unexpected=note %%s"
    % (way, who)
    for way in ways + ["%s %s -D_GNU_SOURCE" % (beside, fortified)]
    for who in ["defect", "twin -DREPAIRED"]
)
runtime = os.path.join(config.test_source_root, "runtime")
agree = "%s %s %s %s" % (
    os.path.join(runtime, "agree.sh"), clang, config.plugin, config.judge)
repair = "%s %s %s %s" % (os.path.join(runtime, "repair.sh"), clang,
                          os.path.join(config.command_bin, "closewait"), config.judge)
if not asked_whole:
    agree = repair = "echo the kernel is asked with LLVM 19:"

# The clangds of the tests: two with LLVM 19, and the one of the same version with other
# LLVMs. The tests do not use the user's own settings of clangd.
clangds = [
    name for name in ["clangd-19", "clangd-22"]
    if (asked_whole or name.endswith("-%d" % config.llvm_version))
    and shutil.which(name, path=config.environment["PATH"])
]
if clangds:
    config.available_features.add("clangd")
config.environment["XDG_CONFIG_HOME"] = os.path.join(config.test_exec_root, "config")
servers = "%s %s '%s'" % (
    os.path.join(config.test_source_root, "lsp/Inputs/servers.sh"),
    os.path.join(config.command_bin, "closewait"), " ".join(clangds))

completion = os.path.join(config.source_root, "driver/completion")
config.substitutions += [
    ("%verify-both %s", verify_both),
    ("%agree", agree),
    ("%repair", repair),
    ("%judge", config.judge),
    ("%generate", config.generate),
    ("%{options}", config.options),
    ("%verify %s", verify("")),
    ("%verify-gio %s", verify(gio)),
    ("%analyze-alone", alone),
    ("%analyze-beside", beside),
    ("%facts", "%s -Xclang -plugin -Xclang closewait -Xclang -plugin-arg-closewait"
     " -Xclang facts=-" % analyze),
    ("%fortified", fortified),
    ("%option", "-Xclang -analyzer-config -Xclang"),
    ("%closewait", os.path.join(config.command_bin, "closewait")),
    ("%complete-bash", "%s %s/closewait.bash" % (
        os.path.join(config.test_source_root, "command/Inputs/complete.sh"), completion)),
    ("%complete-zsh", "timeout 600 zsh -f %s %s" % (
        os.path.join(config.test_source_root, "command/Inputs/complete.zsh"), completion)),
    ("%libexec", os.path.join(config.command_bin, "../libexec")),
    ("%code", os.path.join(config.test_source_root, "command/Inputs/code.sh")),
    ("%servers", servers),
    ("%{clangd}", clangds[0] if clangds else "clangd"),
    ("%clang", clang),
    ("%plugin", config.plugin),
    ("%root", config.source_root),
    ("%llvm-bin", config.llvm_bin),
]

# `REQUIRES: llvm-19` or `REQUIRES: geq-llvm-16`.
config.available_features.add("llvm-%d" % config.llvm_version)
for version in (14, 16, 19, 22):
    if config.llvm_version >= version:
        config.available_features.add("geq-llvm-%d" % version)

# The tools of the operator's page, and the right to make a network.
operator_tools = ["ss", "ip", "strace", "perf", "gdb", "top", "sysctl", "addr2line"]
if all(shutil.which(tool, path=config.environment["PATH"]) for tool in operator_tools):
    if subprocess.call(["unshare", "-n", "true"], stderr=subprocess.DEVNULL) == 0:
        config.available_features.add("operator-tools")

# The programs for the manual page, the completions and the language server, and a
# program that watches a process.
for tool in ["groff", "zsh", "fish", "nvim", "strace"]:
    if shutil.which(tool, path=config.environment["PATH"]):
        config.available_features.add(tool)
# The programs with which the tests of the command start hosts on 127.0.0.1, and run work
# on them. (Another program has the name of GNU parallel.)
with_sbin = os.pathsep.join([config.environment["PATH"], "/usr/sbin", "/usr/local/sbin"])
if all(shutil.which(tool, path=with_sbin) for tool in ["sshd", "ssh", "ssh-keygen"]):
    config.available_features.add("sshd")
if shutil.which("parallel"):
    said = subprocess.run(["parallel", "--version"], text=True, capture_output=True)
    if said.stdout.startswith("GNU parallel"):
        config.available_features.add("parallel")

# A terminal, which a bare folder with another system in it may not have.
if shutil.which("script") and subprocess.call(
        ["script", "-qec", "true", "/dev/null"], stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
    config.available_features.add("terminal")

# The right to have a small disk of one's own.
if subprocess.call(["unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt"],
                   stderr=subprocess.DEVNULL) == 0:
    config.available_features.add("tmpfs")
