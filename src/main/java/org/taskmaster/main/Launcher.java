package org.taskmaster.main;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.taskmaster.linux.InheritedDescriptors;
import org.taskmaster.linux.StandardStream;

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
    private static final String READY = "ready\n";

    /// Nothing runs; whatever stands before it says why.
    private static final String REFUSED = "refused\n";

    private final Optional<InheritedDescriptors.Pipe> pipe;
    private final List<String> complaints = new ArrayList<>();
    private boolean away;
    /// Of the terminal that it will show them on.
    private int columns;
    private boolean sent;

    private Launcher(Optional<InheritedDescriptors.Pipe> pipe) {
        this.pipe = pipe;
    }

    /// One that waits for nothing: it has become the supervisor.
    static Launcher inForeground() {
        closeInherited(-1);
        return new Launcher(Optional.empty());
    }

    /// One that waits until the supervisor is ready.
    static Launcher waiting() {
        closeInherited(WAITS_AT);
        return new Launcher(Optional.of(InheritedDescriptors.pipe(WAITS_AT)));
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

    /// Everything is up: it need not wait any longer.
    void ready() {
        tell(READY);
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
