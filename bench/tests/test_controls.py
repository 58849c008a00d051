"""The least programs that do some of Taskmaster's work: what they are told, and that the C ones do it."""
import subprocess
import tempfile
import unittest
from pathlib import Path

from harness import build, lines
from harness.clients import restarted_by_signal
from harness.controls import Control, EmptyJvm, control
from harness.holding import Holding
from harness.output import let_write, wait_for_last_line
from harness.programs import Log, Program, sleepers
from harness.subjects import Floor

LINES_MIB = 5


class ControlsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        build.compile_all(cls.folder)
        cls.written = cls.folder / "lines"
        lines.make(cls.written, LINES_MIB)

    def test_it_is_told_what_it_holds(self):
        told = Control(Path("/output"), Path("/terminal"))
        echo = Program("echo", words=("echo",), terminal=True)
        self.assertEqual(told.command(Path("/f"), "/child", [echo]),
                         ["/terminal", "serve", "/f/socket", "/child", "/f/echo.stamps", "echo"])
        self.assertEqual(told.attach(Path("/f"), echo), ["/terminal", "attach", "/f/socket"])
        self.assertEqual(told.command(Path("/f"), "/child", [sleepers(1)])[:3], ["/output", "raw", "/f/web-0.log"])

    def test_an_empty_jvm_is_built_once_and_told_a_program(self):
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        (folder / "empty").touch()
        self.assertEqual(EmptyJvm(folder, Path("/nowhere/taskmaster")).command(folder, "/child", [sleepers(1)]),
                         [str(folder / "empty"), "/child", str(folder / "web.stamps")])

    def test_bytes_are_kept_unchanged_in_rotated_files(self):
        self.kept(Log(mib=1, backups=9))

    def test_each_line_is_kept_once_behind_a_prefix_in_rotated_files(self):
        self.kept(Log(mib=1, backups=19, prefixed=True))

    def kept(self, log):
        program = Program("writer", words=("write", str(self.written)), restarted=False, log=log)
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        subject = control(self.folder)
        with Holding(subject, str(self.folder / "child"), folder, [program]) as held:
            let_write(held.wait_until_held(30)[0].pid)
            path = subject.log(program, folder)
            wait_for_last_line(path, lines.last(self.written))
            lines.check(self.written, path, log.prefixed)
            files = lines.files_of(path)
            self.assertGreaterEqual(len(files), LINES_MIB)
            self.assertLessEqual(max(file.stat().st_size for file in files), 2**20 + lines.LENGTH)

    def test_the_floor_restarts_all_by_a_signal(self):
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        with Holding(Floor(self.folder / "floor"), str(self.folder / "child"), folder, [sleepers(5)]) as held:
            before = {stamp.pid for stamp in held.wait_until_held(30)}
            self.assertGreater(restarted_by_signal(held, held.subject), 0)
            after = {stamp.pid for stamp in held.stamps.all()[5:]}
            self.assertEqual((len(after), before & after), (5, set()))
            self.assertTrue(held.stop(30))

    def test_a_control_that_cannot_begin_says_why(self):
        done = subprocess.run([self.folder / "control-output", "raw", "/nowhere/log", "1", "1", "/bin/true"],
                              capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr),
                         (1, "controls: /nowhere/log: No such file or directory\n"))


if __name__ == "__main__":
    unittest.main()
