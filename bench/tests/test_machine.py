"""Where what programs write is put."""
import tempfile
import unittest
from pathlib import Path

from harness import machine

TOO_MUCH_MIB = 2**60


class RoomTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.first, self.last = Path(folder.name) / "first", Path(folder.name) / "last"
        self.first.mkdir()
        self.last.mkdir()

    def test_it_is_in_the_first_place_that_has_room(self):
        self.assertEqual(machine.room([self.first, self.last], 0).parent, self.first.resolve())

    def test_a_place_that_is_not_there_is_passed_over(self):
        self.assertEqual(machine.room([self.first / "missing", self.last], 0).parent, self.last.resolve())

    def test_it_is_in_the_last_place_when_none_has_room(self):
        self.assertEqual(machine.room([self.first, self.last], TOO_MUCH_MIB).parent, self.last.resolve())

    def test_file_systems_are_told_by_their_type(self):
        self.assertEqual(machine.file_system(Path("/proc/self")), "proc")


if __name__ == "__main__":
    unittest.main()
