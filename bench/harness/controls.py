"""What the least program reaches that does the same work: in C, or, where a JVM is what costs, in Java.

A bar that its control does not meet either is beyond more than Taskmaster.
"""
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .options import BENCH
from .subjects import Subject

TIMEOUT_S = 60


@dataclass(frozen=True)
class Control(Subject):
    """Does with output and terminals what Taskmaster does, in C (controls.h tells how). Holds one program."""
    output: Path
    terminal: Path
    name = "control"
    takes_part = {"output", "attach"}

    def command(self, folder, child, programs):
        program, = programs
        words = program.command(child, folder)
        if program.terminal:
            return [str(self.terminal), "serve", str(folder / "socket"), *words]
        if program.log:
            form = "prefixed" if program.log.prefixed else "raw"
            return [str(self.output), form, str(self.log(program, folder)), str(program.log.mib),
                    str(program.log.backups), *words]
        return [str(self.output), "raw", str(self.log(program, folder)), "1", "1", *words]

    def attach(self, folder, _program):
        return [str(self.terminal), "attach", str(folder / "socket")]


@dataclass(frozen=True)
class EmptyJvm(Subject):
    """A JVM with Taskmaster's options and an AOT cache of its own, which does nothing but to start one program."""
    folder: Path
    taskmaster: Path          # the launcher, which tells the JDK and the options
    name = "jvm"
    takes_part = {"launch", "idle"}

    def command(self, folder, child, programs):
        program, = programs
        launcher = self.folder / "empty"
        if not launcher.exists():
            self.build(launcher)
        return [str(launcher), *program.command(child, folder)]

    def build(self, launcher):
        root = self.taskmaster.parent
        build = (root / "target" / "run" if (root / "src").is_dir() else root) / "current"
        java = (build / "java-home").read_text().splitlines()[0] + "/bin"
        jar, cache = self.folder / "empty.jar", self.folder / "empty.aot"
        options = f"@{build}/jvm.options"
        run(f"{java}/javac", "-d", self.folder, BENCH / "Empty.java")
        run(f"{java}/jar", "-cfe", jar, "Empty", "-C", self.folder, "Empty.class")
        run(f"{java}/java", options, f"-XX:AOTCacheOutput={cache}", "-jar", jar, "/bin/true")
        launcher.write_text(f'#!/bin/sh\nexec {java}/java {options} -XX:AOTCache={cache} -jar {jar} "$@"\n')
        launcher.chmod(0o755)


def run(*command):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=TIMEOUT_S, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]}: {done.stderr.strip()}")


def find_controls(options, build):
    found = []
    if "control" in options.subjects:
        found.append(control(build))
    if "jvm" in options.subjects:
        found.append(EmptyJvm(build, options.taskmaster.resolve()))
    return found


def control(build):
    return Control(build / "control-output", build / "control-terminal")
