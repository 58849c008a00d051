package org.taskmaster.xmlrpc;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.taskmaster.control.Control;
import org.taskmaster.control.LogSlice;
import org.taskmaster.control.LogSource;
import org.taskmaster.http.Response;

/// Writes the end of a log and then what comes, until the client is gone or the process is forgotten.
///
/// A file has nothing that would wake us, so it is looked at again and again, with a pause whenever nothing
/// has come. Another file under the same name is read from its start; in one that became shorter, the
/// client is told so. Characters are never cut in two: supervisorctl shows such pieces as garbage.
final class LogFollower implements Response.Body {

    private static final int FIRST = 1024;
    private static final int PIECE = 64 * 1024;
    private static final byte[] TRUNCATED = "==> File truncated <==\n".getBytes(StandardCharsets.US_ASCII);

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

    /// How far it has come.
    ///
    /// @param file which file
    /// @param offset where to read on
    private record Place(String file, long offset) {}

    @Override
    public void writeTo(Response.Sink sink) throws InterruptedException {
        if (!(control.readLog(source, -FIRST, FIRST) instanceof LogSlice.Bytes end)) {
            return;
        }
        int lead = end.start() == 0 ? 0 : Utf8.lead(end.bytes());
        Place place = new Place(end.file(), end.start() + lead);
        boolean unfinished = false;
        while (sink.isOpen() && isThere()) {
            Step step = step(place, unfinished);
            if (step.chunk().length > 0 && !sink.write(step.chunk())) {
                return;
            }
            unfinished = step.place().equals(place);
            place = step.place();
            if (unfinished) {
                pause.take();
            }
        }
    }

    /// One look.
    ///
    /// @param place where to go on; the same as before when nothing could be taken
    private record Step(Place place, byte[] chunk) {}

    /// @param waited whether the last look took nothing: then a character that is cut has had its chance
    private Step step(Place place, boolean waited) {
        return switch (control.readLog(source, place.offset(), PIECE)) {
            // one that is being rotated is missing for a moment
            case LogSlice.Unavailable _ -> new Step(place, new byte[0]);
            case LogSlice.Bytes slice -> {
                if (!slice.file().equals(place.file())) {
                    yield new Step(new Place(slice.file(), 0), new byte[0]);
                }
                if (slice.size() < place.offset()) {
                    yield new Step(new Place(slice.file(), 0), TRUNCATED);
                }
                byte[] bytes = slice.bytes();
                int whole = waited ? bytes.length : Utf8.whole(bytes, bytes.length);
                yield new Step(
                        new Place(place.file(), place.offset() + whole),
                        whole == bytes.length ? bytes : Arrays.copyOf(bytes, whole));
            }
        };
    }

    private boolean isThere() {
        return switch (source) {
            case LogSource.Activity _ -> true;
            case LogSource.OfProcess(String name, LogSource.Stream _) ->
                control.status().find(name).isPresent();
        };
    }
}
