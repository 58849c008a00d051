"""Builds of Taskmaster that differ only in how their JVM is started: each with its own jvm.options and AOT cache."""
import os
import re
import shutil
import subprocess

BUILD_TIMEOUT_S = 600
UNCHANGED = "unchanged"
# What of an option line names the option, the rest being its value.
NAMES = [re.compile(pattern) for pattern in (
    r"(-XX:CompileCommand=\w+,.+),[^,]*$", r"(-XX:)[+-](\w+)$", r"(-XX:)((?!CompileCommand)\w+)=.*$",
    r"(-X(?:mx|ms|mn|ss))\d\w*$", r"(-D[^=]+)=.*$")]


class Unusable(Exception):
    """A variant cannot be made of what its file says."""


def changed(options, wanted):
    """The lines of jvm.options with those of a variant.

    An option that is there already, with whatever value, gives way; the new line goes to the end, as of two
    CompileCommands for a method the last one counts. `remove TEXT` takes away each line that begins with TEXT.
    """
    lines = options.splitlines()
    for line in filter(None, (line.strip() for line in wanted.splitlines())):
        if line.startswith("remove "):
            lines = without(lines, line.removeprefix("remove ").strip())
        elif not line.startswith("#"):
            lines = [each for each in lines if name(each) != name(line)] + [line]
    return "\n".join(lines) + "\n"


def without(lines, beginning):
    left = [line for line in lines if not line.startswith(beginning)]
    if left == lines:
        raise Unusable(f"no option begins with {beginning}, so it cannot be removed")
    return left


def name(line):
    found = next((match for match in (pattern.match(line) for pattern in NAMES) if match), None)
    return "".join(found.groups()) if found else line


def install(launcher, options, target):
    """A copy of a build, with options of its own. Returns its launcher, which makes the AOT cache when first called."""
    root = launcher.resolve().parent
    run(launcher, "--version")
    if not (root / "src").is_dir():
        raise Unusable(f"{launcher} is an installed one; variants are made of a source tree, whose launcher trains them")
    # A launcher trains only what looks like a source tree, and this one must find nothing to compile.
    (target / "src" / "main").mkdir(parents=True)
    for file in ("taskmaster", "ctl.options", "ctl.pl", "pom.xml", "target/taskmaster.jar"):
        (target / file).parent.mkdir(exist_ok=True)
        shutil.copy2(root / file, target / file)
    shutil.copytree(root / "target" / "lib", target / "target" / "lib")
    (target / "jvm.options").write_text(options)
    (target / "taskmasterctl").symlink_to("taskmaster")
    built = os.stat(target / "target" / "taskmaster.jar").st_mtime_ns
    for older in ("src/main", "pom.xml"):
        os.utime(target / older, ns=(built, built))
    said = run(target / "taskmaster", "--version")
    if not (target / "target" / "run" / "current" / "taskmaster.aot").exists():
        raise Unusable("a JVM with these options makes no AOT cache: " + said)
    return target / "taskmaster"


def run(*command):
    """What a command says on its standard error."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=BUILD_TIMEOUT_S, check=False)
    if done.returncode != 0:
        raise Unusable(f"{command[0].name} ended with status {done.returncode}: {done.stderr.strip()}")
    return done.stderr.strip()
