"""What supervisors are told, in their own languages."""
import tempfile
import unittest
from configparser import RawConfigParser
from pathlib import Path

from harness.programs import Log, Program, sleepers
from harness.subjects import Floor, Supervisord, Taskmaster

LOUD = Program("loud", 3, ("flood", "/lines"), restarted=False, log=Log(50, 20, prefixed=True))


class SubjectsTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def test_the_floor_holds_one_kind_of_program(self):
        self.assertEqual(Floor(Path("/floor")).command(self.folder, "/child", [sleepers(7)]),
                         ["/floor", "7", "/child", str(self.folder / "web.stamps")])
        with self.assertRaises(ValueError):
            Floor(Path("/floor")).command(self.folder, "/child", [sleepers(7), LOUD])

    def test_supervisord_is_told_of_every_program(self):
        Supervisord(Path("/supervisord")).command(self.folder, "/child", [sleepers(7), LOUD])
        told = RawConfigParser()
        told.read(self.folder / "supervisord.conf")
        web, loud = told["program:web"], told["program:loud"]
        self.assertEqual((web["numprocs"], web["autorestart"], web["stdout_logfile"]), ("7", "true", "NONE"))
        self.assertEqual(loud["command"], f"/child {self.folder}/loud.stamps flood /lines")
        self.assertEqual((loud["numprocs"], loud["autorestart"]), ("3", "false"))
        self.assertEqual((loud["stdout_logfile"], loud["stdout_logfile_maxbytes"], loud["stdout_logfile_backups"]),
                         (f"{self.folder}/loud-%(process_num)d.log", "50MB", "20"))

    def test_taskmaster_is_told_of_every_program(self):
        Taskmaster(Path("/taskmaster")).command(self.folder, "/child", [
            sleepers(7), LOUD, Program("echo", terminal=True)])
        told = (self.folder / "taskmaster.yaml").read_text()
        self.assertIn(f"""
    loud:
        cmd: "/child {self.folder}/loud.stamps flood /lines"
        numprocs: 3
        autostart: true
        starttime: 0
        autorestart: never
        stopsignal: TERM
        stoptime: 10
        stdout: {self.folder}/loud-%(process_num)d.log
        stdout_maxbytes: 50MB
        stdout_backups: 20
        stdout_format: prefix
        stderr: none
""", told)
        self.assertTrue(told.endswith("""
        stdout: none
        tty: true
"""), told)

    def test_the_logs_are_found_again(self):
        self.assertEqual(LOUD.log_path(self.folder, 2), self.folder / "loud-2.log")


if __name__ == "__main__":
    unittest.main()
