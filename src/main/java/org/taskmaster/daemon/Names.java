package org.taskmaster.daemon;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.taskmaster.control.FleetStatus;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.Selector;
import org.taskmaster.control.UnknownName;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.Suggestions;

/// What the words of a selector mean: `all`, a process name, a program name (all of its processes), or
/// a glob.
/// `web:*` and `web:` mean all of `web`, also when it is an only copy and named `web`, as with
/// supervisord.
final class Names {

    private Names() {}

    /// What a selector fits.
    ///
    /// @param processes in the order of the fleet
    /// @param unknown the words that fit nothing
    record Matched(List<ProcessStatus> processes, List<UnknownName> unknown) {
        List<ProcessKey> keys() {
            return processes.stream().map(ProcessStatus::key).toList();
        }
    }

    /// Resolves every word of `selector` in `fleet`.
    static Matched match(Selector selector, FleetStatus fleet) {
        Set<Integer> found = new TreeSet<>();
        List<UnknownName> unknown = new ArrayList<>();
        for (String word : selector.words()) {
            Predicate<ProcessStatus> meant = meantBy(word);
            boolean any = fleet.programs().contains(programOf(word)) || word.equals("all");
            for (int i = 0; i < fleet.processes().size(); i++) {
                if (meant.test(fleet.processes().get(i))) {
                    found.add(i);
                    any = true;
                }
            }
            if (!any) {
                unknown.add(new UnknownName(word, nearest(word, fleet)));
            }
        }
        return new Matched(found.stream().map(fleet.processes()::get).toList(), unknown);
    }

    private static Predicate<ProcessStatus> meantBy(String word) {
        if (word.equals("all")) {
            return _ -> true;
        }
        String program = programOf(word);
        if (!word.equals(program)) {
            return process -> process.program().equals(program);
        }
        if (word.indexOf('*') < 0 && word.indexOf('?') < 0) {
            return process -> process.name().equals(word)
                    || process.program().equals(word)
                    || (process.program() + ":0").equals(word);
        }
        Pattern glob = globPattern(word);
        return process -> glob.matcher(process.name()).matches();
    }

    /// `web` for `web:*` and `web:`; any other word as it is.
    private static String programOf(String word) {
        if (word.endsWith(":*")) {
            return word.substring(0, word.length() - 2);
        }
        return word.endsWith(":") ? word.substring(0, word.length() - 1) : word;
    }

    private static Optional<String> nearest(String word, FleetStatus fleet) {
        Set<String> names = new LinkedHashSet<>(fleet.programs());
        fleet.processes().forEach(process -> names.add(process.name()));
        return Suggestions.nearest(word, names);
    }

    private static Pattern globPattern(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (c == '*') {
                regex.append(".*");
            } else {
                regex.append(c == '?' ? "." : Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString());
    }
}
