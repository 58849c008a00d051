package org.taskmaster.commands;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.taskmaster.control.Control;
import org.taskmaster.control.Requester;
import org.taskmaster.control.Watching;

/// Orders the shutdown and waits for the end of the supervisor, which tells of it as the last of its events.
final class EndWait {

    private static final int EVENTS = 10_000;

    private EndWait() {}

    /// Does the command.
    ///
    /// @param live how many processes have to be stopped
    static Answer run(Control control, Timekeeper time, Turn turn, Requester who, int live) {
        try (Aside<Answer> aside = Aside.begin(() -> ended(control, who, live))) {
            Optional<Answer> answer = new Waiting(time, turn.output())
                    .await(aside.result(), turn.interruption(), () -> "the end of the supervisor");
            return answer.orElseGet(() -> new Answer.NoLongerWaiting(Verb.SHUTDOWN));
        } catch (CancellationException _) {
            return new Answer.Ended(live);
        } catch (CompletionException e) {
            return Orders.failed(e);
        }
    }

    /// Nothing is missed: the events are followed before the order is given.
    ///
    /// @throws CancellationException when the supervisor has ended
    private static Answer ended(Control control, Requester who, int live) throws InterruptedException {
        try (Watching watching = Watches.open(control, EVENTS)) {
            control.shutdown(who).join();
            while (true) {
                Watches.next(watching);
            }
        } catch (CancellationException _) {
            return new Answer.Ended(live);
        }
    }
}
