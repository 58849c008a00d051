package org.taskmaster.main;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.taskmaster.linux.InheritedDescriptors;
import org.taskmaster.linux.ParentProcess;
import org.taskmaster.linux.StandardStream;
import org.taskmaster.model.Signal;

/// The launcher, as far as it has to do with a supervisor that runs.
///
/// For one in the background it waits at a pipe that only we can write to, and that no other process holds: whatever
/// else is written, by programs, by the JVM or by ourselves, says nothing of whether the start succeeded.
final class Launcher {

    /// The numbers of the descriptors it was started with, beside the standard streams.
    private static final String INHERITED = "taskmaster.inherited";

    /// Where it waits.
    private static final int WAITS_AT = 3;

    /// Everything is up.
    private static final String READY = "ready";

    /// The guardian's words for the number of its process, and for how the supervisor before this one ended. They come
    /// last.
    static final String GUARDED = "--guarded";

    static final String AGAIN = "--again";

    /// What it takes for the end of a supervisor that is not to be started anew.
    private static final int ENDED = 0;

    private static final int ANOTHER_RUNS = 3;

    /// Above this, a status is that of a signal.
    private static final int SIGNALS = 128;

    /// Nothing runs; whatever stands before it says why.
    private static final String REFUSED = "refused\n";

    private final Optional<InheritedDescriptors.Pipe> pipe;
    private final Optional<Guardian> guardian;
    private boolean anotherRuns;
    private final List<String> complaints = new ArrayList<>();
    private boolean away;
    /// Of the terminal that it will show them on.
    private int columns;
    private boolean sent;

    private Launcher(Optional<InheritedDescriptors.Pipe> pipe, Optional<Guardian> guardian) {
        this.pipe = pipe;
        this.guardian = guardian;
    }

    /// What has started us, and starts another one when we are killed.
    ///
    /// @param pid of its process
    /// @param status of the supervisor before this one
    private record Guardian(String pid, Optional<Integer> status) {

        static Optional<Guardian> in(List<String> words) {
            return after(GUARDED, words)
                    .map(pid -> new Guardian(pid, after(AGAIN, words).map(Integer::valueOf)));
        }

        private static Optional<String> after(String word, List<String> words) {
            int at = words.lastIndexOf(word);
            return at < 0 || at == words.size() - 1 ? Optional.empty() : Optional.of(words.get(at + 1));
        }
    }

    /// One that waits for nothing: it has become the supervisor.
    static Launcher inForeground() {
        closeInherited(-1);
        return new Launcher(Optional.empty(), Optional.empty());
    }

    /// One that waits until the supervisor is ready; where this process was a supervisor before, there is none any
    /// more.
    ///
    /// @param words of the command line
    static Launcher waiting(List<String> words) {
        if (Carried.ofThisProcess().isPresent()) {
            return new Launcher(Optional.empty(), Guardian.in(words));
        }
        closeInherited(WAITS_AT);
        return new Launcher(Optional.of(InheritedDescriptors.pipe(WAITS_AT)), Guardian.in(words));
    }

    /// Why this supervisor was started, when that was done by a guardian, in words for people.
    Optional<String> occasion() {
        return guardian.flatMap(Guardian::status)
                .map(status -> "the supervisor before this one "
                        + (status > SIGNALS
                                ? "was terminated by " + new Signal(status - SIGNALS)
                                : "ended with status " + status)
                        + "; its guardian has started this one");
    }

    /// Why nothing was started.
    void refusedFor(StartRefused why) {
        anotherRuns |= why.namesAnother();
    }

    /// A guardian that has paused meanwhile, and missed an end in good order, is not to start anything.
    StartRefused notNeeded() {
        anotherRuns = true;
        return new StartRefused("another supervisor has run meanwhile, and has ended in good order");
    }

    /// The status to exit with: nobody but the guardian sees that of a supervisor in the background.
    int status(int status) {
        if (guardian.isEmpty()) {
            return status;
        }
        return switch (status) {
            case Main.REFUSED -> anotherRuns ? ANOTHER_RUNS : status;
            case Main.NOT_UPGRADED -> status;
            default -> ENDED;
        };
    }

    /// Lets go of the terminal, before any program could hold it: from here on what we say is printed by the
    /// launcher alone.
    ///
    /// @param errors where is kept what the JVM writes when it fails
    void leaveTerminal(Path errors) {
        columns = StandardStream.ERR.columns();
        StandardStream.turnAllAway(errors);
        away = true;
    }

    /// Sends the process that started us something.
    void say(String line) {
        if (away) {
            complaints.add(Console.laidOut(line, columns));
        } else {
            Console.complain(line);
        }
    }

    /// The words that name the guardian to a supervisor.
    List<String> guarded() {
        return guardian.map(it -> List.of(GUARDED, it.pid())).orElse(List.of());
    }

    /// Everything is up: it need not wait any longer. A guardian from then on starts others as this one was
    /// started; where no launcher tells it, we do.
    void ready() {
        if (pipe.isEmpty()) {
            guardian.ifPresent(it -> ParentProcess.signal(Long.parseLong(it.pid()), Signal.USR1));
        }
        tell(READY + guardian.map(it -> " " + it.pid()).orElse("") + "\n");
        pipe.ifPresent(InheritedDescriptors.Pipe::close);
    }

    /// Nothing was started, or it was stopped again. It goes on to wait for our end.
    void refused() {
        tell(complaints.isEmpty() ? REFUSED : String.join("\n", complaints) + "\n" + REFUSED);
    }

    private void tell(String text) {
        if (!sent) {
            sent = true;
            pipe.ifPresent(waiting -> waiting.write(text));
        }
    }

    private static void closeInherited(int kept) {
        List<Integer> numbers = Arrays.stream(System.getProperty(INHERITED, "").split(" "))
                .filter(word -> !word.isEmpty())
                .map(Integer::valueOf)
                .filter(number -> number != kept)
                .toList();
        InheritedDescriptors.close(numbers);
    }
}
