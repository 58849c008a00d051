package org.taskmaster.daemon;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.taskmaster.control.FleetStatus;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.Selection;
import org.taskmaster.control.Selector;
import org.taskmaster.control.UnknownName;

/// The processes an order is for, in somebody's words, and what they may have meant by those that fit
/// nothing.
///
/// Which processes there are is decided by the loop when the order's turn comes. What may have been meant
/// takes long to find out and is never needed for supervision, so that the asking thread looks for it
/// before.
///
/// @param guesses for unknown words, the nearest names
record Wanted(Selector selector, Map<String, String> guesses) {

    Wanted {
        guesses = Map.copyOf(guesses);
    }

    /// Takes the time it takes: not for the loop.
    static Wanted of(Selector selector, FleetStatus seen) {
        Map<String, String> guesses = new HashMap<>();
        for (UnknownName unknown : Selection.of(selector, seen).unknown()) {
            unknown.suggestion().ifPresent(near -> guesses.put(unknown.word(), near));
        }
        return new Wanted(selector, guesses);
    }

    /// What it picks now.
    Selection in(FleetStatus fleet) {
        Selection selection = Selection.withoutGuesses(selector, fleet);
        List<UnknownName> unknown = selection.unknown().stream()
                .map(name -> new UnknownName(name.word(), Optional.ofNullable(guesses.get(name.word()))))
                .toList();
        return new Selection(selection.processes(), unknown);
    }

    /// Whether a process is meant by a word other than `all`.
    boolean names(ProcessStatus process) {
        List<String> words = selector.words().stream()
                .filter(word -> !word.equals(Selector.ALL))
                .toList();
        return !words.isEmpty() && new Selector(words).picks(process.name());
    }

    @Override
    public String toString() {
        return selector.toString();
    }
}
