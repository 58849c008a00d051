"""What machine is this, and which versions run on it? Never names the host or a path."""
import json
import os
import platform
import re
import shutil
import subprocess
import tempfile
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
    if subject.name == "control":
        return "this directory's control-output.c and control-terminal.c"
    if subject.name == "supervisord":
        python = first_line(executable, "--version")
        return f"{first_line(str(subject.program), '--version')} on {python}"
    if subject.name in ("s6", "runit"):
        return f"Debian's {first_line('dpkg-query', '-W', '-f', '${Version}', subject.name)}"
    if subject.name == "pm2":
        package = json.loads((subject.program.parent.parent / "package.json").read_text())
        return f"{package['version']} on Node.js {first_line(executable, '--version')}"
    return first_line(executable, "-version")


def first_line(*command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return "unknown"
    lines = (done.stdout + done.stderr).strip().splitlines()
    return lines[0] if lines else "unknown"


def room(places, mib):
    """A new directory in the first place that has room for so much, or else in the last one."""
    place = next((place for place in places if has_room(place, mib)), places[-1])
    path = Path(tempfile.mkdtemp(prefix="tmbench-", dir=place.resolve()))
    path.chmod(0o755)
    return path


def has_room(place, mib):
    """Files in memory take no more than what is available of that, whatever their file system says."""
    if not os.access(place, os.W_OK):
        return False
    free_mib = shutil.disk_usage(place).free // 2**20
    if file_system(place) == "tmpfs":
        free_mib = min(free_mib, proc.labelled_numbers(Path("/proc/meminfo"))["MemAvailable"] // 1024)
    return free_mib >= mib


def file_system(path):
    """The type of the file system that a directory is on, such as tmpfs."""
    mounts = [line.split()[1:3] for line in Path("/proc/self/mounts").read_text().splitlines()]
    path = path.resolve()
    above = {str(path), *map(str, path.parents)}
    # The last one mounted in a place hides the others.
    return max((len(point), number, sort) for number, (point, sort) in enumerate(mounts) if point in above)[2]


def drop_caches():
    """Empties the page cache, where we may: says whether it did.

    How a file came into the cache decides how much of it counts as a process's memory: one that was just written
    lies there in large pieces, which are mapped whole.
    """
    os.sync()
    try:
        Path("/proc/sys/vm/drop_caches").write_text("3\n")
    except OSError:
        return False
    return True


def about_caches(dropped, when):
    return (f"the page cache was emptied {when}" if dropped else
            "the page cache could not be emptied (only root may); files that were just written make RSS and "
            "PSS larger")


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
