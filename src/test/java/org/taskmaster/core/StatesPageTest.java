package org.taskmaster.core;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.taskmaster.Golden;
import org.taskmaster.core.Input.Fact;
import org.taskmaster.core.Input.Group;
import org.taskmaster.core.ProcessState.AfterStop;
import org.taskmaster.core.Samples.Event;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.Moment;
import org.taskmaster.model.Policies;
import org.taskmaster.model.Policy;

class StatesPageTest {

    private static final Path PAGE = Path.of("docs/reference/states.md");

    private static final String HEAD = """
            # The states of a process

            Generated from the state machine; `mvn test -Dgolden=write` writes it anew.

            | State | Meaning |
            |---|---|
            | STOPPED | not started yet, or stopped by somebody |
            | STARTING | up, but not yet for `starttime` |
            | RUNNING | up, and its start was successful |
            | BACKOFF | down, waiting for the next try |
            | STOPPING | told to end; some of what it started is still there |
            | EXITED | ended by itself; one that is to be started again passes through it to STARTING or BACKOFF |
            | FATAL | every allowed try to start it failed |

            It ends only when all that the program started is gone, so two generations of a program never meet.

            A RUNNING process that ends and is to be restarted goes on to STARTING or BACKOFF at once. Events tell of an EXITED in
            between, as supervisord's do, so that whoever follows them sees every end; `wait --until EXITED` counts that, too.

            ## The picture

            """;

    private record Edge(String from, String to) {}

    @Test
    void thePageShowsTheTransitionsOfTheMachine() {
        Map<Edge, Set<String>> usual = transitions(List.of(Policies.USUAL));
        Map<Edge, Set<String>> all =
                transitions(List.of(Policies.USUAL, Policies.start(Policies.USUAL, Duration.ZERO, 0)));
        StringBuilder page = new StringBuilder(HEAD);

        page.append("```mermaid\nstateDiagram-v2\n    [*] --> STOPPED\n");
        usual.keySet().forEach(edge -> page.append("    %s --> %s%n".formatted(edge.from(), edge.to())));
        page.append("```\n\n## What leads from one to another\n\n| From | To | When |\n|---|---|---|\n");
        all.forEach((edge, causes) ->
                page.append("| %s | %s | %s |%n".formatted(edge.from(), edge.to(), String.join("; ", causes))));

        Golden.check(PAGE, page.toString());
    }

    private static Map<Edge, Set<String>> transitions(List<Policy> policies) {
        Map<Edge, Set<String>> transitions = new LinkedHashMap<>();
        List<ProcessState> shown = Samples.states().stream()
                .filter(state -> !(state instanceof ProcessState.Spawning))
                .toList();
        for (ProcessState state : shown) {
            for (Event event : Samples.events()) {
                if (event.input() instanceof Fact.Spawned || event.input() instanceof Fact.SpawnFailed) {
                    continue;
                }
                for (Policy policy : policies) {
                    boolean possible = !(state instanceof ProcessState.Starting)
                            || policy.start().starttime().isPositive();
                    if (possible) {
                        note(transitions, policy, state, event);
                    }
                }
            }
        }
        return transitions;
    }

    /// SPAWNING is not shown: what comes of it is.
    private static void note(Map<Edge, Set<String>> transitions, Policy policy, ProcessState state, Event event) {
        ProcessState next = next(policy, state, event.input(), event.at());
        if (!(next instanceof ProcessState.Spawning)) {
            add(transitions, state, next, cause(state, event, next));
            return;
        }
        for (Input answer : List.of(new Fact.Spawned(Samples.OTHER), new Fact.SpawnFailed(""))) {
            ProcessState last = next(policy, next, answer, event.at());
            add(transitions, state, last, causeOfSpawn(state, event, last));
        }
    }

    private static ProcessState next(Policy policy, ProcessState state, Input input, Moment at) {
        return switch (ProcessMachine.decide(policy, state, input, at)) {
            case Decision.Refused _ -> state;
            case Decision.Next(var next, var _) -> next;
        };
    }

    private static String causeOfSpawn(ProcessState state, Event event, ProcessState next) {
        return switch (next) {
            case ProcessState.Backoff _ -> "no process could be made";
            case ProcessState.Fatal _ -> "no process could be made, and no retry is left";
            case ProcessState.Running _ -> cause(state, event, next) + ", with `starttime: 0`";
            case ProcessState.Spawning _,
                    ProcessState.Starting _,
                    ProcessState.Stopped _,
                    ProcessState.Stopping _,
                    ProcessState.Exited _ -> cause(state, event, next);
        };
    }

    private static String cause(ProcessState state, Event event, ProcessState next) {
        boolean groupLeft =
                event.input() instanceof Fact.Died(var _, var _, var group, var _, var _) && group == Group.LIVES;
        boolean end = event.input() instanceof Fact.Died || event.input() instanceof Fact.GroupEnded;
        boolean neverRan = event.input() instanceof Fact.Died(var _, ExitStatus.NeverRan _, var _, var _, var _);
        if (neverRan && !(state instanceof ProcessState.Stopping)) {
            return event.cause() + (next instanceof ProcessState.Fatal ? ", and no retry is left" : "");
        }
        if (!end || groupLeft) {
            boolean pause = event.input() instanceof Fact.TimeUp && state instanceof ProcessState.Backoff;
            return pause ? "the pause is over" : event.cause();
        }
        return switch (state) {
            case ProcessState.Stopping stopping -> whatIsGone(stopping);
            case ProcessState.Starting _ ->
                switch (next) {
                    case ProcessState.Backoff _ -> "it ends before `starttime`";
                    case ProcessState.Fatal _ -> "it ends before `starttime`, and no retry is left";
                    case ProcessState.Exited _ -> "it ends after `starttime`, before that was noticed";
                    case ProcessState.Spawning _,
                            ProcessState.Starting _,
                            ProcessState.Running _,
                            ProcessState.Stopped _,
                            ProcessState.Stopping _ -> event.cause();
                };
            case ProcessState.Running _ ->
                switch (next) {
                    case ProcessState.Backoff _ -> "it keeps ending at once and is to be restarted after a pause";
                    case ProcessState.Exited _ -> "it ends by itself and is not to be restarted";
                    case ProcessState.Starting _, ProcessState.Running _ -> "it ends by itself and is to be restarted";
                    case ProcessState.Spawning _,
                            ProcessState.Fatal _,
                            ProcessState.Stopped _,
                            ProcessState.Stopping _ -> event.cause();
                };
            case ProcessState.Stopped _,
                    ProcessState.Spawning _,
                    ProcessState.Exited _,
                    ProcessState.Fatal _,
                    ProcessState.Backoff _ -> event.cause();
        };
    }

    private static String whatIsGone(ProcessState.Stopping stopping) {
        return switch (stopping.then()) {
            case AfterStop.Rest _ -> "all of its group is gone, after an order to stop";
            case AfterStop.StartAgain _ -> "all of its group is gone, after an order to restart";
            case AfterStop.Conclude(var death) ->
                switch (death.phase()) {
                    case STARTING -> "what its leader left behind when it ended before `starttime` is gone";
                    case RUNNING -> "what its leader left behind is gone";
                };
        };
    }

    private static void add(Map<Edge, Set<String>> transitions, ProcessState from, ProcessState to, String cause) {
        if (!name(from).equals(name(to))) {
            transitions
                    .computeIfAbsent(new Edge(name(from), name(to)), _ -> new LinkedHashSet<>())
                    .add(cause);
        }
    }

    private static String name(ProcessState state) {
        return state.getClass().getSimpleName().toUpperCase(Locale.ROOT);
    }
}
