"""The parts of bench/run. Reading order: main, options, measurements, holding, summary, report."""
