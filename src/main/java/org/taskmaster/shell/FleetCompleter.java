package org.taskmaster.shell;

import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.taskmaster.commands.Completions;
import org.taskmaster.control.Control;

/// Offers JLine what [Completions] knows.
final class FleetCompleter implements Completer {

    private final Control control;

    FleetCompleter(Control control) {
        this.control = control;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        List<String> before = line.words().subList(0, line.wordIndex());
        for (Completions.Candidate candidate : Completions.after(before, control.status())) {
            String description = candidate.description().isEmpty() ? null : candidate.description();
            candidates.add(new Candidate(candidate.word(), candidate.word(), null, description, null, null, true));
        }
    }
}
