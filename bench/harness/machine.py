"""What machine is this, and which versions run on it? Never names the host or a path."""
import os
import platform
import re
import subprocess
from pathlib import Path

from . import proc


def describe():
    return {
        "cpu": cpu_model(),
        "cores": len(os.sched_getaffinity(0)),
        "virtual": "hypervisor" in field(Path("/proc/cpuinfo"), "flags").split(),
        "memory_mib": proc.labelled_numbers(Path("/proc/meminfo"))["MemTotal"] // 1024,
        "kernel": platform.release(),
        "system": system_name(),
        "glibc": os.confstr("CS_GNU_LIBC_VERSION"),
        "gcc": first_line("gcc", "--version"),
    }


def kind(machine):
    """A short name for this sort of machine, for file names."""
    sort = "vm" if machine["virtual"] else "metal"
    words = re.findall(r"[a-z0-9]+", machine["cpu"].lower())
    return "-".join([sort, f"{machine['cores']}core", *words[:3]])


def version_of(subject, executable):
    """What runs a subject: `executable` is what its process really executes."""
    if subject.name == "floor":
        return "this directory's floor.c"
    if subject.name == "supervisord":
        python = first_line(executable, "--version")
        return f"{first_line(str(subject.program), '--version')} on {python}"
    return first_line(executable, "-version")


def first_line(*command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return "unknown"
    lines = (done.stdout + done.stderr).strip().splitlines()
    return lines[0] if lines else "unknown"


def load():
    return round(os.getloadavg()[0], 2)


def foreign_virtual_machines():
    """Other JVMs share libjvm's pages with ours, which makes our PSS look smaller."""
    pids = (name for name in os.listdir("/proc") if name.isdigit())
    return sum(Path(proc.executable(pid)).name == "java" for pid in pids)


def cpu_model():
    return field(Path("/proc/cpuinfo"), "model name") or platform.machine()


def system_name():
    try:
        return field(Path("/etc/os-release"), "PRETTY_NAME", "=").strip('"')
    except OSError:
        return "unknown"


def field(path, name, separator=":"):
    for line in path.read_text().splitlines():
        key, _, value = line.partition(separator)
        if key.strip() == name:
            return value.strip()
    return ""
