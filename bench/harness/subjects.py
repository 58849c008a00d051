"""How is each supervisor told to hold N copies of the child?"""
import os
import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Floor:
    """A supervisor without any way to talk to it."""
    program: Path
    name = "floor"
    left_out = ("status", "restartall", "requests")

    def command(self, folder, count, child):
        return [str(self.program), str(count), *child]


@dataclass(frozen=True)
class Supervisord:
    program: Path
    name = "supervisord"
    # It would need more descriptors than there are.
    left_out = ("hold10000",)

    def command(self, folder, count, child):
        config = folder / "supervisord.conf"
        config.write_text(SUPERVISORD.format(
            user="user=root" if os.geteuid() == 0 else "", folder=folder,
            minfds=max(1024, supervisord_descriptors(count)),
            command=" ".join(child), count=count))
        return [str(self.program), "-n", "-c", str(config)]

    def client(self, folder):
        return [str(self.program.parent / "supervisorctl"), "-c", str(folder / "supervisord.conf")]

    def socket(self, folder):
        return folder / "supervisord.sock"


@dataclass(frozen=True)
class Taskmaster:
    program: Path
    name = "taskmaster"
    left_out = ()

    def command(self, folder, count, child):
        config = folder / "taskmaster.yaml"
        config.write_text(TASKMASTER.format(
            user="user: root" if os.geteuid() == 0 else "", folder=folder,
            command=" ".join(child), count=count))
        return [str(self.program), "--no-shell", str(config)]

    def client(self, folder):
        return [str(self.program.parent / "taskmasterctl"), "-c", str(folder / "taskmaster.yaml")]

    def socket(self, folder):
        return folder / "state" / "taskmaster.sock"


def supervisord_descriptors(count):
    """Two pipe ends for each program (stdin, and stdout with stderr merged), and its own."""
    return 2 * count + 40


def find(options, build):
    """The subjects that exist here, and a line of advice for each that does not."""
    found, missing = [], []
    if "floor" in options.subjects:
        found.append(Floor(build / "floor"))
    if "supervisord" in options.subjects:
        program = shutil.which("supervisord")
        if program:
            found.append(Supervisord(Path(program)))
        else:
            missing.append("supervisord is not installed: apt-get install supervisor "
                           "(and stop the service it starts)")
    if "taskmaster" in options.subjects:
        program = options.taskmaster.resolve()
        if os.access(program, os.X_OK):
            found.append(Taskmaster(program))
        else:
            missing.append("taskmaster is not there: --taskmaster must name its launcher, which "
                           "is `taskmaster` in the project's root and builds what it needs")
    return found, missing


SUPERVISORD = """\
[supervisord]
nodaemon=true
silent=true
{user}
logfile={folder}/supervisord.log
pidfile={folder}/supervisord.pid
minfds={minfds}

[unix_http_server]
file={folder}/supervisord.sock

[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface

[supervisorctl]
serverurl=unix://{folder}/supervisord.sock

[program:web]
command={command}
process_name=%(program_name)s_%(process_num)d
numprocs={count}
autostart=true
startsecs=0
autorestart=true
stopsignal=TERM
stopwaitsecs=10
redirect_stderr=true
stdout_logfile=NONE
"""

TASKMASTER = """\
taskmaster:
    {user}
    logfile: {folder}/taskmaster.log
    statedir: {folder}/state
programs:
    web:
        cmd: "{command}"
        numprocs: {count}
        autostart: true
        starttime: 0
        autorestart: always
        stopsignal: TERM
        stoptime: 10
        stdout: none
        stderr: none
"""
