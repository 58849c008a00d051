package org.taskmaster.journal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.taskmaster.journal.Entry.Past;
import org.taskmaster.model.Moment;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Signal;
import org.taskmaster.model.StopPolicy;

/// An [Entry] as bytes. What a later version writes behind its fields is not looked at.
final class EntryForm {

    private EntryForm() {}

    static byte[] write(Entry entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(entry.key().program());
            out.writeInt(entry.key().number());
            out.writeUTF(entry.name().text());
            StateForm.write(entry.state(), out);
            out.writeLong(entry.since().nanos());
            writeInstant(entry.changedAt(), out);
            out.writeLong(entry.run());
            out.writeLong(entry.launch());
            out.writeInt(entry.stop().stopsignal().number());
            out.writeLong(entry.stop().stoptime().toMillis());
            writeOptional(entry.past().startedAt(), out, EntryForm::writeInstant);
            writeOptional(entry.past().endedAt(), out, EntryForm::writeInstant);
            writeOptional(entry.past().lastExit(), out, StateForm::writeExit);
        } catch (IOException impossible) {
            // Memory takes everything.
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /// @throws IOException when these bytes are no entry
    static Entry read(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return new Entry(
                    new ProcessKey(in.readUTF(), in.readInt()),
                    ProcessName.of(in.readUTF()),
                    StateForm.read(in),
                    new Moment(in.readLong()),
                    readInstant(in),
                    in.readLong(),
                    in.readLong(),
                    new StopPolicy(new Signal(in.readInt()), Duration.ofMillis(in.readLong())),
                    new Past(
                            readOptional(in, EntryForm::readInstant),
                            readOptional(in, EntryForm::readInstant),
                            readOptional(in, StateForm::readExit)));
        } catch (RuntimeException impossible) {
            // A number that no signal, time or place in a list has.
            throw new IOException(impossible);
        }
    }

    private static void writeInstant(Instant instant, DataOutputStream out) throws IOException {
        out.writeLong(instant.getEpochSecond());
        out.writeInt(instant.getNano());
    }

    private static Instant readInstant(DataInputStream in) throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }

    /// Writes a value.
    interface Writer<T> {
        void write(T value, DataOutputStream out) throws IOException;
    }

    /// Reads a value.
    interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    static <T> void writeOptional(Optional<T> value, DataOutputStream out, Writer<T> writer) throws IOException {
        out.writeBoolean(value.isPresent());
        if (value.isPresent()) {
            writer.write(value.get(), out);
        }
    }

    static <T> Optional<T> readOptional(DataInputStream in, Reader<T> reader) throws IOException {
        return in.readBoolean() ? Optional.of(reader.read(in)) : Optional.empty();
    }
}
