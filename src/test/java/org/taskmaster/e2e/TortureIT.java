package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;

/// The supervisor is killed at random moments, or leaves its programs to the next one, while it goes on as another
/// build, and while programs run, die, are stopped, restarted and configured otherwise: no program is lost or runs
/// twice, what was stopped stays so, and no line of output is lost or there twice.
///
/// `make torture KILLS=1000 SEED=7`
final class TortureIT {

    private static final int KILLS = Integer.getInteger("taskmaster.torture.kills", 12);
    private static final long SEED = Long.getLong("taskmaster.torture.seed", 20261130L);
    private static final int LONGEST_LIFE_MILLIS = 400;
    /// So that an upgrade is met in all its parts.
    private static final int LONGEST_WITH_UPGRADE_MILLIS = 1500;
    private static final int MOST_ORDERS = 3;
    private static final String NAME = "SUPERVISOR_PROCESS_NAME";
    private static final String GROUP = "SUPERVISOR_GROUP_NAME";

    private final Random random = new Random(SEED);

    /// What was ordered, and answered, last; what was not answered may be either way.
    private final Map<String, Optional<Boolean>> wanted = new TreeMap<>();

    private final List<Process> clients = new ArrayList<>();
    /// Those wait for a supervisor that may have been killed meanwhile.
    private final List<Process> upgrades = new ArrayList<>();

    private Optional<Sandbox> used = Optional.empty();

    @TempDir
    Path directory;

    /// Also after a failure, which leaves a supervisor behind.
    @AfterEach
    void endAll() {
        used.ifPresent(Sandbox::endSurvivors);
    }

    @Test
    void nothingIsLostOrDoubled() throws Exception {
        Sandbox sandbox = Sandbox.in(directory);
        used = Optional.of(sandbox);
        sandbox.script("counts", "i=0\nwhile :; do i=$((i + 1)); echo $$ $i; sleep 0.01; done\n");
        sandbox.script("dies", "sleep 0.2\nexit 3\n");
        // A loss of its terminal is a SIGHUP, and nothing else here sends one.
        sandbox.script("terminal", "trap ': > " + sandbox.path("hung") + "' HUP\nwhile :; do sleep 0.1; done\n");
        configure(sandbox, 1000);
        Background daemon = Background.start(sandbox);
        for (String name : List.of("plain:0", "plain:1", "plain:2", "raw", "prefixed", "stubborn", "terminal")) {
            wanted.put(name, Optional.of(true));
        }
        for (int kill = 0; kill < KILLS; kill++) {
            giveOrders(sandbox);
            LockSupport.parkNanos(random.nextInt(upgrades.isEmpty() ? LONGEST_LIFE_MILLIS : LONGEST_WITH_UPGRADE_MILLIS)
                    * 1_000_000L);
            end(sandbox, daemon);
            awaitAnswers();
            daemon = Background.start(sandbox);
            checkAll(sandbox, kill);
        }
        try (Background last = daemon) {
            assertThat(Ran.ctl(sandbox, "stop", "all").errors()).isEmpty();
            checkLines(sandbox.lines("raw.log"), "raw");
            checkLines(
                    sandbox.lines("prefixed.log").stream()
                            .map(line -> line.replaceAll(".* (\\d+ \\d+)$", "$1"))
                            .toList(),
                    "prefixed");
            assertThat(sandbox.path("hung")).doesNotExist();
            assertThat(sandbox.lines("taskmaster.log")).noneMatch(line -> line.contains("lost its terminal"));
            assertThat(last.lives()).isTrue();
        }
    }

    /// Every fourth time in good order, unless it cannot.
    private void end(Sandbox sandbox, Background daemon) {
        if (random.nextInt(4) == 0) {
            Ran _ = Ran.ctl(sandbox, "shutdown", "--keep-programs", "--wait");
        }
        if (daemon.lives()) {
            Signals.send("KILL", daemon.pid());
        }
        Waiting.until("it is dead", () -> !daemon.lives());
    }

    private static void configure(Sandbox sandbox, int seconds) {
        sandbox.programs("""
                plain: {cmd: sleep %2$s, numprocs: 3, starttime: 0, autorestart: always}
                raw: {cmd: %1$s/counts, starttime: 0, autorestart: always, stdout: raw.log, stdout_maxbytes: 1GB}
                prefixed: {cmd: %1$s/counts, starttime: 0, autorestart: always, stdout: prefixed.log, stdout_format: prefix}
                terminal: {cmd: %1$s/terminal, tty: true, starttime: 0, autorestart: always}
                dies: {cmd: %1$s/dies, starttime: 0, autorestart: always}
                stubborn: {cmd: "sh -c 'trap : TERM; while :; do sleep 0.1; done'", starttime: 0, stoptime: 1, autorestart: always}
                """.formatted(sandbox.path("."), seconds));
    }

    private void giveOrders(Sandbox sandbox) throws IOException {
        for (int orders = random.nextInt(MOST_ORDERS); orders > 0; orders--) {
            List<String> names = List.copyOf(wanted.keySet());
            String name = names.get(random.nextInt(names.size()));
            switch (random.nextInt(6)) {
                case 0 -> order(sandbox, name, "stop");
                case 1, 2, 3 -> order(sandbox, name, random.nextBoolean() ? "start" : "restart");
                case 4 -> upgrades.add(sandbox.startClient("/dev/null", "upgrade"));
                default -> {
                    configure(sandbox, 1000 + random.nextInt(2));
                    clients.add(sandbox.startClient("/dev/null", "reload"));
                }
            }
        }
    }

    private void order(Sandbox sandbox, String name, String order) throws IOException {
        clients.add(sandbox.startClient("/dev/null", order, name));
        // Until it is known that nothing else is under way for it, it may be either.
        wanted.put(name, Optional.empty());
    }

    private void awaitAnswers() {
        for (Process client : clients) {
            Waiting.until("a client ends", () -> !client.isAlive());
        }
        clients.clear();
        upgrades.forEach(Process::destroyForcibly);
        upgrades.clear();
    }

    /// Every process runs as often as it should, and the supervisor says so.
    private void checkAll(Sandbox sandbox, int kill) {
        Waiting.until(
                "after kill " + kill + " (seed " + SEED + ") everything is as it should be",
                () -> trouble(sandbox).isEmpty(),
                () -> trouble(sandbox).orElse("") + "\n"
                        + Ran.ctl(sandbox, "status").output());
        wanted.replaceAll((name, _) -> Optional.of(!leaders(sandbox, name).isEmpty()));
    }

    private Optional<String> trouble(Sandbox sandbox) {
        String status = Ran.ctl(sandbox, "status").output();
        if (status.contains("STOPPING")) {
            return Optional.of("something is being stopped");
        }
        Map<String, Long> shown = status.lines()
                .filter(line -> line.contains(" pid "))
                .collect(Collectors.toMap(
                        line -> line.split(" +")[0], line -> Long.parseLong(line.replaceAll(".* pid (\\d+).*", "$1"))));
        for (Map.Entry<String, Optional<Boolean>> entry : wanted.entrySet()) {
            String name = entry.getKey();
            if (status.lines().anyMatch(line -> line.matches(name + " +BACKOFF .*"))) {
                return Optional.of(name + " is about to be started again");
            }
            List<Long> live = leaders(sandbox, name);
            if (live.size() > 1) {
                // Not to be waited out: two generations must never meet.
                throw new AssertionError(name + " runs twice: " + live + " (seed " + SEED + ")");
            }
            Optional<Long> up = live.stream().findFirst();
            if (!up.equals(Optional.ofNullable(shown.get(name)))) {
                return Optional.of(name + " is " + up + ", and is said to be " + shown.get(name));
            }
            if (entry.getValue().isPresent() && entry.getValue().get() != up.isPresent()) {
                return Optional.of(name + " should run: " + entry.getValue().get() + ", but: " + up);
            }
        }
        return Optional.empty();
    }

    /// Those that lead a session, as what is started directly does.
    private static List<Long> leaders(Sandbox sandbox, String name) {
        return sandbox.survivors().stream()
                .filter(pid -> Proc.stat(pid)
                        .filter(stat -> stat.session() == pid && stat.state() != 'Z')
                        .isPresent())
                .filter(pid -> isCalled(pid, name))
                .toList();
    }

    private static boolean isCalled(long pid, String name) {
        Map<String, String> environment = Proc.environment(pid);
        String group = environment.getOrDefault(GROUP, "");
        String within = environment.getOrDefault(NAME, "");
        return name.equals(group.equals(within) ? group : group + ":" + within);
    }

    /// Each process has numbered its lines from 1 on; nothing is missing up to its last, and nothing is there twice.
    private static void checkLines(List<String> lines, String log) {
        Map<String, Integer> last = new HashMap<>();
        for (String line : lines) {
            String[] words = line.strip().split(" ");
            assertThat(words).as("a line of %s: %s", log, line).hasSize(2);
            int number = Integer.parseInt(words[1]);
            assertThat(number)
                    .as("%s: the line of %s after %s", log, words[0], last.get(words[0]))
                    .isEqualTo(last.getOrDefault(words[0], 0) + 1);
            last.put(words[0], number);
        }
        assertThat(last)
                .as(log + ": " + Arrays.toString(lines.stream().limit(3).toArray()))
                .isNotEmpty();
    }
}
