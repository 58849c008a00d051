"""How is each supervisor told to hold programs?"""
import json
import os
import shutil
import signal
from dataclasses import dataclass
from pathlib import Path


def call(method):
    """A request of supervisord's XML-RPC, as it goes over a connection."""
    body = f"<?xml version='1.0'?>\n<methodCall>\n<methodName>{method}</methodName>\n<params>\n</params>\n</methodCall>\n"
    return (f"POST /RPC2 HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}").encode()


class Missing(Exception):
    """What a measurement needs is not here: it is left out, and that is no failure."""


class Subject:
    """What most of them have in common."""
    left_out = ()
    takes_part = None         # in these measurements alone, when it is not None
    levels = 1                # how far below the supervisor its programs are: 2 with a process for each between
    ending = signal.SIGTERM   # asks it to end,
    ended = 0                 # which it does with this status,
    waits = True              # after all its programs
    peer = False              # whether it only shows where Taskmaster stands among others: in fewer rounds
    loggers = ()              # programs, copied to a place of our own, that keep the output of others

    def measured_in(self, measurement):
        return measurement not in self.left_out and (self.takes_part is None or measurement in self.takes_part)

    def log(self, program, folder, number=0):
        """The file that the newest lines of a program go to."""
        return program.log_path(folder, number)


@dataclass(frozen=True)
class Floor(Subject):
    """A supervisor without any way to talk to it, which holds programs of one kind."""
    program: Path
    name = "floor"
    left_out = ("idle", "status", "reload", "scrape", "requests", "floodmem", "user", "takeover", "upgrade", "soak")

    def command(self, folder, child, programs):
        program, = programs
        return [str(self.program), str(program.count), *program.command(child, folder)]


@dataclass(frozen=True)
class Supervisord(Subject):
    program: Path
    name = "supervisord"
    everything = call("supervisor.getAllProcessInfo")
    reload = "update"
    # It would need more descriptors than there are; its restarts show nothing but its tick;
    # it has no terminals, and knows nothing of what it has left.
    left_out = ("hold10000", "flood", "attach", "user", "takeover", "upgrade", "soak")

    def command(self, folder, child, programs):
        config = folder / "supervisord.conf"
        config.write_text(SUPERVISORD.format(
            user="user=root" if os.geteuid() == 0 else "", folder=folder,
            minfds=max(1024, supervisord_descriptors(sum(program.count for program in programs))))
            + "".join(self.section(folder, child, program) for program in programs))
        return [str(self.program), "-n", "-c", str(config)]

    def section(self, folder, child, program):
        return SUPERVISORD_PROGRAM.format(
            name=program.name, command=" ".join(program.command(child, folder)), count=program.count,
            autorestart="true" if program.restarted else "false",
            log=SUPERVISORD_LOG.format(path=program.log_path(folder), log=program.log)
            if program.log else "stdout_logfile=NONE\n")

    def client(self, folder):
        return [str(self.program.parent / "supervisorctl"), "-c", str(folder / "supervisord.conf")]

    def socket(self, folder):
        return folder / "supervisord.sock"

    def told_of(self, everything):
        """How many processes an answer is about."""
        return everything.count(b"<name>spawnerr</name>")


@dataclass(frozen=True)
class Taskmaster(Subject):
    program: Path
    name: str = "taskmaster"      # or "before", an earlier build of it
    everything = b"GET /v1/processes HTTP/1.1\r\nHost: localhost\r\n\r\n"
    reload = "reload"

    def command(self, folder, child, programs):
        config = folder / "taskmaster.yaml"
        config.write_text(TASKMASTER.format(
            user="user: root" if os.geteuid() == 0 else "", folder=folder)
            + "".join(self.section(folder, child, program) for program in programs))
        return [str(self.program), "--no-shell", str(config)]

    def section(self, folder, child, program):
        return TASKMASTER_PROGRAM.format(
            name=program.name, command=" ".join(program.command(child, folder)), count=program.count,
            autorestart="always" if program.restarted else "never",
            log=TASKMASTER_LOG.format(path=program.log_path(folder), log=program.log,
                                      form="prefix" if program.log.prefixed else "raw")
            if program.log else "        stdout: none\n",
            terminal="        tty: true\n" if program.terminal else "        stderr: none\n",
            user=f"        user: {program.user}\n" if program.user else "")

    @property
    def control(self):
        return str(self.program.parent / "taskmasterctl")

    def client(self, folder):
        return [self.control, "-c", str(folder / "taskmaster.yaml")]

    def attach(self, folder, program):
        return [*self.client(folder), "attach", program.name]

    def socket(self, folder):
        return folder / "state" / "taskmaster.sock"

    def told_of(self, everything):
        return len(json.loads(everything)["processes"])


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
    builds = {"before": options.before} if options.before else {}
    if "taskmaster" in options.subjects:
        builds["taskmaster"] = options.taskmaster
    for name, launcher in builds.items():
        if os.access(launcher, os.X_OK):
            found.append(Taskmaster(launcher.resolve(), name))
        else:
            missing.append(f"{launcher} is not there: --{name} must name the launcher, which "
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
"""

SUPERVISORD_PROGRAM = """
[program:{name}]
command={command}
process_name=%(program_name)s_%(process_num)d
numprocs={count}
autostart=true
startsecs=0
autorestart={autorestart}
stopsignal=TERM
stopwaitsecs=10
redirect_stderr=true
{log}"""

SUPERVISORD_LOG = """\
stdout_logfile={path}
stdout_logfile_maxbytes={log.mib}MB
stdout_logfile_backups={log.backups}
"""

TASKMASTER = """\
taskmaster:
    {user}
    logfile: {folder}/taskmaster.log
    statedir: {folder}/state
programs:
"""

TASKMASTER_PROGRAM = """\
    {name}:
        cmd: "{command}"
        numprocs: {count}
        autostart: true
        starttime: 0
        autorestart: {autorestart}
        stopsignal: TERM
        stoptime: 10
{log}{terminal}{user}"""

TASKMASTER_LOG = """\
        stdout: {path}
        stdout_maxbytes: {log.mib}MB
        stdout_backups: {log.backups}
        stdout_format: {form}
"""
