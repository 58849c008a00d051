"""What is seen of a terminal."""
import unittest

from harness.terminal import Silent, Terminal, shown


class ShownTest(unittest.TestCase):
    def test_control_sequences_are_not_text(self):
        self.assertEqual(shown(b"\x1b[?25l\x1b[12;3Hkey\x1b(B\x1b[m\x1b]0;a title\x07!\x1b7\x1b]2;x\x1b\\"), b"key!")

    def test_neither_are_parts_of_them(self):
        for part in (b"\x1b", b"\x1b[", b"\x1b[12;", b"\x1b]0;a ti", b"\x1b]0;a ti\x1b", b"\x1b("):
            self.assertEqual(shown(b"key" + part), b"key", part)


class TerminalTest(unittest.TestCase):
    def test_a_key_is_shown_by_the_program_in_it(self):
        with Terminal(["sh", "-c", "stty raw -echo; echo ready; exec cat"]) as terminal:
            terminal.wait_for(b"ready", 20)
            terminal.wait_for_calm(0.05)
            self.assertGreater(terminal.press(b"k", 20), 0)

    def test_it_has_a_size_and_belongs_to_the_program(self):
        with Terminal(["sh", "-c", "stty size </dev/tty; exec sleep 100"]) as terminal:
            terminal.wait_for(b"24 80", 20)

    def test_a_program_that_ends_is_told_with_what_it_said(self):
        with Terminal(["sh", "-c", "echo no such process"]) as terminal:
            with self.assertRaisesRegex(Silent, "no such process"):
                terminal.wait_for(b"ready", 20)


if __name__ == "__main__":
    unittest.main()
