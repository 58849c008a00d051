"""The arithmetic of a run: medians, percentiles, paired ratios, verdicts."""
import unittest

from harness.bars import Bar, Control, bars, judge, verdict
from harness.options import FULL, QUICK
from harness.report import show, show_met, show_part, show_reached, since_before
from harness.rounds import Trial
from harness.summary import Metric, Summary, metrics, p99

LATENCY = Metric("restart", "restart_us", "latency", "us")
QUIET = Metric("restart", "quiet_us", "latency in peace", "us")
BY_KEY = {metric.key: metric for metric in (LATENCY, QUIET)}


def trial(subject, turn, samples, error=""):
    return Trial("restart", subject, turn, 0.0, {"restart_us": samples}, error)


class SummaryTest(unittest.TestCase):
    def test_value_is_the_median_over_the_samples_of_all_rounds(self):
        summary = Summary([trial("floor", 0, [1, 2]), trial("floor", 1, [3, 4, 100])])
        self.assertEqual(summary.value(LATENCY, "floor"), 3)

    def test_a_single_number_counts_as_one_sample(self):
        summary = Summary([trial("floor", 0, 5), trial("floor", 1, 7), trial("floor", 2, 6)])
        self.assertEqual(summary.value(LATENCY, "floor"), 6)

    def test_ratio_compares_neighbours_of_the_same_round(self):
        summary = Summary([
            trial("floor", 0, 10), trial("taskmaster", 0, 20),
            trial("floor", 1, 1000), trial("taskmaster", 1, 2000),
            trial("floor", 2, 10), trial("taskmaster", 2, 30)])
        self.assertEqual(summary.ratio(LATENCY, "taskmaster", "floor"), 2)
        self.assertEqual(summary.ratios(LATENCY, "taskmaster", "floor"), [2, 2, 3])

    def test_a_failed_turn_counts_for_nothing(self):
        summary = Summary([trial("floor", 0, 10), trial("taskmaster", 0, 20, error="late")])
        self.assertIsNone(summary.value(LATENCY, "taskmaster"))
        self.assertIsNone(summary.ratio(LATENCY, "taskmaster", "floor"))

    def test_a_ratio_to_nothing_is_not_given(self):
        summary = Summary([trial("floor", 0, 0), trial("taskmaster", 0, 20)])
        self.assertIsNone(summary.ratio(LATENCY, "taskmaster", "floor"))

    def test_p99_leaves_one_percent_above(self):
        self.assertEqual(p99(range(1, 101)), 99)
        self.assertEqual(p99([5]), 5)
        self.assertEqual(p99([1, 9]), 9)


class VerdictTest(unittest.TestCase):
    def test_a_bar_is_met_at_its_limit_and_unknown_without_a_measurement(self):
        bar = Bar("restart", LATENCY.key, "<=", 2, "floor")
        exact = Summary([trial("floor", 0, 10), trial("taskmaster", 0, 20)])
        over = Summary([trial("floor", 0, 10), trial("taskmaster", 0, 21)])
        self.assertIs(verdict(bar, BY_KEY, exact).met, True)
        self.assertIs(verdict(bar, BY_KEY, over).met, False)
        self.assertIsNone(verdict(bar, BY_KEY, Summary([])).met)


    def test_a_bar_may_compare_two_numbers_of_a_subject(self):
        trials = [Trial("restart", "taskmaster", turn, 0.0, {"quiet_us": quiet, "restart_us": loud})
                  for turn, (quiet, loud) in enumerate([(10, 15), (100, 300), (10, 19)])]
        bar = Bar("restart", LATENCY.key, "<=", 2, "taskmaster", QUIET.key, "the quiet one")
        found = verdict(bar, BY_KEY, Summary(trials))
        self.assertEqual((found.measured, found.rounds, found.met), (1.9, [1.5, 3, 1.9], True))

    def test_a_control_is_measured_in_the_terms_of_the_bar(self):
        bar = Bar("restart", LATENCY.key, "<=", 2, "floor", control=Control("C", "control"))
        summary = Summary([trial("floor", 0, 10), trial("taskmaster", 0, 40), trial("control", 0, 30)])
        found = verdict(bar, BY_KEY, summary)
        self.assertEqual((found.measured, found.reached, found.beyond), (4, 3, True))
        self.assertEqual((show_reached(found), show_met(found)), ("3×, C", "not met; nor by C"))

    def test_a_control_of_two_numbers_of_a_subject_is_of_the_controls_own(self):
        bar = Bar("restart", LATENCY.key, "<=", 2, "taskmaster", QUIET.key, "the quiet one", Control("C", "control"))
        trials = [Trial("restart", subject, 0, 0.0, {"quiet_us": quiet, "restart_us": loud})
                  for subject, quiet, loud in (("taskmaster", 10, 30), ("control", 100, 110))]
        found = verdict(bar, BY_KEY, Summary(trials))
        self.assertEqual((found.measured, found.reached, found.beyond), (3, 1.1, False))
        self.assertEqual(show_met(found), "**not met**")

    def test_a_control_may_be_another_number_of_taskmasters(self):
        warm = Control("warm", "taskmaster", QUIET.key)
        bar = Bar("restart", LATENCY.key, "<=", 2, "floor", LATENCY.key, control=warm)
        trials = [trial("floor", 0, 10), Trial("restart", "taskmaster", 0, 0.0, {"restart_us": 25, "quiet_us": 15})]
        found = verdict(bar, BY_KEY, Summary(trials))
        self.assertEqual((found.measured, found.reached, show_met(found)), (2.5, 1.5, "**not met**"))

    def test_a_control_that_was_not_measured_shows_nothing(self):
        bar = Bar("restart", LATENCY.key, "<=", 2, "floor", control=Control("C", "control"))
        found = verdict(bar, BY_KEY, Summary([trial("floor", 0, 10), trial("taskmaster", 0, 40)]))
        self.assertEqual((show_reached(found), show_met(found)), ("", "**not met**"))

    def test_every_bar_is_of_numbers_that_exist(self):
        for plan in (FULL, QUICK):
            numbers = metrics(plan)
            self.assertEqual(len(judge(plan, numbers, Summary([]))), len(bars(plan)))
            self.assertEqual(len({number.key for number in numbers}), len(numbers))


class BeforeTest(unittest.TestCase):
    def test_an_earlier_build_is_compared_round_by_round(self):
        run = self.run_of([trial("before", 0, 10), trial("taskmaster", 0, 11),
                           trial("before", 1, 100), trial("taskmaster", 1, 104)])
        _, told = since_before(run)
        self.assertIn("| killed to running again, p50 | 55 µs  | 57.5 µs | 1.07×", told)
        self.assertIn("1.04× to 1.1×", told)
        self.assertIn("| less ", told)

    def test_without_an_earlier_build_there_is_nothing_to_tell(self):
        self.assertEqual(since_before(self.run_of([trial("taskmaster", 0, 11)])), [])

    def run_of(self, trials):
        numbers, summary = metrics(FULL), Summary(trials)
        return {"subjects": [each.subject for each in trials], "metrics": numbers, "summary": summary,
                "verdicts": judge(FULL, numbers, summary)}


class ShowTest(unittest.TestCase):
    def test_memory_names_both_units(self):
        self.assertEqual(show(43_945, "kib"), "45.0 MB (43,945 KiB)")

    def test_small_ratios_are_also_fractions(self):
        self.assertEqual(show_part(0.1, "ratio"), "0.1× (1/10)")
        self.assertEqual(show_part(1.5, "ratio"), "1.5×")
        self.assertEqual(show_part(None, "ratio"), "–")


if __name__ == "__main__":
    unittest.main()
