package org.taskmaster.main;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.taskmaster.linux.KeptDescriptor;
import org.taskmaster.model.SupervisorConfig;

/// What a supervisor hands to the build that goes on in its process, beside the journal: as text, in a variable of the
/// environment that only the two of them see. What one of them does not know of it is nothing to it.
///
/// @param places where it is found by others, by the keys of the configuration
/// @param name of the build it is, for people
/// @param root whether it was started by root, whom it need not be any more
/// @param descriptors by what they are
/// @param line what stands at its prompt
record Carried(
        Map<String, String> places, String name, boolean root, Map<String, List<Integer>> descriptors, String line) {

    static final String VARIABLE = "TASKMASTER_CARRIED";

    /// The socket, the port, the lock on the state directory, and the names in the kernel.
    static final String SOCKET = "socket";

    static final String PORT = "port";
    static final String LOCK = "lock";
    static final String NAMES = "names";

    private static final String PLACE = "place.";
    private static final String DESCRIPTOR = "descriptor.";
    private static final String NAME = "name";
    private static final String ROOT = "root";
    private static final String LINE = "line";

    Carried {
        places = Map.copyOf(places);
        descriptors = Map.copyOf(descriptors);
    }

    /// What this process has from a supervisor that it was; empty: it was none.
    static Optional<Carried> ofThisProcess() {
        return Optional.ofNullable(System.getenv(VARIABLE)).map(Carried::parse);
    }

    /// Where a supervisor is found that is configured so.
    static Map<String, String> places(SupervisorConfig config) {
        Map<String, String> places = new LinkedHashMap<>();
        places.put("statedir", absolute(config.statedir()));
        places.put("socket", absolute(config.server().socket()));
        places.put("pidfile", absolute(config.pidfile()));
        places.put("listen", config.server().listen().map(Object::toString).orElse(""));
        return places;
    }

    private static String absolute(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }

    /// The places that are other ones with this configuration: they are taken at a start, and kept until the end.
    List<String> moved(SupervisorConfig config) {
        return places(config).entrySet().stream()
                .filter(place -> !place.getValue().equals(places.get(place.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }

    /// The descriptor that is the one thing of its kind; empty: there is none.
    Optional<Integer> descriptor(String kind) {
        return descriptors.getOrDefault(kind, List.of()).stream().findFirst();
    }

    /// The descriptor of a name in the kernel.
    Optional<Integer> name(String wanted) {
        return descriptors.getOrDefault(NAMES, List.of()).stream()
                .filter(number -> KeptDescriptor.abstractName(number).equals(Optional.of(wanted)))
                .findFirst();
    }

    /// The lock on a directory.
    Optional<Integer> lock(Path directory) {
        return descriptor(LOCK).filter(number -> KeptDescriptor.leadsTo(number, directory));
    }

    /// All that stay open.
    Set<Integer> allDescriptors() {
        Set<Integer> all = new HashSet<>();
        descriptors.values().forEach(all::addAll);
        return all;
    }

    /// From now on they are ours alone; what nobody takes stays open without use.
    void takeDescriptors() {
        allDescriptors().forEach(KeptDescriptor::take);
    }

    /// As the variable holds it.
    String text() {
        Map<String, String> all = new LinkedHashMap<>();
        places.forEach((key, value) -> all.put(PLACE + key, value));
        descriptors.forEach((kind, numbers) ->
                all.put(DESCRIPTOR + kind, numbers.stream().map(String::valueOf).collect(Collectors.joining(","))));
        all.put(NAME, name);
        all.put(ROOT, Boolean.toString(root));
        all.put(LINE, line);
        return all.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    static Carried parse(String text) {
        Map<String, String> places = new LinkedHashMap<>();
        Map<String, List<Integer>> descriptors = new LinkedHashMap<>();
        Map<String, String> others = new LinkedHashMap<>();
        for (String part : text.split("&")) {
            String key = part.substring(0, Math.max(0, part.indexOf('=')));
            String value = URLDecoder.decode(part.substring(part.indexOf('=') + 1), StandardCharsets.UTF_8);
            if (key.startsWith(PLACE)) {
                places.put(key.substring(PLACE.length()), value);
            } else if (key.startsWith(DESCRIPTOR)) {
                descriptors.put(key.substring(DESCRIPTOR.length()), numbers(value));
            } else {
                others.put(key, value);
            }
        }
        return new Carried(
                places,
                others.getOrDefault(NAME, "another build"),
                Boolean.parseBoolean(others.get(ROOT)),
                descriptors,
                others.getOrDefault(LINE, ""));
    }

    private static List<Integer> numbers(String value) {
        return new ArrayList<>(Arrays.stream(value.split(","))
                .filter(word -> word.matches("[0-9]{1,9}"))
                .map(Integer::valueOf)
                .toList());
    }
}
