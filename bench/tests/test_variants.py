"""What a variant makes of the JVM's options."""
import unittest

from harness.variants import Unusable, changed

OPTIONS = """\
# Small.
-Xmx128m
-XX:+UseSerialGC
-XX:CICompilerCount=1
-XX:CompileCommand=quiet
-XX:CompileCommand=CompileThresholdScaling,org/taskmaster/core/*.*,0.05
-XX:CompileCommand=CompileThresholdScaling,java/nio/*.*,0.005
-Dnetty.pool=no
"""


class VariantsTest(unittest.TestCase):
    def test_without_lines_nothing_changes(self):
        self.assertEqual(changed(OPTIONS, "\n# a comment\n"), OPTIONS)

    def test_a_new_option_comes_last(self):
        self.assertEqual(changed(OPTIONS, "-Xss1m"), OPTIONS + "-Xss1m\n")

    def test_an_option_takes_the_place_of_the_one_of_its_name(self):
        for was, becomes in (("-Xmx128m", "-Xmx64m"), ("-XX:+UseSerialGC", "-XX:-UseSerialGC"),
                             ("-XX:CICompilerCount=1", "-XX:CICompilerCount=2"), ("-Dnetty.pool=no", "-Dnetty.pool=yes"),
                             ("-XX:CompileCommand=CompileThresholdScaling,java/nio/*.*,0.005",
                              "-XX:CompileCommand=CompileThresholdScaling,java/nio/*.*,1"),
                             ("-XX:CompileCommand=quiet", "-XX:CompileCommand=quiet")):
            with self.subTest(becomes):
                self.assertEqual(changed(OPTIONS, becomes), OPTIONS.replace(was + "\n", "") + becomes + "\n")

    def test_options_are_removed_by_how_they_begin(self):
        left = changed(OPTIONS, "remove -XX:CompileCommand=CompileThresholdScaling,")
        self.assertNotIn("Scaling", left)
        self.assertIn("-XX:CompileCommand=quiet\n", left)

    def test_what_is_not_there_cannot_be_removed(self):
        with self.assertRaises(Unusable):
            changed(OPTIONS, "remove -XX:Compilecommand")


if __name__ == "__main__":
    unittest.main()
