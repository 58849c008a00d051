package org.taskmaster.control;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Suggestions;

/// Which processes of a fleet a selector picks, in the order of the fleet, and which of its words fit
/// none.
public record Selection(List<ProcessStatus> processes, List<UnknownName> unknown) {

    /// For how many unknown words a nearest name is looked for: a person reads no more of them, and each
    /// is compared with every name.
    public static final int MOST_GUESSES = 10;

    public Selection {
        processes = List.copyOf(processes);
        unknown = List.copyOf(unknown);
    }

    /// What `selector` picks of `fleet`, and for the first unknown words the nearest names. The name of a
    /// program without processes is known, though it picks none.
    public static Selection of(Selector selector, FleetStatus fleet) {
        Selection found = withoutGuesses(selector, fleet);
        if (found.unknown().isEmpty()) {
            return found;
        }
        Set<String> names = names(fleet);
        List<UnknownName> guessed = new ArrayList<>();
        for (UnknownName unknown : found.unknown()) {
            guessed.add(
                    guessed.size() < MOST_GUESSES
                            ? new UnknownName(unknown.word(), Suggestions.nearest(unknown.word(), names))
                            : unknown);
        }
        return new Selection(found.processes(), guessed);
    }

    /// The same without the nearest names, in a time that every word adds little to: for callers that must
    /// not be kept.
    public static Selection withoutGuesses(Selector selector, FleetStatus fleet) {
        Set<String> words = new HashSet<>(selector.words());
        List<Selector> patterns = words.stream()
                .filter(Selector::isPattern)
                .map(word -> new Selector(List.of(word)))
                .toList();
        List<ProcessStatus> picked = fleet.processes().stream()
                .filter(process -> picks(words, patterns, process))
                .toList();
        Set<String> names = names(fleet);
        List<UnknownName> unknown = new ArrayList<>();
        for (String word : selector.words()) {
            if (!names.contains(word) && !(Selector.isPattern(word) && fits(word, fleet))) {
                unknown.add(new UnknownName(word, Optional.empty()));
            }
        }
        return new Selection(picked, unknown);
    }

    /// The same processes in the order of the words that pick them.
    public Selection inOrderOf(Selector selector) {
        // By name: to make a hash of the whole, a JVM has to put the method together first.
        Map<ProcessName, ProcessStatus> ordered = new LinkedHashMap<>();
        for (String word : selector.words()) {
            Selector one = new Selector(List.of(word));
            for (ProcessStatus process : processes) {
                if (one.picks(process.name())) {
                    ordered.putIfAbsent(process.name(), process);
                }
            }
        }
        return new Selection(List.copyOf(ordered.values()), unknown);
    }

    private static boolean picks(Set<String> words, List<Selector> patterns, ProcessStatus process) {
        return words.contains(process.name().text())
                || words.contains(process.program())
                || words.contains(Selector.ALL)
                || patterns.stream().anyMatch(pattern -> pattern.picks(process.name()));
    }

    private static boolean fits(String pattern, FleetStatus fleet) {
        Selector one = new Selector(List.of(pattern));
        return fleet.programs().stream().anyMatch(program -> one.picksProgram(program))
                || fleet.processes().stream().anyMatch(process -> one.picks(process.name()));
    }

    private static Set<String> names(FleetStatus fleet) {
        Set<String> names = new LinkedHashSet<>(fleet.programs());
        fleet.processes().forEach(process -> names.add(process.name().text()));
        names.add(Selector.ALL);
        return names;
    }
}
