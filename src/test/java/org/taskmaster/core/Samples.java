package org.taskmaster.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.taskmaster.core.Input.Fact;
import org.taskmaster.core.Input.Group;
import org.taskmaster.core.Input.Order;
import org.taskmaster.core.ProcessState.AfterStop;
import org.taskmaster.core.ProcessState.Death;
import org.taskmaster.core.ProcessState.Leader;
import org.taskmaster.core.ProcessState.Phase;
import org.taskmaster.core.ProcessState.Pressure;
import org.taskmaster.core.ProcessState.StopReason;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.LeftProcess;
import org.taskmaster.model.Moment;
import org.taskmaster.model.ProcessId;

/// Every state in each variant that matters, and every input: what tables are made of.
///
/// The process under test is `#7`; `#8` is another one. States begin at second 0 and most inputs come
/// at second 3; a bell that rings too early comes at half a second, one that rings late at second 20.
final class Samples {

    static final ProcessId OWN = new ProcessId(7, 7);
    static final ProcessId OTHER = new ProcessId(8, 8);

    static final ExitStatus UNEXPECTED = new ExitStatus.Code(1);
    static final ExitStatus EXPECTED = new ExitStatus.Code(0);
    static final ExitStatus NEVER_RAN = new ExitStatus.NeverRan("no such interpreter");

    private static final Streak ONE_FAILED = new Streak(1, 0);
    private static final Streak ALL_RETRIED = new Streak(2, 0);
    private static final Streak TWO_QUICK = new Streak(0, 2);

    private Samples() {}

    /// An input and when it comes.
    ///
    /// @param words what it is, for the table
    /// @param cause the same for the documentation
    record Event(String words, String cause, Input input, Moment at) {}

    static Moment second(double seconds) {
        return new Moment(Math.round(seconds * 1e9));
    }

    static List<ProcessState> states() {
        List<ProcessState> states = new ArrayList<>(List.of(
                new ProcessState.Stopped(StopReason.NOT_STARTED),
                new ProcessState.Stopped(StopReason.BY_REQUEST),
                new ProcessState.Exited(EXPECTED),
                new ProcessState.Fatal("no such file"),
                new ProcessState.Spawning(Streak.NONE),
                new ProcessState.Spawning(ALL_RETRIED),
                new ProcessState.Starting(OWN, second(0), Streak.NONE),
                new ProcessState.Starting(OWN, second(0), ALL_RETRIED),
                new ProcessState.Running(OWN, second(0), Streak.NONE),
                new ProcessState.Running(OWN, second(2.5), TWO_QUICK),
                new ProcessState.Backoff(second(5), ONE_FAILED, "no such file")));
        for (Pressure pressure : Pressure.values()) {
            for (AfterStop then : List.of(new AfterStop.Rest(), new AfterStop.StartAgain())) {
                states.add(new ProcessState.Stopping(OWN, second(0), pressure, new Leader.Alive(), then));
            }
        }
        for (Pressure pressure : Pressure.values()) {
            for (AfterStop then : List.of(
                    new AfterStop.Rest(),
                    new AfterStop.StartAgain(),
                    endedBySelf(Phase.STARTING),
                    endedBySelf(Phase.RUNNING))) {
                states.add(new ProcessState.Stopping(OWN, second(0), pressure, new Leader.Dead(UNEXPECTED), then));
            }
        }
        return states;
    }

    /// What follows then is the judgement of a leader that is dead; with one that lives there is no such state.
    private static AfterStop endedBySelf(Phase phase) {
        return new AfterStop.Conclude(
                new Death(UNEXPECTED, Duration.ofSeconds(3), phase, Streak.NONE, Optional.empty()));
    }

    static List<Event> events() {
        return List.of(
                at3("start", "ordered to start", new Order.Start()),
                at3("stop", "ordered to stop", new Order.Stop()),
                at3("restart", "ordered to restart", new Order.Restart()),
                at3("kill", "ordered to be killed", new Order.Kill()),
                at3("spawned #8", "a process is up", new Fact.Spawned(OTHER)),
                at3("spawn failed", "no process could be made", new Fact.SpawnFailed("no such file")),
                at3("#7 died, code 1, alone", "it ends by itself", new Fact.Died(OWN, UNEXPECTED, Group.EMPTY)),
                at3("#7 died, code 0, alone", "it ends by itself", new Fact.Died(OWN, EXPECTED, Group.EMPTY)),
                new Event(
                        "#7 died, code 0, alone, at 20 s",
                        "it ends by itself",
                        new Fact.Died(OWN, EXPECTED, Group.EMPTY),
                        second(20)),
                at3("#7 never ran", "it could not become its program", new Fact.Died(OWN, NEVER_RAN, Group.EMPTY)),
                new Event(
                        "#7 died, code 0, 17 s before",
                        "it ends by itself, which is heard of late",
                        new Fact.Died(OWN, EXPECTED, Group.EMPTY, Duration.ofSeconds(17), Optional.empty()),
                        second(20)),
                at3(
                        "#7 died, code 1, group left",
                        "its leader ends and leaves others of its group behind",
                        new Fact.Died(OWN, UNEXPECTED, Group.LIVES)),
                at3(
                        "#7 died, left #9 outside",
                        "it ends and leaves another outside its group",
                        new Fact.Died(
                                OWN,
                                EXPECTED,
                                Group.LIVES,
                                Duration.ZERO,
                                Optional.of(new LeftProcess(9, "nginx", true)))),
                at3("#8 died, alone", "another process ends", new Fact.Died(OTHER, UNEXPECTED, Group.EMPTY)),
                at3("#8 died, group left", "another process ends", new Fact.Died(OTHER, UNEXPECTED, Group.LIVES)),
                at3("group of #7 ended", "the rest of its group is gone", new Fact.GroupEnded(OWN)),
                at3("group of #8 ended", "another group is gone", new Fact.GroupEnded(OTHER)),
                new Event("time is up, too early", "an early bell", new Fact.TimeUp(), second(0.5)),
                new Event("time is up", "`starttime` is over", new Fact.TimeUp(), second(20)));
    }

    private static Event at3(String words, String cause, Input input) {
        return new Event(words, cause, input, second(3));
    }
}
