package org.taskmaster.host;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.taskmaster.model.Launch;
import org.taskmaster.model.LeftProcess;
import org.taskmaster.model.Moment;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;
import org.taskmaster.model.Stdin;

/// The operating system, seen through the needs of the daemon.
///
/// All methods but [#now], [#wallClock] and [#wake] are called by the one thread that owns the host.
public interface Host extends AutoCloseable {

    /// The monotonic time. Any thread may call it.
    Moment now();

    /// The time of day, for display only. Any thread may call it.
    Instant wallClock();

    /// Makes room for what programs need, as far as the system lets it.
    ///
    /// @param descriptors how many all of them take: one for a pipe as standard input, [Terminal#DESCRIPTORS] for
    ///     a terminal, and [Terminal#DESCRIPTORS_OF_ALL] for all of those together, two for each captured stream; a
    ///     process by itself takes none
    /// @return what is in the way, in words for people; empty when there is room
    Optional<String> makeRoomFor(int descriptors);

    /// Starts a process: in a session and process group of its own, with an empty signal mask and
    /// default dispositions, and no descriptor beyond 0 to 2.
    ///
    /// A terminal is its controlling terminal, has 24 rows and 80 columns at first, and belongs to the user
    /// whom the process runs as.
    ///
    /// A pipe as its standard input is open for reading and writing there, and blocks: the process waits
    /// for bytes, and never finds the end, not even when the supervisor dies.
    ///
    /// A bare command name is looked up in the PATH of the process's own environment; a relative path starts
    /// from its working directory.
    ///
    /// @param identity variables that name the process to itself; the launch's own environment wins
    ///     over them
    /// @param channels where captured output goes
    SpawnResult spawn(Launch launch, Map<String, String> identity, Channels channels);

    /// The number of the run that [#spawn] begins next: it is in the mark by which all that belong to the run are
    /// known, also by a supervisor that comes after this one.
    long nextRun();

    /// Takes over a process that another supervisor of the same marks had started, whether or not it still
    /// lives: its death is reported as that of one spawned here, and what is asked of its run is answered.
    ///
    /// @param stdin what it was given as its standard input: a pipe is opened anew, a terminal by [#reopenTerminal]
    /// @return whether it lives
    boolean adopt(ProcessId id, long run, Stdin stdin);

    /// Takes over a child that another supervisor of the same marks had started in this very process, before it became
    /// this one: dead or alive, it is as if it had been spawned here.
    ///
    /// @param stdin as above
    /// @return whether it is one
    boolean keep(ProcessId id, long run, Stdin stdin);

    /// The leader of a run that another supervisor of the same marks has begun, if it lives.
    Optional<ProcessId> find(long run);

    /// Hands out our end of the terminal of a process that was spawned just now; the caller closes it.
    ///
    /// @return empty when it has none, or it was handed out already
    Optional<Terminal> takeTerminal(ProcessId id);

    /// Whether a next supervisor would have the terminal of this process, however this one ends.
    boolean keepsTerminal(ProcessId id);

    /// Finds the terminals that a supervisor of the same marks has left open. To be called before [#adopt],
    /// which says whose they are now; those of other runs hang up.
    ///
    /// @param runs the numbers of those that may be taken over
    void reclaimTerminals(Set<Long> runs);

    /// Opens the terminal of a process that was taken over, whose output is logged from now on as the launch
    /// says; the caller closes it.
    ///
    /// @param channels where captured output goes
    TerminalResult reopenTerminal(ProcessId id, Launch launch, Channels channels);

    /// Sends a signal to a process, or to all of its run, those who are stopped too: SIGCONT follows then, for
    /// them to take it. A process that is gone is not an error but an answer.
    Delivery signal(ProcessId id, Signal signal, Reach reach);

    /// Hands bytes to the standard input of a process, all or nothing, and never waits: what the pipe, or
    /// the terminal, has no room for follows during [#await], in order.
    StdinResult writeStdin(ProcessId id, byte[] bytes);

    /// Whether anything of the run that `id` leads, or led, is still alive: its process group, its session, and
    /// what descends from it and bears its mark though it has left both. Zombies are not.
    boolean runLives(ProcessId id);

    /// Some who are alive of a run whose leader is dead; those first who are outside of its process group.
    List<LeftProcess> left(ProcessId id);

    /// Which orphans that came to us are alive, of all programs: what those have left behind.
    List<LeftProcess> orphans();

    /// Reports the death of a process that has ended already and was not reported yet, without waiting: what
    /// [#await] would report later, as when more has happened than it reports at once. An order or a deadline of
    /// a process is judged after this.
    ///
    /// @return the death, and who was reaped with it; empty when the process lives, or its death was reported
    List<HostEvent> takeDeath(ProcessId id);

    /// Waits until something happens or `until` is reached, then reports what happened. What had happened by
    /// then is reported, however late it has become meanwhile; when that is very much, the next call reports more.
    ///
    /// @param until empty: wait for as long as it takes
    /// @return empty when only time has passed
    List<HostEvent> await(Optional<Moment> until);

    /// Ends a running or the next [#await] early. Any thread may call it.
    void wake();

    @Override
    void close();

    /// Whom a signal reaches.
    enum Reach {
        PROCESS,
        RUN
    }
}
