"""Other supervisors, which Taskmaster is compared with in a few measurements: s6, runit and pm2.

s6 and runit hold each program by a small process of its own, and log it by another one. What their processor time and
memory are is the sum over all these.
"""
import json
import shlex
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .subjects import Missing, Subject

TAKE_PART = {"restart", "launch", "start1000", "idle", "output"}
PM2_VERSION = "7.0.4"
NPM_TIMEOUT_S = 300
# s6-log keeps the end of a line in memory, svlogd as much as it is told to; its usual 1,024 bytes are slow.
SVLOGD_BUFFER = 65_536


@dataclass(frozen=True)
class Directories(Subject):
    """A supervisor that is told of each program by a directory with a script `run`, and of its logger by `log/run`."""
    program: Path
    logger: Path              # a copy in a place of our own, so that we know ours
    takes_part = TAKE_PART
    peer = True
    levels = 2

    @property
    def loggers(self):
        return [str(self.logger)]

    def command(self, folder, child, programs):
        scanned = folder / "services"
        scanned.mkdir()
        for program in programs:
            for number in range(program.count):
                self.describe(scanned / f"{program.name}-{number}", folder, child, program, number)
        return [*self.scan(sum(program.count for program in programs)), str(scanned)]

    def describe(self, service, folder, child, program, number):
        service.mkdir()
        script(service / "run", "exec " + shlex.join(program.command(child, folder)))
        if not program.restarted:
            script(service / "finish", self.no_restart)
        if program.log:
            target = self.log(program, folder, number).parent
            target.mkdir()
            (service / "log").mkdir()
            script(service / "log" / "run", "exec " + shlex.join(self.log_command(target, program.log)))

    def log(self, program, folder, number=0):
        return folder / f"{program.name}-{number}" / "current"


class S6(Directories):
    name = "s6"
    no_restart = "exit 125"

    def scan(self, count):
        # Twice, as loggers count.
        return [str(self.program), "-c", str(max(1000, 2 * count))]

    def log_command(self, target, log):
        return [str(self.logger), f"n{log.backups}", f"s{log.mib * 2**20}", str(target)]


class Runit(Directories):
    name = "runit"
    no_restart = "printf d >supervise/control"
    # runsvdir tells the others to end by this, ends with this status, and does not wait for them.
    ending = signal.SIGHUP
    ended = 111
    waits = False

    def scan(self, count):
        return [str(self.program)]

    def log_command(self, target, log):
        (target / "config").write_text(f"s{log.mib * 2**20}\nn{log.backups}\n")
        return [str(self.logger), "-b", str(SVLOGD_BUFFER), str(target)]


def script(path, line):
    path.write_text(f"#!/bin/sh\n{line}\n")
    path.chmod(0o755)


@dataclass(frozen=True)
class Pm2(Subject):
    """Its logs are not rotated: that is done by a module of its own, which copies them."""
    program: Path             # pm2-runtime, which holds the programs itself, in the foreground
    name = "pm2"
    takes_part = TAKE_PART
    peer = True

    def command(self, folder, child, programs):
        config = folder / "ecosystem.config.json"
        config.write_text(json.dumps({"apps": [self.app(folder, child, program) for program in programs]}))
        return [shutil.which("env"), f"PM2_HOME={folder / 'pm2'}", "PM2_DISABLE_VERSION_CHECK=true",
                shutil.which("node"), str(self.program), "start", str(config)]

    def app(self, folder, child, program):
        command, *arguments = program.command(child, folder)
        log = str(self.log(program, folder)) if program.log else "/dev/null"
        return {"name": program.name, "script": command, "args": arguments, "interpreter": "none",
                "exec_mode": "fork", "instances": program.count, "autorestart": program.restarted,
                "merge_logs": True, "out_file": log, "error_file": "/dev/null", "pmx": False, "vizion": False}


def find_peers(wanted, build, pm2):
    """Those of the wanted ones that are here, and a line of advice for each that is not."""
    found, missing = [], []
    for kind, program, logger in ((S6, "s6-svscan", "s6-log"), (Runit, "runsvdir", "svlogd")):
        if kind.name in wanted:
            places = [shutil.which(each) for each in (program, logger)]
            if all(places):
                found.append(kind(Path(places[0]), Path(shutil.copy2(places[1], build / logger))))
            else:
                missing.append(f"{kind.name} is not installed: apt-get install --no-install-recommends {kind.name}")
    if Pm2.name in wanted:
        try:
            found.append(Pm2(install_pm2(pm2 or build / "pm2")))
        except Missing as problem:
            missing.append(str(problem))
    return found, missing


def install_pm2(directory):
    """pm2-runtime in this directory, where npm puts it when it is not there yet."""
    program = directory / "node_modules" / "pm2" / "bin" / "pm2-runtime"
    if not program.exists():
        if not (shutil.which("npm") and shutil.which("node")):
            raise Missing("pm2 is left out: npm, which would install it, is missing: apt-get install nodejs npm")
        directory.mkdir(exist_ok=True)
        done = subprocess.run(
            ["npm", "install", "--prefix", str(directory), "--no-package-lock", "--no-audit", "--no-fund",
             "--ignore-scripts", "--loglevel=error", f"pm2@{PM2_VERSION}"],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=NPM_TIMEOUT_S, check=False)
        if done.returncode != 0:
            raise Missing("pm2 is left out: npm cannot install it: " + " ".join(done.stderr.split())[-300:])
    return program
