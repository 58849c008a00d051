package org.taskmaster.journal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// The first cell: that this is a journal, of which version, and whose.
final class HeaderForm {

    /// Raised when an older supervisor could not read what is written; what it may leave out needs no other version.
    static final int VERSION = 1;

    private static final String WHAT = "taskmaster journal";

    private HeaderForm() {}

    static byte[] write(Owner owner) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(WHAT);
            out.writeInt(VERSION);
            out.writeUTF(owner.place());
            out.writeInt(owner.uid());
            out.writeLong(owner.instance());
        } catch (IOException impossible) {
            // Memory takes everything.
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /// @throws IOException when it is none that can be read here; the message says why, for people
    static Owner read(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (!in.readUTF().equals(WHAT)) {
                throw new IOException("it is no journal of Taskmaster's");
            }
            int version = in.readInt();
            if (version > VERSION) {
                throw new IOException(
                        "a newer Taskmaster has written it (format " + version + ", known here: " + VERSION + ")");
            }
            return new Owner(in.readUTF(), in.readInt(), in.readLong());
        }
    }
}
