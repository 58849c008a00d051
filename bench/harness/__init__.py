"""The parts of bench/run. Reading order: main, options, rounds, programs, measurements, holding,
clients, output, flood, attach, users, summary, bars, report."""
