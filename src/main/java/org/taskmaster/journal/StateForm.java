package org.taskmaster.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.taskmaster.core.ProcessState;
import org.taskmaster.core.ProcessState.AfterStop;
import org.taskmaster.core.ProcessState.Backoff;
import org.taskmaster.core.ProcessState.Death;
import org.taskmaster.core.ProcessState.Exited;
import org.taskmaster.core.ProcessState.Fatal;
import org.taskmaster.core.ProcessState.Leader;
import org.taskmaster.core.ProcessState.Phase;
import org.taskmaster.core.ProcessState.Pressure;
import org.taskmaster.core.ProcessState.Running;
import org.taskmaster.core.ProcessState.Spawning;
import org.taskmaster.core.ProcessState.Starting;
import org.taskmaster.core.ProcessState.StopReason;
import org.taskmaster.core.ProcessState.Stopped;
import org.taskmaster.core.ProcessState.Stopping;
import org.taskmaster.core.Streak;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.LeftProcess;
import org.taskmaster.model.Moment;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;

/// A [ProcessState] as bytes: a number for its kind, and its data. The numbers are in files: a new kind gets a new one.
final class StateForm {

    private static final int STOPPED = 1;
    private static final int SPAWNING = 2;
    private static final int STARTING = 3;
    private static final int RUNNING = 4;
    private static final int BACKOFF = 5;
    private static final int STOPPING = 6;
    private static final int EXITED = 7;
    private static final int FATAL = 8;

    private static final int CODE = 1;
    private static final int KILLED = 2;
    private static final int NEVER_RAN = 3;
    private static final int UNKNOWN = 4;

    private static final int REST = 1;
    private static final int START_AGAIN = 2;
    private static final int CONCLUDE = 3;

    /// So much of a text for people is kept that an entry fits into its cell.
    private static final int LONGEST_TEXT = 150;

    private StateForm() {}

    static void write(ProcessState state, ByteBuffer out) {
        switch (state) {
            case Stopped(StopReason reason) -> {
                out.put((byte) STOPPED);
                out.put((byte) reason.ordinal());
            }
            case Spawning(Streak streak) -> {
                out.put((byte) SPAWNING);
                writeStreak(streak, out);
            }
            case Starting(ProcessId id, Moment since, Streak streak) -> {
                out.put((byte) STARTING);
                writeRun(id, since, streak, out);
            }
            case Running(ProcessId id, Moment since, Streak streak) -> {
                out.put((byte) RUNNING);
                writeRun(id, since, streak, out);
            }
            case Backoff(Moment retryAt, Streak streak, String reason) -> {
                out.put((byte) BACKOFF);
                out.putLong(retryAt.nanos());
                writeStreak(streak, out);
                writeText(reason, out);
            }
            case Stopping stopping -> {
                out.put((byte) STOPPING);
                writeStopping(stopping, out);
            }
            case Exited(ExitStatus exit) -> {
                out.put((byte) EXITED);
                writeExit(exit, out);
            }
            case Fatal(String reason) -> {
                out.put((byte) FATAL);
                writeText(reason, out);
            }
        }
    }

    static ProcessState read(ByteBuffer in) throws IOException {
        int kind = in.get();
        return switch (kind) {
            case STOPPED -> new Stopped(StopReason.values()[in.get()]);
            case SPAWNING -> new Spawning(readStreak(in));
            case STARTING -> new Starting(readId(in), readMoment(in), readStreak(in));
            case RUNNING -> new Running(readId(in), readMoment(in), readStreak(in));
            case BACKOFF -> new Backoff(readMoment(in), readStreak(in), Fields.text(in));
            case STOPPING ->
                new Stopping(readId(in), readMoment(in), Pressure.values()[in.get()], readLeader(in), readThen(in));
            case EXITED -> new Exited(readExit(in));
            case FATAL -> new Fatal(Fields.text(in));
            default -> throw new IOException("no state has the number " + kind);
        };
    }

    static void writeExit(ExitStatus exit, ByteBuffer out) {
        switch (exit) {
            case ExitStatus.Code(int code) -> {
                out.put((byte) CODE);
                out.putInt(code);
            }
            case ExitStatus.Killed(Signal signal, boolean coreDumped) -> {
                out.put((byte) KILLED);
                out.putInt(signal.number());
                Fields.putFlag(coreDumped, out);
            }
            case ExitStatus.NeverRan(String reason) -> {
                out.put((byte) NEVER_RAN);
                writeText(reason, out);
            }
            case ExitStatus.Unknown _ -> out.put((byte) UNKNOWN);
        }
    }

    static ExitStatus readExit(ByteBuffer in) throws IOException {
        int kind = in.get();
        return switch (kind) {
            case CODE -> new ExitStatus.Code(in.getInt());
            case KILLED -> new ExitStatus.Killed(new Signal(in.getInt()), Fields.flag(in));
            case NEVER_RAN -> new ExitStatus.NeverRan(Fields.text(in));
            case UNKNOWN -> new ExitStatus.Unknown();
            default -> throw new IOException("no exit status has the number " + kind);
        };
    }

    private static void writeStopping(Stopping stopping, ByteBuffer out) {
        writeId(stopping.id(), out);
        out.putLong(stopping.since().nanos());
        out.put((byte) stopping.pressure().ordinal());
        Optional<ExitStatus> dead =
                stopping.leader() instanceof Leader.Dead(ExitStatus exit) ? Optional.of(exit) : Optional.empty();
        EntryForm.writeOptional(dead, out, StateForm::writeExit);
        switch (stopping.then()) {
            case AfterStop.Rest _ -> out.put((byte) REST);
            case AfterStop.StartAgain _ -> out.put((byte) START_AGAIN);
            case AfterStop.Conclude(Death death) -> {
                out.put((byte) CONCLUDE);
                writeExit(death.exit(), out);
                out.putLong(death.lived().toNanos());
                out.put((byte) death.phase().ordinal());
                writeStreak(death.streak(), out);
                EntryForm.writeOptional(death.left(), out, StateForm::writeLeft);
            }
        }
    }

    private static Leader readLeader(ByteBuffer in) throws IOException {
        return EntryForm.readOptional(in, StateForm::readExit)
                .<Leader>map(Leader.Dead::new)
                .orElseGet(Leader.Alive::new);
    }

    private static AfterStop readThen(ByteBuffer in) throws IOException {
        int kind = in.get();
        return switch (kind) {
            case REST -> new AfterStop.Rest();
            case START_AGAIN -> new AfterStop.StartAgain();
            case CONCLUDE ->
                new AfterStop.Conclude(new Death(
                        readExit(in),
                        Duration.ofNanos(in.getLong()),
                        Phase.values()[in.get()],
                        readStreak(in),
                        EntryForm.readOptional(in, StateForm::readLeft)));
            default -> throw new IOException("nothing that follows a stop has the number " + kind);
        };
    }

    private static void writeRun(ProcessId id, Moment since, Streak streak, ByteBuffer out) {
        writeId(id, out);
        out.putLong(since.nanos());
        writeStreak(streak, out);
    }

    private static void writeId(ProcessId id, ByteBuffer out) {
        out.putInt(id.pid());
        out.putLong(id.started());
    }

    private static ProcessId readId(ByteBuffer in) throws IOException {
        return new ProcessId(in.getInt(), in.getLong());
    }

    private static Moment readMoment(ByteBuffer in) throws IOException {
        return new Moment(in.getLong());
    }

    private static void writeStreak(Streak streak, ByteBuffer out) {
        out.putInt(streak.failedStarts());
        out.putInt(streak.quickExits());
    }

    private static Streak readStreak(ByteBuffer in) throws IOException {
        return new Streak(in.getInt(), in.getInt());
    }

    private static void writeLeft(LeftProcess left, ByteBuffer out) {
        out.putInt(left.pid());
        writeText(left.name(), out);
        Fields.putFlag(left.outside(), out);
    }

    private static LeftProcess readLeft(ByteBuffer in) throws IOException {
        return new LeftProcess(in.getInt(), Fields.text(in), Fields.flag(in));
    }

    private static void writeText(String text, ByteBuffer out) {
        Fields.putText(text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…", out);
    }
}
