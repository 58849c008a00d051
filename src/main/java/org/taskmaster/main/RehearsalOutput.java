package org.taskmaster.main;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// What is printed by a build that rehearses: a report, and lines for people, of which the last are kept. It may print
/// anything, and however much of it.
final class RehearsalOutput {

    /// The longest line of a report: an environment of 2 MiB, in Base64.
    private static final int LONGEST_REPORT = 4 << 20;

    private static final int MOST_REPORT_LINES = 16;
    private static final int LONGEST = 500;
    private static final int MOST_LINES = 5;

    private final List<String> report = new ArrayList<>();
    private final Deque<String> others = new ArrayDeque<>();

    private RehearsalOutput() {}

    /// Reads it to its end.
    static RehearsalOutput read(InputStream from) throws IOException {
        RehearsalOutput output = new RehearsalOutput();
        InputStream in = new BufferedInputStream(from);
        boolean goesOn = true;
        while (goesOn) {
            goesOn = output.readLine(in);
        }
        return output;
    }

    /// @return whether there may be another
    private boolean readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int most = LONGEST;
        int next = in.read();
        for (; next >= 0 && next != '\n'; next = in.read()) {
            if (line.size() == LONGEST - 1 && RehearsalReport.isOf(line.toString(StandardCharsets.UTF_8))) {
                most = LONGEST_REPORT;
            }
            if (line.size() < most) {
                line.write(next);
            }
        }
        add(line);
        return next >= 0;
    }

    private void add(ByteArrayOutputStream line) {
        String text = line.toString(StandardCharsets.UTF_8);
        if (RehearsalReport.isOf(text)) {
            if (report.size() < MOST_REPORT_LINES) {
                report.add(text);
            }
        } else if (!text.isBlank()) {
            others.add(text.replaceAll("\\p{Cntrl}", "?"));
            if (others.size() > MOST_LINES) {
                others.remove();
            }
        }
    }

    /// The report; empty when there is none, or not all of it.
    Optional<RehearsalReport> report() {
        return RehearsalReport.in(report);
    }

    /// What it said instead: its own words; where it has none, the last of what was printed.
    ///
    /// @param program how it is called, in front of its own words
    String refusal(String program) {
        String prefix = program + ": ";
        List<String> own = others.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
        String said = String.join("; ", own.isEmpty() ? others : own);
        return said.isEmpty() ? " ended without a word" : " refuses: " + said;
    }
}
