package org.taskmaster.control;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.taskmaster.events.Subscription;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Signal;

/// Everything a person or a program can ask of a running supervisor.
///
/// Questions are answered at once from the last published snapshot. Orders are answered when their
/// outcome is known, which may take as long as a program takes to start or stop; giving up the waiting
/// (cancelling the future) does not take the order back. An order that the supervisor's end overtook is
/// answered by a cancelled future. Any thread may call any method.
public interface Control {

    /// The longest type of what is announced, in characters.
    int LONGEST_TYPE = 200;

    /// The longest data of what is announced, in characters: it waits in memory for all who follow.
    int LONGEST_DATA = 64 * 1024;

    /// The supervisor itself.
    SupervisorInfo info();

    /// Every process, as of the last turn of the daemon.
    FleetStatus status();

    /// Every process of the configuration that was last read, whether or not it is supervised, sorted by
    /// program and number; the values of environments are hidden.
    List<ConfiguredProcess> configured();

    /// As above with the values of environments, which may be secrets: the activity log says who has
    /// seen them.
    List<ConfiguredProcess> reveal(Requester who);

    /// The settings in force of the process of this name, which need not be those that were last read: how
    /// it is started and kept alive now. The values of its environment are hidden. Costs no more for many
    /// processes than for one.
    ///
    /// @return empty when no process is named so
    Optional<ConfiguredProcess> inForce(ProcessName process);

    /// Starts, stops, restarts, disables or enables the selected processes.
    ///
    /// @param patience how much of it is waited for
    CompletableFuture<ActionReport> act(Action action, Selector selector, Patience patience, Requester who);

    /// As above, waiting until the outcome is settled.
    default CompletableFuture<ActionReport> act(Action action, Selector selector, Requester who) {
        return act(action, selector, Patience.SETTLED, who);
    }

    /// Sends a signal to the selected processes (to each process alone, not to its group), whatever it
    /// does to them.
    CompletableFuture<ActionReport> signal(Signal signal, Selector selector, Requester who);

    /// Reads the configuration file again and steers towards it, or says what would be done.
    ///
    /// @param programs the only programs that are touched; empty: all
    CompletableFuture<ReloadReport> reload(ReloadMode mode, List<String> programs, Requester who);

    /// As above, for all programs.
    default CompletableFuture<ReloadReport> reload(ReloadMode mode, Requester who) {
        return reload(mode, List.of(), who);
    }

    /// Reads the configuration file again and says how it differs; what was read is what [#add] adds.
    CompletableFuture<RereadReport> reread(Requester who);

    /// Begins to supervise a program of the configuration that was last read.
    CompletableFuture<ProgramReport> add(String program, Requester who);

    /// Forgets a program whose processes are all at rest.
    CompletableFuture<ProgramReport> remove(String program, Requester who);

    /// Reads the configuration file again and, when it is good, stops everything and starts anew what
    /// starts by itself. Answered when the stopping has begun.
    CompletableFuture<ReloadReport> startAnew(Requester who);

    /// Stops everything and ends the supervisor. Answered when the shutdown has begun.
    CompletableFuture<Void> shutdown(Requester who);

    /// What is said before the reason why nothing is handed over.
    String NOTHING_HANDED_OVER = "the next supervisor would not know what runs, so nothing was done: ";

    /// Ends the supervisor and hands over what runs to the next one. What cannot be handed over, which are processes
    /// with a terminal, is stopped first, and started by the next one. Answered when it has begun.
    ///
    /// @return why the next one would not know what runs, so that nothing was done; empty: it has begun
    CompletableFuture<Optional<String>> handOver(Requester who);

    /// What is said before the reason why the supervisor does not go on as another build.
    String NOTHING_UPGRADED = "not upgraded, and nothing has changed: ";

    /// Has the supervisor go on as another build of itself, in the same process: what runs does not notice.
    /// Answered when the other one has shown that it can, or why it cannot.
    ///
    /// @param build the directory of its launcher; empty: that of the supervisor's own, where a newer build may be
    CompletableFuture<UpgradeReport> upgrade(Optional<Path> build, Requester who);

    /// What waits for the end of the supervisor's process, for a moment, after its last event; to be had before that.
    /// Does nothing where the process cannot be seen.
    default Runnable departure() {
        return () -> {};
    }

    /// Reads a part of a log.
    ///
    /// @param offset from the start; negative: that many bytes before the end, or the whole when it is
    ///     shorter
    /// @param length at most this many bytes
    LogSlice readLog(LogSource source, long offset, int length);

    /// Reads on where a reader has come to, without loss: first what is left of the file it was
    /// in, though it was set aside since, and then the next newer one, until it is in the present file.
    /// What cannot be read any more is reported by [LogSlice.Join].
    ///
    /// @param length at most this many bytes; none: nothing has been written since
    LogSlice readOn(LogSource source, LogPlace place, int length);

    /// Empties the output files of the selected processes.
    ActionReport clearLogs(Selector selector, Requester who);

    /// Empties the activity log.
    ///
    /// @return what stood in the way; empty when it was done
    Optional<String> clearActivityLog(Requester who);

    /// Hands bytes to the standard input of the process of this name, all or none, and waits for nothing.
    CompletableFuture<StdinReport> sendStdin(ProcessName process, byte[] bytes, Requester who);

    /// Joins a client's terminal to that of a process.
    ///
    /// @param size of their terminal
    AttachReport attach(ProcessName process, WindowSize size, AttachMode mode, Requester who);

    /// Opens all log files again, since an outside tool has moved them.
    ///
    /// @return the files that could not be opened, and why
    CompletableFuture<List<String>> reopenLogs(Requester who);

    /// Sends all subscribers something on behalf of an outside program.
    ///
    /// @param type what kind of message it is; the sender's own word, at most [#LONGEST_TYPE] characters
    /// @param data at most [#LONGEST_DATA] characters
    /// @return what is wrong with it; empty when it is sent
    Optional<String> announce(String type, String data, Requester who);

    /// What is wrong with something to be announced; empty: nothing is.
    static Optional<String> objection(String type, String data) {
        if (type.length() > LONGEST_TYPE) {
            return Optional.of(
                    "type: at most " + LONGEST_TYPE + " characters are taken, and these are " + type.length());
        }
        return data.length() > LONGEST_DATA
                ? Optional.of("data: at most " + LONGEST_DATA + " characters are taken, and these are " + data.length())
                : Optional.empty();
    }

    /// What people are shown, from now on.
    ///
    /// @param capacity how many events may wait to be taken
    Subscription subscribe(int capacity);

    /// The state of everything, and every event and change of state from then on.
    ///
    /// @param capacity how many events may wait to be taken
    CompletableFuture<Watching> watch(int capacity);

    /// What can be asked of processes.
    enum Action {
        START,
        STOP,
        RESTART,
        /// To stop it, and not to start it by itself any more, also after a restart of the supervisor or the machine.
        DISABLE,
        /// To let it start by itself again; what was disabled and has `autostart` is started.
        ENABLE
    }

    /// How much of an order is waited for.
    enum Patience {
        /// Nothing: answered when the order was given.
        GIVEN,
        /// The first try: a start that failed is answered though more tries follow.
        FIRST_TRY,
        /// Until it is done, or will not be.
        SETTLED
    }

    /// What a client may do that is joined to a terminal.
    enum AttachMode {
        /// Look and type.
        INTERACTIVE,
        /// Only look.
        READ_ONLY
    }

    /// Whether a reload is done or only shown.
    enum ReloadMode {
        APPLY,
        DRY_RUN
    }
}
