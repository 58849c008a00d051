"""Compiles the C programs."""
import shutil
import subprocess

from .options import BENCH

INSTALL = "apt-get install gcc libc6-dev"


class CannotBuild(Exception):
    pass


def compile_all(target):
    """Puts `floor`, `child` and the two controls into `target`.

    The child is static, so that what is measured is the supervisor and not ld.so.
    """
    if not shutil.which("gcc"):
        raise CannotBuild(f"gcc is not installed, and the programs to hold are C: {INSTALL}")
    compile_one("floor", target)
    compile_one("child", target, "-static")
    compile_one("control-output", target)
    compile_one("control-terminal", target, "-pthread")


def compile_one(name, target, *flags):
    command = ["gcc", "-O2", "-Wall", "-Wextra", *flags,
               "-o", str(target / name), str(BENCH / f"{name}.c")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise CannotBuild(f"gcc cannot compile {name}.c (are the C headers and the static C "
                          f"library there? {INSTALL}):\n{done.stderr.strip()}")
