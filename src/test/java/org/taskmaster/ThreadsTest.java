package org.taskmaster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Where threads are made, it is known what happens when the system allows no more of them.
class ThreadsTest {

    private static final Path SOURCES = Path.of("src/main/java/org/taskmaster");

    private static final Pattern MAKES_THREADS = Pattern.compile(
            "new Thread\\(|Thread\\.of(Platform|Virtual)\\(|Executors\\.|ThreadPoolExecutor\\(|supplyAsync\\(");

    private static final String LIMIT = "OutOfMemoryError";

    /// What is made while a start can still be refused, or undone: Main tells why.
    private static final Set<String> AT_THE_START =
            Set.of("main/Footprint", "main/LogSide", "main/FilesWatch", "main/TerminalSide", "shell/EventFeed");

    /// Who makes threads when they are needed, and who says so when there are none. Mostly the same.
    private static final Map<String, String> WHEN_NEEDED = new TreeMap<>(Map.ofEntries(
            Map.entry("attach/Sessions", "attach/Sessions"),
            Map.entry("cli/Meanwhile", "cli/Meanwhile"),
            // these two are for the end of the program, which starts them itself
            Map.entry("cli/HiddenInput", "commands/Commands"),
            Map.entry("cli/OneShot", "commands/Commands"),
            Map.entry("client/Feed", "client/Feed"),
            Map.entry("client/Frames", "client/Frames"),
            Map.entry("client/RemoteControl", "client/RemoteControl"),
            Map.entry("client/Watchdog", "commands/Commands"),
            Map.entry("commands/Aside", "commands/Commands"),
            Map.entry("daemon/Daemon", "daemon/ConfigReader"),
            Map.entry("http/Exchange", "http/Exchange"),
            Map.entry("http/Reception", "http/UnixAuthenticator"),
            Map.entry("http/Server", "http/UnixAuthenticator"),
            Map.entry("http/WebSocketConnection", "http/WebSocketConnection"),
            Map.entry("http/TcpAuthenticator", "http/TcpAuthenticator"),
            Map.entry("http/UnixAuthenticator", "http/UnixAuthenticator"),
            Map.entry("linux/CallList", "linux/CallList"),
            Map.entry("logs/Captures", "logs/Captures"),
            Map.entry("logs/RetriedThread", "logs/RetriedThread"),
            Map.entry("main/Preparation", "main/Preparation"),
            Map.entry("main/Rehearsals", "main/Rehearsals"),
            Map.entry("main/TimedConfigSource", "main/TimedConfigSource"),
            Map.entry("main/ThreadRoom", "main/ThreadRoom"),
            Map.entry("main/WarmUpThread", "main/WarmUpThread"),
            Map.entry("rotation/Compressor", "rotation/Compressor"),
            Map.entry("shell/TerminalRelay", "commands/Commands")));

    @Test
    void whoeverMakesThreadsIsPreparedForALimit() {
        Set<String> known = new TreeSet<>(AT_THE_START);
        known.addAll(WHEN_NEEDED.keySet());

        assertThat(filesThatMatch(MAKES_THREADS))
                .as("whoever makes threads: is it at the start, or who says that there are none?")
                .containsExactlyElementsOf(known);
        assertThat(filesThatMatch(Pattern.compile(LIMIT))).containsAll(WHEN_NEEDED.values());
    }

    private static Set<String> filesThatMatch(Pattern pattern) {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            Set<String> found = new TreeSet<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                if (Files.readString(file)
                        .lines()
                        .filter(line -> !line.strip().startsWith("///"))
                        .anyMatch(line -> pattern.matcher(line).find())) {
                    found.add(SOURCES.relativize(file).toString().replace(".java", ""));
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
