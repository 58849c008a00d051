package org.taskmaster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.taskmaster.control.Control.Action;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.daemon.Behaviour.Reaction;
import org.taskmaster.model.Autorestart;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.Policies;
import org.taskmaster.model.Policy;
import org.taskmaster.model.ProgramConfig;
import org.taskmaster.model.Programs;
import org.taskmaster.model.Signal;

/// Everything at once, at random: orders, deaths, reloads and time. A failure names its seed and tells
/// what came last.
class StormTest {

    private static final int SEEDS = 40;
    private static final int STEPS = 400;
    private static final List<String> NAMES = List.of("api", "db", "job", "mail", "web");

    @Test
    void aStormBreaksNoRuleOfTheFleetAndEverybodyIsAnswered() {
        for (int seed = 0; seed < SEEDS; seed++) {
            new Storm(seed).rage();
        }
    }

    private static final class Storm {
        private final int seed;
        private final Random random;
        private final SimulatedHost host = new SimulatedHost();
        private final Simulation simulation;
        private final List<CompletableFuture<?>> replies = new ArrayList<>();
        private final Deque<String> latest = new ArrayDeque<>();

        Storm(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.simulation = Simulation.of(host, anyPrograms());
        }

        void rage() {
            for (int i = 0; i < STEPS; i++) {
                step();
                check();
            }
            simulation.passesSeconds(60);
            assertThat(replies).as(this::story).allMatch(CompletableFuture::isDone);
            simulation.signal(Signal.TERM).passesSeconds(60);
            assertThat(simulation.ending()).as(this::story).contains(new EventLoop.Ending(List.of(), false));
            assertThat(host.alive()).as(this::story).isEmpty();
        }

        private void step() {
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    Duration some = Duration.ofMillis(random.nextInt(random.nextBoolean() ? 200 : 3_000));
                    note("time passes: " + some);
                    simulation.passes(some);
                }
                case 2 -> {
                    Action action = Action.values()[random.nextInt(3)];
                    String word = anyWord();
                    note(action + " " + word);
                    replies.add(simulation.act(action, word));
                }
                case 3 -> crashSomething();
                case 4 -> {
                    String command = "/bin/" + anyOf(NAMES);
                    Behaviour behaviour = anyBehaviour();
                    note(command + " from now on: " + behaviour);
                    host.behave(command, behaviour);
                }
                default -> {
                    if (random.nextInt(3) == 0) {
                        note("reload");
                        replies.add(simulation.reload(anyPrograms()));
                    }
                }
            }
        }

        private void crashSomething() {
            List<SimulatedGroup> alive = host.alive();
            if (!alive.isEmpty()) {
                int pid = alive.get(random.nextInt(alive.size())).id.pid();
                note("crash of " + pid);
                host.die(pid, new ExitStatus.Killed(new Signal(11), true));
                simulation.settles();
            }
        }

        /// Between turns the snapshot says what is true: each live group is that of one process, and the other
        /// way round.
        private void check() {
            Set<Integer> shown = new HashSet<>();
            for (ProcessStatus process : simulation.control().status().processes()) {
                process.pid()
                        .ifPresent(pid ->
                                assertThat(shown.add(pid)).as(this::story).isTrue());
            }
            Set<Integer> alive = new HashSet<>();
            host.alive().forEach(group -> alive.add(group.id.pid()));
            assertThat(shown).as(this::story).isEqualTo(alive);
        }

        private ProgramConfig[] anyPrograms() {
            List<ProgramConfig> programs = new ArrayList<>();
            for (String name : NAMES) {
                if (random.nextInt(4) > 0) {
                    programs.add(Programs.program(
                            name, random.nextInt(4), anyPolicy(), Programs.launch("/bin/" + anyOf(NAMES))));
                }
            }
            return programs.toArray(ProgramConfig[]::new);
        }

        private Policy anyPolicy() {
            Policy policy = Policies.autorestart(
                    Policies.USUAL, Autorestart.values()[random.nextInt(Autorestart.values().length)]);
            policy = Policies.start(policy, Duration.ofSeconds(random.nextInt(3)), random.nextInt(3));
            policy = Policies.stop(policy, Signal.TERM, Duration.ofSeconds(random.nextInt(4)));
            policy = Policies.autostart(policy, random.nextInt(4) > 0);
            return Policies.priority(policy, random.nextInt(3));
        }

        private Behaviour anyBehaviour() {
            Behaviour behaviour = Behaviour.runs().takesToDie(Duration.ofMillis(random.nextInt(3) * 900L));
            return switch (random.nextInt(6)) {
                case 0 -> behaviour.exitsAfter(Duration.ofMillis(random.nextInt(2_500)), random.nextInt(2));
                case 1 -> behaviour.reacting(Reaction.IGNORES_ALL_BUT_KILL);
                case 2 -> behaviour.leavesGroupBehind();
                case 3 -> behaviour.cannotBeSpawned("no such file");
                case 4 -> behaviour.leavesGroupBehind().exitsAfter(Duration.ofMillis(700), 1);
                default -> behaviour;
            };
        }

        private String anyWord() {
            return switch (random.nextInt(4)) {
                case 0 -> "all";
                case 1 -> anyOf(NAMES) + ":" + random.nextInt(3);
                case 2 -> anyOf(NAMES) + ":*";
                default -> anyOf(NAMES);
            };
        }

        private String anyOf(List<String> words) {
            return words.get(random.nextInt(words.size()));
        }

        private void note(String step) {
            latest.addLast(step);
            if (latest.size() > 20) {
                latest.removeFirst();
            }
        }

        private String story() {
            return "seed " + seed + "\n  " + String.join("\n  ", latest);
        }
    }
}
