package org.taskmaster.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.host.Channels;
import org.taskmaster.host.HostEvent;
import org.taskmaster.host.HostEvent.ChildDied;
import org.taskmaster.host.SpawnResult;
import org.taskmaster.host.SpawnResult.SpawnFailed;
import org.taskmaster.host.SpawnResult.Spawned;
import org.taskmaster.linux.LinuxHost.SignalIntake;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.Moment;
import org.taskmaster.model.ProcessId;

/// A Linux host with real children, for a test.
@Timeout(120)
abstract class RealHost {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    protected Path directory;

    protected LinuxHost host = LinuxHost.open(Environment.ofThisProcess(), SignalIntake.NONE);

    private final Map<ProcessId, ChildDied> deaths = new HashMap<>();

    @AfterEach
    void closeHost() {
        host.close();
    }

    final ProcessId spawn(Launches launches) {
        SpawnResult result = host.spawn(launches.launch(), Map.of(), Channels.NONE);
        assertThat(result).isInstanceOf(Spawned.class);
        return ((Spawned) result).id();
    }

    /// Waits until a process is dead.
    final ChildDied death(ProcessId id) {
        until(() -> deaths.containsKey(id));
        return Optional.ofNullable(deaths.get(id)).orElseThrow();
    }

    final ExitStatus run(Launches launches) {
        return death(spawn(launches)).exit();
    }

    /// What a process that runs to its end wrote.
    final String output(Launches launches) throws IOException {
        Path file = Files.createTempFile(directory, "output", "");
        run(launches.to(file, file));
        return Files.readString(file);
    }

    /// Why a process could not be started.
    final String failure(Launches launches) {
        SpawnResult result = host.spawn(launches.launch(), Map.of(), Channels.NONE);
        assertThat(result).isInstanceOf(SpawnFailed.class);
        return ((SpawnFailed) result).reason();
    }

    /// Waits for what may come true with an event, or by itself. No death is lost that is seen meanwhile.
    final void until(BooleanSupplier condition) {
        Moment deadline = host.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(host.now().reached(deadline)).as("it did not come true").isFalse();
            for (HostEvent event : host.await(Optional.of(host.now().plus(Duration.ofMillis(2))))) {
                if (event instanceof ChildDied died) {
                    deaths.put(died.id(), died);
                }
            }
        }
    }

    /// Those that are open. While a program is loaded, its libraries are too.
    static Set<String> descriptorsOf(ProcessId id) {
        String[] numbers = new File("/proc/" + id.pid() + "/fd").list();
        return numbers == null ? Set.of() : Set.of(numbers);
    }
}
