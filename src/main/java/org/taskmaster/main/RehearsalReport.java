package org.taskmaster.main;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a build says that could go on in the place of a supervisor: which it is, and how its process was started, which
/// is how to become it.
///
/// It is some lines among others, which are for people. Whoever does not know one of its keys passes over it.
///
/// @param command a character for each byte, as names of files need not be text
/// @param environment each `NAME=value`, as above
record RehearsalReport(String version, String build, List<String> command, List<String> environment) {

    private static final String BEGIN = "rehearsed: ";
    private static final String VERSION = "version";
    private static final String BUILD = "build";
    private static final String COMMAND = "command";
    private static final String ENVIRONMENT = "environment";

    RehearsalReport {
        command = List.copyOf(command);
        environment = List.copyOf(environment);
    }

    /// That of this process.
    ///
    /// @throws IOException when the kernel does not show how it was started
    static RehearsalReport ofThisProcess() throws IOException {
        return new RehearsalReport(Build.version(), Build.id(), texts("cmdline"), texts("environ"));
    }

    /// One of the kernel's files about this process, in which a zero byte is behind each text.
    private static List<String> texts(String file) throws IOException {
        return texts(Files.readAllBytes(Path.of("/proc/self", file)));
    }

    private static List<String> texts(byte[] all) {
        return List.of(new String(all, StandardCharsets.ISO_8859_1).split("\0"));
    }

    /// Its lines.
    List<String> lines() {
        return List.of(
                line(VERSION, version),
                line(BUILD, build),
                line(COMMAND, encoded(command)),
                line(ENVIRONMENT, encoded(environment)));
    }

    private static String line(String key, String value) {
        return BEGIN + key + " " + value;
    }

    private static String encoded(List<String> texts) {
        return Base64.getEncoder()
                .encodeToString((String.join("\0", texts) + "\0").getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Whether a line is one of a report.
    static boolean isOf(String line) {
        return line.startsWith(BEGIN);
    }

    /// The files that are named in the command: the program, what it is made of, and its options.
    List<Path> files() {
        return command.stream()
                .map(word -> word.substring(Math.max(0, word.indexOf('/'))))
                .filter(path -> path.startsWith("/"))
                .map(path -> Path.of(new String(path.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)))
                .filter(Files::exists)
                .toList();
    }

    /// What is reported in some lines; empty when something is missing.
    static Optional<RehearsalReport> in(List<String> lines) {
        Map<String, String> values = new HashMap<>();
        for (String line : lines) {
            if (isOf(line)) {
                String[] pair = line.substring(BEGIN.length()).split(" ", 2);
                values.put(pair[0], pair[pair.length - 1]);
            }
        }
        return value(values, VERSION)
                .flatMap(version -> value(values, BUILD)
                        .flatMap(build -> value(values, COMMAND)
                                .flatMap(RehearsalReport::decoded)
                                .flatMap(command -> value(values, ENVIRONMENT)
                                        .flatMap(RehearsalReport::decoded)
                                        .map(environment ->
                                                new RehearsalReport(version, build, command, environment)))));
    }

    private static Optional<String> value(Map<String, String> values, String key) {
        return Optional.ofNullable(values.get(key));
    }

    private static Optional<List<String>> decoded(String encoded) {
        try {
            return Optional.of(texts(Base64.getDecoder().decode(encoded)));
        } catch (IllegalArgumentException _) {
            // It is no report of ours.
            return Optional.empty();
        }
    }
}
