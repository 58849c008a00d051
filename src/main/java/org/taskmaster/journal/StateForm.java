package org.taskmaster.journal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
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

    static void write(ProcessState state, DataOutputStream out) throws IOException {
        switch (state) {
            case Stopped(StopReason reason) -> {
                out.writeByte(STOPPED);
                out.writeByte(reason.ordinal());
            }
            case Spawning(Streak streak) -> {
                out.writeByte(SPAWNING);
                writeStreak(streak, out);
            }
            case Starting(ProcessId id, Moment since, Streak streak) -> {
                out.writeByte(STARTING);
                writeRun(id, since, streak, out);
            }
            case Running(ProcessId id, Moment since, Streak streak) -> {
                out.writeByte(RUNNING);
                writeRun(id, since, streak, out);
            }
            case Backoff(Moment retryAt, Streak streak, String reason) -> {
                out.writeByte(BACKOFF);
                out.writeLong(retryAt.nanos());
                writeStreak(streak, out);
                writeText(reason, out);
            }
            case Stopping stopping -> {
                out.writeByte(STOPPING);
                writeStopping(stopping, out);
            }
            case Exited(ExitStatus exit) -> {
                out.writeByte(EXITED);
                writeExit(exit, out);
            }
            case Fatal(String reason) -> {
                out.writeByte(FATAL);
                writeText(reason, out);
            }
        }
    }

    static ProcessState read(DataInputStream in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case STOPPED -> new Stopped(StopReason.values()[in.readByte()]);
            case SPAWNING -> new Spawning(readStreak(in));
            case STARTING -> new Starting(readId(in), readMoment(in), readStreak(in));
            case RUNNING -> new Running(readId(in), readMoment(in), readStreak(in));
            case BACKOFF -> new Backoff(readMoment(in), readStreak(in), in.readUTF());
            case STOPPING ->
                new Stopping(
                        readId(in), readMoment(in), Pressure.values()[in.readByte()], readLeader(in), readThen(in));
            case EXITED -> new Exited(readExit(in));
            case FATAL -> new Fatal(in.readUTF());
            default -> throw new IOException("no state has the number " + kind);
        };
    }

    static void writeExit(ExitStatus exit, DataOutputStream out) throws IOException {
        switch (exit) {
            case ExitStatus.Code(int code) -> {
                out.writeByte(CODE);
                out.writeInt(code);
            }
            case ExitStatus.Killed(Signal signal, boolean coreDumped) -> {
                out.writeByte(KILLED);
                out.writeInt(signal.number());
                out.writeBoolean(coreDumped);
            }
            case ExitStatus.NeverRan(String reason) -> {
                out.writeByte(NEVER_RAN);
                writeText(reason, out);
            }
            case ExitStatus.Unknown _ -> out.writeByte(UNKNOWN);
        }
    }

    static ExitStatus readExit(DataInputStream in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case CODE -> new ExitStatus.Code(in.readInt());
            case KILLED -> new ExitStatus.Killed(new Signal(in.readInt()), in.readBoolean());
            case NEVER_RAN -> new ExitStatus.NeverRan(in.readUTF());
            case UNKNOWN -> new ExitStatus.Unknown();
            default -> throw new IOException("no exit status has the number " + kind);
        };
    }

    private static void writeStopping(Stopping stopping, DataOutputStream out) throws IOException {
        writeId(stopping.id(), out);
        out.writeLong(stopping.since().nanos());
        out.writeByte(stopping.pressure().ordinal());
        Optional<ExitStatus> dead =
                stopping.leader() instanceof Leader.Dead(ExitStatus exit) ? Optional.of(exit) : Optional.empty();
        EntryForm.writeOptional(dead, out, StateForm::writeExit);
        switch (stopping.then()) {
            case AfterStop.Rest _ -> out.writeByte(REST);
            case AfterStop.StartAgain _ -> out.writeByte(START_AGAIN);
            case AfterStop.Conclude(Death death) -> {
                out.writeByte(CONCLUDE);
                writeExit(death.exit(), out);
                out.writeLong(death.lived().toNanos());
                out.writeByte(death.phase().ordinal());
                writeStreak(death.streak(), out);
                EntryForm.writeOptional(death.left(), out, StateForm::writeLeft);
            }
        }
    }

    private static Leader readLeader(DataInputStream in) throws IOException {
        return EntryForm.readOptional(in, StateForm::readExit)
                .<Leader>map(Leader.Dead::new)
                .orElseGet(Leader.Alive::new);
    }

    private static AfterStop readThen(DataInputStream in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case REST -> new AfterStop.Rest();
            case START_AGAIN -> new AfterStop.StartAgain();
            case CONCLUDE ->
                new AfterStop.Conclude(new Death(
                        readExit(in),
                        Duration.ofNanos(in.readLong()),
                        Phase.values()[in.readByte()],
                        readStreak(in),
                        EntryForm.readOptional(in, StateForm::readLeft)));
            default -> throw new IOException("nothing that follows a stop has the number " + kind);
        };
    }

    private static void writeRun(ProcessId id, Moment since, Streak streak, DataOutputStream out) throws IOException {
        writeId(id, out);
        out.writeLong(since.nanos());
        writeStreak(streak, out);
    }

    private static void writeId(ProcessId id, DataOutputStream out) throws IOException {
        out.writeInt(id.pid());
        out.writeLong(id.started());
    }

    private static ProcessId readId(DataInputStream in) throws IOException {
        return new ProcessId(in.readInt(), in.readLong());
    }

    private static Moment readMoment(DataInputStream in) throws IOException {
        return new Moment(in.readLong());
    }

    private static void writeStreak(Streak streak, DataOutputStream out) throws IOException {
        out.writeInt(streak.failedStarts());
        out.writeInt(streak.quickExits());
    }

    private static Streak readStreak(DataInputStream in) throws IOException {
        return new Streak(in.readInt(), in.readInt());
    }

    private static void writeLeft(LeftProcess left, DataOutputStream out) throws IOException {
        out.writeInt(left.pid());
        writeText(left.name(), out);
        out.writeBoolean(left.outside());
    }

    private static LeftProcess readLeft(DataInputStream in) throws IOException {
        return new LeftProcess(in.readInt(), in.readUTF(), in.readBoolean());
    }

    private static void writeText(String text, DataOutputStream out) throws IOException {
        out.writeUTF(text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…");
    }
}
