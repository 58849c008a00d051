package org.taskmaster.xmlrpc;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.taskmaster.control.Control;
import org.taskmaster.control.LogSlice;
import org.taskmaster.control.LogSource;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Shown;
import org.taskmaster.model.Stream;

/// Reads parts of logs by supervisord's rules of offsets (docs/reference/supervisord-facts.md#xml-rpc), and
/// never more than fits into an answer.
final class LogReader {

    /// The most that one answer holds, in bytes; a client reads on behind it.
    static final int MOST = 256 * 1024;

    /// Before the start of a log there is nothing, however far before; from here, nothing overflows.
    private static final long FARTHEST = Long.MIN_VALUE / 2;

    private static final int PIECE = 256 * 1024;

    private final Control control;

    LogReader(Control control) {
        this.control = control;
    }

    /// What a tail gives.
    ///
    /// @param end the size of the log, where to go on
    /// @param overflow whether more has come than was asked for, so that something was skipped
    record Tail(String text, long end, boolean overflow) {}

    /// A part of a log that is there.
    ///
    /// @param offset from the start, with `length` bytes, or 0 for all; negative: that many bytes from the
    ///     end, and `length` has to be 0
    /// @throws Fault BAD_ARGUMENTS when the two do not fit together, FAILED when it cannot be read
    String read(LogSource source, Path file, long offset, long length) {
        if (length < 0 || (offset < 0 && length != 0)) {
            throw new Fault(FaultCode.BAD_ARGUMENTS);
        }
        if (offset < 0) {
            long from = Math.max(offset, -MOST);
            byte[] bytes = bytes(source, file, from, -from).bytes();
            return decoded(bytes, Utf8Cuts.lead(bytes));
        }
        long wanted = length == 0 ? MOST : Math.min(length, MOST);
        return decoded(bytes(source, file, offset, wanted).bytes(), 0);
    }

    /// What has been written behind `offset`, at most `length` bytes; of more, the last. Nothing is given
    /// twice.
    ///
    /// @throws Fault FAILED when it cannot be read
    Tail tail(LogSource source, Path file, long offset, long length) {
        long size = bytes(source, file, 0, 0).size();
        long wanted = Math.clamp(length, 0, MOST);
        boolean overflow = size - Math.max(offset, FARTHEST) > Math.max(0, length);
        long start = overflow ? Math.max(0, size - wanted) : Math.max(0, offset);
        if (wanted == 0 || start >= size) {
            return new Tail("", size, overflow);
        }
        LogSlice.Bytes slice = bytes(source, file, start, Math.min(wanted, size - start));
        int lead = overflow ? Utf8Cuts.lead(slice.bytes()) : 0;
        return new Tail(decoded(slice.bytes(), lead), slice.end(), overflow);
    }

    private static String decoded(byte[] bytes, int from) {
        return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    }

    private LogSlice.Bytes bytes(LogSource source, Path file, long offset, long length) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        LogSlice.Bytes first = piece(source, file, offset, length);
        all.writeBytes(first.bytes());
        LogSlice.Bytes last = first;
        while (last.bytes().length > 0 && all.size() < length) {
            LogSlice.Bytes next = piece(source, file, last.end(), length - all.size());
            if (!next.file().equals(first.file())) {
                break;
            }
            last = next;
            all.writeBytes(last.bytes());
        }
        return new LogSlice.Bytes(
                all.toByteArray(),
                first.start(),
                first.size(),
                first.file(),
                first.modified(),
                last.mark(),
                first.join());
    }

    private Shown shown(LogSource source) {
        return switch (source) {
            case LogSource.Activity _ -> control.info().shown();
            case LogSource.OfProcess(ProcessName process, Stream _) ->
                control.status().find(process).map(ProcessStatus::shown).orElseGet(() -> Shown.NOTHING);
        };
    }

    private LogSlice.Bytes piece(LogSource source, Path file, long offset, long length) {
        return switch (control.readLog(source, offset, (int) Math.min(length, PIECE))) {
            case LogSlice.Bytes bytes -> bytes;
            case LogSlice.Unavailable _ ->
                throw Fault.about(FaultCode.FAILED, shown(source).of(file.toString()));
        };
    }
}
