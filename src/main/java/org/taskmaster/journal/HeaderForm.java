package org.taskmaster.journal;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/// The first cell: that this is a journal, of which version, and whose.
final class HeaderForm {

    /// Raised when an older supervisor could not read what is written; what it may leave out needs no other version.
    static final int VERSION = 1;

    private static final String WHAT = "taskmaster journal";

    private HeaderForm() {}

    static void write(Owner owner, End end, ByteBuffer out) {
        Fields.putText(WHAT, out);
        out.putInt(VERSION);
        Fields.putText(owner.place(), out);
        out.putInt(owner.uid());
        out.putLong(owner.instance());
        out.put((byte) end.ordinal());
    }

    /// How it was ending that has written what was read.
    ///
    /// @param in where [#read] has ended
    static End readEnd(ByteBuffer in) {
        int number = in.hasRemaining() ? in.get() : 0;
        End[] all = End.values();
        return number >= 0 && number < all.length ? all[number] : End.NONE;
    }

    /// @throws IOException when it is none that can be read here; the message says why, for people
    static Owner read(ByteBuffer in) throws IOException {
        try {
            if (!Fields.text(in).equals(WHAT)) {
                throw new IOException("it is no journal of Taskmaster's");
            }
            int version = in.getInt();
            if (version > VERSION) {
                throw new IOException(
                        "a newer Taskmaster has written it (format " + version + ", known here: " + VERSION + ")");
            }
            return new Owner(Fields.text(in), in.getInt(), in.getLong());
        } catch (BufferUnderflowException _) {
            throw new IOException("its beginning is too short");
        }
    }
}
