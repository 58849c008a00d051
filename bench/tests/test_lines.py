"""Whether a log is what was written."""
import tempfile
import unittest
from pathlib import Path

from harness import lines

BEFORE = b"2026-11-25T09:41:00.123+01:00 writer | "


class LinesTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.written = Path(folder.name) / "written"
        self.log = Path(folder.name) / "writer-0.log"
        lines.make(self.written, 1)
        self.all = self.written.read_bytes().splitlines(keepends=True)

    def keep(self, *files):
        """The last one is the log, those before are old files, the oldest first."""
        for number, content in enumerate(reversed(files)):
            path = self.log.with_name(f"{self.log.name}.{number}") if number else self.log
            path.write_bytes(b"".join(content))

    def test_lines_are_numbered_and_of_one_length(self):
        self.assertEqual({len(line) for line in self.all}, {lines.LENGTH})
        self.assertEqual([int(line.split()[0]) for line in self.all], list(range(2**20 // lines.LENGTH)))
        self.assertEqual(lines.last(self.written), self.all[-1])

    def test_a_log_of_several_files_is_right(self):
        self.keep(self.all[:10], self.all[10:500], self.all[500:])
        lines.check(self.written, self.log)

    def test_a_line_may_be_in_two_files(self):
        content = b"".join(self.all)
        self.keep([content[:50]], [content[50:]])
        lines.check(self.written, self.log)

    def test_a_missing_line_is_found(self):
        self.keep(self.all[:10], self.all[11:])
        with self.assertRaises(lines.Wrong):
            lines.check(self.written, self.log)

    def test_a_line_that_is_there_twice_is_found(self):
        self.keep(self.all[:10], self.all[9:])
        with self.assertRaises(lines.Wrong):
            lines.check(self.written, self.log)

    def test_an_end_that_is_missing_is_found(self):
        self.keep(self.all[:10], self.all[10:-1])
        with self.assertRaises(lines.Wrong):
            lines.check(self.written, self.log)

    def test_an_old_file_that_is_gone_is_found(self):
        self.keep(self.all[:10], self.all[10:500], self.all[500:])
        self.log.with_name(self.log.name + ".1").unlink()
        with self.assertRaises(lines.Wrong):
            lines.check(self.written, self.log)

    def test_old_files_may_be_named_by_their_time(self):
        current = self.log.with_name("current")
        for name, content in (("@4000000065a1.s", self.all[:10]), ("@4000000065b0.u", self.all[10:500]),
                              ("current", self.all[500:])):
            current.with_name(name).write_bytes(b"".join(content))
        lines.check(self.written, current)

    def test_prefixes_are_taken_off(self):
        prefixed = [BEFORE + line for line in self.all]
        self.keep(prefixed[:10], prefixed[10:])
        lines.check(self.written, self.log, prefixed=True)

    def test_a_line_without_its_prefix_is_found(self):
        self.keep([BEFORE + line for line in self.all[:-1]] + self.all[-1:])
        with self.assertRaises(lines.Wrong):
            lines.check(self.written, self.log, prefixed=True)


if __name__ == "__main__":
    unittest.main()
