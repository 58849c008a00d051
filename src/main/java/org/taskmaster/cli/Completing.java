package org.taskmaster.cli;

import java.util.List;
import java.util.Optional;
import org.taskmaster.client.RemoteControl;
import org.taskmaster.commands.Completions;
import org.taskmaster.commands.Line;
import org.taskmaster.control.ControlFailure;

/// What a command shell offers when somebody presses Tab: a line each, the word, a tab, and why.
final class Completing {

    private Completing() {}

    /// Prints the words that could follow `before`. Nobody wants to read of failures in the middle of a
    /// line that is being typed, so then nothing is offered.
    static void print(CtlOptions options, Surroundings surroundings, List<String> before, CtlOutput out) {
        try (RemoteControl control =
                RemoteControl.open(Whereabouts.find(options, surroundings).endpoint(), Optional.empty())) {
            for (Completions.Candidate candidate : Completions.after(before, control.status())) {
                out.line(Line.of(candidate.word() + "\t" + candidate.description()));
            }
        } catch (Refused | ControlFailure _) {
            // nothing is offered
        }
    }
}
