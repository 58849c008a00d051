"""What supervisors are told, in their own languages."""
import json
import os
import tempfile
import unittest
from configparser import RawConfigParser
from pathlib import Path

from harness.peers import Pm2, Runit, S6, find_peers
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

    def test_s6_is_told_by_a_directory_for_each_program_and_for_its_logger(self):
        command = S6(Path("/s6-svscan"), Path("/s6-log")).command(self.folder, "/child", [sleepers(1500), LOUD])
        services = self.folder / "services"
        self.assertEqual(command, ["/s6-svscan", "-c", "3006", str(services)])
        self.assertEqual(len(list(services.iterdir())), 1503)
        self.assertEqual((services / "web-1499" / "run").read_text(),
                         f"#!/bin/sh\nexec /child {self.folder}/web.stamps\n")
        self.assertFalse((services / "web-0" / "finish").exists())
        loud = services / "loud-2"
        self.assertEqual((loud / "finish").read_text(), "#!/bin/sh\nexit 125\n")
        self.assertEqual((loud / "log" / "run").read_text(),
                         f"#!/bin/sh\nexec /s6-log n20 s52428800 {self.folder}/loud-2\n")

    def test_runit_is_told_by_such_directories_and_its_logger_by_a_file(self):
        command = Runit(Path("/runsvdir"), Path("/svlogd")).command(self.folder, "/child", [LOUD])
        self.assertEqual(command, ["/runsvdir", str(self.folder / "services")])
        self.assertEqual((self.folder / "loud-0" / "config").read_text(), "s52428800\nn20\n")
        self.assertEqual((self.folder / "services" / "loud-0" / "log" / "run").read_text(),
                         f"#!/bin/sh\nexec /svlogd -b 65536 {self.folder}/loud-0\n")

    def test_pm2_is_told_of_every_program(self):
        Pm2(Path("/pm2-runtime")).command(self.folder, "/child", [sleepers(7), LOUD])
        web, loud = json.loads((self.folder / "ecosystem.config.json").read_text())["apps"]
        self.assertEqual((web["instances"], web["autorestart"], web["out_file"]), (7, True, "/dev/null"))
        self.assertEqual((loud["script"], loud["args"]), ("/child", [f"{self.folder}/loud.stamps", "flood", "/lines"]))
        self.assertEqual((loud["autorestart"], loud["out_file"]), (False, f"{self.folder}/loud-0.log"))

    def test_others_that_are_missing_are_named(self):
        path = os.environ["PATH"]
        self.addCleanup(os.environ.__setitem__, "PATH", path)
        os.environ["PATH"] = str(self.folder)
        found, missing = find_peers(["s6", "runit", "pm2"], self.folder, None)
        self.assertEqual(found, [])
        self.assertEqual([line.split()[0] for line in missing], ["s6", "runit", "pm2"])
        self.assertIn("apt-get install --no-install-recommends s6", missing[0])

    def test_others_take_part_where_they_can_be_compared(self):
        s6, floor = S6(Path("/s6-svscan"), Path("/s6-log")), Floor(Path("/floor"))
        self.assertTrue(s6.measured_in("restart") and floor.measured_in("restart"))
        self.assertFalse(s6.measured_in("status") or floor.measured_in("status"))

    def test_the_logs_are_found_again(self):
        self.assertEqual(Floor(Path("/floor")).log(LOUD, self.folder, 2), self.folder / "loud-2.log")
        self.assertEqual(S6(Path("/s6-svscan"), Path("/s6-log")).log(LOUD, self.folder, 2),
                         self.folder / "loud-2" / "current")


if __name__ == "__main__":
    unittest.main()
