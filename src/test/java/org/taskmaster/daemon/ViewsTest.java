package org.taskmaster.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.Control;
import org.taskmaster.control.Control.Action;
import org.taskmaster.control.Control.Patience;
import org.taskmaster.control.FleetStatus;
import org.taskmaster.control.Outcome;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.Requester;
import org.taskmaster.control.Selector;
import org.taskmaster.control.Watching;
import org.taskmaster.events.Event;
import org.taskmaster.events.Event.Listing;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.Policies;
import org.taskmaster.model.Policy;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Programs;
import org.taskmaster.model.StateName;

/// Views of the fleet that are kept true by events, and orders that are not waited for to the end.
class ViewsTest {

    private static final Policy USUAL = Policies.USUAL;

    private final SimulatedHost host = new SimulatedHost();

    @Test
    void snapshotAndEventsTogetherAreTheStateOfEverything() {
        Simulation simulation = Simulation.of(host, Programs.program("web", 3, USUAL));
        Watching early = watch(simulation);
        simulation.passesSeconds(6);
        simulation.crash("web:1");
        Watching late = watch(simulation);
        simulation.act(Action.STOP, "web:2");
        simulation.passesSeconds(6);

        assertThat(folded(early)).isEqualTo(states(simulation));
        assertThat(folded(late)).isEqualTo(states(simulation));
    }

    @Test
    void aViewBegunInTheTurnOfAChangeDoesNotHearOfItAgain() {
        Simulation simulation =
                Simulation.of(host, Programs.program("web", USUAL)).passesSeconds(6);
        simulation.control().act(Action.RESTART, Selector.all(), Simulation.ME);
        CompletableFuture<Watching> reply = simulation.control().watch(100);
        simulation.settles();

        // folding fails when an event does not follow from what was known
        assertThat(folded(Simulation.answer(reply))).isEqualTo(states(simulation));
    }

    @Test
    void whatWasAnsweredIsTrueInTheStatus() {
        Simulation simulation =
                Simulation.of(host, Programs.program("web", USUAL)).passesSeconds(6);
        Control control = simulation.control();
        List<FleetStatus.Phase> seen = new ArrayList<>();

        control.shutdown(Simulation.ME).thenRun(() -> seen.add(control.status().phase()));
        simulation.settles();

        assertThat(seen).containsExactly(FleetStatus.Phase.SHUTTING_DOWN);
    }

    @Test
    void aChangeOfStateCarriesPidAndReason() {
        Simulation simulation = Simulation.of(host, Programs.program("web", Policies.autostart(USUAL, false)));
        Watching view = watch(simulation);
        host.behave("/bin/web", Behaviour.runs().exitsAfter(Duration.ofSeconds(1), 7));

        simulation.act(Action.START, "web");
        simulation.passesSeconds(1);

        assertThat(changes(view))
                .extracting(Event.StateChanged::to, Event.StateChanged::pid, Event.StateChanged::detail)
                .containsExactly(
                        tuple(StateName.STARTING, OptionalInt.of(100), ""),
                        tuple(StateName.BACKOFF, OptionalInt.empty(), "exited too quickly (exit status 7)"));
    }

    @Test
    void programsThatComeAndGoAreTold() {
        Simulation simulation =
                Simulation.of(host, Programs.program("old", USUAL)).passesSeconds(6);
        Watching view = watch(simulation);

        simulation.reload(Programs.program("new", USUAL));

        assertThat(events(view).stream()
                        .filter(Event.ProgramListed.class::isInstance)
                        .map(Event.ProgramListed.class::cast))
                .extracting(Event.ProgramListed::program, Event.ProgramListed::listing)
                .containsExactlyInAnyOrder(tuple("new", Listing.ADDED), tuple("old", Listing.REMOVED));
    }

    @Test
    void theReasonOfAnOrderIsTold() {
        Simulation simulation =
                Simulation.of(host, Programs.program("web", USUAL)).passesSeconds(6);
        Requester who = new Requester("alice (uid 1000, pid 7)", Optional.of("a new certificate"));

        simulation.control().act(Action.RESTART, Selector.all(), who);
        simulation.settles();

        assertThat(simulation.told())
                .contains("restart all, asked by alice (uid 1000, pid 7), because: a new certificate");
    }

    @Test
    void anAnnouncementIsHandedToWhoeverListens() {
        Simulation simulation = Simulation.of(host, Programs.program("web", USUAL));
        Watching view = watch(simulation);

        simulation.control().announce("deploy", "v42", Simulation.ME);
        simulation.settles();

        assertThat(events(view)).last().isInstanceOfSatisfying(Event.Announced.class, event -> {
            assertThat(event.type()).isEqualTo("deploy");
            assertThat(event.data()).isEqualTo("v42");
        });
    }

    @Test
    void aStartThatIsNotWaitedForIsAnsweredWhenItWasGiven() {
        Simulation simulation = Simulation.of(host, Programs.program("web", Policies.autostart(USUAL, false)));

        assertThat(act(simulation, Action.START, Patience.GIVEN))
                .containsExactly(new Outcome.Begun(ProcessName.of("web")));
        assertThat(simulation.state("web")).isEqualTo(StateName.STARTING);
        assertThat(act(simulation, Action.STOP, Patience.GIVEN).getFirst().good())
                .isTrue();
    }

    @Test
    void aSpawnThatFailsAtOnceIsAnsweredThoughNobodyWaits() {
        Simulation simulation = Simulation.of(host, Programs.program("web", Policies.autostart(USUAL, false)));
        host.behave("/bin/web", Behaviour.runs().cannotBeSpawned("no such file"));

        assertThat(act(simulation, Action.START, Patience.GIVEN))
                .containsExactly(new Outcome.Failed(ProcessName.of("web"), Outcome.Cause.START_FAILED, "no such file"));
    }

    @Test
    void theFirstFailedTryIsAnsweredThoughMoreFollow() {
        Simulation simulation = Simulation.of(host, Programs.program("web", Policies.autostart(USUAL, false)));
        host.behave("/bin/web", Behaviour.runs().exitsAfter(Duration.ofSeconds(1), 7));
        CompletableFuture<ActionReport> reply =
                simulation.control().act(Action.START, Selector.all(), Patience.FIRST_TRY, Simulation.ME);

        simulation.settles();
        boolean early = reply.isDone();
        simulation.passesSeconds(1);

        assertThat(early).isFalse();
        assertThat(Simulation.answer(reply).outcomes())
                .containsExactly(new Outcome.Failed(
                        ProcessName.of("web"), Outcome.Cause.START_FAILED, "exited too quickly (exit status 7)"));
        assertThat(simulation.state("web")).isEqualTo(StateName.BACKOFF);
    }

    @Test
    void theHistoryOfAProcessIsKept() {
        Simulation simulation = Simulation.of(host, Programs.program("web", Policies.autostart(USUAL, false)));
        ProcessStatus.History before = simulation.status("web").history();

        simulation.act(Action.START, "web");
        simulation.passesSeconds(6);
        ProcessStatus.History up = simulation.status("web").history();
        simulation.act(Action.STOP, "web");
        ProcessStatus.History down = simulation.status("web").history();

        assertThat(before).isEqualTo(ProcessStatus.History.NONE);
        assertThat(up.startedAt()).isPresent();
        assertThat(up.endedAt()).isEmpty();
        assertThat(down.startedAt()).isEqualTo(up.startedAt());
        assertThat(down.endedAt())
                .hasValueSatisfying(at -> assertThat(at).isAfter(up.startedAt().orElseThrow()));
        assertThat(down.lastExit()).contains(new ExitStatus.Killed(org.taskmaster.model.Signal.TERM, false));
    }

    private static List<Outcome> act(Simulation simulation, Action action, Patience patience) {
        CompletableFuture<ActionReport> reply =
                simulation.control().act(action, Selector.all(), patience, Simulation.ME);
        simulation.settles();
        return Simulation.answer(reply).outcomes();
    }

    private static Watching watch(Simulation simulation) {
        CompletableFuture<Watching> reply = simulation.control().watch(10_000);
        simulation.settles();
        return Simulation.answer(reply);
    }

    private static Map<String, StateName> states(Simulation simulation) {
        Map<String, StateName> states = new HashMap<>();
        simulation
                .control()
                .status()
                .processes()
                .forEach(process -> states.put(process.name().text(), process.state()));
        return states;
    }

    /// Every event must begin where the one before it has ended.
    private static Map<String, StateName> folded(Watching view) {
        Map<String, StateName> states = new HashMap<>();
        view.snapshot().processes().forEach(process -> states.put(process.name().text(), process.state()));
        for (Event.StateChanged change : changes(view)) {
            assertThat(states.put(change.process().text(), change.to()))
                    .as("%s", change)
                    .isEqualTo(change.from());
        }
        return states;
    }

    private static List<Event.StateChanged> changes(Watching view) {
        return events(view).stream()
                .filter(Event.StateChanged.class::isInstance)
                .map(Event.StateChanged.class::cast)
                .toList();
    }

    private static List<Event> events(Watching view) {
        List<Event> events = new ArrayList<>();
        try {
            while (view.events().waiting() > 0) {
                events.add(view.events().next(Duration.ZERO).orElseThrow());
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return events;
    }
}
