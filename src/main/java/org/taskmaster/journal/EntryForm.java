package org.taskmaster.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.taskmaster.core.ProcessState;
import org.taskmaster.journal.Entry.Past;
import org.taskmaster.model.Moment;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Signal;
import org.taskmaster.model.Stdin;
import org.taskmaster.model.StopPolicy;

/// An [Entry] as bytes. What a later version writes behind its fields is not looked at.
final class EntryForm {

    private EntryForm() {}

    /// Writes an entry into a buffer that has room for the longest.
    static void write(Entry entry, ByteBuffer out) {
        Fields.putText(entry.key().program(), out);
        out.putInt(entry.key().number());
        Fields.putText(entry.name().text(), out);
        StateForm.write(entry.state(), out);
        out.putLong(entry.since().nanos());
        writeInstant(entry.changedAt(), out);
        out.putLong(entry.run());
        out.putLong(entry.launch());
        out.putInt(entry.stop().stopsignal().number());
        out.putLong(entry.stop().stoptime().toMillis());
        writeOptional(entry.past().startedAt(), out, EntryForm::writeInstant);
        writeOptional(entry.past().endedAt(), out, EntryForm::writeInstant);
        writeOptional(entry.past().lastExit(), out, StateForm::writeExit);
        out.put((byte) entry.stdin().ordinal());
    }

    /// @throws IOException when this is no entry
    static Entry read(ByteBuffer in) throws IOException {
        try {
            ProcessKey key = new ProcessKey(Fields.text(in), in.getInt());
            ProcessName name = ProcessName.of(Fields.text(in));
            ProcessState state = StateForm.read(in);
            Moment since = new Moment(in.getLong());
            Instant changedAt = readInstant(in);
            long run = in.getLong();
            long launch = in.getLong();
            StopPolicy stop = new StopPolicy(new Signal(in.getInt()), Duration.ofMillis(in.getLong()));
            Past past = new Past(
                    readOptional(in, EntryForm::readInstant),
                    readOptional(in, EntryForm::readInstant),
                    readOptional(in, StateForm::readExit));
            // Earlier versions did not write it.
            Stdin stdin = in.hasRemaining() ? Stdin.values()[in.get()] : Stdin.NONE;
            return new Entry(key, name, state, since, changedAt, run, launch, stdin, stop, past);
        } catch (RuntimeException impossible) {
            // It ends too early, or a number is none of a signal, a time or a place in a list.
            throw new IOException(impossible);
        }
    }

    private static void writeInstant(Instant instant, ByteBuffer out) {
        out.putLong(instant.getEpochSecond());
        out.putInt(instant.getNano());
    }

    private static Instant readInstant(ByteBuffer in) throws IOException {
        return Instant.ofEpochSecond(in.getLong(), in.getInt());
    }

    /// Writes a value.
    interface Writer<T> {
        void write(T value, ByteBuffer out);
    }

    /// Reads a value.
    interface Reader<T> {
        T read(ByteBuffer in) throws IOException;
    }

    static <T> void writeOptional(Optional<T> value, ByteBuffer out, Writer<T> writer) {
        Fields.putFlag(value.isPresent(), out);
        if (value.isPresent()) {
            writer.write(value.get(), out);
        }
    }

    static <T> Optional<T> readOptional(ByteBuffer in, Reader<T> reader) throws IOException {
        return Fields.flag(in) ? Optional.of(reader.read(in)) : Optional.empty();
    }
}
