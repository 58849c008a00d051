package org.taskmaster.xmlrpc;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.taskmaster.control.Control;
import org.taskmaster.control.LogPlace;
import org.taskmaster.control.LogSlice;
import org.taskmaster.control.LogSource;
import org.taskmaster.http.Response;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Stream;

/// Writes the end of a log and then what comes, until the client is gone or the process is forgotten.
///
/// A file has nothing that would wake us, so it is looked at again and again, with a pause whenever nothing
/// has come. A file that was set aside is read to its end, and then the next one from its start; where that
/// cannot be, and where the file was emptied, a line says so. Characters are never cut in two:
/// supervisorctl shows such pieces as garbage.
final class LogFollower implements Response.Body {

    private static final int FIRST = 1024;
    private static final int PIECE = 64 * 1024;
    private static final byte[] TRUNCATED = "==> File truncated <==\n".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] LOST =
            "==> File removed before it was read to its end <==\n".getBytes(StandardCharsets.US_ASCII);

    private final Control control;
    private final LogSource source;
    private final Pause pause;

    /// The wait between two looks.
    @FunctionalInterface
    interface Pause {

        /// As supervisord does it.
        Pause TENTH_OF_A_SECOND = () -> Thread.sleep(100);

        void take() throws InterruptedException;
    }

    LogFollower(Control control, LogSource source, Pause pause) {
        this.control = control;
        this.source = source;
        this.pause = pause;
    }

    @Override
    public void writeTo(Response.Sink sink) throws InterruptedException {
        if (!(control.readLog(source, -FIRST, FIRST) instanceof LogSlice.Bytes end)) {
            return;
        }
        int lead = end.start() == 0 ? 0 : Utf8Cuts.lead(end.bytes());
        LogPlace place = end.place();
        byte[] waiting = Arrays.copyOfRange(end.bytes(), lead, end.bytes().length);
        int idle = 0;
        boolean isThere = true;
        while (sink.isOpen() && (isThere || idle == 0)) {
            // a character that is still cut when nothing has come after a pause has had its chance
            int whole = idle < 2 ? Utf8Cuts.whole(waiting, waiting.length) : waiting.length;
            if (whole > 0 && !sink.write(Arrays.copyOf(waiting, whole))) {
                return;
            }
            waiting = Arrays.copyOfRange(waiting, whole, waiting.length);
            if (idle > 0) {
                pause.take();
            }
            isThere = isThere();
            switch (control.readOn(source, place, PIECE)) {
                // one that is being rotated is missing for a moment
                case LogSlice.Unavailable _ -> idle++;
                case LogSlice.Bytes slice -> {
                    boolean nothing = slice.bytes().length == 0 && slice.join() == LogSlice.Join.CONTINUOUS;
                    idle = nothing ? idle + 1 : 0;
                    waiting = joined(waiting, slice);
                    place = slice.place();
                }
            }
        }
    }

    /// What is still to be written, and what has come.
    private static byte[] joined(byte[] waiting, LogSlice.Bytes slice) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(waiting);
        all.writeBytes(
                switch (slice.join()) {
                    case CONTINUOUS -> new byte[0];
                    case EMPTIED -> TRUNCATED;
                    case LOST -> LOST;
                });
        all.writeBytes(slice.bytes());
        return all.toByteArray();
    }

    private boolean isThere() {
        return switch (source) {
            case LogSource.Activity _ -> true;
            case LogSource.OfProcess(ProcessName name, Stream _) ->
                control.status().find(name).isPresent();
        };
    }
}
