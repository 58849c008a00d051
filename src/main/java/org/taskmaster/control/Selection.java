package org.taskmaster.control;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.taskmaster.model.Suggestions;

/// Which processes of a fleet a selector picks, in the order of the fleet, and which of its words fit
/// none.
public record Selection(List<ProcessStatus> processes, List<UnknownName> unknown) {

    public Selection {
        processes = List.copyOf(processes);
        unknown = List.copyOf(unknown);
    }

    /// What `selector` picks of `fleet`. The name of a program without processes is known, though it
    /// picks none.
    public static Selection of(Selector selector, FleetStatus fleet) {
        List<ProcessStatus> picked = fleet.processes().stream()
                .filter(process -> selector.picks(process.program(), process.name()))
                .toList();
        List<UnknownName> unknown = new ArrayList<>();
        for (String word : selector.words()) {
            if (!known(word, fleet)) {
                unknown.add(new UnknownName(word, Suggestions.nearest(word, names(fleet))));
            }
        }
        return new Selection(picked, unknown);
    }

    /// The same processes in the order of the words that pick them.
    public Selection inOrderOf(Selector selector) {
        Set<ProcessStatus> ordered = new LinkedHashSet<>();
        for (String word : selector.words()) {
            Selector one = new Selector(List.of(word));
            processes.stream()
                    .filter(process -> one.picks(process.program(), process.name()))
                    .forEach(ordered::add);
        }
        return new Selection(List.copyOf(ordered), unknown);
    }

    private static boolean known(String word, FleetStatus fleet) {
        Selector one = new Selector(List.of(word));
        return word.equals(Selector.ALL)
                || fleet.programs().stream().anyMatch(program -> one.picks(program, program))
                || fleet.processes().stream().anyMatch(process -> one.picks(process.program(), process.name()));
    }

    private static Set<String> names(FleetStatus fleet) {
        Set<String> names = new LinkedHashSet<>(fleet.programs());
        fleet.processes().forEach(process -> names.add(process.name()));
        names.add(Selector.ALL);
        return names;
    }
}
