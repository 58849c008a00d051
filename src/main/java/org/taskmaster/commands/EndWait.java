package org.taskmaster.commands;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.taskmaster.control.Control;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.Requester;
import org.taskmaster.control.Watching;
import org.taskmaster.events.Event;
import org.taskmaster.json.Json;
import org.taskmaster.model.ProcessName;

/// Orders the shutdown, or that what runs is handed over, and waits for the end of the supervisor, which tells of it as
/// the last of its events. What is said of it is what those events told, and not what was to be expected.
final class EndWait {

    private static final int EVENTS = 10_000;

    private final Set<ProcessName> up = new HashSet<>();
    private final Set<ProcessName> stopped = new HashSet<>();
    private final List<String> left = new ArrayList<>();

    private final boolean handsOver;

    private EndWait(boolean handsOver) {
        this.handsOver = handsOver;
    }

    /// Does the command.
    ///
    /// @param handsOver whether what runs is left to the next supervisor
    static Answer run(Turn turn, boolean handsOver) {
        try (Aside<Answer> aside = Aside.begin(() -> new EndWait(handsOver).ended(turn.control(), turn.asker()))) {
            Optional<Answer> answer = new Waiting(turn.time(), turn.output())
                    .await(aside.result(), turn.interruption(), () -> "the end of the supervisor");
            return answer.orElseGet(turn::noLongerWaiting);
        } catch (CancellationException _) {
            return Watches.ended();
        } catch (CompletionException e) {
            return Turn.failed(e);
        }
    }

    /// Nothing is missed: the events are followed before the order is given.
    ///
    /// @throws CancellationException when the supervisor had ended before
    private Answer ended(Control control, Requester who) throws InterruptedException {
        try (Watching watching = Watches.open(control, EVENTS)) {
            watching.snapshot().processes().stream()
                    .filter(process -> handsOver
                            ? process.state().live()
                            : !process.state().rests())
                    .map(ProcessStatus::name)
                    .forEach(up::add);
            Runnable departure = control.departure();
            if (handsOver) {
                Optional<String> lack = control.handOver(who).join();
                if (lack.isPresent()) {
                    return Answer.failed(Control.NOTHING_HANDED_OVER + lack.get());
                }
            } else {
                control.shutdown(who).join();
            }
            follow(watching);
            departure.run();
        }
        return answer();
    }

    private void follow(Watching watching) throws InterruptedException {
        try {
            while (true) {
                note(Watches.next(watching));
            }
        } catch (CancellationException _) {
            // It has ended, which is what is waited for.
            if (left.isEmpty() && !handsOver) {
                up.stream().sorted().forEach(name -> left.add(name + " was not seen to stop"));
            }
        }
    }

    private void note(Event event) {
        switch (event) {
            case Event.StateChanged change
            when change.to().rests() -> {
                if (up.remove(change.process())) {
                    stopped.add(change.process());
                }
            }
            case Event.StateChanged change -> {
                up.add(change.process());
                stopped.remove(change.process());
            }
            case Event.OfSupervisor told when told.tellsWhatIsLeft() -> left.add(told.text());
            case Event.Missed _ -> left.add("some of what happened was missed: the activity log has all of it");
            case Event.OfSupervisor _,
                    Event.OfProcess _,
                    Event.Ordered _,
                    Event.Announced _,
                    Event.ProgramListed _,
                    Event.ReloadRejected _,
                    Event.Reloaded _ -> {
                // of no concern here
            }
        }
    }

    /// What was stopped, and what was left running and why.
    private Answer answer() {
        List<Line> lines = new ArrayList<>(left.stream().map(Line::error).toList());
        lines.add(Line.of((stopped.isEmpty() ? "" : "stopped " + SupervisorCommands.processes(stopped.size()) + "; ")
                + "the supervisor has ended"
                + (handsOver && !up.isEmpty()
                        ? "; " + SupervisorCommands.processes(up.size()) + " left to the next one"
                        : "")));
        return Answer.of(left.isEmpty() ? ExitCode.OK : ExitCode.FAILED, lines)
                .then(Commands.Next.END)
                .as(() -> Json.object(
                        Json.member("stopped", Json.number(stopped.size())),
                        Json.member("kept", Json.number(handsOver ? up.size() : 0)),
                        Json.member("left", Json.texts(left))));
    }
}
